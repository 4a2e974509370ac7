"""A document as plain text, for the body of a mail: lines as wide as mail bears, tables as lines that read aloud."""

import textwrap

from cleanbreak.documents.layout.markup import Block, Heading, Items, Line, Paragraph, Table, plain
from cleanbreak.documents.layout.sheet import Sheet

WIDTH = 76


def text(sheet: Sheet) -> str:
    """Return the text; a letter begins with its subject, not with an address field."""
    pieces = [sheet.title, "=" * min(len(sheet.title), WIDTH)]
    parts = ["\n".join(pieces)]
    if sheet.tag:
        parts.insert(0, sheet.tag)
    parts += [_block(block, sheet) for block in sheet.blocks]
    parts.append("-- \n" + "\n".join(sheet.footer))
    said = "\n\n".join(part for part in parts if part)
    return said.replace("\N{NO-BREAK SPACE}", " ") + "\n"


def _block(block: Block, sheet: Sheet) -> str:
    if isinstance(block, Heading):
        words = plain(block.line)
        return f"{words}\n{'-' * min(len(words), WIDTH)}" if block.level == 2 else words
    if isinstance(block, Paragraph):
        return _wrapped(block.line, "  " if block.quoted else "")
    if isinstance(block, Items):
        return "\n".join(
            _hung(f"{number}. " if block.numbered else "- ", line) for number, line in enumerate(block.lines, start=1)
        )
    if isinstance(block, Table):
        return "\n".join(_row(block, row) for row in block.rows)
    if block.name == "greeting":
        return sheet.greeting
    if block.name == "signature":
        return "\n".join((sheet.closing, "", *sheet.signer))
    if block.name == "signatures":
        return "\n\n".join(
            "\n".join(("_" * 40, ", ".join(sheet.date_words), f"{name} ({role})")) for name, role in sheet.signatures
        )
    return ""


def _wrapped(line: Line, indent: str) -> str:
    return "\n".join(
        textwrap.fill(
            part, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        for part in plain(line).split("\n")
    )


def _hung(sign: str, line: Line) -> str:
    words = plain(line).replace("\n", " ")
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=sign,
        subsequent_indent=" " * len(sign),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _row(table: Table, row: tuple[Line, ...]) -> str:
    """Return a row as one line; beside a single value the head of its column would only be in the way."""
    first, *rest = (plain(cell) for cell in row)
    heads = [plain(head) if len(rest) > 1 else "" for head in table.head[1:]]
    said = "; ".join(f"{head}: {cell}" if head else cell for head, cell in zip(heads, rest, strict=False) if cell)
    words = f"{first}: {said}" if said and first else first or said
    return textwrap.fill(
        words, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
