"""Whatever is missing, malformed or contradictory becomes a question or a code, never a number, never a crash."""

import json
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbreak.rules import OPERATIONS, answer, answer_file
from cleanbreak.rules.explanation import lawyer_codes

EXAMPLES = [
    json.loads(line) for line in (Path(__file__).parent / "examples.jsonl").read_text(encoding="utf-8").splitlines()
]
ENVELOPE = {
    "id",
    "answer",
    "rule",
    "rules",
    "statutes",
    "in_force_since",
    "inputs",
    "ask_lawyer",
    "question",
    "question_about",
    "warnings",
    "disclaimer",
}
OPTIONAL_OR_UNREAD = {
    ("holidays",),
    ("rule", "agreed_notice_months"),
    ("contract_rate",),
    ("base_rates",),
    ("fiscal_year_end",),
    ("return_due_on",),
    ("tax_open_until",),
    ("deposit_gross",),
    ("deposit_offset",),
    ("compensation_unperformed_percent",),
    ("basis", "excluded"),
    ("invoice_on",),
    ("consumer_notice_in_invoice",),
}
ILLEGAL = [
    float("nan"),
    1.5,
    -1,
    10**30,
    True,
    "",
    " ",
    "2026-02-31",
    "31.12.2026",
    "1e5",
    "1,5",
    "-5",
    [],
    {},
    [[]],
    "\ud800",
]


def answered(given_back: dict) -> bool:
    return any(value is not None and value is not True for value in given_back["answer"].values())


def paths(value: object, path: tuple = ()) -> list[tuple]:
    if isinstance(value, dict):
        return [(*path, key) for key in value] + [
            found for key, entry in value.items() for found in paths(entry, (*path, key))
        ]
    if isinstance(value, list):
        return [found for index, entry in enumerate(value) for found in paths(entry, (*path, index))]
    return []


def without(inputs: dict, path: tuple) -> dict:
    changed = deepcopy(inputs)
    target = changed
    for step in path[:-1]:
        target = target[step]
    del target[path[-1]]
    return changed


def replaced(inputs: dict, path: tuple, value: object) -> dict:
    changed = deepcopy(inputs)
    target = changed
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return changed


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case["id"])
def test_a_fact_that_is_needed_and_missing_is_asked_for(case: dict) -> None:
    for path in paths(case["inputs"]):
        if path in OPTIONAL_OR_UNREAD:
            continue
        given_back = answer({**case, "inputs": without(case["inputs"], path)})
        assert given_back["question"] == "missing_fact", path
        assert not answered(given_back), path


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case["id"])
def test_a_fact_of_the_wrong_form_never_crashes_and_leaves_a_writable_answer(case: dict) -> None:
    for path in paths(case["inputs"]):
        for value in ILLEGAL:
            given_back = answer({**case, "inputs": replaced(case["inputs"], path, value)})
            assert set(given_back) == ENVELOPE
            json.dumps(given_back, allow_nan=False).encode()


@pytest.mark.parametrize(
    "value", ["2026-02-31", "2026-2-1", "31.12.2026", "20260101", "0001-01-01", "9999-12-31", 5, None]
)
def test_a_day_that_is_no_day_is_asked_for(value: object) -> None:
    given_back = answer(
        {"op": "limitation_end", "jurisdiction": "CH", "inputs": {"claim_kind": "regular", "arose_on": value}}
    )
    assert given_back["question"] in ("malformed_fact", "missing_fact")
    assert given_back["question_about"] == "arose_on"
    assert given_back["answer"] == {"claim_until": None}


@pytest.mark.parametrize("value", [12.5, 100, "1e5", "1.000,00", "NaN", "Infinity", "+5", "9" * 40, "-1.00", True])
def test_an_amount_that_is_no_decimal_string_is_asked_for(value: object) -> None:
    inputs = {"currency": "EUR", "total_net": value, "vat_rate": "19", "partial_invoices": []}
    given_back = answer({"op": "final_invoice", "jurisdiction": "DE", "inputs": inputs})
    assert (given_back["question"], given_back["question_about"]) == ("malformed_fact", "total_net")
    assert given_back["answer"] == {"remaining_gross": None}


@pytest.mark.parametrize("length", [-1, 1.0, "3", True, 10**9, None])
def test_a_length_that_is_no_sensible_number_is_asked_for(length: object) -> None:
    rule = {"kind": "contract", "length": length, "unit": "months", "end_on": "any"}
    given_back = answer(
        {"op": "notice_end", "jurisdiction": "DE", "inputs": {"received_on": "2026-01-31", "rule": rule}}
    )
    assert given_back["question"] in ("malformed_fact", "missing_fact")
    assert given_back["question_about"] == "rule.length"


@pytest.mark.parametrize("jurisdiction", ["FR", "de", "ANY", "", None, 5, ["DE"]])
def test_an_unknown_jurisdiction_is_a_question_for_a_lawyer(jurisdiction: object) -> None:
    given_back = answer({"op": "notice_end", "jurisdiction": jurisdiction, "inputs": {}})
    assert given_back["question"] == "unknown_jurisdiction"
    assert given_back["ask_lawyer"] == ["FOREIGN_LAW"]
    assert given_back["answer"] == {"last_service_day": None}


@pytest.mark.parametrize("operation", ["guess", None, 5, ["notice_end"]])
def test_an_unknown_operation_is_a_question(operation: object) -> None:
    assert answer({"op": operation, "jurisdiction": "DE", "inputs": {}})["question"] == "unknown_operation"


