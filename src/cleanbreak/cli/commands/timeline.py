"""`cleanbreak timeline verify`: checks every case's chain."""

from pathlib import Path

import click

from cleanbreak.cli.commands.store_options import data_option, format_option
from cleanbreak.cli.output import emit_json
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.timeline import verify_timelines

EXIT_BROKEN = 2
SENTENCES = {
    "wrong_place": "it says it has another number",
    "not_linked": "it does not follow the entry before it",
    "changed": "it was changed",
    "content_missing": "its content is missing and no entry says it was erased",
    "content_changed": "its content was changed",
    "tail_missing": "entries from here on are missing",
    "head_not_found": "the head that was given away is not here",
}


@click.group()
def timeline() -> None:
    """The tamper-evident record of each case."""


@timeline.command()
@click.argument("case", required=False, default="")
@click.option("--head", default="", help="A head printed in a letter or export (with CASE).")
@click.option("--length", type=click.IntRange(0), default=0, help="The number of entries printed beside it.")
@format_option
@data_option
def verify(case: str, head: str, length: int, form: str, data: Path | None) -> int:
    """Check every timeline, or one against a head that was given away."""
    if head and not case:
        raise click.UsageError("A head belongs to one case: name it.")
    found = verify_timelines(open_store(data), case, head, length)
    broken = any(v.breaks for v in found)
    if form == "json":
        listed = [
            {
                "case": v.number,
                "length": v.length,
                "head": v.head,
                "breaks": [{"entry": b.sequence, "code": b.code} for b in v.breaks],
            }
            for v in found
        ]
        emit_json({"schema": 1, "ok": not broken, "timelines": listed}, None)
        return EXIT_BROKEN if broken else 0
    for v in found:
        click.echo(f"{v.number}: {'FAULTS' if v.breaks else 'OK'}, {v.length} entries, head {v.head}")
        for b in v.breaks:
            click.echo(f"  entry {b.sequence}: {SENTENCES[b.code]}")
    if not found:
        click.echo("No cases yet.")
    return EXIT_BROKEN if broken else 0
