"""`cleanbreak import PATH…`: brings exports into the store; again brings only what is new."""

from pathlib import Path

import click

from cleanbreak.cli.commands.store_options import data_option, format_option, moment_on
from cleanbreak.cli.main import EXIT_PARTLY
from cleanbreak.cli.output import emit_json, say
from cleanbreak.cli.progress import progress_bars
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.importing import import_paths


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option
@data_option
def import_(paths: tuple[Path, ...], form: str, data: Path | None) -> int:
    """Read exports into the store: only bodies of messages whose words count are kept."""
    store, (today, now) = open_store(data), moment_on(None)
    with progress_bars() as progress:
        found = import_paths(store, paths, today, now, progress)
    if form == "json":
        emit_json(
            {
                "schema": 1,
                "new": found.new,
                "known": found.known,
                "refused": list(found.refused),
                "sources_missing": list(found.missing_sources),
            },
            None,
        )
    else:
        click.echo("New: " + ", ".join(f"{count} {name}" for name, count in found.new.items()))
        click.echo("Known already: " + ", ".join(f"{count} {name}" for name, count in found.known.items()))
        say("Next: cleanbreak clients. To lead one relationship to its end: cleanbreak case open CLIENT")
    for sentence in found.refused:
        say(sentence)
    for path in found.missing_sources:
        say(f"{path} was imported before and is not there any more; figures now rest on what is there.")
    return EXIT_PARTLY if found.refused else 0
