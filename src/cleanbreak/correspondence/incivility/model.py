"""The additive model: a weight per feature and label, and the lines from which a label counts.

The file beside this module is written by `python -m training.train`; every weight in it can be shown with `python -m training.explain`.
"""

import json
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from cleanbreak.correspondence.incivility.features import Rows
from cleanbreak.correspondence.incivility.vocabulary import Numbers
from cleanbreak.errors import CleanbreakError

MODEL_FILE = "model.bin"
SLOT_BITS = 20
SOFTENING = 3
_MIX = np.uint64(0x9E3779B97F4A7C15)

Scores = npt.NDArray[np.float64]


class ModelDamagedError(CleanbreakError):
    """The weights shipped with the engine cannot be read."""

    code = "model_damaged"
    message = "The word weights of the message engine cannot be read: install Cleanbreak again."


class ModelOutdatedError(CleanbreakError):
    """The weights were made with other families of words than those beside them."""

    code = "model_outdated"
    message = "The word weights of the message engine do not fit its word lists: run `make train`."


@dataclass(frozen=True, slots=True)
class Model:
    """Feature keys in ascending order, a row of weights for each (one column per output), and what was chosen with them."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    keys: Numbers
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float64]
    about: dict[str, Any]

    @property
    def mark(self) -> int:
        """A number that tells these weights from others."""
        return zlib.crc32(self.weights.tobytes(), zlib.crc32(self.keys.tobytes()))


class Weights:
    """Looks keys up and adds their weights per row."""

    def __init__(self, model: Model) -> None:
        self._keys, self._bias = model.keys, model.bias
        self._columns = np.ascontiguousarray(model.weights.T)
        self._slots = np.full(1 << SLOT_BITS, -1, dtype=np.int32)
        self._slots[slot(model.keys)] = np.arange(len(model.keys), dtype=np.int32)

    def find(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """Positions (in `keys`) of the keys the model has a weight for, and the numbers of these weights."""
        number = self._slots[slot(keys)]
        maybe = np.flatnonzero(number >= 0)
        number = number[maybe]
        sure = self._keys[number] == keys[maybe]
        return maybe[sure], number[sure].astype(np.int64)

    def add(self, rows: Rows) -> Scores:
        """Score of every row and output."""
        position, number = self.find(rows.key)
        row, count = rows.row[position], len(rows.length)
        summed = np.stack([np.bincount(row, weights=c[number], minlength=count) for c in self._columns], axis=1)
        return summed / np.sqrt(rows.length + SOFTENING)[:, None] + self._bias


def slot(keys: Numbers) -> Numbers:
    """Place of a key in the table; training keeps at most one key per place."""
    mixed = keys.astype(np.uint64) * _MIX
    return (mixed >> np.uint64(64 - SLOT_BITS)).astype(np.int64)


def pack(model: Model, scale: npt.NDArray[np.float32], quantized: npt.NDArray[np.int8]) -> bytes:
    """Write a model as one block of bytes; the same model gives the same bytes."""
    head = json.dumps(
        {
            "words": list(model.words),
            "stems": list(model.stems),
            "count": len(model.keys),
            "outputs": quantized.shape[1],
            "scale": [float(s) for s in scale],
            "bias": [float(b) for b in model.bias],
            "about": model.about,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()
    steps = np.diff(model.keys, prepend=np.int64(0))
    body = len(head).to_bytes(8, "little") + head + steps.astype("<i8").tobytes() + quantized.astype("i1").tobytes()
    return zlib.compress(body, 9)


def unpack(data: bytes) -> Model:
    """Read what `pack` wrote."""
    try:
        body = zlib.decompress(data)
        size = int.from_bytes(body[:8], "little")
        head = json.loads(body[8 : 8 + size])
    except (zlib.error, ValueError) as error:
        raise ModelDamagedError from error
    count, outputs, start = head["count"], head["outputs"], 8 + size
    keys = np.cumsum(np.frombuffer(body, dtype="<i8", count=count, offset=start))
    quantized = np.frombuffer(body, dtype="i1", count=count * outputs, offset=start + 8 * count)
    weights = quantized.reshape(count, outputs).astype(np.float32) * np.array(head["scale"], dtype=np.float32)
    bias = np.array(head["bias"], dtype=np.float64)
    return Model(tuple(head["words"]), tuple(head["stems"]), keys.astype(np.int64), weights, bias, head["about"])


@cache
def shipped() -> Model:
    """The model that comes with the package, read once."""
    return unpack((files("cleanbreak.correspondence.incivility") / MODEL_FILE).read_bytes())
