"""`cleanbreak demo`: the bundled example practice, reviewed as a user's own folder would be."""

from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import click

from cleanbreak.cli.output import write_private
from cleanbreak.cli.progress import progress_bars
from cleanbreak.cli.table import print_review
from cleanbreak.documents.report import render_report
from cleanbreak.documents.wording.sentences import Language
from cleanbreak.services.review import ReviewRequest
from cleanbreak.services.review import review as run_review

TEXTS = {
    "en": "The report with pictures and every source: {path}\nReview your own exports:  cleanbreak review FOLDER\n"
    "First write down who is who:  cleanbreak init FOLDER",
    "de": "Der Bericht mit Bildern und allen Quellen: {path}\nEigene Exporte ansehen:  cleanbreak review ORDNER --lang de\n"
    "Vorher festhalten, wer wer ist:  cleanbreak init ORDNER",
}


@click.command()
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("cleanbreak-demo.html"))
def demo(lang: Language, output: Path) -> None:
    """Review the bundled example practice and write its report."""
    with as_file(files("cleanbreak.examples") / "practice") as folder:
        with progress_bars() as progress:
            result = run_review(ReviewRequest(folder, date.today()), progress)
        print_review(result, lang, None)
        write_private(output, render_report(result, lang).encode("utf-8"))
    click.echo()
    click.echo(TEXTS[lang].format(path=output.resolve()))
