"""Scores batches of client messages; each finding names the words it rests on.

Sentence by sentence: what others wrote is left out, the additive model weighs the rest, a sentence over the line of a label is
a finding of that label. A message is as bad as its worst sentence, so that one line in a long, friendly mail is found.
"""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from cleanbreak.correspondence.findings import CLIENT_LABELS, DECISION, UNCIVIL_LABELS, Finding, Scored
from cleanbreak.correspondence.incivility import secondlook
from cleanbreak.correspondence.incivility.features import Features, Flags
from cleanbreak.correspondence.incivility.lexicon import fingerprint, lexicon, names
from cleanbreak.correspondence.incivility.model import Model, ModelOutdatedError, Scores, Weights, shipped
from cleanbreak.correspondence.incivility.reading import Reading, read
from cleanbreak.correspondence.incivility.secondlook import WINDOW, SecondLook
from cleanbreak.correspondence.incivility.severity import severity_of
from cleanbreak.correspondence.incivility.vocabulary import Vocabulary

BATCH = 256
SHOUTED_REASON = "shouting"
_QUIET_FAMILIES = ("praise", "laugh", "greeting")
_ADDRESSED = ("you", "your", "demand", "negation")
_MIN_SHOUTED_WORDS = 4
_LINE = math.log(DECISION / (1 - DECISION))


class Engine:
    """A model made ready: its vocabulary, its lookup table, its lines."""

    def __init__(self, model: Model, second_look: SecondLook | None = None) -> None:
        if model.about["families"] != fingerprint(lexicon()):
            raise ModelOutdatedError
        if second_look is not None and second_look.model != model.mark:
            raise ModelOutdatedError
        self.model, self._second_look = model, second_look
        self._words = frozenset(model.words)
        self.features = Features(Vocabulary(model.words, model.stems, lexicon(), names()), lexicon())
        self._weights = Weights(model)
        self._lines = np.array([model.about["lines"][label] for label in CLIENT_LABELS])
        self._steepness = float(model.about["steepness"])
        self._length_cost = float(model.about["length_cost"])
        place = {name: n for n, name in enumerate(lexicon().names)}
        self._quiet = [place[name] for name in _QUIET_FAMILIES]
        self._addressed = [place[name] for name in _ADDRESSED]
        self._rules = (*lexicon().rules, *lexicon().rules)

    def raw(self, reading: Reading) -> tuple[Scores, Flags]:
        """Scores of every sentence before the lines are drawn, and its families of words."""
        rows = self.features.rows(reading.tokens, reading.first_of_text, reading.shouted)
        return self._weights.add(rows), rows.families

    def score(self, texts: Sequence[str]) -> list[Scored]:
        """Score one batch."""
        reading = read(texts)
        if not reading.owner:
            return [Scored(dict.fromkeys(CLIENT_LABELS, 0.0)) for _ in texts]
        raw, families = self.raw(reading)
        raw, lines = self._looked_again(raw, reading)
        fair = weighed(raw[:, : len(CLIENT_LABELS)], reading, self._length_cost)
        above = self._steepness * (fair - lines) + _LINE
        found = self._findings(texts, reading, above, families)
        loud = self._shouting(reading, families)
        best = np.full((len(texts), len(CLIENT_LABELS)), -np.inf)
        np.maximum.at(best, np.array(reading.owner), above)
        worst = np.full((len(texts), raw.shape[1] - len(CLIENT_LABELS)), -np.inf)
        np.maximum.at(worst, np.array(reading.owner), raw[:, len(CLIENT_LABELS) :])
        share = 1 / (1 + np.exp(-np.clip(best, -30, 30)))
        return [_scored(share[n], found.get(n, []), worst[n], loud.get(n)) for n in range(len(texts))]

    def _looked_again(self, raw: Scores, reading: Reading) -> tuple[Scores, Scores]:
        """The scores and the lines that hold for them, after a second look at what is near a line."""
        if self._second_look is None:
            return raw, self._lines
        fair = weighed(raw[:, : len(CLIENT_LABELS)], reading, self._length_cost)
        near = (fair - self._lines).max(axis=1) > -WINDOW
        return raw + self._second_look.added(reading, near, self._words), self._second_look.lines

    def _findings(
        self, texts: Sequence[str], reading: Reading, above: Scores, families: Flags
    ) -> dict[int, list[Finding]]:
        found: dict[int, list[Finding]] = {}
        sentence, column = np.nonzero(above >= _LINE)
        if not len(sentence):
            return found
        some, place = np.unique(sentence, return_inverse=True)
        matches = self.features.rule_matches(families[some])
        for n, label_number, at in zip(sentence, column, place, strict=True):
            owner, (start, end) = reading.owner[n], reading.places[n]
            label = CLIENT_LABELS[label_number]
            reason = self._reason(label, matches[at])
            _join(found.setdefault(owner, []), Finding(label, start, end, texts[owner][start:end], reason), texts[owner])
        return found

    def _reason(self, label: str, matches: npt.NDArray[np.bool_]) -> str:
        for number in np.flatnonzero(matches):
            if self._rules[number].label == label:
                return self._rules[number].code
        return f"{label}_words"

    def _shouting(self, reading: Reading, families: Flags) -> dict[int, tuple[int, int]]:
        """The first sentence of a text that shouts at someone and does not cheer."""
        found: dict[int, tuple[int, int]] = {}
        for n in np.flatnonzero(reading.shouted):
            at_someone = families[n, self._addressed].any() or "!" in reading.tokens[n] or "?" in reading.tokens[n]
            if at_someone and _is_loud(reading.tokens[n]) and not families[n, self._quiet].any():
                found.setdefault(reading.owner[n], reading.places[n])
        return found


