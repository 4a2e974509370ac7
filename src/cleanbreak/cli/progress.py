"""Progress bars on stderr, when someone is watching."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cleanbreak.services.reading import Progress as ProgressCall

STAGES = {"files": "reading files", "mail": "reading mail", "words": "reading words", "pages": "writing pages"}


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
