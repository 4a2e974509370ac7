"""Calendars: iCalendar of any program, one record per occurrence up to the day of the review.

Without that day (`options.as_of`), every event of the file is one record and nothing is repeated.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from cleanbreak.importers.calendarblocks import Block, blocks
from cleanbreak.importers.calendartime import Zones, duration, stamp
from cleanbreak.importers.contentlines import ContentLine, begins_with, unescaped
from cleanbreak.importers.recurrence import Recurrence, occurrences, wall_time
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.textlines import head_text, repaired
from cleanbreak.ledger.records import CalendarEvent, Origin, Problem

NAME = "ics"
_COMPONENTS = "VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY|VTIMEZONE|VAVAILABILITY"
_INSTEAD_OF_START = ("DTEND", "RECURRENCE-ID", "DTSTAMP", "LAST-MODIFIED", "CREATED")
_ADDRESS = re.compile(r"[^\s:<>\"',;]+@[^\s:<>\"',;]+")


def recognize(source: Source) -> int:
    """A calendar or one of its components begins the file, whatever its name."""
    return begins_with(head_text(source), _COMPONENTS)


def read(source: Source, options: ReadOptions) -> Iterator[CalendarEvent | Problem]:
    """Yield the occurrences event by event, in file order; tasks and journals are no meetings."""
    definitions: dict[str, list[str]] = {}
    moved: dict[str, list[ContentLine]] = {}
    for block in blocks(source, options.limits):
        if block.kind == "VTIMEZONE":
            definitions.setdefault(_zone_name(block.raw), block.raw)
        elif block.kind == "VEVENT" and "RECURRENCE-ID" in block.lines and "UID" in block.lines:
            moved.setdefault(block.value("UID"), []).extend(block.lines["RECURRENCE-ID"])
    calendar = _Calendar(source.name, options, Zones(definitions), moved)
    for block in blocks(source, options.limits):
        if block.kind == "VCALENDAR":
            calendar.learn(block)
        elif block.kind == "VEVENT":
            yield from calendar.events(block)
            yield from calendar.problems
            calendar.problems.clear()
        elif block.kind == "END" and not block.ended:
            yield Problem("calendar_not_ended", source.name, block.line)


def _zone_name(raw: Sequence[str]) -> str:
    named = (line for line in raw if line.upper().startswith("TZID"))
    return next(named, ":").partition(":")[2].strip().strip('"')


class _Calendar:
    """What the events of one file share: zones, the calendar's own zone and method, and which occurrences were moved."""

    def __init__(
        self, file: str, options: ReadOptions, zones: Zones, moved: Mapping[str, Sequence[ContentLine]]
    ) -> None:
        self.file = file
        self.options = options
        self.zones = zones
        self.moved = moved
        self.default: tzinfo | None = None
        self.withdrawn = False
        self.unknown_zones: set[str] = set()
        self.problems: list[Problem] = []

    def learn(self, block: Block) -> None:
        """Take over a property of the calendar; several calendars in one file each bring their own."""
        if "X-WR-TIMEZONE" in block.lines:
            self.default = self.zones.find(block.value("X-WR-TIMEZONE"))
        if "METHOD" in block.lines:
            self.withdrawn = block.value("METHOD").upper() == "CANCEL"

    def events(self, block: Block) -> Iterator[CalendarEvent]:
        """Yield the occurrences of one event; what is wrong with it is in `problems` afterwards."""
        if not block.ended:
            self._report("event_not_ended", block.line)
        start = self._start(block)
        if start is None:
            return
        length = self._length(block, start)
        event = self._event(block, start, "DTSTART" in block.lines)
        repeated = "RECURRENCE-ID" not in block.lines and bool({"RRULE", "RDATE"} & block.lines.keys())
        starts: Sequence[date | datetime] = [start]
        if repeated and self.options.as_of is not None:
            starts = self._starts(block, start, self.options.as_of)
        for begin in starts:
            yield replace(event, start=_plain(begin), end=_later(begin, length))

    def _report(self, code: str, line: int, **params: str) -> None:
        readable = {name: repaired(value)[:200] for name, value in params.items()}
        self.problems.append(Problem(code, self.file, line, readable))

    def _moment(self, line: ContentLine, value: str) -> date | datetime | None:
        at = stamp(value)
        if not isinstance(at, datetime):
            return at
        if line.param("VALUE").upper() == "DATE":
            return at.date()
        return at.replace(tzinfo=self._zone(line)) if at.tzinfo is None else at

    def _zone(self, line: ContentLine) -> tzinfo | None:
        name = line.param("TZID")
        if not name:
            return self.default
        zone = self.zones.find(name)
        if zone is None and name not in self.unknown_zones:
            self.unknown_zones.add(name)
            self._report("unknown_time_zone", line.line, zone=name)
        return zone or self.default

    def _start(self, block: Block) -> date | datetime | None:
        """The start; where it is missing or unreadable, the day the event was written, and a problem that says so."""
        for line in block.all("DTSTART"):
            if at := self._moment(line, line.value):
                return at
        written = block.value("DTSTART")
        title = unescaped(block.value("SUMMARY"))
        for name in _INSTEAD_OF_START:
            for line in block.all(name):
                if at := self._moment(line, line.value):
                    day = at.date() if isinstance(at, datetime) else at
                    block.lines.pop("DTSTART", None)
                    self._report(
                        "event_start_missing", block.line, title=title, value=written, day=day.isoformat()
                    )
                    return day
        self._report("event_without_date", block.line, title=title, value=written)
        return None

    def _length(self, block: Block, start: date | datetime) -> timedelta | None:
        length: timedelta | None = None
        for line in block.all("DTEND"):
            end = self._moment(line, line.value)
            if isinstance(end, datetime) and isinstance(start, datetime):
                both = bool(end.tzinfo) and bool(start.tzinfo)
                length = end - start if both else end.replace(tzinfo=None) - start.replace(tzinfo=None)
            elif end is not None and not isinstance(end, datetime) and not isinstance(start, datetime):
                length = end - start
        if length is None and "DURATION" in block.lines:
            length = duration(block.value("DURATION"))
        if length is not None and length < timedelta(0):
            self._report("event_ends_before_start", block.line, title=unescaped(block.value("SUMMARY")))
            return None
        return length

    def _event(self, block: Block, start: date | datetime, has_start: bool) -> CalendarEvent:
        organizer = next(iter(block.all("ORGANIZER")), None)
        people = block.all("ATTENDEE")
        named = ([organizer] if organizer else []) + list(people)
        whole_day = block.value("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
        return CalendarEvent(
            origin=Origin(self.file, block.line),
            start=start,
            end=None,
            title=" ".join(unescaped(block.value("SUMMARY")).split()),
            uid=block.value("UID"),
            organizer=_address(organizer) if organizer else "",
            attendees=_unique(map(_address, people)),
            all_day=whole_day or not has_start or not isinstance(start, datetime),
            cancelled=self.withdrawn or block.value("STATUS").upper() in {"CANCELLED", "CANCELED"},
            declined_by=_unique(_address(p) for p in people if p.param("PARTSTAT").upper() == "DECLINED"),
            names=_unique(unescaped(line.param("CN")).strip(" '\"") for line in named),
        )

    def _starts(self, block: Block, start: date | datetime, as_of: date) -> Sequence[date | datetime]:
        zone = start.tzinfo if isinstance(start, datetime) else None
        practice = ZoneInfo(self.options.timezone)
        midnight = datetime.combine(as_of + timedelta(days=1), time.min, practice)
        cutoff = wall_time(midnight, zone or practice)
        first = (
            start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time.min)
        )
        found = occurrences(first, self._recurrence(block, start), cutoff, zone)
        for rule in found.bad_rules:
            self._report("bad_recurrence", block.line, rule=rule, title=unescaped(block.value("SUMMARY")))
        if found.cut_off:
            count = str(len(found.starts))
            self._report(
                "too_many_occurrences", block.line, title=unescaped(block.value("SUMMARY")), count=count
            )
        if not isinstance(start, datetime):
            return [at.date() for at in found.starts]
        return [at.replace(tzinfo=zone) for at in found.starts]

    def _recurrence(self, block: Block, start: date | datetime) -> Recurrence:
        zone = start.tzinfo if isinstance(start, datetime) else None
        changed = self.moved.get(block.value("UID"), ()) if "UID" in block.lines else ()
        excluded = self._moments((*block.all("EXDATE"), *changed))
        if any(line.param("RANGE") for line in changed):
            self._report("later_occurrences_changed", block.line, title=unescaped(block.value("SUMMARY")))
        dates = self._moments(block.all("RDATE"))
        times = [wall_time(at, zone) for at in excluded if isinstance(at, datetime)]
        days = {at for at in excluded if not isinstance(at, datetime)}
        if not isinstance(start, datetime):
            days |= {at.date() for at in times}
        return Recurrence(
            rules=[line.value for line in block.all("RRULE")],
            exception_rules=[line.value for line in block.all("EXRULE")],
            dates=[_wall(at, zone, start) for at in dates],
            excluded=frozenset(times),
            excluded_days=frozenset(days),
        )

    def _moments(self, lines: Sequence[ContentLine]) -> list[date | datetime]:
        """The readable dates of lines that may each hold several, periods by their start."""
        values = ((line, value.partition("/")[0]) for line in lines for value in line.value.split(","))
        found = (self._moment(line, value) for line, value in values)
        return [at for at in found if at is not None]


def _wall(at: date | datetime, zone: tzinfo | None, start: date | datetime) -> datetime:
    if isinstance(at, datetime):
        return wall_time(at, zone)
    return datetime.combine(at, start.time() if isinstance(start, datetime) else time.min)


def _later(start: date | datetime, length: timedelta | None) -> date | datetime | None:
    if length is None:
        return None
    try:
        return _plain(start + length)
    except OverflowError:
        return None


def _plain(at: date | datetime) -> date | datetime:
    """Return an instant of a zone that only the file defines as UTC, so that the record needs no file."""
    if isinstance(at, datetime) and at.tzinfo and not isinstance(at.tzinfo, ZoneInfo | timezone):
        return at.astimezone(UTC)
    return at


def _address(line: ContentLine) -> str:
    """Return the mail address of a person in lower case, empty when the line names none."""
    match = _ADDRESS.search(repaired(line.value)) or _ADDRESS.search(line.param("EMAIL"))
    return match[0].lower() if match else ""


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))
