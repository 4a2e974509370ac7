"""How a language says dates, money, shares and regional words in the place whose law governs the contract."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from cleanbreak.cases.facts import Language, Region

LOCALES: Mapping[Language, Mapping[str, Locale]] = {
    "de": {"": Locale("de", "DE"), "AT": Locale("de", "AT"), "CH": Locale("de", "CH")},
    "en": {"": Locale("en", "GB"), "US": Locale("en", "US")},
}
DAYS: Mapping[Language, Mapping[str, str]] = {
    "de": {"": "d.\N{NO-BREAK SPACE}MMMM\N{NO-BREAK SPACE}yyyy"},
    "en": {"": "d\N{NO-BREAK SPACE}MMMM\N{NO-BREAK SPACE}yyyy", "US": "MMMM\N{NO-BREAK SPACE}d,\N{NO-BREAK SPACE}yyyy"},
}


@dataclass(frozen=True, slots=True)
class Speech:
    """Says things in one language as one place says them."""

    language: Language
    region: Region

    @property
    def locale(self) -> Locale:
        """The locale: de-DE, de-AT, de-CH, en-GB or en-US."""
        known = LOCALES[self.language]
        return known.get(self.region, known[""])

    def day(self, day: date) -> str:
        """Return a date with the month in words: 31. März 2026, 31 March 2026 or March 31, 2026."""
        known = DAYS[self.language]
        plain = day.date() if isinstance(day, datetime) else day
        return _day(plain, known.get(self.region, known[""]), self.locale)

    def time(self, at: datetime) -> str:
        """Return the time of day."""
        pattern = "HH:mm" if self.language == "de" or self.region != "US" else "h:mm a"
        said = str(format_time(at, pattern, locale=self.locale))
        return f"{said} Uhr" if self.language == "de" else said

    def money(self, amount: Decimal, currency: str) -> str:
        """Return an amount with its currency; a minus is a true minus sign."""
        said = str(format_currency(amount, currency, locale=self.locale))
        return said.replace("-", "−").replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")

    def percent(self, share: Decimal) -> str:
        """Return a share given in percent, with at most four decimals and no idle zeros."""
        said = str(format_decimal(share, format="#,##0.####", locale=self.locale))
        return f"{said}\N{NO-BREAK SPACE}%" if self.language == "de" else f"{said}%"

    def listed(self, items: Sequence[str]) -> str:
        """Return items as a sentence lists them."""
        return str(format_list(list(items), locale=self.locale)) if items else ""

    def statutes(self, names: Sequence[str]) -> str:
        """Return statutes as a sentence lists them, each sign kept with its number."""
        return self.listed([name.replace("§ ", "§\N{NO-BREAK SPACE}") for name in names])

    def word(self, name: str) -> str:
        """Return a word that differs between places, or a name for a code; the code itself when there is none."""
        table = _words(self.language)
        return table.get(self.region, {}).get(name) or table["any"].get(name) or name.replace("_", " ")


@cache
def _words(language: Language) -> Mapping[str, Mapping[str, str]]:
    source = files("cleanbreak.documents.templates").joinpath(language, "words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _day(day: date, pattern: str, locale: Locale) -> str:
    return str(format_date(day, pattern, locale=locale))


def field_about(field: str, language: Language) -> str:
    """Return what a field is called in words."""
    source = files("cleanbreak.documents.templates").joinpath(language, "fields.toml")
    return str(_labels(source.read_text(encoding="utf-8")).get(field, field.replace("_", " ")))


def missing_sentence(document: str, field: str, language: Language) -> str:
    """Return the sentence about a missing fact in the user's language."""
    said = field_about("sentence", language)
    return said.format(document=document, about=field_about(field, language), field=field)


@cache
def _labels(text: str) -> Mapping[str, str]:
    return tomllib.loads(text)
