"""Checks an exported timeline with nothing but Python: python verify_timeline.py timeline.json [--head HASH] [--length N]

The file is JSON: {"format": 1, "case": ..., "length": N, "head": HASH, "entries": [...]}. Each entry has the fields
sequence, step, on, recorded_at, content, salt, content_hash, previous, hash; all but sequence are text.

  content_hash = SHA-256 of salt followed by content
  hash         = SHA-256 of the JSON object of content_hash, on, previous, recorded_at, sequence, step:
                 keys sorted, no spaces, characters outside ASCII as they are, UTF-8
  previous     = hash of the entry before; 64 zeros for the first

An erased entry has empty content and salt; a later entry with step "erase" must name its sequence. The head printed in
a letter, with the number of entries it names, proves that nothing up to there was changed since: pass both.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
HASHED = ("content_hash", "on", "previous", "recorded_at", "sequence", "step")


def sha(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_of(entry: Entry) -> str:
    """Return the hash an entry should have."""
    bare = {name: entry[name] for name in HASHED}
    return sha(json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def erased_in(entries: list[Entry]) -> set[int]:
    """Return the sequences that later entries say were erased."""
    found: set[int] = set()
    for entry in entries:
        if entry["step"] == "erase" and entry["content"]:
            found.add(json.loads(entry["content"])["sequence"])
    return found


def faults(entries: list[Entry], head: str, length: int) -> list[str]:
    """Return a sentence for every place where the chain does not hold."""
    found: list[str] = []
    previous, erased = "0" * 64, erased_in(entries)
    for place, entry in enumerate(entries, start=1):
        if entry["sequence"] != place:
            found.append(f"entry {place}: it says it is number {entry['sequence']}")
        if entry["previous"] != previous:
            found.append(f"entry {place}: it does not follow the entry before it")
        if hash_of(entry) != entry["hash"]:
            found.append(f"entry {place}: it was changed")
        if not entry["content"] and not entry["salt"]:
            if entry["sequence"] not in erased:
                found.append(f"entry {place}: its content is missing and no entry says it was erased")
        elif sha(entry["salt"] + entry["content"]) != entry["content_hash"]:
            found.append(f"entry {place}: its content was changed")
        previous = entry["hash"]
    if length > len(entries):
        found.append(f"there are {len(entries)} entries, there should be at least {length}: the end was cut off")
    elif head and length and entries[length - 1]["hash"] != head:
        found.append(f"entry {length}: it is not the one whose head was given away")
    elif head and not length and head not in {entry["hash"] for entry in entries}:
        found.append("the head that was given away is not in this timeline")
    return found


def main() -> int:
    """Check the file named on the command line; exit status 0 when it holds, 1 when it does not, 2 when unreadable."""
    parser = argparse.ArgumentParser(description="Checks an exported timeline.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--head", default="", help="a head printed in a letter or export")
    parser.add_argument("--length", type=int, default=0, help="the number of entries printed beside it")
    asked = parser.parse_args()
    try:
        data = json.loads(asked.file.read_text(encoding="utf-8"))
        entries = data["entries"]
        found = faults(entries, asked.head, asked.length) + faults(entries, data["head"], data["length"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{asked.file} cannot be read as a timeline ({error!r})", file=sys.stderr)
        return 2
    for sentence in dict.fromkeys(found):
        print(sentence)
    print(f"{'FAULTS' if found else 'OK'}: {len(entries)} entries, head {entries[-1]['hash'] if entries else '-'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
