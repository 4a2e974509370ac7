"""Amounts and days as machine-readable formats write them: a decimal point, ISO dates, perhaps a time and a zone behind."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

_AMOUNT = re.compile(r"[+-]?(\d{1,18}(\.\d{0,12})?|\.\d{1,12})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d{1,3}$)")


def plain_amount(text: str) -> Decimal | None:
    """Return the number, None when the text is none or is absurdly long."""
    text = text.strip()
    return Decimal(text) if _AMOUNT.fullmatch(text) else None


@lru_cache(maxsize=16384)
def plain_day(text: str) -> date | None:
    """Return the calendar day that an ISO date or instant names (`2025-03-04`, `2025-03-04T23:10:00+01:00`, `20250304`)."""
    match = _ISO_DAY.match(text) or _COMPACT_DAY.match(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
