"""`cleanbreak case documents`: the letters, scripts and statements of a case, as files to read before anything is sent."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from cleanbreak.cases.facts import Language
from cleanbreak.cli.commands.store_options import BASE_RATE, DAY, WORDS, data_option, fact_words, moment_on
from cleanbreak.cli.output import say, write_private
from cleanbreak.documents.catalogue import DOCUMENTS
from cleanbreak.documents.kinds.document import Form
from cleanbreak.documents.templates.speech import field_about
from cleanbreak.documents.wording.sentences import sentence
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.casework import find_case
from cleanbreak.services.documenting import keep_sender, write_documents
from cleanbreak.services.lateinterest import LateRequest

EXIT_REFUSED = 2


@click.command()
@click.argument("case")
@click.argument("kinds", nargs=-1, type=click.Choice(sorted(DOCUMENTS)))
@click.option("--form", type=click.Choice(["pdf", "docx", "txt", "md", "ics"]), default="pdf", show_default=True)
@click.option("--lang", type=click.Choice(["de", "en"]), help="Default: the client's language.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Folder to write (made if need be).")
@click.option("--our-name", help="Your own name for the sender block, kept for later letters.")
@click.option("--our-line", "our_lines", multiple=True, help="A line of your own address; repeat it.")
@click.option("--pay-by", type=DAY, help="For reminders: the day to pay by (default: ten days from today).")
@click.option("--debtor", type=click.Choice(["business", "consumer"]), help="For interest: what the client is.")
@click.option("--due-agreed", is_flag=True, help="For interest: the due dates were agreed in the contract.")
@click.option("--reminded-on", type=DAY, help="For interest: the day a reminder arrived.")
@click.option("--invoice-received-on", type=DAY, help="For interest: the day the invoices arrived.")
@click.option(
    "--base-rate",
    "rates",
    type=BASE_RATE,
    multiple=True,
    help="For interest: a base rate that is not known here, with your source; repeat it.",
)
@click.option("--on", type=DAY, help="The day the letters are dated (default: today).")
@data_option
def documents(
    case: str,
    kinds: tuple[str, ...],
    form: Form,
    lang: Language | None,
    output: Path | None,
    our_name: str | None,
    our_lines: tuple[str, ...],
    on: date | None,
    data: Path | None,
    **late: Any,
) -> int:
    """Write the documents the case has the facts for; nothing is sent. Name KINDS to write only those."""
    store, (day, _) = open_store(data), moment_on(on)
    if our_name:
        keep_sender(store, our_name, our_lines)
    found = find_case(store, case).case
    number, tongue = found.number, lang or found.details.language
    written = write_documents(store, case, day, kinds, form, lang, LateRequest(**late))
    target = output or Path(f"cleanbreak-case-{number}")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in written.files.items():
        write_private(target / name, content)
        click.echo(str(target / name))
    for code, about in written.interest_questions:
        say(sentence(WORDS, f"interest_{code}", tongue, {"about": about}))
    for kind, lacking in written.missing.items():
        words = "; ".join(_lacking(field, number, tongue) for field in lacking)
        say(sentence(WORDS, "document_lacks", tongue, {"kind": kind, "lacking": words}))
    if written.files:
        say(sentence(WORDS, "documents_read", tongue))
    return 0 if written.files else EXIT_REFUSED


def _lacking(field: str, number: str, lang: Language) -> str:
    """Return what is missing with the command that takes it, or else what the document calls it."""
    words = fact_words(field, number, lang)
    if words != field.replace("_", " "):
        return words
    return sentence(WORDS, "document_needs", lang, {"about": field_about(field, lang)})
