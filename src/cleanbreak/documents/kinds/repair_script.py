"""The talk before the warning letter: what was seen, what is asked for, by when."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.warning is not None


DOCUMENT = Document(
    name="repair_script",
    frame="sheet",
    audience="user",
    needs=(
        "wish",
        "warning_facts",
        "warning_until",
    ),
    sought=_sought,
)
