"""Opens cases and moves them on: every step is checked, chained and kept in one transaction, or not at all."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from cleanbreak.cases.case import Case, advance, is_repeated, opened
from cleanbreak.cases.contents import Content, Details
from cleanbreak.cases.encoding import to_plain
from cleanbreak.cases.errors import CaseError
from cleanbreak.cases.facts import Address, Language
from cleanbreak.cases.guards import Asked, check
from cleanbreak.cases.obligations import open_obligations
from cleanbreak.cases.stages import ENDED, Step
from cleanbreak.cases.timeline import Entry, linked
from cleanbreak.ledger.names import name_key
from cleanbreak.services.ports import PrivateWord, Store, StoredCase

SALT_BYTES = 16


class UnknownCaseError(CaseError):
    """Nobody opened such a case."""

    code = "unknown_case"
    message = "There is no case {name}. Known: {known}. Open one with: cleanbreak case open CLIENT."


class AmbiguousCaseError(CaseError):
    """A client's name fits several cases."""

    code = "ambiguous_case"
    message = "Several cases fit {name}: {numbers}. Name the case by its number."


class AmbiguousClientError(CaseError):
    """A part of a name fits several imported clients."""

    code = "ambiguous_client"
    message = "Several clients fit {name}: {names}. Give the whole name."


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Whom the case is about. `told` are fields of the client's address and details by name, only what was said.

    `ours` is what is new in our own sender block; `language` the client's, unless `told` says otherwise.
    """

    client: str
    told: Mapping[str, Any] = field(default_factory=dict)
    language: Language = "de"
    private: Sequence[PrivateWord] = ()
    ours: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """A step to be recorded: what it says and the day it happened."""

    step: Step
    content: Content
    on: date


@dataclass(frozen=True, slots=True)
class Moved:
    """What a request led to: the case now, and how many of its steps were new (the rest stood already)."""

    stored: StoredCase
    new: int


def open_case(store: Store, asked: OpenRequest, on: date, now: datetime) -> Moved:
    """Open a case for a client, or add to the open one what is told now; the same request again changes nothing.

    Raises:
        AmbiguousClientError: the name fits several imported clients.
    """
    with store.transaction():
        if asked.ours:
            practice = store.practice()
            store.save_practice(replace(practice, ours=replace(practice.ours, **asked.ours)))
        name = _imported_name(store, asked.client)
        key = name_key(name)
        for number, client_key in store.case_numbers():
            if client_key == key and (found := store.case(number)).case.stage not in ENDED:
                return _told_more(store, found, asked, on, now)
        details = _details(Details(Address(name), asked.language), asked.told)
        number = _next_number(store, on.year)
        check(Step.OPEN, Asked(opened(number, details, on), details, on, now))
        store.append(number, key, [_entry(None, Step.OPEN, on, details, now)])
        _keep_words(store, number, asked.private)
    return Moved(store.case(number), 1)


def _told_more(store: Store, found: StoredCase, asked: OpenRequest, on: date, now: datetime) -> Moved:
    number, details = found.case.number, _details(found.case.details, asked.told)
    _keep_words(store, number, asked.private)
    if details == found.case.details:
        return Moved(found, 0)
    check(Step.DETAILS, Asked(advance(found.case, Step.DETAILS, details, on), details, on, now))
    last = store.entries(number)[-1]
    store.append(number, found.client_key, [_entry(last, Step.DETAILS, on, details, now)])
    return Moved(store.case(number), 1)


def _details(known: Details, told: Mapping[str, Any]) -> Details:
    of_client = {field.name for field in fields(Address)}
    address = {name: value for name, value in told.items() if name in of_client}
    rest = {name: value for name, value in told.items() if name not in of_client}
    return replace(known, client=replace(known.client, **address), **rest)


def _imported_name(store: Store, name: str) -> str:
    """Return the client's whole name where one imported client is meant, so that its records count for the case."""
    key = name_key(name)
    names = {client.key: client.name for client in store.clients()}
    fitting = [key] if key in names else [k for k in names if key and f" {key} " in f" {k} "]
    if len(fitting) > 1:
        raise AmbiguousClientError(name=name, names="; ".join(sorted(names[k] for k in fitting)))
    return names[fitting[0]] if fitting and fitting[0] != key else name


def record(
    store: Store,
    name: str,
    moves: Sequence[Move] | Callable[[StoredCase], Sequence[Move]],
    now: datetime,
    private: Sequence[PrivateWord] = (),
) -> Moved:
    """Record steps of a case, all or none; a step that stands already is not doubled.

    `moves` may be a function of the case, asked inside the transaction, so that what it reads cannot change meanwhile.

    Raises:
        CaseError: a step does not follow or lacks what must come first.
    """
    with store.transaction():
        stored = find_case(store, name)
        wanted = moves(stored) if callable(moves) else moves
        case, entries = stored.case, store.entries(stored.case.number)
        last, new = entries[-1], []
        for move in wanted:
            if is_repeated(case, move.step, move.content):
                continue
            still_open = tuple(o.code for o in open_obligations(case)) if move.step is Step.CLOSE else ()
            after = advance(case, move.step, move.content, move.on)
            check(move.step, Asked(case, move.content, move.on, now, still_open))
            last = _entry(last, move.step, move.on, move.content, now)
            new.append(last)
            case = after
        if new:
            store.append(case.number, stored.client_key, new)
        _keep_words(store, case.number, private)
    return Moved(store.case(case.number), len(new))


def find_case(store: Store, name: str) -> StoredCase:
    """Return a case by its number or by its client's name; an open case goes before an ended one.

    Raises:
        UnknownCaseError, AmbiguousCaseError: none or several fit.
    """
    numbers = store.case_numbers()
    for number, _ in numbers:
        if number.casefold() == name.casefold():
            return store.case(number)
    key = name_key(name)
    fitting = [n for n, client in numbers if key and client == key] or [n for n, c in numbers if key and key in c]
    found = [store.case(number) for number in fitting]
    still_open = [s for s in found if s.case.stage not in ENDED]
    chosen = still_open or found[-1:]
    if not chosen:
        raise UnknownCaseError(name=name, known=", ".join(n for n, _ in numbers) or "none")
    if len(chosen) > 1:
        raise AmbiguousCaseError(name=name, numbers=", ".join(s.case.number for s in chosen))
    return chosen[0]


def all_cases(store: Store) -> list[Case]:
    """Return every case, oldest first."""
    return [store.case(number).case for number, _ in store.case_numbers()]


def _next_number(store: Store, year: int) -> str:
    start = f"{year}-"
    used = [int(n.removeprefix(start)) for n, _ in store.case_numbers() if n.startswith(start)]
    return f"{start}{max(used, default=0) + 1:03d}"


def _entry(previous: Entry | None, step: Step, on: date, content: Content, now: datetime) -> Entry:
    return linked(
        previous,
        step=step.value,
        on=on.isoformat(),
        recorded_at=now.astimezone().isoformat(timespec="seconds"),
        content=to_plain(content),
        salt=secrets.token_hex(SALT_BYTES),
    )


def _keep_words(store: Store, number: str, private: Sequence[PrivateWord]) -> None:
    for words in private:
        store.keep_words(number, words)
