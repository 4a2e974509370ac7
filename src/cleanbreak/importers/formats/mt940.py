"""MT940 and MT942: account statements in SWIFT's tagged lines, with the German sub-fields and SEPA keys in `:86:`."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.charset import STRAY_BYTES, marked_encoding
from cleanbreak.importers.formats.mt940_fields import Details, Line, details_of, line_of
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import BankEntry, EntryKind, Origin, Party, Problem, Record, Statement

NAME = "mt940"

_TAG = re.compile(r"[ \t]*:(\d\d[A-Z]?|NS):")
_HEAD_TAG = re.compile(r"(?m)(?:^|\{4:|@@)[ \t]{0,3}:(20|21|25|28|28C|60[FM]|61|62[FM]|86|34F|13D?|90[CD]):")
_BALANCE = re.compile(r"[CD]\s?\d{6}\s?([A-Z]{3})")
_ACCOUNT_CURRENCY = re.compile(r"(?<=\d)\s?(EUR|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|HUF)$")
_GERMAN_ACCOUNT = re.compile(r"(\d{8})/(\d{1,10})")
_CODED_TEXT = re.compile(r"\d{3}\?\d\d")
_OPENING_TAGS = frozenset({"21", "25", "28", "28C", "60F", "60M"})
_MAX_LINE = 4000
_MAX_DETAIL_LINES = 200
_RETURN_CODES = frozenset({"059", "108", "109", "159", "181", "184"})
_FEE_CODES = frozenset({"805", "806", "807", "808", "809"})


def recognize(source: Source) -> int:
    """Judge by the tags at line starts; a fragment with a single tag is ours only where nobody else wants it."""
    text = source.head.decode(marked_encoding(source.head) or "latin-1", "replace").replace("\r", "\n")
    tags = {match[1] for match in _HEAD_TAG.finditer(text)}
    if len(tags) > 1 and not tags.isdisjoint({"61", "60F", "60M", "62F", "62M"}):
        return 95
    starts_with_tag = _HEAD_TAG.match(text.lstrip("\ufeff\n \t")) is not None
    return 50 if starts_with_tag and tags else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield each statement before its entries, in file order."""
    reader = _Reader(source.name, options.base_currency)
    encoding = marked_encoding(source.head) or "utf-8"
    with source.open() as raw, io.TextIOWrapper(raw, encoding=encoding, errors=STRAY_BYTES) as text:
        for line, tag, lines in _fields(text):
            yield from reader.take(line, tag, lines)
    yield from reader.finish()
    if not reader.found:
        raise UnreadableError(
            file=source.name,
            what="the MT940 file holds no statement and no booking",
            todo="Please download the account statement again",
        )


