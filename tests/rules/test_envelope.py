"""The envelope around an answer: what is repeated, what is asked, and which fact is at fault."""

import json
from datetime import date
from decimal import Decimal

import pytest

from cleanbreak.rules import answer, answer_file
from cleanbreak.rules.errors import FactError, MissingFactError
from cleanbreak.rules.explanation import disclaimer
from cleanbreak.rules.facts import LONGEST, Facts

CASE = {
    "id": "case 7",
    "op": "limitation_end",
    "jurisdiction": "CH",
    "inputs": {"claim_kind": "regular", "arose_on": "2026-04-14"},
}
ASKED = {
    "id": "case 7",
    "answer": {"claim_until": None},
    "rule": None,
    "rules": [],
    "statutes": [],
    "in_force_since": None,
    "inputs": {},
    "ask_lawyer": [],
    "question": "missing_fact",
    "question_about": "inputs",
    "warnings": [],
    "disclaimer": disclaimer("en"),
}


def test_an_answer_says_everything_it_rests_on() -> None:
    assert answer(CASE) == {
        "id": "case 7",
        "answer": {"claim_until": "2036-04-14"},
        "rule": "CH-LIMITATION-REGULAR",
        "rules": ["CH-LIMITATION-REGULAR"],
        "statutes": ["OR Art. 127", "OR Art. 130"],
        "in_force_since": "1912-01-01",
        "inputs": CASE["inputs"],
        "ask_lawyer": [],
        "question": None,
        "question_about": None,
        "warnings": [],
        "disclaimer": disclaimer("en"),
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"op": "guess"}, {"answer": {}, "question": "unknown_operation", "question_about": "op"}),
        (
            {"jurisdiction": "FR"},
            {"question": "unknown_jurisdiction", "question_about": "jurisdiction", "ask_lawyer": ["FOREIGN_LAW"]},
        ),
        ({"inputs": None}, {"question": "missing_fact", "question_about": "inputs"}),
        ({"inputs": ["x"]}, {"question": "malformed_fact", "question_about": "inputs"}),
        (
            {"inputs": {"claim_kind": "regular"}},
            {"question": "missing_fact", "question_about": "arose_on", "inputs": {"claim_kind": "regular"}},
        ),
        (
            {"inputs": {"claim_kind": "regular", "arose_on": "14.4.2026"}},
            {
                "question": "malformed_fact",
                "question_about": "arose_on",
                "inputs": {"claim_kind": "regular", "arose_on": "14.4.2026"},
            },
        ),
        (
            {"inputs": {"claim_kind": "odd"}},
            {"question": "unknown_value", "question_about": "claim_kind", "inputs": {"claim_kind": "odd"}},
        ),
        (
            {"inputs": {"claim_kind": 5}},
            {"question": "malformed_fact", "question_about": "claim_kind", "inputs": {"claim_kind": 5}},
        ),
    ],
)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_question_says_which_fact_it_is_about(changes: dict, expected: dict, lang: str) -> None:
    given = {**CASE, **changes}
    assert answer(given, lang) == {**ASKED, **expected, "disclaimer": disclaimer(lang)}


def test_a_contradiction_elsewhere_is_no_foreign_law() -> None:
    inputs = {"event_on": "2026-03-02", "length": 0, "unit": "days", "first_day_counts": True, "roll": "none"}
    found = answer({"op": "period_end", "jurisdiction": "DE", "inputs": inputs})
    assert (found["question"], found["ask_lawyer"]) == ("contradictory_facts", [])


def test_a_rule_of_another_kind_than_a_statute_is_no_foreign_law() -> None:
    inputs = {"received_on": "2026-03-02", "rule": {"kind": "statute", "id": "BGB-999"}}
    found = answer({"op": "notice_end", "jurisdiction": "DE", "inputs": inputs})
    assert (found["question"], found["question_about"], found["ask_lawyer"]) == ("unknown_value", "rule.id", [])


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_line_that_is_no_case_is_named_with_the_reason(lang: str) -> None:
    lines = ["[1]", '{"a": 1, "a": 2}', '{"a": NaN}', "{broken", json.dumps(CASE)]
    found = list(answer_file(lines, lang))
    assert {entry["disclaimer"] for entry in found} == {disclaimer(lang)}
    assert [entry["question_about"] for entry in found] == ["line 1", "line 2", "line 3", "line 4", None]
    assert found[0]["problem"] == {"code": "broken_line", "line": 1, "params": {"reason": "not a JSON object"}}
    assert found[1]["problem"]["params"] == {"reason": "a key appears twice in one object"}
    assert found[2]["problem"]["params"] == {"reason": "NaN is not a number"}
    assert "line 1 column 2" in found[3]["problem"]["params"]["reason"]
    assert (found[0]["id"], found[0]["answer"]) == (None, {})


