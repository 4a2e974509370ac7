"""Extra work with its price, to be signed before it begins."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return bool(facts.extra_scope)


DOCUMENT = Document(
    name="change_order",
    frame="sheet",
    audience="client",
    needs=(
        "extra_scope",
        "extra_total",
    ),
    sought=_sought,
)
