"""`cleanbreak review FOLDER`: the main job, straight from a folder, nothing stored."""

from datetime import date, datetime
from pathlib import Path

import click

from cleanbreak.assessment.review import Review
from cleanbreak.cli.main import EXIT_PARTLY
from cleanbreak.cli.output import check_writable, emit_json, say, write_private
from cleanbreak.cli.progress import progress_bars
from cleanbreak.cli.table import print_review
from cleanbreak.documents.report import render_report
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.services.exports import as_csv, as_xlsx
from cleanbreak.services.publication import anonymized, as_json
from cleanbreak.services.review import ReviewRequest
from cleanbreak.services.review import review as run_review
from cleanbreak.services.settingsfile import SETTINGS_FILE

FORMATS = ("table", "json", "html", "csv", "xlsx")
DAY = click.DateTime(formats=["%Y-%m-%d", "%d.%m.%Y"])


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--as-of", type=DAY, help="Look at everything up to this day (default: the last record).")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here (needed for html and xlsx)."
)
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", show_default=True)
@click.option("--anonymize", is_flag=True, help="Leave out names, addresses and words.")
def review(
    folder: Path, as_of: datetime | None, form: str, output: Path | None, lang: Language, anonymize: bool
) -> int:
    """Review a folder of exports: each client's money and strain, with advice you can check row by row."""
    if form in {"html", "xlsx"} and output is None:
        output = Path(f"cleanbreak-review.{form}")
    if output is not None:
        check_writable(output)
    request = ReviewRequest(folder, date.today(), as_of.date() if as_of else None)
    with progress_bars() as progress:
        result = run_review(request, progress)
    if anonymize:
        result = anonymized(result)
    show_review(result, form, output, lang)
    for problem in result.problems:
        if problem.file == SETTINGS_FILE:
            say(f"{problem.file}: {sentence('problems', problem.code, lang, problem.params)}")
    refused = [f for f in result.files if f.refused is not None]
    for file in refused:
        say(str(file.refused))
    return EXIT_PARTLY if refused else 0


def show_review(result: Review, form: str, output: Path | None, lang: Language) -> None:
    """Write a review in one form."""
    if form == "json":
        emit_json(as_json(result), output)
    elif form == "table":
        print_review(result, lang, output)
    elif form == "csv" and output is None:
        click.echo(as_csv(result), nl=False)
    else:
        makers = {
            "csv": lambda: as_csv(result).encode("utf-8-sig"),
            "xlsx": lambda: as_xlsx(result),
            "html": lambda: render_report(result, lang).encode("utf-8"),
        }
        path = output or Path(f"cleanbreak-review.{form}")
        write_private(path, makers[form]())
        say(f"Written to {path} (private, do not forward).")
