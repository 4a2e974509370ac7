"""Two hundred private words planted where a user writes them: none leaves the house, whatever is written from the case."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cleanbreak.documents.catalogue import DOCUMENTS, document
from cleanbreak.server.store.sqlite_store import SqliteStore
from cleanbreak.services.casework import find_case
from cleanbreak.services.ports import CheckIn, FlaggedMessage, PrivateWord, StoredClient
from tests.cli.test_case_journey import CLIENT, Shell, closing, shell
from tests.documents.letters.test_privacy import MARKERS, everything_in

__all__ = ["shell"]
MONDAY = date(2026, 1, 5)


def plant(folder: Path) -> None:
    """Put a marker into every place that holds private words: notes, the reward, check-ins, messages, advice."""
    store = SqliteStore(folder)
    key = find_case(store, CLIENT).client_key
    store.keep_client(StoredClient(key, CLIENT, {"recommendation": {"word": MARKERS[0]}, "measures": {}}, "2026-06-30"))
    for number, marker in enumerate(MARKERS):
        kind = number % 4
        if kind == 0:
            store.keep_words("2026-001", PrivateWord("note", MONDAY, marker))
        elif kind == 1:
            store.check_in(CheckIn(key, MONDAY + timedelta(weeks=number), MONDAY, 80, marker))
        elif kind == 2:
            data = {"text": marker, "subject": marker, "file": marker, "labels": ["insult"], "warning": marker}
            store.keep_messages(key, [FlaggedMessage(f"{number:064}", f"2026-01-05T10:{number % 60:02}", data)])
        else:
            store.keep_words("2026-001", PrivateWord("reward", MONDAY + timedelta(days=number), marker))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_nothing_planted_in_the_store_leaves_the_house(shell: Shell, tmp_path: Path, lang: str) -> None:
    closing(shell)
    shell.done("case", "open", CLIENT, "--our-name", "Clara Brandt")
    shell.done("case", "log", CLIENT, "--handover", "Keys", "--due", "2026-07-31")
    shell.done("case", "settle", CLIENT, "--method", "percent", "--figure", "percent=50", "--paid-gross", "450")
    plant(shell.folder)
    out = tmp_path / "out"
    for form in ("pdf", "docx", "txt", "md"):
        shell.done("case", "documents", CLIENT, "--form", form, "--lang", lang, "--output", str(out / form))
    shell.done("case", "export", CLIENT, "--output", str(out / "export"))
    files = [file for file in out.rglob("*") if file.is_file()]
    assert len(files) > 30, sorted(str(f.relative_to(out)) for f in files)
    for file in files:
        found = file.name + everything_in(file.read_bytes(), file.suffix.lstrip("."))
        assert not [marker for marker in MARKERS if marker in found], file.name
    assert MARKERS[0] in shell.done("client", CLIENT) + "".join(
        w.text for w in SqliteStore(shell.folder).words("2026-001")
    )


def test_every_kind_of_document_is_known_to_the_search() -> None:
    assert all(document(name).forms for name in DOCUMENTS)
    assert len(set(MARKERS)) == 200
