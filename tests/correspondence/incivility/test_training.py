"""The tools that build the model."""

import json
from pathlib import Path

import numpy as np
import pytest
from training import building, corpus
from training.measures import best_line, f1

from cleanbreak.correspondence.incivility.model import pack, shipped, unpack

ROWS = [
    ("You are a useless idiot.", "insult"),
    ("Such a useless idiot, you lot.", "insult"),
    ("The draft is fine, thank you.", ""),
    ("Thank you, the room is fine.", ""),
] * 3


@pytest.fixture
def small(tmp_path: Path) -> list[corpus.Message]:
    file = tmp_path / "en_z.jsonl"
    lines = [
        {"id": f"Z{n}", "lang": "en", "text": text, "labels": [label] * bool(label), "severity": 2 * bool(label), "hard": False,
         "spans": [{"label": label, "quote": text}] * bool(label)}
        for n, (text, label) in enumerate(ROWS)
    ]  # fmt: skip
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return corpus.load([file])


def test_the_same_messages_give_the_same_bytes(small: list[corpus.Message]) -> None:
    first, second = (building.build(small, {}) for _ in range(2))
    assert pack(first[0], first[2], first[1]) == pack(second[0], second[2], second[1])


def test_a_packed_model_reads_back_as_it_was(small: list[corpus.Message]) -> None:
    model, numbers, scale = building.build(small, {})
    again = unpack(pack(model, scale, numbers))
    assert again.words == model.words
    assert np.array_equal(again.keys, model.keys)
    assert np.array_equal(again.weights, model.weights)


def test_the_shipped_model_was_trained_on_project_files_only() -> None:
    known = {file.name for file in corpus.training_files()}
    assert set(shipped().about["files"]) <= known


def test_the_best_line_separates_what_can_be_separated() -> None:
    wanted, scores = np.array([True, True, False]), np.array([2.0, 1.0, -1.0])
    line = best_line(wanted, scores)
    assert f1(wanted, scores >= line) == 1.0
