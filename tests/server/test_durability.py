"""Killed at any moment, or two at once: no acknowledged step is lost, none is doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleanbreak.server.store.sqlite_store import SqliteStore
from cleanbreak.services.backup import store_faults
from cleanbreak.services.casework import find_case
from tests.server import worker

KILLS = 200 if os.environ.get("CLEANBREAK_THOROUGH") == "1" else 20


def start(folder: Path, acknowledged: Path, mark: str, first: int, count: int) -> "subprocess.Popen[bytes]":
    command = [
        sys.executable,
        "-m",
        "tests.server.worker",
        str(folder),
        str(acknowledged),
        mark,
        str(first),
        str(count),
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def wait_for_growth(acknowledged: Path, process: "subprocess.Popen[bytes]") -> None:
    before, patience = acknowledged.stat().st_size, time.monotonic() + 60
    while acknowledged.stat().st_size == before and process.poll() is None and time.monotonic() < patience:
        time.sleep(0.005)


def facts_in(store: SqliteStore) -> list[str]:
    case = find_case(store, worker.CLIENT).case
    return [event.content.text for event in case.events if event.content is not None and event.step == "fact"]  # type: ignore[union-attr]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill -9")
def test_kill_9_at_any_moment_loses_no_acknowledged_step_and_doubles_none(tmp_path: Path) -> None:
    folder, acknowledged, chance = tmp_path / "data", tmp_path / "acknowledged", random.Random(11)
    acknowledged.touch()
    done = 0
    for kill in range(KILLS):
        process = start(folder, acknowledged, "fact", done + 1, 100_000)
        if kill % 4:  # three of four die at work, the fourth while it starts
            wait_for_growth(acknowledged, process)
            time.sleep(chance.uniform(0, 0.1))
        else:
            time.sleep(chance.uniform(0, 0.4))
        assert process.poll() is None, process.stderr.read() if process.stderr else b""
        process.kill()
        process.wait()
        done = len(acknowledged.read_text(encoding="utf-8").splitlines())
    store = SqliteStore(folder)
    kept = facts_in(store)
    told = acknowledged.read_text(encoding="utf-8").splitlines()
    assert kept[: len(told)] == told
    assert len(kept) - len(told) <= 1, "at most the step in flight may be there without acknowledgement"
    assert len(set(kept)) == len(kept)
    assert [w.text for w in store.words("2026-001") if w.kind == "note"] == kept
    assert store_faults(store) == []
    assert len(told) >= KILLS * 3 // 4


def test_two_processes_at_once_lose_nothing_and_fork_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    processes = [start(folder, tmp_path / mark, mark, 1, 40) for mark in ("left", "right", "third")]
    outputs = [process.communicate(timeout=120)[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], outputs
    store = SqliteStore(folder)
    assert [number for number, _ in store.case_numbers()] == ["2026-001"]
    assert sorted(facts_in(store)) == sorted(f"{m} {n}" for m in ("left", "right", "third") for n in range(1, 41))
    assert store_faults(store) == []
