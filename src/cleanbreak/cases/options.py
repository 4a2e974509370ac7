"""Every way out side by side: when it ends, by which rule, what it earns and gives back, what it leaves open.

Where the law gives no date there is none: the option says `refused` or `ask_lawyer` and why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, cast

from cleanbreak.cases.calendars import holidays_of, local_question
from cleanbreak.cases.case import Case
from cleanbreak.cases.contents import ClientDeadline
from cleanbreak.cases.contract import Contract, RuleChoice, ordinary_rules
from cleanbreak.cases.facts import Route
from cleanbreak.cases.revenue import revenue_until
from cleanbreak.cases.routes import statutes_of
from cleanbreak.cases.settling import SettlementInput, UnsettledError, settle_case
from cleanbreak.rules import answer

Status = Literal["date", "choose_date", "refused", "ask_lawyer", "question"]
TOO_LITTLE_TIME = timedelta(days=30)
CAUSE_WEEKS = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked: when the notice would arrive, and the answers that some rules need.

    `wish` is a last day the user would like for the ways out that both sides choose freely.
    """

    received_on: date
    wish: date | None = None
    client_can_replace: bool | None = None
    important_reason: bool = False
    cause_known_on: date | None = None
    settlement: SettlementInput | None = None


@dataclass(frozen=True, slots=True)
class EndOption:
    """One way out. `reasons` are codes that say why there is no date, or what it still needs."""

    route: Route
    status: Status
    key: str = ""
    rule: str = ""
    statutes: tuple[str, ...] = ()
    last_day: date | None = None
    latest_receipt: date | None = None
    revenue_net: Decimal | None = None
    refund_gross: Decimal | None = None
    due_gross: Decimal | None = None
    open_work: tuple[str, ...] = ()
    clashes: tuple[ClientDeadline, ...] = ()
    untimely: bool = False
    reasons: tuple[str, ...] = ()
    ask_lawyer: tuple[str, ...] = ()
    question: str = ""
    in_force_since: str = ""


def end_options(case: Case, plan: Plan) -> tuple[EndOption, ...]:
    """Return every way out of a case; without a contract there is none."""
    contract = case.contract
    if contract is None:
        return ()
    found = [*ordinary_options(contract, plan)]
    found += [way(case, contract, plan, found) for way in WAYS]
    return tuple(_with_consequences(option, case, contract, plan) for option in found)


def ordinary_options(contract: Contract, plan: Plan) -> tuple[EndOption, ...]:
    """Return ordinary notice by every rule that could fit."""
    if contract.kind == "platform":
        return (EndOption("ordinary", "refused", key="platform", reasons=("platform_rules",)),)
    return tuple(_by_rule(contract, choice, plan) for choice in ordinary_rules(contract, plan.received_on))


def _by_rule(contract: Contract, choice: RuleChoice, plan: Plan) -> EndOption:
    if choice.question:
        return EndOption("ordinary", "question", key=choice.key, question=choice.question, ask_lawyer=choice.codes)
    inputs = _inputs(contract, choice, plan)
    found = answer({"op": choice.operation, "jurisdiction": contract.jurisdiction, "inputs": inputs})
    values = cast(Mapping[str, object], found["answer"])
    codes = tuple(dict.fromkeys((*cast(list[str], found["ask_lawyer"]), *choice.codes)))
    option = EndOption(
        "ordinary",
        "date",
        key=choice.key,
        rule=str(found["rule"] or ""),
        statutes=tuple(cast(list[str], found["statutes"])),
        last_day=_day(values.get("last_service_day")),
        untimely=values.get("untimely") is True,
        ask_lawyer=codes,
        in_force_since=str(found["in_force_since"] or ""),
    )
    if found["question"]:
        return replace(option, status="question", question=str(found["question_about"]))
    if values.get("ordinary_termination_possible") is False:
        reason = "work_contract" if choice.key == "BGB-648-by-contractor" else "fixed_term"
        return replace(option, status="refused", reasons=(reason,), last_day=None)
    if option.last_day is None:
        return replace(option, status="ask_lawyer", reasons=("no_number_in_law",))
    local = local_question(contract.region)
    latest = _latest(contract, choice, plan, option.last_day)
    return replace(option, reasons=(local,) if local and _counts_holidays(choice) else (), latest_receipt=latest)


