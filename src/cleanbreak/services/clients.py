"""Builds the identity of all clients from what was read, and finds clients named in free text."""

import re
from collections import defaultdict

from cleanbreak.ledger.identity import Client, Identity
from cleanbreak.ledger.names import LEGAL_FORMS, cut_key, fold, name_key
from cleanbreak.ledger.owner import Owner
from cleanbreak.ledger.records import CalendarEvent, Expense, Invoice, Party, TimeEntry
from cleanbreak.ledger.settings import Settings
from cleanbreak.services.reading import Reading

SHORTEST_CUT = 24
_CANCELLED = re.compile(r"\s*(?:abgesagt|cancell?ed)\s*:", re.IGNORECASE)


def build_identity(reading: Reading, settings: Settings, owner: Owner) -> Identity:
    """Return the resolved identity of every organization in the records."""
    identity = Identity(settings)
    identity.add_own(owner.names, owner.addresses)
    for invoice in reading.invoices:
        if not is_incoming(invoice, identity):
            identity.add_party(invoice.client, "invoice", program_of(invoice.origin.file, reading))
    for party, file in sorted({(party_of(e), e.origin.file) for e in reading.time_entries}, key=repr):
        identity.add_party(party, "time", program_of(file, reading))
    for project in reading.projects:
        identity.add_name(project.client, "project")
    for card in reading.cards:
        identity.add_card(card)
    for address in reading.mail.addresses:
        identity.see_address(address)
    identity.resolve()
    return identity


def program_of(file: str, reading: Reading) -> str:
    """Return the program whose customer numbers a file uses: its format."""
    return reading.formats.get(file, file)


def party_of(entry: TimeEntry) -> Party:
    """Return the client that a time entry names."""
    return Party(name=entry.client, number=entry.client_number, vat_id=entry.client_vat_id)


def is_incoming(invoice: Invoice, identity: Identity) -> bool:
    """Tell whether an invoice was written to the practice, not by it."""
    return bool(invoice.client.name) and identity.is_own_name(invoice.client.name)


class NamedInText:
    """Finds which clients a title or purpose names, by the whole name or one of its proven forms."""

    def __init__(self, clients: list[Client]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Client]]] = defaultdict(list)
        for client in clients:
            for name in {client.name, *client.aliases}:
                words = tuple(name_key(name).split())
                if words and len("".join(words)) >= 3:
                    self._by_first[words[0]].append((words, client))

    def clients(self, text: str) -> list[Client]:
        """Return the clients named in a text, each once, in the order of their keys."""
        words = name_key(fold(text)).split() if text else []
        found: dict[int, Client] = {}
        for position, word in enumerate(words):
            for name, client in self._by_first.get(word, ()):
                if tuple(words[position : position + len(name)]) == name:
                    found[client.key] = client
        return [found[key] for key in sorted(found)]


class CutNames:
    """Finds the client whose name a bank cut off: statements hold 27, 35, 54 or 70 letters of it."""

    def __init__(self, clients: list[Client]) -> None:
        self._spellings = [(cut_key(s), c) for c in clients for s in {c.name, *c.aliases}]

    def client(self, name: str) -> Client | None:
        """Return the only client whose name begins with a long name; short names prove nothing."""
        shown = " ".join(name.split())
        if len(shown) < SHORTEST_CUT:
            return None
        start = cut_key(shown)
        found = {c.key: c for whole, c in self._spellings if start and whole.startswith(start)}
        found = found or {c.key: c for whole, c in self._spellings if whole and self._is_cut_form(start, whole)}
        return next(iter(found.values())) if len(found) == 1 else None

    @staticmethod
    def _is_cut_form(start: str, whole: str) -> bool:
        rest = start.removeprefix(whole)
        return rest != start and any(form.startswith(rest) for form in LEGAL_FORMS)


def clients_of_event(event: CalendarEvent, identity: Identity, named: NamedInText, own: frozenset[str]) -> list[Client]:
    """Return the clients a calendar occurrence is a meeting with; none when canceled, declined or all-day."""
    declined = {a.casefold() for a in event.declined_by}
    if event.cancelled or event.all_day or declined & own or _CANCELLED.match(event.title):
        return []
    people = {event.organizer.casefold(), *(a.casefold() for a in event.attendees)} - {""}
    found = {c.key: c for p in people - declined if (c := identity.client_of_address(p)) is not None}
    absent = {c.key for p in declined if (c := identity.client_of_address(p)) is not None}
    for client in named.clients(event.title):
        if client.key not in absent:
            found[client.key] = client
    return [found[key] for key in sorted(found)]


def client_of_expense(
    expense: Expense, identity: Identity, named: NamedInText, projects: dict[str, str]
) -> Client | None:
    """Return the client an expense belongs to: its customer, project or cost-center field, else the text."""
    for name in (expense.client, projects.get(expense.client, ""), projects.get(expense.project, ""), expense.project):
        found = identity.client_of_name(name) if name else None
        if found is not None:
            return found
    hits = named.clients(expense.text) or named.clients(expense.category)
    return hits[0] if len(hits) == 1 else None
