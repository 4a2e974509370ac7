"""Outlook messages saved as .msg (OLE compound files)."""

import struct
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import olefile  # type: ignore[import-untyped]
import oxmsg
from oxmsg.properties import Properties

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.mail.addresses import Mailbox, mailboxes
from cleanbreak.importers.mail.bodies import MAX_TEXT_CHARS
from cleanbreak.importers.mail.charsets import decode
from cleanbreak.importers.mail.headers import Fields, read_fields
from cleanbreak.importers.mail.htmltext import html_to_text
from cleanbreak.importers.mail.kinds import folder_words, is_sent, kind_by_headers, place_kind
from cleanbreak.importers.mail.parsing import read_headers, substitute_id
from cleanbreak.importers.mail.rtf import rtf_to_text, unpack_rtf
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Message, Origin, Problem, Record

NAME = "msg"

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARK = "__properties_version1.0"
_BROKEN = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    struct.error,
    AttributeError,
    TypeError,
    RecursionError,
    AssertionError,
)
_SUBJECT, _HEADERS, _BODY, _HTML, _RTF = 0x0037, 0x007D, 0x1000, 0x1013, 0x1009
_SENDER_SMTP, _SENDER_ADDRESS, _SENDER_NAME = (0x5D01, 0x5D02, 0x5D0A), (0x0C1F, 0x0065), (0x0C1A, 0x0042)
_SENT, _DELIVERED, _CREATED = 0x0039, 0x0E06, 0x3007
_MESSAGE_ID, _REPLY_TO_ID, _FLAGS, _CODEPAGE = 0x1035, 0x1042, 0x0E07, 0x3FDE
_RECIPIENT_TYPE, _SMTP, _ADDRESS, _SHOWN = 0x0C15, 0x39FE, 0x3003, 0x3001
_UNSENT = 0x0008


