"""One mail in one file, as mail programs save it."""

import re
from collections.abc import Iterator

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.mail.headers import block_end
from cleanbreak.importers.mail.parsing import headers_at, looks_like_mail
from cleanbreak.importers.mail.reports import read_reported
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Origin, Problem, Record

NAME = "eml"

_MAIL_FIELDS = re.compile(
    rb"^(?:from|to|cc|bcc|subject|date|message-id|mime-version|content-[a-z-]{2,40}|received|return-path|reply-to|sender|"
    rb"delivered-to|in-reply-to|references|dkim-signature|list-[a-z]{2,20}|resent-[a-z-]{2,20}|envelope-to|"
    rb"auto-submitted|precedence|importance|user-agent|status|return-receipt-to|errors-to|organization|thread-[a-z]{2,20}|"
    rb"disposition-notification-to|authentication-results|arc-[a-z-]{2,40}|newsgroups|path|apparently-to|comments|"
    rb"keywords|x-(?:mailer|original-to|mozilla-status2?|gm-[a-z]+|gmail-labels|envelope-[a-z]+|ms-[a-z-]+|received))[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_PROSE = re.compile(rb"^[^\s:]+[ \t]+\S|^\s*[<{\[]")


def recognize(source: Source) -> int:
    """Likely with one known header field at the top, nearly certain with two; the ending .eml adds a little."""
    head = headers_at(source.head)
    block = head[: block_end(head)[0]][:32_768]
    known = {found[0].lower() for found in _MAIL_FIELDS.finditer(block)}
    if not known or block[:6].upper() == b"BEGIN:":
        return 0
    named = 5 if source.name.lower().endswith(".eml") else 0
    if looks_like_mail(source.head):
        return (85 if len(known) > 1 else 50) + named
    return 30 + named if len(known) > 2 and not _PROSE.match(block[:1]) else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the mail; a file that is too large gives its headers and a problem."""
    if source.size > options.limits.max_whole_file_bytes:
        raise UnreadableError(
            file=source.name,
            what=f"the mail is larger than {options.limits.max_whole_file_bytes // 1024**2} MB",
            todo="Save it without its attachments and try again",
        )
    with source.open() as stream:
        raw = stream.read(options.limits.max_record_bytes + 1)
    folder = source.name.replace("\\", "/").rpartition("/")[0]
    yield from read_reported(raw, Origin(source.name, 1, 0, source.size), folder, options)
