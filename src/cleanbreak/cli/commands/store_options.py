"""What the verbs on the store share: options, the moment, and how a result is said."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import click

from cleanbreak.cases.facts import IssuedInvoice
from cleanbreak.cases.stages import Stage
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.rules.facts import FIRST_YEAR, LAST_YEAR
from cleanbreak.services.casework import Moved

F = TypeVar("F", bound=Callable[..., Any])
WORDS = "case"


class Day(click.ParamType):  # type: ignore[type-arg]
    """A calendar day such as 2026-11-24."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day or refuse it with the form that is needed."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} is no day; write it as 2026-11-24.", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value} is not between {FIRST_YEAR} and {LAST_YEAR}.", param, ctx)
        return day


class Moment(click.ParamType):  # type: ignore[type-arg]
    """A day with a time such as "2026-11-24 10:30"."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment or refuse it with the form that is needed."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(value).replace(tzinfo=None)
        except ValueError:
            self.fail(f'{value} is no moment; write it as "2026-11-24 10:30".', param, ctx)


class Amount(click.ParamType):  # type: ignore[type-arg]
    """An amount with a point, such as 1200.50."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the amount or refuse it with the form that is needed."""
        if isinstance(value, Decimal):
            return value
        try:
            amount = Decimal(value)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0:
            self.fail(f"{value} is no amount; write it as 1200.50.", param, ctx)
        return amount


class Preceding(click.ParamType):  # type: ignore[type-arg]
    """An invoice that went out, such as RE-7:2026-03-01:500.00:95.00; net and tax may be left out."""

    name = "NUMBER:DATE[:NET:VAT]"
    form = re.compile(r"^(.+?):(\d{4}-\d\d-\d\d)(?::([^:]+):([^:]+))?$")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> IssuedInvoice:
        """Return the invoice or refuse it with the form that is needed."""
        if isinstance(value, IssuedInvoice):
            return value
        found = self.form.match(value)
        if found is None:
            self.fail(
                f"{value} is no invoice; write number, day, net and VAT as RE-7:2026-03-01:500.00:95.00.", param, ctx
            )
        net, vat = (AMOUNT.convert(text, param, ctx) if text else None for text in (found[3], found[4]))
        return IssuedInvoice(found[1].strip(), DAY.convert(found[2], param, ctx), net, vat)


DAY, MOMENT, AMOUNT, PRECEDING = Day(), Moment(), Amount(), Preceding()


def data_option(function: F) -> F:
    """Add --data, the data folder."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help="Data folder (default: CLEANBREAK_DATA or your system's).",
    )(function)


def lang_option(function: F) -> F:
    """Add --lang, the user's language."""
    return click.option("--lang", type=click.Choice(["de", "en"]), default="en", show_default=True)(function)


def on_option(function: F) -> F:
    """Add --on, the day it happened."""
    return click.option("--on", type=DAY, help="The day it happened (default: today).")(function)


def format_option(function: F) -> F:
    """Add --format for people or programs."""
    return click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)(
        function
    )


def moment_on(on: date | None) -> tuple[date, datetime]:
    """Return the day something happened and the moment now."""
    now = datetime.now().replace(microsecond=0)
    return on or now.date(), now


def say_moved(moved: Moved, lang: Language, more: str = "") -> None:
    """Say where the case stands after a step."""
    case = moved.stored.case
    known = "" if moved.new else f" ({sentence(WORDS, 'already_recorded', lang)})"
    click.echo(f"{case.number}: {stage_word(case.stage, lang)}{known}{'. ' + more if more else ''}")


def stage_word(stage: Stage, lang: Language) -> str:
    """Return a stage in words."""
    return sentence(WORDS, f"stage_{stage.value}", lang)
