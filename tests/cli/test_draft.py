"""`cleanbreak draft check` from outside."""

import json
from pathlib import Path

import pytest

from cleanbreak.cli.main import main

CLEAN = (
    "Guten Tag Frau Vogt, wie am Montag am Telefon besprochen, endet unsere Zusammenarbeit am 31. Mai. Bis dahin stelle ich "
    "die Mai-Abrechnung fertig und übergebe Ihnen alle Unterlagen. Frau Lenz aus Hamm hat Zeit und kennt das Programm. "
    "Vielen Dank für Ihr Vertrauen."
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    assert not stopped.value.code
    return capsys.readouterr().out


def test_a_clean_draft_gets_nothing_to_change_and_three_strengths(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "d.txt").write_text(CLEAN, encoding="utf-8")
    out = run(capsys, "draft", "check", str(tmp_path / "d.txt"), "--channel", "email")
    assert out.splitlines()[0] == "Nichts zu ändern."
    assert sum(line.startswith("+ ") for line in out.splitlines()) == 3


def test_an_accusation_is_quoted_with_a_reason_and_a_suggestion(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = CLEAN + " Sie haben mich absichtlich vor allen blamiert."
    (tmp_path / "d.txt").write_text(text, encoding="utf-8")
    found = json.loads(run(capsys, "draft", "check", str(tmp_path / "d.txt"), "--channel", "email", "--format", "json"))
    blame = next(f for f in found["findings"] if f["label"] == "blame")
    assert text[blame["start"] : blame["end"]] == blame["quote"] == "Sie haben mich absichtlich vor allen blamiert."
    assert blame["rewrite"]


def test_without_a_channel_wrong_channel_is_null_and_broken_lines_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps({"id": "a", "text": CLEAN}), "no json", json.dumps({"id": "b"})]
    (tmp_path / "d.jsonl").write_text("\n".join(lines), encoding="utf-8")
    answers = [json.loads(x) for x in run(capsys, "draft", "check", "--jsonl", str(tmp_path / "d.jsonl")).splitlines()]
    assert answers[0]["labels"]["wrong_channel"] is None
    assert [a.get("error") for a in answers] == [None, "not_json", "no_text"]
