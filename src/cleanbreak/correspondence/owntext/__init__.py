"""From a mail or chat message to the words its sender wrote: quotations, signatures, notices and code are left out."""

from cleanbreak.correspondence.owntext.scanning import own_spans, own_text, own_texts

__all__ = ["own_spans", "own_text", "own_texts"]
