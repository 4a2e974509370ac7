"""`cleanbreak draft check`: the user's own words before they go out; nothing is rewritten by itself."""

import json
from pathlib import Path

import click

from cleanbreak.correspondence.drafts.draft import Channel
from cleanbreak.correspondence.drafts.language import Language
from cleanbreak.documents.wording.sentences import sentence
from cleanbreak.services.drafting import as_json, check_lines
from cleanbreak.services.drafting import check as check_text

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def draft() -> None:
    """Check what you are about to say: the decision, the next step, help, thanks, and the tone."""


@draft.command()
@click.argument("file", type=FILE, required=False)
@click.option("--channel", type=click.Choice(["call", "email", "letter", "sms"]), help="How it will be said.")
@click.option("--lang", type=click.Choice(["de", "en"]), help="Default: what the draft is written in.")
@click.option("--jsonl", type=FILE, help='Lines of {"id","lang","channel","text"} instead of one draft.')
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def check(file: Path | None, channel: Channel | None, lang: Language | None, jsonl: Path | None, form: str) -> None:
    """Check one draft, or a list of them with --jsonl."""
    if jsonl is not None:
        with jsonl.open(encoding="utf-8-sig", errors="replace") as lines:
            for answer in check_lines(lines):
                click.echo(json.dumps(answer, ensure_ascii=False))
        return
    if file is None:
        raise click.UsageError("Name a text file with your draft, or use --jsonl.")
    checked = check_text(file.read_text(encoding="utf-8-sig", errors="replace"), channel, lang)
    answer = as_json(checked)
    if form == "json":
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    for finding in answer["findings"]:
        if finding["quote"]:
            click.echo(f"» {finding['quote']}")
        click.echo(f"  {finding['reason']}\n  → {finding['rewrite']}\n")
    if not answer["findings"]:
        click.echo(sentence("drafts", "nothing_to_change", checked.language))
    for strength in answer["strengths"]:
        click.echo(f"+ {strength}")
    click.echo(
        sentence("drafts", "spoken", checked.language, {"words": checked.words, "seconds": checked.spoken_seconds})
    )
