"""The last word: thanks, and nothing asked."""

from cleanbreak.documents.kinds.document import Document

DOCUMENT = Document(
    name="thank_you",
    frame="letter",
    audience="client",
)
