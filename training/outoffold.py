"""Scores for messages by models that never saw their writer."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cleanbreak.correspondence.findings import CLIENT_LABELS
from cleanbreak.correspondence.incivility.engine import weighed
from cleanbreak.correspondence.incivility.features import Features, Rows
from cleanbreak.correspondence.incivility.lexicon import lexicon, names
from training import corpus, fitting, vocabularies
from training.building import fit_labels, targets

LOWEST = -30.0

Scores = npt.NDArray[np.float64]


def part(rows: Rows, chosen: npt.NDArray[np.bool_]) -> Rows:
    """Only the chosen sentences, numbered anew."""
    number = np.cumsum(chosen) - 1
    kept = chosen[rows.row]
    return Rows(number[rows.row[kept]], rows.key[kept], rows.length[chosen], rows.families[chosen])


def folds(messages: Sequence[corpus.Message]) -> npt.NDArray[np.int64]:
    """A number per message: its writer's, or every fifth message where there is one writer only."""
    writers = corpus.writers(messages)
    return writers if writers.max() else np.arange(len(messages)) % 5


def sentence_scores(messages: Sequence[corpus.Message]) -> tuple[corpus.Sentences, Scores]:
    """Every sentence scored by a model fitted without its writer."""
    cut = corpus.sentences(messages)
    vocabulary = vocabularies.choose(cut.reading, lexicon(), names())
    rows = Features(vocabulary, lexicon()).rows(cut.reading.tokens, cut.reading.first_of_text, cut.reading.shouted)
    owner = np.array(cut.reading.owner)
    fold, writers = folds(messages)[owner], corpus.writers(messages)[owner]
    wanted, emphasis = targets(cut)
    scores = np.zeros((len(wanted), wanted.shape[1] - 1))
    for number in sorted(set(fold.tolist())):
        here = fold == number
        fitted = fit_labels(part(rows, ~here), wanted[~here], emphasis[~here], writers[~here])
        scores[here] = fitting.apply(fitted, part(rows, here))
    return cut, scores


def message_scores(cut: corpus.Sentences, scores: Scores, count: int, length_cost: float) -> Scores:
    """The highest score of each label among a message's sentences, as the engine weighs them."""
    best = np.full((count, len(CLIENT_LABELS)), LOWEST)
    fair = weighed(scores[:, : len(CLIENT_LABELS)], cut.reading, length_cost)
    np.maximum.at(best, np.array(cut.reading.owner), fair)
    return best
