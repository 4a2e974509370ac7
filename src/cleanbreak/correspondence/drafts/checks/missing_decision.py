"""Nowhere says clearly that the work ends; a hedged ending does not say it."""

from cleanbreak.correspondence.drafts.absences import missing
from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Look for a clear word of ending outside hedged sentences."""
    return missing(reading.presence("decision", hidden_by=("sugar_coating", "over_justification"), without_talk=True))


CHECK = Check("missing_decision", has_words=False, judge=judge)
