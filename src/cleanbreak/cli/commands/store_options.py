"""What the verbs on the store share: options, the moment, and how a result is said."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import click

from cleanbreak.cases.case import Case
from cleanbreak.cases.facts import IssuedInvoice
from cleanbreak.cases.guards import pause_over
from cleanbreak.cases.nextstep import next_step
from cleanbreak.cases.obligations import open_obligations
from cleanbreak.cases.stages import Stage
from cleanbreak.cli.output import say
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.rules.facts import FIRST_YEAR, LAST_YEAR
from cleanbreak.services.casework import Moved
from cleanbreak.services.lateinterest import EnteredRate

_TWO_WAYS = re.compile(r"^\d{1,3}[.,]\d{3}$")
_GERMAN = re.compile(r"^(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,\d+)$")
_ENGLISH = re.compile(r"^\d{1,3}(?:,\d{3})+\.\d+$")
F = TypeVar("F", bound=Callable[..., Any])
WORDS = "case"
PLACES = {"DE": "Germany", "AT": "Austria", "CH": "Switzerland", "EW": "England and Wales", "US": "United States"}
FIRST_HOUR, LAST_HOUR = 10, 17
LETTERS_AHEAD = frozenset({"prepare", "pause", "call", "confirm"})


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
    """A number such as 1200.50 or 1.200,50; where a sign could mean thousands or decimals, it asks.

    With `money`, three digits after the only sign are such a case: 1.250 is 1250 in German and 1.25 in English.
    """

    name = "amount"

    def __init__(self, money: bool = False) -> None:
        self.money = money

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the amount or refuse it with the form that is needed."""
        if isinstance(value, Decimal):
            return value
        text = str(value).strip()
        if self.money and _TWO_WAYS.match(text):
            self.fail(f"{value} can be read in two ways; write it without thousands, as 1250 or 1.25.", param, ctx)
        if _GERMAN.match(text):
            text = text.replace(".", "").replace(",", ".")
        elif _ENGLISH.match(text):
            text = text.replace(",", "")
        try:
            amount = Decimal(text)
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
        net, vat = (MONEY.convert(text, param, ctx) if text else None for text in (found[3], found[4]))
        return IssuedInvoice(found[1].strip(), DAY.convert(found[2], param, ctx), net, vat)


class Place(click.ParamType):  # type: ignore[type-arg]
    """A place whose law is known here, by its code."""

    name = "|".join(PLACES)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code or refuse it with the codes there are."""
        code = str(value).strip().upper()
        if code in {"UK", "GB"}:
            self.fail(
                f"{value} has more than one law. For England and Wales write EW; ask a lawyer elsewhere.", param, ctx
            )
        if code not in PLACES:
            known = ", ".join(f"{name} ({words})" for name, words in PLACES.items())
            self.fail(f"the law of {value} is not known here. Known: {known}. Elsewhere ask a lawyer.", param, ctx)
        return code


PLACE = Place()


class BaseRate(click.ParamType):  # type: ignore[type-arg]
    """A base rate the user looked up, such as 2026-07-01:1.27:2026-07-03:Bundesbank."""

    name = "HALF-YEAR:PERCENT:LOOKED-UP-ON:SOURCE"
    form = re.compile(r"^(\d{4}-0[17]-01):(-?\d+[.,]?\d*):(\d{4}-\d\d-\d\d):(.+)$")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> EnteredRate:
        """Return the rate or refuse it with the form that is needed."""
        if isinstance(value, EnteredRate):
            return value
        found = self.form.match(value)
        if found is None:
            self.fail(
                f"{value} is no base rate; write the half-year's first day, percent, the day you looked it up and where: "
                "2026-07-01:1.27:2026-07-03:Bundesbank.",
                param,
                ctx,
            )
        start, looked_up = (DAY.convert(text, param, ctx) for text in (found[1], found[3]))
        return EnteredRate(start, Decimal(found[2].replace(",", ".")), found[4].strip(), looked_up)


BASE_RATE = BaseRate()
DAY, MOMENT, AMOUNT, MONEY, PRECEDING = Day(), Moment(), Amount(), Amount(money=True), Preceding()


def data_option(function: F) -> F:
    """Add --data, the data folder."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help="Data folder (default: CLEANBREAK_DATA or your system's).",
    )(function)


def lang_option(function: F) -> F:
    """Add --lang, the user's language; `CLEANBREAK_LANG` sets it for good."""
    return click.option(
        "--lang",
        type=click.Choice(["de", "en"]),
        envvar="CLEANBREAK_LANG",
        show_envvar=True,
        default="en",
        show_default=True,
    )(function)


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


def say_moved(moved: Moved, lang: Language, more: str = "", lines: Sequence[str] = ()) -> None:
    """Say where the case stands after a step, what else there is to tell, and at last what comes next."""
    case = moved.stored.case
    known = "" if moved.new else f" ({sentence(WORDS, 'already_recorded', lang)})"
    click.echo(f"{case.number}: {stage_word(case.stage, lang)}{known}{'. ' + more if more else ''}")
    for line in lines:
        click.echo(line)
    for line in next_lines(case, lang):
        say(line)


def next_lines(case: Case, lang: Language) -> list[str]:
    """Return what comes next as a sentence with its command, and what the letters still lack."""
    now = datetime.now().replace(microsecond=0)
    decided = case.decided
    step = next_step(case, now)
    params = {
        "case": case.number,
        "now": now.isoformat(" ", "minutes"),
        "today": now.date(),
        "pause": pause_over(decided).isoformat(" ", "minutes") if decided is not None else "",
        "call": _in_working_hours(pause_over(decided)).isoformat(" ", "minutes") if decided is not None else "",
        "last_day": case.last_day,
        "settle": _settle_words(case),
        "open": len(open_obligations(case)) if step == "obligations" else "",
    }
    lines = [sentence(WORDS, f"next_{step}", lang, params)]
    if step in LETTERS_AHEAD and not case.details.client.lines:
        lines.append(sentence(WORDS, "address_missing", lang, {"client": case.details.client.name}))
    return lines


def _settle_words(case: Case) -> str:
    """Return options of `case settle` that fit the contract: the month of the last day as a proposal, or a share."""
    contract, last_day = case.contract, case.last_day
    if contract is None or last_day is None or contract.pay_period != "month" or contract.kind == "work":
        return "--method percent --figure percent=50 --paid-gross 0"
    end = last_day.replace(day=monthrange(last_day.year, last_day.month)[1])
    return f"--method time --start {last_day.replace(day=1)} --end {end} --paid-gross 0"


def _in_working_hours(moment: datetime) -> datetime:
    """Return the moment, or ten in the morning where nobody would call at that hour."""
    early, late = moment.hour < FIRST_HOUR, moment.hour >= LAST_HOUR
    day = moment + timedelta(days=1) if late else moment
    return day.replace(hour=FIRST_HOUR, minute=0) if early or late else moment


def stage_word(stage: Stage, lang: Language) -> str:
    """Return a stage in words."""
    return sentence(WORDS, f"stage_{stage.value}", lang)


def fact_words(field: str, case: str, lang: Language) -> str:
    """Return what a missing fact is and which option takes it; the fact's own name where nobody wrote that down."""
    code = f"fact_{field.rpartition('.')[2]}"
    words = sentence(WORDS, code, lang, {"case": case})
    return field.replace("_", " ") if words == code.replace("_", " ") else words
