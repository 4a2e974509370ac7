"""One cell at a time: numbers, dates, times, durations and yes/no words, in German and English notation.

What a single cell cannot tell (`1.250`, `03/04/2024`) is decided over a column, see `columns`; the decision is a parameter here.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

DecimalSign = Literal[",", "."]

_BLANK = {"", "-", "--", "–", "—", "n/a", "na", "null", "none", "k.a."}
_GROUPING = str.maketrans("", "", " \u00a0\u202f\u2009'’`´_\t")
_CODES = "eur|euro|usd|gbp|chf|sek|nok|dkk|pln|czk|huf|ron|bgn|hrk|isk|try|jpy|cny|inr|aud|cad|nzd|brl|mxn|zar|ils|aed|sgd|hkd|krw|thb|uah"
_CURRENCY_SIGN = rf"(?:{_CODES}|us\$|a\$|c\$|[€$£¥₹₺₴₪]|kč|zł|kr\.?|sfr\.?|fr\.)"
_CURRENCY = re.compile(rf"(?i)^{_CURRENCY_SIGN}|{_CURRENCY_SIGN}$")
_NUMBER = re.compile(r"[\d.,]*\d[\d.,]*")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE][+-]?\d{1,2}")

_YES = frozenset(
    "1 true t yes y ja j oui o si sí sim s tak ano igen да はい 是 x wahr vrai vero verdadero verdadeiro kyllä evet "
    "billable abrechenbar facturable fakturierbar fatturabile on".split()
)
_NO = frozenset(
    "0 false f no n nein non não nao nie ne nem нет いいえ 否 falsch faux falso nej ei hayır hayir off "
    "non-billable nicht-abrechenbar nonbillable".split()
)
_NO_PHRASES = frozenset({"nicht abrechenbar", "not billable", "non billable", "non facturable", "no facturable"})

_MONTH_NAMES = (
    ("jan", "januar", "jänner", "jaenner", "january", "jän", "janvier", "enero"),
    ("feb", "februar", "feber", "february", "février", "febrero"),
    ("mar", "mär", "mrz", "märz", "maerz", "march", "mars", "marzo"),
    ("apr", "april", "avril", "abril"),
    ("may", "mai", "mayo"),
    ("jun", "juni", "june", "juin", "junio"),
    ("jul", "juli", "july", "juillet", "julio"),
    ("aug", "august", "août", "agosto"),
    ("sep", "sept", "september", "septembre", "septiembre"),
    ("oct", "okt", "oktober", "october", "octobre", "octubre"),
    ("nov", "november", "novembre", "noviembre"),
    ("dec", "dez", "dezember", "december", "décembre", "diciembre"),
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}

_TOTAL = re.compile(
    r"(grand |sub-?|zwischen|gesamt-?)?(total|summe|gesamt|sum)s?( (amount|net|gross|netto|brutto|hours|stunden|eur|betrag))?:?",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T ,])")
_PLAIN_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|T)")
NUMERIC_DATE = re.compile(r"(\d{1,2})([/.\-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?=$|[T ,])")
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[. \-]+([^\W\d_]+)[. ,\-]+(\d{4}|\d{2})(?=$|[T ,])")
_MONTH_NAME_DAY = re.compile(r"([^\W\d_]+)[. \-]+(\d{1,2})(?:st|nd|rd|th)?[ ,\-]+(\d{4})(?=$|[T ,])")
_WEEKDAY = re.compile(r"^[^\W\d_]+\.?,\s+(?=\d)")
_TIME = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)?\s*([ap])?\.?(?:m\b\.?)?(?:\s*uhr)?$", re.IGNORECASE
)
_INSTANT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|UTC|[+-]\d{2}:?(?:\d{2})?)?$"
)
_CLOCK_DURATION = re.compile(r"(-?)(\d{1,6}):([0-5]?\d)(?::([0-5]?\d)(?:[.,]\d+)?)?$")
_WORD_DURATION = re.compile(
    r"(-?)(?:(\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|std\.?|stunden?)\.?)?\s*"
    r"(?:(\d+)\s*(?:m|min\.?|mins|minutes?|minuten?)?)?\s*(?:(\d+)\s*(?:s|sec\.?|sek\.?|seconds?|sekunden?))?$",
    re.IGNORECASE,
)
_ISO_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?$")


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing (empty, a dash, `n/a`)."""
    return text.strip().casefold() in _BLANK


