"""Helpers of the tests that read tables: a text becomes a file, a file its records and problems."""

from pathlib import Path
from types import ModuleType

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Problem, Record


def source_of(folder: Path, content: str | bytes, name: str = "export.csv") -> Source:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return Source(path, name)


def read(
    importer: ModuleType, source: Source, options: ReadOptions | None = None
) -> tuple[list[Record], list[Problem]]:
    """Return records and problems apart; the importer must know the file as its own."""
    assert importer.recognize(source) > 0, f"{importer.NAME} does not recognize {source.name}"
    found = list(importer.read(source, options or ReadOptions()))
    records = [item for item in found if not isinstance(item, Problem)]
    return records, [item for item in found if isinstance(item, Problem)]


def codes(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in problems]
