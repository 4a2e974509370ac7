"""One language's sentences, numbers and dates; and the cleaning of text that comes from other people's files."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.ledger.exact import rounded
from cleanbreak.measures.catalogue import MEASURES, PLACES
from cleanbreak.measures.totals import Gap, Month, Value

LOCALES = {"de": Locale("de", "DE"), "en": Locale("en", "US")}
DAY_FORMS = {"de": "dd.MM.yyyy", "en": "d MMM yyyy"}
MONTH_FORMS = {"de": "MM/yyyy", "en": "MMM yyyy"}
PATTERNS = {0: "#,##0", 1: "#,##0.0", 2: "#,##0.00"}
SPELLED_UP_TO = 12
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def clean(text: str) -> str:
    """Return text without control, invisible and direction-changing characters, which can make a line read as another."""
    return unicodedata.normalize("NFC", HIDDEN.sub("", text))


@dataclass(frozen=True, slots=True)
class Speech:
    """Says things in one language: sentences by code, numbers, money and dates in that language's form."""

    language: Language
    currency: str

    def say(self, code: str, **params: object) -> str:
        """Return a sentence of the report."""
        return sentence("report", code, self.language, params)

    def counted(self, code: str, count: int, **params: object) -> str:
        """Return a sentence about a number of things, in the singular for one."""
        return self.say(f"{code}_one" if count == 1 else code, count=self.number(count), **params)

    def of(self, kind: str, code: str, **params: object) -> str:
        """Return a sentence of another kind (`advice`, `measures`, `problems` …)."""
        return sentence(kind, code, self.language, params)

    def word(self, word: str) -> str:
        """Return the advice in the language's word."""
        return sentence("advice", word, self.language)

    def number(self, value: Fraction | Decimal | int, places: int = 0) -> str:
        """Return a number rounded half away from zero."""
        exact = value if isinstance(value, int) else Fraction(value)
        return _decimal(rounded(exact, places), places, self.language)

    def money(self, value: Fraction | Decimal | int, places: int = 2) -> str:
        """Return an amount in the review's currency."""
        return self.amount(value, self.currency, places)

    def amount(self, value: Fraction | Decimal | int, currency: str, places: int = 2) -> str:
        """Return an amount in any currency."""
        return _currency(rounded(Fraction(value), places), currency, places, self.language)

    def percent(self, value: Fraction | Decimal, places: int = 0) -> str:
        """Return a share as a percentage."""
        number = self.number(Fraction(value) * 100, places)
        return f"{number}\N{NO-BREAK SPACE}%" if self.language == "de" else f"{number}%"

    def day(self, day: date) -> str:
        """Return a date, 31.03.2026 or 31 Mar 2026."""
        return _day(day.date() if isinstance(day, datetime) else day, DAY_FORMS[self.language], self.language)

    def month(self, month: Month) -> str:
        """Return a month, 03/2026 or Mar 2026."""
        return _day(date(month[0], month[1], 1), MONTH_FORMS[self.language], self.language)

    def spelled(self, count: int) -> str:
        """Return a small number as a word, a larger one in digits."""
        return self.say(f"number_{count}") if 1 <= count <= SPELLED_UP_TO else self.number(count)

    def listed(self, items: Sequence[str]) -> str:
        """Return items as a sentence lists them."""
        return str(format_list(items, locale=LOCALES[self.language])) if items else ""

    def params(self, params: dict[str, str]) -> dict[str, str]:
        """Return parameters of a stored sentence with their ISO dates in the language's form."""
        return {
            key: self.day(date.fromisoformat(value)) if ISO_DAY.fullmatch(value) else value
            for key, value in params.items()
        }

    def measure(self, name: str, value: Value) -> str:
        """Return a measure in the form of its unit; the sentence why not where it is not computable."""
        if isinstance(value, Gap):
            return self.say("not_computable", why=self.of("advice", value.code))
        return self.figure(name, value)

    def figure(self, name: str, value: Fraction | int) -> str:
        """Return a known measure in the form of its unit."""
        unit = MEASURES[name].unit
        if unit in {"money", "money_per_hour"}:
            return self.money(value)
        if unit == "ratio" and name != "coverage_ratio":
            return self.percent(Fraction(value), 1)
        return self.number(value, min(PLACES[unit], 2))


def capitalized(text: str) -> str:
    """Return a sentence with a capital letter first."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=50_000)
def _decimal(value: Decimal, places: int, language: Language) -> str:
    value = abs(value) if value == 0 else value
    return str(format_decimal(value, format=PATTERNS[places], locale=LOCALES[language])).replace("-", "−")


@lru_cache(maxsize=50_000)
def _currency(value: Decimal, currency: str, places: int, language: Language) -> str:
    value = abs(value) if value == 0 else value
    pattern = PATTERNS[places]
    form = f"{pattern}\N{NO-BREAK SPACE}¤" if language == "de" else f"¤{pattern}"
    text = format_currency(value, currency, format=form, locale=LOCALES[language], currency_digits=False)
    return str(text).replace("-", "−")


@lru_cache(maxsize=5_000)
def _day(day: date, form: str, language: Language) -> str:
    return str(format_date(day, form, locale=LOCALES[language]))
