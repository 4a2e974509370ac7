"""Hedges, gives false hope or has a soft word for the ending."""

from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.spans import judge_role
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Score the draft by its clearest sentence."""
    return judge_role(reading, "sugar_coating")


CHECK = Check("sugar_coating", has_words=True, judge=judge)
