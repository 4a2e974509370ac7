"""A string of reasons or excuses, or repeated apologies; one reason in one sentence and one short apology are fine."""

from cleanbreak.correspondence.drafts.cues import shapes
from cleanbreak.correspondence.drafts.reading import DECISION, Reading
from cleanbreak.correspondence.drafts.spans import judge_sentences
from cleanbreak.correspondence.drafts.verdict import Check, Verdict

_NEARLY = 0.3
_NEAR = 2


def judge(reading: Reading) -> Verdict:
    """Score by sentence; two apologies close together and neighbors of a string of reasons belong to it."""
    scores = [roles["over_justification"] for roles in reading.roles]
    apologies = [bool(shapes(reading.draft.language)["apology"].search(s.flat)) for s in reading.sentences]
    for i, apology in enumerate(apologies):
        if apology and any(apologies[max(0, i - _NEAR) : i] + apologies[i + 1 : i + 1 + _NEAR]):
            scores[i] = max(scores[i], 0.6)
    widened = list(scores)
    for i, score in enumerate(scores):
        around = max(scores[i - 1] if i else 0.0, scores[i + 1] if i + 1 < len(scores) else 0.0)
        if score < DECISION <= around and (score >= _NEARLY or apologies[i]):
            widened[i] = DECISION
    return judge_sentences(reading, widened)


CHECK = Check("over_justification", has_words=True, judge=judge)
