"""Kimai: the timesheets of its interface (`/api/timesheets`), a JSON list."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import ijson

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import parse_instant
from cleanbreak.importers.tables.timerows import elapsed_seconds
from cleanbreak.ledger.records import Origin, Problem, Record, TimeEntry

NAME = "kimai_json"


def recognize(source: Source) -> int:
    """A list of objects that have a begin, a duration and an activity."""
    head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"["):
        return 0
    keys = (b'"begin"', b'"duration"', b'"activity"', b'"project"')
    return 90 if all(key in head for key in keys) else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield a time entry per object; running timesheets (no end yet) are told as problems."""
    zone = ZoneInfo(options.timezone)
    named = True
    row = 0
    with source.open() as stream:
        try:
            for row, item in enumerate(ijson.items(stream, "item"), start=1):
                if not isinstance(item, Mapping):
                    yield Problem("not_a_record", source.name, row)
                    continue
                if named and not isinstance(item.get("project"), Mapping):
                    named = False
                    yield Problem("projects_by_id_only", source.name, row)
                yield _entry(source.name, row, item, zone)
        except (ijson.JSONError, UnicodeDecodeError) as fault:
            if row == 0:
                raise UnreadableError(
                    file=source.name, what="the JSON is broken at its start", todo="Export it again"
                ) from fault
            yield Problem("json_cut_off", source.name, row + 1)


def _entry(file: str, row: int, item: Mapping[str, Any], zone: ZoneInfo) -> TimeEntry | Problem:
    start, end = parse_instant(_text(item.get("begin"))), parse_instant(_text(item.get("end")))
    if start is None:
        return Problem("bad_date", file, row, {"value": _text(item.get("begin"))[:80]})
    if end is None:
        return Problem("entry_still_running", file, row, {"value": _text(item.get("begin"))[:80]})
    seconds = _seconds(item.get("duration"), start, end, zone)
    if seconds < 0:
        return Problem("end_before_start", file, row, {"value": f"{item.get('begin')} – {item.get('end')}"})
    billable = item.get("billable")
    project = item.get("project")
    customer = project.get("customer") if isinstance(project, Mapping) else None
    return TimeEntry(
        origin=Origin(file, row),
        on=(start.astimezone(zone) if start.tzinfo else start).date(),
        seconds=seconds,
        client=_name(customer),
        project=_name(project),
        task=_name(item.get("activity")),
        description=_text(item.get("description")),
        user=_name(item.get("user")),
        billable=billable is not False,
        billable_known=isinstance(billable, bool),
        start=start,
        end=end,
        rate=_money(item.get("hourlyRate")),
        amount=_money(item.get("rate")),
        currency=_text(customer.get("currency")) if isinstance(customer, Mapping) else "",
    )


def _seconds(given: object, start: datetime, end: datetime, zone: ZoneInfo) -> int:
    return int(given) if isinstance(given, int) else elapsed_seconds(start, end, zone)


def _name(value: object) -> str:
    """Return the name of a nested object, or the bare id as text."""
    if isinstance(value, Mapping):
        return next((_text(value[key]) for key in ("name", "alias", "username", "id") if value.get(key)), "")
    return _text(value)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _money(value: object) -> Decimal | None:
    """Return an own rate or amount; 0 means that none was set."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value) or None
