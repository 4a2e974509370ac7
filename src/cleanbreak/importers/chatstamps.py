"""The stamps that begin the lines of an exported chat, and which of their numbers is the day.

The order of day and month follows the telephone that exported the chat and is written nowhere. It is decided over the
whole file: by numbers that cannot be a month, by the lines being in order of time, by the days lying close together, and
only then by the habits of the notation.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_SPACE = "[ \t\u00a0\u202f\u2009]"
_STAMP = re.compile(
    rf"[{MARKS}]*(?P<open>\[)?[{MARKS}]*"
    rf"(?P<a>\d{{1,4}})(?P<sep>[./-]){_SPACE}?(?P<b>\d{{1,4}})[./-]{_SPACE}?(?P<c>\d{{2,4}})[.,]?,?{_SPACE}+"
    rf"(?:(?P<before>[^\W\d_]{{1,5}}\.?){_SPACE}?)?"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    rf"(?:{_SPACE}?(?P<after>[^\W\d_](?:[^\W\d_]|\.{_SPACE}?(?=[^\W\d_])){{0,6}}\.?))?"
    rf"(?(open)\]|(?P<end>{_SPACE}[-\u2013]|:)?)(?:{_SPACE}+|$)"
)
_MORNING = frozenset({"am", "上午", "오전", "午前", "ص", "πμ", "vorm"})
_AFTERNOON = frozenset({"pm", "下午", "오후", "午後", "م", "μμ", "nachm"})
_ORDERS = ("dmy", "mdy", "ymd", "ydm")
_LIKELY = {".": {"dmy"}, "/": {"dmy", "mdy"}, "-": {"dmy", "mdy", "ymd"}}
_ENOUGH_DAYS = 3
_FIRST_YEAR = 2009
_MUCH_CLOSER = 4


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp as read: three numbers in written order and the time of day; `rest` is where the line goes on."""

    numbers: tuple[str, str, str]
    separator: str
    bracketed: bool
    ending: str
    marker: str
    hour: int
    minute: int
    second: int
    rest: int


def read_stamp(line: str) -> Stamp | None:
    """Return the stamp that a line begins with, None when it begins with none."""
    match = _STAMP.match(line)
    if match is None:
        return None
    a, b, c, separator, hour, minute, second = match.group("a", "b", "c", "sep", "hour", "minute", "second")
    marker = match["after"] or match["before"] or ""
    hours = _hour(int(hour), _letters(match["before"]), _letters(match["after"]))
    if hours > 23 or int(minute) > 59 or int(second or 0) > 59 or not _possible(a, b, c):
        return None
    ending = "]" if match["open"] else (match["end"] or "").strip()
    return Stamp(
        (a, b, c),
        separator,
        bool(match["open"]),
        ending,
        marker,
        hours,
        int(minute),
        int(second or 0),
        match.end(),
    )


def _letters(marker: str | None) -> str:
    return "".join(filter(str.isalpha, marker or "")).casefold()


def _hour(hour: int, before: str, after: str) -> int:
    if hour == 12 and (after in _MORNING or before in _MORNING):
        return 0
    if hour < 12 and (after in _AFTERNOON or before in _AFTERNOON):
        return hour + 12
    return hour


def _possible(a: str, b: str, c: str) -> bool:
    lengths = (len(a), len(b), len(c))
    return 3 not in lengths and lengths[1] <= 2 and sum(length == 4 for length in lengths) <= 1


@lru_cache(maxsize=20_000)
def day_of(numbers: tuple[str, str, str], order: str) -> date | None:
    """Return the day that three numbers mean in this order, None when there is no such day."""
    parts = dict(zip(order, numbers, strict=True))
    if len(parts["d"]) > 2 or len(parts["m"]) > 2:
        return None
    year = int(parts["y"])
    try:
        return date(year + 2000 if len(parts["y"]) == 2 else year, int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None


@dataclass(slots=True)
class _Reading:
    """How the days of a file look under one order."""

    impossible: int = 0
    backward: int = 0
    earliest: date | None = None
    latest: date | None = None
    last: date | None = None

    def add(self, on: date | None) -> None:
        if on is None or on.year < _FIRST_YEAR:
            self.impossible += 1
            return
        self.backward += self.last is not None and on < self.last
        self.last = on
        self.earliest = min(self.earliest or on, on)
        self.latest = max(self.latest or on, on)

    @property
    def span(self) -> int:
        return (self.latest - self.earliest).days if self.latest and self.earliest else 0


@dataclass(slots=True)
class OrderOfDates:
    """Collects the stamps of a file and then says in which order they are written."""

    readings: dict[str, _Reading] = field(default_factory=lambda: {order: _Reading() for order in _ORDERS})
    habits: Counter[str] = field(default_factory=Counter)
    likely: set[str] = field(default_factory=set)
    days: int = 0
    _previous: tuple[str, str, str] | None = None

    def add(self, stamp: Stamp) -> None:
        """Take one more stamp into account; only a change of the day says something new."""
        if stamp.numbers == self._previous:
            return
        self._previous = stamp.numbers
        self.days += 1
        self.habits[_habit(stamp)] += 1
        self.likely |= _LIKELY[stamp.separator]
        for order, reading in self.readings.items():
            reading.add(day_of(stamp.numbers, order))

    def decide(self) -> tuple[str, bool]:
        """Return the order, and whether the file itself left no doubt."""
        readings = self.readings
        fewest = min(readings[order].impossible for order in self.likely or _ORDERS)
        candidates = self.likely if self.likely and 2 * fewest <= self.days else _ORDERS
        fewest = min(readings[order].impossible for order in candidates)
        possible = [
            order for order in _ORDERS if order in candidates and readings[order].impossible == fewest
        ]
        least = min(readings[order].backward for order in possible)
        possible = [order for order in possible if readings[order].backward == least]
        habit = self.habits.most_common(1)[0][0] if self.habits else "dmy"
        preferred = habit if habit in possible else possible[0]
        closest = min(possible, key=lambda order: (readings[order].span, order != preferred))
        near = _MUCH_CLOSER * max(readings[closest].span, 1)
        rivals = [order for order in possible if order != closest and readings[order].span <= near]
        if self.days >= _ENOUGH_DAYS and not rivals:
            return closest, True
        return preferred, self._same_days(possible)

    def _same_days(self, orders: list[str]) -> bool:
        return len({(self.readings[order].earliest, self.readings[order].latest) for order in orders}) == 1


def _habit(stamp: Stamp) -> str:
    """Return the order that people who write like this use: only Americans write 2/3/25 with AM or PM in capitals."""
    a, b, _ = stamp.numbers
    if len(a) == 4:
        return "ymd"
    unpadded = not (a.startswith("0") or b.startswith("0"))
    if stamp.separator == "/" and stamp.marker in {"AM", "PM"} and unpadded:
        return "mdy"
    return "dmy"


def moment(stamp: Stamp, order: str) -> datetime | None:
    """Return the wall time of a stamp read in this order."""
    on = day_of(stamp.numbers, order)
    return datetime(on.year, on.month, on.day, stamp.hour, stamp.minute, stamp.second) if on else None
