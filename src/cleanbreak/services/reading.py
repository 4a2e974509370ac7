"""Reads a folder of exports into one pile of records; nothing is stored, and no single bad file stops the rest."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from cleanbreak.errors import CleanbreakError, UnreadableError
from cleanbreak.importers.mail.splitting import ranges
from cleanbreak.importers.outcome import FileRead
from cleanbreak.importers.recognition import recognize
from cleanbreak.importers.source import Importer, ReadOptions, Source
from cleanbreak.ledger.contacts import MailLog
from cleanbreak.ledger.records import (
    BankEntry,
    CalendarEvent,
    Card,
    ExchangeRate,
    Expense,
    Invoice,
    Message,
    Problem,
    Project,
    Record,
    TimeEntry,
)
from cleanbreak.services.filereading import read_safely
from cleanbreak.services.mailreading import log_message, read_mail_files, read_mailbox_range
from cleanbreak.services.scanning import scan

CHUNK_BYTES = 16 * 1024 * 1024
POOL_FROM_BYTES = 24 * 1024 * 1024
FILES_PER_TASK = 500
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Reading:
    """Everything read from a folder. `paths` finds a file again by its shown name; `kept_texts` by row of `mail`."""

    time_entries: list[TimeEntry] = field(default_factory=list)
    invoices: list[Invoice] = field(default_factory=list)
    expenses: list[Expense] = field(default_factory=list)
    bank_entries: list[BankEntry] = field(default_factory=list)
    chats: list[Message] = field(default_factory=list)
    events: list[CalendarEvent] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    rates: list[ExchangeRate] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    mail: MailLog = field(default_factory=MailLog)
    files: list[FileRead] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    kept_texts: dict[int, str] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """Return all problems of all files, in reading order."""
        return [problem for file in self.files for problem in file.problems]


def no_progress(stage: str, done: int, total: int) -> None:
    """Show nothing."""


def end_with_parent() -> None:
    """Let a worker process end when the one that started it is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_wait_for_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def make_pool() -> ProcessPoolExecutor:
    """Return the pool for heavy work: one process per core, started fresh so that it works on every system."""
    return ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=end_with_parent)


