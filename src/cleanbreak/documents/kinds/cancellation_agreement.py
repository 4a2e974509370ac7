"""The end by agreement, with mutual release and without silence about it."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.end.last_day is not None


DOCUMENT = Document(
    name="cancellation_agreement",
    frame="sheet",
    audience="client",
    needs=("last_day",),
    sought=_sought,
)
