"""What is this file? Its format, counts, first records and problems, without looking at anything else."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.outcome import FileRead, problem_as_json
from cleanbreak.importers.recognition import recognize
from cleanbreak.importers.source import ReadOptions, Source
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
    Row,
    Statement,
    TimeEntry,
)
from cleanbreak.services.filereading import read_safely
from cleanbreak.services.scanning import scan

FIRST_RECORDS = 20


@dataclass(slots=True)
class Inspection:
    """One file: format (empty when unknown), counts by kind, the first records as published, and problems."""

    file: str
    format: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    records: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0
    refused: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        result: dict[str, Any] = {
            "file": self.file,
            "format": self.format,
            "counts": dict(self.counts),
            "records": self.records,
            "problems": [problem_as_json(p) for p in self.problems],
        }
        if self.refused:
            result["refused"] = self.refused
        return result


def inspect(
    path: Path, options: ReadOptions, records: int | None = FIRST_RECORDS, text: bool = False
) -> list[Inspection]:
    """Return what a file, Maildir, export folder, archive or folder of files is; `records` None gives all.

    Raises:
        UnreadableError: there is no such path.
    """
    if not path.exists():
        raise UnreadableError(
            file=str(path), what="there is no such file or folder", todo="Check the spelling of the path."
        )
    with ExitStack() as stack:
        found = scan(path, options.limits, stack)
        results = [_of_outcome(outcome) for outcome in found.outcomes]
        results += [_inspect(source, options, records, text) for source in found.sources]
    return results


def merged(path: Path, results: list[Inspection], records: int | None = FIRST_RECORDS) -> dict[str, Any]:
    """Return one published object for a path: of a folder or archive the sums, the first records and every file."""
    if len(results) == 1:
        return results[0].as_json()
    archive = results[0].format == "archive" and not path.is_dir()
    counts: Counter[str] = Counter()
    for result in results:
        counts.update(result.counts)
    shown = [record for result in results for record in result.records]
    return {
        "file": path.name,
        "format": "archive" if archive else "folder",
        "counts": dict(counts),
        "records": shown if records is None else shown[:records],
        "problems": [problem_as_json(p) for result in results for p in result.problems],
        "files": [result.as_json() for result in results if not (archive and result is results[0])],
    }


def _of_outcome(outcome: FileRead) -> Inspection:
    return Inspection(
        outcome.name,
        outcome.format,
        outcome.counts,
        problems=outcome.problems,
        refused=str(outcome.refused) if outcome.refused else "",
    )


def _inspect(source: Source, options: ReadOptions, records: int | None, text: bool) -> Inspection:
    outcome = FileRead(source.name)
    shown: list[dict[str, Any]] = []
    try:
        known = recognize(source)
        if known is None:
            outcome.refused = UnreadableError(
                file=source.name,
                what="no known format was recognized",
                todo="See docs/reference/formats.md for what can be read, or map its columns under [[csv]].",
            )
        else:
            outcome.format = known[0]
            for record in read_safely(known[1], source, options, outcome):
                if records is None or len(shown) < records:
                    shown.append(record_as_json(record, text))
    except OSError as error:
        outcome.refused = UnreadableError(
            file=source.name, what=f"cannot be opened ({error.strerror})", todo="Check its permissions."
        )
    result = _of_outcome(outcome)
    result.records, result.more_problems = shown, outcome.more_problems
    return result


def record_as_json(record: Record, text: bool = False) -> dict[str, Any]:
    """Return the published fields of a record (docs/reference/inspect.md)."""
    return {key: _plain(value) for key, value in _fields(record, text)}


def _fields(record: Record, text: bool) -> Iterator[tuple[str, object]]:
    if isinstance(record, Row):
        yield from record.cells.items()
        return
    yield "row", record.origin.row
    if isinstance(record, Message):
        yield from _message_fields(record, text)
    elif isinstance(record, Invoice):
        yield from _invoice_fields(record)
    elif isinstance(record, BankEntry):
        yield from _entry_fields(record)
    elif isinstance(record, TimeEntry):
        yield from _time_fields(record)
    elif isinstance(record, Expense):
        names = (
            "on",
            "net",
            "gross",
            "currency",
            "number",
            "supplier",
            "client",
            "project",
            "category",
            "text",
            "reinvoiced",
        )
        yield from ((name, getattr(record, name)) for name in names)
    elif isinstance(record, CalendarEvent):
        shown = ("title", "start", "end", "organizer", "attendees", "all_day", "cancelled", "uid")
        yield from ((name, getattr(record, name)) for name in shown)
    elif isinstance(record, Card):
        yield from ((name, getattr(record, name)) for name in ("name", "organization", "emails", "phones"))
    elif isinstance(record, ExchangeRate):
        yield from ((name, getattr(record, name)) for name in ("on", "currency", "per_base", "base"))
    elif isinstance(record, Statement):
        yield from ((name, getattr(record, name)) for name in ("number", "account", "entries"))
    elif isinstance(record, Project):
        yield from ((name, getattr(record, name)) for name in ("name", "client"))


def _message_fields(m: Message, text: bool) -> Iterator[tuple[str, object]]:
    yield "channel", m.channel
    yield "subject", m.subject
    yield "from_address", m.from_written or m.from_address
    yield "message_id", m.message_id
    yield "sent_at", m.sent_at
    yield "author", m.from_name or m.from_address
    yield "to", [address for _, address in m.to]
    yield "kind", m.kind
    if text:
        yield "text", m.text


def _invoice_fields(i: Invoice) -> Iterator[tuple[str, object]]:
    yield "invoice_number", i.number
    yield "kind", i.kind
    yield "type_code", i.type_code
    yield "issue_date", i.issued_on
    yield "due_date", i.due_on
    yield "currency", i.currency
    yield "net", i.net
    yield "gross", i.gross
    yield "payable_amount", i.payable
    yield "seller_name", i.seller.name
    yield "client", i.client.name
    yield "client_number", i.client.number
    yield "client_vat_id", i.client.vat_id
    yield "paid_on", i.paid_on


def _entry_fields(e: BankEntry) -> Iterator[tuple[str, object]]:
    yield "amount_minor", minor_units(e.amount, e.currency)
    yield "currency", e.currency
    yield "booked_on", e.booked_on
    yield "purpose", e.purpose
    yield "counterparty", e.counterparty.name
    yield "counterparty_iban", e.counterparty.iban
    yield "kind", e.kind
    yield "fee", e.fee
    yield "reference", e.reference
    yield "invoice_number", e.invoice_number


def _time_fields(t: TimeEntry) -> Iterator[tuple[str, object]]:
    yield "date", t.on
    yield "start", t.start
    yield "end", t.end
    yield "seconds", t.seconds
    yield "billable_seconds", t.billable_seconds
    yield "client", t.client
    yield "project", t.project
    yield "task", t.task
    yield "description", t.description
    yield "user", t.user
    yield "rate", t.rate
    yield "amount", t.amount
    yield "currency", t.currency


NO_MINOR = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
THREE_MINOR = frozenset("BHD IQD JOD KWD LYD OMR TND".split())


def minor_units(amount: Decimal, currency: str) -> int | str:
    """Return an amount in the currency's minor unit (ISO 4217); a decimal string where it has finer parts."""
    places = 0 if currency in NO_MINOR else 3 if currency in THREE_MINOR else 2
    minor = amount.scaleb(places)
    whole = int(minor)
    return whole if minor == whole else format(minor.normalize(), "f")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
