"""The ways out side by side."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cleanbreak.cases.case import advance
from cleanbreak.cases.contents import ClientDeadline, Observed, OpenWork, Warned
from cleanbreak.cases.contract import Contract, NoticeClause
from cleanbreak.cases.options import EndOption, Plan, cause_latest_receipt, end_options, ordinary_options
from cleanbreak.cases.settling import SettlementInput
from cleanbreak.cases.stages import Step
from tests.cases.sample import DAY, FACT, SERVICE, WORK, in_doubt


def ordinary(contract: Contract, received: date, **plan: object) -> EndOption:
    return ordinary_options(contract, Plan(received, **plan))[0]  # type: ignore[arg-type]


def by_route(options: tuple[EndOption, ...], route: str) -> EndOption:
    return next(o for o in options if o.route == route)


@pytest.mark.parametrize(
    ("pay_period", "received", "last_day"),
    [
        ("day", date(2026, 11, 23), date(2026, 11, 24)),
        ("week", date(2026, 11, 23), date(2026, 11, 28)),
        ("week", date(2026, 11, 24), date(2026, 12, 5)),
        ("month", date(2026, 11, 15), date(2026, 11, 30)),
        ("month", date(2026, 11, 16), date(2026, 12, 31)),
        ("quarter", date(2026, 11, 19), date(2026, 12, 31)),
        ("quarter", date(2026, 11, 20), date(2027, 3, 31)),
    ],
)
def test_german_notice_follows_the_way_pay_is_measured(pay_period: str, received: date, last_day: date) -> None:
    assert ordinary(replace(SERVICE, pay_period=pay_period), received).last_day == last_day  # type: ignore[arg-type]


def test_an_option_names_rule_statute_and_latest_receipt() -> None:
    found = ordinary(SERVICE, date(2026, 11, 10))
    assert (found.rule, found.latest_receipt) == ("BGB-621-3", date(2026, 11, 15))
    assert "BGB § 621 Nr. 3" in found.statutes


def test_a_weekly_notice_knows_the_holidays_of_the_region_only_where_the_town_has_them() -> None:
    weekly = replace(SERVICE, pay_period="week", region="DE-BY")
    assert ordinary(weekly, date(2025, 1, 7)).reasons == ("holiday_15_august",)
    assert ordinary(replace(weekly, region="DE-BY+catholic"), date(2025, 1, 7)).reasons == ()
    # 6 January 2025 is a Monday and a holiday in Bavaria, so the 7th is the first working day of its week
    assert ordinary(weekly, date(2025, 1, 7)).last_day == date(2025, 1, 11)
    assert ordinary(replace(weekly, region="DE-NW"), date(2025, 1, 7)).last_day == date(2025, 1, 18)


def test_an_agreed_period_goes_before_the_statute() -> None:
    agreed = replace(SERVICE, notice=NoticeClause(3, "months", "quarter_end"))
    assert ordinary(agreed, date(2026, 11, 10)).last_day == date(2027, 3, 31)


def test_hourly_pay_shows_both_readings() -> None:
    hourly = replace(SERVICE, pay_period="hour", main_occupation=False)
    found = ordinary_options(hourly, Plan(date(2026, 11, 16)))
    assert [o.last_day for o in found] == [date(2026, 12, 31), date(2026, 11, 16)]
    assert all("PAY_PERIOD" in o.ask_lawyer for o in found)


def test_without_the_pay_period_the_program_asks() -> None:
    found = ordinary(replace(SERVICE, pay_period=None), date(2026, 11, 10))
    assert (found.status, found.question, found.last_day) == ("question", "pay_period", None)


def test_a_work_contract_cannot_be_left_by_ordinary_notice() -> None:
    found = ordinary(WORK, date(2026, 11, 10))
    assert (found.status, found.reasons, found.last_day) == ("refused", ("work_contract",), None)


def test_a_fixed_term_without_a_clause_has_no_ordinary_date() -> None:
    found = ordinary(replace(SERVICE, fixed_until=date(2027, 6, 30)), date(2026, 11, 10))
    assert (found.status, found.reasons) == ("refused", ("fixed_term",))


def test_england_without_a_clause_is_a_question_for_a_lawyer() -> None:
    found = ordinary(replace(SERVICE, jurisdiction="EW"), date(2026, 11, 10))
    assert (found.status, found.last_day) == ("ask_lawyer", None)
    assert "NO_RULE" in found.ask_lawyer


def test_a_platform_has_its_own_rules() -> None:
    assert ordinary(Contract("platform", "Gigs", "DE"), DAY).reasons == ("platform_rules",)


def test_a_position_of_trust_can_be_left_at_any_time_but_asks_about_the_moment() -> None:
    trusted = replace(SERVICE, trust_service=True)
    unanswered = ordinary_options(trusted, Plan(date(2026, 11, 16)))[1]
    assert (unanswered.key, unanswered.question) == ("BGB-627", "client_can_replace")
    answered = ordinary_options(trusted, Plan(date(2026, 11, 16), client_can_replace=False))[1]
    assert (answered.last_day, answered.untimely) == (date(2026, 11, 16), True)


def test_a_missed_renewal_costs_one_more_term() -> None:
    renewing = replace(
        SERVICE,
        started_on=date(2025, 2, 15),
        notice=NoticeClause(3, "months"),
        initial_months=12,
        renewal_months=12,
    )
    assert ordinary(renewing, date(2025, 11, 14)).last_day == date(2026, 2, 14)
    assert ordinary(renewing, date(2025, 11, 15)).last_day == date(2027, 2, 14)
    assert ordinary(renewing, date(2025, 11, 10)).latest_receipt == date(2025, 11, 14)


def test_all_six_ways_out_stand_side_by_side() -> None:
    routes = [o.route for o in end_options(in_doubt(), Plan(date(2026, 11, 10)))]
    assert routes == ["ordinary", "agreement", "cause", "completion", "partial", "cannot_perform"]


def test_revenue_until_the_last_day_counts_calendar_days_of_each_month() -> None:
    # 14 of 30 November days and all of December at 900 a month
    found = by_route(end_options(in_doubt(), Plan(date(2026, 11, 16))), "ordinary")
    assert found.revenue_net == Decimal("1320.00")


def test_the_clients_own_dates_soon_after_the_end_clash() -> None:
    case = advance(in_doubt(), Step.DEADLINE, ClientDeadline("Launch", date(2026, 12, 10)), DAY)
    case = advance(case, Step.DEADLINE, ClientDeadline("Fair", date(2027, 3, 1)), DAY)
    found = by_route(end_options(case, Plan(date(2026, 11, 10))), "ordinary")
    assert [c.text for c in found.clashes] == ["Launch"]


def test_open_work_is_named_and_done_work_is_not() -> None:
    case = advance(in_doubt(), Step.WORK, OpenWork("Newsletter", percent_done=Decimal(20)), DAY)
    case = advance(case, Step.WORK, OpenWork("Logo", percent_done=Decimal(100)), DAY)
    assert by_route(end_options(case, Plan(DAY)), "ordinary").open_work == ("Newsletter",)


def test_each_way_shows_its_refund() -> None:
    asked = SettlementInput("percent", Decimal(6000), Decimal(4500), {"percent": "55"})
    plan = Plan(date(2026, 11, 10), wish=date(2026, 12, 15), settlement=asked)
    done = replace(WORK, completion_on=date(2027, 1, 31))
    options = end_options(in_doubt(done), plan)
    assert by_route(options, "agreement").refund_gross == Decimal("1200.00")
    assert by_route(options, "completion").due_gross == Decimal("1500.00")


def test_for_cause_needs_facts_and_the_day_of_knowledge() -> None:
    found = by_route(end_options(in_doubt(), Plan(date(2026, 11, 10))), "cause")
    assert (found.status, found.question) == ("question", "cause_known_on")


def test_for_cause_ends_on_receipt_and_names_the_missing_warning() -> None:
    case = advance(in_doubt(), Step.FACT, Observed(FACT.on, FACT.text, cause=True), DAY)
    plan = Plan(date(2026, 11, 10), cause_known_on=date(2026, 11, 2))
    found = by_route(end_options(case, plan), "cause")
    assert (found.last_day, found.latest_receipt) == (date(2026, 11, 10), date(2026, 11, 16))
    assert found.reasons == ("warning_missing",)
    warned = advance(case, Step.WARN, Warned(DAY, (FACT,), "Pay", DAY), DAY)
    assert by_route(end_options(warned, plan), "cause").reasons == ()


def test_two_weeks_from_knowledge_move_off_a_holiday_in_the_region() -> None:
    # 11 December 2026 + 14 days = 25 December (Friday), then Saturday, Sunday: Monday the 28th
    assert cause_latest_receipt(replace(SERVICE, region="DE-NW"), date(2026, 12, 11)) == date(2026, 12, 28)


def test_not_being_able_to_perform_is_our_choice_only_with_a_clause() -> None:
    bare = by_route(end_options(in_doubt(), Plan(DAY)), "cannot_perform")
    agreed = by_route(end_options(in_doubt(replace(SERVICE, replacement_or_refund=True)), Plan(DAY)), "cannot_perform")
    assert (bare.reasons, agreed.reasons) == (("clause_missing",), ("our_choice",))