@pytest.mark.parametrize("inputs", [None, [], "text", 5])
def test_inputs_that_are_no_object_are_a_question(inputs: object) -> None:
    given_back = answer({"op": "settle", "jurisdiction": "DE", "inputs": inputs})
    assert given_back["question_about"] == "inputs"
    assert given_back["answer"] == {"earned_gross": None, "refund_gross": None, "due_gross": None}


def test_days_and_decimals_of_python_are_taken_as_they_are() -> None:
    inputs = {"currency": "EUR", "total_net": Decimal("100.00"), "vat_rate": Decimal(19), "partial_invoices": ()}
    assert answer({"op": "final_invoice", "jurisdiction": "DE", "inputs": inputs})["answer"]["total_vat"] == "19.00"
    received = {"received_on": date(2026, 4, 7), "rule": {"kind": "statute", "id": "BGB-621-2"}}
    closed = {"holidays": {date(2026, 4, 6)}}
    found = answer({"op": "notice_end", "jurisdiction": "DE", "inputs": received | closed})
    assert found["answer"]["last_service_day"] == "2026-04-11"
    assert found["inputs"]["holidays"] == ["2026-04-06"]


def test_only_the_facts_that_were_used_are_repeated() -> None:
    inputs = {"claim_kind": "regular", "arose_on": "2026-04-14", "mood": "bad"}
    found = answer({"op": "limitation_end", "jurisdiction": "CH", "inputs": inputs})
    assert found["inputs"] == {"claim_kind": "regular", "arose_on": "2026-04-14"}


def test_an_answer_names_its_rule_statutes_and_day_of_force() -> None:
    inputs = {"doc_kind": "invoice_issued", "event_on": "2026-05-12"}
    found = answer({"id": "x", "op": "retention_end", "jurisdiction": "DE", "inputs": inputs})
    assert (found["id"], found["rule"]) == ("x", "DE-RETAIN-VOUCHERS-8")
    assert found["in_force_since"] == "2025-01-01"
    assert "UStG § 14b(1)" in found["statutes"]
    assert "no legal advice" in found["disclaimer"]
    assert found["warnings"] == ["tax_assessment_may_be_open"]


def test_a_rate_of_the_user_is_shown_as_theirs() -> None:
    rate = {"from": "2026-07-01", "rate": "2.00", "source": "Bundesbank press release", "checked_on": "2026-07-02"}
    inputs = {"currency": "EUR", "principal": "36500.00", "debtor": "business", "interest_from": "2026-06-30"}
    inputs |= {"interest_to": "2026-07-01", "day_count": "act/365", "entered_rates": [rate]}
    parts = answer({"op": "default_interest", "jurisdiction": "DE", "inputs": inputs})["answer"]["parts"]
    assert [part["entered_by_user"] for part in parts] == [False, True]
    assert parts[1]["source"] == "Bundesbank press release"
    assert parts[1]["checked_on"] == "2026-07-02"
    assert parts[1]["percent"] == "11.00"


def test_a_rate_of_the_user_does_not_replace_one_that_is_built_in() -> None:
    rate = {"from": "2026-01-01", "rate": "9.00", "source": "hearsay", "checked_on": "2026-07-02"}
    inputs = {"currency": "EUR", "principal": "36500.00", "debtor": "business", "interest_from": "2026-06-30"}
    inputs |= {"interest_to": "2026-06-30", "day_count": "act/365", "entered_rates": [rate]}
    assert answer({"op": "default_interest", "jurisdiction": "DE", "inputs": inputs})["answer"]["interest"] == "10.27"


def test_a_file_with_broken_lines_is_answered_line_by_line() -> None:
    good = json.dumps(EXAMPLES[0])
    doubled = '{"op": "notice_end", "op": "settle"}'
    lines = [
        "\ufeff" + good,
        "",
        "{broken",
        "[1]",
        doubled,
        '{"id": NaN}',
        "[" * 100_000,
        '{"id": ' + "9" * 5000 + "}",
        good,
    ]
    found = list(answer_file(lines))
    assert [entry["question"] for entry in found] == [None, *["broken_line"] * 6, None]
    assert [entry["problem"]["line"] for entry in found[1:-1]] == [3, 4, 5, 6, 7, 8]


def test_the_disclaimer_speaks_the_language_asked_for() -> None:
    assert "keine Rechtsberatung" in answer(EXAMPLES[0], lang="de")["disclaimer"]


def test_every_code_in_an_answer_is_one_that_can_be_explained() -> None:
    codes = {code for case in EXAMPLES for code in answer(case)["ask_lawyer"]}
    assert codes <= set(lawyer_codes())
    assert codes


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(date.isoformat),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(EXAMPLES), st.data())
def test_any_value_in_any_place_gives_an_answer_that_can_be_written(case: dict, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths(case["inputs"])))
    given_back = answer({**case, "inputs": replaced(case["inputs"], path, data.draw(anything))})
    assert set(given_back) == ENVELOPE
    json.dumps(given_back, allow_nan=False).encode()


@given(st.sampled_from(sorted(OPERATIONS)), st.sampled_from(["DE", "AT", "CH", "EW", "US"]), anything)
def test_any_inputs_give_an_answer(operation: str, jurisdiction: str, inputs: object) -> None:
    assert set(answer({"op": operation, "jurisdiction": jurisdiction, "inputs": inputs})) == ENVELOPE
