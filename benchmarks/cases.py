"""How long it takes to store cases, to list them and to find what is due next, at three sizes, beside bare SQLite.

    python -m benchmarks.cases [--sizes 100 300 1000]

The peer writes and reads the same entries as rows of a bare `sqlite3` table with the same care (WAL, synchronous=FULL, one
transaction for each step), without chain, guards or model. Growth is time per case against the smallest size.
"""

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from benchmarks.measuring import machine
from cleanbreak.cases.contents import Decided, HandedOver, Observed, OpenWork
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.due import due_items
from cleanbreak.cases.encoding import to_plain
from cleanbreak.cases.obligations import open_obligations
from cleanbreak.cases.stages import Step
from cleanbreak.server.store.opening import close_connection
from cleanbreak.server.store.sqlite_store import SqliteStore
from cleanbreak.services.casework import Move, OpenRequest, all_cases, open_case, record

SIZES = (100, 300, 1000)
DAY, NOW = date(2026, 7, 1), datetime(2026, 7, 10, 9, 0)
STEPS = [
    Move(Step.CONTRACT, Contract("service", "Web care", "DE", pay_period="month"), DAY),
    Move(Step.FACT, Observed(DAY, "Paid late again"), DAY),
    Move(Step.WORK, OpenWork("Home page", date(2026, 7, 20)), DAY),
    Move(Step.HANDOVER, HandedOver("Keys", "client", "by hand", date(2026, 7, 31), None), DAY),
    Move(
        Step.DECIDE,
        Decided(
            route="ordinary",
            decided_at=datetime(2026, 7, 6),
            last_day=date(2026, 7, 31),
            latest_receipt=date(2026, 7, 15),
            rule="BGB-621-3",
            protected_ground="no",
            client_can_replace="yes",
        ),
        date(2026, 7, 6),
    ),
]


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for storing all cases, listing them, and finding what is due."""

    store: float
    listed: float
    due: float


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ours(folder: Path, size: int) -> Times:
    """Measure the store itself: every step is a request of its own, as a user makes it."""
    store = SqliteStore(folder)

    def write() -> None:
        for number in range(size):
            name = f"Client {number:05} GmbH"
            open_case(store, OpenRequest(name), DAY, NOW)
            for move in STEPS:
                record(store, name, [move], NOW)

    stored = seconds(write)
    listed = seconds(lambda: [(c.number, c.stage) for c in all_cases(store)])
    due = seconds(lambda: [(due_items(c, DAY), open_obligations(c)) for c in all_cases(store)])
    close_connection()
    return Times(stored, listed, due)


def bare(folder: Path, size: int) -> Times:
    """Measure bare rows: the same contents, committed one by one, read back in one query."""
    contents = [json.dumps(to_plain(move.content)) for move in STEPS]
    with closing(sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE entry (number TEXT, sequence INTEGER, content TEXT)")

        def write() -> None:
            for number in range(size):
                for sequence, content in enumerate(["{}", *contents]):
                    connection.execute("BEGIN IMMEDIATE")
                    connection.execute("INSERT INTO entry VALUES (?, ?, ?)", (str(number), sequence, content))
                    connection.execute("COMMIT")

        def read() -> list[object]:
            rows = connection.execute("SELECT content FROM entry ORDER BY number, sequence")
            return [json.loads(content) for (content,) in rows]

        stored = seconds(write)
        listed = seconds(read)
        return Times(stored, listed, seconds(read))


def main() -> None:
    """Print one line for each size, with the ratio to bare SQLite and the growth per case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    sizes = parser.parse_args().sizes
    print(machine())
    first: Times | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            mine, peer = ours(Path(place) / "store", size), bare(Path(place), size)
        first = first or Times(*(value / size for value in (mine.store, mine.listed, mine.due)))
        cells = []
        for name in ("store", "listed", "due"):
            value, per_case = getattr(mine, name), getattr(mine, name) / size
            ratio, growth = value / getattr(peer, name), per_case / getattr(first, name)
            cells.append(
                f"{name} {value:7.2f} s, {per_case * 1000:7.2f} ms a case, {ratio:6.1f} x bare, growth {growth:4.2f}"
            )
        print(f"{size:6} cases  " + " | ".join(cells), flush=True)


if __name__ == "__main__":
    main()