def _fields(stream: IO[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield (line, tag, lines) of every field; `-` and `-}` on a line of their own come as the tag `-`."""
    tag, start, lines = "", 0, list[str]()
    for number, line in _lines(stream):
        match = _TAG.match(line)
        is_end = line.strip() in {"-", "-}"} or line.startswith(("-}", "-\x03"))
        if match is None and not is_end:
            if tag and len(lines) < _MAX_DETAIL_LINES:
                lines.append(line)
            continue
        if tag:
            yield start, tag, lines
        tag, start = ("-", number) if match is None else (match[1], number)
        lines = [] if match is None else [line[match.end() :]]
    if tag:
        yield start, tag, lines


def _lines(stream: IO[str]) -> Iterator[tuple[int, str]]:
    """Yield numbered lines; some programs write `@@` for a line end, and SWIFT puts a block header before the first tag."""
    number = 0
    while line := stream.readline(_MAX_LINE):
        number += 1
        line = line.rstrip("\n").lstrip("\ufeff").replace("\0", "")
        if "{4:" in line:
            line = line.partition("{4:")[2]
        for part in line.split("@@") if "@@" in line else (line,):
            yield number, part


@dataclass
class _Statement:
    """What the fields before the first booking tell."""

    line: int = 0
    number: str = ""
    account: str = ""
    currency: str = ""
    is_told: bool = False


@dataclass
class _Reader:
    """Puts fields together to statements and entries."""

    file: str
    base_currency: str
    found: int = 0
    _statement: _Statement = field(default_factory=_Statement)
    _booking: tuple[int, Line] | None = None
    _text: list[str] = field(default_factory=list)
    _currency_assumed: bool = False
    _is_ended: bool = False

    def take(self, line: int, tag: str, lines: list[str]) -> Iterator[Record | Problem]:
        """Take one field and yield what it completes."""
        if self._booking is not None and (tag == "86" or (tag == "25" and _CODED_TEXT.match(lines[0]))):
            self._text.extend(lines)
            return
        if self._booking is not None and tag == "NS":
            return
        yield from self._booked()
        value = lines[0].strip() if lines else ""
        if tag == "61":
            yield from self._take_booking(line, lines)
            return
        if tag == "20" or (self._is_ended and tag in _OPENING_TAGS):
            self._statement, self._is_ended = _Statement(line), False
        if tag == "25":
            self._statement.account = _account(value)
            self._note_currency(_ACCOUNT_CURRENCY.search(value))
        elif tag in {"28C", "28"}:
            self._statement.number = value
        elif tag in {"60F", "60M", "62F", "62M"}:
            self._note_currency(_BALANCE.match(value))
            yield from self._tell()
        elif tag == "34F":
            self._note_currency(re.match(r"([A-Z]{3})", value))
        elif tag == "-":
            self._is_ended = True

    def finish(self) -> Iterator[Record | Problem]:
        """Yield what the end of the file completes."""
        yield from self._booked()

    def _note_currency(self, match: re.Match[str] | None) -> None:
        if match is not None:
            self._statement.currency = match[1]

    def _tell(self) -> Iterator[Statement]:
        """Yield the statement once, before its first booking."""
        statement = self._statement
        if not statement.is_told:
            statement.is_told = True
            self.found += 1
            yield Statement(Origin(self.file, statement.line or 1), statement.number, statement.account)

    def _take_booking(self, line: int, lines: list[str]) -> Iterator[Record | Problem]:
        yield from self._tell()
        booking = line_of(lines)
        if booking is None:
            self.found += 1
            yield Problem("bank_line_unreadable", self.file, line, {"value": lines[0][:60]})
        else:
            self._booking, self._text = (line, booking), []

    def _booked(self) -> Iterator[Record | Problem]:
        """Yield the booking whose text is now complete."""
        if self._booking is None:
            return
        line, booking = self._booking
        self._booking = None
        if not self._statement.currency and not self._currency_assumed:
            self._currency_assumed = True
            yield Problem("bank_currency_assumed", self.file, line, {"value": self.base_currency})
        if booking.is_day_corrected:
            yield Problem("bank_date_assumed", self.file, line, {"value": booking.on.isoformat(), "statement": ""})
        self.found += 1
        yield self._entry(line, booking, details_of(self._text))

    def _entry(self, line: int, booking: Line, details: Details) -> BankEntry:
        statement = self._statement
        return BankEntry(
            Origin(self.file, line),
            booking.on,
            booking.amount,
            statement.currency or self.base_currency,
            purpose=details.purpose or booking.remark,
            counterparty=Party(name=details.payer(booking.amount > 0), iban=details.iban),
            kind=_kind(booking, details.code),
            reference=details.reference or booking.reference,
            account=statement.account,
            statement=statement.number,
        )


def _account(value: str) -> str:
    """Return the account as an IBAN where the file tells enough, so that it is the same account as in other exports."""
    compact = _ACCOUNT_CURRENCY.sub("", value.replace(" ", ""))
    german = _GERMAN_ACCOUNT.fullmatch(compact)
    if german is None:
        return compact
    basic = f"{german[1]}{german[2]:0>10}"
    check = 98 - int(f"{basic}131400") % 97  # 1314 stands for DE
    return f"DE{check:02d}{basic}"


def _kind(booking: Line, code: str) -> EntryKind:
    if booking.is_expected:
        return "pending"
    if booking.is_reversal or code in _RETURN_CODES:
        return "refund" if booking.amount < 0 else "other"
    return "fee" if code in _FEE_CODES and booking.amount < 0 else "payment"
