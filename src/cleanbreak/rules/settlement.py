"""Settlement: the share of work done, what it earned, and what goes back or stays due.

Everything stays an exact fraction until the amount that is named is rounded: net first, tax from the rounded net.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cleanbreak.rules import catalogue
from cleanbreak.rules.amounts import DECIMALS, rounded, text
from cleanbreak.rules.days import days_30_360, days_inclusive
from cleanbreak.rules.facts import Facts
from cleanbreak.rules.outcome import Outcome, no_rule

VAT_MODES = ("standard", "small_business", "reverse_charge", "exempt", "not_taxable")
DAY_COUNTS: Mapping[str, Callable[[date, date], int]] = {
    "actual/actual": days_inclusive,
    "30/360": days_30_360,
}
WHOLE = Fraction(1)
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work got: a share of the price, or (without a share) an amount of its own; extras on top."""

    share: Fraction | None
    amount: Fraction = NOTHING


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """Recoverable cost of others: taken out of the price before the share, or asked for on top."""

    inside: Fraction
    on_top: Fraction


@dataclass(frozen=True, slots=True)
class Settlement:
    """Both sides' account, every amount rounded to the currency; exactly one of refund and due can be above zero."""

    share: Fraction | None
    earned_net: Fraction
    earned_vat: Fraction
    compensation_net: Fraction
    refund_gross: Fraction
    refund_net: Fraction
    refund_vat: Fraction
    due_gross: Fraction

    @property
    def earned_gross(self) -> Fraction:
        """Return what was earned with its tax."""
        return self.earned_net + self.earned_vat


