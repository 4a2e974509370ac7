"""A client's history in months, or in quarters when there are many: what the timeline and its table show."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cleanbreak.assessment.facts import known
from cleanbreak.assessment.review import ClientReview
from cleanbreak.measures.totals import Month

MONTHS_SHOWN_SINGLY = 36


@dataclass(slots=True)
class Bucket:
    """A month or quarter. None: not computable in at least one of its months. `strain`: the highest note."""

    first: Month
    quarter: bool
    collected: Fraction | None = Fraction(0)
    hours: Fraction | None = Fraction(0)
    uncivil: int = 0
    meetings: int = 0
    messages: int = 0
    warnings: list[date] = field(default_factory=list)
    calls: int = 0
    strain: int | None = None


def buckets(c: ClientReview) -> list[Bucket]:
    """Return the client's history, oldest first."""
    quarters = len(c.months) > MONTHS_SHOWN_SINGLY
    found: dict[Month, Bucket] = {}
    for month, values in c.months.items():
        bucket = found.setdefault(_start(month, quarters), Bucket(_start(month, quarters), quarters))
        bucket.collected = _sum(bucket.collected, known(values["collected_net"]))
        bucket.hours = _sum(bucket.hours, known(values["hours_total"]))
        bucket.uncivil += int(known(values["uncivil_messages_in"]) or 0)
        bucket.meetings += int(known(values["meetings"]) or 0)
        bucket.messages += int(known(values["messages_in"]) or 0)
    _add_notes(c, found, quarters)
    return list(found.values())


def warnings_of(c: ClientReview) -> list[date]:
    """Return the days of warnings and requests: those read in own messages, and the one the settings name."""
    days = {s.at.date() for s in c.said if s.warning}
    if c.settings is not None and c.settings.repair_asked_on is not None:
        days.add(c.settings.repair_asked_on)
    return sorted(days)


def _add_notes(c: ClientReview, found: Mapping[Month, Bucket], quarters: bool) -> None:
    for day, bucket in _in(found, warnings_of(c), quarters):
        bucket.warnings.append(day)
    if c.settings is None:
        return
    for _, bucket in _in(found, (k.on for k in c.settings.calls), quarters):
        bucket.calls += 1
    notes = defaultdict(list)
    for note in c.settings.strain:
        notes[note.on].append(note.value)
    for day, bucket in _in(found, notes, quarters):
        bucket.strain = max([*notes[day], bucket.strain or 0])


def _in(found: Mapping[Month, Bucket], days: Iterable[date], quarters: bool) -> list[tuple[date, Bucket]]:
    starts = [(day, _start((day.year, day.month), quarters)) for day in days]
    return [(day, found[start]) for day, start in starts if start in found]


def _start(month: Month, quarters: bool) -> Month:
    return (month[0], (month[1] - 1) // 3 * 3 + 1) if quarters else month


def _sum(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right
