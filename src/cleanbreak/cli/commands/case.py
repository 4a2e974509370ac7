"""`cleanbreak case`: the journey without a browser, from doubt to the last open item."""

import click

from cleanbreak.cli.commands.case_check import check_letter
from cleanbreak.cli.commands.case_documents import documents
from cleanbreak.cli.commands.case_invoice import invoice
from cleanbreak.cli.commands.case_opening import contract, export, open_, options, show
from cleanbreak.cli.commands.case_records import log, obligations, settle
from cleanbreak.cli.commands.case_steps import call, close, confirm, decide, prepare, reprice, warn, withdraw


class InOrder(click.Group):
    """A group that lists its verbs in the order of the journey."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs as they were added."""
        return list(self.commands)


@click.group(cls=InOrder)
def case() -> None:
    """One case file from doubt to settlement. CASE is its number or the client's name."""


for verb in (
    open_,
    show,
    contract,
    log,
    warn,
    reprice,
    options,
    decide,
    prepare,
    call,
    confirm,
    settle,
    documents,
    check_letter,
    invoice,
    obligations,
    withdraw,
    close,
    export,
):
    case.add_command(verb)
