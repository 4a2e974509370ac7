"""Fits the second look: weights over the encoder's numbers that are added to the score of the first look, and its own lines.

    python -m training.secondlook [--lines]     fit and write `secondlook.bin`; with --lines, choose the lines anew as well

Needs the extra `encoder`.

Run after `training.train`. The scores that are added to come from models that never saw the writer, as they will with messages to
come; the lines are chosen as `training.thresholds` chooses them, each writer scored by weights that did not see him.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from cleanbreak.correspondence.findings import CLIENT_LABELS, UNCIVIL_LABELS
from cleanbreak.correspondence.incivility import secondlook
from cleanbreak.correspondence.incivility.engine import Engine, weighed
from cleanbreak.correspondence.incivility.model import shipped
from cleanbreak.correspondence.incivility.reading import Reading, read
from cleanbreak.correspondence.incivility.secondlook import WINDOW, SecondLook
from training import building, civil, corpus, outoffold
from training.measures import best_line
from training.thresholds import LENGTH_COST, MAX_HARD, Quiet, raise_lines, worth

TARGET = Path(secondlook.__file__).parent / secondlook.FILE
LINES = Path(__file__).parent / "second_lines.json"
COST = 4.0
ITERATIONS = 60
_COUNT = len(CLIENT_LABELS)
_UNCIVIL = [CLIENT_LABELS.index(label) for label in sorted(UNCIVIL_LABELS)]

Table = npt.NDArray[np.float64]


def fit(seen: npt.NDArray[np.float32], first: Table, wanted: Table, emphasis: Table) -> tuple[Table, Table]:
    """Weights and biases that make the first look's scores likelier to be right; squared weights are kept small."""
    size, outputs = seen.shape[1], wanted.shape[1]
    importance = COST * emphasis

    def loss(flat: Table) -> tuple[float, Table]:
        weights, bias = flat[: size * outputs].reshape(size, outputs), flat[size * outputs :]
        raw = seen @ weights.astype(np.float32) + bias + first
        error = importance * (1 / (1 + np.exp(-raw)) - wanted)
        value = (importance * (np.logaddexp(0, raw) - wanted * raw)).sum() + 0.5 * (weights**2).sum()
        return float(value), np.concatenate([(seen.T @ error.astype(np.float32) + weights).ravel(), error.sum(axis=0)])

    start = np.zeros(size * outputs + outputs)
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}).x
    return solved[: size * outputs].reshape(size, outputs), solved[size * outputs :]


def near(first: Table, reading: Reading, lines: Table) -> npt.NDArray[np.bool_]:
    """Sentences the engine would look at again."""
    found: npt.NDArray[np.bool_] = (weighed(first[:, :_COUNT], reading, LENGTH_COST) - lines).max(axis=1) > -WINDOW
    return found


def unseen(messages: Sequence[corpus.Message], lines: Table, *, cross: bool) -> tuple[Table, SecondLook]:
    """Message scores after a second look that did not know the writer (if `cross`), and the second look that knows all."""
    cut, first = outoffold.sentence_scores(messages)
    wanted, emphasis = (table[:, : first.shape[1]] for table in building.targets(cut))
    everyone = np.arange(len(first))
    seen = secondlook.seen(cut.reading, everyone, frozenset(shipped().words)).astype(np.float32)
    fold = outoffold.folds(messages)[np.array(cut.reading.owner)]
    again = near(first, cut.reading, lines)
    scores = first.copy()
    for number in sorted(set(fold.tolist())) if cross else []:
        others, here = fold != number, (fold == number) & again
        weights, bias = fit(seen[others], first[others], wanted[others], emphasis[others])
        scores[here] += seen[here] @ weights + bias
    weights, bias = fit(seen, first, wanted, emphasis)
    return outoffold.message_scores(cut, scores, len(messages), LENGTH_COST), SecondLook(weights, bias, lines, 0)


def civil_scores(engine: Engine, look: SecondLook, lines: Table, name: str, texts: list[str]) -> Quiet:
    """Score civil mail with the final weights of both looks."""
    reading = read(texts)
    raw, _ = engine.raw(reading)
    again = near(raw, reading, lines)
    print(f"{name}: {again.mean():.1%} of the sentences are looked at again")
    raw = raw + look.added(reading, again, frozenset(engine.model.words))
    best = np.full((len(texts), _COUNT), outoffold.LOWEST)
    np.maximum.at(best, np.array(reading.owner), weighed(raw[:, :_COUNT], reading, LENGTH_COST))
    return Quiet(name, best)


def chosen_lines(messages: Sequence[corpus.Message], scores: Table, look: SecondLook, lines: Table) -> Table:
    """The lines after the second look, raised until ordinary mail is quiet."""
    wanted = np.array([[label in m.labels for label in CLIENT_LABELS] for m in messages])
    free = np.array([best_line(wanted[:, n], scores[:, n]) for n in range(_COUNT)])
    engine = Engine(shipped())
    mail = [civil_scores(engine, look, lines, name, texts) for name, texts in (("German", civil.german()), ("English", civil.english()))]
    hard = np.array([m.hard and not m.labels for m in messages])
    mail.append(Quiet("Hard civil", scores[hard], MAX_HARD, MAX_HARD))
    raised = raise_lines(free, mail, wanted, scores)
    print(f"unseen writers: macro-F1 and any-problem F1 add up to {worth(wanted, scores >= free):.3f}, "
          f"after raising {worth(wanted, scores >= raised):.3f}")
    for m in mail:
        over = m.scores >= raised
        print(f"{m.name}: {len(over)} messages, {over[:, _UNCIVIL].any(axis=1).mean():.2%} uncivil, {over.any(axis=1).mean():.2%} any label")
    return raised


def main() -> None:
    """Fit, choose lines, write, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", action="store_true", help="choose the lines anew; needs the ordinary mail in ../shared/data/mail")
    anew = parser.parse_args().lines
    messages = corpus.load(corpus.training_files())
    lines = np.array([shipped().about["lines"][label] for label in CLIENT_LABELS])
    scores, look = unseen(messages, lines, cross=anew)
    if anew:
        raised = chosen_lines(messages, scores, look, lines)
        LINES.write_text(json.dumps(dict(zip(CLIENT_LABELS, raised.round(3).tolist(), strict=True)), indent=1) + "\n", encoding="utf-8")
    chosen = json.loads(LINES.read_text(encoding="utf-8"))
    data = secondlook.pack(look.weights, look.bias, np.array([chosen[label] for label in CLIENT_LABELS]), shipped().mark)
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
