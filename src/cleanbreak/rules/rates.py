"""Reference rates by half-year: built in, or entered by the user with source and date."""

from dataclasses import dataclass
from datetime import date

from cleanbreak.rules import catalogue
from cleanbreak.rules.days import ONE_DAY, half_year_start
from cleanbreak.rules.errors import FactError
from cleanbreak.rules.facts import Facts
from cleanbreak.rules.records import Rate

ENTERED = "entered by the user"


@dataclass(frozen=True, slots=True)
class RateTable:
    """Reference rates; each holds for the half-years that begin within its days."""

    rates: tuple[Rate, ...]

    def of_half_year(self, start: date) -> Rate | None:
        """Return the rate of the half-year that begins on `start`; None when nobody has told it."""
        for rate in self.rates:
            if rate.valid_from <= start and (rate.valid_to is None or start <= rate.valid_to):
                return rate
        return None


def rates_for(jurisdiction: str, inputs: Facts) -> RateTable:
    """Return the rates of the question: those passed in, or the built-in ones with those the user entered.

    `base_rates` replaces the built-in table. `entered_rates` (each with `from`, `rate`, `source` and `checked_on`)
    fills only half-years that the table lacks.
    """
    if inputs.given("base_rates"):
        return RateTable(_dated(inputs.children("base_rates")))
    entries = inputs.children("entered_rates") if inputs.given("entered_rates") else ()
    entered = tuple(_for_one_half_year(entry) for entry in entries)
    return RateTable((*catalogue.built_in_rates(jurisdiction), *entered))


def _dated(entries: tuple[Facts, ...]) -> tuple[Rate, ...]:
    """Let each entry hold until the next begins, the last one for its own half-year only."""
    ordered = sorted(entries, key=lambda entry: entry.day("from"))
    starts = [entry.day("from") for entry in ordered]
    rates = []
    for index, entry in enumerate(ordered):
        if index + 1 == len(ordered):
            until = starts[index]
        elif starts[index + 1] == starts[index]:
            raise entry.contradiction("from")
        else:
            until = starts[index + 1] - ONE_DAY
        source = entry.word("source") if entry.given("source") else ENTERED
        rates.append(_rate(entry, until, source, entry.day_or_none("checked_on")))
    return tuple(rates)


def _for_one_half_year(entry: Facts) -> Rate:
    start = entry.day("from")
    if start != half_year_start(start):
        raise FactError(field=entry.name("from"))
    return _rate(entry, start, entry.word("source"), entry.day("checked_on"))


def _rate(entry: Facts, until: date, source: str, checked_on: date | None) -> Rate:
    value = entry.number("rate", least=-100, most=1_000)
    return Rate(entry.day("from"), until, value, source, checked_on, confidence=None, entered_by_user=True)
