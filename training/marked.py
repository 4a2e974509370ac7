"""Turns hand-marked texts into the labelled lines that training reads.

    python -m training.marked client FILE.txt --lang de --writer d     messages of clients
    python -m training.marked drafts FILE.txt --lang de --writer d     parting drafts

One text a line. A message: `severity hard trade/register | text`, `hard` being `h` or `-`. A draft: `channel absences | text`, absences
being codes joined by commas, or `-`. In the text `\\n` is a line break and `{ib}…{/}` marks the words that two labels rest on; marked
stretches do not nest. Lines that begin with `#` are passed over. Every fault is named with its line; then nothing is written.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
CLIENT = {
    "i": "insult", "t": "threat", "b": "blame", "p": "pressure", "s": "scope_creep", "e": "payment_evasion", "d": "disrespect_boundaries",
}  # fmt: skip
DRAFT = {
    "u": "unkind", "b": "blame", "s": "sugar_coating", "j": "over_justification", "o": "opinion_not_fact", "d": "open_door", "l": "legal_threat",
}  # fmt: skip
ABSENT = {
    "D": "missing_decision", "N": "missing_next_step", "R": "missing_replacement", "T": "missing_thanks", "W": "wrong_channel", "L": "too_long",
}  # fmt: skip
CHANNELS = frozenset({"call", "email", "letter", "sms"})
MOST_WORDS = 250
_MARK = re.compile(r"\{(/|[a-z]+)\}")


class MarkError(Exception):
    """A line that cannot be read; the text says why."""


def unmarked(marked: str, codes: dict[str, str]) -> tuple[str, list[dict[str, str]]]:
    """Return the plain text and its spans in the order of their beginnings."""
    text, spans, opened, last = "", [], "", 0
    begun = 0
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        last = found.end()
        if found[1] == "/":
            if not opened:
                raise MarkError("a mark is closed that was not opened")
            spans += [{"label": codes[code], "quote": text[begun:]} for code in opened]
            opened = ""
        else:
            if opened:
                raise MarkError("marks do not nest")
            if unknown := set(found[1]) - set(codes):
                raise MarkError(f"unknown label codes {sorted(unknown)}")
            opened, begun = found[1], len(text)
    if opened:
        raise MarkError("a mark is not closed")
    return text + marked[last:], spans


def client(head: str, marked: str) -> dict[str, Any]:
    """One message from its head and its text."""
    severity, hard, about = head.split(maxsplit=2)
    trade, _, register = about.partition("/")
    text, spans = unmarked(marked, CLIENT)
    labels = [label for label in CLIENT.values() if any(s["label"] == label for s in spans)]
    if severity not in {"0", "1", "2", "3"} or hard not in {"h", "-"}:
        raise MarkError("the head is `severity hard trade/register`")
    if (severity == "0") != (not labels):
        raise MarkError("severity 0 goes with no label, and only with no label")
    return {
        "text": text, "labels": labels, "spans": spans, "severity": int(severity), "hard": hard == "h", "trade": trade, "register": register,
    }  # fmt: skip


def draft(head: str, marked: str) -> dict[str, Any]:
    """One draft from its head and its text."""
    channel, absences = head.split()
    if channel not in CHANNELS:
        raise MarkError("the channel is call, email, letter or sms")
    absent = [] if absences == "-" else absences.split(",")
    if unknown := set(absent) - set(ABSENT):
        raise MarkError(f"unknown absence codes {sorted(unknown)}")
    if "W" in absent and channel not in {"email", "sms"}:
        raise MarkError("only an email or an sms can be the wrong channel")
    text, spans = unmarked(marked, DRAFT)
    if ("L" in absent) != (len(text.split()) > MOST_WORDS):
        raise MarkError(f"the text has {len(text.split())} words; L goes with more than {MOST_WORDS}")
    labels = [label for label in DRAFT.values() if any(s["label"] == label for s in spans)]
    labels += [label for code, label in ABSENT.items() if code in absent]
    return {"channel": channel, "text": text, "labels": labels, "spans": spans}


def convert(lines: Iterable[str], kind: str, lang: str, writer: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows and the faults."""
    rows: list[dict[str, Any]] = []
    faults = []
    letter = "M" if kind == "client" else "D"
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        head, bar, marked = line.partition("|")
        try:
            if not bar:
                raise MarkError("no `|` between head and text")
            row = (client if kind == "client" else draft)(head.strip(), marked.strip().replace("\\n", "\n"))
        except (MarkError, ValueError) as fault:
            faults.append(f"line {number}: {fault}: {line.strip()[:90]}")
            continue
        name = f"T{letter}{lang.upper()}{writer.upper()}{len(rows) + 1:04}"
        rows.append({"id": name, "lang": lang, **row, "writer": writer})
    return rows, faults


def main() -> int:
    """Convert one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["client", "drafts"])
    parser.add_argument("file", type=Path, nargs="+")
    parser.add_argument("--lang", choices=["de", "en"], required=True)
    parser.add_argument("--writer", required=True)
    parser.add_argument("--target", type=Path, help="folder to write to")
    options = parser.parse_args()
    lines = [line for file in options.file for line in file.read_text(encoding="utf-8").splitlines()]
    rows, faults = convert(lines, options.kind, options.lang, options.writer)
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 2
    folder = options.target or ROOT / options.kind
    target = folder / f"{options.lang}_{options.writer}.jsonl"
    target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} texts in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
