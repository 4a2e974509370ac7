"""`case log`, `obligations`, `settle`: facts, work, dates, what is owed, and the money."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from cleanbreak.cases.contents import (
    AddedObligation,
    ClientDeadline,
    HandedOver,
    ObligationDone,
    Observed,
    OpenWork,
    Recommended,
)
from cleanbreak.cases.encoding import to_plain
from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import SettlementFacts
from cleanbreak.cases.obligations import obligations_of, open_obligations
from cleanbreak.cases.settling import Milestone, ThirdPartyCost
from cleanbreak.cases.stages import Step
from cleanbreak.cli.commands.store_options import (
    AMOUNT,
    DAY,
    MONEY,
    PRECEDING,
    WORDS,
    data_option,
    format_option,
    lang_option,
    moment_on,
    next_lines,
    on_option,
    say_moved,
)
from cleanbreak.cli.output import emit_json, say
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.rules.explanation import disclaimer, lawyer_question
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.casework import Move, find_case, record
from cleanbreak.services.ports import PrivateWord, StoredCase
from cleanbreak.services.settlement import SettleRequest
from cleanbreak.services.settlement import settle as settle_by

FIGURES = (
    "percent",
    "total",
    "delivered",
    "worked",
    "total_estimate",
    "remaining_estimate",
    "incurred",
    "excluded",
    "estimate_to_complete",
    "hours_bought",
    "hours_used",
    "overage_rate",
    "hours",
    "rate",
)


@click.command()
@click.argument("case")
@click.option("--fact", help="What happened, as others may read it.")
@click.option("--cause", is_flag=True, help="The fact is one that a for-cause ending rests on.")
@click.option("--note", help="A private note; it never leaves this machine.")
@click.option("--deadline", help="A date of the client's own that runs (with --due).")
@click.option("--work", help="A piece of work.")
@click.option("--percent", type=AMOUNT, default=Decimal(0), help="How much of it is done.")
@click.option(
    "--plan",
    type=click.Choice(["finish", "as_is", "drop"]),
    default="finish",
    show_default=True,
    help="What becomes of it: finished, left as it is, or not done.",
)
@click.option("--net", type=MONEY, help="Its net price.")
@click.option("--extra", is_flag=True, help="Work on top that nobody agreed to yet: it goes into the change order.")
@click.option("--evidence", default="", help="What shows how far it is.")
@click.option("--handover", help="Something handed over or given back.")
@click.option("--to", "to", type=click.Choice(["us", "client"]), default="client", show_default=True)
@click.option("--how", default="", help="By which way.")
@click.option("--due", type=DAY)
@click.option("--done", "done_on", type=DAY, help="When it was done.")
@click.option("--replacement", help="Somebody who may help next.")
@click.option("--contact", default="")
@click.option("--asked-on", type=DAY)
@click.option("--available-from", type=DAY)
@click.option("--fee", help='Referral fee: "none" or what it is.')
@on_option
@lang_option
@data_option
def log(case: str, on: date | None, lang: Language, data: Path | None, **given: Any) -> None:
    """Record a fact, a deadline, work, a handover, a replacement, or a private note."""
    store, (day, now) = open_store(data), moment_on(on)
    moves = _moves(day, given)
    if not moves and not given["note"]:
        raise click.UsageError("Name one of --fact, --deadline, --work, --handover, --replacement or --note.")
    private = [PrivateWord("note", day, given["note"])] if given["note"] else []
    moved = record(store, case, moves, now, private)
    if moves:
        say_moved(moved, lang)
    if private:
        click.echo(sentence(WORDS, "private_note", lang))


def _moves(day: date, given: dict[str, Any]) -> list[Move]:
    moves = []
    if given["fact"]:
        moves.append(Move(Step.FACT, Observed(day, given["fact"], given["cause"]), day))
    if given["deadline"]:
        if given["due"] is None:
            raise click.UsageError("A deadline needs its day: --due.")
        moves.append(Move(Step.DEADLINE, ClientDeadline(given["deadline"], given["due"]), day))
    if given["work"]:
        done_on = given["done_on"] or (day if given["percent"] >= 100 else None)
        work = OpenWork(
            given["work"],
            given["due"],
            given["percent"],
            evidence=given["evidence"],
            plan=given["plan"],
            done_on=done_on,
            net=given["net"],
            extra=given["extra"],
        )
        moves.append(Move(Step.WORK, work, day))
    if given["handover"]:
        item = HandedOver(given["handover"], given["to"], given["how"], given["due"], given["done_on"])
        moves.append(Move(Step.HANDOVER, item, day))
    if given["replacement"]:
        fee = "" if given["fee"] == "none" else given["fee"]
        who = Recommended(given["replacement"], given["contact"], given["asked_on"], given["available_from"], fee)
        moves.append(Move(Step.REPLACEMENT, who, day))
    return moves


@click.command()
@click.argument("case")
@click.option("--done", "done", multiple=True, help="Mark an obligation done by its code; repeat it.")
@click.option("--drop", help="Drop one by agreement (with --why).")
@click.option("--why", default="")
@click.option("--add", help="Add an obligation in words (with --code and --due or --days-after-end).")
@click.option("--code", default="")
@click.option("--owner", type=click.Choice(["us", "client"]), default="us", show_default=True)
@click.option("--due", type=DAY)
@click.option("--days-after-end", type=click.IntRange(-3650, 3650))
@click.option("--basis", default="contract", show_default=True)
@click.option("--fixed", is_flag=True, help="The law sets the date; it never moves.")
@click.option("--all", "every", is_flag=True, help="Show done ones too.")
@on_option
@format_option
@lang_option
@data_option
def obligations(
    case: str, on: date | None, form: str, lang: Language, data: Path | None, every: bool, **given: Any
) -> None:
    """Show what is still owed on both sides; mark it done, drop it or add to it."""
    store, (day, now) = open_store(data), moment_on(on)
    moves = _obligation_moves(day, given)
    if moves:
        record(store, case, lambda stored: _known(stored, moves), now)
    found = find_case(store, case).case
    listed = obligations_of(found, lang) if every else open_obligations(found, lang)
    if form == "json":
        emit_json(
            {"schema": 1, "open": len(open_obligations(found)), "obligations": [to_plain(o) for o in listed]}, None
        )
        return
    for o in listed:
        owner, basis = (_word(name, word, lang) for name, word in (("owner", o.owner), ("basis", o.basis)))
        mark = sentence(WORDS, "fixed", lang) if o.fixed else ""
        if o.done_on is not None:
            mark = sentence(WORDS, "done_on", lang, {"day": o.done_on})
        click.echo(f"{o.due_on}  {owner:6}  {o.code:24} {o.text}  [{basis}]{' ' + mark if mark else ''}")
    count = len(open_obligations(found))
    click.echo(sentence(WORDS, "open_count", lang, {"case": found.number, "count": count}))
    for line in next_lines(found, lang):
        say(line)


def _word(name: str, code: str, lang: Language) -> str:
    """Return a listed word in the user's language; a basis that the user wrote stays as it is."""
    known = f"{name}_{code}"
    words = sentence(WORDS, known, lang)
    return code if words == known.replace("_", " ") else words


