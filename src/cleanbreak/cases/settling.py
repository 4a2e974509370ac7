"""The settlement of a case: the user's method and evidence, put to the rules, with a range where the share is disputed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, cast

from cleanbreak.cases.contract import Contract
from cleanbreak.cases.errors import CaseError
from cleanbreak.cases.facts import IssuedInvoice, SettlementFacts, WorkPart
from cleanbreak.rules import answer
from cleanbreak.rules.days import next_business_day

Method = Literal["percent", "milestones", "units", "hours", "cost_to_cost", "time", "package", "rate"]
PAY_WITHIN_DAYS = 14
JOINT_WITHIN_DAYS = 14
"""Both are proposals: the law names no number of days for a refund or for establishing the state of the work."""


class UnsettledError(CaseError):
    """A fact that the settlement needs is missing or does not fit."""

    code = "unsettled"
    message = "The settlement needs the fact {about} ({question}). Give it and run the command again."


@dataclass(frozen=True, slots=True)
class Milestone:
    """A part of the whole: its weight and how much of it is done, both in percent."""

    title: str
    weight: Decimal
    done: Decimal
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ThirdPartyCost:
    """A cost of others that is bound and cannot be cancelled."""

    net: Decimal
    included_in_price: bool = False
    recoverable: bool = True


@dataclass(frozen=True, slots=True)
class SettlementInput:
    """What is put to the rules. `figures` are the method's own numbers by name, as the rules call them."""

    method: Method
    price_net: Decimal
    paid_gross: Decimal
    figures: Mapping[str, object]
    milestones: tuple[Milestone, ...] = ()
    third_party: tuple[ThirdPartyCost, ...] = ()
    no_interest_net: Decimal = Decimal(0)
    deposit_gross: Decimal | None = None
    deposit_offset: bool = False
    compensation_percent: Decimal | None = None
    low_percent: Decimal | None = None
    high_percent: Decimal | None = None
    invoices: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    preceding: tuple[IssuedInvoice, ...] = ()


def settle_case(
    contract: Contract, asked: SettlementInput, last_day: date | None, holidays: frozenset[date] = frozenset()
) -> SettlementFacts:
    """Return both sides' account.

    Raises:
        UnsettledError: a fact is missing or contradicts another; the error names it.
    """
    found = _ask(contract, asked, {"method": asked.method, **_basis(asked, last_day)})
    facts = _facts(contract, asked, found)
    if asked.low_percent is not None and asked.high_percent is not None:
        ends = [_balance(_ask(contract, asked, _percent(p))) for p in (asked.high_percent, asked.low_percent)]
        facts = replace(
            facts, low=ends[0], high=ends[1], low_percent=asked.low_percent, high_percent=asked.high_percent
        )
    if last_day is None:
        return facts
    joint = next_business_day(last_day + timedelta(days=JOINT_WITHIN_DAYS), holidays)
    return replace(
        facts,
        pay_until=next_business_day(last_day + timedelta(days=PAY_WITHIN_DAYS), holidays),
        joint_determination_on=joint if asked.method not in {"rate", "time"} else None,
    )


def _percent(percent: Decimal) -> dict[str, object]:
    return {"method": "percent", "percent": _text(percent)}


def _basis(asked: SettlementInput, last_day: date | None) -> dict[str, object]:
    basis = dict(asked.figures)
    if asked.method == "milestones":
        basis["milestones"] = [{"weight": _text(m.weight), "done": _text(m.done)} for m in asked.milestones]
    if asked.method == "time":
        basis.setdefault("day_count", "actual/actual")
        if last_day is not None:
            basis.setdefault("last_service_day", last_day.isoformat())
    return basis


def _ask(contract: Contract, asked: SettlementInput, basis: Mapping[str, object]) -> Mapping[str, object]:
    inputs: dict[str, object] = {
        "currency": contract.currency,
        "price_net": _text(asked.price_net),
        "vat_mode": contract.vat_mode,
        "vat_rate": _text(contract.vat_rate) if contract.vat_mode == "standard" else "0",
        "paid_gross": _text(asked.paid_gross),
        "basis": basis,
        "third_party": [
            {"net": _text(t.net), "included_in_price": t.included_in_price, "recoverable": t.recoverable}
            for t in asked.third_party
        ],
        "no_interest_net": _text(asked.no_interest_net),
    }
    if asked.deposit_gross is not None:
        inputs |= {"deposit_gross": _text(asked.deposit_gross), "deposit_offset": asked.deposit_offset}
    if asked.compensation_percent is not None:
        inputs["compensation_unperformed_percent"] = _text(asked.compensation_percent)
    found = answer({"op": "settle", "jurisdiction": contract.jurisdiction, "inputs": inputs})
    if found["question"] not in {None, "confirm_fact"}:
        raise UnsettledError(about=found["question_about"], question=str(found["question"]).replace("_", " "))
    return found


def _facts(contract: Contract, asked: SettlementInput, found: Mapping[str, object]) -> SettlementFacts:
    values = cast(Mapping[str, str | None], found["answer"])
    if values["earned_net"] is None:
        raise UnsettledError(about="jurisdiction", question="no rule of settlement fits, ask a lawyer")

    def amount(name: str) -> Decimal:
        return Decimal(values[name] or "0")

    def optional(name: str) -> Decimal | None:
        return amount(name) if values.get(name) is not None else None

    return SettlementFacts(
        currency=contract.currency,
        method=asked.method,
        percent=values["percent_complete"],
        price_net=asked.price_net,
        earned_net=amount("earned_net"),
        earned_vat=amount("earned_vat"),
        earned_gross=amount("earned_gross"),
        paid_gross=asked.paid_gross,
        refund_net=amount("refund_net"),
        refund_vat=amount("refund_vat"),
        refund_gross=amount("refund_gross"),
        due_gross=amount("due_gross"),
        vat_mode=contract.vat_mode,
        vat_rate=contract.vat_rate if contract.vat_mode == "standard" else Decimal(0),
        parts=tuple(WorkPart(m.title, m.done, m.evidence) for m in asked.milestones),
        third_party_net=sum((t.net for t in asked.third_party if t.recoverable), Decimal(0)),
        deposit_return=optional("deposit_return"),
        due_after_deposit=optional("due_after_deposit"),
        compensation_net=optional("compensation_net"),
        invoices=asked.invoices,
        rule=str(found["rule"] or ""),
        statutes=tuple(cast(list[str], found["statutes"])),
        evidence=asked.evidence,
        lawyer_codes=tuple(cast(list[str], found["ask_lawyer"])),
        preceding=asked.preceding,
    )


def _balance(found: Mapping[str, object]) -> Decimal:
    values = cast(Mapping[str, str], found["answer"])
    return Decimal(values["refund_gross"]) - Decimal(values["due_gross"])


def _text(value: Decimal) -> str:
    return format(value, "f")
