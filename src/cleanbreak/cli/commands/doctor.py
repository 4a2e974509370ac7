"""`cleanbreak doctor`: how the store is set up, and what the user should look after."""

from pathlib import Path

import click

from cleanbreak import __version__
from cleanbreak.cli.commands.store_options import data_option, format_option
from cleanbreak.cli.output import emit_json
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.backup import store_faults

WANTED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1", "trusted_schema": "0"}


@click.command()
@format_option
@data_option
def doctor(form: str, data: Path | None) -> int:
    """Show versions, folder and settings of the store, and whether they are as they should be."""
    store = open_store(data)
    facts = {"cleanbreak": __version__, **store.facts()}
    faults = [f"{name} is {facts[name]}, not {value}" for name, value in WANTED.items() if facts[name] != value]
    if facts["folder_mode"] != "700":
        faults.append(f"the folder may be read by others (mode {facts['folder_mode']})")
    faults += store_faults(store)
    if form == "json":
        emit_json({"schema": 1, "ok": not faults, "facts": facts, "faults": faults}, None)
    else:
        for name, value in facts.items():
            click.echo(f"{name:16} {value}")
        for fault in faults:
            click.echo(f"FAULT: {fault}")
        click.echo("All well." if not faults else "See above.")
    return 2 if faults else 0
