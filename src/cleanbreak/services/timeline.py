"""Proves the timelines of the store: each chain against itself and against a head that was given away."""

from dataclasses import dataclass

from cleanbreak.cases.timeline import Break, breaks
from cleanbreak.services.casework import find_case
from cleanbreak.services.ports import Store


@dataclass(frozen=True, slots=True)
class Verified:
    """One case's chain: its length and head, and where it does not hold."""

    number: str
    length: int
    head: str
    breaks: tuple[Break, ...]


def verify_timelines(store: Store, name: str = "", head: str = "", length: int = 0) -> list[Verified]:
    """Return every case's chain checked, or one case's against a known head."""
    numbers = [number for number, _ in store.case_numbers()]
    if name:
        numbers = [name if name in numbers else find_case(store, name).case.number]
    return [_verified(store, number, head if name else "", length if name else 0) for number in numbers]


def _verified(store: Store, number: str, head: str, length: int) -> Verified:
    entries = store.entries(number)
    kept_head, kept_length = store.recorded_head(number)
    found = breaks(entries, head, length)
    found += [b for b in breaks(entries, kept_head, kept_length) if b not in found]
    return Verified(number, len(entries), entries[-1].hash if entries else "", tuple(found))
