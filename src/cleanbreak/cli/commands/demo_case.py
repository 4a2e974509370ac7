"""The scripted case: the commands of the whole journey, run one after another as a user would type them."""

import json
import shlex
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from cleanbreak.documents.wording.sentences import Language
from cleanbreak.errors import CleanbreakError

TEXTS: dict[str, dict[Language, str]] = {
    "folder": {
        "en": "Everything lies in {folder}. The case is an invented one; its store is {data}.",
        "de": "Alles liegt in {folder}. Der Fall ist erfunden; sein Datenordner ist {data}.",
    },
    "taken": {
        "en": "{folder} is there already and not empty. Name another folder with --output.",
        "de": "{folder} gibt es schon, und der Ordner ist nicht leer. Nennen Sie einen anderen: --output.",
    },
}
CLOSING_DAY: dict[Language, str] = {"de": "2026-09-01", "en": "2026-09-08"}


class FolderTakenError(CleanbreakError):
    """The folder for the demonstration holds something already."""

    code = "folder_taken"
    message = "{sentence}"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demonstration runs: the verbs, the language, and its own folders."""

    verbs: click.Command
    lang: Language
    practice: Path
    out: Path

    @property
    def data(self) -> Path:
        """Return the data folder of the invented case."""
        return self.out / "store"

    def run(self, *words: str) -> None:
        """Print a command and run it."""
        filled = [word.format(out=self.out, practice=self.practice) for word in words]
        click.echo(f"\n$ cleanbreak {shlex.join(filled)}")
        call = [*filled, "--data", str(self.data)]
        if filled[0] == "case" and filled[1] != "documents":
            call += ["--lang", self.lang]
        self.verbs.main(args=call, standalone_mode=False)


def demonstrate(verbs: click.Command, practice: Path, lang: Language, output: Path) -> None:
    """Lead the example case from the import to the closed file, and print each artefact on the way.

    Raises:
        FolderTakenError: the folder is not empty.
    """
    if output.exists() and any(output.iterdir()):
        raise FolderTakenError(sentence=TEXTS["taken"][lang].format(folder=output))
    output.mkdir(parents=True, exist_ok=True, mode=0o700)
    script = tomllib.loads(files("cleanbreak.examples").joinpath("journey.toml").read_text(encoding="utf-8"))[lang]
    stage = Stage(verbs, lang, practice, output.resolve())
    for words in script["steps"]:
        stage.run(*words)
    _print_texts(stage, script)
    name = script["client"]
    stage.run("case", "obligations", name, *_done(stage, name), "--on", CLOSING_DAY[lang])
    stage.run("case", "close", name, "--on", CLOSING_DAY[lang])
    stage.run("case", "show", name)
    export = stage.out / "export"
    stage.run("case", "export", name, "--output", str(export))
    _verify(export)
    click.echo("\n" + TEXTS["folder"][lang].format(folder=stage.out, data=stage.data))


def _print_texts(stage: Stage, script: dict[str, Any]) -> None:
    texts = stage.out / "text"
    shown = [file for kind in script["show"] for file in sorted(texts.glob(f"*-{kind}.txt"))]
    calendars = sorted(stage.out.glob("*/*.ics"))[-1:]
    for file in shown + calendars:
        click.echo(f"\n--- {file.relative_to(stage.out)}")
        text = file.read_text(encoding="utf-8")
        wanted = ("DTSTART", "SUMMARY")
        lines = [line for line in text.splitlines() if line.startswith(wanted)] if file.suffix == ".ics" else [text]
        click.echo("\n".join(lines).rstrip())


def _done(stage: Stage, name: str) -> list[str]:
    from_store = _owed(stage, name)
    return [word for code in from_store for word in ("--done", code)]


def _owed(stage: Stage, name: str) -> list[str]:
    called = [sys.executable, "-m", "cleanbreak", "case", "obligations", name, "--format", "json"]
    found = subprocess.run([*called, "--data", str(stage.data)], capture_output=True, check=True, text=True)
    return [item["code"] for item in json.loads(found.stdout)["obligations"]]


def _verify(export: Path) -> None:
    """Run the exported program on the exported timeline, as somebody without Cleanbreak would."""
    command = ["python3", "verify_timeline.py", "timeline.json"]
    click.echo(f"\n$ {shlex.join(command)}")
    ran = subprocess.run([sys.executable, "-I", *command[1:]], cwd=export, capture_output=True, check=False, text=True)
    click.echo((ran.stdout + ran.stderr).rstrip())
    if ran.returncode:
        raise CleanbreakError
