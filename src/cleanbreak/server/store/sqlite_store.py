"""The storage protocols of the services on Django models; nothing outside this folder writes to the tables."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from cleanbreak.cases.case import Case, Event, from_events
from cleanbreak.cases.contents import CONTENT_OF
from cleanbreak.cases.encoding import from_plain, to_plain
from cleanbreak.cases.errors import BrokenEntryError
from cleanbreak.cases.facts import Address
from cleanbreak.cases.practice import Practice
from cleanbreak.cases.stages import Step
from cleanbreak.cases.timeline import START, Entry, canonical
from cleanbreak.server.store.models import (
    CaseRow,
    CheckInRow,
    ClientRow,
    EntryRow,
    FlaggedMessageRow,
    PracticeRow,
    PrivateWordRow,
    RecordRow,
    SourceRow,
)
from cleanbreak.server.store.opening import data_folder, prepare
from cleanbreak.services.ports import (
    CheckIn,
    FlaggedMessage,
    LedgerRecord,
    PrivateWord,
    StoredCase,
    StoredClient,
)

ENTRY_FIELDS = ("step", "on", "recorded_at", "content", "salt", "content_hash", "previous", "hash")


class SqliteStore:
    """One practice in one data folder. A process has one open at a time: opening another folder closes the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        prepare(folder)
        known = PracticeRow.objects.filter(id=1).first()
        self._practice = known or PracticeRow.objects.get_or_create(id=1)[0]

    def transaction(self) -> AbstractContextManager[Any]:
        """Open a transaction that takes the write lock at once; all or nothing."""
        return transaction.atomic()

    # -- cases ----------------------------------------------------------------------------------------------------

    def case_numbers(self) -> list[tuple[str, str]]:
        """Return number and client key of every case, oldest first."""
        rows = CaseRow.objects.filter(practice=self._practice).order_by("id")
        return list(rows.values_list("number", "client_key"))

    def case(self, number: str) -> StoredCase:
        """Return one case."""
        row = CaseRow.objects.get(practice=self._practice, number=number)
        return StoredCase(self._case(row), row.client_key, row.head, row.length)

    def entries(self, number: str) -> list[Entry]:
        """Return the chain of a case."""
        rows = EntryRow.objects.filter(practice=self._practice, case__number=number).order_by("sequence")
        return [Entry(sequence=row.sequence, **{name: getattr(row, name) for name in ENTRY_FIELDS}) for row in rows]

    def recorded_head(self, number: str) -> tuple[str, int]:
        """Return head and length as kept beside the chain."""
        row = CaseRow.objects.get(practice=self._practice, number=number)
        return row.head, row.length

    def append(self, number: str, client_key: str, entries: Iterable[Entry]) -> None:
        """Add entries to a case's chain; the first entry opens the case."""
        row, _ = CaseRow.objects.get_or_create(
            practice=self._practice, number=number, defaults={"client_key": client_key, "length": 0, "head": START}
        )
        for entry in entries:
            fields = {name: getattr(entry, name) for name in ENTRY_FIELDS}
            EntryRow.objects.create(practice=self._practice, case=row, sequence=entry.sequence, **fields)
            row.length, row.head = entry.sequence, entry.hash
        row.save(update_fields=("length", "head"))

    def erase(self, number: str, sequence: int) -> None:
        """Remove the words of one entry and its salt; the hashes stay."""
        rows = EntryRow.objects.filter(practice=self._practice, case__number=number, sequence=sequence)
        rows.update(content="", salt="")

    def _case(self, row: CaseRow) -> Case:
        entries = EntryRow.objects.filter(case=row).order_by("sequence")
        return from_events(row.number, tuple(self._event(row.number, entry) for entry in entries))

    @staticmethod
    def _event(number: str, row: EntryRow) -> Event:
        try:
            step, on = Step(row.step), date.fromisoformat(row.on)
            content = from_plain(CONTENT_OF[step], json.loads(row.content)) if row.content else None
        except (ValueError, TypeError, ArithmeticError) as error:
            raise BrokenEntryError(sequence=row.sequence, case=number, what=str(error)) from error
        return Event(step, on, content)

    def practice(self) -> Practice:
        """Return what is known of the practice."""
        self._practice.refresh_from_db()
        facts = json.loads(self._practice.facts)
        return from_plain(Practice, facts) if facts else Practice(Address(""))

    def save_practice(self, practice: Practice) -> None:
        """Keep what is known of the practice."""
        self._practice.name = practice.ours.name
        self._practice.facts = canonical(to_plain(practice))
        self._practice.save()

    # -- private words --------------------------------------------------------------------------------------------

    def keep_words(self, number: str, words: PrivateWord) -> None:
        """Keep private words of a case, the same words once a day."""
        row = CaseRow.objects.get(practice=self._practice, number=number)
        PrivateWordRow.objects.get_or_create(
            practice=self._practice, case=row, kind=words.kind, on=words.on.isoformat(), text=words.text
        )

    def words(self, number: str) -> list[PrivateWord]:
        """Return the private words of a case, oldest first."""
        rows = PrivateWordRow.objects.filter(practice=self._practice, case__number=number).order_by("on", "id")
        return [PrivateWord(row.kind, date.fromisoformat(row.on), row.text) for row in rows]

    def check_in(self, entry: CheckIn) -> bool:
        """Keep a check-in; False when the very same is there already."""
        wanted = {"on": entry.on.isoformat(), "strain": entry.strain, "note": entry.note}
        row, created = CheckInRow.objects.get_or_create(
            practice=self._practice, client_key=entry.client_key, week=entry.week.isoformat(), defaults=wanted
        )
        if created:
            return True
        if all(getattr(row, name) == value for name, value in wanted.items()):
            return False
        CheckInRow.objects.filter(id=row.id).update(**wanted)
        return True

    def check_ins(self, client_key: str) -> list[CheckIn]:
        """Return the check-ins of a client, oldest first."""
        rows = CheckInRow.objects.filter(practice=self._practice, client_key=client_key).order_by("week")
        return [
            CheckIn(r.client_key, date.fromisoformat(r.week), date.fromisoformat(r.on), r.strain, r.note) for r in rows
        ]

    # -- ledger ---------------------------------------------------------------------------------------------------

    def sources(self) -> list[Path]:
        """Return every path that was imported."""
        return [Path(row.path) for row in SourceRow.objects.filter(practice=self._practice).order_by("id")]

    def keep_source(self, path: Path, at: str) -> bool:
        """Keep a path; False when it was known."""
        _, created = SourceRow.objects.update_or_create(
            practice=self._practice, path=str(path), defaults={"last_read_at": at}
        )
        return created

    def keep_client(self, client: StoredClient) -> bool:
        """Keep a client's figures; False when the client was known."""
        values = {"name": client.name, "figures": json.dumps(client.figures, ensure_ascii=False), "as_of": client.as_of}
        _, created = ClientRow.objects.update_or_create(practice=self._practice, key=client.key, defaults=values)
        return created

    def keep_records(self, client_key: str, records: Iterable[LedgerRecord]) -> int:
        """Keep records; return how many were new."""
        client = ClientRow.objects.get(practice=self._practice, key=client_key)
        wanted = {record.digest: record for record in records}
        known = self._known(client)
        changed = []
        for digest, row in known.items():
            data = json.dumps(wanted[digest].data, ensure_ascii=False) if digest in wanted else row.data
            if data != row.data:
                row.data = data
                changed.append(row)
        RecordRow.objects.bulk_update(changed, ("data",), batch_size=200)
        new = [
            RecordRow(
                practice=self._practice,
                client=client,
                kind=record.kind,
                digest=digest,
                on=record.on,
                data=json.dumps(record.data, ensure_ascii=False),
            )
            for digest, record in wanted.items()
            if digest not in known
        ]
        RecordRow.objects.bulk_create(new, batch_size=500)
        return len(new)

    def _known(self, client: ClientRow) -> dict[str, RecordRow]:
        return {row.digest: row for row in RecordRow.objects.filter(practice=self._practice, client=client)}

    def keep_messages(self, client_key: str, messages: Iterable[FlaggedMessage]) -> int:
        """Keep flagged messages; return how many were new."""
        client = ClientRow.objects.get(practice=self._practice, key=client_key)
        wanted = {message.digest: message for message in messages}
        rows = FlaggedMessageRow.objects.filter(practice=self._practice, client=client)
        known = set(rows.values_list("digest", flat=True))
        new = [
            FlaggedMessageRow(
                practice=self._practice,
                client=client,
                digest=digest,
                at=message.at,
                data=json.dumps(message.data, ensure_ascii=False),
            )
            for digest, message in wanted.items()
            if digest not in known
        ]
        FlaggedMessageRow.objects.bulk_create(new, batch_size=500)
        return len(new)

    def clients(self) -> list[StoredClient]:
        """Return every client by name."""
        rows = ClientRow.objects.filter(practice=self._practice).order_by("name", "id")
        return [StoredClient(row.key, row.name, json.loads(row.figures), row.as_of) for row in rows]

    def records(self, client_key: str, kind: str) -> list[LedgerRecord]:
        """Return a client's records of one kind by day."""
        rows = RecordRow.objects.filter(practice=self._practice, client__key=client_key, kind=kind).order_by("on", "id")
        return [LedgerRecord(row.kind, row.on, row.digest, json.loads(row.data)) for row in rows]

    def messages(self, client_key: str) -> list[FlaggedMessage]:
        """Return a client's flagged messages by day."""
        rows = FlaggedMessageRow.objects.filter(practice=self._practice, client__key=client_key).order_by("at", "id")
        return [FlaggedMessage(row.digest, row.at, json.loads(row.data)) for row in rows]

    # -- care -----------------------------------------------------------------------------------------------------

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the whole store, also while others write."""
        connection.ensure_connection()
        copy = sqlite3.connect(target)
        try:
            connection.connection.backup(copy)
        finally:
            copy.close()

    def faults(self) -> list[str]:
        """Return what the database itself reports as broken; empty when it is whole."""
        with connection.cursor() as cursor:
            found = [str(row[0]) for row in cursor.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
            broken = cursor.execute("PRAGMA foreign_key_check").fetchall()
        return found + [f"{row[0]}: row {row[1]} refers to a missing {row[2]}" for row in broken]

    def facts(self) -> Mapping[str, str]:
        """Return how the store is set up, for a health report."""
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema", "busy_timeout")
        with connection.cursor() as cursor:
            found = {name: str(cursor.execute(f"PRAGMA {name}").fetchone()[0]) for name in names}
        mode = self.folder.stat().st_mode & 0o777
        return {"folder": str(self.folder), "folder_mode": f"{mode:03o}", "sqlite": sqlite3.sqlite_version, **found}


def open_store(asked: Path | None) -> SqliteStore:
    """Return the store of a data folder, made on first use."""
    return SqliteStore(data_folder(asked).absolute())
