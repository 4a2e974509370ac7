"""Shows every weight that makes a score: which feature of which sentence speaks for or against a label, and by how much.

    python -m training.explain "You people are a joke." [--label insult]
"""

import argparse

import numpy as np

from cleanbreak.correspondence.findings import CLIENT_LABELS
from cleanbreak.correspondence.incivility import features as f
from cleanbreak.correspondence.incivility.engine import Engine, shipped_engine
from cleanbreak.correspondence.incivility.lexicon import lexicon
from cleanbreak.correspondence.incivility.model import SOFTENING, Weights
from cleanbreak.correspondence.incivility.reading import read

_KINDS = {
    f.WORD: "word", f.STEM1: "stem", f.STEM2: "stems", f.STEM3: "stems", f.SKIP: "stems apart", f.FAMILY: "family", f.PAIR: "families",
    f.RULE: "rule", f.SHAPE: "shape", f.BEFORE: "sentence before", f.AFTER: "sentence after", f.AROUND: "elsewhere in the text",
}  # fmt: skip
_PART = (1 << f.PART_BITS) - 1


def name(engine: Engine, key: int) -> str:
    """Write a feature out in words."""
    kind, parts = key >> f.KIND_BITS, [(key >> shift) & _PART for shift in (2 * f.PART_BITS, f.PART_BITS, 0)]
    vocabulary, families = engine.features.vocabulary, lexicon().names
    if kind == f.WORD:
        words = vocabulary.words[parts[0]]
    elif kind in (f.STEM1, f.STEM2, f.STEM3, f.SKIP):
        words = " ".join(vocabulary.stems[p - 1] for p in parts if p)
    elif kind == f.PAIR:
        words = f"{families[parts[0]]} + {families[parts[1]]}"
    elif kind == f.RULE:
        words = lexicon().rules[parts[0]].code + (" (hint)" if parts[1] else "")
    else:
        words = str(parts[0]) if kind == f.SHAPE else families[parts[0]]
    return f"{_KINDS[kind]}: {words}"


def main() -> None:
    """Print the strongest features of each sentence."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text")
    parser.add_argument("--label", choices=CLIENT_LABELS, action="append")
    arguments = parser.parse_args()
    engine = shipped_engine()
    reading = read([arguments.text])
    rows = engine.features.rows(reading.tokens, reading.first_of_text, reading.shouted)
    raw, _ = engine.raw(reading)
    position, number = Weights(engine.model).find(rows.key)
    for n, (start, end) in enumerate(reading.places):
        print(arguments.text[start:end])
        here = rows.row[position] == n
        for label in arguments.label or CLIENT_LABELS:
            column = CLIENT_LABELS.index(label)
            parts = engine.model.weights[number[here], column] / np.sqrt(rows.length[n] + SOFTENING)
            print(f"  {label}: {raw[n, column]:+.2f} (starts at {engine.model.bias[column]:+.2f})")
            for at in np.argsort(-np.abs(parts), kind="stable")[:8]:
                print(f"    {parts[at]:+.2f}  {name(engine, int(rows.key[position][here][at]))}")


if __name__ == "__main__":
    main()
