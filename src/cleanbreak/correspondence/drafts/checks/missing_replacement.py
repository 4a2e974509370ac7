"""No pointer to who could take over; handing over files is no replacement."""

from cleanbreak.correspondence.drafts.absences import missing
from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.roles import ROLES
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Look for a name, a list, a directory or an offer to introduce."""
    return missing(reading.presence("replacement", hidden_by=ROLES, without_talk=True))


CHECK = Check("missing_replacement", has_words=False, judge=judge)
