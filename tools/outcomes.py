"""Inspects every file of a folder and prints what became of each: read, read with problems, refused; time and memory.

    python -m tools.outcomes FOLDER [FOLDER …] [--manifest torture/manifest.json] [--markdown]

Each file is read in a process of its own under a time limit, so that a hang or a crash is seen and does not stop the rest.
"""

import argparse
import json
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

SKIPPED = {"SOURCE.md", "FORMATS.md", "LICENSE", "LICENSE.txt", "manifest.json", "README.txt", "README.md"}
LIMIT_SECONDS = 30


def inspect(path: Path) -> tuple[str, dict[str, object], float]:
    """Return (outcome, published JSON, CPU seconds) of one file."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "cleanbreak", "inspect", str(path), "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "HANG", {}, float(LIMIT_SECONDS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if "Traceback" in done.stderr or done.returncode not in {0, 2, 3}:
        return "CRASH", {"stderr": done.stderr[-300:]}, cpu
    answer = json.loads(done.stdout) if done.stdout.strip() else {}
    if done.returncode == 2:
        return "refused", answer or {"refused": done.stderr.strip()}, cpu
    return ("with problems" if answer.get("problems") else "read"), answer, cpu


def main() -> int:
    """Print one line per file and a summary; exit 1 on a crash, a hang or a verdict against the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--manifest", type=Path)
    options = parser.parse_args()
    wanted = {}
    if options.manifest:
        entries = json.loads(options.manifest.read_text(encoding="utf-8"))["files"]
        wanted = {str((options.manifest.parent / e["path"]).resolve()): e["should_parse"] for e in entries}
    totals: Counter[str] = Counter()
    wrong = 0
    for folder in options.folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in SKIPPED):
            outcome, answer, cpu = inspect(path)
            should = wanted.get(str(path.resolve()))
            against = (should is True and outcome == "refused") or (should is False and outcome == "read")
            wrong += against or outcome in {"CRASH", "HANG"}
            totals[outcome] += 1
            counts = ", ".join(f"{n} {k}" for k, n in dict(answer.get("counts", {})).items())  # type: ignore[call-overload]
            note = str(answer.get("refused", "")) or counts
            flag = " !!" if against else ""
            print(
                f"{outcome:14} {answer.get('format', '')!s:14} {cpu:5.2f}s {path.relative_to(folder)}{flag}  {note[:110]}"
            )
    print(dict(totals), "against the manifest or broken:", wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
