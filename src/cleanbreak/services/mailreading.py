"""The two passes over mail, as functions that run in a process pool: headers of everything, then bodies of what counts."""

import mmap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cleanbreak.correspondence.findings import Scored
from cleanbreak.correspondence.incivility.engine import score_texts
from cleanbreak.correspondence.owntext import own_texts
from cleanbreak.correspondence.warnings import read_warning
from cleanbreak.importers.mail.parsing import HEADERS_SLICE, read_headers, read_text
from cleanbreak.importers.mail.splitting import split
from cleanbreak.ledger.contacts import MailLog, MailRow, mail_row
from cleanbreak.ledger.records import Message, Origin

BATCH = 512
MAX_OWN_TEXT = 20_000


def read_mailbox_range(path: str, name: str, start: int, end: int) -> MailLog:
    """Read the headers of the messages in one range of an mbox file; row numbers count within the range."""
    log = MailLog()
    rows: list[MailRow] = []
    file = log.file_number(name)
    with Path(path).open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for number, (offset, length) in enumerate(split(data, start, end), start=1):
            raw = data[offset : offset + min(length, HEADERS_SLICE)]
            message = read_headers(raw, Origin(name, number, offset, length), name)
            rows.append(_noted(log, message))
            if len(rows) == BATCH:
                log.add(rows, file)
                rows.clear()
    log.add(rows, file)
    return log


def read_mail_files(files: Sequence[tuple[str, str]]) -> MailLog:
    """Read the headers of single-message files (path, shown name)."""
    log = MailLog()
    for path, name in files:
        with Path(path).open("rb") as stream:
            raw = stream.read(HEADERS_SLICE)
        message = read_headers(raw, Origin(name, 1, 0, Path(path).stat().st_size), name)
        log.add([_noted(log, message)], log.file_number(name))
    return log


def log_message(log: MailLog, message: Message) -> int | None:
    """Add an already parsed mail; return its index, or None when its Message-ID is known."""
    before = len(log)
    log.add([_noted(log, message)], log.file_number(message.origin.file))
    return before if len(log) > before else None


def _noted(log: MailLog, message: Message) -> MailRow:
    if message.from_name and message.from_address:
        log.names[message.from_address][message.from_name] += 1
    for shown, address in (*message.to, *message.cc):
        if shown:
            log.names[address].setdefault(shown, 0)
    return mail_row(message)


@dataclass(frozen=True, slots=True)
class BodyWanted:
    """A mail whose words are needed: its number in the log, where it stands, and whether the client wrote it."""

    index: int
    path: str
    offset: int
    length: int
    incoming: bool


@dataclass(frozen=True, slots=True)
class BodyRead:
    """What a mail's own words say: findings of a client's message, or the user's own warning (its sentence)."""

    index: int
    text: str
    scored: Scored | None
    warning: str
    message_id: str = ""
    subject: str = ""


def read_bodies(wanted: Sequence[BodyWanted]) -> list[BodyRead]:
    """Return only the mails that say something: a finding in an incoming one, a warning in an outgoing one."""
    found: list[BodyRead] = []
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        raws = _raw(batch)
        texts = own_texts([read_text(raw) for raw in raws])
        for body in judge(range(len(batch)), [w.incoming for w in batch], texts):
            item = batch[body.index]
            head = read_headers(raws[body.index][:HEADERS_SLICE], Origin("", 0, item.offset, item.length))
            found.append(replace(body, index=item.index, message_id=head.message_id, subject=head.subject))
    return found


def judge(indexes: Sequence[int], incoming: Sequence[bool], texts: Sequence[str]) -> list[BodyRead]:
    """Score incoming texts and look for warnings in outgoing ones; texts are the sender's own words."""
    texts = [text[:MAX_OWN_TEXT] for text in texts]
    theirs = [n for n, flag in enumerate(incoming) if flag]
    found = [
        BodyRead(indexes[n], texts[n], scored, "")
        for n, scored in zip(theirs, score_texts([texts[n] for n in theirs], second_look=False), strict=True)
        if scored.findings or scored.is_uncivil
    ]
    for n, flag in enumerate(incoming):
        warning = None if flag else read_warning(texts[n])
        if warning:
            found.append(BodyRead(indexes[n], texts[n], None, warning.sentence))
    return found


def _raw(batch: Sequence[BodyWanted]) -> list[bytes]:
    raws: list[bytes] = []
    open_path, stream = "", None
    for item in batch:
        if item.path != open_path:
            if stream is not None:
                stream.close()
            stream, open_path = Path(item.path).open("rb"), item.path  # noqa: SIM115
        if stream is not None:
            stream.seek(item.offset)
            raws.append(stream.read(item.length))
    if stream is not None:
        stream.close()
    return raws
