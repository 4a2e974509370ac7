"""The notice on the day of the call: refers to it and asks for proof of receipt."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.end.last_day is not None


DOCUMENT = Document(
    name="confirmation",
    frame="letter",
    audience="client",
    needs=(
        "last_day",
        "called_on",
    ),
    sought=_sought,
)
