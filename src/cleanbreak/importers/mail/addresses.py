"""Names and addresses of mail headers, tolerant of what mail programs really write."""

import re
from functools import lru_cache

from cleanbreak.importers.mail.headers import decode_words, to_text

MAX_ADDRESSES = 2000

Mailbox = tuple[str, str]
"""(shown name, address in lower case)."""

_ONE = re.compile(r'\s*(?:"([^"\\]*)"|([^"<>@,;:()\\]*?))\s*<\s*([^<>\s@,;:"]+@[^<>\s@,;:"]+)\s*>\s*\Z')
_BARE = re.compile(r'\s*([^<>\s@,;:"()]+@[^<>\s@,;:"()]+)\s*\Z')
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"?|<([^<>]*)>?|([,;:])|([^",;:<()]+)|(\()|(\))', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@lru_cache(maxsize=4096)
def mailboxes(value: bytes, charset: str = "") -> tuple[Mailbox, ...]:
    """Every mailbox of an address header; groups are flattened, nameless groups vanish."""
    text = to_text(value, charset)
    single = _ONE.match(text)
    if single:
        return ((_name(single[1] or single[2] or ""), single[3].lower()),)
    bare = _BARE.match(text)
    if bare:
        return (("", bare[1].lower()),)
    return tuple(_tokenized(text))


def _name(raw: str) -> str:
    raw = raw.strip().strip("'").strip() if raw.startswith(("'", " ")) else raw.strip()
    return " ".join(decode_words(raw).split())


class _Pending:
    """One mailbox while its tokens are being read."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.comment: list[str] = []
        self.address: str | None = None

    def finish(self) -> Mailbox | None:
        """The mailbox read so far, or None when there was none."""
        words = "".join(self.words).strip()
        if self.address is None:
            decoded = decode_words(words)
            if not decoded:
                return None
            if " " in decoded and "@" in decoded:
                return _loose(decoded)
            return (_name("".join(self.comment)), decoded.replace(" ", "").lower())
        return (_name(words) or _name("".join(self.comment)), self.address)


def _loose(text: str) -> Mailbox:
    """`Kim Muster kim@studio.example`: an address without its angle brackets."""
    parts = text.split()
    address = next(part for part in parts if "@" in part)
    return (" ".join(part for part in parts if part is not address), address.lower())


def _angle(inside: str) -> str:
    """The address between angle brackets, without an old-style route."""
    inside = inside.strip()
    if inside.startswith("@") and ":" in inside:
        inside = inside.rpartition(":")[2]
    return "".join(decode_words(inside).strip("\"' ").split()).lower()


def _tokenized(text: str) -> list[Mailbox]:
    found: list[Mailbox] = []
    pending, depth = _Pending(), 0
    for token in _TOKEN.finditer(text):
        quoted, angle, mark, plain, opened, closed = token.groups()
        if opened:
            depth += 1
        elif closed:
            depth = max(0, depth - 1)
        elif depth:
            pending.comment.append(token[0])
        elif angle is not None:
            if pending.address is None:
                pending.address = _angle(angle)
        elif mark == ":" and pending.address is None and "@" not in "".join(pending.words):
            pending = _Pending()
        elif mark:
            _close(found, pending)
            pending = _Pending()
            if len(found) >= MAX_ADDRESSES:
                return found
        elif quoted is not None:
            pending.words.append(_ESCAPE.sub(r"\1", quoted))
        elif plain:
            pending.words.append(plain)
    _close(found, pending)
    return found


def _close(found: list[Mailbox], pending: _Pending) -> None:
    mailbox = pending.finish()
    if mailbox is not None and (mailbox[0] or mailbox[1]):
        found.append(mailbox)
