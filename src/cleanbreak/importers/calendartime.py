"""Dates, times and time zones as calendars write them, Windows names and inventions included."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$",
    re.IGNORECASE | re.ASCII,
)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$",
    re.IGNORECASE | re.ASCII,
)
_OFFSET = re.compile(r"(?:UTC|GMT)\s?([+-])(\d\d?):?(\d\d)?\b", re.IGNORECASE | re.ASCII)
_YEARLY_ONLY = re.compile(r"^RRULE[^:]*:(?!.*FREQ=YEARLY)", re.IGNORECASE)
_MAX_ZONE_LINES = 2_000


@lru_cache(maxsize=50_000)
def stamp(value: str) -> date | datetime | None:
    """Return a day, an instant (where the text says UTC or an offset) or a wall time; None when it is none of them."""
    match = _STAMP.match(value.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        if hour is None:
            return on
        at = datetime(on.year, on.month, on.day, int(hour) % 24, int(minute), min(int(second or 0), 59))
        if hour == "24":
            at += timedelta(days=1)
        return at.replace(tzinfo=_fixed(offset)) if offset else at
    except (ValueError, OverflowError):
        return None


def duration(value: str) -> timedelta | None:
    """Return an ISO 8601 duration as calendars use it, negative ones included."""
    match = _DURATION.match(value.strip())
    if match is None:
        return None
    sign, *numbers = match.groups()
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in numbers)
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if sign == "-" else length


def _fixed(offset: str) -> tzinfo:
    if offset in "Zz":
        return UTC
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))


class Zones:
    """Finds time zones by any name that a calendar gives them, with the definitions of the file as the last resort."""

    def __init__(self, definitions: Mapping[str, Sequence[str]]) -> None:
        self._definitions = definitions
        self._found: dict[str, tzinfo | None] = {}

    def find(self, name: str) -> tzinfo | None:
        """Return the zone of that name, None when nobody knows it."""
        if name not in self._found:
            self._found[name] = _known(name) or self._defined(name) or _named_offset(name)
        return self._found[name]

    def _defined(self, name: str) -> tzinfo | None:
        lines = self._definitions.get(name, ())
        if not lines or len(lines) > _MAX_ZONE_LINES or any(map(_YEARLY_ONLY.match, lines)):
            return None
        text = "\r\n".join(lines).encode("utf-8", "replace").decode("utf-8")
        try:
            zone: tzinfo = cast(Timezone, Timezone.from_ical(text)).to_tz(lookup_tzid=False)
            datetime(2024, 7, 1, 12, tzinfo=zone).utcoffset()
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
            return None
        return zone


def _known(name: str) -> tzinfo | None:
    stripped = name.strip().strip('"')
    candidates = [stripped, WINDOWS_TO_OLSON.get(stripped, ""), stripped.replace("-", "/").replace(" ", "_")]
    parts = stripped.strip("/").split("/")
    candidates += ["/".join(parts[-count:]) for count in (3, 2) if len(parts) > count]
    for candidate in candidates:
        if candidate and (zone := _zone(candidate)):
            return zone
    spelled = _names_without_case().get(stripped.casefold())
    return _zone(spelled) if spelled else None


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=1)
def _names_without_case() -> dict[str, str]:
    windows = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
    return windows | {name.casefold(): name for name in available_timezones()}


def _named_offset(name: str) -> tzinfo | None:
    match = _OFFSET.search(name)
    if match is None or int(match[2]) > 14:
        return None
    return _fixed(f"{match[1]}{int(match[2]):02}{match[3] or '00'}")
