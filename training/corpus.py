"""Reads the invented messages in `training/client` and cuts them into labelled sentences."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cleanbreak.correspondence.findings import CLIENT_LABELS
from cleanbreak.correspondence.incivility.reading import Reading, read

ROOT = Path(__file__).parent
TRAINING = (ROOT / "client", ROOT / "plain")
HELD_BACK = ROOT / "heldback"
MIN_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message; `source` is the file (its writer and language) it stands in."""

    id: str
    lang: str
    text: str
    labels: frozenset[str]
    spans: tuple[tuple[str, int, int], ...]
    severity: int
    hard: bool
    source: str


def load(files: Sequence[Path]) -> list[Message]:
    """Messages of all files, sorted by file and place."""
    return [message for file in sorted(files) for message in _messages(file)]


def training_files() -> list[Path]:
    """Every file that may be trained on."""
    return sorted(file for folder in TRAINING for file in folder.glob("*.jsonl"))


def _messages(file: Path) -> Iterator[Message]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        spans = tuple(
            (s["label"], at, at + len(s["quote"])) for s in row["spans"] if (at := row["text"].find(s["quote"])) >= 0
        )
        yield Message(
            row["id"], row["lang"], row["text"], frozenset(row["labels"]), spans, row["severity"], row["hard"], file.stem
        )


def writers(messages: Sequence[Message]) -> npt.NDArray[np.int64]:
    """A number per message for the letter at the end of its file's name: one writer wrote both languages' files of that letter."""
    letters = [m.source.rsplit("_", 1)[-1] for m in messages]
    return np.array([sorted(set(letters)).index(letter) for letter in letters])


@dataclass(frozen=True, slots=True)
class Sentences:
    """All sentences of some messages, with the message each belongs to and the labels whose words it holds."""

    reading: Reading
    labels: npt.NDArray[np.float64]
    severity: npt.NDArray[np.int64]


def sentences(messages: Sequence[Message]) -> Sentences:
    """Cut the messages as the engine does; a sentence has a label when a quoted stretch covers enough of it."""
    reading = read([m.text for m in messages])
    labels = np.zeros((len(reading.owner), len(CLIENT_LABELS)))
    severity = np.zeros(len(reading.owner), dtype=np.int64)
    for n, (owner, (start, end)) in enumerate(zip(reading.owner, reading.places, strict=True)):
        for label, first, last in messages[owner].spans:
            overlap = min(end, last) - max(start, first)
            if overlap > 0 and overlap >= MIN_SHARE * min(end - start, last - first):
                labels[n, CLIENT_LABELS.index(label)] = 1
                severity[n] = messages[owner].severity
    return Sentences(reading, labels, severity)
