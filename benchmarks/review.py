"""The whole review at three sizes: wall and CPU time, peak memory, and time per record as it grows.

    python -m benchmarks.review [--large] [--folder F]

Sizes are a tenth apart; `--large` is 200 clients, ten years, a million mails, 500,000 time entries, 50,000 invoices. The run
over an almost empty folder is subtracted before times per record are compared.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Run, machine, run
from cleanbreak.examples.generate import generate

LARGEST = {"clients": 200, "months": 120, "mails": 1_000_000, "time_entries": 500_000, "invoices": 50_000}


def sizes(large: bool) -> list[dict[str, int]]:
    """Return three sizes, a tenth apart, the largest first divided by ten unless `large`."""
    scale = 1 if large else 10
    return [
        {
            "clients": max(
                4, LARGEST["clients"] * 10 // (10 * scale * step) if step > 1 else LARGEST["clients"] // scale
            ),
            "months": LARGEST["months"],
            **{name: LARGEST[name] // (scale * step) for name in ("mails", "time_entries", "invoices")},
        }
        for step in (100, 10, 1)
    ]


def measure(folder: Path) -> Run:
    """Review a folder as a user does, JSON into a file."""
    target = folder.parent / "review.json"
    return run([sys.executable, "-m", "cleanbreak", "review", str(folder), "--format", "json", "--output", str(target)])


def main() -> int:
    """Print a table of three sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--folder", type=Path, help="keep the generated practices here")
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as scratch:
        base = options.folder or Path(scratch)
        empty = base / "empty" / "practice"
        if not empty.exists():
            generate(empty, clients=4, months=1, mails=4, time_entries=4, invoices=4, seed=1)
        nothing = measure(empty)
        print(f"almost empty folder: {nothing.wall:.2f} s wall, {nothing.cpu:.2f} s CPU, {nothing.peak_mb:.0f} MB")
        print(
            f"{'mails':>9} {'entries':>8} {'invoices':>8} {'wall s':>7} {'CPU s':>7} {'peak MB':>8} {'µs/record':>10}"
        )
        previous = 0.0
        for size in sizes(options.large):
            folder = base / str(size["mails"]) / "practice"
            if not folder.exists():
                generate(folder, seed=7, **size)
            found = measure(folder)
            records = size["mails"] + size["time_entries"] + size["invoices"]
            each = (found.cpu - nothing.cpu) / records * 1e6
            growth = f" ({each / previous:.2f} x)" if previous else ""
            previous = each
            print(
                f"{size['mails']:>9} {size['time_entries']:>8} {size['invoices']:>8} {found.wall:7.1f} {found.cpu:7.1f} "
                f"{found.peak_mb:8.0f} {each:10.1f}{growth}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
