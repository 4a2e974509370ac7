"""The chain: every edit is found and named, nothing else is."""

import json
import random
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from cleanbreak.cases import verify_timeline
from cleanbreak.cases.timeline import Entry, breaks, entry_hash, erased, linked

SCRIPT = Path(verify_timeline.__file__)


def chain(length: int = 6) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(1, length + 1):
        entries.append(
            linked(
                entries[-1] if entries else None,
                step="fact",
                on=f"2026-11-{number:02d}",
                recorded_at=f"2026-11-{number:02d}T09:00:00+01:00",
                content={"text": f"Größe {number}", "cause": False},
                salt=f"{number:032x}",
            )
        )
    return entries


def with_erasure_of(sequence: int) -> list[Entry]:
    entries = chain()
    entries[sequence - 1] = erased(entries[sequence - 1])
    entries.append(
        linked(
            entries[-1],
            step="erase",
            on="2026-11-20",
            recorded_at="2026-11-20T09:00:00+01:00",
            content={"sequence": sequence, "reason": "request"},
            salt="f" * 32,
        )
    )
    return entries


def test_an_untouched_chain_has_no_breaks() -> None:
    entries = chain()
    assert breaks(entries, entries[-1].hash, len(entries)) == []


def test_a_changed_word_is_found_at_its_place() -> None:
    entries = chain()
    entries[2] = replace(entries[2], content=entries[2].content.replace("3", "4"))
    assert [(b.sequence, b.code) for b in breaks(entries)] == [(3, "content_changed")]


def test_a_changed_day_is_found_at_its_place() -> None:
    entries = chain()
    entries[1] = replace(entries[1], on="2026-11-09")
    assert [(b.sequence, b.code) for b in breaks(entries)] == [(2, "changed")]


def test_a_deleted_entry_is_found() -> None:
    entries = chain()
    del entries[2]
    assert (3, "not_linked") in [(b.sequence, b.code) for b in breaks(entries)]


def test_two_swapped_entries_are_found() -> None:
    entries = chain()
    entries[2], entries[3] = entries[3], entries[2]
    assert {b.sequence for b in breaks(entries)} >= {3, 4}


def test_a_cut_tail_is_found_by_the_head_that_was_given_away() -> None:
    entries = chain()
    assert breaks(entries[:4]) == []
    assert [b.code for b in breaks(entries[:4], entries[-1].hash, 6)] == ["tail_missing"]


def test_a_chain_written_anew_is_found_by_the_head_that_was_given_away() -> None:
    head, forged = chain()[3].hash, []
    for entry in chain():
        bare = replace(entry, salt="0" * 32, previous=forged[-1].hash if forged else "0" * 64)
        bare = replace(
            bare,
            content_hash=linked(
                None, step="x", on="", recorded_at="", content=json.loads(bare.content), salt="0" * 32
            ).content_hash,
        )
        forged.append(replace(bare, hash=entry_hash(bare)))
    assert breaks(forged) == []
    assert [b.code for b in breaks(forged, head, 4)] == ["head_not_found"]


def test_erased_words_leave_a_chain_that_holds() -> None:
    entries = with_erasure_of(3)
    assert "Größe 3" not in json.dumps([asdict(e) for e in entries], ensure_ascii=False)
    assert breaks(entries) == []


def test_words_that_vanished_without_an_erasure_are_found() -> None:
    entries = chain()
    entries[2] = erased(entries[2])
    assert [(b.sequence, b.code) for b in breaks(entries)] == [(3, "content_missing")]


def test_every_one_of_1000_random_edits_is_found() -> None:
    chance = random.Random(7)
    original = chain(12)
    head, length = original[-1].hash, len(original)
    missed = 0
    for _ in range(1000):
        entries = _edited(list(original), chance)
        missed += not breaks(entries, head, length)
    assert missed == 0


def _edited(entries: list[Entry], chance: random.Random) -> list[Entry]:
    place = chance.randrange(len(entries))
    kind = chance.choice(["field", "delete", "insert", "swap", "tail", "head"])
    if kind == "field":
        name = chance.choice(["step", "on", "recorded_at", "content", "salt", "content_hash", "previous", "hash"])
        entries[place] = replace(entries[place], **{name: getattr(entries[place], name) + "x"})
    elif kind == "delete":
        del entries[place]
    elif kind == "insert":
        entries.insert(place, entries[chance.randrange(len(entries))])
    elif kind == "swap":
        other = (place + 1 + chance.randrange(len(entries) - 1)) % len(entries)
        entries[place], entries[other] = entries[other], entries[place]
    elif kind == "tail":
        del entries[chance.randrange(1, len(entries)) :]
    else:
        del entries[: chance.randrange(1, len(entries))]
    return entries


def run_script(tmp_path: Path, entries: list[Entry], *more: str) -> subprocess.CompletedProcess[str]:
    whole = chain()[-1] if len(entries) == 6 else entries[-1]
    data = {
        "format": 1,
        "case": "x",
        "length": len(entries),
        "head": whole.hash,
        "entries": [asdict(e) for e in entries],
    }
    file = tmp_path / "timeline.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(file), *more], capture_output=True, text=True, check=False
    )


def test_the_exported_script_accepts_what_the_program_accepts(tmp_path: Path) -> None:
    assert run_script(tmp_path, with_erasure_of(3)).returncode == 0


def test_the_exported_script_names_a_changed_entry(tmp_path: Path) -> None:
    entries = chain()
    entries[2] = replace(entries[2], content=entries[2].content.replace("3", "4"))
    found = run_script(tmp_path, entries)
    assert (found.returncode, found.stdout.splitlines()[0]) == (1, "entry 3: its content was changed")


def test_the_exported_script_compares_with_a_head_that_was_given_away(tmp_path: Path) -> None:
    entries = chain()
    assert run_script(tmp_path, entries, "--head", entries[3].hash, "--length", "4").returncode == 0
    assert run_script(tmp_path, entries, "--head", entries[3].hash, "--length", "5").returncode == 1


def test_the_script_needs_nothing_but_python_and_fits_on_two_pages() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    assert "cleanbreak" not in "".join(line for line in text.splitlines() if line.startswith(("import", "from")))


@pytest.mark.parametrize("broken", ["", "[]", '{"entries": 3}'])
def test_the_script_refuses_what_is_no_timeline(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "timeline.json"
    file.write_text(broken, encoding="utf-8")
    assert subprocess.run([sys.executable, str(SCRIPT), str(file)], capture_output=True, check=False).returncode == 2
