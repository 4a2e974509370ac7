"""Builds a document for a word processor, so that the user can still change a word; from the same blocks as the print."""

import io
import zipfile
from datetime import UTC, datetime

import docx as python_docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from cleanbreak.documents.layout.markup import Block, Heading, Items, Line, Paragraph, Table
from cleanbreak.documents.layout.sheet import Sheet

GRAY = RGBColor(0x55, 0x55, 0x55)
FACE = "Calibri"


def docx(sheet: Sheet) -> bytes:
    """Return the file; the same bytes for the same facts."""
    made = python_docx.Document()
    _page(made, sheet)
    _properties(made, sheet)
    _top(made, sheet)
    for number, block in enumerate(sheet.blocks):
        _add(made, block, sheet)
        if number + 1 < len(sheet.blocks) and getattr(sheet.blocks[number + 1], "name", "").startswith("signature"):
            made.paragraphs[-1].paragraph_format.keep_with_next = True
    _footer(made, sheet)
    held = io.BytesIO()
    made.save(held)
    return _timeless(held.getvalue(), sheet)


def _page(made: Docx, sheet: Sheet) -> None:
    section = made.sections[0]
    wide, high = (216, 279) if sheet.paper == "us-letter" else (210, 297)
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(27), Mm(25)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), f"{sheet.language}-{sheet.region}")
    normal.element.get_or_add_rPr().append(language)
    for level, size in ((1, 13), (2, 11), (3, 11)):
        style = made.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]


def _properties(made: Docx, sheet: Sheet) -> None:
    """Name the practice and nobody else; the day is the letter's own."""
    day = datetime(sheet.today.year, sheet.today.month, sheet.today.day, tzinfo=UTC).replace(tzinfo=None)
    known = made.core_properties
    known.title, known.author, known.last_modified_by = sheet.title[:255], sheet.sender[0][:255], sheet.sender[0][:255]
    known.comments, known.keywords, known.subject, known.category = "", "", "", ""
    known.created, known.modified, known.revision = day, day, 1
    known.language = f"{sheet.language}-{sheet.region}"


def _top(made: Docx, sheet: Sheet) -> None:
    if sheet.frame == "sheet":
        if sheet.tag:
            _small(made.add_paragraph(), sheet.tag)
        made.add_heading(sheet.title, level=1)
        _small(made.add_paragraph(), sheet.heading_line)
        return
    head = made.add_paragraph()
    head.add_run(sheet.sender[0]).bold = True
    frame = made.add_table(rows=1, cols=2)
    frame.autofit = False
    address, info = frame.rows[0].cells
    address.width, info.width = Mm(100), Mm(65)
    _small(address.paragraphs[0], " · ".join(sheet.sender))
    _broken(address.add_paragraph(), sheet.recipient)
    _small(info.paragraphs[0], "")
    _broken(info.paragraphs[0], tuple(f"{label} {value}" for label, value in sheet.info), small=True)
    made.add_heading(sheet.title, level=1)


def _small(paragraph: DocxParagraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8), GRAY


def _broken(paragraph: DocxParagraph, lines: tuple[str, ...], small: bool = False) -> None:
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        if small:
            run.font.size = Pt(9)
        if number + 1 < len(lines):
            run.add_break()


def _add(made: Docx, block: Block, sheet: Sheet) -> None:
    if isinstance(block, Heading):
        _runs(made.add_heading(level=min(block.level, 3)), block.line)
    elif isinstance(block, Paragraph):
        paragraph = made.add_paragraph()
        if block.quoted:
            paragraph.paragraph_format.left_indent = Mm(6)
        _runs(paragraph, block.line)
    elif isinstance(block, Items):
        for line in block.lines:
            _runs(made.add_paragraph(style="List Number" if block.numbered else "List Bullet"), line)
    elif isinstance(block, Table):
        _table(made, block)
    elif block.name == "greeting":
        made.add_paragraph(sheet.greeting)
    elif block.name == "signature":
        _signature(made, sheet)
    elif block.name == "signatures":
        _signatures(made, sheet)
    elif block.name == "page":
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _runs(paragraph: DocxParagraph, line: Line) -> None:
    for run in line:
        paragraph.add_run(run.text).bold = run.bold or None


def _table(made: Docx, block: Table) -> None:
    table = made.add_table(rows=0, cols=len(block.head), style="Table Grid")
    for number, row in enumerate((block.head, *block.rows)):
        cells = table.add_row().cells
        for cell, line, align in zip(cells, row, block.align, strict=False):
            _cell(cell, line, right=align == "right", bold=number == 0)
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _cell(cell: _Cell, line: Line, right: bool, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for run in line:
        paragraph.add_run(run.text).bold = run.bold or bold or None


def _signature(made: Docx, sheet: Sheet) -> None:
    closing = made.add_paragraph(sheet.closing)
    closing.paragraph_format.keep_with_next = True
    closing.paragraph_format.space_after = Mm(20 if sheet.by_hand else 14)
    _broken(made.add_paragraph(), sheet.signer)


def _signatures(made: Docx, sheet: Sheet) -> None:
    table = made.add_table(rows=1, cols=len(sheet.signatures))
    for cell, (name, role) in zip(table.rows[0].cells, sheet.signatures, strict=True):
        cell.paragraphs[0].paragraph_format.space_before = Mm(16)
        _small(cell.paragraphs[0], "_" * 34)
        _small(cell.add_paragraph(), ", ".join(sheet.date_words))
        _broken(cell.add_paragraph(), (name, role))


def _footer(made: Docx, sheet: Sheet) -> None:
    paragraph = made.sections[0].footer.paragraphs[0]
    for number, line in enumerate(sheet.footer):
        _small(paragraph, line)
        if number + 1 < len(sheet.footer):
            paragraph.runs[-1].add_break()


def _timeless(data: bytes, sheet: Sheet) -> bytes:
    """Return the package with the letter's day on every part instead of the time of writing."""
    day = (max(sheet.today.year, 1980), sheet.today.month, sheet.today.day, 0, 0, 0)
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != "docProps/thumbnail.jpeg":
                target.writestr(zipfile.ZipInfo(name, day), source.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()
