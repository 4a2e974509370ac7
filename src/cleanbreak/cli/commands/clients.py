"""`cleanbreak clients`: the list of clients in the store."""

from pathlib import Path
from typing import Any

import click

from cleanbreak.cli.commands.store_options import data_option, format_option, lang_option, stage_word
from cleanbreak.cli.output import emit_json
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.clients_list import ClientView, list_clients


@click.command()
@format_option
@lang_option
@data_option
def clients(form: str, lang: Language, data: Path | None) -> None:
    """List the clients: advice of the last import, money, strain, and the case that is going on."""
    found = list_clients(open_store(data))
    if form == "json":
        emit_json({"schema": 1, "note": "private, do not forward", "clients": [client_json(v) for v in found]}, None)
        return
    if not found:
        click.echo("No clients yet. Bring your exports in: cleanbreak import FOLDER")
    for view in found:
        figures = view.client.figures
        word = sentence("advice", figures["recommendation"]["word"], lang) if figures else "–"
        rate = (figures["measures"].get("effective_hourly_rate") if figures else None) or "–"
        strain = view.check_ins[-1].strain if view.check_ins else "–"
        case = view.open_case
        stage = f"{case.number} {stage_word(case.stage, lang)}" if case is not None else ""
        click.echo(f"{view.client.name:36.36} {word:22.22} {rate:>10}/h  strain {strain!s:>3}  {stage}".rstrip())


def client_json(view: ClientView) -> dict[str, Any]:
    """Return a client as data."""
    figures = view.client.figures
    return {
        "name": view.client.name,
        "as_of": view.client.as_of or None,
        "recommendation": figures.get("recommendation"),
        "measures": figures.get("measures"),
        "records": view.records,
        "flagged_messages": len(view.messages),
        "strain": [{"week": c.week.isoformat(), "value": c.strain} for c in view.check_ins],
        "cases": [{"number": c.number, "stage": c.stage.value} for c in view.cases],
    }
