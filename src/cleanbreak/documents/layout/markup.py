"""Reads the Markdown that templates make into blocks that every renderer understands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "right"]
ITEM = re.compile(r"^(?:- |(\d+)\. )(.*)$")
RULE = re.compile(r"^\|(?:\s*:?-+:?\s*\|)+$")
DIRECTIVES = ("greeting", "signature", "signatures", "page")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight; "\\n" is a line break."""

    text: str
    bold: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title or subject."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quoted` marks what is to be said aloud."""

    line: Line
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head row; a last row all in bold is its sum."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    align: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that the frame fills: greeting, signature, two signatures, new page."""

    name: str


Block = Heading | Paragraph | Items | Table | Mark


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in order."""
    return tuple(block for chunk in _chunks(text) for block in _blocks(chunk))


def plain(line: Line) -> str:
    """Return the words of a line without weight."""
    return "".join(run.text for run in line)


def _chunks(text: str) -> Iterator[list[str]]:
    chunk: list[str] = []
    for raw in text.splitlines():
        line = raw.rstrip()
        alone = line.startswith((":::", "#"))
        if chunk and (not line or alone):
            yield chunk
            chunk = []
        if alone:
            yield [line]
        elif line:
            chunk.append(line.strip())
    if chunk:
        yield chunk


def _blocks(lines: list[str]) -> Iterator[Block]:
    first = lines[0]
    if first.startswith(":::") and first[3:].strip() in DIRECTIVES:
        yield Mark(first[3:].strip())
    elif first.startswith("#"):
        level = len(first) - len(first.lstrip("#"))
        yield Heading(level, inline(first[level:].strip()))
    elif first.startswith("|") and len(lines) > 1 and RULE.match(lines[1]):
        yield _table(lines)
    elif first.startswith("> "):
        yield Paragraph(inline(_joined([line.removeprefix(">").strip() for line in lines])), quoted=True)
    elif ITEM.match(first):
        yield from _items(lines)
    else:
        yield from _paragraph(lines)


def _paragraph(lines: list[str]) -> Iterator[Block]:
    """Yield a paragraph, and the list that follows it without an empty line."""
    start = next((n for n, line in enumerate(lines) if ITEM.match(line)), len(lines))
    yield Paragraph(inline(_joined(lines[:start])))
    if start < len(lines):
        yield from _items(lines[start:])


def _items(lines: list[str]) -> Iterator[Block]:
    numbered = not lines[0].startswith("- ")
    found: list[list[str]] = []
    for line in lines:
        item = ITEM.match(line)
        if item:
            found.append([item[2]])
        else:
            found[-1].append(line)
    yield Items(tuple(inline(_joined(item)) for item in found), numbered)


def _joined(lines: list[str]) -> str:
    """Return lines as one; a single backslash at the end of a line breaks it."""
    parts = []
    for line in lines:
        slashes = len(line) - len(line.rstrip("\\"))
        parts.append(line[:-1] + "\n" if slashes % 2 else line + " ")
    return "".join(parts).strip()


def _table(lines: list[str]) -> Table:
    align: tuple[Align, ...] = tuple("right" if cell.strip().endswith(":") else "left" for cell in _cells(lines[1]))
    rows = [tuple(inline(cell.strip()) for cell in _cells(line)) for line in lines]
    return Table(rows[0], tuple(rows[2:]), align)


def _cells(line: str) -> list[str]:
    """Return the cells of a row; an escaped bar is no border."""
    cells, held, at = [], "", 1
    text = line.strip()
    while at < len(text):
        if text[at] == "\\":
            held += text[at : at + 2]
            at += 2
        elif text[at] == "|":
            cells.append(held)
            held, at = "", at + 1
        else:
            held += text[at]
            at += 1
    return cells


def inline(text: str) -> Line:
    """Return text as runs: `**` switches weight, a backslash keeps the next sign from meaning anything."""
    runs: list[Run] = []
    held, bold, at = "", False, 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            held += text[at + 1]
            at += 2
        elif text.startswith("**", at):
            runs += [Run(held, bold)] if held else []
            held, bold, at = "", not bold, at + 2
        else:
            held += text[at]
            at += 1
    return (*runs, *((Run(held, bold),) if held else ()))
