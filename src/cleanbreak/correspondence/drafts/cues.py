"""Wordings that speak for or against something in one sentence; they stand in `wordings/<language>/<name>.toml`.

Written short: `~` is a gap of up to 60 characters, `<you>` and its like are macros. Every pattern is bounded and tried on one
sentence of at most 600 characters, so that the work grows with the length of the text.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cleanbreak.correspondence.drafts.language import Language

STRONG = 4.0
MORE = 1.0
WEAK = 1.6
AGAINST = -5.0
BIAS = -3.0
_MOST = 3

_MACROS: Mapping[str, str] = {
    "<you>": r"(?:(?-i:Sie|Ihnen)|du|dir|dich|ihr|euch)",
    "<yous>": r"(?:(?-i:Sie)|du|ihr)",
    "<your>": r"(?:(?-i:Ihr(?:e[nmrs]?)?)|dein(?:e[nmrs]?)?|euer|eure[nmrs]?|euren)",
    "<I>": r"(?:ich|wir|i)",
    "<me>": r"(?:mir|mich|uns)",
    "<my>": r"(?:mein(?:e[nmrs]?)?|unser(?:e[nmrs]?)?)",
    "<ew>": r"(?:i|we)",
    "<em>": r"(?:me|us)",
    "<emy>": r"(?:my|our)",
    "<am>": r"(?:i am|i'm|im|we are|we're|am|are)",
    "<have>": r"(?:you have|you've|you had|you)",
    "<name>": r"(?-i:[A-ZÄÖÜ][\w'&.-]+)",
    "<monat>": r"(?:jan(?:uar)?|jänner|feb(?:ruar)?|märz|april|mai|juni?|juli|aug(?:ust)?|sept(?:ember)?|"
    r"okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)",
    "<month>": r"(?:(?-i:Jan(?:uary)?|Feb(?:ruary)?|March|Mar|April|Apr|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))",
    "<tag>": r"(?:(?:mon|diens|donners|frei|sams|sonn)tag(?:s|abend|morgen|früh)?|mittwochs?|sonnabend)",
    "<day>": r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)",
}


@dataclass(frozen=True, slots=True)
class Cues:
    """Strong wordings decide alone, two weak ones together, one against outweighs a strong one."""

    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def logit(self, sentence: str) -> float:
        """Return how far a sentence lies above (positive) or below the line."""
        strong = sum(1 for p in compiled(self.strong) if p.search(sentence))
        weak = sum(1 for p in compiled(self.weak) if p.search(sentence))
        if not strong and not weak:
            return BIAS
        against = sum(1 for p in compiled(self.against) if p.search(sentence))
        score = BIAS + WEAK * min(weak, _MOST) + AGAINST * min(against, 1)
        return score + (STRONG + MORE * min(strong - 1, _MOST) if strong else 0.0)


@cache
def cues(language: Language, name: str) -> Cues:
    """Return the wordings of one name (`blame`, `decision`, `thanks` …)."""
    table = _table(language, name)
    return Cues(*(tuple(table.get(part, ())) for part in ("strong", "weak", "against")))


@cache
def shapes(language: Language) -> Mapping[str, re.Pattern[str]]:
    """Return what tells how a sentence is built: who does what to whom, dated or not."""
    return {name: _compile(pattern) for name, pattern in _table(language, "shapes").items()}


def _table(language: Language, name: str) -> Mapping[str, Any]:
    source = files("cleanbreak.correspondence.drafts").joinpath("wordings", language, f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns with macros and gaps filled in, bound to word edges."""
    return tuple(_compile(pattern) for pattern in patterns)


def _compile(pattern: str) -> re.Pattern[str]:
    for macro, meaning in _MACROS.items():
        pattern = pattern.replace(macro, meaning)
    pattern = pattern.replace("~", "(?:.{0,60}?)")
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