def decimal_sign_of(text: str) -> DecimalSign | None:
    """Return which sign this one number certainly uses for its decimals, None when it does not tell."""
    bare = _bare(text)
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    at = max(comma, point)
    if at < 0:
        return None
    sign: DecimalSign = "," if comma >= 0 else "."
    if bare.count(sign) > 1:
        return "." if sign == "," else ","
    return None if _looks_grouped(bare, at) else sign


def has_open_sign(text: str) -> bool:
    """Tell whether a number reads two ways, as `1.250` does."""
    bare = _bare(text)
    return ("," in bare or "." in bare) and decimal_sign_of(text) is None


@lru_cache(maxsize=65_536)
def parse_decimal(text: str, sign: DecimalSign = ".") -> Decimal | None:
    """Return the number a cell holds, None when it is blank or no number.

    `sign` decides only what the cell leaves open (`1.250`); `1.250,00` is read by its own shape. Currency signs,
    blanks and apostrophes between thousands, a trailing minus and parentheses for negative amounts are understood.
    """
    text = text.strip()
    if _EXPONENT.fullmatch(text.lstrip("+-")):
        return Decimal(text.replace(",", "."))
    negative, bare = _split_sign(text)
    if not _NUMBER.fullmatch(bare) or len(bare) > 30:
        return None
    own = decimal_sign_of(bare) or sign
    whole, _, part = bare.partition(own)
    groups = whole.split("." if own == "," else ",")
    if (len(groups) > 1 and len(groups[-1]) != 3) or (not part.isdigit() and part):
        return None
    number = Decimal("".join(groups) + ("." + part if part else "") or "0")
    return -number if negative else number


def currency_code(text: str) -> str:
    """Return the ISO code in a cell or header (`Euro - EUR`, `Amount (USD)`, `€`), empty when there is none."""
    found = re.findall(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])", text)
    if found:
        return str(found[-1])
    for sign, code in (("€", "EUR"), ("£", "GBP"), ("US$", "USD"), ("CHF", "CHF"), ("$", "USD")):
        if sign in text:
            return code
    bare = text.strip().upper()
    return bare if len(bare) == 3 and bare.isascii() and bare.isalpha() else ""


@lru_cache(maxsize=65_536)
def parse_date(text: str, day_first: bool = True) -> date | None:
    """Return the day a cell names, None when blank or unreadable; a time behind it is ignored.

    `day_first` decides only dates such as `03/04/2024`; `13/04/2024` and `04/13/2024` are read by themselves.
    """
    text = _WEEKDAY.sub("", text.strip())
    if match := _ISO_DATE.match(text) or _PLAIN_DATE.match(text):
        return _day(match[1], int(match[2]), int(match[3]))
    if match := NUMERIC_DATE.match(text):
        first, second = int(match[1]), int(match[3])
        if first > 12 or (day_first and second <= 12):
            return _day(match[4], second, first)
        return _day(match[4], first, second)
    if match := _DAY_MONTH_NAME.match(text):
        return _day(match[3], MONTHS.get(match[2].casefold(), 0), int(match[1]))
    if match := _MONTH_NAME_DAY.match(text):
        return _day(match[3], MONTHS.get(match[1].casefold(), 0), int(match[2]))
    return None


@lru_cache(maxsize=65_536)
def parse_time(text: str) -> time | None:
    """Return the time of day (`10:23:52 AM`, `15:00`, `9.30 Uhr`), None when blank or unreadable."""
    match = _TIME.match(unicodedata.normalize("NFKC", text.strip()))
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[5]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[5] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second, int((match[4] or "0").ljust(6, "0")[:6]))


