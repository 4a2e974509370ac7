"""The store: its settings, its walls, its backup, and what tampering by hand looks like."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cleanbreak.cases.contents import Erased, Observed
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.encoding import to_plain
from cleanbreak.cases.errors import CaseError
from cleanbreak.cases.stages import Step
from cleanbreak.ledger.names import name_key
from cleanbreak.server.place import database_of
from cleanbreak.server.store.opening import NewerStoreError, close_connection, known_migrations
from cleanbreak.server.store.sqlite_store import SqliteStore
from cleanbreak.services.backup import BadBackupError, backup, restore_into, store_faults, unpacked
from cleanbreak.services.casefacts import case_facts, export_files
from cleanbreak.services.casework import AmbiguousClientError, Move, OpenRequest, open_case, record
from cleanbreak.services.ports import PrivateWord, StoredClient
from cleanbreak.services.strain import UnknownClientError, check_in
from cleanbreak.services.timeline import verify_timelines

DAY, NOW = date(2026, 11, 2), datetime(2026, 11, 24, 12, 0)
KNOWN = known_migrations()
CLIENT = "Ostwind GmbH"
SERVICE = Contract("service", "Web care", "DE", pay_period="month")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "data")
    open_case(opened, OpenRequest(CLIENT, private=[PrivateWord("reward", DAY, "MARKER-REWARD")]), DAY, NOW)
    record(opened, "Ostwind", [Move(Step.CONTRACT, SERVICE, DAY)], NOW, [PrivateWord("note", DAY, "MARKER-NOTE")])
    yield opened
    close_connection()


def fact(text: str) -> Move:
    return Move(Step.FACT, Observed(DAY, text), DAY)


def edit(store: SqliteStore, statement: str) -> None:
    close_connection()
    with closing(sqlite3.connect(database_of(store.folder))) as database:
        database.execute(statement)
        database.commit()


def test_the_database_is_set_to_survive_power_cuts_and_to_overwrite_what_is_deleted(store: SqliteStore) -> None:
    facts = store.facts()
    wanted = {
        "journal_mode": "wal",
        "synchronous": "2",
        "foreign_keys": "1",
        "secure_delete": "1",
        "trusted_schema": "0",
    }
    assert {name: facts[name] for name in wanted} == wanted
    assert facts["busy_timeout"] == "20000"


def test_only_the_owner_may_read_the_folder_and_the_file(store: SqliteStore) -> None:
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(database_of(store.folder).stat().st_mode) == 0o600


def test_opening_the_same_case_again_changes_nothing(store: SqliteStore) -> None:
    assert open_case(store, OpenRequest(CLIENT), DAY, NOW).new == 0
    assert len(store.case_numbers()) == 1


def test_opening_again_with_more_adds_to_the_one_open_case(store: SqliteStore) -> None:
    told = {"lines": ("Am Wall 3",), "language": "en"}
    moved = open_case(store, OpenRequest(CLIENT, told), DAY, NOW)
    assert (moved.new, len(store.case_numbers())) == (1, 1)
    assert moved.stored.case.details.client.lines == ("Am Wall 3",)
    assert open_case(store, OpenRequest(CLIENT, {"email": "a@b.example"}), DAY, NOW).stored.case.details == replace(
        moved.stored.case.details, client=replace(moved.stored.case.details.client, email="a@b.example")
    )


def test_a_part_of_an_imported_name_opens_the_case_of_that_client(store: SqliteStore) -> None:
    for name in ("Varena Immobilien GmbH", "Nord Druck GmbH", "Nord Energie AG"):
        store.keep_client(StoredClient(name_key(name), name, {}, "2026-06-30"))
    found = open_case(store, OpenRequest("varena"), DAY, NOW).stored
    assert (found.case.details.client.name, found.client_key) == ("Varena Immobilien GmbH", "varena immobilien")
    with pytest.raises(AmbiguousClientError):
        open_case(store, OpenRequest("Nord"), DAY, NOW)


def test_a_refused_step_keeps_nothing_of_its_request(store: SqliteStore) -> None:
    before = store.entries("2026-001")
    with pytest.raises(CaseError):
        record(
            store,
            "Ostwind",
            [fact("first"), Move(Step.CLOSE, Observed(DAY, "x"), DAY)],
            NOW,
            [PrivateWord("note", DAY, "y")],
        )
    assert store.entries("2026-001") == before
    assert [w.text for w in store.words("2026-001")] == ["MARKER-REWARD", "MARKER-NOTE"]


def test_the_same_fact_twice_is_one_entry(store: SqliteStore) -> None:
    assert [record(store, "Ostwind", [fact("late again")], NOW).new for _ in range(2)] == [1, 0]


def test_two_clients_cases_get_numbers_of_their_own(store: SqliteStore) -> None:
    assert open_case(store, OpenRequest("Westlicht AG"), DAY, NOW).stored.case.number == "2026-002"


def test_no_private_word_reaches_facts_or_export(store: SqliteStore) -> None:
    record(store, "Ostwind", [fact("paid late")], NOW)
    everything = str(to_plain(case_facts(store, "Ostwind", DAY))).encode() + b"".join(
        name.encode() + content for name, content in export_files(store, "Ostwind", DAY).items()
    )
    assert b"paid late" in everything
    assert b"MARKER" not in everything


def test_the_export_brings_its_own_verifier(store: SqliteStore) -> None:
    assert set(export_files(store, "Ostwind", DAY)) == {
        "README.txt",
        "case.json",
        "timeline.json",
        "verify_timeline.py",
    }


def test_a_check_in_counts_once_a_week_and_the_later_one_stands(store: SqliteStore) -> None:
    assert check_in(store, "Ostwind", 70, "", date(2026, 11, 24))[1]
    assert not check_in(store, "Ostwind", 70, "", date(2026, 11, 24))[1]
    assert check_in(store, "Ostwind", 40, "better", date(2026, 11, 25))[1]
    assert [(c.week, c.strain) for c in store.check_ins("ostwind")] == [(date(2026, 11, 23), 40)]


def test_a_check_in_for_nobody_is_refused(store: SqliteStore) -> None:
    with pytest.raises(UnknownClientError):
        check_in(store, "Nobody", 70, "", DAY)


# -- tampering -------------------------------------------------------------------------------------------------------

TAMPERING = {
    "a changed word": "UPDATE case_entry SET content = replace(content, 'Web care', 'Web cure') WHERE sequence = 2",
    "a moved day": "UPDATE case_entry SET \"on\" = '2026-10-01' WHERE sequence = 2",
    "a deleted entry": "DELETE FROM case_entry WHERE sequence = 2",
    "a cut tail": "DELETE FROM case_entry WHERE sequence = 3",
    "a rewritten number": "UPDATE case_entry SET sequence = 9 WHERE sequence = 3",
    "an emptied entry": "UPDATE case_entry SET content = '', salt = '' WHERE sequence = 2",
    "unreadable words": "UPDATE case_entry SET content = '{' WHERE sequence = 2",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_an_edit_through_sql_is_found(store: SqliteStore, statement: str) -> None:
    record(store, "Ostwind", [fact("paid late")], NOW)
    assert store_faults(store) == []
    edit(store, statement)
    assert verify_timelines(store)[0].breaks


def test_erased_words_are_gone_and_the_chain_holds(store: SqliteStore) -> None:
    record(store, "Ostwind", [fact("SECRET-WORD")], NOW)
    with store.transaction():
        record(store, "Ostwind", [Move(Step.ERASE, Erased(3, DAY, "owner", "request"), DAY)], NOW)
        store.erase("2026-001", 3)
    assert store_faults(store) == []
    assert "SECRET-WORD" not in str(store.entries("2026-001"))


# -- backup ----------------------------------------------------------------------------------------------------------


def kept(store: SqliteStore, tmp_path: Path) -> Path:
    file = tmp_path / "store.cleanbreak"
    file.write_bytes(backup(store)[0])
    return file


def test_a_restored_store_is_the_one_that_was_backed_up(store: SqliteStore, tmp_path: Path) -> None:
    file, before = kept(store, tmp_path), store.entries("2026-001")
    record(store, "Ostwind", [fact("after the backup")], NOW)
    close_connection()
    restore_into(store.folder, database_of(store.folder), file, KNOWN)
    restored = SqliteStore(store.folder)
    assert restored.entries("2026-001") == before
    assert store_faults(restored) == []
    assert restored.facts()["journal_mode"] == "wal"


def test_a_backup_restores_into_an_empty_folder(store: SqliteStore, tmp_path: Path) -> None:
    file, before = kept(store, tmp_path), store.entries("2026-001")
    fresh = SqliteStore(tmp_path / "fresh")
    close_connection()
    restore_into(fresh.folder, database_of(fresh.folder), file, KNOWN)
    assert SqliteStore(tmp_path / "fresh").entries("2026-001") == before


def test_every_flipped_byte_of_a_backup_is_found(store: SqliteStore, tmp_path: Path) -> None:
    file = kept(store, tmp_path)
    whole = file.read_bytes()
    unpacked(file)
    missed = []
    for place in [*range(100), *range(100, len(whole), max(1, len(whole) // 900))]:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            unpacked(file)
            missed.append(place)
        except BadBackupError:
            continue
    assert missed == []


def test_every_cut_backup_is_refused_and_the_store_stays(store: SqliteStore, tmp_path: Path) -> None:
    file, before = kept(store, tmp_path), store.entries("2026-001")
    whole = file.read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 100)):
        file.write_bytes(whole[:length])
        with pytest.raises(BadBackupError):
            restore_into(store.folder, database_of(store.folder), file, KNOWN)
    assert store.entries("2026-001") == before


def test_a_store_of_a_later_version_is_refused(store: SqliteStore) -> None:
    edit(store, "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')")
    with pytest.raises(NewerStoreError):
        SqliteStore(store.folder)


def test_a_backup_of_a_later_version_is_refused(store: SqliteStore, tmp_path: Path) -> None:
    edit(store, "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')")
    file = kept(store, tmp_path)
    with pytest.raises(BadBackupError, match="newer version"):
        restore_into(store.folder, database_of(store.folder), file, KNOWN)
