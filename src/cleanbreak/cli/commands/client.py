"""`cleanbreak client NAME`: everything the store knows about one client."""

from pathlib import Path

import click

from cleanbreak.cli.commands.clients import client_json
from cleanbreak.cli.commands.store_options import data_option, format_option, lang_option, stage_word
from cleanbreak.cli.output import emit_json
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.clients_list import one_client

SHOWN_MESSAGES = 5
QUOTED = 160


@click.command()
@click.argument("name")
@format_option
@lang_option
@data_option
def client(name: str, form: str, lang: Language, data: Path | None) -> None:
    """Show one client: figures, reasons, strain, messages whose words count, cases. Private."""
    view = one_client(open_store(data), name)
    if form == "json":
        emit_json({"schema": 1, "note": "private, do not forward", **client_json(view)}, None)
        return
    click.echo(view.client.name + (f"  (as of {view.client.as_of})" if view.client.as_of else ""))
    figures = view.client.figures
    if figures:
        click.echo("  " + sentence("advice", figures["recommendation"]["word"], lang))
        for measure, value in figures["measures"].items():
            click.echo(f"  {measure:28} {value if value is not None else '–'}")
    for kind, count in view.records.items():
        click.echo(f"  {count} {kind} records")
    for entry in view.check_ins:
        click.echo(f"  week of {entry.week}: strain {entry.strain}{'  ' + entry.note if entry.note else ''}")
    for message in view.messages[-SHOWN_MESSAGES:]:
        click.echo(f"  {message.at[:16]}  {', '.join(message.data['labels'])}: {message.data['text'][:QUOTED]!r}")
    for case in view.cases:
        click.echo(f"  case {case.number}: {stage_word(case.stage, lang)}")
