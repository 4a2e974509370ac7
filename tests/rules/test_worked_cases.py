"""Every worked case of the folder, and the open examples, give exactly what was worked out by hand."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanbreak.rules import answer

HERE = Path(__file__).parent


def _facts(value: object) -> object:
    """TOML has no null: the word stands for it."""
    if isinstance(value, dict):
        return {key: _facts(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_facts(entry) for entry in value]
    return None if value == "null" else value


def _worked() -> Iterator[object]:
    for path in sorted(HERE.glob("*/*.toml")):
        page = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in page["cases"]:
            case.setdefault("jurisdiction", path.parent.name.upper())
            case["inputs"] = {**page.get("common", {}).get(case["op"], {}), **case["inputs"]}
            yield pytest.param(_facts(case), id=f"{path.parent.name}/{path.stem}: {case['title']}")


def _examples() -> list[dict]:
    return [json.loads(line) for line in (HERE / "examples.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", list(_worked()))
def test_a_worked_case_gives_what_was_worked_out(case: dict) -> None:
    given = answer(case)
    assert {key: given["answer"].get(key, "absent") for key in case["expected"]} == case["expected"]
    assert (given["question"], given["question_about"]) == (case.get("question"), case.get("about"))
    if case.get("exactly"):
        assert given["answer"] == case["expected"]
    if "rules" in case:
        assert given["rules"] == case["rules"]
    if "codes" in case:
        assert sorted(given["ask_lawyer"]) == sorted(case["codes"])
    if "warnings" in case:
        assert given["warnings"] == case["warnings"]


@pytest.mark.parametrize("case", _examples(), ids=lambda case: case["id"])
def test_an_open_example_is_answered_as_expected(case: dict) -> None:
    given = answer(case)["answer"]
    expected = dict(case["expected"])
    codes = expected.pop("type_code_any_of", None)
    assert {key: given.get(key, "absent") for key in expected} == expected
    assert codes is None or given["type_code"] in codes


def test_there_are_104_open_examples() -> None:
    assert len(_examples()) == 104
