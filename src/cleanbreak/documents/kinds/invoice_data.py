"""What the user types into an invoicing program to write the closing invoice or correction."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.settlement is not None


DOCUMENT = Document(
    name="invoice_data",
    frame="sheet",
    audience="user",
    needs=("settled", "inv_title"),
    sought=_sought,
)
