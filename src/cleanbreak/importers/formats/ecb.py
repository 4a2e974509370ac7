"""Reference rates: the ECB's history and daily CSV, its XML, and any CSV of days against currency codes."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.amounts import plain_amount, plain_day
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import is_blank, normalized, open_table, sniff
from cleanbreak.importers.xml import BrokenXmlError, root_of, walk
from cleanbreak.ledger.records import ExchangeRate, Origin, Problem, Record

NAME = "ecb"

_CODE = re.compile(r"[A-Z]{3}")
_SERIES = re.compile(r"EXR\.D\.([A-Z]{3})\.EUR\.SP00\.A")
_DAY_NAMES = frozenset({"date", "datum", "day", "tag"})


def recognize(source: Source) -> int:
    """Certain by a header of a day and nothing but currency codes, or by the namespace of the XML."""
    root = root_of(source.head)
    if root is not None:
        return 95 if "eurofxref" in root.head and "Cube" in root.head else 0
    layout = sniff(source)
    return 95 if layout is not None and _is_header(layout.header) else 0


def _is_header(cells: Sequence[str]) -> bool:
    if not cells or normalized(cells[0]) not in _DAY_NAMES:
        return False
    names = [cell.strip() for cell in cells[1:] if cell.strip()]
    return any(map(_currency, names)) and all(_currency(name) or name == "TIME PERIOD" for name in names)


def _currency(header: str) -> str:
    """Return the currency a column is for, empty when it is for none."""
    header = header.strip()
    if _CODE.fullmatch(header):
        return header
    series = _SERIES.search(header)
    return series[1] if series else ""


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one rate per day and currency; `N/A` cells and missing days are simply absent."""
    if root_of(source.head) is not None:
        yield from _read_xml(source, options)
        return
    table = open_table(source, options, is_header=_is_header)
    currencies = [(place, code) for place, name in enumerate(table.header) if (code := _currency(name))]
    base = options.base_currency if any(code == "EUR" for _, code in currencies) else "EUR"
    notation = table.notation(dates=[0], quantities=[place for place, _ in currencies])
    yield from notation.problems
    for line, cells in table.rows():
        on = notation.date(cells[0])
        if on is None:
            yield Problem("bad_date", source.name, line, {"value": cells[0][:80]})
            continue
        for place, code in currencies:
            if code == base or is_blank(cells[place]):
                continue
            rate = notation.number(cells[place], place)
            yield _rate(source.name, line, on, (code, base), rate, cells[place])
    yield from table.faults


def _rate(
    file: str, line: int, on: date, pair: tuple[str, str], rate: Decimal | None, text: str
) -> ExchangeRate | Problem:
    if rate is None or rate <= 0:
        return Problem("bad_rate", file, line, {"value": text[:80], "currency": pair[0]})
    return ExchangeRate(Origin(file, line), on, pair[0], rate, pair[1])


def _read_xml(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Read nested `Cube` elements: the outer ones carry a day, the inner ones currency and rate."""
    count = 0
    cube = frozenset({"Cube"})
    try:
        with source.open() as stream:
            for element, day in walk(stream, source.name, options.limits, records=cube, contexts=cube):
                code = element.get("currency", "")
                on = plain_day(day.get("time", "") if day is not None else "")
                if not code or on is None:
                    continue
                count += 1
                text = element.get("rate", "")
                yield _rate(source.name, count, on, (code, "EUR"), plain_amount(text), text)
    except BrokenXmlError as error:
        if not count:
            raise
        yield Problem("xml_broken_off", source.name, count, {"what": str(error.params["what"])})
    if not count:
        raise UnreadableError(
            file=source.name, what="the XML holds no exchange rates", todo="Please download the rates again"
        )
