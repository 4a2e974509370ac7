"""Reads one file's records; what is wrong with it goes to its outcome and never stops the rest."""

from collections.abc import Iterator
from zlib import error as ZlibError  # noqa: N812

from cleanbreak.errors import CleanbreakError, UnreadableError
from cleanbreak.importers.outcome import FileRead
from cleanbreak.importers.source import Importer, ReadOptions, Source
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

MAX_PROBLEMS_PER_FILE = 200
COUNT_KEYS = {
    TimeEntry: "time_entries",
    Invoice: "invoices",
    Expense: "expenses",
    BankEntry: "entries",
    Statement: "statements",
    Message: "messages",
    CalendarEvent: "events",
    Card: "cards",
    ExchangeRate: "rates",
    Project: "projects",
    Row: "rows",
}


def read_safely(module: Importer, source: Source, options: ReadOptions, outcome: FileRead) -> Iterator[Record]:
    """Yield the records of a file; problems and counts go to the outcome, and a refusal ends the file, not the run."""
    try:
        for item in module.read(source, options):
            if isinstance(item, Problem):
                if len(outcome.problems) < MAX_PROBLEMS_PER_FILE:
                    outcome.problems.append(item)
                else:
                    outcome.more_problems += 1
                continue
            outcome.counts[COUNT_KEYS[type(item)]] += 1
            yield item
    except CleanbreakError as error:
        outcome.refused = error
    except (OSError, EOFError, ZlibError) as error:
        outcome.refused = UnreadableError(
            file=source.name, what=f"reading broke off ({error})", todo="Export the file again."
        )
