"""An iCalendar file cut into its events, time zones and calendar properties, also where ends are missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cleanbreak.importers.contentlines import ContentLine, content_line, decoded, unfolded_lines
from cleanbreak.importers.source import Limits, Source

_CUT = frozenset({"VEVENT", "VTIMEZONE"})
_SIBLINGS = _CUT | {"VCALENDAR", "VTODO", "VJOURNAL", "VFREEBUSY"}
_CALENDAR_LINES = frozenset({"X-WR-TIMEZONE", "METHOD"})
_EVENT_LINES = frozenset(
    "UID DTSTART DTEND DURATION SUMMARY ORGANIZER ATTENDEE STATUS RRULE EXRULE RDATE EXDATE RECURRENCE-ID"
    " X-MICROSOFT-CDO-ALLDAYEVENT DTSTAMP CREATED LAST-MODIFIED".split()
)
_MAX_ZONE_LINES = 2_000
_MAX_LINES_OF_A_NAME = 20_000


@dataclass(slots=True)
class Block:
    """An event (the properties that matter), a time zone (its raw lines), properties of the calendar, or the END."""

    kind: str
    line: int
    lines: dict[str, list[ContentLine]] = field(default_factory=dict)
    raw: list[str] = field(default_factory=list)
    ended: bool = True

    def all(self, name: str) -> Sequence[ContentLine]:
        """The lines of that name."""
        return self.lines.get(name, ())

    def value(self, name: str) -> str:
        """The text of the first line of that name."""
        return decoded(self.lines[name][0]).strip() if name in self.lines else ""

    def keep(self, text: str, line: ContentLine | None) -> None:
        """Take a logical line into the block: raw for a zone, by name for an event."""
        if self.kind == "VTIMEZONE" and len(self.raw) < _MAX_ZONE_LINES:
            self.raw.append(text)
        elif self.kind == "VEVENT" and line and line.name in _EVENT_LINES:
            same = self.lines.setdefault(line.name, [])
            if len(same) < _MAX_LINES_OF_A_NAME:
                same.append(line)


def blocks(source: Source, limits: Limits) -> Iterator[Block]:
    """Yield blocks in file order and at last one of kind END; what is never ended ends where its sibling begins."""
    outer = 0
    inner = 0
    block: Block | None = None
    number = 0
    for number, text in unfolded_lines(source, limits):
        line = content_line(number, text)
        if line is None:
            continue
        name = line.value.strip().upper() if line.name in {"BEGIN", "END"} else ""
        if block and (
            (line.name == "BEGIN" and name in _SIBLINGS) or (line.name == "END" and name == "VCALENDAR")
        ):
            yield replace(block, ended=False)
            block, inner = None, 0
        if line.name == "BEGIN" and block is None and name in _CUT:
            block = Block(name, number)
        if block:
            inner += (line.name == "BEGIN") - (line.name == "END")
            if line.name == "END" and (inner <= 0 or name == block.kind):
                block.keep(text, None)
                yield block
                block, inner = None, 0
            elif inner == 1 or block.kind == "VTIMEZONE":
                block.keep(text, line)
        elif name == "VCALENDAR":
            outer = max(0, outer + (1 if line.name == "BEGIN" else -1))
        elif line.name in _CALENDAR_LINES:
            yield Block("VCALENDAR", number, {line.name: [line]})
    if block:
        yield replace(block, ended=False)
    yield Block("END", number, ended=outer == 0)
