"""The command line from outside: exit statuses, sentences instead of tracebacks, private files."""

import json
import os
import stat
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from cleanbreak.cli.main import COMMANDS
from cleanbreak.importers.catalogue import every_module

TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n"
    "Ich,ich@ich.example,Nordlicht,P,,Satz,Yes,2025-02-03,09:00:00,2025-02-03,11:30:00,02:30:00,\n"
)


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cleanbreak", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_verb_in_the_table_loads(name: str) -> None:
    module, _, attribute = COMMANDS[name][0].partition(":")
    assert getattr(import_module(module), attribute).name in {name, name.rstrip("_")}


@pytest.mark.parametrize(("name", "module"), every_module())
def test_every_format_in_the_catalogue_loads_and_can_recognize_and_read(name: str, module: str) -> None:
    loaded = import_module(module)
    assert callable(loaded.recognize)
    assert callable(loaded.read)


def test_help_names_every_verb_without_loading_it() -> None:
    answer = run("--help")
    assert answer.returncode == 0
    for name in COMMANDS:
        assert name in answer.stdout


def test_a_missing_folder_is_refused_with_one_sentence_and_status_two(tmp_path: Path) -> None:
    answer = run("review", str(tmp_path / "nowhere"))
    assert answer.returncode == 2
    assert answer.stderr.strip().endswith("there is no such file or folder. Check the spelling of the path.")
    assert "Traceback" not in answer.stderr


def test_an_empty_folder_says_what_to_put_into_it(tmp_path: Path) -> None:
    answer = run("review", str(tmp_path))
    assert answer.returncode == 2
    assert "Put exports of your mailbox" in answer.stderr


def test_a_broken_settings_file_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL, encoding="utf-8")
    (tmp_path / "cleanbreak.toml").write_text("[practice]\ncost_per_hour = =\n", encoding="utf-8")
    answer = run("review", str(tmp_path))
    assert answer.returncode == 2
    assert "line 2" in answer.stderr


def test_a_folder_with_one_refused_file_is_done_with_status_three(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL, encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing here")
    answer = run("review", str(tmp_path), "--format", "json")
    assert answer.returncode == 3
    assert [c["name"] for c in json.loads(answer.stdout)["clients"]] == ["Nordlicht"]
    assert "broken.pdf" in answer.stderr


def test_an_unknown_file_is_refused_by_inspect_with_status_two(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(bytes(range(256)) * 8)
    answer = run("inspect", str(tmp_path / "x.bin"))
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_inspect_shows_format_counts_and_records_as_json(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL, encoding="utf-8")
    answer = json.loads(run("inspect", str(tmp_path / "t.csv"), "--format", "json").stdout)
    assert (answer["format"], answer["counts"]) == ("toggl", {"time_entries": 1})
    assert answer["records"][0]["seconds"] == 9000


@pytest.mark.skipif(os.name != "posix", reason="file modes exist on POSIX systems only")
def test_a_written_review_is_for_its_owner_only(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL, encoding="utf-8")
    for form in ("csv", "xlsx", "html", "json", "table"):
        target = tmp_path / f"out.{form}"
        assert run("review", str(tmp_path), "--format", form, "--output", str(target)).returncode == 0, form
        assert stat.S_IMODE(target.stat().st_mode) == 0o600, form


def test_a_formula_in_a_client_name_is_inert_in_the_csv(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL.replace("Nordlicht", "=cmd|' /C calc'!A0"), encoding="utf-8")
    line = run("review", str(tmp_path), "--format", "csv").stdout.splitlines()[1]
    assert line.startswith("'=cmd")


def test_the_table_fits_one_hundred_columns(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL.replace("Nordlicht", "Ein sehr langer Name " * 8), encoding="utf-8")
    out = run("review", str(tmp_path), "--lang", "de").stdout
    assert max(len(line) for line in out.splitlines()) <= 100


def test_init_writes_settings_that_the_review_reads_back(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL, encoding="utf-8")
    assert run("init", str(tmp_path)).returncode == 0
    before = json.loads(run("review", str(tmp_path), "--format", "json").stdout)["clients"]
    assert [c["name"] for c in before] == ["Nordlicht"]
    again = run("init", str(tmp_path))
    assert again.returncode == 2
    assert "already there" in again.stderr


def test_a_future_as_of_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL, encoding="utf-8")
    found = json.loads(run("review", str(tmp_path), "--as-of", "01.01.2099", "--format", "json").stdout)
    assert found["as_of"] == "2025-02-03"


def test_an_output_folder_that_does_not_exist_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL, encoding="utf-8")
    answer = run("review", str(tmp_path), "--format", "html", "--output", str(tmp_path / "nowhere" / "r.html"))
    assert answer.returncode == 2
    assert "there is no such folder to write into" in answer.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may look into every folder")
def test_a_locked_folder_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TOGGL, encoding="utf-8")
    (tmp_path / "locked").mkdir(mode=0o000)
    answer = run("review", str(tmp_path), "--format", "json")
    assert answer.returncode == 3
    assert "locked" in answer.stderr
