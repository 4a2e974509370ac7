"""Email or SMS that breaks the news with no earlier call or personal talk mentioned; letters are exempt."""

from cleanbreak.correspondence.drafts.absences import missing
from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.verdict import Check, Verdict

_WRITTEN = frozenset({"email", "sms"})


def judge(reading: Reading) -> Verdict:
    """Without a channel it cannot be told (None)."""
    if reading.draft.channel is None:
        return Verdict(None)
    if reading.draft.channel not in _WRITTEN:
        return Verdict(0.0)
    return missing(reading.presence("told"))


CHECK = Check("wrong_channel", has_words=False, judge=judge)