def _inputs(contract: Contract, choice: RuleChoice, plan: Plan) -> dict[str, object]:
    received = plan.received_on
    days = holidays_of(contract.region, range(received.year - 1, received.year + 2))
    inputs: dict[str, object] = {
        "received_on": received.isoformat(),
        "rule": dict(choice.rule or {}),
        "holidays": sorted(day.isoformat() for day in days),
    }
    if choice.key in {"BGB-627", "OR-404"}:
        if plan.client_can_replace is not None:
            inputs["client_can_replace"] = plan.client_can_replace
        inputs["important_reason"] = plan.important_reason
    if choice.operation == "renewal_end" and contract.notice is not None and contract.started_on is not None:
        inputs |= {
            "contract_start": contract.started_on.isoformat(),
            "initial_months": contract.initial_months,
            "renewal_months": contract.renewal_months,
            "notice": {"length": contract.notice.length, "unit": contract.notice.unit},
        }
    return inputs


def _latest(contract: Contract, choice: RuleChoice, plan: Plan, last_day: date) -> date | None:
    if choice.operation == "renewal_end":
        return _latest_before_renewal(contract, choice, plan, last_day)
    inputs = {**_inputs(contract, choice, plan), "target_last_day": last_day.isoformat()}
    found = answer({"op": "latest_receipt", "jurisdiction": contract.jurisdiction, "inputs": inputs})
    return _day(cast(Mapping[str, object], found["answer"]).get("latest_receipt"))


def _latest_before_renewal(contract: Contract, choice: RuleChoice, plan: Plan, last_day: date) -> date | None:
    day, found = plan.received_on, None
    while day <= last_day:
        inputs = _inputs(contract, choice, replace(plan, received_on=day))
        reply = answer({"op": "renewal_end", "jurisdiction": contract.jurisdiction, "inputs": inputs})
        if _day(cast(Mapping[str, object], reply["answer"]).get("last_service_day")) != last_day:
            return found
        day, found = day + timedelta(days=1), day
    return found


def _counts_holidays(choice: RuleChoice) -> bool:
    rule = choice.rule or {}
    return rule.get("id") == "BGB-621-2" or rule.get("unit") == "business_days"


# -- the other ways out ----------------------------------------------------------------------------------------------


def _agreement(_case: Case, contract: Contract, plan: Plan, _found: list[EndOption]) -> EndOption:
    return _free(contract, plan, EndOption("agreement", "choose_date", reasons=("both_sign",)))


def _cause(case: Case, contract: Contract, plan: Plan, _found: list[EndOption]) -> EndOption:
    option = EndOption("cause", "date", statutes=statutes_of("cause", contract), ask_lawyer=("IMPORTANT_REASON",))
    if contract.kind == "platform":
        return replace(option, status="refused", reasons=("platform_rules",))
    if not option.statutes:
        return replace(option, status="ask_lawyer", reasons=("no_number_in_law",))
    if not any(fact.cause for fact in case.observed) or plan.cause_known_on is None:
        return replace(option, status="question", question="cause_known_on", reasons=("cause_missing",))
    latest = cause_latest_receipt(contract, plan.cause_known_on)
    needs = () if case.warned is not None else ("warning_missing",)
    if latest is not None and latest < plan.received_on:
        return replace(option, status="refused", latest_receipt=latest, reasons=("cause_too_late",))
    return replace(option, last_day=plan.received_on, latest_receipt=latest, reasons=needs)


