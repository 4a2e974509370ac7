"""The account of a case: every figure of it, and the questions where one is missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cleanbreak.cases.contract import Contract
from cleanbreak.cases.facts import IssuedInvoice, SettlementFacts, WorkPart
from cleanbreak.cases.settling import Milestone, SettlementInput, ThirdPartyCost, UnsettledError, settle_case

LAST = date(2026, 11, 27)  # a Friday: fourteen days later is Friday 11 December
TAXED = Contract("work", "Website", "DE", net=Decimal("6000.00"), vat_rate=Decimal(19))
SMALL = replace(TAXED, vat_mode="small_business")
INVOICE = IssuedInvoice("2026-7", date(2026, 9, 1), Decimal("3000.00"), Decimal("570.00"), "EUR")


def percent(share: str, **changes: object) -> SettlementInput:
    asked = SettlementInput("percent", Decimal("6000.00"), Decimal("3570.00"), {"percent": share})
    return replace(asked, **changes)  # type: ignore[arg-type]


def test_the_whole_account() -> None:
    milestones = (
        Milestone("Design", Decimal(40), Decimal(50), "approval"),
        Milestone("Build", Decimal(60), Decimal(0)),
    )
    costs = (ThirdPartyCost(Decimal("100.00")), ThirdPartyCost(Decimal("70.00"), recoverable=False))
    asked = percent(
        "",
        method="milestones",
        figures={},
        milestones=milestones,
        third_party=costs,
        no_interest_net=Decimal("200.00"),
        invoices=("2026-7",),
        evidence=("payment: 1",),
        preceding=(INVOICE,),
    )
    # 20 % of 6,000 is 1,200, with 100 of others and without 200 of no interest 1,100; tax 209
    assert settle_case(TAXED, asked, LAST) == SettlementFacts(
        currency="EUR",
        method="milestones",
        percent="20.0000",
        price_net=Decimal("6000.00"),
        earned_net=Decimal("1100.00"),
        earned_vat=Decimal("209.00"),
        earned_gross=Decimal("1309.00"),
        paid_gross=Decimal("3570.00"),
        refund_net=Decimal("1900.00"),
        refund_vat=Decimal("361.00"),
        refund_gross=Decimal("2261.00"),
        due_gross=Decimal("0.00"),
        vat_mode="standard",
        vat_rate=Decimal(19),
        parts=(WorkPart("Design", Decimal(50), "approval"), WorkPart("Build", Decimal(0), "")),
        third_party_net=Decimal("100.00"),
        invoices=("2026-7",),
        pay_until=date(2026, 12, 11),
        joint_determination_on=date(2026, 12, 11),
        rule="DE-SETTLE-SHARE",
        statutes=settle_case(TAXED, percent("50"), LAST).statutes,
        evidence=("payment: 1",),
        lawyer_codes=("NO_INTEREST",),
        preceding=(INVOICE,),
    )


def test_the_statutes_of_work_and_tax_are_named() -> None:
    statutes = settle_case(TAXED, percent("50"), LAST).statutes
    assert "BGB § 648a(5)" in statutes
    assert any(statute.startswith("UStG") for statute in statutes)


def test_without_tax_the_rate_of_the_contract_is_left_out() -> None:
    found = settle_case(SMALL, percent("50"), LAST)
    assert (found.vat_mode, found.vat_rate) == ("small_business", Decimal(0))
    assert (found.earned_vat, found.refund_vat, found.refund_net) == (Decimal(0), Decimal(0), Decimal("570.00"))


def test_pay_for_undone_work_is_a_figure_of_its_own() -> None:
    found = settle_case(SMALL, percent("40", compensation_percent=Decimal(5)), LAST)
    # 2,400 earned, 5 % of 3,600 is 180
    assert (found.compensation_net, found.refund_gross) == (Decimal("180.00"), Decimal("990.00"))


def test_what_was_not_asked_for_stays_open() -> None:
    found = settle_case(SMALL, percent("40"), LAST)
    opens = (found.compensation_net, found.deposit_return, found.due_after_deposit, found.low, found.high)
    assert opens == (None, None, None, None, None)
    assert (found.low_percent, found.high_percent, found.parts, found.third_party_net) == (None, None, (), Decimal(0))


def test_a_deposit_is_returned_where_it_may_not_be_set_off() -> None:
    found = settle_case(SMALL, percent("100", deposit_gross=Decimal(500)), LAST)
    assert (found.deposit_return, found.due_after_deposit) == (Decimal("500.00"), Decimal("2430.00"))


def test_a_range_names_both_its_ends() -> None:
    found = settle_case(SMALL, percent("40", low_percent=Decimal("30.5"), high_percent=Decimal(50)), LAST)
    assert (found.low_percent, found.high_percent) == (Decimal("30.5"), Decimal(50))
    assert (found.low, found.high) == (Decimal("570.00"), Decimal("1740.00"))


@pytest.mark.parametrize("ends", [{"low_percent": Decimal(30)}, {"high_percent": Decimal(30)}])
def test_one_end_is_no_range(ends: dict) -> None:
    found = settle_case(SMALL, percent("40", **ends), LAST)
    assert (found.low, found.high) == (None, None)


def test_payment_and_joint_determination_move_off_weekends_and_holidays() -> None:
    found = settle_case(SMALL, percent("40"), date(2026, 12, 11), frozenset({date(2026, 12, 25)}))
    # Friday 25 December is a holiday, then the weekend
    assert (found.pay_until, found.joint_determination_on) == (date(2026, 12, 28), date(2026, 12, 28))


def test_without_a_last_day_there_is_nothing_to_count_from() -> None:
    found = settle_case(SMALL, percent("40"), None)
    assert (found.pay_until, found.joint_determination_on, found.earned_net) == (None, None, Decimal("2400.00"))


def test_hours_and_days_need_no_joint_determination() -> None:
    rate = replace(percent(""), method="rate", figures={"hours": "10", "rate": "80.00"})
    found = settle_case(SMALL, rate, LAST)
    assert (found.percent, found.earned_net, found.joint_determination_on) == (None, Decimal("800.00"), None)
    time = replace(percent(""), method="time", figures={"start": "2026-11-01", "end": "2026-11-30"})
    found = settle_case(SMALL, time, LAST)
    assert (found.percent, found.joint_determination_on) == ("90.0000", None)
    assert found.pay_until == date(2026, 12, 11)


def test_the_days_of_the_user_come_before_those_of_the_case() -> None:
    figures = {"start": "2026-11-01", "end": "2026-11-30", "last_service_day": "2026-11-15", "day_count": "30/360"}
    found = settle_case(SMALL, replace(percent(""), method="time", figures=figures), LAST)
    assert found.percent == "50.0000"


def test_time_without_any_last_day_is_asked_for() -> None:
    time = replace(percent(""), method="time", figures={"start": "2026-11-01", "end": "2026-11-30"})
    with pytest.raises(UnsettledError) as refused:
        settle_case(SMALL, time, None)
    assert refused.value.params == {"about": "basis.last_service_day", "question": "missing fact"}


def test_a_fact_to_be_confirmed_does_not_stop_the_account() -> None:
    figures = {"incurred": "300.00", "estimate_to_complete": "900.00"}
    found = settle_case(SMALL, replace(percent(""), method="cost_to_cost", figures=figures), LAST)
    assert (found.percent, found.earned_net) == ("25.0000", Decimal("1500.00"))


def test_contradictory_figures_stop_it() -> None:
    figures = {"total": "0", "delivered": "1"}
    with pytest.raises(UnsettledError) as refused:
        settle_case(SMALL, replace(percent(""), method="units", figures=figures), LAST)
    assert refused.value.params == {"about": "basis.total", "question": "contradictory facts"}


def test_a_place_without_rules_is_asked_about() -> None:
    with pytest.raises(UnsettledError) as refused:
        settle_case(replace(SMALL, jurisdiction="FR"), percent("50"), LAST)
    assert refused.value.params == {"about": "jurisdiction", "question": "unknown jurisdiction"}


def test_large_and_small_amounts_are_written_out() -> None:
    found = settle_case(SMALL, percent("50", price_net=Decimal("1E+6"), paid_gross=Decimal("1E-2")), LAST)
    assert (found.earned_net, found.due_gross) == (Decimal("500000.00"), Decimal("499999.99"))
