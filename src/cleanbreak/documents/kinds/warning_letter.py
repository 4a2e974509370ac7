"""The written warning: facts, wish, date, consequence."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.warning is not None


DOCUMENT = Document(
    name="warning_letter",
    frame="letter",
    audience="client",
    needs=(
        "warning_facts",
        "wish",
        "warning_until",
        "consequence",
    ),
    sought=_sought,
)