def settle(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer what a client and a provider owe each other at the end."""
    currency = inputs.currency()
    vat_mode, vat_rate = _tax(inputs)
    basis = inputs.child("basis")
    method = basis.choice("method", METHODS)
    progress = METHODS[method](basis)
    third_party = _third_party(inputs)
    compensation = _compensation_percent(inputs, progress)
    no_interest = inputs.number("no_interest_net")
    settlement = account(
        price_net=inputs.number("price_net"),
        vat_rate=vat_rate,
        paid_gross=inputs.paid_money("paid_gross", currency),
        progress=progress,
        third_party=third_party,
        no_interest_net=no_interest,
        compensation_percent=compensation,
        decimals=DECIMALS[currency],
    )
    answer = _answer(settlement, DECIMALS[currency], compensation is not None)
    answer |= _deposit(inputs, currency, settlement.due_gross)
    facts = {"operation": "settle", "method": method}
    record = catalogue.select(jurisdiction, facts, None)
    if record is None:
        return no_rule(dict.fromkeys(answer))
    tax_record = catalogue.select(jurisdiction, {"operation": "settle_tax", "vat_mode": vat_mode}, None)
    raised = {
        "no_interest": no_interest > 0,
        "taxed_compensation": compensation is not None and vat_mode in ("standard", "reverse_charge"),
        "unused_hours": method == "package" and progress.share is not None and progress.share < 1,
    }
    signals = tuple(name for name, is_raised in raised.items() if is_raised)
    records = (record, tax_record) if tax_record else (record,)
    return Outcome(answer, records, signals=signals, confirm=_to_confirm(method, basis))


def account(
    *,
    price_net: Fraction,
    vat_rate: Fraction,
    paid_gross: Fraction,
    progress: Progress,
    third_party: ThirdParty,
    no_interest_net: Fraction,
    compensation_percent: Fraction | None,
    decimals: int,
) -> Settlement:
    """Settle a contract; `vat_rate` and `compensation_percent` are in percent."""
    own_price = price_net - third_party.inside
    own = progress.amount if progress.share is None else own_price * progress.share + progress.amount
    earned_net = rounded(max(NOTHING, own + third_party.inside + third_party.on_top - no_interest_net), decimals)
    earned_vat = rounded(earned_net * vat_rate / 100, decimals)
    undone = NOTHING if progress.share is None else own_price * (1 - progress.share)
    compensation = rounded(undone * (compensation_percent or NOTHING) / 100, decimals)
    paid_net = rounded(paid_gross / (1 + vat_rate / 100), decimals)
    balance = paid_gross - earned_net - earned_vat - compensation
    refunded = balance > 0
    return Settlement(
        share=progress.share,
        earned_net=earned_net,
        earned_vat=earned_vat,
        compensation_net=compensation,
        refund_gross=balance if refunded else NOTHING,
        refund_net=paid_net - earned_net - compensation if refunded else NOTHING,
        refund_vat=paid_gross - paid_net - earned_vat if refunded else NOTHING,
        due_gross=NOTHING if refunded else -balance,
    )


def time_share(start: date, end: date, last_service_day: date, count: Callable[[date, date], int]) -> Fraction:
    """Return the part of a paid period that was served, first and last day counted."""
    if last_service_day < start:
        return NOTHING
    return _limited(Fraction(count(start, last_service_day), count(start, end)))


def _limited(share: Fraction) -> Fraction:
    return min(WHOLE, max(NOTHING, share))


def _part(done: Fraction, whole: Fraction, basis: Facts, key: str) -> Progress:
    if whole <= 0:
        raise basis.contradiction(key)
    return Progress(_limited(done / whole))


def _percent(basis: Facts) -> Progress:
    return Progress(_limited(basis.number("percent") / 100))


def _milestones(basis: Facts) -> Progress:
    milestones = [(entry.number("weight", most=100), entry.number("done")) for entry in basis.children("milestones")]
    if sum(weight for weight, _ in milestones) != 100:
        raise basis.contradiction("milestones")
    return Progress(_limited(sum((weight * done for weight, done in milestones), NOTHING) / 10_000))


def _units(basis: Facts) -> Progress:
    return _part(basis.number("delivered"), basis.number("total"), basis, "total")


def _hours(basis: Facts) -> Progress:
    worked = basis.number("worked")
    total, remaining = basis.either("total_estimate", "remaining_estimate", basis.number)
    if total is None or remaining is None:
        return _part(worked, worked + (remaining or NOTHING) if total is None else total, basis, "worked")
    if total != worked + remaining:
        raise basis.contradiction("total_estimate")
    return _part(worked, total, basis, "worked")


def _cost_to_cost(basis: Facts) -> Progress:
    excluded = basis.number("excluded") if basis.given("excluded") else NOTHING
    progress = basis.number("incurred") - excluded
    return _part(progress, progress + basis.number("estimate_to_complete"), basis, "estimate_to_complete")


def _time(basis: Facts) -> Progress:
    start, end, last = basis.day("start"), basis.day("end"), basis.day("last_service_day")
    count = DAY_COUNTS[basis.choice("day_count", DAY_COUNTS)]
    if end < start:
        raise basis.contradiction("end")
    return Progress(time_share(start, end, last, count))


def _package(basis: Facts) -> Progress:
    bought, used = basis.number("hours_bought"), basis.number("hours_used")
    share = _part(used, bought, basis, "hours_bought").share
    extra = NOTHING
    if basis.given("overage_rate"):
        extra = max(NOTHING, used - bought) * basis.number("overage_rate")
    return Progress(share, extra)


def _rate(basis: Facts) -> Progress:
    return Progress(None, basis.number("hours") * basis.number("rate"))


METHODS: Mapping[str, Callable[[Facts], Progress]] = {
    "percent": _percent,
    "milestones": _milestones,
    "units": _units,
    "hours": _hours,
    "cost_to_cost": _cost_to_cost,
    "time": _time,
    "package": _package,
    "rate": _rate,
}


def _tax(inputs: Facts) -> tuple[str, Fraction]:
    mode = inputs.choice("vat_mode", VAT_MODES)
    rate = inputs.number("vat_rate", most=100)
    if mode != "standard" and rate != 0:
        raise inputs.contradiction("vat_rate")
    return mode, rate


def _third_party(inputs: Facts) -> ThirdParty:
    inside = on_top = NOTHING
    for entry in inputs.children("third_party"):
        net, included = entry.number("net"), entry.flag("included_in_price")
        if not entry.flag("recoverable"):
            continue
        if included:
            inside += net
        else:
            on_top += net
    return ThirdParty(inside, on_top)


def _compensation_percent(inputs: Facts, progress: Progress) -> Fraction | None:
    if not inputs.given("compensation_unperformed_percent"):
        return None
    if progress.share is None:
        raise inputs.contradiction("compensation_unperformed_percent")
    return inputs.number("compensation_unperformed_percent", most=100)


def _to_confirm(method: str, basis: Facts) -> str | None:
    nothing_excluded = method == "cost_to_cost" and not basis.given("excluded")
    return basis.name("excluded") if nothing_excluded else None


def _answer(settlement: Settlement, decimals: int, compensated: bool) -> dict[str, object]:
    share = settlement.share
    amounts = {
        "earned_net": settlement.earned_net,
        "earned_vat": settlement.earned_vat,
        "earned_gross": settlement.earned_gross,
        "refund_gross": settlement.refund_gross,
        "refund_net": settlement.refund_net,
        "refund_vat": settlement.refund_vat,
        "due_gross": settlement.due_gross,
    }
    if compensated:
        amounts["compensation_net"] = settlement.compensation_net
    percent = None if share is None else text(share * 100, 4)
    return {"percent_complete": percent, **{key: text(value, decimals) for key, value in amounts.items()}}


def _deposit(inputs: Facts, currency: str, due_gross: Fraction) -> dict[str, object]:
    if not inputs.given("deposit_gross"):
        return {}
    deposit = inputs.paid_money("deposit_gross", currency)
    used = min(deposit, due_gross) if inputs.flag("deposit_offset") else NOTHING
    decimals = DECIMALS[currency]
    return {"deposit_return": text(deposit - used, decimals), "due_after_deposit": text(due_gross - used, decimals)}
