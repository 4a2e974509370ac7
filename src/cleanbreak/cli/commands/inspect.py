"""`cleanbreak inspect PATH`: what is this file, how much is in it, and what is wrong."""

from pathlib import Path

import click

from cleanbreak.cli.main import EXIT_PARTLY, EXIT_REFUSED
from cleanbreak.cli.output import emit_json, say
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.services.inspection import Inspection, merged
from cleanbreak.services.inspection import inspect as run_inspect
from cleanbreak.services.settingsfile import load_settings, read_options

SHOWN_PROBLEMS = 20


class Count(click.ParamType[int | None]):
    """A whole number or `all`."""

    name = "N|all"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        """Return the number, None for all."""
        text = str(value)
        if text == "all":
            return None
        if not text.isdigit():
            self.fail("write a number, or all", param, ctx)
        return int(text)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--records", type=Count(), default="20", show_default=True, help="How many records to show.")
@click.option("--text", is_flag=True, help="Show the text of messages too.")
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", show_default=True)
def inspect(path: Path, form: str, records: int | None, text: bool, lang: Language) -> int:
    """Show what a file, Maildir, export folder or archive is and what is wrong in it."""
    settings, _ = load_settings(path)
    results = run_inspect(path, read_options(settings, None), records, text)
    if form == "json":
        emit_json(merged(path, results, records), None)
    else:
        for result in results:
            _print(result, lang)
    for result in results:
        if result.refused:
            say(result.refused)
    refused = sum(1 for r in results if r.refused)
    if refused and refused == len([r for r in results if r.format != "archive"]):
        return EXIT_REFUSED
    return EXIT_PARTLY if refused else 0


def _print(result: Inspection, lang: Language) -> None:
    counts = ", ".join(f"{n} {kind}" for kind, n in sorted(result.counts.items())) or "nothing"
    click.echo(f"{result.file}: {result.format or 'unknown format'}, {counts}")
    for record in result.records:
        shown = "  ".join(f"{key}={value}" for key, value in record.items() if value not in (None, "", []))
        click.echo(f"  {shown}"[:200])
    for problem in result.problems[:SHOWN_PROBLEMS]:
        place = f"line {problem.line}" if problem.line else "whole file"
        click.echo(f"  ! {place}: {sentence('problems', problem.code, lang, problem.params)}")
    left = len(result.problems) - SHOWN_PROBLEMS + result.more_problems
    if left > 0:
        click.echo(f"  ! … and {left} more (use --format json)")
