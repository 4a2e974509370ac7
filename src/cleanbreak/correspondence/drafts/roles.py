"""How likely a sentence is unkind, blaming, hedging …: an additive model over wordings, build and words.

The wordings (`wordings/`) and the build of the sentence carry most of the weight; single words, word pairs and word beginnings
learned from the drafts in `training/drafts` add to it. Every weight can be read in `model/<language>.json`; a score is their sum.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from cleanbreak.correspondence.drafts.cues import BIAS, cues, shapes
from cleanbreak.correspondence.drafts.language import Language

ROLES = ("unkind", "blame", "sugar_coating", "over_justification", "opinion_not_fact", "open_door", "legal_threat")
PRESENCES = ("decision", "next_step", "replacement", "thanks", "told")
FAULT = "fault"
OUTPUTS = (*ROLES, *PRESENCES, FAULT)
_PLAIN = (*PRESENCES, "neutral")
_PAIRED = frozenset({"you", "you_are", "you_perfect", "you_past", "if", "law", "me", "i_would", "date", "third_name", "firm", "third_verb"})
_WORD = re.compile(r"[a-zäöüß']+|\d+|[?!;:]")
_HIGHEST = 6.0
_LONG = 40
_SURE = 0.85
_IDLE = 0.5


def features(sentence: str, language: Language) -> dict[str, float]:
    """Return the features of one sentence: `c:` wordings, `s:` build, `w:` words, `b:` pairs, `p:`/`x:` word ends."""
    found = {f"c:{name}": _level(cues(language, name).logit(sentence)) for name in (*ROLES, *_PLAIN)}
    plain = any(found[f"c:{name}"] > 1.0 for name in _PLAIN)
    built = [name for name, pattern in shapes(language).items() if pattern.search(sentence)]
    found.update({f"s:{name}": 0.5 for name in _build(built, plain)})
    words = ["#" if w[0].isdigit() else w for w in _WORD.findall(sentence.lower())]
    found["len"] = min(len(words) + 2, _LONG) / 20
    grams = dict.fromkeys(_grams(words))
    weight = 2.0 / math.sqrt(max(4, len(grams)))
    found.update(dict.fromkeys(grams, weight))
    return found


def _level(logit: float) -> float:
    return max(BIAS, min(_HIGHEST, logit)) / -BIAS + 1.0


def _build(built: list[str], plain: bool) -> list[str]:
    names = [*built, *(f"{a}&{b}" for a in built for b in built if a < b and a in _PAIRED)]
    if plain:
        return [*names, "function"]
    return [*names, "residual", *(["residual_you"] if "you" in built else [])]


def _grams(words: list[str]) -> list[str]:
    ends = ["<s>", *words, "</s>"]
    grams = [f"w:{w}" for w in words] + [f"b:{a} {b}" for a, b in pairwise(ends)]
    for word in words:
        if len(word) > 4:
            grams += [f"p:{word[:4]}", f"x:{word[-3:]}"]
        if len(word) > 6:
            grams.append(f"p:{word[:6]}")
    return grams


@dataclass(frozen=True, slots=True)
class Model:
    """Weights per feature, in hundredths, in the order of `OUTPUTS`."""

    bias: tuple[int, ...]
    weights: Mapping[str, tuple[int, ...]]

    def logits(self, found: Mapping[str, float]) -> list[float]:
        """Return the sum of weights for each role."""
        sums = [b / 100 for b in self.bias]
        for name, value in found.items():
            row = self.weights.get(name)
            if row is not None:
                for role, weight in enumerate(row):
                    sums[role] += value * weight / 100
        return sums


@cache
def model(language: Language) -> Model:
    """Return the shipped weights of a language."""
    source = files("cleanbreak.correspondence.drafts").joinpath("model", f"{language}.json")
    stored = json.loads(source.read_text(encoding="utf-8"))
    return Model(tuple(stored["bias"]), {name: tuple(row) for name, row in stored["weights"].items()})


def role_scores(sentence: str, language: Language, weights: Model | None = None) -> dict[str, float]:
    """Return a score 0..1 for all `OUTPUTS` of one sentence; by the shipped weights unless others are given.

    A sentence that does nothing a parting needs and is very likely at fault gets its likeliest role, even if no single role is
    sure: there is little else it can be.
    """
    logits = (weights or model(language)).logits(features(sentence, language))
    scores = {role: logistic(value) for role, value in zip(OUTPUTS, logits, strict=True)}
    if scores[FAULT] >= _SURE and max(scores[name] for name in PRESENCES) < _IDLE:
        likeliest = max(ROLES, key=lambda role: scores[role])
        scores[likeliest] = max(scores[likeliest], scores[FAULT] - _SURE + 0.5)
    return scores


def logistic(value: float) -> float:
    """Return 1 / (1 + e^-value)."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
