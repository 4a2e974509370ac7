"""Rule records: dated law with its source, read from the package's TOML files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cleanbreak.rules.errors import RuleDataError

CONFIDENCE = ("C", "K")
LANGUAGES = ("en", "de")
ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Record:
    """One rule with the days it is picked for.

    `valid_from` and `valid_to` bound the day that decides (receipt, supply, making of a record, start of a
    half-year); `in_force_since` is the day the law took effect where that differs. `computes` names a formula
    and its numbers; `ask_lawyer_when` maps a code to the signal that raises it.
    """

    id: str
    jurisdiction: str
    topic: str
    title: Mapping[str, str]
    statutes: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    in_force_since: date
    applies_when: Mapping[str, tuple[object, ...]]
    computes: Mapping[str, object]
    ask_lawyer_when: Mapping[str, str]
    sources: tuple[str, ...]
    checked_on: date
    confidence: str
    reasoning: Mapping[str, str]

    def holds_on(self, day: date) -> bool:
        """Tell whether the record is the one to use for a deciding day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def fits(self, facts: Mapping[str, object]) -> bool:
        """Tell whether every fact the record names has one of the values it names."""
        return all(facts.get(name) in values for name, values in self.applies_when.items())

    def formula(self) -> str:
        """Return the name of the formula."""
        return str(self.computes["formula"])

    def integer(self, name: str) -> int:
        """Return a whole number of the formula."""
        value = self.computes.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._broken(name)
        return value

    def fraction(self, name: str) -> Fraction:
        """Return an exact number of the formula, written as a decimal string in the file."""
        value = self.computes.get(name)
        if not isinstance(value, str):
            raise self._broken(name)
        return Fraction(value)

    def day(self, name: str) -> date:
        """Return a calendar day of the formula."""
        value = self.computes.get(name)
        if not isinstance(value, date):
            raise self._broken(name)
        return value

    def word(self, name: str) -> str:
        """Return a word of the formula."""
        value = self.computes.get(name)
        if not isinstance(value, str):
            raise self._broken(name)
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of words of the formula."""
        value = self.computes.get(name)
        if not isinstance(value, list):
            raise self._broken(name)
        return tuple(str(word) for word in value)

    def _broken(self, name: str) -> RuleDataError:
        return RuleDataError(file=self.topic, record=self.id, what=f"computes.{name} is missing or of the wrong kind")


@dataclass(frozen=True, slots=True)
class Rate:
    """A reference rate, in percent, for every half-year that begins within its days."""

    valid_from: date
    valid_to: date | None
    value: Fraction
    source: str
    checked_on: date | None
    confidence: str | None
    entered_by_user: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What one TOML file holds."""

    records: tuple[Record, ...]
    rates: tuple[Rate, ...]


def read_topic(text: str, jurisdiction: str, topic: str) -> Topic:
    """Read one file of records; a broken one is refused as a whole, naming the record."""
    data = tomllib.loads(text)
    records = tuple(_record(raw, jurisdiction, topic) for raw in data.get("records", []))
    rates = tuple(
        Rate(
            valid_from=raw["valid_from"],
            valid_to=raw["valid_to"],
            value=Fraction(raw["value"]),
            source=raw["source"],
            checked_on=raw["checked_on"],
            confidence=raw["confidence"],
        )
        for raw in data.get("rates", [])
    )
    return Topic(records, rates)


def _record(raw: Mapping[str, object], jurisdiction: str, topic: str) -> Record:
    name = str(raw.get("id", "without id"))
    try:
        return _built(raw, jurisdiction, topic)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RuleDataError(file=f"{jurisdiction}/{topic}", record=name, what=repr(error)) from error


def _built(raw: Mapping[str, object], jurisdiction: str, topic: str) -> Record:
    valid_from, valid_to = _day(raw["valid_from"]), raw.get("valid_to")
    confidence = str(raw["confidence"])
    if confidence not in CONFIDENCE or raw["jurisdiction"] != jurisdiction:
        raise ValueError("confidence or jurisdiction")
    return Record(
        id=str(raw["id"]),
        jurisdiction=jurisdiction,
        topic=topic,
        title=_texts(raw["title"]),
        statutes=_strings(raw["statutes"]),
        valid_from=valid_from,
        valid_to=None if valid_to is None else _day(valid_to),
        in_force_since=_day(raw.get("in_force_since", valid_from)),
        applies_when={key: _values(value) for key, value in _table(raw["applies_when"]).items()},
        computes=_table(raw["computes"]),
        ask_lawyer_when={key: str(value) for key, value in _table(raw.get("ask_lawyer_when", {})).items()},
        sources=_strings(raw["sources"]),
        checked_on=_day(raw["checked_on"]),
        confidence=confidence,
        reasoning=_texts(raw["reasoning"]),
    )


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no day")
    return value


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no table")
    return value


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise TypeError(f"{value!r} is no list")
    return tuple(str(entry) for entry in value)


def _values(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _texts(value: object) -> Mapping[str, str]:
    texts = {language: str(_table(value)[language]) for language in LANGUAGES}
    if not all(texts.values()):
        raise ValueError("an empty text")
    return texts
