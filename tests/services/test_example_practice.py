"""The example practice, read from its files, gives the figures that its plan computed independently."""

import json
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from cleanbreak.services.publication import as_json
from cleanbreak.services.review import ReviewRequest, review

FOLDER = Path(str(files("cleanbreak.examples"))) / "practice"
TRUTH = json.loads((FOLDER.parent / "truth.json").read_text(encoding="utf-8"))
WANTED = {c["name"]: c for c in TRUTH["clients"]}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return as_json(review(ReviewRequest(FOLDER, date(2026, 11, 24), date(2026, 6, 30))))


def test_the_clients_are_those_of_the_plan_under_one_name_each(found: dict[str, Any]) -> None:
    assert {c["name"] for c in found["clients"]} == set(WANTED)
    assert found["proposed_merges"] == []


@pytest.mark.parametrize("name", sorted(WANTED))
def test_every_figure_of_the_plan_is_read_from_the_files(found: dict[str, Any], name: str) -> None:
    measures = next(c for c in found["clients"] if c["name"] == name)["measures"]
    wanted = {k: v for k, v in WANTED[name]["measures"].items() if k != "uncivil_messages_in"}
    assert {k: measures[k] for k in wanted} == wanted


@pytest.mark.parametrize("name", sorted(WANTED))
def test_the_advice_is_what_the_role_was_written_for(found: dict[str, Any], name: str) -> None:
    advice = next(c for c in found["clients"] if c["name"] == name)["recommendation"]
    assert advice["word"] == WANTED[name]["expected"]
    assert len(advice["reasons"]) >= 3


def test_the_warning_mail_is_read_as_one_and_asked_about(found: dict[str, Any]) -> None:
    asked = [(a["client"], a["date"]) for a in found["assumed"] if a["code"] == "warning_read"]
    assert asked == [(c["name"], c["warned_on"]) for c in TRUTH["clients"] if c["warned_on"]]


def test_a_mail_that_was_no_warning_can_be_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    shutil.copytree(FOLDER, folder)
    warned = next(c["name"] for c in TRUTH["clients"] if c["warned_on"])
    text = (folder / "cleanbreak.toml").read_text(encoding="utf-8")
    lines = [line + ("\nno_warning = true" if line == f'name = "{warned}"' else "") for line in text.splitlines()]
    (folder / "cleanbreak.toml").write_text("\n".join(lines), encoding="utf-8")
    found = as_json(review(ReviewRequest(folder, date(2026, 11, 24), date(2026, 6, 30))))
    assert next(c for c in found["clients"] if c["name"] == warned)["recommendation"]["word"] == "repair"
    assert not [a for a in found["assumed"] if a["code"] == "warning_read"]
