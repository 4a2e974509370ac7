"""`cleanbreak checkin NAME --strain N`: how much a client weighs this week. Private, no diagnosis."""

from datetime import date
from pathlib import Path

import click

from cleanbreak.cli.commands.store_options import WORDS, data_option, lang_option, moment_on, on_option
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.strain import HIGHEST, check_in, find_client


@click.command()
@click.argument("name")
@click.option("--strain", type=click.IntRange(0, HIGHEST), required=True, help="0 not at all, 100 as bad as it gets.")
@click.option("--note", default="", help="A private note.")
@on_option
@lang_option
@data_option
def checkin(name: str, strain: int, note: str, on: date | None, lang: Language, data: Path | None) -> None:
    """Note how much a client weighs on you this week; a later note in the same week replaces it."""
    store, (day, _) = open_store(data), moment_on(on)
    entry, changed = check_in(store, name, strain, note, day)
    shown = find_client(store, name).name
    known = "" if changed else f" ({sentence(WORDS, 'already_recorded', lang)})"
    click.echo(f"{shown}, week of {entry.week}: {strain}{known}. {sentence(WORDS, 'no_diagnosis', lang)}")
    if note:
        click.echo(sentence(WORDS, "private_note", lang))
