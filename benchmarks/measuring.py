"""Runs a command as a process of its own and tells its CPU time, wall time and peak memory (with its children's)."""

import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: seconds of CPU (itself and children), wall seconds, peak megabytes of all processes together."""

    cpu: float
    wall: float
    peak_mb: float


def run(command: list[str], cwd: Path | None = None) -> Run:
    """Run a command and measure it; its output is thrown away.

    Raises:
        subprocess.CalledProcessError: it failed, so its time means nothing.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    status = process.wait()
    wall = time.perf_counter() - started
    watcher.join()
    if status not in {0, 3}:
        raise subprocess.CalledProcessError(status, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(cpu, wall, peak[0])


def _watch(process: "subprocess.Popen[bytes]", peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], _tree_megabytes(process.pid))
        time.sleep(0.05)


def _tree_megabytes(root: int) -> float:
    children: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                sizes[int(entry.name)] = int((entry / "statm").read_text().split()[1])
            except OSError:
                continue
            children.setdefault(int(stat[1]), []).append(int(entry.name))
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        total += sizes.get(pid, 0)
        waiting += children.get(pid, [])
    return total * PAGE / 1e6


def machine() -> str:
    """Return the line that every result carries: date, cores, Python."""
    return f"{date.today()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}"