def test_a_file_is_answered_in_english_unless_another_language_is_asked_for() -> None:
    assert next(iter(answer_file([json.dumps(CASE)])))["disclaimer"] == disclaimer("en")
    assert answer(CASE)["disclaimer"] == disclaimer("en")


def echo(value: object) -> object:
    return answer({"id": value})["id"]


def test_what_came_in_is_repeated_in_a_form_that_can_be_written() -> None:
    assert echo(None) is None
    assert echo(True) is True
    assert echo(5) == 5
    assert echo("Müller \ud800") == "Müller ?"
    assert echo(date(2026, 1, 2)) == "2026-01-02"
    assert echo(Decimal("1.50")) == "1.50"
    assert echo(float("nan")) == "nan"
    assert echo({1: [2, ("a", Decimal(3))]}) == {"1": [2, ["a", "3"]]}
    assert echo(object()) == "object"


@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: {"k": value}])
def test_what_is_nested_too_deep_is_only_named(wrap) -> None:
    deep: object = "end"
    for _ in range(8):
        deep = wrap(deep)
    assert echo(deep) == deep
    kind = type(deep).__name__
    expected: object = kind
    for _ in range(8):
        expected = wrap(expected)
    assert echo(wrap(deep)) == expected


def test_a_fact_is_named_by_its_path() -> None:
    facts = Facts({"a": {"list": [{"n": 1}, 5], "days": ["2026-01-01", "x"], "flag": 1, "word": " ", "money": "0.001"}})
    child = facts.child("a")
    faults = {
        "a.gone": lambda: child.flag("gone"),
        "a.flag": lambda: child.flag("flag"),
        "a.list[1]": lambda: child.children("list"),
        "a.days[1]": lambda: child.holidays("days"),
        "a.word": lambda: child.word("word"),
        "a.money": lambda: child.paid_money("money", "EUR"),
        "a.days": lambda: child.choice("days", ["x"]),
        "a.list": lambda: child.child("list"),
        "a.null": lambda: child.nullable_day("null"),
        "a.first": lambda: child.either("first", "second", child.number),
    }
    for name, read in faults.items():
        with pytest.raises(FactError) as refused:
            read()
        assert refused.value.params["field"] == name
    assert facts.used == ("a",)


def test_a_list_that_is_none_is_named_and_a_null_is_missing() -> None:
    with pytest.raises(FactError) as refused:
        Facts({"holidays": "2026-01-01"}).holidays()
    assert refused.value.params["field"] == "holidays"
    with pytest.raises(MissingFactError):
        Facts({"holidays": None}).holidays()


def test_the_fact_that_was_read_is_noted_by_its_top_level_name() -> None:
    facts = Facts({"list": [{"n": {"m": True}}], "other text": "x"})
    assert facts.children("list")[0].child("n").flag("m")
    facts.word("other text")
    assert facts.used == ("list", "other text")


def test_bounds_belong_to_what_is_taken() -> None:
    facts = Facts({"n": "100", "w": 5, "first": "1900-01-01", "last": "2199-12-31", "long": "x" * 500, "one": "x"})
    assert facts.number("n", most=100) == 100
    assert facts.whole("w", 5, 5) == 5
    assert (facts.day("first"), facts.day("last")) == (date(1900, 1, 1), date(2199, 12, 31))
    assert (len(facts.word("long")), facts.word("one")) == (500, "x")
    assert len(Facts({"list": [{}] * 1_000}).children("list")) == 1_000


@pytest.mark.parametrize(
    "read",
    [
        lambda: Facts({"n": "100.01"}).number("n", most=100),
        lambda: Facts({"n": "-0.01"}).number("n"),
        lambda: Facts({"n": "-0.01"}).paid_money("n", "EUR"),
        lambda: Facts({"w": 6}).whole("w", 5, 5),
        lambda: Facts({"w": 4}).whole("w", 5, 5),
        lambda: Facts({"d": "1899-12-31"}).day("d"),
        lambda: Facts({"d": "2200-01-01"}).day("d"),
        lambda: Facts({"t": "x" * 501}).word("t"),
        lambda: Facts({"t": 5}).word("t"),
        lambda: Facts({"list": [{}] * 1_001}).children("list"),
    ],
)
def test_what_is_beyond_the_bounds_is_not_taken(read) -> None:
    with pytest.raises(FactError):
        read()


def test_a_negative_amount_on_a_document_is_taken_where_asked_for() -> None:
    assert Facts({"n": "-5.00"}).paid_money("n", "EUR", least=None) == -5


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "business_days"])
def test_the_longest_notice_is_taken_and_one_longer_is_asked_about(unit: str) -> None:
    rule = {"kind": "contract", "unit": unit, "end_on": "any", "length": LONGEST[unit]}
    case = {
        "op": "notice_end",
        "jurisdiction": "DE",
        "inputs": {"received_on": "2026-01-01", "rule": rule, "holidays": []},
    }
    assert answer(case)["question"] is None
    rule["length"] += 1
    assert answer(case)["question_about"] == "rule.length"
