"""The notice itself, complete without a call before it."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.end.last_day is not None


DOCUMENT = Document(
    name="disengagement_letter",
    frame="letter",
    audience="client",
    needs=("last_day",),
    sought=_sought,
)
