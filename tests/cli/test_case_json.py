"""What the case verbs print as JSON has the form that the schema promises, in every stage of the journey."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tools.case_schema import TARGET, text

from tests.cli.test_case_journey import CLIENT, Shell, closing, opened, shell

__all__ = ["shell"]


def valid(value: Any, verb: str) -> Any:
    whole = json.loads(TARGET.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator({**whole, "$ref": f"#/$defs/{verb}"}).validate(value)
    return value


def test_the_published_schema_is_the_one_of_the_types() -> None:
    assert TARGET.read_text(encoding="utf-8") == text(), "run: python -m tools.case_schema"


def test_every_stage_shows_what_the_schema_promises(shell: Shell) -> None:
    opened(shell)
    assert valid(shell.json("case", "show", CLIENT), "show")["next"]["code"] == "decide"
    valid(shell.json("case", "options", CLIENT, "--received-on", "2026-07-08"), "options")
    shell.done("case", "log", CLIENT, "--fact", "late", "--work", "Home page", "--percent", "50", "--net", "300")
    shell.done("case", "log", CLIENT, "--deadline", "Fair", "--due", "2026-09-01", "--handover", "keys")
    closing(shell)
    settled = ("--method", "percent", "--figure", "percent=50", "--paid-gross", "450", "--range", "40", "60")
    valid(shell.json("case", "settle", CLIENT, *settled), "settle")
    valid(shell.json("case", "obligations", CLIENT, "--all"), "obligations")
    assert valid(shell.json("case", "show", CLIENT), "show")["next"]["code"] == "obligations"
    valid(shell.json("timeline", "verify"), "timeline_verify")


@pytest.mark.parametrize("kind", ["work", "mandate", "package", "platform"])
def test_the_ways_out_of_every_kind_of_contract_fit_the_schema(shell: Shell, kind: str) -> None:
    opened(shell, "--kind", kind, "--net", "6000")
    valid(shell.json("case", "options", CLIENT), "options")


def test_a_letter_of_ones_own_is_checked_against_the_list(shell: Shell, tmp_path: Path) -> None:
    opened(shell)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ms Ost,\nour contract for the web care ends on 31 July 2026.\n", encoding="utf-8")
    found = valid(shell.json("case", "check", CLIENT, str(letter)), "check")
    assert {"fees", "delivery"} <= {item["code"] for item in found["missing"]}
    assert "contract" not in {item["code"] for item in found["missing"]}
    assert "9 items" in shell.done("case", "check", CLIENT, str(letter))


def test_a_value_of_another_form_is_refused() -> None:
    with pytest.raises(jsonschema.ValidationError):
        valid({"schema": 1, "open": -1, "obligations": []}, "obligations")
