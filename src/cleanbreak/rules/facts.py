"""Reading facts: every value is checked before a rule may use it, and what was used is remembered."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from cleanbreak.rules.amounts import DECIMALS, has_whole_units
from cleanbreak.rules.errors import ContradictionError, FactError, MissingFactError, UnknownValueError

Value = TypeVar("Value")

FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_HOLIDAYS = 10_000
MOST_ENTRIES = 1_000
LONGEST = {"days": 36_525, "weeks": 5_218, "months": 1_200, "business_days": 2_600}
"""Longest period of each unit that is taken as meant."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_MISSING = object()


class Facts:
    """The inputs of one question, read key by key; `used` lists the top-level keys that were looked at."""

    def __init__(self, values: Mapping[str, object], path: str = "", used: dict[str, None] | None = None) -> None:
        self._values = values
        self._path = path
        self._used = {} if used is None else used

    @property
    def used(self) -> tuple[str, ...]:
        """Name the top-level facts that were read, in reading order."""
        return tuple(self._used)

    def name(self, key: str) -> str:
        """Return the full name of a fact, such as `rule.length`."""
        return f"{self._path}{key}"

    def given(self, key: str) -> bool:
        """Tell whether the fact is there and not null."""
        self._note(key)
        return self._values.get(key) is not None

    def day(self, key: str) -> date:
        """Read a calendar day."""
        return as_day(self._need(key), self.name(key))

    def day_or_none(self, key: str) -> date | None:
        """Read a calendar day that may be absent or null."""
        return self.day(key) if self.given(key) else None

    def nullable_day(self, key: str) -> date | None:
        """Read a calendar day that may be null but has to be stated."""
        self._note(key)
        if key not in self._values:
            raise MissingFactError(field=self.name(key))
        return self.day_or_none(key)

    def flag(self, key: str) -> bool:
        """Read yes or no."""
        value = self._need(key)
        if not isinstance(value, bool):
            raise FactError(field=self.name(key))
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        """Read a whole number between two bounds."""
        value = self._need(key)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise FactError(field=self.name(key))
        return value

    def choice(self, key: str, known: Iterable[str]) -> str:
        """Read one of a list of known words."""
        value = self._need(key)
        if not isinstance(value, str):
            raise FactError(field=self.name(key))
        if value not in known:
            raise UnknownValueError(field=self.name(key))
        return value

    def number(self, key: str, *, least: int | None = 0, most: int | None = None) -> Fraction:
        """Read a decimal string as an exact fraction."""
        value = as_number(self._need(key), self.name(key))
        if (least is not None and value < least) or (most is not None and value > most):
            raise FactError(field=self.name(key))
        return value

    def paid_money(self, key: str, currency: str, *, least: int | None = 0) -> Fraction:
        """Read an amount that changed hands or stands on a document: whole minor units only."""
        value = self.number(key, least=least)
        if not has_whole_units(value, DECIMALS[currency]):
            raise FactError(field=self.name(key))
        return value

    def currency(self, key: str = "currency") -> str:
        """Read an ISO 4217 code."""
        return self.choice(key, DECIMALS)

    def holidays(self, key: str = "holidays") -> frozenset[date]:
        """Read the full list of public holidays."""
        entries = self._sequence(key, MOST_HOLIDAYS)
        return frozenset(as_day(entry, f"{self.name(key)}[{index}]") for index, entry in enumerate(entries))

    def child(self, key: str) -> "Facts":
        """Read a nested object."""
        return self._child(self._need(key), self.name(key))

    def children(self, key: str) -> tuple["Facts", ...]:
        """Read a list of nested objects."""
        entries = self._sequence(key, MOST_ENTRIES)
        return tuple(self._child(entry, f"{self.name(key)}[{index}]") for index, entry in enumerate(entries))

    def word(self, key: str) -> str:
        """Read a short text that is not empty."""
        value = self._need(key)
        if not isinstance(value, str) or not value.strip() or len(value) > 500:
            raise FactError(field=self.name(key))
        return value

    def either(self, first: str, second: str, read: Callable[[str], Value]) -> tuple[Value | None, Value | None]:
        """Read two facts of which at least one has to be there."""
        found = [read(key) if self.given(key) else None for key in (first, second)]
        if found[0] is None and found[1] is None:
            raise MissingFactError(field=self.name(first))
        return found[0], found[1]

    def contradiction(self, key: str) -> ContradictionError:
        """Build the error that says this fact does not fit the others."""
        return ContradictionError(field=self.name(key))

    def _note(self, key: str) -> None:
        self._used.setdefault((self._path or key).split(".")[0].split("[")[0])

    def _need(self, key: str) -> object:
        self._note(key)
        value = self._values.get(key, _MISSING)
        if value is _MISSING or value is None:
            raise MissingFactError(field=self.name(key))
        return value

    def _child(self, value: object, name: str) -> "Facts":
        if not isinstance(value, Mapping):
            raise FactError(field=name)
        return Facts(value, f"{name}.", self._used)

    def _sequence(self, key: str, most: int) -> Sequence[object]:
        value = self._need(key)
        if isinstance(value, set | frozenset):
            value = list(value)
        if not isinstance(value, list | tuple) or len(value) > most:
            raise FactError(field=self.name(key))
        return value


def as_day(value: object, name: str) -> date:
    """Check one calendar day, given as `YYYY-MM-DD` or as a date."""
    if isinstance(value, date) and not isinstance(value, datetime):
        day = value
    elif isinstance(value, str) and _DATE.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise FactError(field=name) from None
    else:
        raise FactError(field=name)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise FactError(field=name)
    return day


def as_number(value: object, name: str) -> Fraction:
    """Check one exact number, given as a decimal string or a Decimal; a float is refused."""
    written = f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else value
    if not isinstance(written, str) or not _DECIMAL.fullmatch(written):
        raise FactError(field=name)
    return Fraction(written)
