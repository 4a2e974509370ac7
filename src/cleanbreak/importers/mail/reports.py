"""What an importer says about a mail that could not be read in full."""

from collections.abc import Iterator

from cleanbreak.importers.mail.parsing import HEADERS_SLICE, read_headers, read_message
from cleanbreak.importers.source import ReadOptions
from cleanbreak.ledger.records import Message, Origin, Problem


def read_reported(raw: bytes, origin: Origin, folder: str, options: ReadOptions) -> Iterator[Message | Problem]:
    """Yield one mail and, before it, what is wrong with it."""
    fault = ""
    if len(raw) > options.limits.max_record_bytes:
        message, fault = read_headers(raw[:HEADERS_SLICE], origin, folder), "mail_too_large"
    elif options.headers_only:
        message = read_headers(raw[:HEADERS_SLICE], origin, folder)
    else:
        message, fault = read_message(raw, origin, folder)
    if fault:
        yield _problem(fault, message)
    if message.sent_at is None:
        yield _problem("mail_without_date", message)
    yield message


def _problem(code: str, message: Message) -> Problem:
    named = message.subject[:80] or message.message_id
    return Problem(code, message.origin.file, message.origin.row, {"subject": named})
