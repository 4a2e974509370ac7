"""Dates of mail headers: the usual form at speed, then every form that still names one instant."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz
from functools import lru_cache

_USUAL = re.compile(
    r"\s*(?:[A-Za-zÀ-ÿ]{2,12}\.?,?\s*)?(\d{1,2})[ \t.-]+([A-Za-zÀ-ÿ]{3,9})\.?[ \t-]+(\d{4}|\d\d)[ \t,]+"
    r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?:[.,]\d+)?[ \t]*(?:(?:UTC|GMT)(?=[+-]))?([+-]\d{1,2}:?\d\d|[A-Za-z]{1,5}(?![A-Za-z]))?"
)
_ASCTIME = re.compile(
    r"\s*(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\s+(\d{1,2}),?\s+(\d{1,2}):(\d\d)(?::(\d\d))?"
    r"(?:\s+([+-]\d{4}|[A-Z]{1,5}))?\s+(\d{4})(?:\s+([+-]\d{4}))?"
)
_ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "januar", "january", "jän"),
            ("feb", "februar", "february"),
            ("mar", "mär", "mrz", "märz", "march"),
            ("apr", "april"),
            ("may", "mai"),
            ("jun", "juni", "june"),
            ("jul", "juli", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "okt", "oktober", "october"),
            ("nov", "november"),
            ("dec", "dez", "dezember", "december"),
        ),
        start=1,
    )
    for name in names
}
_ZONE_HOURS = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "MET": 1,
    "CEST": 2, "MESZ": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6,
    "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "JST": 9,
}  # fmt: skip


@lru_cache(maxsize=512)
def zone_of(name: str) -> tzinfo | None:
    """The zone an offset or abbreviation names; UTC for an impossible offset, None for an unknown word."""
    if name[:1] in "+-":
        digits = name[1:].replace(":", "").zfill(4)
        offset = timedelta(hours=int(digits[:-2]), minutes=int(digits[-2:]))
        if offset >= timedelta(hours=24):
            return UTC
        return timezone(-offset if name[0] == "-" else offset) if offset else UTC
    hours = _ZONE_HOURS.get(name.upper())
    if hours is None:
        return None
    return timezone(timedelta(hours=hours)) if hours else UTC


@lru_cache(maxsize=2048)
def read_date(text: str) -> datetime | None:
    """The instant a Date header names: aware where a zone is said, naive where not, None where it says none."""
    usual = _USUAL.match(text)
    if usual:
        day, month, year, hour, minute, second, zone = usual.groups()
        found = _build(year, _MONTHS.get(month.lower(), 0), day, hour, minute, second, zone)
        if found:
            return found
    return _other_forms(text) if text else None


def _other_forms(text: str) -> datetime | None:
    text = text[:200]
    iso = _ISO.match(text)
    if iso:
        year, numbered, day, hour, minute, second, zone = iso.groups()
        return _build(year, int(numbered), day, hour, minute, second, zone)
    asctime = _ASCTIME.match(text)
    if asctime:
        month, day, hour, minute, second, early, year, late = asctime.groups()
        return _build(year, _MONTHS.get(month.lower(), 0), day, hour, minute, second, late or early)
    return _by_library(text)


def _by_library(text: str) -> datetime | None:
    try:
        parts = parsedate_tz(text)
        if parts is None:
            return None
        zone = None if parts[9] is None else timezone(timedelta(seconds=parts[9]))
        return datetime(*parts[:6], tzinfo=zone)
    except (ValueError, IndexError, OverflowError, TypeError):
        return None


def _build(
    year: str, month: int, day: str, hour: str, minute: str, second: str | None, zone: str | None
) -> datetime | None:
    full = int(year)
    if len(year) == 2:
        full += 2000 if full < 50 else 1900
    try:
        return datetime(
            full,
            month,
            int(day),
            int(hour),
            int(minute),
            min(int(second or 0), 59),
            tzinfo=zone_of(zone) if zone else None,
        )
    except ValueError:
        return None
