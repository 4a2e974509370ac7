"""Measures the engine and prints what it finds: per label, per language, with the confusions, spans and hard civil messages.

    python -m training.evaluate cross       messages scored by models that never saw their writer, at the committed lines
    python -m training.evaluate sample      the public sample, with the shipped model
    python -m training.evaluate heldback    the held-back part, with the shipped model
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cleanbreak.correspondence.findings import CLIENT_LABELS
from cleanbreak.correspondence.incivility.engine import score_texts
from training import civil, corpus, outoffold
from training.measures import f1, precision, recall
from training.thresholds import LINES

Flags = npt.NDArray[np.bool_]
Places = dict[str, list[tuple[int, int]]]
SAMPLE = civil.SHARED / "messages" / "client_messages.jsonl"
GOOD_SPAN = 0.6


def wanted_labels(messages: Sequence[corpus.Message]) -> Flags:
    """One row per message, one column per label."""
    return np.array([[label in m.labels for label in CLIENT_LABELS] for m in messages])


def cross() -> tuple[list[corpus.Message], Flags, list[Places]]:
    """Training messages by models that never saw their writer."""
    messages = corpus.load(corpus.training_files())
    chosen = json.loads(LINES.read_text(encoding="utf-8"))
    lines = np.array([chosen["lines"][label] for label in CLIENT_LABELS])
    cut, sentence = outoffold.sentence_scores(messages)
    fair = outoffold.weighed(sentence[:, : len(CLIENT_LABELS)], cut.reading, chosen["length_cost"])
    given = outoffold.message_scores(cut, sentence, len(messages), chosen["length_cost"]) >= lines
    places: list[Places] = [{} for _ in messages]
    for n, column in zip(*np.nonzero(fair >= lines), strict=True):
        places[cut.reading.owner[n]].setdefault(CLIENT_LABELS[column], []).append(cut.reading.places[n])
    return messages, given, places


def shipped(files: Sequence[Path]) -> tuple[list[corpus.Message], Flags, list[Places]]:
    """Messages of some files by the shipped engine."""
    messages = corpus.load(files)
    scored = score_texts([m.text for m in messages])
    given = np.array([[s.labels.get(label, 0.0) >= 0.5 for label in CLIENT_LABELS] for s in scored])
    places: list[Places] = []
    for s in scored:
        found: Places = {}
        for finding in s.findings:
            found.setdefault(finding.label, []).append((finding.start, finding.end))
        places.append(found)
    exact = sum(s.severity == m.severity for s, m in zip(scored, messages, strict=True)) / len(messages)
    print(f"severity: {exact:.1%} exactly as labelled")
    return messages, given, places


def _words(text: str, places: Sequence[tuple[int, int]]) -> Counter[tuple[int, str]]:
    found: Counter[tuple[int, str]] = Counter()
    for start, end in places:
        position = start
        for word in text[start:end].split():
            position = text.index(word, position)
            found[(position, word)] = 1
    return found


def span_scores(messages: Sequence[corpus.Message], places: Sequence[Places]) -> list[float]:
    """Token F1 of every true finding (label wanted and given)."""
    scores = []
    for message, found in zip(messages, places, strict=True):
        for label in sorted(message.labels & set(found)):
            right = _words(message.text, [(a, b) for name, a, b in message.spans if name == label])
            ours = _words(message.text, found[label])
            both = sum((right & ours).values())
            scores.append(2 * both / (sum(right.values()) + sum(ours.values())) if both else 0.0)
    return scores


def report(messages: Sequence[corpus.Message], given: Flags, places: Sequence[Places]) -> None:
    """Print everything."""
    wanted = wanted_labels(messages)
    for name, chosen in [("all", np.ones(len(messages), dtype=bool)), *_languages(messages)]:
        print(f"\n{name}: {chosen.sum()} messages")
        scores = [f1(wanted[chosen, n], given[chosen, n]) for n in range(len(CLIENT_LABELS))]
        for n, label in enumerate(CLIENT_LABELS):
            p, r = precision(wanted[chosen, n], given[chosen, n]), recall(wanted[chosen, n], given[chosen, n])
            print(f"  {label:24} F1 {scores[n]:.3f}  precision {p:.3f}  recall {r:.3f}  of {wanted[chosen, n].sum()}")
        any_wanted, any_given = wanted[chosen].any(axis=1), given[chosen].any(axis=1)
        print(f"  macro-F1 {np.mean(scores):.3f}  any-problem F1 {f1(any_wanted, any_given):.3f}")
    hard = np.array([m.hard and not m.labels for m in messages])
    plain = np.array([not m.hard and not m.labels for m in messages])
    for name, chosen in (("hard civil", hard), ("plain civil", plain)):
        if chosen.any():
            print(f"{name} flagged: {given[chosen].any(axis=1).mean():.1%} of {chosen.sum()}")
    spans = span_scores(messages, places)
    if spans:
        print(f"spans: token F1 of {GOOD_SPAN} or more on {np.mean(np.array(spans) >= GOOD_SPAN):.1%} of {len(spans)} true findings")
    _confusions(wanted, given)


def _languages(messages: Sequence[corpus.Message]) -> list[tuple[str, Flags]]:
    return [(lang, np.array([m.lang == lang for m in messages])) for lang in sorted({m.lang for m in messages})]


def _confusions(wanted: Flags, given: Flags) -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    for w, g in zip(wanted, given, strict=True):
        missed = [CLIENT_LABELS[n] for n in np.flatnonzero(w & ~g)] or ["nothing"]
        added = [CLIENT_LABELS[n] for n in np.flatnonzero(g & ~w)] or ["nothing"]
        pairs.update((m, a) for m in missed for a in added if m != a)
    print("confusions (wanted, given):")
    for (missed, added), count in pairs.most_common(14):
        print(f"  {missed:24} {added:24} {count}")


def main() -> None:
    """One of three sets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["cross", "sample", "heldback"])
    what = parser.parse_args().what
    if what == "cross":
        report(*cross())
    else:
        report(*shipped([SAMPLE] if what == "sample" else sorted(corpus.HELD_BACK.glob("client_*.jsonl"))))


if __name__ == "__main__":
    main()
