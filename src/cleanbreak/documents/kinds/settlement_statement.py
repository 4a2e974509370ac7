"""The account: method, evidence, tax, and which way the money goes."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.settlement is not None


DOCUMENT = Document(
    name="settlement_statement",
    frame="letter",
    audience="client",
    needs=("settled",),
    sought=_sought,
)
