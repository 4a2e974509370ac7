"""The life of a case: what follows what, and what must come first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest

from cleanbreak.cases.case import advance
from cleanbreak.cases.contents import Closed, Confirmed, GivenUp, Prepared, Reaction, Received, Told, Warned
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.errors import GuardError, StepNotAllowedError, UnknownRegionError, refusal, refusal_codes
from cleanbreak.cases.guards import pause_over
from cleanbreak.cases.stages import ENDED, NEXT, RECORDED_IN, Stage, Step
from tests.cases.sample import DAY, FACT, SERVICE, closing, decided, in_doubt, move, prepared

NOVEMBER = date(2026, 11, 3)
WARNED = Warned(date(2026, 10, 5), (FACT,), "Pay on time", date(2026, 10, 20))


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(GuardError) as found:
        yield
    assert found.value.code == code


def test_a_whole_case_runs_from_doubt_to_closed() -> None:
    assert move(closing(), Step.CLOSE, Closed(date(2026, 12, 1)), date(2026, 12, 1)).stage is Stage.CLOSED


def test_every_step_that_moves_a_case_leads_out_of_an_open_stage() -> None:
    assert not {source for source, _ in NEXT} & ENDED


def test_every_step_either_moves_a_case_or_records_something() -> None:
    assert {step for _, step in NEXT} | set(RECORDED_IN) | {Step.OPEN} == set(Step)


def test_a_step_that_does_not_follow_names_what_does() -> None:
    with pytest.raises(StepNotAllowedError) as refusal_:
        advance(in_doubt(), Step.TELL, Told(datetime(2026, 11, 2, 9), "x"), DAY)
    assert "warn" in str(refusal_.value)


def test_a_repeated_step_changes_nothing() -> None:
    case = prepared()
    assert advance(case, Step.DECIDE, decided(decided_at=datetime(2026, 11, 3, 9, 5)), NOVEMBER) is case


def test_preparing_again_after_a_new_decision_is_no_repetition() -> None:
    case = move(prepared(), Step.DECIDE, decided(last_day=date(2027, 1, 31)), NOVEMBER)
    assert advance(case, Step.PREPARE, Prepared(), NOVEMBER).stage is Stage.PREPARED


def test_the_case_given_stays_as_it_was() -> None:
    case = in_doubt()
    advance(case, Step.WARN, WARNED, DAY)
    assert case.stage is Stage.DOUBT


def test_a_kept_warning_reconciles() -> None:
    case = advance(in_doubt(), Step.WARN, WARNED, DAY)
    assert advance(case, Step.KEPT, Reaction(DAY), DAY).stage is Stage.RECONCILED


def test_after_the_notice_only_both_together_can_call_it_off() -> None:
    with pytest.raises(StepNotAllowedError):
        advance(closing(), Step.WITHDRAW, GivenUp(DAY), DAY)
    assert advance(closing(), Step.RECONCILE, GivenUp(DAY), DAY).stage is Stage.RECONCILED


def test_deciding_needs_the_contract() -> None:
    case = in_doubt()
    bare = type(case)(case.number, case.stage, case.events[:1])
    with refused("contract_missing"):
        move(bare, Step.DECIDE, decided(), NOVEMBER)


def test_deciding_needs_the_question_about_protected_grounds_answered() -> None:
    with refused("protected_ground_unanswered"):
        move(in_doubt(), Step.DECIDE, decided(protected_ground=None), NOVEMBER)


def test_a_protected_ground_needs_recorded_advice() -> None:
    with refused("protected_ground"):
        move(in_doubt(), Step.DECIDE, decided(protected_ground="yes"), NOVEMBER)
    advised = decided(protected_ground="yes", protected_advice="Dr. Recht, 2 November: unrelated")
    assert move(in_doubt(), Step.DECIDE, advised, NOVEMBER).stage is Stage.DECIDED


def test_deciding_needs_the_question_about_timing_answered() -> None:
    with refused("bad_timing_unanswered"):
        move(in_doubt(), Step.DECIDE, decided(client_can_replace=None), NOVEMBER)


def test_a_bad_moment_needs_a_reason() -> None:
    with refused("bad_timing"):
        move(in_doubt(), Step.DECIDE, decided(client_can_replace="no"), NOVEMBER)


def test_a_decision_without_a_date_is_refused() -> None:
    with refused("no_date"):
        move(in_doubt(), Step.DECIDE, decided(last_day=None, latest_receipt=None), NOVEMBER)


def test_a_platform_contract_refers_to_the_platforms_rules() -> None:
    platform = Contract("platform", "Gigs", "DE")
    with refused("platform_rules"):
        move(in_doubt(platform), Step.DECIDE, decided(), NOVEMBER)


def cause(**changes: object) -> object:
    values = {"route": "cause", "cause_facts": (FACT,), "cause_known_on": date(2026, 10, 28)} | changes
    return decided(**values)


def test_no_ending_for_cause_without_a_warning() -> None:
    with refused("warning_missing"):
        move(in_doubt(), Step.DECIDE, cause(), NOVEMBER)  # type: ignore[arg-type]


def test_a_named_and_explained_exception_stands_for_the_warning() -> None:
    named = cause(warning_exception="refused_finally")
    with refused("exception_unexplained"):
        move(in_doubt(), Step.DECIDE, named, NOVEMBER)  # type: ignore[arg-type]
    told = cause(warning_exception="refused_finally", warning_exception_text="Mail of 27 October")
    assert move(in_doubt(), Step.DECIDE, told, NOVEMBER).stage is Stage.DECIDED  # type: ignore[arg-type]


def test_a_warning_that_still_runs_is_no_warning_yet() -> None:
    running = Warned(date(2026, 10, 30), (FACT,), "Pay on time", date(2026, 11, 3))
    case = advance(in_doubt(), Step.WARN, running, DAY)
    with refused("warning_running"):
        move(case, Step.DECIDE, cause(), NOVEMBER)  # type: ignore[arg-type]


def test_an_ending_for_cause_two_weeks_too_late_is_refused() -> None:
    case = advance(in_doubt(), Step.WARN, WARNED, DAY)
    with refused("cause_too_late"):
        move(case, Step.DECIDE, cause(latest_receipt=date(2026, 11, 2)), NOVEMBER)  # type: ignore[arg-type]


def test_the_pause_holds_the_call_back_for_48_hours() -> None:
    with refused("pause_running"):
        move(prepared(), Step.TELL, Told(datetime(2026, 11, 5, 8, 59), "Ms Ost"), date(2026, 11, 5))


def test_the_pause_never_runs_into_the_last_day_of_receipt() -> None:
    near = decided(latest_receipt=date(2026, 11, 4))
    assert pause_over(near) == datetime(2026, 11, 4, 0, 0)


def test_without_a_last_day_of_receipt_the_pause_is_what_was_set() -> None:
    assert pause_over(decided(latest_receipt=None, pause_hours=72)) == datetime(2026, 11, 6, 9, 0)


def test_no_mail_before_the_call() -> None:
    with refused("call_first"):
        move(prepared(), Step.CONFIRM, Confirmed(date(2026, 11, 6), "email", "x"), date(2026, 11, 6))


def test_a_recorded_reason_stands_for_the_call() -> None:
    sent = Confirmed(date(2026, 11, 6), "email", "x", "safety", "threats on the phone")
    assert move(prepared(), Step.CONFIRM, sent, date(2026, 11, 6)).stage is Stage.CONFIRMED


def test_the_reason_for_not_calling_does_not_shorten_the_pause() -> None:
    sent = Confirmed(date(2026, 11, 4), "email", "x", "safety", "threats on the phone")
    with refused("pause_running"):
        move(prepared(), Step.CONFIRM, sent, date(2026, 11, 4))


def test_a_form_the_channel_does_not_meet_is_refused() -> None:
    signed = Contract("service", "Care", "DE", pay_period="month", form_required="written_by_law")
    sent = Confirmed(date(2026, 11, 6), "email", "x", "unreachable", "three tries")
    with refused("form_not_met"):
        move(prepared(in_doubt(signed)), Step.CONFIRM, sent, date(2026, 11, 6))


def test_receipt_needs_a_proof_in_words() -> None:
    sent = Confirmed(date(2026, 11, 6), "email", "x", "safety", "threats")
    case = move(prepared(), Step.CONFIRM, sent, date(2026, 11, 6))
    with refused("proof_missing"):
        move(case, Step.RECEIPT, Received(date(2026, 11, 6), "reply", " "), date(2026, 11, 6))


def test_a_case_with_open_obligations_stays_open() -> None:
    with refused("obligations_open"):
        move(closing(), Step.CLOSE, Closed(date(2026, 12, 1)), date(2026, 12, 1), ("return_data",))


def test_a_case_is_not_closed_before_its_last_day_is_over() -> None:
    with refused("last_day_ahead"):
        move(closing(), Step.CLOSE, Closed(date(2026, 11, 30)), date(2026, 11, 30))


def test_nothing_is_recorded_as_done_in_the_future() -> None:
    with refused("in_future"):
        move(in_doubt(), Step.DECIDE, decided(), date(2027, 1, 1))


def test_a_doctor_cannot_end_at_once_without_somebody_who_takes_over() -> None:
    case = in_doubt(SERVICE, "doctor")
    with refused("takeover_unconfirmed"):
        move(case, Step.DECIDE, decided(last_day=NOVEMBER), NOVEMBER)
    named = decided(last_day=NOVEMBER, takeover="Dr. Amsel, from 4 November")
    assert move(case, Step.DECIDE, named, NOVEMBER).stage is Stage.DECIDED


FILLED = dict.fromkeys(
    "codes until latest form channel sent last_day count items on name asked_on known currency place left right what mode "
    "situation numbers number day decimals vat rate net gross billed paid rest start end due issued fields".split(),
    "x",
)


@pytest.mark.parametrize("code", refusal_codes())
def test_every_refusal_has_a_sentence_in_both_languages(code: str) -> None:
    assert refusal(code, "de", FILLED) != refusal(code, "en", FILLED)


def test_a_contract_in_no_currency_is_refused() -> None:
    with refused("unknown_currency"):
        move(in_doubt(), Step.CONTRACT, Contract("service", "Care", "DE", currency="XYZ"), DAY)


def test_a_contract_with_an_unknown_holiday_region_is_refused() -> None:
    with pytest.raises(UnknownRegionError):
        move(in_doubt(), Step.CONTRACT, Contract("service", "Care", "DE", region="DE-QQ"), DAY)
