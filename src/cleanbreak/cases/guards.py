"""What must come first: guards per step, each refusing with a code and a sentence that says what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from cleanbreak.cases.calendars import holidays_of
from cleanbreak.cases.case import Case
from cleanbreak.cases.contents import Confirmed, Content, Decided, Details, Received, Told
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.packs import pack_of
from cleanbreak.cases.stages import BEFORE_NOTICE, Stage, Step
from cleanbreak.rules import answer
from cleanbreak.rules.amounts import DECIMALS

K = TypeVar("K")
AT_ONCE = timedelta(days=3)
LAST_MINUTE = time(23, 59)
NEEDS_DATE = frozenset({"ordinary", "cause"})
FOR_THE_MONEY = frozenset({"net", "currency", "vat_mode", "vat_rate", "number", "region"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a guard may look at: the case before the step, what is to be recorded, and the moment it is asked."""

    case: Case
    content: Content
    on: date
    now: datetime
    open_obligations: tuple[str, ...] = ()


Guard = Callable[[Asked], None]


def check(step: Step, asked: Asked) -> None:
    """Let a step pass or say what is missing.

    Raises:
        GuardError: something must come first; its `code` says what.
    """
    for guard in GUARDS.get(step, ()):
        guard(asked)
    if asked.on > asked.now.date():
        raise GuardError("in_future", on=asked.on)


def pause_over(decided: Decided) -> datetime:
    """Return when the pause after a decision is over: never later than the morning of the last day of receipt."""
    over = decided.decided_at + timedelta(hours=decided.pause_hours)
    if decided.latest_receipt is None:
        return over
    return min(over, datetime.combine(decided.latest_receipt, time()))


def _contract_known(asked: Asked) -> None:
    if asked.case.contract is None:
        raise GuardError("contract_missing")


def _contract_usable(asked: Asked) -> None:
    contract = _as(asked.content, Contract)
    if contract.currency not in DECIMALS:
        raise GuardError("unknown_currency", currency=contract.currency)
    holidays_of(contract.region, (asked.now.year,))


def _notice_untouched(asked: Asked) -> None:
    """After the notice only what the money needs may still be completed: the end was computed from the rest."""
    known, wanted = asked.case.contract, _as(asked.content, Contract)
    if known is None or asked.case.stage in BEFORE_NOTICE:
        return
    changed = {f.name for f in fields(Contract) if getattr(known, f.name) != getattr(wanted, f.name)}
    if changed - FOR_THE_MONEY:
        raise GuardError("contract_settled_the_end", fields=", ".join(sorted(changed - FOR_THE_MONEY)))


def _client_named(asked: Asked) -> None:
    if not _as(asked.content, Details).client.name.strip():
        raise GuardError("client_unnamed")


def _questions_answered(asked: Asked) -> None:
    decided = _as(asked.content, Decided)
    if decided.protected_ground is None:
        raise GuardError("protected_ground_unanswered")
    if decided.protected_ground == "yes" and not decided.protected_advice.strip():
        raise GuardError("protected_ground")
    if decided.client_can_replace is None:
        raise GuardError("bad_timing_unanswered")
    if decided.client_can_replace == "no" and not decided.bad_timing_reason.strip():
        raise GuardError("bad_timing")


def _date_supported(asked: Asked) -> None:
    decided = _as(asked.content, Decided)
    contract = asked.case.contract
    if contract is not None and contract.kind == "platform" and decided.route in NEEDS_DATE:
        raise GuardError("platform_rules")
    if decided.last_day is None and decided.rule == "BGB-648-by-contractor":
        raise GuardError("work_contract")
    if decided.last_day is None and decided.route in NEEDS_DATE:
        raise GuardError("no_date", codes=", ".join(decided.ask_lawyer) or "NO_RULE")
    if decided.last_day is None:
        raise GuardError("date_needed")


