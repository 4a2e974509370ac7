"""How bad a message is, 0 to 3, from its labels and the two severity outputs of the model."""

from collections.abc import Set as AbstractSet

from cleanbreak.correspondence.incivility.model import Scores

MANY_LABELS = 3


def severity_of(labels: AbstractSet[str], worst: Scores) -> int:
    """0 without a finding, 1 mild, 2 clear, 3 abusive or several labels at once."""
    if not labels:
        return 0
    clear, abusive = float(worst[0]), float(worst[1])
    if abusive >= 0 or len(labels) >= MANY_LABELS + 1:
        return 3
    return 2 if clear >= 0 or len(labels) >= MANY_LABELS else 1
