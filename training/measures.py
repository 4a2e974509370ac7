"""Precision, recall, F1 and the line with the best F1, in plain NumPy."""

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]


def f1(wanted: Flags, given: Flags) -> float:
    """Harmonic mean of precision and recall; 0 where nothing is both wanted and given."""
    both = float((wanted & given).sum())
    return 2 * both / (wanted.sum() + given.sum()) if both else 0.0


def precision(wanted: Flags, given: Flags) -> float:
    """Share of what was given that was wanted."""
    return float((wanted & given).sum() / given.sum()) if given.any() else 0.0


def recall(wanted: Flags, given: Flags) -> float:
    """Share of what was wanted that was given."""
    return float((wanted & given).sum() / wanted.sum()) if wanted.any() else 0.0


def best_line(wanted: Flags, scores: npt.NDArray[np.float64]) -> float:
    """The score from which on counting gives the best F1: halfway to the next lower score."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(wanted[order])
    values = 2 * hits / (np.arange(1, len(scores) + 1) + wanted.sum())
    best = int(values.argmax())
    following = scores[order][min(best + 1, len(scores) - 1)]
    return float((scores[order][best] + following) / 2)
