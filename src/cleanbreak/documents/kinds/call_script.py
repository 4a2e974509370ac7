"""What is said in the call, at most 200 words, and beside it the answers to what is likely to come back."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.end.last_day is not None


DOCUMENT = Document(
    name="call_script",
    frame="sheet",
    audience="user",
    needs=("last_day",),
    sought=_sought,
)
