"""Brings a practice's records into the store: what is known already is not doubled, what is new is counted."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cleanbreak.assessment.review import Review, Said
from cleanbreak.errors import UnreadableError
from cleanbreak.ledger.allocation import Allocation
from cleanbreak.ledger.names import name_key
from cleanbreak.ledger.records import Invoice, TimeEntry
from cleanbreak.services.ports import CheckIn, FlaggedMessage, LedgerRecord, Store, StoredClient
from cleanbreak.services.publication import as_json
from cleanbreak.services.reading import Progress, no_progress
from cleanbreak.services.review import Assigned, ReviewRequest, review_with_records
from cleanbreak.services.settingsfile import SETTINGS_FILE
from cleanbreak.services.strain import monday_of

NOT_IDENTITY = frozenset({"file", "row", "open"})
"""Fields that may change from import to import without making a record another one."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: new things by kind, what was refused, and known sources that are not there any more."""

    new: dict[str, int]
    known: dict[str, int]
    refused: tuple[str, ...]
    missing_sources: tuple[str, ...]
    review: Review


def import_paths(
    store: Store, paths: Iterable[Path], today: date, now: datetime, progress: Progress = no_progress
) -> Imported:
    """Read the paths together with every path imported before, and keep what is new; all or nothing.

    Raises:
        UnreadableError: a path does not exist, or nothing could be read.
    """
    asked = [path.resolve() for path in paths]
    for path in asked:
        if not path.exists():
            raise UnreadableError(file=str(path), what="there is no such file or folder", todo="Check the spelling.")
    before = [path for path in store.sources() if path not in asked]
    missing = tuple(str(path) for path in before if not path.exists())
    roots = [path for path in before if path.exists()] + asked
    roots.sort(key=lambda path: not (path.is_dir() and (path / SETTINGS_FILE).is_file()))
    review, assigned = review_with_records(ReviewRequest(roots[0], today, more=tuple(roots[1:])), progress)
    with store.transaction():
        new, known = _keep(store, review, assigned)
        for path in asked:
            store.keep_source(path, now.astimezone().isoformat(timespec="seconds"))
        _keep_practice(store, review)
    refused = tuple(str(f.refused) for f in review.files if f.refused is not None)
    return Imported(new, known, refused, missing, review)


def _keep(store: Store, review: Review, assigned: Assigned) -> tuple[dict[str, int], dict[str, int]]:
    new: Counter[str] = Counter(clients=0, time=0, invoices=0, payments=0, messages=0, checkins=0)
    known: Counter[str] = Counter(new)
    published = {c["name"]: c for c in as_json(review)["clients"]}
    records = _records(assigned)
    for client in review.clients:
        key = name_key(client.client.name)
        row = StoredClient(key, client.client.name, published[client.client.name], review.period.end.isoformat())
        _count(new, known, "clients", 1, int(store.keep_client(row)))
        for kind, name in (("time", "time"), ("invoice", "invoices"), ("payment", "payments")):
            mine = _digested(key, records[client.client.key, kind], kind)
            _count(new, known, name, len(mine), store.keep_records(key, mine))
        flagged = [_flagged(said) for said in client.said if _is_evidence(said)]
        _count(new, known, "messages", len(flagged), store.keep_messages(key, flagged))
        for note in client.settings.strain if client.settings is not None else ():
            entry = CheckIn(key, monday_of(note.on), note.on, note.value, note.note)
            _count(new, known, "checkins", 1, int(_keep_if_absent(store, entry)))
    return dict(new), dict(known)


def _keep_if_absent(store: Store, entry: CheckIn) -> bool:
    """Keep a check-in from the settings unless the week has one: what was said later by hand stands."""
    if any(known.week == entry.week for known in store.check_ins(entry.client_key)):
        return False
    return store.check_in(entry)


def _count(new: Counter[str], known: Counter[str], name: str, all_of_them: int, added: int) -> None:
    new[name] += added
    known[name] += all_of_them - added


def _keep_practice(store: Store, review: Review) -> None:
    practice, said = store.practice(), review.settings.practice
    ours = practice.ours
    if not ours.name and said.owner:
        ours = replace(ours, name=said.owner)
    if not ours.email and said.own_addresses:
        ours = replace(ours, email=said.own_addresses[0])
    region = practice.region or said.holidays
    store.save_practice(replace(practice, ours=ours, currency=said.base_currency, region=region))


def _records(assigned: Assigned) -> dict[tuple[int, str], list[tuple[str, dict[str, Any]]]]:
    found: dict[tuple[int, str], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for client, entry in assigned.time:
        found[client, "time"].append((entry.on.isoformat(), _time(entry)))
    for client, invoice, left in assigned.invoices:
        found[client, "invoice"].append((invoice.issued_on.isoformat(), _invoice(invoice, str(left or 0))))
    for client, allocation in assigned.payments:
        found[client, "payment"].append((allocation.entry.booked_on.isoformat(), _payment(allocation)))
    return found


def _time(entry: TimeEntry) -> dict[str, Any]:
    return {
        "seconds": entry.seconds,
        "billable_seconds": entry.billable_seconds,
        "project": entry.project,
        "task": entry.task,
        "description": entry.description,
        "start": entry.start.isoformat() if entry.start is not None else "",
        "file": entry.origin.file,
        "row": entry.origin.row,
    }


def _invoice(invoice: Invoice, left: str) -> dict[str, Any]:
    return {
        "number": invoice.number,
        "kind": invoice.kind,
        "net": str(invoice.net) if invoice.net is not None else "",
        "gross": str(invoice.gross) if invoice.gross is not None else "0",
        "currency": invoice.currency,
        "due_on": invoice.due_on.isoformat() if invoice.due_on is not None else "",
        "open": left,
        "file": invoice.origin.file,
        "row": invoice.origin.row,
    }


def _payment(allocation: Allocation) -> dict[str, Any]:
    return {
        "amount": str(allocation.settled),
        "currency": allocation.invoice.currency,
        "invoice": allocation.invoice.number,
        "how": allocation.how,
        "file": allocation.entry.origin.file,
        "row": allocation.entry.origin.row,
    }


def _digested(client: str, records: list[tuple[str, dict[str, Any]]], kind: str) -> list[LedgerRecord]:
    """Return the records with digests; the second of two equal records is the second one every time."""
    seen: Counter[str] = Counter()
    found = []
    for on, data in records:
        identity = _digest([client, kind, on, {k: v for k, v in data.items() if k not in NOT_IDENTITY}])
        seen[identity] += 1
        found.append(LedgerRecord(kind, on, _digest([identity, seen[identity]]), data))
    return found


def _is_evidence(said: Said) -> bool:
    return bool(said.warning) or (said.scored is not None and bool(said.scored.findings))


def _flagged(said: Said) -> FlaggedMessage:
    body = hashlib.sha256(said.text.encode("utf-8", "surrogatepass")).hexdigest()
    data = {
        "file": said.file,
        "message_id": said.message_id,
        "subject": said.subject,
        "channel": said.channel,
        "text": said.text,
        "sha256": body,
        "warning": said.warning,
        "labels": sorted({f.label for f in said.scored.findings}) if said.scored is not None else [],
    }
    at = said.at.isoformat()
    return FlaggedMessage(_digest([said.message_id or said.file, at, body]), at, data)


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