def uses_twelve_hours(text: str) -> bool:
    """Tell whether a time carries AM or PM."""
    match = _TIME.match(unicodedata.normalize("NFKC", text.strip()))
    return match is not None and match[5] is not None


def parse_instant(text: str) -> datetime | None:
    """Return an ISO date and time, aware where the text names a zone (`Z`, `+0100`) and naive where it does not."""
    match = _INSTANT.match(text.strip())
    if match is None:
        return None
    try:
        day = date.fromisoformat(match[1])
        moment = datetime(day.year, day.month, day.day, int(match[2]), int(match[3]), int(match[4] or 0))
        zone = _zone(match[6])
    except ValueError:
        return None
    return moment.replace(microsecond=int((match[5] or "0").ljust(6, "0")[:6]), tzinfo=zone)


@lru_cache(maxsize=65_536)
def parse_duration(text: str, sign: DecimalSign = ".") -> int | None:
    """Return seconds (`25:00:00`, `1:30`, `1,5`, `1h 30m`, `PT1H`), None when blank or unreadable; plain numbers are hours."""
    text = text.strip()
    if match := _CLOCK_DURATION.match(text):
        seconds = int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4] or 0)
        return -seconds if match[1] else seconds
    if not any(letter.isalpha() for letter in text):
        hours = parse_decimal(text, sign)
        return None if hours is None else seconds_of_hours(hours)
    if (match := _ISO_DURATION.match(text)) and len(text) > 2:
        days, hours_, minutes, rest = (int(match[group] or 0) for group in (2, 3, 4, 5))
        seconds = ((days * 24 + hours_) * 60 + minutes) * 60 + rest
        return -seconds if match[1] else seconds
    if text and (match := _WORD_DURATION.match(text)) and any(match.groups()[1:]):
        exact = Decimal((match[2] or "0").replace(",", ".")) * 3600
        seconds = _whole(exact + int(match[3] or 0) * 60 + int(match[4] or 0))
        return -seconds if match[1] else seconds
    return None


def seconds_of_hours(hours: Decimal) -> int:
    """Return whole seconds of decimal hours, half a second rounded up."""
    return _whole(hours * 3600)


@lru_cache(maxsize=1024)
def parse_yes_no(text: str) -> bool | None:
    """Return a yes/no word of the usual interface languages as a truth value, None when it is neither."""
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if word in _YES:
        return True
    if word in _NO or word in _NO_PHRASES:
        return False
    return None


def is_total_row(cells: Sequence[str]) -> bool:
    """Tell whether a row is a sum below the table: its first words are `Total` or `Summe` and the like."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return _TOTAL.fullmatch(first) is not None


def normalized(name: str) -> str:
    """Return a header name as it is compared: case, blanks, punctuation and umlaut spelling do not count."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    for umlaut, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("№", "#")):
        folded = folded.replace(umlaut, spelled)
    return "".join(sign for sign in folded if sign.isalnum() or sign in "#%")


def _bare(text: str) -> str:
    return _split_sign(text)[1]


@lru_cache(maxsize=65_536)
def _split_sign(text: str) -> tuple[bool, str]:
    """Return whether a number is negative, and it without sign, currency and thousands blanks."""
    text = text.strip().replace("−", "-").translate(_GROUPING)
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()")
    text = re.sub(r"[.,][-–—]+$", "", text)
    negative ^= text.startswith("-") or text.endswith("-")
    text = _CURRENCY.sub("", text.strip("+-"))
    if text.startswith("-"):
        negative = True
    return negative, _CURRENCY.sub("", text.strip("+-")).strip("+-")


def _looks_grouped(bare: str, at: int) -> bool:
    """Tell whether the one sign at `at` could stand between thousands: one to three digits before, three after."""
    return len(bare) - at == 4 and 1 <= at <= 3 and bare[0] != "0"


def _day(year: str, month: int, day: int) -> date | None:
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    if not 1900 <= full <= 2199:
        return None
    try:
        return date(full, month, day)
    except ValueError:
        return None


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in ("Z", "UTC"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _whole(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
