"""Agreement of the writer's labels with a second, blind labeler: Cohen's kappa and F1 per label on the held-back part.

    python -m training.agreement
"""

import json
from pathlib import Path

from cleanbreak.correspondence.findings import CLIENT_LABELS

HERE = Path(__file__).parent / "heldback"


def kappa(first: list[bool], second: list[bool]) -> float:
    """Return Cohen's kappa of two yes/no labelings of the same items."""
    n = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    yes = (sum(first) / n) * (sum(second) / n)
    no = (1 - sum(first) / n) * (1 - sum(second) / n)
    chance = yes + no
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def f1(truth: list[bool], found: list[bool]) -> float:
    """Return the F1 score of `found` against `truth`."""
    hits = sum(a and b for a, b in zip(truth, found, strict=True))
    wrong = sum(truth) + sum(found)
    return 2 * hits / wrong if wrong else 1.0


def main() -> None:
    """Print one line per label, and one for "any problem"."""
    writer = {}
    for name in ("client_de.jsonl", "client_en.jsonl"):
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            writer[item["id"]] = set(item["labels"])
    second = {}
    for line in (HERE / "second_labels.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        second[item["id"]] = set(item["labels"])
    ids = sorted(second)
    print(f"{len(ids)} messages labeled twice")
    scores = []
    for label in CLIENT_LABELS:
        a, b = [label in writer[i] for i in ids], [label in second[i] for i in ids]
        scores.append(f1(a, b))
        print(f"{label:24} kappa {kappa(a, b):.2f}  F1 {scores[-1]:.2f}")
    a, b = [bool(writer[i]) for i in ids], [bool(second[i]) for i in ids]
    print(f"{'any problem':24} kappa {kappa(a, b):.2f}  F1 {f1(a, b):.2f}")
    print(f"macro-F1 of the second labeler {sum(scores) / len(scores):.2f}")


if __name__ == "__main__":
    main()
