"""Reads a small text as if it were a file in the user's folder."""

from pathlib import Path
from types import ModuleType

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Problem, Record


def source_of(folder: Path, content: str | bytes, name: str = "sample.txt") -> Source:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Source(path, name)


def read_text(
    importer: ModuleType, folder: Path, content: str | bytes, options: ReadOptions | None = None
) -> list[Record | Problem]:
    source = source_of(folder, content)
    assert importer.recognize(source) > 0
    return list(importer.read(source, options or ReadOptions()))


def read_path(importer: ModuleType, path: Path) -> list[Record | Problem]:
    source = Source(path, path.name)
    assert importer.recognize(source) > 0
    return list(importer.read(source, ReadOptions()))
