"""What the checks look at: a draft with the scores of each sentence, worked out once."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from cleanbreak.correspondence.drafts.draft import Draft, Sentence
from cleanbreak.correspondence.drafts.language import Language
from cleanbreak.correspondence.drafts.roles import Model, role_scores

DECISION = 0.5
MOST_SENTENCES = 300
_TALK: Mapping[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"^(?:wie|nach|in|bei|aus|seit|im anschluss|bezug\w*|ich nehme bezug|ich beziehe mich|unter bezug\w*|anknüpfend)\b.{0,80}?"
        r"(?:besprochen|gesagt|angekündigt|erklärt|mitgeteilt|erwähnt|angedeutet|zugesagt|telefoniert|verein\w+t|weißt|wissen|"
        r"\w*telefonat\w*|gespräch\w*|\w*treffen|\w*call|sitzung|\w*konferenz|besprechung|anruf|telefonisch|persönlich gesagt)\b"
        r"(?: (?:von|vom|am|mit) \w+(?:\s?\d{0,2}\.?(?: \w+(?=,))?)?(?: heute \w+)?| heute \w+)?",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?:as|like|after|following|further to|per|just|when|since|in writing after|with reference)\b.{0,90}?"
        r"(?:,|:|(?<=said|told|hone|call|talk)(?: you)?(?: face to face| on \w+day| today| yesterday| earlier)* )",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True)
class Reading:
    """A draft and what each of its sentences does."""

    draft: Draft
    weights: Model | None = None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that are scored; a draft of more than `MOST_SENTENCES` is cut."""
        return self.draft.sentences[:MOST_SENTENCES]

    @cached_property
    def roles(self) -> tuple[Mapping[str, float], ...]:
        """A score per role and sentence."""
        return tuple(role_scores(s.flat, self.draft.language, self.weights) for s in self.sentences)

    def presence(self, name: str, *, hidden_by: Collection[str] = (), without_talk: bool = False) -> float:
        """Return how clearly any sentence does `name` (0..1), leaving out sentences that have one of the hiding roles.

        `without_talk` leaves out the words about an earlier talk, whose day is past.
        """
        best = 0.0
        for sentence, scores in zip(self.sentences, self.roles, strict=True):
            if any(scores[role] >= DECISION for role in hidden_by):
                continue
            plain = _TALK[self.draft.language].sub("", sentence.flat, count=1) if without_talk else sentence.flat
            if plain != sentence.flat:
                scores = role_scores(plain, self.draft.language, self.weights)
            best = max(best, scores[name])
        return best