def weighed(raw: Scores, reading: Reading, length_cost: float) -> Scores:
    """Lower the scores of a long text: among many sentences one is high by chance."""
    owner = np.array(reading.owner)
    lowered: Scores = raw - length_cost * np.log(np.bincount(owner)[owner])[:, None]
    return lowered


def _is_loud(tokens: Sequence[str]) -> bool:
    return sum(len(token) > 1 and token.isalpha() for token in tokens) >= _MIN_SHOUTED_WORDS


def _join(found: list[Finding], new: Finding, text: str) -> None:
    """Add a finding; a sentence that follows one of the same label lengthens it."""
    for n, old in enumerate(found):
        if old.label == new.label and not text[old.end : new.start].strip(" \n\"'”“»)"):
            found[n] = Finding(old.label, old.start, new.end, text[old.start : new.end], old.reason)
            return
    found.append(new)


def _scored(share: Scores, found: list[Finding], worst: Scores, loud: tuple[int, int] | None) -> Scored:
    labels = {label: round(float(p), 4) for label, p in zip(CLIENT_LABELS, share, strict=True)}
    uncivil = max(labels[label] for label in sorted(UNCIVIL_LABELS))
    if loud is not None:
        uncivil = max(uncivil, 0.6)
    present = {finding.label for finding in found}
    return Scored(labels, uncivil, tuple(sorted(found, key=lambda f: (f.start, f.label))), severity_of(present, worst))


@cache
def shipped_engine(*, second_look: bool = False) -> Engine:
    """The engine with the shipped weights; loaded when the first text is scored."""
    return Engine(shipped(), secondlook.shipped() if second_look else None)


def score_texts(
    texts: Sequence[str], languages: Sequence[str | None] | None = None, *, second_look: bool | None = None
) -> list[Scored]:
    """Score each text on its own; the same texts give the same scores.

    One model reads German and English alike, so `languages` changes nothing; it is taken because callers may know it.
    `second_look`: whether an encoder looks again at what is near a line; by default where the extra `encoder` is installed.
    """
    del languages
    engine = shipped_engine(second_look=secondlook.installed() if second_look is None else second_look)
    return [scored for start in range(0, len(texts), BATCH) for scored in engine.score(texts[start : start + BATCH])]
