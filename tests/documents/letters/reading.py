"""Reads documents back as a person would: their words, dates and sums; and the fields of a case as they would be shown."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest

from cleanbreak.cases.facts import CaseFacts, Language
from cleanbreak.documents.templates.speech import Speech

MONTHS = (
    "Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    "|January|February|March|May|June|July|October|December"
)
DATES = re.compile(rf"\b(?:\d{{1,2}}\.? (?:{MONTHS}) \d{{4}}|(?:{MONTHS}) \d{{1,2}}, \d{{4}})\b")
SUMS = re.compile(
    r"(?:(?:€|£|\$|US\$|CHF|EUR|GBP|USD) ?[\d.,’']*\d[.,]\d\d\b|\b\d[\d.,’']*[.,]\d\d (?:€|£|\$|CHF|EUR|GBP|USD))"
)


def flat(text: str) -> str:
    """Text with every kind of space and line break as one space."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def words_of_pdf(data: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed, so PDFs cannot be read back")
    done = subprocess.run([program, "-layout", "-nopgbrk", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def reading_order_of_pdf(data: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed, so PDFs cannot be read back")
    done = subprocess.run([program, "-nopgbrk", "-", "-"], input=data, capture_output=True, check=True)
    return flat(done.stdout.decode())


def words_of_docx(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    pieces = []
    for element in root.iter():
        if element.tag == f"{name}t":
            pieces.append(element.text or "")
        elif element.tag in {f"{name}p", f"{name}br", f"{name}tc"}:
            pieces.append(" ")
    return flat("".join(pieces))


def values(thing: object) -> Iterator[object]:
    """Every value inside a case."""
    if is_dataclass(thing):
        for field in fields(thing):
            yield from values(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from values(item)
    else:
        yield thing


def shown_dates(facts: CaseFacts, language: Language) -> set[str]:
    """Every date of the case as this language shows it, and those that stand in the case's own words."""
    speech = Speech(language, facts.agreement.jurisdiction)
    found = {flat(speech.day(v)) for v in values(facts) if isinstance(v, date | datetime)}
    return found | {d for v in values(facts) if isinstance(v, str) for d in DATES.findall(flat(v))}


def shown_sums(facts: CaseFacts, language: Language) -> set[str]:
    """Every sum of the case as this language shows it, and the totals of invoices and extra scope."""
    speech = Speech(language, facts.agreement.jurisdiction)
    amounts = {abs(v) for v in values(facts) if isinstance(v, Decimal)} | {Decimal(0)}
    invoices = facts.open_invoices
    totals = [
        sum((i.open_gross for i in invoices), Decimal(0)),
        sum((i.interest or Decimal(0) for i in invoices), Decimal(0)),
        sum((i.flat_fee for i in invoices), Decimal(0)),
    ]
    totals += [sum(totals, Decimal(0)), sum((p.net or Decimal(0) for p in facts.extra_scope), Decimal(0))]
    currencies = {facts.currency, *([facts.settlement.currency] if facts.settlement else [])}
    found = {flat(speech.money(a, c)) for a in (*amounts, *totals) for c in currencies}
    return found | {s for v in values(facts) if isinstance(v, str) for s in SUMS.findall(flat(v))}
