"""The line between said and missing."""

from cleanbreak.correspondence.drafts.roles import logistic
from cleanbreak.correspondence.drafts.verdict import Verdict


def missing(presence: float) -> Verdict:
    """Return how likely something is missing when its clearest trace lies that far above (or below) the line."""
    return Verdict(logistic(-presence if presence != 0.0 else 0.1))
