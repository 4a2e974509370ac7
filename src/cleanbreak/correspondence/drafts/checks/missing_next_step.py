"""No last day, final delivery, handover or other next event; days that are past or belong to a threat do not count."""

from cleanbreak.correspondence.drafts.absences import missing
from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.roles import ROLES
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Look for a dated or named event outside the words about an earlier talk."""
    return missing(reading.presence("next_step", hidden_by=ROLES, without_talk=True))


CHECK = Check("missing_next_step", has_words=False, judge=judge)
