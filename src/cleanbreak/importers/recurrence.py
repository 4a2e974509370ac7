"""The occurrences of a recurring calendar event up to a day, bounded in number and effort whatever the rule says."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from dateutil.rrule import rrulestr

from cleanbreak.importers.calendartime import stamp

MAX_OCCURRENCES = 10_000
_LAST_YEAR = 9999
_CYCLE = 400
_PARTS = frozenset(
    "FREQ INTERVAL COUNT WKST BYSETPOS BYMONTH BYMONTHDAY BYYEARDAY BYWEEKNO BYDAY BYHOUR BYMINUTE BYSECOND".split()
)
_WITHIN_A_DAY = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What a calendar says about repetition; every time is wall time of the event, a day is its midnight."""

    rules: Sequence[str] = ()
    exception_rules: Sequence[str] = ()
    dates: Sequence[datetime] = ()
    excluded: frozenset[datetime] = frozenset()
    excluded_days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The starts in order, the rules that could not be followed, and whether the list was cut off."""

    starts: Sequence[datetime]
    bad_rules: Sequence[str]
    cut_off: bool


def occurrences(
    start: datetime, recurrence: Recurrence, cutoff: datetime, zone: tzinfo | None
) -> Occurrences:
    """Return the starts before `cutoff` (wall time too); an event that starts later keeps its first one."""
    if start >= cutoff:
        return Occurrences([start], (), cut_off=False)
    bad: list[str] = []
    series = [_series(rule, start, cutoff, zone, bad) for rule in recurrence.rules]
    without = {
        at for rule in recurrence.exception_rules for at in _bounded(_series(rule, start, cutoff, zone, bad))
    }
    dates = sorted({start, *(at for at in recurrence.dates if at < cutoff)})
    starts: list[datetime] = []
    seen = 0
    last: datetime | None = None
    for at in heapq.merge(dates, *series):
        if at == last:
            continue
        last = at
        seen += 1
        if seen > MAX_OCCURRENCES:
            return Occurrences(starts, bad, cut_off=True)
        if at not in recurrence.excluded and at.date() not in recurrence.excluded_days and at not in without:
            starts.append(at)
    return Occurrences(starts, bad, cut_off=False)


def _bounded(series: Iterable[datetime]) -> Iterator[datetime]:
    for _, at in zip(range(MAX_OCCURRENCES), series, strict=False):
        yield at


def _series(
    rule: str, start: datetime, cutoff: datetime, zone: tzinfo | None, bad: list[str]
) -> Iterator[datetime]:
    """Yield what one rule gives before the cutoff.

    A rule that never matches (30 February) would be tried up to the year 9999. The calendar repeats itself every 400
    years, weekdays included, so the rule is followed as late as possible in it: then that end is never far.
    """
    shift = (_LAST_YEAR - cutoff.year) // _CYCLE * _CYCLE
    try:
        text, until = _checked(rule, zone)
        end = min(cutoff, until) if until else cutoff
        for at in rrulestr(text, dtstart=start.replace(year=start.year + shift)):
            actual = at.replace(year=at.year - shift)
            if actual >= cutoff or actual > end:
                return
            yield actual
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError):
        bad.append(rule)


def _checked(rule: str, zone: tzinfo | None) -> tuple[str, datetime | None]:
    """Return the rule without UNTIL and inventions, and UNTIL as wall time; ValueError when it cannot be followed."""
    parts = dict(part.strip().upper().partition("=")[::2] for part in rule.split(";") if part.strip())
    calendar = parts.get("RSCALE", "GREGORIAN")
    if int(parts.get("INTERVAL", "1")) < 1 or int(parts.get("COUNT", "1")) < 1 or calendar != "GREGORIAN":
        raise ValueError(rule)
    if parts.get("FREQ") in _WITHIN_A_DAY and "BYSETPOS" in parts:
        raise ValueError(rule)
    until = _until(parts["UNTIL"], zone) if "UNTIL" in parts else None
    return ";".join(f"{name}={value}" for name, value in parts.items() if name in _PARTS), until


def _until(value: str, zone: tzinfo | None) -> datetime:
    at = stamp(value)
    if at is None:
        raise ValueError(value)
    if not isinstance(at, datetime):
        return datetime.combine(at, time.max)
    return wall_time(at, zone)


def wall_time(at: datetime, zone: tzinfo | None) -> datetime:
    """Return an instant as the clock of the zone shows it; a wall time stays as it is."""
    if at.tzinfo is None:
        return at
    return (at.astimezone(zone) if zone else at).replace(tzinfo=None)
