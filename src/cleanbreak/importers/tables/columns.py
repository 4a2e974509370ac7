"""What a whole column decides: whether `03/04/2024` is a day in March or April, whether `1.250` is a thousand or one and a bit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cleanbreak.importers.tables.values import (
    NUMERIC_DATE,
    DecimalSign,
    decimal_sign_of,
    has_open_sign,
    parse_date,
    parse_decimal,
    parse_duration,
    uses_twelve_hours,
)
from cleanbreak.ledger.records import Problem

_SETTLED_AFTER_ROWS = 2000


@dataclass(frozen=True)
class Notation:
    """How one file writes dates and numbers, decided over its columns. `problems` says what had to be assumed."""

    day_first: bool = True
    signs: tuple[tuple[int, DecimalSign], ...] = ()
    problems: tuple[Problem, ...] = ()
    _sign_of: dict[int, DecimalSign] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sign_of.update(self.signs)

    def date(self, text: str) -> date | None:
        """Return the day a cell names."""
        return parse_date(text, self.day_first)

    def number(self, text: str, column: int) -> Decimal | None:
        """Return the number in a cell of this column."""
        return parse_decimal(text, self._sign_of.get(column, "."))

    def seconds(self, text: str, column: int) -> int | None:
        """Return the duration in a cell of this column, plain numbers being hours."""
        return parse_duration(text, self._sign_of.get(column, "."))


@dataclass
class _Evidence:
    """What the cells read so far prove."""

    day_first: int = 0
    month_first: int = 0
    open_dates: int = 0
    open_separators: set[str] = field(default_factory=set)
    twelve_hours: bool = False
    signs: dict[int, Counter[str]] = field(default_factory=dict)
    open_numbers: Counter[int] = field(default_factory=Counter)
    first_open_date: str = ""
    first_open_number: dict[int, str] = field(default_factory=dict)

    def see_date(self, text: str) -> None:
        match = NUMERIC_DATE.match(text.strip())
        if match is None:
            return
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            self.day_first += 1
        elif second > 12 >= first:
            self.month_first += 1
        elif first != second and first <= 12:
            self.open_dates += 1
            self.open_separators.add(match[2])
            self.first_open_date = self.first_open_date or text.strip()

    def see_number(self, text: str, column: int) -> None:
        if not text:
            return
        if sign := decimal_sign_of(text):
            self.signs.setdefault(column, Counter())[sign] += 1
        elif has_open_sign(text):
            self.open_numbers[column] += 1
            self.first_open_number.setdefault(column, text.strip())

    def is_settled(self, numbers: Sequence[int]) -> bool:
        dates = self.open_dates == 0 or bool(self.day_first or self.month_first)
        return dates and all(self.signs.get(column) or not self.open_numbers[column] for column in numbers)


def decide(
    rows: Iterable[tuple[int, list[str]]],
    *,
    file: str,
    dates: Sequence[int] = (),
    numbers: Sequence[int] = (),
    quantities: Sequence[int] = (),
    times: Sequence[int] = (),
    day_first: bool = True,
) -> Notation:
    """Read the rows once and decide how their dates and numbers are written.

    `numbers` are money columns, `quantities` hours or amounts of goods: where nothing tells, `1.250` is 1250 of money but
    1.25 hours. `times` help with the dates: a clock with AM and PM goes with the month first. `day_first` is the last resort.
    """
    seen = _Evidence()
    dates, numbers, quantities, times = (
        [column for column in columns if column >= 0] for columns in (dates, numbers, quantities, times)
    )
    sums = [*numbers, *quantities]
    for count, (_line, cells) in enumerate(rows):
        for column in dates:
            seen.see_date(cells[column])
        for column in sums:
            seen.see_number(cells[column], column)
        if not seen.twelve_hours:
            seen.twelve_hours = any(uses_twelve_hours(cells[column]) for column in times)
        if count > _SETTLED_AFTER_ROWS and seen.is_settled(sums):
            break
    order, date_problems = _date_order(seen, file, day_first)
    signs, sign_problems = _signs(seen, file, numbers, quantities)
    return Notation(order, tuple(signs.items()), (*date_problems, *sign_problems))


def _date_order(seen: _Evidence, file: str, day_first: bool) -> tuple[bool, list[Problem]]:
    if seen.day_first or seen.month_first:
        order = seen.day_first >= seen.month_first
        mixed = seen.day_first and seen.month_first
        return order, [_order_problem("mixed_date_order", file, order, "")] if mixed else []
    if not seen.open_dates:
        return day_first, []
    if seen.open_separators == {"."} and not seen.twelve_hours:
        return True, []
    order = day_first and not seen.twelve_hours
    return order, [_order_problem("ambiguous_dates_assumed", file, order, seen.first_open_date)]


def _order_problem(code: str, file: str, day_first: bool, example: str) -> Problem:
    read = parse_date(example, day_first)
    return Problem(
        code,
        file,
        params={
            "order": "DD/MM/YYYY" if day_first else "MM/DD/YYYY",
            "value": example,
            "read_as": read.isoformat() if read else "",
        },
    )


def _signs(
    seen: _Evidence, file: str, numbers: Sequence[int], quantities: Sequence[int]
) -> tuple[dict[int, DecimalSign], list[Problem]]:
    """Decide column by column: its own numbers, else those of the other columns, else by what the column holds."""
    overall: Counter[str] = Counter()
    for counter in seen.signs.values():
        overall.update(counter)
    signs: dict[int, DecimalSign] = {}
    problems: list[Problem] = []
    for column in (*numbers, *quantities):
        own = seen.signs.get(column) or overall
        if own:
            signs[column] = "," if own[","] > own["."] else "."
        elif column in seen.first_open_number:
            example = seen.first_open_number[column]
            used: DecimalSign = "," if "," in example else "."
            other: DecimalSign = "." if used == "," else ","
            signs[column] = used if column in quantities else other
            read = parse_decimal(example, signs[column])
            params = {"value": example, "read_as": str(read), "sign": signs[column]}
            problems.append(Problem("ambiguous_decimals_assumed", file, params=params))
    return signs, problems
