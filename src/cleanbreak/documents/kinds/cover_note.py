"""What the user checks before anything goes out: rule, form, receipt, questions for a lawyer."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.end.last_day is not None


DOCUMENT = Document(
    name="cover_note",
    frame="sheet",
    audience="user",
    needs=("last_day",),
    sought=_sought,
)
