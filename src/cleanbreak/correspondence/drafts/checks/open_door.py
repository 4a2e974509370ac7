"""Invites talk about the decision itself; questions about the handover are fine."""

from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.spans import judge_role
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Score the draft by its clearest sentence."""
    return judge_role(reading, "open_door")


CHECK = Check("open_door", has_words=True, judge=judge)
