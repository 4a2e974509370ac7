"""A rule file is read word for word, or refused by name: nothing in between."""

from datetime import date
from fractions import Fraction

import pytest

from cleanbreak.rules import explain
from cleanbreak.rules.catalogue import every_record, find, records, select, topic
from cleanbreak.rules.errors import RuleDataError
from cleanbreak.rules.explanation import Explanation, disclaimer, lawyer_question
from cleanbreak.rules.records import Rate, Record, read_topic

FILE = """
[[records]]
id = "XX-1"
jurisdiction = "XX"
statutes = ["Services Act 2019 § 7(2)", "Services Act 2019 § 8"]
valid_from = 2020-01-01
valid_to = 2024-12-31
in_force_since = 2019-07-01
sources = ["Gazette 2019", "Handbook"]
checked_on = 2026-01-15
confidence = "K"
ask_lawyer_when = { TERMS_CHECK = "always" }
title = { en = "Notice", de = "Kündigung" }
[records.applies_when]
operation = ["notice_end", "latest_receipt"]
kind = "statute"
[records.computes]
formula = "after_days"
days = 14
points = "9.2"
begins = 2020-02-29
words = ["a", "b"]
counts = true
[records.reasoning]
en = "Fourteen days."
de = "Vierzehn Tage."

[[rates]]
valid_from = 2020-01-01
valid_to = 2020-06-30
value = "-0.88"
source = "Gazette"
checked_on = 2026-01-15
confidence = "C"
"""
RECORD = Record(
    id="XX-1",
    jurisdiction="XX",
    topic="notice",
    title={"en": "Notice", "de": "Kündigung"},
    statutes=("Services Act 2019 § 7(2)", "Services Act 2019 § 8"),
    valid_from=date(2020, 1, 1),
    valid_to=date(2024, 12, 31),
    in_force_since=date(2019, 7, 1),
    applies_when={"operation": ("notice_end", "latest_receipt"), "kind": ("statute",)},
    computes={
        "formula": "after_days",
        "days": 14,
        "points": "9.2",
        "begins": date(2020, 2, 29),
        "words": ["a", "b"],
        "counts": True,
    },
    ask_lawyer_when={"TERMS_CHECK": "always"},
    sources=("Gazette 2019", "Handbook"),
    checked_on=date(2026, 1, 15),
    confidence="K",
    reasoning={"en": "Fourteen days.", "de": "Vierzehn Tage."},
)


def read(changed: str, to: str) -> Record:
    assert changed in FILE
    return read_topic(FILE.replace(changed, to), "XX", "notice").records[0]


def test_a_file_is_read_as_it_stands() -> None:
    found = read_topic(FILE, "XX", "notice")
    assert found.records == (RECORD,)
    rate = Rate(date(2020, 1, 1), date(2020, 6, 30), Fraction("-0.88"), "Gazette", date(2026, 1, 15), "C", False)
    assert found.rates == (rate,)


def test_a_file_may_hold_nothing() -> None:
    found = read_topic("", "XX", "notice")
    assert (found.records, found.rates) == ((), ())


def test_a_rule_without_an_end_holds_on_and_is_law_since_it_is_used() -> None:
    found = read("valid_to = 2024-12-31\nin_force_since = 2019-07-01\n", "")
    assert (found.valid_to, found.in_force_since) == (None, date(2020, 1, 1))
    assert found.holds_on(date(2090, 1, 1))


def test_a_rule_may_have_no_question_for_a_lawyer() -> None:
    assert read('ask_lawyer_when = { TERMS_CHECK = "always" }\n', "").ask_lawyer_when == {}


def test_a_rule_holds_from_its_first_to_its_last_day() -> None:
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [RECORD.holds_on(day) for day in days] == [False, True, True, False]


def test_a_rule_fits_when_each_fact_has_one_of_its_values() -> None:
    assert RECORD.fits({"operation": "latest_receipt", "kind": "statute", "more": 1})
    assert not RECORD.fits({"operation": "latest_receipt", "kind": "contract"})
    assert not RECORD.fits({"operation": "latest_receipt"})


@pytest.mark.parametrize(
    ("changed", "to", "named"),
    [
        ('id = "XX-1"\n', "", "XX/notice is broken at without id: KeyError"),
        ('jurisdiction = "XX"', 'jurisdiction = "YY"', "broken at XX-1: ValueError.'confidence or jurisdiction'"),
        ('confidence = "K"', 'confidence = "maybe"', "broken at XX-1: ValueError.'confidence or jurisdiction'"),
        ("valid_from = 2020-01-01\nvalid_to = 2024", 'valid_from = "2020"\nvalid_to = 2024', "'2020' is no day"),
        ("valid_to = 2024-12-31", "valid_to = 2024", "2024 is no day"),
        ("in_force_since = 2019-07-01", "in_force_since = 1", "1 is no day"),
        ('checked_on = 2026-01-15\nconfidence = "K"', 'checked_on = 3\nconfidence = "K"', "3 is no day"),
        ('statutes = ["Services Act 2019 § 7(2)", "Services Act 2019 § 8"]', "statutes = []", "no list"),
        ('sources = ["Gazette 2019", "Handbook"]', 'sources = "Gazette"', "'Gazette' is no list"),
        ('title = { en = "Notice", de = "Kündigung" }', 'title = "Notice"', "'Notice' is no table"),
        ('title = { en = "Notice", de = "Kündigung" }', 'title = { en = "Notice", de = "" }', "an empty text"),
        ('title = { en = "Notice", de = "Kündigung" }', 'title = { en = "Notice" }', "KeyError.'de'"),
        ('ask_lawyer_when = { TERMS_CHECK = "always" }', "ask_lawyer_when = []", "is no table"),
    ],
)
def test_a_broken_rule_is_refused_and_says_what_is_broken(changed: str, to: str, named: str) -> None:
    with pytest.raises(RuleDataError, match=named):
        read(changed, to)