def _obligation_moves(day: date, given: dict[str, Any]) -> list[Move]:
    moves = [Move(Step.DONE, ObligationDone(code, day), day) for code in given["done"]]
    if given["drop"]:
        if not given["why"]:
            raise click.UsageError("Say why it is dropped: --why TEXT.")
        moves.append(Move(Step.DONE, ObligationDone(given["drop"], day, given["why"]), day))
    if given["add"]:
        if not given["code"] or (given["due"] is None) == (given["days_after_end"] is None):
            raise click.UsageError("An obligation needs --code and one of --due and --days-after-end.")
        added = AddedObligation(
            given["code"],
            given["add"],
            given["owner"],
            given["due"],
            given["days_after_end"],
            given["basis"],
            given["fixed"],
        )
        moves.append(Move(Step.OBLIGATION, added, day))
    return moves


def _known(stored: StoredCase, moves: list[Move]) -> list[Move]:
    known = {o.code for o in obligations_of(stored.case)}
    for move in moves:
        if isinstance(move.content, ObligationDone) and move.content.code not in known:
            raise GuardError("unknown_obligation", name=move.content.code, known=", ".join(sorted(known)) or "none")
    return moves


@click.command()
@click.argument("case")
@click.option(
    "--method",
    type=click.Choice(["percent", "milestones", "units", "hours", "cost_to_cost", "time", "package", "rate"]),
    required=True,
)
@click.option("--figure", "figures", multiple=True, metavar="NAME=VALUE", help=f"One of {', '.join(FIGURES)}.")
@click.option("--start", type=DAY, help="First day of the paid period (method time).")
@click.option("--end", type=DAY, help="Last day of the paid period (method time).")
@click.option("--day-count", type=click.Choice(["actual/actual", "30/360"]), default="actual/actual", show_default=True)
@click.option("--milestone", "milestones", multiple=True, metavar="WEIGHT:DONE:TITLE", help="In percent; repeat it.")
@click.option("--third-party", multiple=True, metavar="NET[:included][:lost]", help="Bound costs of others; repeat it.")
@click.option("--price", type=MONEY, help="Agreed net price (default: the contract's).")
@click.option("--paid-gross", type=MONEY, help="What was paid (default: from the imported records).")
@click.option("--preceding", type=PRECEDING, multiple=True, help="An invoice whose money was paid; repeat it.")
@click.option("--no-interest", type=MONEY, default=Decimal(0), help="Net value of work of no interest to the client.")
@click.option("--deposit", type=MONEY)
@click.option("--deposit-offset", is_flag=True, help="The deposit may be set off.")
@click.option("--undone-percent", type=AMOUNT, help="Pay for undone work in percent (BGB § 648 S. 3).")
@click.option("--range", "disputed", type=(AMOUNT, AMOUNT), help="Lowest and highest share in dispute, in percent.")
@click.option("--since", type=DAY, help="Count imported records from this day on.")
@click.option("--last-day", type=DAY)
@on_option
@format_option
@lang_option
@data_option
def settle(case: str, on: date | None, form: str, lang: Language, data: Path | None, **given: Any) -> None:
    """Settle: what was done, what it earned, what goes back or stays due."""
    store, (day, now) = open_store(data), moment_on(on)
    figures = _figures(given)
    disputed = given["disputed"] or (None, None)
    asked = SettleRequest(
        method=given["method"],
        figures=figures,
        price_net=given["price"],
        paid_gross=given["paid_gross"],
        milestones=tuple(_milestone(text) for text in given["milestones"]),
        third_party=tuple(_third_party(text) for text in given["third_party"]),
        no_interest_net=given["no_interest"],
        deposit_gross=given["deposit"],
        deposit_offset=given["deposit_offset"],
        compensation_percent=given["undone_percent"],
        low_percent=disputed[0],
        high_percent=disputed[1],
        since=given["since"],
        last_day=given["last_day"],
        preceding=given["preceding"],
    )
    moved = record(store, case, lambda stored: settle_by(store, stored, asked, day), now)
    facts = moved.stored.case.settlement
    if facts is None:
        return
    if form == "json":
        emit_json({"schema": 1, "settlement": to_plain(facts), "disclaimer": disclaimer(lang)}, None)
        return
    say_moved(moved, lang, lines=[*_settled(facts, lang), disclaimer(lang)])


