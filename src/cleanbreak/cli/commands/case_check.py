"""`cleanbreak case check`: does a letter of your own say everything the profession's list asks for?"""

from pathlib import Path

import click

from cleanbreak.cases.completeness import missing_items
from cleanbreak.cases.packs import pack_of
from cleanbreak.cli.commands.store_options import WORDS, data_option, format_option, lang_option
from cleanbreak.cli.output import emit_json
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.casework import find_case


@click.command(name="check")
@click.argument("case")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--letter-lang", type=click.Choice(["de", "en"]), help="The letter's language (default: the client's).")
@format_option
@lang_option
@data_option
def check_letter(
    case: str, file: Path, letter_lang: Language | None, form: str, lang: Language, data: Path | None
) -> None:
    """Name what a leaving letter of your own (a text FILE) does not say, by the profession's must-have list."""
    details = find_case(open_store(data), case).case.details
    pack = pack_of(details.profession)
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    missing = missing_items(text, pack, letter_lang or details.language)
    items = [item for item in pack.items if item.code in missing]
    if form == "json":
        listed = [{"code": item.code, "text": item.text[lang], "source": item.source} for item in items]
        emit_json({"schema": 1, "profession": pack.name, "asked": len(pack.items), "missing": listed}, None)
        return
    for item in items:
        click.echo(f"- {item.text[lang]}  [{item.source}]")
    found = "check_lacks" if items else "check_complete"
    click.echo(sentence(WORDS, found, lang, {"count": len(items), "asked": len(pack.items), "list": pack.title[lang]}))
