"""From the ways out to a decision, and from a proved receipt to the day it really ends."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from cleanbreak.cases.case import Case
from cleanbreak.cases.contents import Answer, CauseException, Decided, Proof, Received
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.errors import CaseError, GuardError
from cleanbreak.cases.facts import DatedFact, Route
from cleanbreak.cases.options import EndOption, Plan, cause_latest_receipt, end_on_receipt, end_options
from cleanbreak.cases.stages import Step
from cleanbreak.rules import explain
from cleanbreak.services.casework import Move
from cleanbreak.services.ports import Store, StoredCase
from cleanbreak.services.settlement import SettleRequest, settlement_input

PAUSE_HOURS = 48


class OptionMissingError(CaseError):
    """The way out that was chosen is not among the options."""

    code = "option_missing"
    message = "There is no option {route} {rule}. `cleanbreak case options CASE` lists them: {known}."


class QuestionOpenError(CaseError):
    """A fact is missing without which no date can be computed."""

    code = "question_open"
    message = (
        "The option {route} needs the fact {question} first: `cleanbreak case contract` or `case decide` takes it."
    )


@dataclass(frozen=True, slots=True)
class DecideRequest:
    """What the user decides. `rule` chooses among several ordinary rules; `last_day` where it may be chosen."""

    route: Route
    decided_at: datetime
    received_on: date
    rule: str = ""
    last_day: date | None = None
    protected_ground: Answer | None = None
    protected_advice: str = ""
    client_can_replace: Answer | None = None
    bad_timing_reason: str = ""
    cause_known_on: date | None = None
    warning_exception: CauseException | None = None
    exception_text: str = ""
    takeover: str = ""
    pause_hours: int = PAUSE_HOURS


def options_of(
    store: Store, stored: StoredCase, plan: Plan, settle: SettleRequest | None = None
) -> tuple[EndOption, ...]:
    """Return the ways out of a case, with refund or payment where the method of settlement is known.

    Raises:
        GuardError: no contract is recorded.
    """
    contract = _contract(stored.case)
    if settle is not None:
        plan = replace(plan, settlement=settlement_input(store, stored, contract, settle))
    return end_options(stored.case, plan)


def decide(stored: StoredCase, asked: DecideRequest) -> list[Move]:
    """Return the decision as a step, its dates computed by the rule that was chosen.

    Raises:
        GuardError, OptionMissingError, QuestionOpenError: the way out is not open, or a fact is missing.
    """
    case = stored.case
    contract = _contract(case)
    plan = Plan(
        received_on=asked.received_on,
        wish=asked.last_day,
        client_can_replace={"yes": True, "no": False}.get(asked.client_can_replace or ""),
        important_reason=bool(asked.bad_timing_reason.strip()),
        cause_known_on=asked.cause_known_on,
    )
    option = _chosen(end_options(case, plan), asked)
    if option.status == "question" and asked.route != "cause":
        raise QuestionOpenError(route=option.route, question=option.question)
    on = asked.decided_at.date()
    return [Move(Step.DECIDE, _decided(case, contract, option, asked), on)]


def _decided(case: Case, contract: Contract, option: EndOption, asked: DecideRequest) -> Decided:
    last_day, latest = option.last_day, option.latest_receipt
    if option.route == "ordinary" and asked.last_day is not None and last_day is not None:
        last_day = max(last_day, asked.last_day)
    if option.route == "completion" and last_day is None:
        last_day = asked.last_day
    if option.route == "cause" and asked.cause_known_on is not None:
        latest = cause_latest_receipt(contract, asked.cause_known_on)
        last_day = asked.received_on
    return Decided(
        route=option.route,
        decided_at=asked.decided_at,
        last_day=last_day,
        latest_receipt=latest,
        rule=option.rule,
        statutes=option.statutes,
        protected_ground=asked.protected_ground,
        protected_advice=asked.protected_advice,
        client_can_replace=asked.client_can_replace,
        bad_timing_reason=asked.bad_timing_reason,
        cause_known_on=asked.cause_known_on,
        cause_facts=tuple(DatedFact(f.on, f.text) for f in case.observed if f.cause),
        warning_exception=asked.warning_exception,
        warning_exception_text=asked.exception_text,
        takeover=asked.takeover,
        pause_hours=asked.pause_hours,
        rule_key=option.key,
        ask_lawyer=option.ask_lawyer,
    )


def _chosen(options: tuple[EndOption, ...], asked: DecideRequest) -> EndOption:
    fitting = [o for o in options if o.route == asked.route]
    if asked.rule:
        fitting = [o for o in fitting if asked.rule in {o.rule, o.key}]
    if not fitting:
        known = ", ".join(f"{o.route} {o.rule or o.key}".strip() for o in options)
        raise OptionMissingError(route=asked.route, rule=asked.rule, known=known)
    return next((o for o in fitting if o.status == "date"), fitting[0])


def receipt(stored: StoredCase, received_on: date, proof: Proof, proof_text: str, on: date) -> list[Move]:
    """Return the receipt of the notice as a step; the last day is computed again from this day."""
    case, decided = stored.case, stored.case.decided
    last_day = decided.last_day if decided is not None else None
    rule = decided.rule if decided is not None else ""
    statutes = decided.statutes if decided is not None else ()
    if decided is not None and decided.route == "cause":
        last_day = received_on
    elif decided is not None and decided.route == "ordinary":
        replaceable = {"yes": True, "no": False}.get(decided.client_can_replace or "")
        plan = Plan(received_on, client_can_replace=replaceable, important_reason=bool(decided.bad_timing_reason))
        option = end_on_receipt(_contract(case), decided.rule_key, received_on, plan)
        if option is not None and option.last_day is not None:
            last_day = option.last_day if last_day is None else max(last_day, option.last_day)
            rule, statutes = option.rule, option.statutes
    return [Move(Step.RECEIPT, Received(received_on, proof, proof_text, last_day, rule, statutes), on)]


def disclaimer_of(rule: str, language: str) -> str:
    """Return what must stand beside a date by a rule; empty without a rule."""
    return explain(rule, language).disclaimer if rule else ""


def _contract(case: Case) -> Contract:
    if case.contract is None:
        raise GuardError("contract_missing")
    return case.contract
