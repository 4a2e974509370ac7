"""Which format is this file? By content: its first bytes choose a family, the family's importers say how sure they are."""

import re

from cleanbreak.importers.catalogue import FORMATS, candidates
from cleanbreak.importers.source import Importer, Source

_HEADER_LINE = re.compile(rb"^[!-9;-~]{2,60}:[ \t\r\n]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


def families(source: Source) -> list[str]:
    """Return the families worth asking, the likeliest first; text formats are asked last and for any text."""
    if source.path.is_dir():
        return ["folder"]
    head = source.head
    if head.startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        return ["pdf"]
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ["ole"]
    if head.startswith(b"PK\x03\x04"):
        return ["zip"]
    text = _plain(head)
    found = []
    if text.startswith(b"<"):
        found.append("xml")
    if text[:1] in (b"{", b"["):
        found.append("json")
    upper = text[:4096].upper()
    if b"BEGIN:VCALENDAR" in upper or b"BEGIN:VEVENT" in upper:
        found.append("calendar")
    if b"BEGIN:VCARD" in upper:
        found.append("card")
    if text.startswith(b"From ") or _HEADER_LINE.match(text) or b"\nFrom " in text[:4096] or text.startswith(b">From"):
        found.append("mail")
    return [*found, "text"]


def _plain(head: bytes) -> bytes:
    if head[:2] in _UTF16:
        head = head.decode("utf-16", "replace").encode("utf-8")
    return head.removeprefix(_BOM).lstrip(b" \t\r\n\x00")


def recognize(source: Source) -> tuple[str, Importer] | None:
    """Return the name and importer that is surest of a file, else None. Ties go to the earlier catalogue entry."""
    asked = families(source)
    best = _surest(source, asked)
    if best is None and asked == ["text"]:
        best = _surest(source, [f for f in FORMATS if f not in {"folder", "pdf", "ole", "zip", "text"}])
    return best


def _surest(source: Source, asked: list[str]) -> tuple[str, Importer] | None:
    best: tuple[str, Importer] | None = None
    best_score = 0
    for name, module in candidates(asked):
        score = module.recognize(source)
        if score > best_score:
            best, best_score = (name, module), score
    return best
