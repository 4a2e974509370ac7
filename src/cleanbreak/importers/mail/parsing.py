"""One mail from its bytes: headers alone, or headers and text.

Both give the same `Message` but for its text. The bytes may begin with an mbox `From ` line, which also says that body
lines beginning `>From ` are to be freed of one `>`.
"""

import hashlib
import re
from datetime import datetime
from typing import NamedTuple

from cleanbreak.importers.mail.addresses import Mailbox, mailboxes
from cleanbreak.importers.mail.bodies import read_body
from cleanbreak.importers.mail.dates import read_date
from cleanbreak.importers.mail.headers import (
    Fields,
    block_end,
    header_text,
    looks_like_header,
    parameters,
    read_fields,
    to_text,
)
from cleanbreak.importers.mail.kinds import (
    folder_words,
    is_expunged,
    is_sent,
    kind_by_headers,
    labels_of,
    place_kind,
)
from cleanbreak.ledger.records import Message, Origin

HASHED_BYTES = 64 * 1024
HEADERS_SLICE = 160 * 1024
_JUNK = b"\xef\xbb\xbf\r\n \t\x00"
_JUNK_FIRST = frozenset(_JUNK[index : index + 1] for index in range(len(_JUNK)))
_ENVELOPE_LINE = re.compile(rb"(?:>?From |X-From-Line: )[^\r\n]*(?:\r\n|\n|\r|\Z)")


def looks_like_mail(head: bytes) -> bool:
    """Tell whether bytes begin like a mail: a header field, perhaps after a BOM, blank lines or an mbox line."""
    return looks_like_header(headers_at(head))


def headers_at(head: bytes) -> bytes:
    """The bytes from the first header on: BOM, blank lines and mbox line taken off, line ends made usable."""
    raw, start, _ = _beginning(head)
    return raw[start:]


def read_headers(raw: bytes, origin: Origin, folder: str = "") -> Message:
    """The message without its text; `raw` may be cut after `HEADERS_SLICE` bytes."""
    return _described(_open(raw), origin, folder)


def read_message(raw: bytes, origin: Origin, folder: str = "") -> tuple[Message, str]:
    """The message with its text, and the code of a problem with its body (empty: none)."""
    mail = _open(raw)
    message = _described(mail, origin, folder)
    body = read_body(mail.content, mail.fields, escaped=bool(mail.envelope))
    message.text = body.text
    return message, body.fault


def read_text(raw: bytes) -> str:
    """The text alone, for a message whose headers are known."""
    mail = _open(raw)
    return read_body(mail.content, mail.fields, escaped=bool(mail.envelope)).text


class _Mail(NamedTuple):
    """A mail taken apart: its bytes, where its body begins, its fields and its mbox line."""

    raw: bytes
    body_at: int
    fields: Fields
    envelope: str

    @property
    def content(self) -> bytes:
        """The bytes after the header block."""
        return self.raw[self.body_at :]


def _open(raw: bytes) -> _Mail:
    raw, start, envelope = _beginning(raw)
    end, begin = block_end(raw, start)
    return _Mail(raw, begin, read_fields(raw[start:end]), envelope)


