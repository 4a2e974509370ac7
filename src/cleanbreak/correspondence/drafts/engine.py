"""Checks drafts; each finding names the words it rests on and the dates and sums that a new wording must keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cleanbreak.correspondence.drafts.catalogue import CHECKS
from cleanbreak.correspondence.drafts.draft import Channel, Draft
from cleanbreak.correspondence.drafts.facts import dates_and_sums
from cleanbreak.correspondence.drafts.language import Language, detect_language
from cleanbreak.correspondence.drafts.reading import DECISION, Reading
from cleanbreak.correspondence.drafts.strengths import strengths
from cleanbreak.correspondence.drafts.verdict import Check, Span

WORDS_PER_MINUTE = 130


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """A label with its words. What is absent or concerns the whole has an empty quote and `start == end == 0`.

    `keep` are the dates and sums in the quote. `reason` is a code; `documents/wording` has the sentence.
    """

    label: str
    start: int
    end: int
    quote: str
    reason: str
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft's scores (None: cannot be told without a channel), findings and strengths, with its length."""

    language: Language
    labels: Mapping[str, float | None]
    findings: tuple[DraftFinding, ...]
    strengths: tuple[str, ...]
    words: int

    @property
    def spoken_seconds(self) -> int:
        """How long it takes to say at an easy pace."""
        return round(self.words * 60 / WORDS_PER_MINUTE)


class CaseFacts(Protocol):
    """What a case file can say about a draft: dates, sums and names that differ, promises beyond the agreed, admissions."""

    def findings(self, draft: Draft) -> Sequence[DraftFinding]:
        """Return what contradicts the case."""
        ...


def check_draft(
    text: str, *, channel: Channel | None = None, language: Language | None = None, case: CaseFacts | None = None
) -> Checked:
    """Check one draft; the same draft gives the same answer. It is never rewritten here."""
    draft = Draft(text, channel, language or detect_language(text))
    reading = Reading(draft)
    labels: dict[str, float | None] = {}
    findings: list[DraftFinding] = []
    for check in CHECKS:
        verdict = check.judge(reading)
        labels[check.label] = None if verdict.score is None else round(verdict.score, 3)
        if verdict.score is not None and verdict.score >= DECISION:
            findings += _findings(check, verdict.spans, text)
    if case is not None:
        findings += case.findings(draft)
    findings.sort(key=lambda f: (not f.quote, f.start))
    return Checked(draft.language, labels, tuple(findings), strengths(labels, draft.word_count), draft.word_count)


def _findings(check: Check, spans: Sequence[Span], text: str) -> list[DraftFinding]:
    if not check.has_words:
        return [DraftFinding(check.label, 0, 0, "", check.label)]
    return [
        DraftFinding(check.label, s.start, s.end, text[s.start : s.end], check.label, dates_and_sums(text[s.start : s.end]))
        for s in spans
    ]
