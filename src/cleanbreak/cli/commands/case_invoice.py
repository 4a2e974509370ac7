"""`cleanbreak case invoice`: the final invoice, a correction or a cancellation as e-invoice, checked before it is written."""

from pathlib import Path
from typing import Any

import click

from cleanbreak.cases.facts import IssuedInvoice, Language
from cleanbreak.cases.invoice import InvoiceRequest, Situation
from cleanbreak.cli.commands.store_options import DAY, PRECEDING, data_option, moment_on
from cleanbreak.cli.output import say, write_private
from cleanbreak.documents.invoices.catalogue import InvoiceForm
from cleanbreak.errors import UnreadableError
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.casework import find_case
from cleanbreak.services.detailsfile import read_details
from cleanbreak.services.invoicing import Parties, keep_parties, write_invoice

SITUATIONS = ("final", "partial", "correction", "cancellation", "refund_credit")
PASSED = "EN 16931 rules passed"


@click.command()
@click.argument("case")
@click.option("--situation", type=click.Choice(SITUATIONS), required=True, help="What kind of document.")
@click.option("--number", default="", help="The next number of your own series; Cleanbreak gives none.")
@click.option("--date", "issued_on", type=DAY, help="The day of the invoice.")
@click.option("--format", "form", type=click.Choice(["ubl", "cii", "pdf"]), default="pdf", show_default=True)
@click.option("--lang", type=click.Choice(["de", "en"]), help="Default: the client's language.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Folder to write (made if need be).")
@click.option("--from", "starts_on", type=DAY, help="First day of the period (default: the contract's start).")
@click.option("--until", "ends_on", type=DAY, help="Last day of the period (default: the last day of service).")
@click.option("--due", "due_on", type=DAY, help="Day of payment (default: the settlement's).")
@click.option("--preceding", type=PRECEDING, multiple=True, help="An invoice it deducts or corrects; repeat it.")
@click.option("--reason", default="", help="What is corrected or why, in one sentence for the client.")
@click.option("--buyer-reference", default="", help="A reference the client asked for.")
@click.option("--vat-note", default="", help="Your own words for why no VAT is charged.")
@click.option(
    "--details", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Both sides as a TOML file."
)
@click.option("--our-name", help="About you; this and what follows is kept for later invoices.")
@click.option("--our-line", "our_lines", multiple=True, help="A line of your address; repeat it.")
@click.option("--our-country", help="Two letters, such as DE.")
@click.option("--our-vat-id")
@click.option("--our-tax-number")
@click.option("--our-register", help="Entry in a commercial register, where there is one.")
@click.option("--our-iban")
@click.option("--our-email")
@click.option("--client-line", "client_lines", multiple=True, help="A line of the client's address; repeat it.")
@click.option("--client-country", help="Two letters, such as DE.")
@click.option("--client-vat-id")
@click.option("--client-email")
@data_option
def invoice(
    case: str,
    situation: Situation,
    form: InvoiceForm,
    lang: Language | None,
    output: Path | None,
    preceding: tuple[IssuedInvoice, ...],
    details: Path | None,
    data: Path | None,
    **given: Any,
) -> None:
    """Write the invoice that closes or corrects a case; its sums are those of the settlement, and nothing is sent."""
    store, (day, now) = open_store(data), moment_on(None)
    said, earlier = read_details(details) if details is not None else (Parties(), ())
    keep_parties(store, case, _parties(said, given), day, now)
    names = ("number", "issued_on", "due_on", "starts_on", "ends_on", "reason", "buyer_reference", "vat_note")
    asked = InvoiceRequest(situation, preceding=preceding or earlier, **{name: given[name] for name in names})
    written = write_invoice(store, case, asked, form, lang, day)
    target = output or Path(f"cleanbreak-case-{find_case(store, case).case.number}")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_once(target / written.name, written.content)
    click.echo(str(target / written.name))
    click.echo(PASSED)
    say("Read it before you send it. This is no tax advice.")


def _parties(said: Parties, given: dict[str, Any]) -> Parties:
    """Return what the file says, with the options before it."""
    ours = {name.removeprefix("our_"): value for name, value in given.items() if name.startswith("our_") and value}
    client = {name.removeprefix("client_"): v for name, v in given.items() if name.startswith("client_") and v}
    return Parties({**said.ours, **ours}, {**said.client, **client})


def _write_once(path: Path, content: bytes) -> None:
    """Write the file; one that is there already stays as it is, as an invoice must."""
    if path.exists() and path.read_bytes() != content:
        raise UnreadableError(
            file=str(path),
            what="an invoice of this number was written already, and it differs",
            todo="An invoice is never changed: take the next number, or another folder if that one was never sent.",
        )
    write_private(path, content)