def recognize(source: Source) -> int:
    """Certain for an OLE file with message properties; an OLE file that cannot be opened only by its ending."""
    if not source.head.startswith(_MAGIC):
        return 0
    if _MARK.encode("utf-16-le") in source.head:
        return 95
    try:
        with olefile.OleFileIO(source.path) as ole:
            return 95 if ole.exists(_MARK) else 0
    except _BROKEN:
        return 5 if source.name.lower().endswith(".msg") else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the message; notes, contacts and tasks of Outlook are a problem that says so."""
    if source.size > options.limits.max_whole_file_bytes:
        raise UnreadableError(
            file=source.name,
            what="the Outlook message is too large",
            todo="Save it without its attachments and try again",
        )
    try:
        yield from _records(source.path, source.name, options)
    except _BROKEN as error:
        raise UnreadableError(
            file=source.name,
            what="the Outlook message is damaged and cannot be read",
            todo="Save it again from Outlook, or as .eml",
        ) from error


def _records(path: Path, name: str, options: ReadOptions) -> Iterator[Record | Problem]:
    item = oxmsg.Message.load(path.read_bytes())
    kind = item.message_class.upper()
    if kind and not kind.startswith(
        ("IPM.NOTE", "REPORT.", "IPM.SCHEDULE.", "IPM.POST", "IPM.OUTLOOK.RECALL", "IPM.DOCUMENT")
    ):
        yield Problem("msg_not_mail", name, 0, {"class": item.message_class})
        return
    message = _message(item, Origin(name, 1, 0, path.stat().st_size))
    text = _text(item.properties)[:MAX_TEXT_CHARS]
    if not message.message_id:
        message.message_id = _substitute_id(message, text)
    if not options.headers_only:
        message.text = text
    if message.sent_at is None:
        yield Problem("mail_without_date", name, 1, {"subject": message.subject[:80] or message.message_id})
    yield message


def _message(item: oxmsg.Message, origin: Origin) -> Message:
    properties = item.properties
    block = (_string(properties, _HEADERS) or "").encode("utf-8", "replace").replace(b"\r\n", b"\n").lstrip()
    fields = read_fields(block)
    folder = origin.file.replace("\\", "/").rpartition("/")[0]
    message = read_headers(block.rstrip() + b"\n\n", origin, folder)
    name, address = _sender(properties)
    message.from_name, message.from_address = message.from_name or name, message.from_address or address
    message.subject = _string(properties, _SUBJECT).strip("\x00 \r\n") or message.subject
    message.sent_at = message.sent_at or _first_date(properties)
    if b"message-id" not in fields:
        message.message_id = _string(properties, _MESSAGE_ID).strip()
    message.in_reply_to = message.in_reply_to or _string(properties, _REPLY_TO_ID).strip()
    message.to, message.cc, message.bcc = _recipients(item)
    message.kind = _kind(item, fields, message)
    message.outgoing = True if is_sent(folder_words(folder)) else None
    return message


def _substitute_id(message: Message, text: str) -> str:
    date = message.sent_at.isoformat() if message.sent_at else ""
    parts = (date, message.from_address, message.subject, text)
    return substitute_id(*(part.encode("utf-8", "replace") for part in parts))


def _kind(item: oxmsg.Message, fields: Fields, message: Message) -> str:
    words = item.message_class.upper()
    if (item.properties.int_prop_value(_FLAGS) or 0) & _UNSENT:
        return "draft"
    place = place_kind(folder_words(message.folder))
    if place:
        return place
    if words.startswith("REPORT."):
        return "report"
    if words.startswith("IPM.SCHEDULE."):
        return "calendar"
    content_type = fields.get(b"content-type", b"").lower()
    return kind_by_headers(fields, message.from_address, message.subject, content_type, b"")


def _string(properties: Properties, number: int) -> str:
    return str(properties.str_prop_value(number) or "").replace("\x00", "")


def _sender(properties: Properties) -> Mailbox:
    """Name and address; an Exchange path only where no SMTP address is stored."""
    name = next((found for number in _SENDER_NAME if (found := _string(properties, number))), "")
    stored = [_string(properties, number).strip() for number in (*_SENDER_SMTP, *_SENDER_ADDRESS)]
    address = next((found for found in stored if "@" in found), next(filter(None, stored), ""))
    if not address and "@" in name:
        return next(iter(mailboxes(name.encode("utf-8"))), ("", ""))
    return name.strip("' "), address.lower()


def _recipients(item: oxmsg.Message) -> tuple[tuple[Mailbox, ...], tuple[Mailbox, ...], tuple[Mailbox, ...]]:
    groups: dict[int, list[Mailbox]] = {1: [], 2: [], 3: []}
    for recipient in item.recipients:
        stored = [_string(recipient.properties, number).strip() for number in (_SMTP, _ADDRESS, _SHOWN)]
        address = next((found for found in stored if "@" in found), stored[1])
        kind = recipient.properties.int_prop_value(_RECIPIENT_TYPE) or 1
        shown = stored[2].strip("' ")
        groups.setdefault(kind & 3, []).append(
            ("" if shown.lower() == address.lower() else shown, address.strip("' ").lower())
        )
    return tuple(groups[1]), tuple(groups[2]), tuple(groups[3])


def _first_date(properties: Properties) -> datetime | None:
    for number in (_SENT, _DELIVERED, _CREATED):
        found = properties.date_prop_value(number)
        if isinstance(found, datetime):
            return found
    return None


def _text(properties: Properties) -> str:
    plain = _string(properties, _BODY)
    if plain.strip():
        return plain.replace("\r\n", "\n").replace("\r", "\n")
    stored = properties.binary_prop_value(_HTML)
    html = (
        decode(stored, f"cp{properties.int_prop_value(_CODEPAGE) or 65001}") if stored else _string(properties, _HTML)
    )
    if html.strip():
        return html_to_text(html)
    packed = properties.binary_prop_value(_RTF)
    return rtf_to_text(unpack_rtf(packed)) if packed else ""
