"""What may leave the house: the positive list, and nothing else."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbreak.cases.case import advance, opened
from cleanbreak.cases.contents import CONTENT_OF, Details, OpenWork, Prepared, Recommended
from cleanbreak.cases.encoding import from_plain, to_plain
from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import Address, DatedFact
from cleanbreak.cases.practice import Practice, Standing
from cleanbreak.cases.replacements import require_offerable
from cleanbreak.cases.stages import Step
from cleanbreak.cases.view import facts_of
from tests.cases.sample import DAY, FACT, closing, decided, in_doubt, move

PRACTICE = Practice(Address("Clara Brandt"))
TODAY = date(2026, 11, 20)


def test_a_case_without_a_contract_has_nothing_to_show() -> None:
    bare = opened("2026-001", Details(Address("Ostwind GmbH")), DAY)
    with pytest.raises(GuardError):
        facts_of(bare, PRACTICE, Standing(TODAY))


def test_dates_and_rule_come_from_the_proved_receipt() -> None:
    end = facts_of(closing(), PRACTICE, Standing(TODAY)).end
    assert (end.last_day, end.notice_received_on, end.rule) == (date(2026, 11, 30), date(2026, 11, 5), "BGB-621-3")


def test_head_and_length_of_the_timeline_stand_in_the_facts() -> None:
    facts = facts_of(closing(), PRACTICE, Standing(TODAY, "abc", 7))
    assert (facts.timeline_head, facts.timeline_length) == ("abc", 7)


def test_a_reason_is_shown_only_at_the_level_that_was_chosen() -> None:
    case = move(in_doubt(), Step.DECIDE, decided(cause_facts=(FACT,)), date(2026, 11, 3))
    silent = advance(case, Step.PREPARE, Prepared("none", "we part"), DAY)
    spoken = advance(case, Step.PREPARE, Prepared("cause", "unpaid invoices"), DAY)
    assert (
        facts_of(silent, PRACTICE, Standing(TODAY)).reason,
        facts_of(silent, PRACTICE, Standing(TODAY)).cause_facts,
    ) == ("", ())
    assert facts_of(spoken, PRACTICE, Standing(TODAY)).cause_facts == (FACT,)


def named(person: Recommended) -> tuple[str, ...]:
    case = advance(in_doubt(), Step.REPLACEMENT, person, DAY)
    case = move(case, Step.DECIDE, decided(), date(2026, 11, 3))
    case = advance(case, Step.PREPARE, Prepared(replacement_mode="named"), DAY)
    return tuple(r.name for r in facts_of(case, PRACTICE, Standing(TODAY)).replacements)


def test_a_replacement_is_named_with_a_fresh_answer_and_a_disclosed_fee() -> None:
    assert named(Recommended("Jana Holt", "j@holt.example", date(2026, 10, 21), fee="")) == ("Jana Holt",)


def test_a_replacement_goes_stale_after_30_days() -> None:
    assert named(Recommended("Jana Holt", "j@holt.example", date(2026, 10, 20), fee="")) == ()


def test_a_replacement_with_an_undisclosed_fee_is_not_named() -> None:
    person = Recommended("Jana Holt", "j@holt.example", date(2026, 11, 19))
    assert named(person) == ()
    with pytest.raises(GuardError) as refused:
        require_offerable((person,), TODAY)
    assert refused.value.code == "fee_undisclosed"


def test_open_work_is_what_is_not_done() -> None:
    case = advance(closing(), Step.WORK, OpenWork("Newsletter", percent_done=Decimal(20)), DAY)
    case = advance(case, Step.WORK, OpenWork("Logo", percent_done=Decimal(100), done_on=DAY), DAY)
    assert [o.text for o in facts_of(case, PRACTICE, Standing(TODAY)).open_work] == ["Newsletter"]


def test_no_content_of_a_case_has_a_place_for_private_words() -> None:
    names = {f.name for kind in CONTENT_OF.values() for f in fields(kind)}
    assert not names & {"note", "strain", "reward", "score", "opinion", "private"}


@given(
    st.lists(st.tuples(st.dates(), st.text()), max_size=4), st.decimals(allow_nan=False, allow_infinity=False, places=2)
)
def test_what_is_stored_comes_back_the_same(facts: list[tuple[date, str]], net: Decimal) -> None:
    case = closing().decided
    assert case is not None
    kept = type(case)(
        **{**{f.name: getattr(case, f.name) for f in fields(case)}, "cause_facts": tuple(DatedFact(*f) for f in facts)}
    )
    assert from_plain(type(kept), to_plain(kept)) == kept
    work = OpenWork("x", net=net)
    assert from_plain(OpenWork, to_plain(work)) == work