class FolderReader:
    """Reads a folder; use as a context, since unpacked archives live as long as it does."""

    def __init__(
        self, folder: Path, options: ReadOptions, progress: Progress = no_progress, more: tuple[Path, ...] = ()
    ) -> None:
        self.folder = folder
        self.more = more
        self.options = options
        self.progress = progress
        self.pool: Executor | None = None
        self._stack = ExitStack()

    def __enter__(self) -> "FolderReader":
        """Open the context in which unpacked files exist."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove unpacked files and stop the pool."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)
        self._stack.close()

    def read(self) -> Reading:
        """Return everything in the folder.

        Raises:
            UnreadableError: the folder does not exist or holds nothing that can be read.
        """
        if not self.folder.exists():
            raise UnreadableError(
                file=str(self.folder), what="there is no such file or folder", todo="Check the spelling of the path."
            )
        reading = Reading()
        found = scan(self.folder, self.options.limits, self._stack)
        for number, root in enumerate(self.more, start=2):
            beside = scan(root, self.options.limits, self._stack, f"{number}/")
            found.sources += beside.sources
            found.outcomes += beside.outcomes
        reading.files.extend(found.outcomes)
        mailboxes: list[Source] = []
        single: list[tuple[Source, FileRead]] = []
        recognized: list[tuple[Source, str, Importer, FileRead]] = []
        for file in found.sources:
            outcome = FileRead(file.name)
            reading.files.append(outcome)
            reading.paths[file.name] = file.path
            known = self._recognize(file, outcome)
            if known is None:
                continue
            name, module = known
            outcome.format = reading.formats[file.name] = name
            if name == "mbox":
                mailboxes.append(file)
            elif name == "eml":
                single.append((file, outcome))
            else:
                recognized.append((file, name, module, outcome))
        outcomes = {outcome.name: outcome for outcome in reading.files}
        pending = self._start_mail(mailboxes, single)
        self._read_records(recognized, reading)
        self._finish_mail(pending, reading, outcomes)
        return reading

    def _recognize(self, file: Source, outcome: FileRead) -> tuple[str, Importer] | None:
        try:
            known = recognize(file)
        except CleanbreakError as error:
            outcome.refused = error
            return None
        except OSError as error:
            outcome.refused = UnreadableError(
                file=file.name, what=f"cannot be opened ({error.strerror})", todo="Check its permissions."
            )
            return None
        if known is None:
            outcome.problems.append(Problem("not_recognized", file.name))
        return known

    # -- mail -------------------------------------------------------------------------------------------------------

    def _start_mail(
        self, mailboxes: list[Source], single: list[tuple[Source, FileRead]]
    ) -> list[tuple[str, Callable[[], MailLog]]]:
        """Begin reading mail headers; with enough mail in a process pool, while other files are read here."""
        total = sum(file.size for file in mailboxes)
        pending: list[tuple[str, Callable[[], MailLog]]] = []
        if total >= POOL_FROM_BYTES:
            self.pool = make_pool()
        for file in mailboxes:
            pending.extend(
                (file.name, self._task(read_mailbox_range, str(file.path), file.name, start, end))
                for start, end in ranges(file.path, CHUNK_BYTES)
            )
        names = [(str(file.path), file.name) for file, _ in single]
        for first in range(0, len(names), FILES_PER_TASK):
            pending.append(("", self._task(read_mail_files, names[first : first + FILES_PER_TASK])))
        return pending

    def _task(self, function: Callable[..., MailLog], *arguments: object) -> Callable[[], MailLog]:
        if self.pool is None:
            return lambda: function(*arguments)
        future: Future[MailLog] = self.pool.submit(function, *arguments)
        return future.result

    def _finish_mail(
        self, pending: list[tuple[str, Callable[[], MailLog]]], reading: Reading, outcomes: dict[str, FileRead]
    ) -> None:
        for done, (name, result) in enumerate(pending, start=1):
            log = result()
            if name:
                outcomes[name].counts["messages"] += len(log)
            else:
                for file in log.files:
                    outcomes[file].counts["messages"] += 1
            reading.mail.merge(log)
            self.progress("mail", done, len(pending))

    # -- everything else --------------------------------------------------------------------------------------------

    def _read_records(self, files: list[tuple[Source, str, Importer, FileRead]], reading: Reading) -> None:
        for done, (file, _, module, outcome) in enumerate(files, start=1):
            for item in read_safely(module, file, self.options, outcome):
                self._keep(item, file, reading)
            self.progress("files", done, len(files))

    @staticmethod
    def _keep(item: Record, source: Source, reading: Reading) -> None:
        if isinstance(item, TimeEntry):
            reading.time_entries.append(item)
        elif isinstance(item, Invoice):
            reading.invoices.append(item)
        elif isinstance(item, Expense):
            reading.expenses.append(item)
        elif isinstance(item, BankEntry):
            reading.bank_entries.append(item)
        elif isinstance(item, Message):
            keep_message(item, source, reading)
        elif isinstance(item, CalendarEvent):
            reading.events.append(item)
        elif isinstance(item, Card):
            reading.cards.append(item)
        elif isinstance(item, ExchangeRate):
            reading.rates.append(item)
        elif isinstance(item, Project):
            reading.projects.append(item)


def keep_message(item: Message, source: Source, reading: Reading) -> None:
    """Put a chat message on its pile; a mail goes into the log, its text kept since its file is not plain."""
    if item.channel != "mail":
        reading.chats.append(item)
        return
    index = log_message(reading.mail, item)
    if index is not None:
        reading.kept_texts[index] = item.text
