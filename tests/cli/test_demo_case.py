"""The scripted case: from the import to the closed file, in both languages, as a user would type it."""

from pathlib import Path

import pytest

from cleanbreak.cli.main import main
from cleanbreak.server.store.opening import close_connection

TOLD = {
    "de": ["letzter Tag 2026-07-31", "BGB-621-3", "geschlossen", "Ein Wochenende an der See", "kündige ich den"],
    "en": ["last day 2026-08-08", "EW-CONTRACT-NOTICE", "closed", "A week in Wales", "I give notice to end"],
}


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    close_connection()
    return int(stopped.value.code or 0)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_example_case_runs_from_the_import_to_the_closed_file(
    lang: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "case"
    status = run("demo", "--case", "--lang", lang, "--output", str(out))
    said = capfd.readouterr()
    assert status == 0, said.err
    assert [words for words in TOLD[lang] if words not in said.out] == []
    assert "OK: 2" in said.out
    assert "verify_timeline.py" in said.out
    assert "0 open" in said.out or "0 offen" in said.out
    pdfs = sorted(out.glob("*/*.pdf"))
    assert len(pdfs) > 15
    assert all(file.read_bytes().startswith(b"%PDF") for file in pdfs)
    assert len(list(out.glob("*/*.ics"))) == 2
    private = ["Wochenende an der See", "Herzklopfen", "week in Wales", "Three rounds of changes"]
    leaving = [file for file in out.glob("*/*.*") if file.parent.name != "store" and file.suffix != ".pdf"]
    assert not [f for f in leaving if any(word in f.read_text(encoding="utf-8", errors="ignore") for word in private)]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("demo", "--case", "--output", str(tmp_path)) == 2
    assert "Name another folder" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
