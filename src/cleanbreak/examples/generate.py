"""Writes practices: the committed example, or one of any size for benchmarks, with the figures that reading must give.

`python -m cleanbreak.examples.generate FOLDER --clients 20 --seed 1` writes a practice, `--example` the committed one.
The facts go beside the folder, never into it: `FOLDER.truth.json`, for the example `truth.json`.
"""

import argparse
import shutil
import sys
from pathlib import Path

from cleanbreak.examples.example import write_example
from cleanbreak.examples.facts import Ledgerfacts
from cleanbreak.examples.scaled.books import write_books, write_time
from cleanbreak.examples.scaled.mail import write_mailbox
from cleanbreak.examples.scaled.roster import Size, customers, new_facts, write_settings

HERE = Path(__file__).parent
EXAMPLE_FOLDER, EXAMPLE_TRUTH = HERE / "practice", HERE / "truth.json"


def generate(
    folder: Path,
    *,
    clients: int,
    months: int,
    mails: int,
    time_entries: int,
    invoices: int,
    seed: int,
    mail_bytes: int = 600,
    attachments: float = 0.0,
) -> Ledgerfacts:
    """Write a practice into a folder and return what it comes to; the same arguments give the same bytes.

    Everything is streamed, so memory does not grow with the size. The period ends on 30 June 2026. `mail_bytes` is the mean
    size of a mail; with `attachments` (a share of the mails) most of those bytes are in the attachments.
    """
    size = Size(clients, months, mails, time_entries, invoices, seed, mail_bytes, attachments)
    folder.mkdir(parents=True, exist_ok=True)
    found = customers(size)
    facts = new_facts(size, found)
    write_settings(folder, size, found)
    write_mailbox(folder / "All mail Including Spam and Trash.mbox", size, found, facts)
    write_time(folder / "Toggl_time_entries.csv", size, found, facts)
    write_books(folder, size, found, facts)
    return facts


def write_committed_example() -> None:
    """Write the example practice of this package and its facts anew."""
    if EXAMPLE_FOLDER.exists():
        shutil.rmtree(EXAMPLE_FOLDER)
    write_example(EXAMPLE_FOLDER).save(EXAMPLE_TRUTH)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="where to write (must be empty or new)")
    parser.add_argument("--example", action="store_true", help="rewrite the committed example practice")
    defaults = {
        "clients": 20,
        "months": 18,
        "mails": 2_000,
        "time-entries": 2_000,
        "invoices": 400,
        "seed": 1,
        "mail-bytes": 600,
    }
    for name, value in defaults.items():
        parser.add_argument(f"--{name}", type=int, default=value, help=f"(default {value})")
    parser.add_argument("--attachments", type=float, default=0.0, help="share of mails with an attachment (default 0)")
    given = parser.parse_args(arguments)
    if given.example:
        write_committed_example()
        return 0
    if given.folder is None or (given.folder.exists() and any(given.folder.iterdir())):
        sys.stderr.write("Name a new or empty folder to write the practice into, or say --example.\n")
        return 2
    facts = generate(
        given.folder, clients=given.clients, months=given.months, mails=given.mails, time_entries=given.time_entries,
        invoices=given.invoices, seed=given.seed, mail_bytes=given.mail_bytes, attachments=given.attachments,
    )  # fmt: skip
    facts.save(given.folder.with_name(given.folder.name + ".truth.json"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
