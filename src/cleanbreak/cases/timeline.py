"""The case's entries as a hash chain over salted content, so that change shows and erasure still leaves a proof.

An entry's hash covers its place, step, day, moment of recording, salted content hash and the entry before it. The format
is described in `verify_timeline.py`, which checks an export without this program.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleanbreak.cases.encoding import Plain

FORMAT = 1
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One link. `content` and `salt` are empty once erased; the hashes stay."""

    sequence: int
    step: str
    on: str
    recorded_at: str
    content: str
    salt: str
    content_hash: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold, by code."""

    sequence: int
    code: str


def canonical(value: Plain) -> str:
    """Return the one spelling of a JSON value that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def linked(previous: Entry | None, *, step: str, on: str, recorded_at: str, content: Plain, salt: str) -> Entry:
    """Return the next link of a chain."""
    text = canonical(content)
    bare = Entry(
        sequence=1 if previous is None else previous.sequence + 1,
        step=step,
        on=on,
        recorded_at=recorded_at,
        content=text,
        salt=salt,
        content_hash=_sha(salt + text),
        previous=START if previous is None else previous.hash,
        hash="",
    )
    return replace(bare, hash=entry_hash(bare))


def entry_hash(entry: Entry) -> str:
    """Return the hash of an entry over everything but its content and salt, which count by their own hash."""
    return _sha(
        canonical(
            {
                "sequence": entry.sequence,
                "step": entry.step,
                "on": entry.on,
                "recorded_at": entry.recorded_at,
                "content_hash": entry.content_hash,
                "previous": entry.previous,
            }
        )
    )


def erased(entry: Entry) -> Entry:
    """Return the entry without its words; its place in the chain stays provable."""
    return replace(entry, content="", salt="")


def breaks(entries: Sequence[Entry], head: str = "", length: int = 0) -> list[Break]:
    """Return every place where the chain does not hold; `head` and `length` are those given away before, if known."""
    found: list[Break] = []
    previous = START
    erasures = _erasures(entries)
    for place, entry in enumerate(entries, start=1):
        if entry.sequence != place:
            found.append(Break(place, "wrong_place"))
        if entry.previous != previous:
            found.append(Break(place, "not_linked"))
        if entry_hash(entry) != entry.hash:
            found.append(Break(place, "changed"))
        if not entry.content and not entry.salt:
            if entry.sequence not in erasures:
                found.append(Break(place, "content_missing"))
        elif _sha(entry.salt + entry.content) != entry.content_hash:
            found.append(Break(place, "content_changed"))
        previous = entry.hash
    return found + _against_known(entries, head, length)


def _against_known(entries: Sequence[Entry], head: str, length: int) -> list[Break]:
    if length > len(entries):
        return [Break(len(entries) + 1, "tail_missing")]
    if not head:
        return []
    known = entries[length - 1].hash if length else (entries[-1].hash if entries else START)
    anywhere = any(entry.hash == head for entry in entries)
    holds = known == head if length else anywhere
    return [] if holds else [Break(length or len(entries), "head_not_found")]


def _erasures(entries: Sequence[Entry]) -> set[int]:
    found = set()
    for entry in entries:
        if entry.step == "erase" and entry.content:
            try:
                found.add(int(json.loads(entry.content)["sequence"]))
            except (ValueError, KeyError, TypeError):
                continue
    return found


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
