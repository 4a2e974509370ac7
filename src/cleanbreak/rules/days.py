"""Counting days: calendar periods, month ends, weekends and holidays, all without a clock.

Holidays are never looked up here: whoever asks passes the set of dates that counts at the place concerned.
"""

import calendar
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Literal

Unit = Literal["days", "weeks", "months", "business_days"]
Holidays = AbstractSet[date]

ONE_DAY = timedelta(days=1)
SATURDAY = 5
SUNDAY = 6


def month_end(day: date) -> date:
    """Return the last day of the month that holds `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """Return the day with the same number `months` later, or the last day of a month that lacks it."""
    years, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(years, month_index + 1)[1]
    return date(years, month_index + 1, min(day.day, last))


def after(event: date, length: int, unit: Unit, holidays: Holidays = frozenset()) -> date:
    """Return the last day of a period that an event starts; the day of the event is not counted."""
    if unit == "business_days":
        return after_business_days(event, length, holidays)
    if unit == "months":
        return add_months(event, length)
    return event + timedelta(days=length * (7 if unit == "weeks" else 1))


def beginning_with(first: date, length: int, unit: Unit) -> date:
    """Return the last day of a period of at least one unit whose first day is counted.

    For calendar units only. A month that lacks the number ends the period on its own last day: one month from 31 March runs to 30 April.
    """
    if unit != "months":
        return after(first, length, unit) - ONE_DAY
    same_number = add_months(first, length)
    return same_number if same_number.day < first.day else same_number - ONE_DAY


def is_business_day(day: date, holidays: Holidays) -> bool:
    """Tell whether `day` is Monday to Friday and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def next_business_day(day: date, holidays: Holidays) -> date:
    """Return `day`, moved forward off weekends and holidays."""
    while not is_business_day(day, holidays):
        day += ONE_DAY
    return day


def after_business_days(event: date, count: int, holidays: Holidays) -> date:
    """Return the `count`th business day after the event; with 0 the day of the event itself."""
    day = event
    while count > 0:
        day += ONE_DAY
        if is_business_day(day, holidays):
            count -= 1
    return day


def year_end(day: date) -> date:
    """Return 31 December of the year of `day`."""
    return date(day.year, 12, 31)


def end_of_month_group(day: date, months: int) -> date:
    """Return the end of the calendar month (1), quarter (3), half-year (6) or year (12) that holds `day`."""
    last_month = -(-day.month // months) * months
    return month_end(date(day.year, last_month, 1))


def half_year_start(day: date) -> date:
    """Return 1 January or 1 July, whichever began the half-year of `day`."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def days_inclusive(first: date, last: date) -> int:
    """Count the calendar days from first to last, both counted."""
    return (last - first).days + 1


def days_30_360(first: date, last: date) -> int:
    """Count days in months of thirty, both ends counted; the last day of any month is its day 30."""

    def number(day: date) -> int:
        return 30 if day == month_end(day) else day.day

    months = (last.year - first.year) * 12 + last.month - first.month
    return 30 * months + number(last) - number(first) + 1
