"""Shows what more messages still bring: F1 on unseen writers when a quarter, half, three quarters and all of the messages are learned from.

    python -m training.curve

Each writer is scored by a first look that learned from that share of the other writers' messages; lines are those with the best F1.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import zlib

import numpy as np

from cleanbreak.correspondence.findings import CLIENT_LABELS
from cleanbreak.correspondence.incivility.features import Features
from cleanbreak.correspondence.incivility.lexicon import lexicon, names
from training import corpus, fitting, outoffold, vocabularies
from training.building import fit_labels, targets
from training.measures import best_line, f1
from training.thresholds import LENGTH_COST

SHARES = (0.25, 0.5, 0.75, 1.0)


def main() -> None:
    """Print a line per share."""
    messages = corpus.load(corpus.training_files())
    cut = corpus.sentences(messages)
    vocabulary = vocabularies.choose(cut.reading, lexicon(), names())
    rows = Features(vocabulary, lexicon()).rows(cut.reading.tokens, cut.reading.first_of_text, cut.reading.shouted)
    owner = np.array(cut.reading.owner)
    fold, wanted_lines = outoffold.folds(messages)[owner], np.array([[label in m.labels for label in CLIENT_LABELS] for m in messages])
    wanted, emphasis = targets(cut)
    lot = np.array([zlib.crc32(m.id.encode()) % 1000 / 1000 for m in messages])[owner]
    for share in SHARES:
        scores = np.zeros((len(wanted), wanted.shape[1] - 1))
        for number in sorted(set(fold.tolist())):
            known, here = (fold != number) & (lot < share), fold == number
            fitted = fit_labels(outoffold.part(rows, known), wanted[known], emphasis[known], fold[known])
            scores[here] = fitting.apply(fitted, outoffold.part(rows, here))
        best = outoffold.message_scores(cut, scores, len(messages), LENGTH_COST)
        given = np.stack([best[:, n] >= best_line(wanted_lines[:, n], best[:, n]) for n in range(len(CLIENT_LABELS))], axis=1)
        macro = np.mean([f1(wanted_lines[:, n], given[:, n]) for n in range(len(CLIENT_LABELS))])
        print(f"{share:4.0%} of {len(messages)} messages: macro-F1 {macro:.3f}, any-problem F1 {f1(wanted_lines.any(axis=1), given.any(axis=1)):.3f}")


if __name__ == "__main__":
    main()
