"""The line between said and missing."""

from cleanbreak.correspondence.drafts.verdict import Verdict


def missing(presence: float) -> Verdict:
    """Return how likely something is missing when its clearest trace has that score."""
    return Verdict(1.0 - presence)
