"""What can keep a document from being written."""

from cleanbreak.errors import CleanbreakError


class MissingFactError(CleanbreakError):
    """A document needs a fact that the case does not have; nothing is written in its place."""

    code = "missing_fact"
    message = (
        "The document {document} needs {about} (field {field}). Enter it in the case, then ask for the document again."
    )

    def __init__(self, document: str, field: str, about: str = "") -> None:
        self.document = document
        self.field = field
        super().__init__(document=document, field=field, about=about or field)


class UnknownDocumentError(CleanbreakError):
    """Nothing of this name can be written."""

    code = "unknown_document"
    message = "There is no document {document}. Known are: {known}."


class FormNotOfferedError(CleanbreakError):
    """The document is not made in this form."""

    code = "form_not_offered"
    message = "The document {document} is not made as {form}. It is made as: {forms}."


class ScriptTooLongError(CleanbreakError):
    """What is to be said in the call is longer than a call bears."""

    code = "script_too_long"
    message = (
        "The call script has {words} words and may have {most}. Shorten the reason, the thanks or the replacements."
    )


class UnprintableError(CleanbreakError):
    """A text of the case cannot be set in print."""

    code = "unprintable"
    message = "The document {document} cannot be printed: {why}. Take the sign out of the text, or write the document as docx."


class IncompleteInvoiceError(CleanbreakError):
    """Facts that an invoice needs are not known; all of them are named at once."""

    code = "incomplete_invoice"
    message = (
        "The invoice lacks: {lacking}. Give them with the command, or in a file with --details; nothing was written."
    )


class BrokenRuleError(CleanbreakError):
    """The finished invoice does not meet a rule of EN 16931 or the form of its file."""

    code = "broken_invoice_rule"
    message = "The invoice breaks the rule {rule}: {said} Look at {field}. Nothing was written."


class RulesNotRunError(CleanbreakError):
    """The rules of EN 16931 looked at nothing, so that their silence proves nothing."""

    code = "invoice_rules_not_run"
    message = (
        "The rules of EN 16931 found nothing to look at in the invoice, so it was not checked. Nothing was written."
    )


class NoEInvoiceError(CleanbreakError):
    """The packages that write and check an e-invoice are not installed."""

    code = "einvoice_not_installed"
    message = (
        'Writing an e-invoice needs more packages ({lacking}): {python} -m pip install "cleanbreak[einvoice]". '
        "The data sheet needs none: cleanbreak case documents CASE invoice_data."
    )
