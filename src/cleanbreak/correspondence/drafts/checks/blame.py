"""Holds the client responsible by accusing their conduct; dated facts are not blame."""

from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.spans import judge_role
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Score the draft by its clearest sentence."""
    return judge_role(reading, "blame")


CHECK = Check("blame", has_words=True, judge=judge)
