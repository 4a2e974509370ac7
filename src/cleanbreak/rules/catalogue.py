"""What rules exist: one line per file, read on first use and kept."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from cleanbreak.rules.errors import RuleDataError, UnknownRuleError
from cleanbreak.rules.records import Rate, Record, Topic, read_topic

ANYWHERE = "ANY"
JURISDICTIONS = ("DE", "AT", "CH", "EW", "US")

TOPICS: Mapping[str, tuple[str, ...]] = {
    "DE": (
        "notice",
        "renewal",
        "periods",
        "form",
        "settlement",
        "invoices",
        "retention",
        "limitation",
        "erasure",
        "interest",
    ),
    "AT": ("notice", "settlement", "invoices", "retention", "limitation", "erasure", "interest"),
    "CH": ("notice", "settlement", "invoices", "retention", "limitation", "erasure", "interest"),
    "EW": ("notice", "settlement", "invoices", "retention", "limitation", "erasure", "interest"),
    "US": ("notice", "settlement", "invoices", "retention", "erasure", "interest"),
    ANYWHERE: ("invoice_codes",),
}


@cache
def topic(jurisdiction: str, name: str) -> Topic:
    """Read one file of rules."""
    path = f"jurisdictions/{jurisdiction.lower()}/{name}.toml"
    source = files("cleanbreak.rules").joinpath(path)
    return read_topic(source.read_text(encoding="utf-8"), jurisdiction, name)


@cache
def records(jurisdiction: str) -> tuple[Record, ...]:
    """Return the rules of one jurisdiction and those that hold anywhere."""
    places = (jurisdiction,) if jurisdiction == ANYWHERE else (jurisdiction, ANYWHERE)
    return tuple(record for place in places for name in TOPICS[place] for record in topic(place, name).records)


@cache
def every_record() -> tuple[Record, ...]:
    """Return all rules, in the order of the files."""
    return tuple(record for place, names in TOPICS.items() for name in names for record in topic(place, name).records)


def find(rule_id: str) -> Record:
    """Return the rule with this id."""
    for record in every_record():
        if record.id == rule_id:
            return record
    raise UnknownRuleError(rule=rule_id)


def select(jurisdiction: str, facts: Mapping[str, object], on: date | None) -> Record | None:
    """Return the one rule that fits the facts on the deciding day (None: any day), or None."""
    found = [record for record in records(jurisdiction) if record.fits(facts) and (on is None or record.holds_on(on))]
    if len(found) > 1:
        raise RuleDataError(file=jurisdiction, record=found[1].id, what=f"it overlaps with {found[0].id}")
    return found[0] if found else None


def built_in_rates(jurisdiction: str) -> tuple[Rate, ...]:
    """Return the reference rates that are built in, oldest first."""
    return tuple(rate for name in TOPICS[jurisdiction] for rate in topic(jurisdiction, name).rates)
