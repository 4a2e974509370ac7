"""A CSV nobody knows: its rows by header, so that the user can see what is in it and map it in the settings."""

import re
from collections.abc import Iterator

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Table, open_table, sniff
from cleanbreak.importers.tables.mapping import mapping_for, read_mapped
from cleanbreak.ledger.records import Origin, Problem, Record, Row

NAME = "csv"

_OTHER_FORMATS = re.compile(
    rb"^\s*(?:<|\{|\[\s*[\{\[\"]|From \S+@|BEGIN:V|%PDF|:20:|\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? )|^(?:Received|Return-Path|"
    rb"From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To|X-[A-Za-z-]+|Content-Type): ",
    re.IGNORECASE,
)


def recognize(source: Source) -> int:
    """Rows of the same width under a delimiter. A text of one column is a table only if its name says so."""
    if not source.head or _OTHER_FORMATS.match(source.head.lstrip(b"\xef\xbb\xbf")):
        return 0
    layout = sniff(source)
    if layout is None:
        return 0
    named = 5 if source.name.lower().endswith((".csv", ".tsv")) else 0
    width = len(layout.rows[0])
    if width < 2:
        return named
    alike = sum(1 for row in layout.rows if len(row) == width)
    if alike * 10 < len(layout.rows) * 8 or (len(layout.rows) == 1 and not named):
        return named
    return 15 + named


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield every row by header, or what the user's own mapping says. Cells beyond the header are kept under a made-up name."""
    table = open_table(source, options)
    mapping = mapping_for(source.name, options)
    if mapping is not None:
        yield from read_mapped(table, mapping, options)
        return
    yield from read_rows(table)


def read_rows(table: Table) -> Iterator[Record | Problem]:
    """Yield the rows of a table as they stand, and a problem for each that is longer or shorter than its header."""
    names = distinct_names(table.header)
    if next(table.raw_rows(), None) is None:
        yield Problem("no_rows_in_table", table.file)
    for line, cells in table.raw_rows():
        if len(cells) != len(names):
            params = {"cells": str(len(cells)), "columns": str(len(names))}
            yield Problem("row_width_differs", table.file, line, params)
        extra = [f"column_{place}" for place in range(len(names) + 1, len(cells) + 1)]
        cells.extend([""] * (len(names) - len(cells)))
        yield Row(Origin(table.file, line), dict(zip([*names, *extra], cells, strict=True)))
    yield from table.faults


def distinct_names(header: tuple[str, ...]) -> list[str]:
    """Return header names of which none is empty and none occurs twice."""
    names: list[str] = []
    taken: dict[str, int] = {}
    for place, cell in enumerate(header, start=1):
        name = cell or f"column_{place}"
        taken[name] = taken.get(name, 0) + 1
        while taken[name] > 1 and f"{name}_{taken[name]}" in taken:
            taken[name] += 1
        names.append(name if taken[name] == 1 else f"{name}_{taken[name]}")
        taken.setdefault(names[-1], 1)
    return names
