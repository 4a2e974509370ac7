"""Unpacks archives under limits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cleanbreak.importers.source import Limits, Source
from cleanbreak.ledger.records import Problem


@dataclass(slots=True)
class Unpacked:
    """What an archive held."""

    sources: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def is_archive(source: Source) -> bool:
    """Tell whether a file is an archive."""
    return False


@contextmanager
def unpacked(source: Source, limits: Limits) -> Iterator[Unpacked]:
    """Give the members of an archive."""
    yield Unpacked()