def _figures(given: dict[str, Any]) -> dict[str, object]:
    figures: dict[str, object] = {}
    for text in given["figures"]:
        name, _, value = text.partition("=")
        if name not in FIGURES:
            raise click.UsageError(f"--figure {name} is not one of {', '.join(FIGURES)}.")
        figures[name] = format(AMOUNT.convert(value, None, None), "f")
    for name in ("start", "end"):
        if given[name] is not None:
            figures[name] = given[name].isoformat()
    if given["method"] == "time":
        figures["day_count"] = given["day_count"]
    return figures


def _milestone(text: str) -> Milestone:
    weight, _, rest = text.partition(":")
    done, _, title = rest.partition(":")
    return Milestone(title, AMOUNT.convert(weight, None, None), AMOUNT.convert(done, None, None))


def _third_party(text: str) -> ThirdPartyCost:
    net, *marks = text.split(":")
    return ThirdPartyCost(AMOUNT.convert(net, None, None), "included" in marks, "lost" not in marks)


def _settled(facts: SettlementFacts, lang: Language) -> list[str]:
    share = f"{facts.percent} %" if facts.percent is not None else facts.method
    sums = {
        "share": share,
        "net": facts.earned_net,
        "vat": facts.earned_vat,
        "gross": facts.earned_gross,
        "paid": facts.paid_gross,
        "currency": facts.currency,
    }
    lines = ["  " + sentence(WORDS, "sums", lang, sums)]
    if facts.refund_gross:
        lines.append("  " + sentence(WORDS, "refund", lang, {"amount": facts.refund_gross}))
    if facts.due_gross:
        lines.append("  " + sentence(WORDS, "due", lang, {"amount": facts.due_gross}))
    if facts.low is not None and facts.high is not None:
        params = {name: getattr(facts, name) for name in ("low", "high", "low_percent", "high_percent")}
        lines.append("  " + sentence(WORDS, "refund_range", lang, params))
    if facts.deposit_return is not None:
        back = {"back": facts.deposit_return, "due": facts.due_after_deposit}
        lines.append("  " + sentence(WORDS, "deposit", lang, back))
    lines += [f"  {text}" for text in facts.evidence]
    lines.append(f"  {facts.rule}  {'; '.join(facts.statutes)}")
    lines += [
        "  " + sentence(WORDS, "ask_lawyer", lang, {"code": c, "question": lawyer_question(c, lang)})
        for c in facts.lawyer_codes
    ]
    return lines
