"""The money of a case, and what is owed until when."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cleanbreak.cases.case import Case, advance
from cleanbreak.cases.contents import AddedObligation, ClientDeadline, HandedOver, ObligationDone, Received
from cleanbreak.cases.facts import Obligation
from cleanbreak.cases.obligations import obligations_of, open_obligations
from cleanbreak.cases.packs import PACKS, pack_of
from cleanbreak.cases.settling import Milestone, SettlementInput, ThirdPartyCost, UnsettledError, settle_case
from cleanbreak.cases.stages import Step
from tests.cases.sample import DAY, SERVICE, WORK, closing, in_doubt

LAST = date(2026, 11, 30)


def fee(percent: str, **changes: object) -> SettlementInput:
    return replace(SettlementInput("percent", Decimal(6000), Decimal(4500), {"percent": percent}), **changes)  # type: ignore[arg-type]


def test_at_55_percent_1200_go_back() -> None:
    found = settle_case(WORK, fee("55"), LAST)
    assert (found.earned_gross, found.refund_gross) == (Decimal("3300.00"), Decimal("1200.00"))


def test_at_80_percent_the_client_owes_300() -> None:
    assert settle_case(WORK, fee("80"), LAST).due_gross == Decimal("300.00")


def test_a_disputed_share_gives_the_range_of_the_refund() -> None:
    found = settle_case(WORK, fee("55", low_percent=Decimal(50), high_percent=Decimal(60)), LAST)
    assert (found.low, found.high) == (Decimal("900.00"), Decimal("1500.00"))


def test_a_range_across_zero_says_what_the_client_may_owe() -> None:
    found = settle_case(WORK, fee("75", low_percent=Decimal(70), high_percent=Decimal(80)), LAST)
    assert (found.low, found.high) == (Decimal("-300.00"), Decimal("300.00"))


def test_the_joint_determination_has_a_date_on_a_working_day() -> None:
    # 30 November + 14 days is Monday 14 December
    assert settle_case(WORK, fee("55"), LAST).joint_determination_on == date(2026, 12, 14)
    assert settle_case(WORK, fee("55"), LAST + timedelta(days=5)).joint_determination_on == date(2026, 12, 21)


def test_milestones_become_parts_with_their_evidence() -> None:
    milestones = (
        Milestone("Design", Decimal(40), Decimal(100), "approval of 3 March"),
        Milestone("Build", Decimal(60), Decimal(0)),
    )
    asked = replace(fee("0"), method="milestones", figures={}, milestones=milestones)
    found = settle_case(WORK, asked, LAST)
    assert (found.percent, found.earned_net) == ("40.0000", Decimal("2400.00"))
    assert found.parts[0].evidence == "approval of 3 March"


def test_costs_of_others_inside_the_price_are_added_in_full() -> None:
    found = settle_case(WORK, fee("50", third_party=(ThirdPartyCost(Decimal(1000), included_in_price=True),)), LAST)
    assert (found.earned_net, found.third_party_net) == (Decimal("3500.00"), Decimal(1000))


def test_a_deposit_goes_back_or_is_set_off() -> None:
    found = settle_case(WORK, fee("80", deposit_gross=Decimal(500), deposit_offset=True), LAST)
    assert (found.deposit_return, found.due_after_deposit) == (Decimal("200.00"), Decimal("0.00"))


def test_tax_follows_the_mode_of_the_contract() -> None:
    taxed = replace(WORK, vat_rate=Decimal(19))
    assert settle_case(taxed, fee("50"), LAST).earned_vat == Decimal("570.00")
    small = replace(taxed, vat_mode="small_business")
    assert settle_case(small, fee("50"), LAST).earned_vat == Decimal("0.00")


def test_the_time_method_takes_the_last_day_of_the_case() -> None:
    period = {"start": "2026-11-01", "end": "2026-12-31"}
    asked = SettlementInput("time", Decimal("610.00"), Decimal("610.00"), period)
    assert settle_case(SERVICE, asked, LAST).earned_net == Decimal("300.00")


def test_a_missing_figure_is_named() -> None:
    with pytest.raises(UnsettledError) as refused:
        settle_case(WORK, replace(fee("1"), figures={}), LAST)
    assert "percent" in str(refused.value)


# -- obligations -----------------------------------------------------------------------------------------------------


def due(case: Case) -> dict[str, Obligation]:
    return {o.code: o for o in obligations_of(case)}


def moved_to(case: Case, last_day: date) -> Case:
    received = Received(date(2026, 11, 5), "reply", "corrected", last_day, "BGB-621-3")
    return advance(case, Step.RECEIPT, received, date(2026, 11, 6))


def test_before_the_decision_nothing_hangs_on_an_end() -> None:
    assert obligations_of(in_doubt()) == ()


def test_the_end_moved_by_nine_days_moves_what_hangs_on_it_by_nine() -> None:
    before, after = due(closing()), due(moved_to(closing(), LAST + timedelta(days=9)))
    moved = {code: after[code].due_on - o.due_on for code, o in before.items() if code != "confirm_in_writing"}
    assert set(moved.values()) == {timedelta(days=9)}


def test_what_the_law_fixes_and_the_clients_own_dates_stay() -> None:
    tax = AddedObligation("vat_return", "VAT return", "us", date(2026, 12, 10), basis="law", fixed=True)
    case = advance(closing(), Step.OBLIGATION, tax, DAY)
    case = advance(case, Step.DEADLINE, ClientDeadline("Tender", date(2026, 12, 20)), DAY)
    after = due(moved_to(case, LAST + timedelta(days=9)))
    assert after["vat_return"].due_on == date(2026, 12, 10)
    assert after["deadline_1"].due_on == date(2026, 12, 20)


def test_an_added_obligation_may_follow_the_end() -> None:
    case = advance(closing(), Step.OBLIGATION, AddedObligation("forward", "Forward mail", "us", None, 30), DAY)
    assert due(case)["forward"].due_on == date(2026, 12, 30)


def test_done_stays_done_when_the_end_moves() -> None:
    case = advance(closing(), Step.DONE, ObligationDone("return_data", date(2026, 11, 20)), date(2026, 11, 20))
    assert due(moved_to(case, LAST + timedelta(days=9)))["return_data"].done_on == date(2026, 11, 20)


def test_a_proved_receipt_is_what_does_the_written_notice() -> None:
    assert due(closing())["confirm_in_writing"].done_on == date(2026, 11, 5)


def test_the_clients_own_dates_keep_no_case_open() -> None:
    case = advance(closing(), Step.DEADLINE, ClientDeadline("Tender", date(2026, 12, 20)), DAY)
    assert "deadline_1" not in {o.code for o in open_obligations(case)}


def test_a_refund_makes_its_payment_an_obligation() -> None:
    case = advance(closing(), Step.SETTLE, settle_case(WORK, fee("55"), LAST), DAY)
    assert due(case)["pay_refund"].due_on == date(2026, 12, 14)
    assert "receive_payment" not in due(case)


def test_a_thing_to_give_back_is_owed_by_the_one_who_has_it() -> None:
    case = advance(closing(), Step.HANDOVER, HandedOver("Keys", "us", "by hand", date(2026, 12, 1)), DAY)
    assert (due(case)["handover_1"].owner, due(case)["handover_1"].due_on) == ("client", date(2026, 12, 1))


@pytest.mark.parametrize("name", PACKS)
def test_every_profession_has_texts_and_patterns_in_both_languages(name: str) -> None:
    pack = pack_of(name)
    assert len(pack.items) >= 7
    assert all(item.text[lang] and item.patterns[lang] for item in pack.items for lang in ("de", "en"))
    assert all(duty.text[lang] for duty in pack.duties for lang in ("de", "en"))
