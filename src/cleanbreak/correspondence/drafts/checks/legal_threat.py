"""Threatens court, lawyers or claims; quoting a notice clause or a sum owed is no threat."""

from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.spans import judge_role
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Score the draft by its clearest sentence."""
    return judge_role(reading, "legal_threat")


CHECK = Check("legal_threat", has_words=True, judge=judge)
