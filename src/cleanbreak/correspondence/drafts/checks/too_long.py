"""More than 250 words, counted as tokens between blanks, on any channel."""

from cleanbreak.correspondence.drafts.reading import Reading
from cleanbreak.correspondence.drafts.verdict import Check, Verdict

MOST_WORDS = 250


def judge(reading: Reading) -> Verdict:
    """Count; there is nothing to weigh."""
    return Verdict(1.0 if reading.draft.word_count > MOST_WORDS else 0.0)


CHECK = Check("too_long", has_words=False, judge=judge)
