"""Trains the weights of the draft checks from the sentences in this folder, and evaluates them.

    python -m training.drafts.train --lines         choose the lines and write `lines.json`
    python -m training.drafts.train                 write the model files
    python -m training.drafts.train --cross         five-fold cross-validation over whole drafts
    python -m training.drafts.train --report FILE   the shipped model on a file of labelled drafts

The same files give the same weights, byte for byte.
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from cleanbreak.correspondence.drafts.catalogue import CHECKS
from cleanbreak.correspondence.drafts.draft import Draft
from cleanbreak.correspondence.drafts.reading import DECISION, Reading
from cleanbreak.correspondence.drafts.roles import FAULT, OUTPUTS, PRESENCES, ROLES, Model, features

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src/cleanbreak/correspondence/drafts/model"
FOLDS = 5
LAMBDA = 0.003
STEPS = 300
MASKED = 0.15
SMALLEST = 2
LINES = HERE / "lines.json"
TUNED = frozenset("abc")
"""Writers whose drafts were read while the wordings were written: what they say is known too well to choose lines on."""
QUIET = 0.3
"""How much a clean draft left alone counts beside macro-F1 when lines are chosen."""
GRID = [round(n * 0.2 - 1.0, 1) for n in range(26)]
ABSENT = {
    "decision": "missing_decision",
    "next_step": "missing_next_step",
    "replacement": "missing_replacement",
    "thanks": "missing_thanks",
    "told": "wrong_channel",
}


@dataclass(frozen=True)
class Row:
    """A sentence with what it does; `group` keeps the sentences of a draft in one fold, `unknown` is not trained on."""

    group: str
    features: dict[str, float]
    roles: frozenset[str]
    unknown: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    weight: float = 1.0


def read(path: Path) -> list[dict[str, Any]]:
    """Read lines of JSON."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def rows_of(language: Any, drafts: Iterable[dict[str, Any]], sentences: Iterable[dict[str, Any]]) -> list[Row]:
    """Cut drafts into sentences; a sentence has a role when the marked words cover half of it, or it half of them."""
    rows = []
    for item in drafts:
        marked = [(s["label"], item["text"].index(s["quote"]), len(s["quote"])) for s in item["spans"]]
        for s in Draft(item["text"], None, language).sentences:
            roles = set()
            for label, start, length in marked:
                shared = min(start + length, s.end) - max(start, s.start)
                if shared > 0.5 * min(s.end - s.start, length):
                    roles.add(label)
            found = features(s.flat, language)
            said = frozenset(name for name in PRESENCES if ABSENT[name] not in item["labels"])
            if item["channel"] not in {"email", "sms"}:
                said -= {"told"}
            present, unknown = _presences(said, found, roles)
            if item["channel"] not in {"email", "sms"}:
                unknown.add("told")
            rows.append(Row(item["id"], found, frozenset(roles | present), frozenset(unknown), said))
    for item in sentences:
        labels = frozenset(item["labels"])
        unknown = frozenset() if labels & set(ROLES) else frozenset(PRESENCES) - labels
        rows.append(Row(item["id"], features(item["text"], language), labels, unknown))
    return rows


def _presences(said: frozenset[str], found: dict[str, float], roles: set[str]) -> tuple[set[str], set[str]]:
    """A draft says only that a decision, a next step … is somewhere: the wordings tell where, other sentences stay unknown."""
    hits = {name for name in said if found[f"c:{name}"] > 1.0}
    present = {name for name in hits if not roles or name in {"thanks", "told"}}
    unknown = set() if roles or hits else set(said)
    return present, unknown


def without_wordings(row: Row) -> Row:
    """The same sentence as if no wording knew it, so that its build and its words learn to tell as well."""
    kept = {name: 0.0 if name[:2] == "c:" else value for name, value in row.features.items()}
    return replace(row, features=kept, weight=MASKED)


def fit(rows: Sequence[Row]) -> Model:
    """Fit twice: the first fit finds the likeliest sentence where a draft says something that no wording has found."""
    first = _fit(rows)
    best: dict[tuple[str, str], tuple[float, int]] = {}
    done = {(row.group, name) for row in rows for name in row.roles}
    for i, row in enumerate(rows):
        scores = dict(zip(OUTPUTS, first.logits(row.features), strict=True))
        for name in row.said & row.unknown:
            best[row.group, name] = max(best.get((row.group, name), (-99.0, -1)), (scores[name], i))
    chosen = {(i, name) for (group, name), (_, i) in best.items() if (group, name) not in done}
    here = [frozenset(n for n in PRESENCES if (i, n) in chosen) for i in range(len(rows))]
    found = [replace(row, roles=row.roles | new, unknown=row.unknown - new) for row, new in zip(rows, here, strict=True)]
    return _fit([*found, *map(without_wordings, found)])


