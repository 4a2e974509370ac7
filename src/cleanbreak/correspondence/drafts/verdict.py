"""What a check gives back."""

from collections.abc import Callable
from dataclasses import dataclass

from cleanbreak.correspondence.drafts.reading import Reading


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the draft: `text[start:end]`, in code points of the text as given."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score 0..1 (None: cannot be told) and the words it rests on; what is absent has no words."""

    score: float | None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One thing a draft can do wrong. `has_words` tells whether its findings quote the draft."""

    label: str
    has_words: bool
    judge: Callable[[Reading], Verdict]
