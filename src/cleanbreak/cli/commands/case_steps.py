"""`case warn`, `reprice`, `decide`, `prepare`, `call`, `confirm`, `withdraw`, `close`: the steps, in their order."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from cleanbreak.cases.contents import (
    Closed,
    Confirmed,
    Content,
    GivenUp,
    PlannedCall,
    Prepared,
    Reaction,
    Repriced,
    Told,
    Warned,
)
from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import DatedFact
from cleanbreak.cases.guards import pause_over
from cleanbreak.cases.replacements import require_offerable
from cleanbreak.cases.stages import Stage, Step
from cleanbreak.cli.commands.store_options import (
    DAY,
    MOMENT,
    MONEY,
    WORDS,
    data_option,
    lang_option,
    moment_on,
    on_option,
    say_moved,
)
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.rules.explanation import disclaimer
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.casework import Move, record
from cleanbreak.services.deciding import PAUSE_HOURS, DecideRequest, receipt
from cleanbreak.services.deciding import decide as decide_by
from cleanbreak.services.ports import StoredCase

RESULT = click.Choice(["kept", "not-kept"])
YES_NO = click.Choice(["yes", "no"])


def _reaction(result: str, on: date, text: str) -> Move:
    return Move(Step.KEPT if result == "kept" else Step.NOT_KEPT, Reaction(on, text), on)


@click.command()
@click.argument("case")
@click.option("--wish", help="The change you ask for.")
@click.option("--until", type=DAY, help="By when.")
@click.option("--consequence", default="", help="What follows if nothing changes.")
@click.option("--fact", "facts", multiple=True, help='A dated fact, "2026-10-02 invoice 17 unpaid"; repeat it.')
@click.option("--channel", default="email", show_default=True)
@click.option("--result", type=RESULT, help="After the day: was it kept?")
@click.option("--note", default="", help="How it went, in words others may read.")
@on_option
@lang_option
@data_option
def warn(
    case: str,
    wish: str | None,
    until: date | None,
    consequence: str,
    facts: tuple[str, ...],
    channel: str,
    result: str | None,
    note: str,
    on: date | None,
    lang: Language,
    data: Path | None,
) -> None:
    """Record a warning that went out (facts, wish, date), or later whether it was kept."""
    store, (day, now) = open_store(data), moment_on(on)
    if result is not None:
        say_moved(record(store, case, [_reaction(result, day, note)], now), lang)
        return
    if not wish or until is None:
        raise click.UsageError("A warning needs --wish and --until (and facts: --fact).")

    def moves(stored: StoredCase) -> list[Move]:
        told = tuple(_dated(text) for text in facts) or tuple(DatedFact(f.on, f.text) for f in stored.case.observed)
        if not told:
            raise click.UsageError('A warning names facts: --fact "2026-10-02 what happened".')
        return [Move(Step.WARN, Warned(day, told, wish, until, consequence, channel), day)]

    say_moved(record(store, case, moves, now), lang)


def _dated(text: str) -> DatedFact:
    on, _, words = text.partition(" ")
    try:
        return DatedFact(date.fromisoformat(on), words.strip())
    except ValueError:
        raise click.UsageError(f'A fact begins with its day: "2026-10-02 {text}".') from None


@click.command()
@click.argument("case")
@click.option("--old", type=MONEY)
@click.option("--new", type=MONEY)
@click.option("--unit", default="hour", show_default=True)
@click.option("--valid-from", type=DAY)
@click.option("--answer-by", type=DAY)
@click.option("--result", type=RESULT, help="After the day: was the new price accepted?")
@click.option("--note", default="")
@on_option
@lang_option
@data_option
def reprice(
    case: str,
    old: Decimal | None,
    new: Decimal | None,
    unit: str,
    valid_from: date | None,
    answer_by: date | None,
    result: str | None,
    note: str,
    on: date | None,
    lang: Language,
    data: Path | None,
) -> None:
    """Record a new price that was announced, or later whether it was accepted."""
    store, (day, now) = open_store(data), moment_on(on)
    if result is not None:
        say_moved(record(store, case, [_reaction(result, day, note)], now), lang)
        return
    if old is None or new is None or valid_from is None:
        raise click.UsageError("A new price needs --old, --new and --valid-from.")
    content = Repriced(day, old, new, unit, valid_from, answer_by or valid_from)
    say_moved(record(store, case, [Move(Step.REPRICE, content, day)], now), lang)


@click.command()
@click.argument("case")
@click.option(
    "--route",
    type=click.Choice(["ordinary", "agreement", "cause", "completion", "partial", "cannot_perform"]),
    required=True,
)
@click.option("--rule", default="", help="Which rule, where several fit (see case options).")
@click.option("--received-on", type=DAY, help="When the notice is to arrive (default: after the pause).")
@click.option("--last-day", type=DAY)
@click.option("--protected-ground", type=YES_NO, help="Has it to do with a protected ground or a complaint?")
@click.option("--protected-advice", default="", help="Who advised what and when.")
@click.option("--client-can-replace", type=YES_NO, help="Can the client get the service elsewhere in time?")
@click.option("--bad-timing-reason", default="", help="Why it must be now all the same.")
@click.option("--cause-known-on", type=DAY)
@click.option(
    "--warning-exception",
    type=click.Choice(["refused_finally", "fixed_date_missed", "special_circumstances", "safety"]),
)
@click.option("--exception-text", default="")
@click.option("--takeover", default="", help="Who takes over, where a profession asks for it.")
@click.option("--pause-hours", type=click.IntRange(0, 24 * 30), default=PAUSE_HOURS, show_default=True)
@on_option
@lang_option
@data_option
def decide(case: str, on: date | None, lang: Language, data: Path | None, **given: Any) -> None:
    """Decide for one way out; a pause follows before anything goes out."""
    store, (day, now) = open_store(data), moment_on(on)
    decided_at = now if day == now.date() else datetime.combine(day, datetime.min.time())
    arrives = given.pop("received_on") or (decided_at + timedelta(hours=given["pause_hours"])).date()
    asked = DecideRequest(decided_at=decided_at, received_on=arrives, **given)
    moved = record(store, case, lambda stored: decide_by(stored, asked), now)
    decided = moved.stored.case.decided
    lines = []
    if decided is not None:
        if decided.last_day is not None:
            lines.append(sentence(WORDS, "last_day", lang, {"day": decided.last_day}))
        if decided.latest_receipt is not None:
            lines.append(sentence(WORDS, "latest_receipt", lang, {"day": decided.latest_receipt}))
        over = pause_over(decided).isoformat(" ", "minutes")
        lines.append(sentence(WORDS, "pause_until", lang, {"moment": over}))
    say_moved(moved, lang, "; ".join(lines), [disclaimer(lang)])


@click.command()
@click.argument("case")
@click.option("--reason-level", type=click.Choice(["none", "neutral", "cause"]), default="none", show_default=True)
@click.option("--reason", default="", help="One neutral line.")
@click.option("--replacements", type=click.Choice(["named", "directory", "none"]), default="none", show_default=True)
@click.option("--directory", default="", help="Where the client can look.")
@click.option("--thanks-for", default="")
@click.option("--contact-after", default="", help="How the client may reach you afterwards.")
@on_option
@lang_option
@data_option
def prepare(
    case: str,
    reason_level: Any,
    reason: str,
    replacements: Any,
    directory: str,
    thanks_for: str,
    contact_after: str,
    on: date | None,
    lang: Language,
    data: Path | None,
) -> None:
    """Prepare the call: how much reason, which help, what thanks."""
    store, (day, now) = open_store(data), moment_on(on)

    def moves(stored: StoredCase) -> list[Move]:
        if replacements == "named":
            require_offerable(stored.case.replacements, day)
        content = Prepared(reason_level, reason, replacements, directory, thanks_for, contact_after)
        return [Move(Step.PREPARE, content, day)]

    moved = record(store, case, moves, now)
    decided = moved.stored.case.decided
    over = pause_over(decided).isoformat(" ", "minutes") if decided is not None else ""
    say_moved(moved, lang, sentence(WORDS, "pause_until", lang, {"moment": over}))


@click.command()
@click.argument("case")
@click.option("--plan", "planned_at", type=MOMENT, help='When you will call: "2026-11-26 10:00".')
@click.option("--held-at", type=MOMENT, help="When you called.")
@click.option("--with", "with_whom", default="", help="Whom you spoke to.")
@click.option("--outcome", default="", help="What you both noted; the confirmation repeats it.")
@lang_option
@data_option
def call(
    case: str,
    planned_at: datetime | None,
    held_at: datetime | None,
    with_whom: str,
    outcome: str,
    lang: Language,
    data: Path | None,
) -> None:
    """Plan the call, or record that it was held."""
    store, (day, now) = open_store(data), moment_on(None)
    moves: list[Move] = []
    if planned_at is not None:
        moves.append(Move(Step.PLAN_CALL, PlannedCall(planned_at, with_whom), day))
    if held_at is not None:
        if not with_whom:
            raise click.UsageError("Say whom you spoke to: --with NAME.")
        moves.append(Move(Step.TELL, Told(held_at, with_whom, outcome), held_at.date()))
    if not moves:
        raise click.UsageError("Name --plan or --held-at.")
    say_moved(record(store, case, moves, now), lang)


@click.command()
@click.argument("case")
@click.option(
    "--channel",
    type=click.Choice(["email", "fax", "signed_letter", "qualified_e_signature"]),
    help="How the notice went out.",
)
@click.option("--to", "recipient", default="", help="Address it went to (default: the client's).")
@click.option("--sent-on", type=DAY, help="When it was sent (default: today).")
@click.option("--without-call", type=click.Choice(["safety", "unreachable", "law"]), help="Why nobody called first.")
@click.option("--why", default="", help="The reason in words.")
@click.option("--received-on", type=DAY, help="When it provably arrived.")
@click.option(
    "--proof",
    type=click.Choice(["reply", "signed_copy", "registered_receipt", "courier", "witness", "server_log"]),
)
@click.option("--proof-text", default="", help="What exactly proves it.")
@lang_option
@data_option
def confirm(
    case: str,
    channel: Any,
    recipient: str,
    sent_on: date | None,
    without_call: Any,
    why: str,
    received_on: date | None,
    proof: Any,
    proof_text: str,
    lang: Language,
    data: Path | None,
) -> None:
    """Record the written notice, and its receipt with the proof; the end is computed from the receipt."""
    store, (day, now) = open_store(data), moment_on(sent_on)
    if channel is None and received_on is None:
        raise click.UsageError("Name --channel for the notice, or --received-on and --proof for its receipt.")
    if received_on is not None and proof is None:
        raise click.UsageError("Receipt needs its proof: --proof and --proof-text.")

    def moves(stored: StoredCase) -> list[Move]:
        client = stored.case.details.client
        sent = Confirmed(day, channel, recipient or client.email or client.name, without_call, why)
        found = [Move(Step.CONFIRM, sent, day)] if channel is not None else []
        if received_on is not None:
            found += receipt(stored, received_on, proof, proof_text, received_on)
        return found

    moved = record(store, case, moves, now)
    last_day = moved.stored.case.last_day
    more = sentence(WORDS, "last_day", lang, {"day": last_day}) if last_day is not None else ""
    say_moved(moved, lang, more)


@click.command()
@click.argument("case")
@click.option("--reconciled", is_flag=True, help="Both sides go on together.")
@click.option("--why", default="")
@on_option
@lang_option
@data_option
def withdraw(case: str, reconciled: bool, why: str, on: date | None, lang: Language, data: Path | None) -> None:
    """Call the end off: alone before the client knows, together with them afterwards."""
    store, (day, now) = open_store(data), moment_on(on)

    def moves(stored: StoredCase) -> list[Move]:
        if not reconciled and stored.case.stage in {Stage.TOLD, Stage.CONFIRMED, Stage.CLOSING}:
            raise GuardError("notice_already_given")
        return [Move(Step.RECONCILE if reconciled else Step.WITHDRAW, GivenUp(day, why), day)]

    say_moved(record(store, case, moves, now), lang)


@click.command()
@click.argument("case")
@on_option
@lang_option
@data_option
def close(case: str, on: date | None, lang: Language, data: Path | None) -> None:
    """Close the case: notice proved, last day over, nothing owed."""
    store, (day, now) = open_store(data), moment_on(on)
    content: Content = Closed(day)
    moved = record(store, case, [Move(Step.CLOSE, content, day)], now)
    reward = next((w.text for w in store.words(moved.stored.case.number) if w.kind == "reward"), "")
    say_moved(moved, lang, sentence(WORDS, "reward_day", lang, {"text": reward}) if reward else "")