def _fit(rows: Sequence[Row]) -> Model:
    """Fit one logistic regression per role by accelerated gradient steps; ridge on everything but the bias."""
    counts = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, n in counts.items() if n >= SMALLEST)
    index = {name: i for i, name in enumerate(names)}
    cells = [(i, index[name], value) for i, row in enumerate(rows) for name, value in row.features.items() if name in index]
    line, column, value = zip(*cells, strict=True)
    x = csr_matrix((value, (line, column)), shape=(len(rows), len(names)))
    y = np.array([[float(role in row.roles or (role == FAULT and bool(row.roles & set(ROLES)))) for role in OUTPUTS] for row in rows])
    known = np.array([[row.weight * (role not in row.unknown) for role in OUTPUTS] for row in rows])
    plain = np.array([n[:2] in {"c:", "s:"} and "&" not in n for n in names])
    weights, bias = _descend(x, y, known, np.where(plain, LAMBDA * 0.2, LAMBDA))
    hundredths = np.rint(weights * 100).astype(int)
    kept = {name: tuple(int(v) for v in hundredths[i]) for name, i in index.items() if np.any(np.abs(hundredths[i]) >= 2)}
    return Model(tuple(int(v) for v in np.rint(bias * 100)), kept)


def _descend(x: csr_matrix, y: np.ndarray, known: np.ndarray, ridge: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n, d = x.shape
    turned = x.T.tocsr()
    v = np.ones(d) / math.sqrt(d)
    for _ in range(20):
        v = turned @ (x @ v)
        v /= np.linalg.norm(v)
    size = 0.25 * float(np.linalg.norm(x @ v)) ** 2 / n + float(ridge.max())
    w = ahead = np.zeros((d, y.shape[1]))
    b = b_ahead = np.full(y.shape[1], -2.0)
    t = 1.0
    for _ in range(STEPS):
        wrong = known * (1 / (1 + np.exp(-(x @ ahead + b_ahead))) - y) / n
        w_next = ahead - (turned @ wrong + ridge[:, None] * ahead) / size
        b_next = b_ahead - wrong.sum(0)
        t_next = (1 + math.sqrt(1 + 4 * t * t)) / 2
        ahead = w_next + (t - 1) / t_next * (w_next - w)
        b_ahead = b_next + (t - 1) / t_next * (b_next - b)
        w, b, t = w_next, b_next, t_next
    return w, b


def with_lines(model: Model, lines: Mapping[str, float]) -> Model:
    """Move the line of each label, in logits: a fault needs that much more, a presence that much less."""
    bias = list(model.bias)
    for label, line in lines.items():
        if label in OUTPUTS:
            bias[OUTPUTS.index(label)] -= round(100 * line)
    for presence, label in ABSENT.items():
        bias[OUTPUTS.index(presence)] += round(100 * lines.get(label, 0.0))
    return Model(tuple(bias), model.weights)


def choose_lines() -> None:
    """Score drafts of untuned writers by models that have not seen them, and choose the lines that serve both languages best."""
    scores, truth = [], []
    for language in ("de", "en"):
        drafts, sentences = material(language)
        rows = rows_of(language, drafts, sentences)
        fresh = [item for item in sorted(drafts, key=lambda d: d["id"]) if item["id"][4].lower() not in TUNED]
        for part in (fresh[n::FOLDS] for n in range(FOLDS)):
            hidden = {item["id"] for item in part}
            model = fit([row for row in rows if row.group not in hidden])
            for item in part:
                reading = Reading(Draft(item["text"], item["channel"], item["lang"]), model)
                scores.append([_logit(check.judge(reading).score) for check in CHECKS])
                truth.append([check.label in item["labels"] for check in CHECKS])
    found = _best_lines(np.array(scores), np.array(truth))
    kept = {check.label: line for check, line in zip(CHECKS, found, strict=True) if check.label != "too_long"}
    LINES.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _logit(score: float | None) -> float:
    share = 0.0 if score is None else score
    return math.log(max(share, 1e-9) / max(1 - share, 1e-9))


def _best_lines(scores: np.ndarray, truth: np.ndarray) -> list[float]:
    """One line after the other is moved to where macro-F1 and clean drafts left alone are worth most, until none moves."""

    def worth(lines: list[float]) -> tuple[float, float, float]:
        given = scores >= np.array(lines)
        f1 = 2 * (truth & given).sum(axis=0) / np.maximum(1, truth.sum(axis=0) + given.sum(axis=0))
        flagged = given[~truth.any(axis=1)].any(axis=1).mean()
        return float(f1.mean() - QUIET * flagged), float(f1.mean()), float(flagged)

    lines = [0.0] * len(CHECKS)
    print("lines at 0: macro-F1 {1:.3f}, clean flagged {2:.1%}".format(*worth(lines)))
    moved = True
    while moved:
        moved = False
        for n in range(len(lines)):
            best = max(GRID, key=lambda line: (round(worth([*lines[:n], line, *lines[n + 1 :]])[0], 6), -abs(line)))
            moved = moved or worth([*lines[:n], best, *lines[n + 1 :]])[0] > worth(lines)[0] + 1e-6
            lines[n] = best
    print("lines chosen: macro-F1 {1:.3f}, clean flagged {2:.1%}".format(*worth(lines)))
    return lines


def write(language: str, model: Model) -> None:
    """Write the weights, one feature a line."""
    TARGET.mkdir(exist_ok=True)
    lines = ",\n".join(f"{json.dumps(n, ensure_ascii=False)}:{json.dumps(list(w), separators=(',', ':'))}" for n, w in sorted(model.weights.items()))
    text = f'{{"roles":{json.dumps(list(OUTPUTS))},"bias":{json.dumps(list(model.bias))},"weights":{{\n{lines}\n}}}}\n'
    (TARGET / f"{language}.json").write_text(text, encoding="utf-8")


def judge(item: dict[str, Any], model: Model | None) -> tuple[set[str], dict[str, set[int]]]:
    """Return the labels found in a draft and, per label, the positions of the words found."""
    reading = Reading(Draft(item["text"], item["channel"], item["lang"]), model)
    verdicts = {check.label: check.judge(reading) for check in CHECKS}
    found = {label for label, v in verdicts.items() if v.score is not None and v.score >= DECISION}
    return found, {label: {p for s in verdicts[label].spans for p in range(s.start, s.end)} for label in found}


def report(items: Sequence[dict[str, Any]], results: Sequence[tuple[set[str], dict[str, set[int]]]], *, wrong: bool) -> None:
    """Print F1 per label, their mean, clean drafts flagged, and spans."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    spans = Counter[str]()
    clean = Counter[str]()
    for item, (found, words) in zip(items, results, strict=True):
        truth = set(item["labels"])
        clean["all"] += not truth
        clean["flagged"] += not truth and bool(found)
        for label in truth | found:
            counts[label]["tp" if label in truth & found else "fn" if label in truth else "fp"] += 1
        for span in item["spans"]:
            start = item["text"].index(span["quote"])
            true = set(range(start, start + len(span["quote"])))
            if span["label"] in words:
                spans["all"] += 1
                spans["good"] += 2 * len(true & words[span["label"]]) >= 0.6 * (len(true) + len(words[span["label"]]))
        if wrong and truth != found:
            print(f"  {item['id']} missed {sorted(truth - found)} wrongly {sorted(found - truth)}: {item['text'][:4000]!r}")
    scores = []
    for check in CHECKS:
        c = counts[check.label]
        f1 = 2 * c["tp"] / max(1, 2 * c["tp"] + c["fp"] + c["fn"])
        scores.append(f1)
        print(f"  {check.label:20} F1 {f1:.3f}  tp {c['tp']:3} fp {c['fp']:3} fn {c['fn']:3}")
    print(f"  macro-F1 {sum(scores) / len(scores):.3f}; clean drafts flagged {clean['flagged']}/{clean['all']}; "
          f"spans at or above 0.6: {spans['good']}/{spans['all']}")


def cross(language: str, *, wrong: bool) -> None:
    """Judge each draft by a model that has not seen it."""
    drafts, sentences = material(language)
    items = sorted(drafts, key=lambda d: d["id"])
    results = []
    fold = {item["id"]: i % FOLDS for i, item in enumerate(items)}
    rows = rows_of(language, drafts, sentences)
    models = [fit([r for r in rows if fold.get(r.group) != f]) for f in range(FOLDS)]
    results = [judge(item, models[fold[item["id"]]]) for item in items]
    print(f"{language}: cross-validation over {len(items)} drafts")
    report(items, results, wrong=wrong)


def material(language: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the drafts and the single sentences of a language."""
    drafts = [item for path in sorted(HERE.glob(f"{language}_*.jsonl")) for item in read(path)]
    return drafts, [item for path in sorted(HERE.glob(f"sentences_{language}*.jsonl")) for item in read(path)]


def main() -> None:
    """Train, cross-validate or report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", action="store_true", help="choose the lines")
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--report", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print each draft that was judged wrongly")
    options = parser.parse_args()
    if options.lines:
        choose_lines()
        return
    lines = json.loads(LINES.read_text(encoding="utf-8"))
    for language in ("de", "en"):
        if options.cross:
            cross(language, wrong=options.wrong)
        elif options.report:
            items = [item for item in read(options.report) if item["lang"] == language]
            print(f"{language}: {len(items)} drafts of {options.report.name}")
            report(items, [judge(item, None) for item in items], wrong=options.wrong)
        else:
            drafts, sentences = material(language)
            write(language, with_lines(fit(rows_of(language, drafts, sentences)), lines))


if __name__ == "__main__":
    main()
