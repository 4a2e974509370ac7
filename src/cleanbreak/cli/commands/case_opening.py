"""`case open`, `show`, `contract`, `options`, `export`: the file itself and the ways out."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from cleanbreak.cases.contract import Contract, NoticeClause
from cleanbreak.cases.due import due_items
from cleanbreak.cases.encoding import to_plain
from cleanbreak.cases.nextstep import next_step
from cleanbreak.cases.options import EndOption, Plan
from cleanbreak.cases.packs import PACKS, pack_of
from cleanbreak.cases.stages import Stage, Step
from cleanbreak.cli.commands.store_options import (
    AMOUNT,
    DAY,
    MONEY,
    PLACE,
    WORDS,
    data_option,
    fact_words,
    format_option,
    lang_option,
    moment_on,
    next_lines,
    on_option,
    say_moved,
    stage_word,
)
from cleanbreak.cli.output import emit_json, say, write_private
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.rules.explanation import disclaimer, lawyer_question
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.casefacts import export_files
from cleanbreak.services.casework import Move, OpenRequest, find_case, open_case, record
from cleanbreak.services.deciding import options_of
from cleanbreak.services.ports import PrivateWord, StoredCase
from cleanbreak.services.settlement import SettleRequest

REWARD = "reward"


@click.command(name="open")
@click.argument("client")
@click.option("--reward", help="What you promise yourself for the day it is over (private).")
@click.option("--line", "lines", multiple=True, help="A line of the client's address; repeat it.")
@click.option("--contact", help="The person there.")
@click.option("--email", help="The client's, as all of these up to --salutation.")
@click.option("--phone")
@click.option("--vat-id", help="VAT number.")
@click.option("--language", type=click.Choice(["de", "en"]), help="The client's language (default: yours).")
@click.option("--address", "form_of_address", type=click.Choice(["formal", "informal"]), help="Sie or du.")
@click.option("--salutation", help='Such as "Sehr geehrte Frau Vogt".')
@click.option("--profession", type=click.Choice(PACKS), help="Whose must-have list holds (default: freelancer).")
@click.option("--our-name", help="Your own sender block, kept for later cases.")
@click.option("--our-line", "our_lines", multiple=True, help="A line of your own address; repeat it.")
@click.option("--our-email")
@click.option("--our-phone")
@click.option("--our-vat-id")
@on_option
@lang_option
@data_option
def open_(client: str, reward: str | None, on: date | None, lang: Language, data: Path | None, **given: Any) -> None:
    """Open a case about a client: from doubt on, everything about it stands in one file.

    Run it again with more (an address, a salutation) to add or correct what you know about the client.
    """
    store, (day, now) = open_store(data), moment_on(on)
    ours = {key: value for key in ("name", "lines", "email", "phone", "vat_id") if (value := given.pop(f"our_{key}"))}
    told = {key: value for key, value in given.items() if value not in (None, ())}
    if reward is None and sys.stdin.isatty():
        reward = click.prompt(sentence(WORDS, "reward_question", lang), default="", show_default=False, err=True)
    private = [PrivateWord(REWARD, day, reward)] if reward else []
    moved = open_case(store, OpenRequest(client, told, lang, private, ours), day, now)
    details = moved.stored.case.details
    if details.client.name != client:
        say(sentence(WORDS, "which_client", lang, {"client": details.client.name}))
    say_moved(moved, lang)
    duties = pack_of(details.profession).duty_list.get(lang)
    if duties:
        click.echo(duties)


@click.command()
@click.argument("case")
@format_option
@lang_option
@data_option
def show(case: str, form: str, lang: Language, data: Path | None) -> None:
    """Show where a case stands and what is due."""
    store, (day, now) = open_store(data), moment_on(None)
    stored = find_case(store, case)
    reward = next((w.text for w in store.words(stored.case.number) if w.kind == REWARD), "")
    if form == "json":
        emit_json(_shown(stored, now, lang), None)
        return
    found = stored.case
    click.echo(f"{found.number}  {found.details.client.name}  {stage_word(found.stage, lang)}")
    if found.last_day is not None:
        click.echo("  " + sentence(WORDS, "last_day", lang, {"day": found.last_day}))
    for item in due_items(found, day, lang):
        late = item.days_late(day)
        words = sentence(WORDS, f"due_{item.code}", lang, {"text": item.text}) if item.owner == "us" else item.text
        text = item.text if words == f"due {item.code.replace('_', ' ')}" else words
        click.echo(
            f"  {item.on}  {text}" + (f"  [{sentence(WORDS, 'days_late', lang, {'days': late})}]" if late else "")
        )
    if found.stage is Stage.CLOSED and reward:
        click.echo("  " + sentence(WORDS, "reward_day", lang, {"text": reward}))
    click.echo("  " + sentence(WORDS, "timeline", lang, {"length": stored.length, "head": stored.head}))
    for line in next_lines(found, lang):
        click.echo("  " + line)


def _shown(stored: StoredCase, now: datetime, lang: Language) -> dict[str, Any]:
    case, day = stored.case, now.date()
    return {
        "schema": 1,
        "number": case.number,
        "client": case.details.client.name,
        "stage": case.stage.value,
        "last_day": to_plain(case.last_day),
        "contract": to_plain(case.contract),
        "decided": to_plain(case.decided),
        "settlement": to_plain(case.settlement),
        "events": [{"step": e.step.value, "on": e.on.isoformat(), "content": to_plain(e.content)} for e in case.events],
        "due": [{**_plain(to_plain(i)), "days_late": i.days_late(day)} for i in due_items(case, day, lang)],
        "next": {"code": next_step(case, now), "text": next_lines(case, lang)[0]},
        "timeline": {"length": stored.length, "head": stored.head},
    }


def _plain(value: Any) -> dict[str, Any]:
    return dict(value)


@click.command()
@click.argument("case")
@click.option(
    "--kind",
    type=click.Choice(["service", "work", "mandate", "retainer", "package", "platform"]),
    help="service: time and effort (Dienstvertrag); work: a result (Werkvertrag); mandate: lawyer, tax adviser, "
    "doctor; retainer: a fee per period; package: hours bought ahead; platform: runs on a platform.",
)
@click.option("--title", help="What the letters call it.")
@click.option(
    "--jurisdiction",
    type=PLACE,
    help="Whose law: Germany, Austria, Switzerland, England and Wales, United States.",
)
@click.option("--started-on", type=DAY)
@click.option("--concluded-on", type=DAY)
@click.option("--number", help="The contract's own number.")
@click.option("--pay-period", type=click.Choice(["day", "week", "month", "quarter", "year", "hour", "not_by_time"]))
@click.option("--net", type=MONEY, help="Net pay per pay period, or the whole net price.")
@click.option("--currency")
@click.option(
    "--vat-mode",
    type=click.Choice(["standard", "small_business", "reverse_charge", "exempt", "not_taxable"]),
    help="small_business: Kleinunternehmer (§ 19 UStG), or below the VAT threshold.",
)
@click.option("--vat-rate", type=AMOUNT, help="Percent.")
@click.option("--notice", help='Agreed notice: "3 months", "6 weeks month_end", "30 days".')
@click.option("--notice-clause", help="The clause in its own words.")
@click.option("--form-required", type=click.Choice(["none", "text", "written_by_law", "written_by_contract"]))
@click.option("--fixed-until", type=DAY)
@click.option("--min-term-until", type=DAY)
@click.option("--initial-months", type=click.IntRange(1))
@click.option("--renewal-months", type=click.IntRange(1))
@click.option("--completion-on", type=DAY)
@click.option("--review-on", "review_dates", type=DAY, multiple=True)
@click.option(
    "--trust-service/--no-trust-service", default=None, help="Services of a higher kind in a position of trust."
)
@click.option("--main-occupation/--no-main-occupation", default=None, help="It takes up your working time mainly.")
@click.option("--employee-like/--no-employee-like", default=None)
@click.option("--agreed-term-years", type=click.IntRange(1))
@click.option("--mixed/--not-mixed", default=None, help="Parts of a work contract and of a service contract.")
@click.option("--replacement-or-refund/--no-replacement-or-refund", default=None)
@click.option("--region", help="Whose public holidays count, such as DE-NW or DE-BY+catholic.")
@on_option
@lang_option
@data_option
def contract(case: str, on: date | None, lang: Language, data: Path | None, **given: Any) -> None:
    """Record what was agreed; only what you name is changed."""
    store, (day, now) = open_store(data), moment_on(on)
    region = store.practice().region

    def moves(stored: StoredCase) -> list[Move]:
        return [Move(Step.CONTRACT, _merged(stored.case.contract, given, region), day)]

    say_moved(record(store, case, moves, now), lang)


def _merged(known: Contract | None, given: Mapping[str, Any], region: str) -> Contract:
    wanted = {k: v for k, v in given.items() if v is not None and v != () and k != "notice"}
    if given.get("notice"):
        wanted["notice"] = _notice(given["notice"])
    if known is not None:
        return replace(known, **wanted)
    missing = [name for name in ("kind", "title", "jurisdiction") if name not in wanted]
    if missing:
        raise click.UsageError("The first time name --" + ", --".join(missing) + ".")
    if region and region.startswith(str(wanted["jurisdiction"])):
        wanted.setdefault("region", region)
    return Contract(**wanted)


def _notice(text: str) -> NoticeClause:
    words = text.split()
    ends = {"month_end", "quarter_end", "half_year_end", "year_end"}
    unit = (words[1].rstrip("s") + "s") if len(words) > 1 else ""
    end = words[2] if len(words) > 2 else "any"
    if not words or not words[0].isdigit() or unit not in {"days", "weeks", "months", "business_days"}:
        raise click.UsageError('--notice needs a number and a unit, such as "3 months" or "6 weeks quarter_end".')
    if end not in {"any", *ends} or len(words) > 3:
        raise click.UsageError(f"--notice may end with one of {', '.join(sorted(ends))}.")
    return NoticeClause(int(words[0]), unit, end)  # type: ignore[arg-type]


@click.command()
@click.argument("case")
@click.option("--received-on", type=DAY, help="When the notice would arrive (default: tomorrow).")
@click.option("--last-day", type=DAY, help="A last day you would like, for the ways that both sides choose.")
@click.option("--client-can-replace", type=click.Choice(["yes", "no"]))
@click.option("--cause-known-on", type=DAY)
@click.option("--percent-done", type=AMOUNT, help="Share of the work done, to show the refund of each way.")
@click.option("--paid-gross", type=MONEY, help="What the client has paid (default: from the imported records).")
@format_option
@lang_option
@data_option
def options(
    case: str,
    received_on: date | None,
    last_day: date | None,
    client_can_replace: str | None,
    cause_known_on: date | None,
    percent_done: Decimal | None,
    paid_gross: Decimal | None,
    form: str,
    lang: Language,
    data: Path | None,
) -> None:
    """Show every way out side by side: date, rule, money, open work, and what clashes."""
    store, (day, _) = open_store(data), moment_on(None)
    plan = Plan(
        received_on=received_on or day + timedelta(days=1),
        wish=last_day,
        client_can_replace={"yes": True, "no": False}.get(client_can_replace or ""),
        cause_known_on=cause_known_on,
    )
    asked = None
    if percent_done is not None:
        asked = SettleRequest("percent", {"percent": format(percent_done, "f")}, paid_gross=paid_gross)
    stored = find_case(store, case)
    number, found = stored.case.number, options_of(store, stored, plan, asked)
    if form == "json":
        emit_json(
            {"schema": 1, "received_on": plan.received_on.isoformat(), "options": [to_plain(o) for o in found]}, None
        )
        return
    for option in found:
        for line in option_lines(option, number, lang):
            click.echo(line)
    click.echo(disclaimer(lang))


def option_lines(option: EndOption, number: str, lang: Language) -> list[str]:
    """Return one way out in words."""
    status = sentence(WORDS, f"status_{option.status}", lang, {"question": fact_words(option.question, number, lang)})
    lines = [f"{sentence(WORDS, f'route_{option.route}', lang)}: {status}"]
    if option.rule or option.key or option.statutes:
        lines.append(f"  {option.rule or option.key}  {'; '.join(option.statutes)}".rstrip())
    named = {"last_day": option.last_day, "latest_receipt": option.latest_receipt}
    lines += [f"  {sentence(WORDS, code, lang, {'day': day})}" for code, day in named.items() if day is not None]
    money = {"revenue": option.revenue_net, "refund": option.refund_gross, "due": option.due_gross}
    lines += [f"  {sentence(WORDS, code, lang, {'amount': sum_})}" for code, sum_ in money.items() if sum_]
    if option.open_work:
        lines.append("  " + sentence(WORDS, "open_work", lang, {"items": ", ".join(option.open_work)}))
    lines += [f"  {sentence(WORDS, 'clash', lang, {'text': c.text, 'day': c.due_on})}" for c in option.clashes]
    lines += [f"  {sentence(WORDS, f'reason_{code}', lang)}" for code in option.reasons]
    lines += [
        f"  {sentence(WORDS, 'ask_lawyer', lang, {'code': c, 'question': lawyer_question(c, lang)})}"
        for c in option.ask_lawyer
    ]
    return lines


@click.command()
@click.argument("case")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Folder to write (made if need be).")
@lang_option
@data_option
def export(case: str, output: Path | None, lang: Language, data: Path | None) -> None:
    """Write the case's facts, its timeline and a program that checks it; private notes stay here."""
    store, (day, _) = open_store(data), moment_on(None)
    number = find_case(store, case).case.number
    target = output or Path(f"cleanbreak-case-{number}")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in export_files(store, number, day).items():
        write_private(target / name, content)
    say(sentence(WORDS, "exported", lang, {"target": target}))
