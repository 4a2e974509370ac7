"""One sheet that answers the client's twelve questions."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.end.last_day is not None


DOCUMENT = Document(
    name="client_page",
    frame="sheet",
    audience="client",
    needs=("last_day",),
    sought=_sought,
)
