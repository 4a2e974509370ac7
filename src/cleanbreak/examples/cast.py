"""The clients of the example practice (`cast.toml`) and the texts they write (`texts/`), as values."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from cleanbreak.examples.plan import Person, month_of

UNCIVIL = frozenset({"insult", "threat", "blame", "shouting"})


@cache
def load(name: str) -> dict[str, Any]:
    """Return a TOML file of this package, such as `texts/de.toml`."""
    return tomllib.loads((files("cleanbreak.examples") / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Client:
    """One client of the example, as `cast.toml` describes it."""

    key: str
    data: dict[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value of the client's table."""
        return self.data.get(name, default)

    @property
    def name(self) -> str:
        """The name as it stands today."""
        return str(self.data["name"])

    @property
    def currency(self) -> str:
        """The currency of its invoices."""
        return str(self.get("currency", "EUR"))

    @property
    def language(self) -> str:
        """The language it writes."""
        return str(self.get("language", "de"))

    def person(self, index: int, on: date) -> Person:
        """Return a person with the address of that day."""
        name, email, called = self.data["people"][index]
        before = self.get("mail_before")
        if before and index == 0 and on < before[0]:
            email = before[1]
        return Person(name, email, called)

    def tracked_as(self, on: date) -> str:
        """Return the name in the time tracker on a day."""
        return str(next(name for name, since in reversed(self.data["tracker"]) if on >= since))

    def billed_as(self, on: date) -> tuple[str, str]:
        """Return name and address on an invoice of that day."""
        entries = self.get("billed_as", [[self.name, self.data["address"], date.min]])
        name, address, _ = next(entry for entry in reversed(entries) if on >= entry[2])
        return name, address

    def works_in(self, day: date) -> bool:
        """Tell whether there is work in the month."""
        months = self.get("months")
        return months is None or month_of(day) in months


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation by mail: turns of (from the owner?, tags, text)."""

    role: str
    kind: str
    subject: str
    person: int
    on: date | None
    turns: tuple[tuple[bool, tuple[str, ...], str], ...]


def clients() -> list[Client]:
    """Return the clients in their order."""
    return [Client(data["key"], data) for data in load("cast.toml")["client"]]


def threads() -> list[Thread]:
    """Return all conversations, German first."""
    return [_thread(t) for language in ("de", "en") for t in load(f"texts/{language}.toml")["thread"]]


def split_who(who: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether the owner writes and the tags behind the colon."""
    name, _, tags = who.partition(":")
    return name == "owner", tuple(filter(None, tags.split(",")))


def _thread(data: dict[str, Any]) -> Thread:
    turns = tuple((*split_who(who), text) for who, text in data["turns"])
    return Thread(data["role"], data["kind"], data["subject"], data.get("person", 0), data.get("on"), turns)


def owner() -> Person:
    """Return the owner of the example practice."""
    data = load("cast.toml")["owner"]
    return Person(data["name"], data["email"])


def helper() -> Person:
    """Return the owner's helper."""
    data = load("cast.toml")["owner"]
    return Person(data["helper"], data["helper_email"])


def is_workday(day: date) -> bool:
    """Tell whether the practice works on a day: no weekend, no public holiday."""
    return day.weekday() < 5 and day not in load("cast.toml")["holidays"]


def is_away(day: date) -> bool:
    """Tell whether the owner is on vacation."""
    return any(first <= day <= last for first, last in load("cast.toml")["vacations"])


def is_off_hours(at: datetime) -> bool:
    """Tell whether a local instant lies outside the hours in which one may expect an answer."""
    return not is_workday(at.date()) or at.hour < 8 or at.hour >= 19
