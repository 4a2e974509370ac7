"""`cleanbreak rules`: answers cases by the rules of ending, and explains a rule to a person."""

import json
from pathlib import Path

import click

from cleanbreak.rules import explain as explain_rule
from cleanbreak.rules.catalogue import every_record
from cleanbreak.services.answering import answer_cases


@click.group()
def rules() -> None:
    """Dates and sums by dated rules, each with its source; no legal advice."""


@rules.command()
@click.option("--cases", type=click.Path(path_type=Path, exists=True), required=True, help="Lines of SCHEMA.md cases.")
def answer(cases: Path) -> None:
    """Answer a JSON case a line; `expected` is ignored."""
    with cases.open(encoding="utf-8-sig", errors="replace") as lines:
        for result in answer_cases(lines):
            click.echo(json.dumps(result, ensure_ascii=False))


@rules.command()
@click.argument("rule_id", required=False)
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", show_default=True)
def explain(rule_id: str | None, lang: str) -> None:
    """Print the reasoning of one rule for a person; without a name, list all rules."""
    if rule_id is None:
        for record in every_record():
            click.echo(f"{record.id:28} {record.jurisdiction:4} {record.title[lang]}")
        return
    click.echo(explain_rule(rule_id, lang).as_text())
