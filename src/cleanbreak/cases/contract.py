"""The facts of a contract and the rules of ending that could fit them, in the order the law asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from cleanbreak.cases.facts import ContractKind, Region

PayPeriod = Literal["day", "week", "month", "quarter", "year", "hour", "not_by_time"]
EndOn = Literal["any", "month_end", "quarter_end", "half_year_end", "year_end"]
NoticeUnit = Literal["days", "weeks", "months", "business_days"]
Form = Literal["none", "text", "written_by_law", "written_by_contract"]
VatMode = Literal["standard", "small_business", "reverse_charge", "exempt", "not_taxable"]

BY_PAY_PERIOD: Mapping[str, str] = {
    "day": "BGB-621-1",
    "week": "BGB-621-2",
    "month": "BGB-621-3",
    "quarter": "BGB-621-4",
    "year": "BGB-621-4",
    "not_by_time": "BGB-621-5",
}
FREE_CONTRACTORS_FROM = date(2026, 1, 1)
LONG_TERM_YEARS = 5


@dataclass(frozen=True, slots=True)
class NoticeClause:
    """What the contract says about notice."""

    length: int
    unit: NoticeUnit
    end_on: EndOn = "any"


@dataclass(frozen=True, slots=True)
class Contract:
    """What was agreed. None means not said; the program asks instead of assuming.

    `net` is the pay for one `pay_period`, or the whole price of a piece of work. `region` names the place whose
    public holidays count. `replacement_or_refund`: a clause lets us leave by naming a replacement or paying back.
    """

    kind: ContractKind
    title: str
    jurisdiction: Region
    started_on: date | None = None
    concluded_on: date | None = None
    number: str = ""
    pay_period: PayPeriod | None = None
    net: Decimal | None = None
    currency: str = "EUR"
    vat_mode: VatMode = "standard"
    vat_rate: Decimal = Decimal(0)
    notice: NoticeClause | None = None
    notice_clause: str = ""
    form_required: Form = "none"
    fixed_until: date | None = None
    min_term_until: date | None = None
    initial_months: int | None = None
    renewal_months: int | None = None
    completion_on: date | None = None
    review_dates: tuple[date, ...] = ()
    trust_service: bool = False
    main_occupation: bool | None = None
    employee_like: bool = False
    agreed_term_years: int | None = None
    mixed: bool = False
    replacement_or_refund: bool = False
    region: str = ""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """One rule to ask about: the operation, its `rule` fields, and what a lawyer should look at first.

    `question` names the contract fact without which the rule cannot be chosen.
    """

    key: str
    operation: Literal["notice_end", "renewal_end"] = "notice_end"
    rule: Mapping[str, object] | None = None
    codes: tuple[str, ...] = ()
    question: str = ""


def ordinary_rules(contract: Contract, on: date) -> tuple[RuleChoice, ...]:
    """Return the rules of ordinary notice that the contract's facts lead to; empty for a platform's own rules."""
    if contract.kind == "platform":
        return ()
    mixed = ("CONTRACT_TYPE",) if contract.mixed else ()
    found = [_agreed(contract) or _by_law(contract, on)]
    if contract.trust_service and contract.jurisdiction == "DE" and contract.kind != "work":
        found.append(RuleChoice("BGB-627", rule={"kind": "statute", "id": "BGB-627"}))
    years = contract.agreed_term_years
    if contract.jurisdiction == "DE" and years is not None and years > LONG_TERM_YEARS and contract.started_on:
        long_term = {"kind": "statute", "id": "BGB-624", "agreed_term_years": years}
        found.append(RuleChoice("BGB-624", rule={**long_term, "service_start": contract.started_on.isoformat()}))
    if contract.pay_period == "hour" and found[0].key == "BGB-621-3":
        found.append(_by_task(contract, hourly=True))
    return tuple(
        RuleChoice(c.key, c.operation, c.rule, tuple(dict.fromkeys((*c.codes, *mixed))), c.question) for c in found
    )


def _agreed(contract: Contract) -> RuleChoice | None:
    if contract.jurisdiction == "CH" and contract.kind == "mandate":
        return _mandate(contract)
    clause = contract.notice
    if clause is None:
        if contract.fixed_until is None:
            return None
        return RuleChoice("fixed_term", rule={"kind": "fixed_term", "term_end": contract.fixed_until.isoformat()})
    if contract.initial_months is not None and contract.renewal_months is not None:
        return RuleChoice("renewal", "renewal_end", question="" if contract.started_on else "started_on")
    rule: dict[str, object] = {
        "kind": "contract",
        "length": clause.length,
        "unit": clause.unit,
        "end_on": clause.end_on,
    }
    if contract.min_term_until is not None:
        rule["min_term_end"] = contract.min_term_until.isoformat()
    return RuleChoice("contract", rule=rule)


def _mandate(contract: Contract) -> RuleChoice:
    rule: dict[str, object] = {"kind": "statute", "id": "OR-404"}
    if contract.notice is not None and contract.notice.unit == "months":
        rule["agreed_notice_months"] = contract.notice.length
    return RuleChoice("OR-404", rule=rule)


def _by_law(contract: Contract, on: date) -> RuleChoice:
    if contract.jurisdiction == "DE":
        return _german(contract)
    if contract.jurisdiction == "AT" and contract.employee_like and contract.kind != "work":
        start = contract.started_on
        if start is None:
            return RuleChoice("ABGB-1159-6", question="started_on")
        if start >= FREE_CONTRACTORS_FROM:
            return RuleChoice(
                "ABGB-1159-6", rule={"kind": "statute", "id": "ABGB-1159-6", "service_start": start.isoformat()}
            )
    return RuleChoice("none_agreed", rule={"kind": "none_agreed"})


def _german(contract: Contract) -> RuleChoice:
    if contract.kind == "work":
        return RuleChoice("BGB-648-by-contractor", rule={"kind": "statute", "id": "BGB-648-by-contractor"})
    if contract.pay_period is None:
        return RuleChoice("BGB-621", question="pay_period")
    if contract.pay_period == "not_by_time":
        return _by_task(contract, hourly=False)
    hourly = contract.pay_period == "hour"
    rule: dict[str, object] = {"kind": "statute", "id": BY_PAY_PERIOD.get(contract.pay_period, "BGB-621-3")}
    return RuleChoice(str(rule["id"]), rule={**rule, "hourly_pay": True} if hourly else rule)


def _by_task(contract: Contract, *, hourly: bool) -> RuleChoice:
    if contract.main_occupation is None:
        return RuleChoice("BGB-621-5", question="main_occupation")
    rule: dict[str, object] = {"kind": "statute", "id": "BGB-621-5", "main_occupation": contract.main_occupation}
    return RuleChoice("BGB-621-5", rule={**rule, "hourly_pay": True} if hourly else rule)
