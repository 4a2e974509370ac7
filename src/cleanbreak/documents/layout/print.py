"""Sets a document as PDF with Typst: PDF/A and PDF/UA-1, the same bytes for the same facts, no network."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from cleanbreak.documents.errors import UnprintableError
from cleanbreak.documents.layout.markup import Block, Heading, Items, Line, Paragraph, Table, plain
from cleanbreak.documents.layout.sheet import Sheet

NARROW, WIDE = 9, 45


def pdf(sheet: Sheet, name: str, invoice_xml: str = "") -> bytes:
    """Return the PDF. Values travel as data, so that nothing in them is ever read as layout.

    With the data of an invoice it is PDF/A-3a and carries them as factur-x.xml, else PDF/A-2a.

    Raises:
        UnprintableError: a sign cannot be set with any font of this machine.
    """
    try:
        return typst.compile(
            _layout(),
            format="pdf",
            font_paths=_fonts(),
            sys_inputs={"sheet": json.dumps(_data(sheet)), "invoice": invoice_xml},
            pdf_standards=["a-3a" if invoice_xml else "a-2a", "ua-1"],
            timestamp=datetime(sheet.today.year, sheet.today.month, sheet.today.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise UnprintableError(document=name, why=str(error).splitlines()[0]) from error


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts, looked up once: the built-in face first, the machine's own only for signs it lacks."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


@cache
def _layout() -> bytes:
    return files("cleanbreak.documents.layout").joinpath("letter.typ").read_bytes()


def _data(sheet: Sheet) -> dict[str, Any]:
    return {
        "frame": sheet.frame,
        "language": sheet.language,
        "region": sheet.region,
        "title": sheet.title,
        "sender": sheet.sender,
        "recipient": sheet.recipient,
        "info": sheet.info,
        "greeting": sheet.greeting,
        "closing": sheet.closing,
        "signer": sheet.signer,
        "hand": sheet.by_hand,
        "signatures": sheet.signatures,
        "footer": sheet.footer,
        "words": sheet.page_words,
        "date-words": sheet.date_words,
        "tag": sheet.tag,
        "line": sheet.heading_line,
        "date": [sheet.today.year, sheet.today.month, sheet.today.day],
        "form": sheet.letter_form,
        "paper": sheet.paper,
        "blocks": [_block(block) for block in sheet.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"k": "heading", "level": block.level, "line": _runs(block.line)}
    if isinstance(block, Paragraph):
        return {"k": "quoted" if block.quoted else "paragraph", "line": _runs(block.line)}
    if isinstance(block, Items):
        return {"k": "enum" if block.numbered else "list", "lines": _lines(block.lines)}
    if isinstance(block, Table):
        return {
            "k": "table",
            "head": _lines(block.head),
            "rows": [_lines(row) for row in block.rows],
            "align": block.align,
            "widths": _widths(block),
        }
    return {"k": block.name}


def _widths(table: Table) -> list[int]:
    """Return how wide each column should be against the others: by its longest cell, within limits."""
    rows = (table.head, *table.rows)
    longest = (max(len(plain(row[n])) for row in rows if n < len(row)) for n in range(len(table.head)))
    return [min(max(length, NARROW), WIDE) + 3 for length in longest]


def _lines(lines: Iterable[Line]) -> list[list[dict[str, Any]]]:
    return [_runs(line) for line in lines]


def _runs(line: Line) -> list[dict[str, Any]]:
    return [{"t": run.text, "b": run.bold} for run in line]
