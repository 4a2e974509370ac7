"""Where results go: stdout or a private file, and progress on stderr when someone is watching."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cleanbreak.services.reading import Progress as ProgressCall

STAGES = {"files": "reading files", "mail": "reading mail", "words": "reading words", "pages": "writing pages"}


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read (mode 0600 where the system knows modes), whole or not at all."""
    partial = path.with_name(f".{path.name}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
    partial.replace(path)


def emit_json(value: object, output: Path | None) -> None:
    """Write JSON to a private file or to stdout."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if output is None:
        click.echo(text)
    else:
        write_private(output, (text + "\n").encode("utf-8"))
        say(f"Written to {output} (private, do not forward).")


def say(text: str) -> None:
    """Tell the person something on stderr."""
    click.echo(text, err=True)


@contextmanager
def progress_bars() -> Iterator[ProgressCall]:
    """Give a callback that shows a bar per stage, only when stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = int(bars.add_task(STAGES.get(stage, stage), total=total))
            bars.update(bars.task_ids[list(tasks).index(stage)], completed=done, total=total)

        yield show