def _cause_supported(asked: Asked) -> None:
    decided = _as(asked.content, Decided)
    if decided.route != "cause":
        return
    if not decided.cause_facts or decided.cause_known_on is None:
        raise GuardError("cause_missing")
    if decided.warning_exception is not None:
        if not decided.warning_exception_text.strip():
            raise GuardError("exception_unexplained")
    elif asked.case.warned is None:
        raise GuardError("warning_missing")
    elif asked.case.warned.until >= asked.on:
        raise GuardError("warning_running", until=asked.case.warned.until)
    if decided.latest_receipt is not None and decided.latest_receipt < asked.on:
        raise GuardError("cause_too_late", latest=decided.latest_receipt)


def _taken_over(asked: Asked) -> None:
    decided = _as(asked.content, Decided)
    at_once = decided.last_day is not None and decided.last_day <= asked.on + AT_ONCE
    if at_once and pack_of(asked.case.details.profession).needs_takeover and not decided.takeover.strip():
        raise GuardError("takeover_unconfirmed")


def _pause_kept(asked: Asked) -> None:
    decided = asked.case.decided
    if decided is None or asked.case.stage is not Stage.PREPARED:
        return
    over, moment = pause_over(decided), _moment(asked)
    if moment < over:
        raise GuardError("pause_running", until=over.isoformat(" ", "minutes"))


def _call_first(asked: Asked) -> None:
    confirmed = _as(asked.content, Confirmed)
    if asked.case.stage is not Stage.PREPARED:
        return
    if confirmed.without_call is None or not confirmed.without_call_text.strip():
        raise GuardError("call_first")


def _form_met(asked: Asked) -> None:
    confirmed, contract = _as(asked.content, Confirmed), asked.case.contract
    if contract is None or contract.form_required == "none":
        return
    inputs = {"required_form": contract.form_required, "channel": confirmed.channel}
    found = answer({"op": "form_check", "jurisdiction": contract.jurisdiction, "inputs": inputs})["answer"]
    if isinstance(found, Mapping) and found.get("form_ok") is False:
        raise GuardError("form_not_met", form=contract.form_required, channel=confirmed.channel)


def _receipt_proved(asked: Asked) -> None:
    received, confirmed = _as(asked.content, Received), asked.case.confirmed
    if not received.proof_text.strip():
        raise GuardError("proof_missing")
    if confirmed is not None and received.received_on < confirmed.sent_on:
        raise GuardError("received_before_sent", sent=confirmed.sent_on)


def _nothing_owed(asked: Asked) -> None:
    case = asked.case
    if case.confirmed is None or case.received is None:
        raise GuardError("notice_missing")
    if case.last_day is None or case.last_day >= asked.on:
        raise GuardError("last_day_ahead", last_day=case.last_day or "not known")
    if asked.open_obligations:
        shown = ", ".join(asked.open_obligations[:6]) + (" …" if len(asked.open_obligations) > 6 else "")
        raise GuardError("obligations_open", count=len(asked.open_obligations), items=shown)


def _moment(asked: Asked) -> datetime:
    if isinstance(asked.content, Told):
        return asked.content.held_at
    return asked.now if asked.on == asked.now.date() else datetime.combine(asked.on, LAST_MINUTE)


def _as(content: Content, kind: type[K]) -> K:
    if not isinstance(content, kind):
        raise TypeError(f"{kind.__name__} expected")
    return content


GUARDS: Mapping[Step, tuple[Guard, ...]] = {
    Step.OPEN: (_client_named,),
    Step.DETAILS: (_client_named,),
    Step.CONTRACT: (_contract_usable, _notice_untouched),
    Step.DECIDE: (_contract_known, _questions_answered, _cause_supported, _date_supported, _taken_over),
    Step.TELL: (_pause_kept,),
    Step.CONFIRM: (_call_first, _pause_kept, _form_met),
    Step.RECEIPT: (_receipt_proved,),
    Step.CLOSE: (_nothing_owed,),
}
