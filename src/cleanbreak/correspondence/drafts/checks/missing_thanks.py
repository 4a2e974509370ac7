"""No thanks for the work or the trust; thanks for understanding do not count."""

from cleanbreak.correspondence.drafts.absences import missing
from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.verdict import Check, Verdict


def judge(reading: Reading) -> Verdict:
    """Look for thanks, also within a sentence that has another fault."""
    return missing(reading.presence("thanks"))


CHECK = Check("missing_thanks", has_words=False, judge=judge)