def cause_latest_receipt(contract: Contract, known_on: date) -> date | None:
    """Return the last day of receipt for cause where the law names one (DE services: two weeks from knowledge)."""
    if contract.jurisdiction != "DE" or contract.kind == "work":
        return None
    days = holidays_of(contract.region, range(known_on.year, known_on.year + 2))
    inputs = {
        "event_on": known_on.isoformat(),
        "length": CAUSE_WEEKS,
        "unit": "weeks",
        "first_day_counts": False,
        "roll": "next_business_day",
        "holidays": sorted(day.isoformat() for day in days),
    }
    found = answer({"op": "period_end", "jurisdiction": "DE", "inputs": inputs})
    return _day(cast(Mapping[str, object], found["answer"]).get("end_on"))


def _completion(_case: Case, contract: Contract, _plan: Plan, _found: list[EndOption]) -> EndOption:
    end = contract.fixed_until or contract.completion_on
    option = EndOption("completion", "date", last_day=end, statutes=statutes_of("completion", contract))
    return option if end is not None else replace(option, status="question", question="completion_on")


def _partial(case: Case, contract: Contract, plan: Plan, _found: list[EndOption]) -> EndOption:
    option = _free(contract, plan, EndOption("partial", "choose_date", reasons=("both_sign", "name_the_part")))
    return option if case.work else replace(option, reasons=(*option.reasons, "no_parts_recorded"))


def _cannot_perform(_case: Case, contract: Contract, plan: Plan, _found: list[EndOption]) -> EndOption:
    agreed = "our_choice" if contract.replacement_or_refund else "clause_missing"
    return _free(contract, plan, EndOption("cannot_perform", "choose_date", reasons=(agreed,)))


def _free(contract: Contract, plan: Plan, option: EndOption) -> EndOption:
    option = replace(option, statutes=statutes_of(option.route, contract))
    return option if plan.wish is None else replace(option, status="date", last_day=plan.wish)


Way = Callable[[Case, Contract, Plan, list[EndOption]], EndOption]
WAYS: tuple[Way, ...] = (_agreement, _cause, _completion, _partial, _cannot_perform)


# -- what each way out means -----------------------------------------------------------------------------------------


def clashes_with(deadlines: tuple[ClientDeadline, ...], last_day: date) -> tuple[ClientDeadline, ...]:
    """Return the client's own dates that follow so soon after the last day that nobody else can step in."""
    return tuple(d for d in deadlines if last_day < d.due_on < last_day + TOO_LITTLE_TIME)


def _with_consequences(option: EndOption, case: Case, contract: Contract, plan: Plan) -> EndOption:
    if option.last_day is None or option.status in {"refused", "question"}:
        return option
    work = tuple(w.title for w in case.work if w.percent_done < 100 and w.plan != "drop")
    clashes = clashes_with(case.deadlines, option.last_day)
    option = replace(
        option,
        open_work=work,
        clashes=clashes,
        revenue_net=revenue_until(contract, plan.received_on, option.last_day),
        untimely=option.untimely or bool(clashes),
    )
    return _with_money(option, contract, plan)


def _with_money(option: EndOption, contract: Contract, plan: Plan) -> EndOption:
    asked = plan.settlement
    if asked is None or option.last_day is None:
        return option
    if option.route == "completion" and asked.method != "time":
        asked = replace(asked, method="percent", figures={"percent": "100"}, milestones=())
    try:
        settled = settle_case(contract, asked, option.last_day)
    except UnsettledError as error:
        return replace(option, reasons=(*option.reasons, f"settlement_needs_{error.params['about']}"))
    return replace(option, refund_gross=settled.refund_gross, due_gross=settled.due_gross)


def end_on_receipt(contract: Contract, key: str, received_on: date, plan: Plan) -> EndOption | None:
    """Return ordinary notice under the chosen rule for the day of receipt that was proved."""
    asked = replace(plan, received_on=received_on)
    return next((o for o in ordinary_options(contract, asked) if o.key == key), None)


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
