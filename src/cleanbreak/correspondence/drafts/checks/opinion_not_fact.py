"""Judges traits, taste, mood or chemistry, which nobody can check."""

from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.spans import judge_role
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Score the draft by its clearest sentence."""
    return judge_role(reading, "opinion_not_fact")


CHECK = Check("opinion_not_fact", has_words=True, judge=judge)
