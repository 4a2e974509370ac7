"""The rule files are complete, do not overlap, can be explained, and the reference page is written from them."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from cleanbreak.rules import explain
from cleanbreak.rules.catalogue import JURISDICTIONS, TOPICS, built_in_rates, every_record, find, select
from cleanbreak.rules.errors import RuleDataError, UnknownRuleError
from cleanbreak.rules.explanation import lawyer_codes, lawyer_question
from cleanbreak.rules.notice import FORMULAS
from cleanbreak.rules.records import read_topic
from cleanbreak.rules.reference import reference_page
from cleanbreak.rules.retention import LIMITATIONS, NOT_COMPUTED, RETENTIONS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src/cleanbreak/rules/jurisdictions"
SIGNALS = {
    "always",
    "untimely",
    "important_reason",
    "no_date",
    "main_occupation",
    "hourly_pay",
    "moved_off_saturday",
    "unproved",
    "no_interest",
    "taxed_compensation",
    "unused_hours",
    "ends_on_weekend",
    "agreed_rate",
    "no_rate",
}


def test_every_file_of_rules_is_listed_in_the_catalogue() -> None:
    on_disk = {(path.parent.name.upper(), path.stem) for path in FOLDER.glob("*/*.toml")}
    assert on_disk == {(place, topic) for place, topics in TOPICS.items() for topic in topics}


def test_every_rule_has_an_id_of_its_own() -> None:
    ids = [record.id for record in every_record()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("record", every_record(), ids=lambda record: record.id)
def test_a_rule_can_be_explained_in_both_languages(record) -> None:
    for lang in ("en", "de"):
        text = explain(record.id, lang).as_text()
        assert record.id in text
        assert record.statutes[0] in text
        assert record.reasoning[lang] in text


@pytest.mark.parametrize("record", every_record(), ids=lambda record: record.id)
def test_a_rule_asks_only_known_questions_on_known_signals(record) -> None:
    assert set(record.ask_lawyer_when) <= set(lawyer_codes())
    assert set(record.ask_lawyer_when.values()) <= SIGNALS


def test_every_named_formula_exists() -> None:
    named = {
        (operation, record.formula())
        for record in every_record()
        for operation in record.applies_when["operation"]
        if operation in ("notice_end", "retention_end", "limitation_end")
    }
    known = {("notice_end", name) for name in FORMULAS} | {("limitation_end", name) for name in LIMITATIONS}
    known |= {("retention_end", name) for name in (*RETENTIONS, NOT_COMPUTED)}
    assert named <= known


@pytest.mark.parametrize(
    ("facts", "changes"),
    [
        ({"operation": "einvoice_required"}, ["2011-07-01", "2025-01-01", "2027-01-01", "2028-01-01"]),
        ({"operation": "retention_end", "doc_kind": "booking_record"}, ["1999-01-01", "2015-01-01", "2017-01-01"]),
    ],
)
def test_a_changed_law_follows_the_old_one_without_gap_or_overlap(facts: dict, changes: list[str]) -> None:
    days = [date.fromisoformat(change) for change in changes]
    assert select("DE", facts, days[0] - timedelta(days=1)) is None
    for day in days[1:]:
        before, after = select("DE", facts, day - timedelta(days=1)), select("DE", facts, day)
        assert before.valid_to == day - timedelta(days=1)
        assert after.valid_from == day


@pytest.mark.parametrize("jurisdiction", ["DE", "EW"])
def test_built_in_rates_follow_each_other_and_stop_at_the_last_one_published(jurisdiction: str) -> None:
    rates = built_in_rates(jurisdiction)
    for earlier, later in pairwise(rates):
        assert earlier.valid_to + timedelta(days=1) == later.valid_from
    assert rates[-1].valid_to == date(2026, 6, 30)


@pytest.mark.parametrize("jurisdiction", ["AT", "CH", "US"])
def test_no_rates_are_built_in_elsewhere(jurisdiction: str) -> None:
    assert built_in_rates(jurisdiction) == ()


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_every_jurisdiction_has_a_rule_for_interest(jurisdiction: str) -> None:
    assert select(
        jurisdiction, {"operation": "default_interest", "debtor": "business", "claim": "pay"}, date(2026, 1, 1)
    )


def test_an_unknown_rule_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnknownRuleError, match="There is no rule called BGB-999"):
        find("BGB-999")


def test_an_unknown_language_is_explained_in_english() -> None:
    assert explain("BGB-621-3", "fr").title == explain("BGB-621-3", "en").title


def test_every_code_has_a_question_in_both_languages() -> None:
    assert all(lawyer_question(code, lang).endswith(("?", ".")) for code in lawyer_codes() for lang in ("en", "de"))


def test_a_broken_record_is_refused_by_name() -> None:
    with pytest.raises(RuleDataError, match="xx/notice is broken at XX-1"):
        read_topic('[[records]]\nid = "XX-1"\n', "xx", "notice")


def test_two_rules_for_one_question_are_refused() -> None:
    with pytest.raises(RuleDataError, match="overlaps with BGB-621-1"):
        select("DE", {"operation": "notice_end", "kind": "statute", "rule": _AnyRule()}, date(2026, 1, 1))


class _AnyRule:
    """Equal to every rule, so that several records fit."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str)

    __hash__ = None


def test_the_reference_page_is_current() -> None:
    page = (ROOT / "docs/reference/rules.md").read_text(encoding="utf-8")
    assert page == reference_page(every_record())