def _beginning(raw: bytes) -> tuple[bytes, int, str]:
    """The mail with usable line ends, where its first header begins, and its mbox line (empty: none)."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", "replace").encode("utf-8")
    if raw.find(b"\n", 0, 4096) < 0 and b"\r" in raw[:4096]:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start, envelope = 0, ""
    if raw[:1] in _JUNK_FIRST:
        head = raw[:HEADERS_SLICE]
        start = len(head) - len(head.lstrip(_JUNK))
    while raw[start : start + 5] in (b"From ", b">From", b"X-Fro"):
        line = _ENVELOPE_LINE.match(raw, start)
        if line is None:
            break
        envelope = envelope or line[0].decode("latin-1").strip()
        start = line.end()
    return raw, start, envelope


def _described(mail: _Mail, origin: Origin, folder: str) -> Message:
    """The message without its text."""
    fields = mail.fields
    content_type = fields.get(b"content-type", b"").lower()
    charset = _charset(fields) if not all(map(bytes.isascii, fields.values())) else ""
    sender = _sender(fields, charset)
    subject = header_text(fields.get(b"subject", b""), charset)
    labels = labels_of(fields[b"x-gmail-labels"]) if b"x-gmail-labels" in fields else ()
    places = [label.lower() for label in labels] if labels else []
    if folder:
        places.extend(folder_words(folder))
    kind = "trash" if is_expunged(fields) else place_kind(places) if places else ""
    return Message(
        origin=origin,
        channel="mail",
        sent_at=_sent_at(fields, mail.envelope),
        from_address=sender[1],
        from_written=_as_written(fields, sender[1]),
        from_name=sender[0],
        to=_listed(fields, b"to", charset),
        cc=_listed(fields, b"cc", charset),
        bcc=_listed(fields, b"bcc", charset),
        subject=subject,
        message_id=_message_id(fields) or _substitute_id(fields, mail.content),
        kind=kind or kind_by_headers(fields, sender[1], subject, content_type, mail.raw),
        folder=",".join(labels) or folder,
        conversation=_conversation(fields),
        outgoing=True if places and is_sent(places) else None,
        in_reply_to=_first_id(fields.get(b"in-reply-to", b"")),
    )


def _charset(fields: Fields) -> str:
    return parameters(fields.get(b"content-type", b"").decode("latin-1")).get("charset", "")


def _sender(fields: Fields, charset: str) -> Mailbox:
    for name in (b"from", b"sender", b"resent-from", b"x-from"):
        value = fields.get(name)
        if value:
            found = mailboxes(value, charset)
            if found:
                return next((box for box in found if box[1]), found[0])
    return ("", "")


def _as_written(fields: Fields, address: str) -> str:
    """The sender's address in the letters of the header; empty when that is lower case anyway."""
    value = fields.get(b"from", b"")
    if not address or value == value.lower():
        return ""
    text = value.decode("latin-1")
    start = text.lower().find(address)
    found = text[start : start + len(address)] if start >= 0 else ""
    return "" if found == address else found


def _listed(fields: Fields, name: bytes, charset: str) -> tuple[Mailbox, ...]:
    value = fields.get(name)
    return mailboxes(value, charset) if value else ()


def _sent_at(fields: Fields, envelope: str) -> datetime | None:
    value = fields.get(b"date")
    if value:
        found = read_date(to_text(value))
        if found is not None:
            return found
    received = fields.get(b"received")
    if received:
        found = read_date(to_text(received).rpartition(";")[2].strip())
        if found is not None:
            return found
    for name in (b"delivery-date", b"resent-date"):
        if name in fields:
            return read_date(to_text(fields[name]))
    return read_date(envelope.partition(" ")[2].partition(" ")[2].strip()) if envelope else None


def _first_id(value: bytes) -> str:
    """The first `<…>` of a field, else its first word."""
    text = to_text(value)
    opening = text.find("<")
    if opening >= 0:
        closing = text.find(">", opening)
        if closing > 0:
            return "".join(text[opening : closing + 1].split())
    return text.partition(" ")[0]


def _message_id(fields: Fields) -> str:
    return _first_id(fields.get(b"message-id", b""))


def _conversation(fields: Fields) -> str:
    thread = fields.get(b"x-gm-thrid")
    if thread:
        return to_text(thread)
    return _first_id(fields.get(b"references", b"") or fields.get(b"in-reply-to", b""))


def substitute_id(date: bytes, sender: bytes, subject: bytes, content: bytes) -> str:
    """An id for a mail without one, the same in every export: white space and mbox quoting do not count."""
    digest = hashlib.sha256()
    for value in (date, sender, subject):
        digest.update(b"".join(value.split()) + b"\x00")
    digest.update(b"".join(content[:HASHED_BYTES].split()).replace(b">From", b"From"))
    return f"<{digest.hexdigest()[:32]}@no-message-id.invalid>"


def _substitute_id(fields: Fields, content: bytes) -> str:
    return substitute_id(fields.get(b"date", b""), fields.get(b"from", b""), fields.get(b"subject", b""), content)
