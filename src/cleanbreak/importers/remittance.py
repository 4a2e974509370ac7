"""Purpose texts of banks: short pieces of fixed width that cut words, and the keys that SEPA puts between them."""

import re
from collections.abc import Sequence

_WIDTHS = frozenset({27, 35, 54, 65, 70, 140})
_KEY = re.compile(r"(?:^|(?<=\s))(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+\s*")


def one_line(text: str) -> str:
    """Return the text on one line, with single blanks."""
    return " ".join(text.split())


def joined_pieces(pieces: Sequence[str]) -> str:
    """Join pieces of a purpose: a piece that fills its line may have cut a word and goes on without a blank."""
    text = ""
    previous = ""
    for piece in pieces:
        piece = piece.strip("\r\n\t")
        cuts_words = len(previous) in _WIDTHS
        text += piece if cuts_words or not text else f" {piece}"
        previous = piece
    return one_line(text)


def sepa_parts(text: str) -> dict[str, str]:
    """Return the parts a SEPA purpose marks (`EREF+… SVWZ+…`); under an empty key what stands before the first."""
    found = list(_KEY.finditer(text))
    if not found:
        return {"": text.strip()}
    parts = {"": text[: found[0].start()].strip()}
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        parts.setdefault(match[1], text[match.end() : end].strip())
    return parts
