"""`cleanbreak demo`: the bundled example practice, reviewed as a user's own folder would be."""

from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import click

from cleanbreak.cli.commands.demo_case import demonstrate
from cleanbreak.cli.output import write_private
from cleanbreak.cli.progress import progress_bars
from cleanbreak.cli.table import print_review
from cleanbreak.documents.report import render_report
from cleanbreak.documents.wording.sentences import Language
from cleanbreak.services.review import ReviewRequest
from cleanbreak.services.review import review as run_review

TEXTS = {
    "en": "The report with pictures and every source: {path}\nReview your own exports:  cleanbreak review FOLDER\n"
    "First write down who is who:  cleanbreak init FOLDER\n"
    "See one relationship ended well, step by step:  cleanbreak demo --case",
    "de": "Der Bericht mit Bildern und allen Quellen: {path}\nEigene Exporte ansehen:  cleanbreak review ORDNER --lang de\n"
    "Vorher festhalten, wer wer ist:  cleanbreak init ORDNER\n"
    "Sehen, wie eine Kundenbeziehung gut endet:  cleanbreak demo --case --lang de",
}


@click.command()
@click.option("--lang", type=click.Choice(["de", "en"]), envvar="CLEANBREAK_LANG", default="en", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="The report's file, or with --case the folder.")
@click.option("--case", "whole_case", is_flag=True, help="Lead one case from the import to the last open item.")
@click.pass_context
def demo(context: click.Context, lang: Language, output: Path | None, whole_case: bool) -> None:
    """Review the bundled example practice and write its report; or, with --case, end a relationship step by step."""
    with as_file(files("cleanbreak.examples") / "practice") as folder:
        if whole_case:
            demonstrate(context.find_root().command, folder, lang, output or Path(f"cleanbreak-demo-case-{lang}"))
            return
        output = output or Path("cleanbreak-demo.html")
        with progress_bars() as progress:
            result = run_review(ReviewRequest(folder, date.today()), progress)
        print_review(result, lang, None)
        write_private(output, render_report(result, lang).encode("utf-8"))
    click.echo()
    click.echo(TEXTS[lang].format(path=output.resolve()))
