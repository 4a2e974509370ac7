"""From labelled messages to a model: vocabulary, weights, small numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from cleanbreak.correspondence.findings import CLIENT_LABELS
from cleanbreak.correspondence.incivility.features import Features, Rows
from cleanbreak.correspondence.incivility.lexicon import fingerprint, lexicon, names
from cleanbreak.correspondence.incivility.model import Model
from cleanbreak.correspondence.incivility.vocabulary import SPECIAL
from training import corpus, fitting, vocabularies

LEANING = 0.6
"""How much the score of any problem at all counts in the score of each label; chosen on writers the model did not see."""
PLAIN_LINES = {"lines": dict.fromkeys(CLIENT_LABELS, 0.0), "steepness": 1.0, "length_cost": 0.0}

Matrix = npt.NDArray[np.float64]


def targets(cut: corpus.Sentences) -> tuple[Matrix, Matrix]:
    """The seven labels, two degrees of severity (learned from labelled sentences only), and whether there is any label at all."""
    bad = cut.labels.any(axis=1)
    degrees = np.stack([cut.severity >= 2, cut.severity >= 3], axis=1).astype(np.float64)
    emphasis = np.ones((len(bad), len(CLIENT_LABELS) + 3))
    emphasis[~bad, len(CLIENT_LABELS) : -1] = 0.0
    return np.hstack([cut.labels, degrees, bad[:, None].astype(np.float64)]), emphasis


def fit_labels(rows: Rows, wanted: Matrix, emphasis: Matrix, writers: npt.NDArray[np.int64]) -> fitting.Fitted:
    """Fit labels and degrees; each label leans on what all labels have in common, so that civil look-alikes stay below its line."""
    fitted = fitting.fit(rows, wanted, fitting.chosen_keys(rows, writers), emphasis=emphasis)
    weights, bias = fitted.weights[:, :-1].copy(), fitted.bias[:-1].copy()
    weights[:, : len(CLIENT_LABELS)] += LEANING * fitted.weights[:, -1:]
    bias[: len(CLIENT_LABELS)] += LEANING * fitted.bias[-1]
    return fitting.Fitted(fitted.keys, weights, bias)


def build(messages: Sequence[corpus.Message], about: dict[str, Any]) -> tuple[Model, npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Fit on the messages given; return the model as it will be read back, with its small numbers and their scale."""
    cut = corpus.sentences(messages)
    vocabulary = vocabularies.choose(cut.reading, lexicon(), names())
    rows = Features(vocabulary, lexicon()).rows(cut.reading.tokens, cut.reading.first_of_text, cut.reading.shouted)
    wanted, emphasis = targets(cut)
    fitted = fit_labels(rows, wanted, emphasis, corpus.writers(messages)[np.array(cut.reading.owner)])
    scale = (np.abs(fitted.weights).max(axis=0) / 127).astype(np.float32)
    small = np.rint(fitted.weights / scale).astype(np.int8)
    kept = np.abs(small).max(axis=1) >= 1
    keys, small = fitted.keys[kept], small[kept]
    words, stems = vocabularies.words_and_stems(vocabulary, len(SPECIAL))
    model = Model(
        tuple(words), tuple(stems), keys, small.astype(np.float32) * scale, fitted.bias, {**PLAIN_LINES, **about, "families": fingerprint(lexicon())}
    )
    return model, small, scale