def test_the_numbers_of_a_formula_are_read_by_kind() -> None:
    assert RECORD.formula() == "after_days"
    assert RECORD.integer("days") == 14
    assert RECORD.fraction("points") == Fraction(46, 5)
    assert RECORD.day("begins") == date(2020, 2, 29)
    assert RECORD.word("points") == "9.2"
    assert RECORD.words("words") == ("a", "b")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("integer", "counts"),
        ("integer", "points"),
        ("fraction", "days"),
        ("day", "days"),
        ("word", "days"),
        ("words", "points"),
        ("day", "gone"),
    ],
)
def test_a_number_of_the_wrong_kind_is_refused_by_name(kind: str, name: str) -> None:
    with pytest.raises(RuleDataError) as refused:
        getattr(RECORD, kind)(name)
    what = f"computes.{name} is missing or of the wrong kind"
    assert refused.value.params == {"file": "notice", "record": "XX-1", "what": what}


def test_the_files_are_found_by_jurisdiction_and_by_name() -> None:
    clear()
    assert topic("AT", "limitation").records[0].id == "AT-LIMITATION-BUSINESS"
    assert {record.jurisdiction for record in records("AT")} == {"AT", "ANY"}
    assert {record.jurisdiction for record in records("ANY")} == {"ANY"}
    assert len(records("ANY")) == 8
    assert [record.id for record in every_record()][:2] == ["BGB-621-1", "BGB-621-2"]
    assert {record.jurisdiction for record in every_record()} == {"DE", "AT", "CH", "EW", "US", "ANY"}


def clear() -> None:
    for kept in (topic, records, every_record):
        kept.cache_clear()


def test_two_rules_that_overlap_are_both_named() -> None:
    two = {"operation": "settle_tax", "vat_mode": "exempt"}
    assert select("DE", two, None).id == "DE-TAX-EXEMPT"
    with pytest.raises(RuleDataError) as refused:
        select("AT", {"operation": "settle_tax", "vat_mode": _Either("exempt", "standard")}, None)
    expected = {"file": "AT", "record": "AT-TAX-EXEMPT", "what": "it overlaps with AT-TAX-STANDARD"}
    assert refused.value.params == expected


class _Either:
    """Equal to two values, so that exactly two records fit."""

    def __init__(self, *values: str) -> None:
        self.values = values

    def __eq__(self, other: object) -> bool:
        return other in self.values

    __hash__ = None


def test_a_rule_is_explained_with_everything_it_holds() -> None:
    record = find("DE-RETAIN-VOUCHERS-10")
    found = explain("DE-RETAIN-VOUCHERS-10", "de")
    assert (found.title, found.reasoning) == (record.title["de"], record.reasoning["de"])
    assert (found.valid_from, found.valid_to) == (date(1999, 1, 1), date(2014, 12, 31))
    assert (found.in_force_since, found.checked_on) == (record.in_force_since, record.checked_on)
    assert (found.statutes, found.sources, found.formula) == (record.statutes, record.sources, record.computes)
    assert "geprüft" in found.confidence.lower()
    assert found.disclaimer == disclaimer("de")


def test_a_rule_is_explained_in_english_unless_another_language_is_asked_for() -> None:
    assert explain("BGB-621-3") == explain("BGB-621-3", "en")
    assert explain("BGB-621-3") != explain("BGB-621-3", "de")
    assert disclaimer() == disclaimer("en") != disclaimer("de")
    assert lawyer_question("NO_RULE") == lawyer_question("NO_RULE", "en") != lawyer_question("NO_RULE", "de")


LABELS = {
    "statutes": "Statutes",
    "in_force_since": "In force since",
    "used_for": "Used for",
    "open": "today",
    "computed_with": "Computed with",
    "sources": "Sources",
    "checked_on": "Checked on",
    "ask_lawyer": "Ask a lawyer",
}
EXPLANATION = Explanation(
    rule="XX-1",
    title="Notice",
    statutes=("§ 7", "§ 8"),
    in_force_since=date(2019, 7, 1),
    valid_from=date(2020, 1, 1),
    valid_to=None,
    reasoning="Fourteen days.",
    formula={"formula": "after_days", "days": 14},
    ask_lawyer=(("TERMS_CHECK", "Is the clause valid?"), ("NO_RULE", "What holds?")),
    sources=("Gazette", "Handbook"),
    checked_on=date(2026, 1, 15),
    confidence="checked",
    disclaimer="No legal advice.",
    labels=LABELS,
)


def test_an_explanation_is_written_line_by_line() -> None:
    assert EXPLANATION.as_text().splitlines() == [
        "XX-1: Notice",
        "",
        "Fourteen days.",
        "",
        "Statutes: § 7; § 8",
        "In force since: 2019-07-01",
        "Used for: 2020-01-01 - today",
        "Computed with: formula = after_days, days = 14",
        "Sources: Gazette; Handbook",
        "Checked on: 2026-01-15 (checked)",
        "Ask a lawyer: TERMS_CHECK: Is the clause valid?",
        "Ask a lawyer: NO_RULE: What holds?",
        "",
        "No legal advice.",
    ]
