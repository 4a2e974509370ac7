"""Turns scores of sentences into the words a finding quotes."""

from collections.abc import Sequence

from cleanbreak.correspondence.drafts.reading import DECISION, Reading
from cleanbreak.correspondence.drafts.verdict import Span, Verdict


def judge_sentences(reading: Reading, scores: Sequence[float], *, line: float = DECISION) -> Verdict:
    """Return the highest score and the sentences at or above the line; neighbors become one span."""
    spans: list[Span] = []
    for index, (sentence, score) in enumerate(zip(reading.sentences, scores, strict=True)):
        if score < line:
            continue
        if spans and index and scores[index - 1] >= line and "\n\n" not in reading.draft.text[spans[-1].end : sentence.start]:
            spans[-1] = Span(spans[-1].start, sentence.end)
        else:
            spans.append(Span(sentence.start, sentence.end))
    return Verdict(max(scores, default=0.0), tuple(spans))


def judge_role(reading: Reading, role: str) -> Verdict:
    """Judge a draft by one role of its sentences."""
    return judge_sentences(reading, [roles[role] for roles in reading.roles])
