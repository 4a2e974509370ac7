"""The list of clients as the store knows them, and everything about one of them."""

from dataclasses import dataclass

from cleanbreak.cases.case import Case
from cleanbreak.cases.stages import ENDED
from cleanbreak.services.ports import CheckIn, FlaggedMessage, Store, StoredClient
from cleanbreak.services.strain import find_client, known_clients


@dataclass(frozen=True, slots=True)
class ClientView:
    """One client: figures of the last import, private check-ins, cases."""

    client: StoredClient
    check_ins: tuple[CheckIn, ...]
    cases: tuple[Case, ...]
    records: dict[str, int]
    messages: tuple[FlaggedMessage, ...]

    @property
    def open_case(self) -> Case | None:
        """Return the case that is going on."""
        return next((case for case in self.cases if case.stage not in ENDED), None)


def list_clients(store: Store) -> list[ClientView]:
    """Return every client by name."""
    views = [_view(store, client) for client in known_clients(store)]
    return sorted(views, key=lambda v: v.client.name.casefold())


def one_client(store: Store, name: str) -> ClientView:
    """Return one client by name."""
    return _view(store, find_client(store, name))


def _view(store: Store, client: StoredClient) -> ClientView:
    cases = tuple(store.case(number).case for number, key in store.case_numbers() if key == client.key)
    kinds = ("time", "invoice", "payment")
    return ClientView(
        client=client,
        check_ins=tuple(store.check_ins(client.key)),
        cases=cases,
        records={kind: len(store.records(client.key, kind)) for kind in kinds},
        messages=tuple(store.messages(client.key)),
    )
