"""A process that records numbered facts and acknowledges each outside the store, until somebody kills it."""

import sys
from datetime import date, datetime
from pathlib import Path

from cleanbreak.cases.contents import Observed
from cleanbreak.cases.stages import Step
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.casework import Move, OpenRequest, open_case, record
from cleanbreak.services.ports import PrivateWord

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 24, 12, 0)
CLIENT = "Ostwind GmbH"


def main(folder: str, acknowledged: str, mark: str, first: int, count: int) -> None:
    store = open_store(Path(folder))
    open_case(store, OpenRequest(CLIENT, private=[PrivateWord("reward", DAY, "a day at the sea")]), DAY, NOW)
    with Path(acknowledged).open("a", encoding="utf-8") as stream:
        for number in range(first, first + count):
            text = f"{mark} {number}"
            note = [PrivateWord("note", DAY, text)]
            record(store, CLIENT, [Move(Step.FACT, Observed(DAY, text), DAY)], NOW, note)
            stream.write(f"{text}\n")
            stream.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
