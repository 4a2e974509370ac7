"""Mocking, belittling or spiteful words; being brief is not unkind."""

from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.spans import judge_role
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Score the draft by its clearest sentence."""
    return judge_role(reading, "unkind")


CHECK = Check("unkind", has_words=True, judge=judge)
