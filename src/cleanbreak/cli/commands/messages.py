"""`cleanbreak messages score --jsonl F`: what client messages do, with the words found."""

import json
from pathlib import Path

import click

from cleanbreak.services.scoring import score_messages


@click.group()
def messages() -> None:
    """Score client messages: words that insult, threaten or press; not a judgement of a person."""


@messages.command()
@click.option(
    "--jsonl", "source", type=click.Path(path_type=Path, exists=True), required=True, help='Lines of {"id","text"}.'
)
def score(source: Path) -> None:
    """Read a JSON object a line, write its labels, findings and severity a line."""
    with source.open(encoding="utf-8-sig", errors="replace") as lines:
        for answer in score_messages(lines):
            click.echo(json.dumps(answer, ensure_ascii=False))
