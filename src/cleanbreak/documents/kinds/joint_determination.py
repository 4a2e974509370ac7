"""The invitation to establish the state of the work together."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.settlement is not None and facts.settlement.joint_determination_on is not None


DOCUMENT = Document(
    name="joint_determination",
    frame="letter",
    audience="client",
    needs=(
        "settled",
        "joint_day",
    ),
    sought=_sought,
)
