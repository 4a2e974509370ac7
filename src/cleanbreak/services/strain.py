"""The strain check-in: how much a client weighs on the user in a week. Private, and no diagnosis."""

from datetime import date, timedelta

from cleanbreak.errors import CleanbreakError
from cleanbreak.ledger.names import name_key
from cleanbreak.services.ports import CheckIn, Store, StoredClient

HIGHEST = 100


class UnknownClientError(CleanbreakError):
    """No client of that name is in the store."""

    code = "unknown_client"
    message = "There is no client {name}. Known: {known}. Import records, or open a case for them."


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def check_in(store: Store, client: str, strain: int, note: str, on: date) -> tuple[CheckIn, bool]:
    """Keep the week's check-in; a later one in the same week replaces it. Says whether anything changed."""
    with store.transaction():
        found = find_client(store, client)
        entry = CheckIn(found.key, monday_of(on), on, strain, note)
        return entry, store.check_in(entry)


def find_client(store: Store, name: str) -> StoredClient:
    """Return a client by name or a part of it that fits only one; clients that only a case names count too.

    Raises:
        UnknownClientError: none or several fit.
    """
    key, clients = name_key(name), known_clients(store)
    exact = [c for c in clients if c.key == key]
    found = exact or [c for c in clients if key and key in c.key]
    if len(found) != 1:
        raise UnknownClientError(name=name, known=", ".join(c.name for c in (found or clients)[:12]) or "none")
    return found[0]


def known_clients(store: Store) -> list[StoredClient]:
    """Return the imported clients and those that only a case names."""
    clients = store.clients()
    keys = {c.key for c in clients}
    for number, key in store.case_numbers():
        if key not in keys:
            keys.add(key)
            clients.append(StoredClient(key, store.case(number).case.details.client.name, {}, ""))
    return clients
