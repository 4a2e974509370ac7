"""What goes to the client and what comes back, to be signed by both."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return bool(facts.handover)


DOCUMENT = Document(
    name="handover_record",
    frame="sheet",
    audience="client",
    needs=("handover_known",),
    sought=_sought,
)
