"""What services need of a store: protocols that any store meets, and the plain values that cross them."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from cleanbreak.cases.case import Case
from cleanbreak.cases.practice import Practice
from cleanbreak.cases.timeline import Entry


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case with its chain's head and length."""

    case: Case
    client_key: str
    head: str
    length: int


@dataclass(frozen=True, slots=True)
class StoredClient:
    """A client with the figures of the last import; empty for one that only a case or check-in names."""

    key: str
    name: str
    figures: Mapping[str, Any]
    as_of: str


@dataclass(frozen=True, slots=True)
class LedgerRecord:
    """A record as stored: `kind` is time, invoice or payment; `data` its fields as plain JSON."""

    kind: str
    on: str
    digest: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FlaggedMessage:
    """A message whose words count: `data` has body, place and labels."""

    digest: str
    at: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """How much a client weighed in a week. Private."""

    client_key: str
    week: date
    on: date
    strain: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PrivateWord:
    """Words for the user alone."""

    kind: str
    on: date
    text: str


class CaseStore(Protocol):
    """Keeps cases as chains of entries."""

    def transaction(self) -> AbstractContextManager[Any]:
        """Open a transaction that takes the write lock at once; all or nothing."""

    def case_numbers(self) -> list[tuple[str, str]]:
        """Return number and client key of every case, oldest first."""

    def case(self, number: str) -> StoredCase:
        """Return one case that exists."""

    def entries(self, number: str) -> list[Entry]:
        """Return the chain of a case."""

    def recorded_head(self, number: str) -> tuple[str, int]:
        """Return head and length as kept beside the chain."""

    def append(self, number: str, client_key: str, entries: Iterable[Entry]) -> None:
        """Add entries to a case's chain; the first entry opens the case."""

    def erase(self, number: str, sequence: int) -> None:
        """Remove the words of one entry and its salt; the hashes stay."""

    def practice(self) -> Practice:
        """Return what is known of the practice."""

    def save_practice(self, practice: Practice) -> None:
        """Keep what is known of the practice."""


class PrivateStore(Protocol):
    """Keeps words for the user alone."""

    def keep_words(self, number: str, words: PrivateWord) -> None:
        """Keep private words of a case, the same words once a day."""

    def words(self, number: str) -> list[PrivateWord]:
        """Return the private words of a case, oldest first."""

    def check_in(self, entry: CheckIn) -> bool:
        """Keep a check-in; False when the very same is there already."""

    def check_ins(self, client_key: str) -> list[CheckIn]:
        """Return the check-ins of a client, oldest first."""


class LedgerStore(Protocol):
    """Keeps what imports gave."""

    def sources(self) -> list[Path]:
        """Return every path that was imported."""

    def keep_source(self, path: Path, at: str) -> bool:
        """Keep a path; False when it was known."""

    def keep_client(self, client: StoredClient) -> bool:
        """Keep a client's figures; False when the client was known."""

    def keep_records(self, client_key: str, records: Iterable[LedgerRecord]) -> int:
        """Keep records; return how many were new."""

    def keep_messages(self, client_key: str, messages: Iterable[FlaggedMessage]) -> int:
        """Keep flagged messages; return how many were new."""

    def clients(self) -> list[StoredClient]:
        """Return every client by name."""

    def records(self, client_key: str, kind: str) -> list[LedgerRecord]:
        """Return a client's records of one kind by day."""

    def messages(self, client_key: str) -> list[FlaggedMessage]:
        """Return a client's flagged messages by day."""


class Store(CaseStore, PrivateStore, LedgerStore, Protocol):
    """Everything together, as one data folder holds it."""

    folder: Path

    def transaction(self) -> AbstractContextManager[Any]:
        """Open a transaction that takes the write lock at once; all or nothing."""

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the whole store, also while others write."""

    def faults(self) -> list[str]:
        """Return what the database itself reports as broken; empty when it is whole."""

    def facts(self) -> Mapping[str, str]:
        """Return how the store is set up, for a health report."""
