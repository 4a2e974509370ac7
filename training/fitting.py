"""Fits the additive model: one logistic regression per output over the same features, solved together, the same way every time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from cleanbreak.correspondence.incivility import features as f
from cleanbreak.correspondence.incivility.features import Rows
from cleanbreak.correspondence.incivility.model import SOFTENING, slot
from cleanbreak.correspondence.incivility.vocabulary import Numbers

KIND_WEIGHT = {
    f.WORD: 0.7, f.STEM1: 0.7, f.STEM2: 1.0, f.STEM3: 1.0, f.SKIP: 0.7, f.FAMILY: 2.0, f.PAIR: 1.0, f.RULE: 4.0,
    f.SHAPE: 1.5, f.BEFORE: 1.0, f.AFTER: 0.5, f.AROUND: 0.5,
}  # fmt: skip
MIN_ROWS, MIN_WRITERS = 2, 2
COST = 8.0
ITERATIONS = 70

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Keys in ascending order with their weights (kind weights multiplied in) and the biases."""

    keys: Numbers
    weights: Matrix
    bias: Matrix


def chosen_keys(rows: Rows, writers: Numbers) -> Numbers:
    """Keys seen in at least two sentences and by at least two writers, one per place of the lookup table, the most frequent first.

    `writers` has a number per sentence.
    """
    keys, counts = np.unique(rows.key, return_counts=True)
    by_writer = np.unique(np.stack([rows.key, writers[rows.row]], axis=1), axis=0)
    _, hands = np.unique(by_writer[:, 0], return_counts=True)
    enough = (counts >= MIN_ROWS) & (hands >= min(MIN_WRITERS, len(np.unique(writers))))
    keys, counts = keys[enough], counts[enough]
    order = np.argsort(-counts, kind="stable")
    _, first = np.unique(slot(keys[order]), return_index=True)
    return np.sort(keys[order][first])


def matrix(rows: Rows, keys: Numbers) -> csr_matrix:
    """Sentences by features; the value is the weight of the kind over the root of the sentence's length."""
    place = np.minimum(np.searchsorted(keys, rows.key), len(keys) - 1)
    known = keys[place] == rows.key
    row, column = rows.row[known], place[known]
    kind = np.zeros(16)
    for number, weight in KIND_WEIGHT.items():
        kind[number] = weight
    value = kind[keys[column] >> f.KIND_BITS] / np.sqrt(rows.length[row] + SOFTENING)
    found = csr_matrix((value, (row, column)), shape=(len(rows.length), len(keys)))
    found.sum_duplicates()
    return found


def fit(
    rows: Rows, targets: Matrix, keys: Numbers, cost: float = COST, iterations: int = ITERATIONS, emphasis: Matrix | None = None
) -> Fitted:
    """Minimize log loss plus half the squared weights, over the features `keys`."""
    table = matrix(rows, keys)
    transposed = table.T.tocsr()
    size, outputs = table.shape[1], targets.shape[1]
    importance = cost if emphasis is None else cost * emphasis

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights, bias = flat[: size * outputs].reshape(size, outputs), flat[size * outputs :]
        raw = table @ weights + bias
        error = importance * (1 / (1 + np.exp(-raw)) - targets)
        value = (importance * (np.logaddexp(0, raw) - targets * raw)).sum() + 0.5 * (weights**2).sum()
        return float(value), np.concatenate([(transposed @ error + weights).ravel(), error.sum(axis=0)])

    start = np.zeros(size * outputs + outputs)
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations}).x
    kind = np.array([KIND_WEIGHT[int(k) >> f.KIND_BITS] for k in keys])
    return Fitted(keys, solved[: size * outputs].reshape(size, outputs) * kind[:, None], solved[size * outputs :])


def apply(fitted: Fitted, rows: Rows) -> Matrix:
    """Score sentences with a fitted model."""
    kind = np.array([KIND_WEIGHT[int(k) >> f.KIND_BITS] for k in fitted.keys])
    return matrix(rows, fitted.keys) @ (fitted.weights / kind[:, None]) + fitted.bias
