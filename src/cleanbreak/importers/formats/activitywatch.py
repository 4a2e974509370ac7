"""ActivityWatch: what was on the screen, second by second (JSON). It is no record of work for a client, so it yields a hint only."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import ijson

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import parse_instant, seconds_of_hours
from cleanbreak.ledger.records import Problem, Record

NAME = "activitywatch"


def recognize(source: Source) -> int:
    """An object of buckets, or one bucket, with events."""
    head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"{") or b'"events"' not in head:
        return 0
    return 90 if b'"buckets"' in head[:4096] or b'"aw-watcher' in head else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one problem that says how much was watched and between which days; no time entries."""
    count, seconds = 0, Decimal(0)
    first: datetime | None = None
    last: datetime | None = None
    with source.open() as stream:
        try:
            for path, _event, value in ijson.parse(stream):
                if path.endswith("events.item.duration") and isinstance(value, int | Decimal):
                    count += 1
                    seconds += value
                elif path.endswith("events.item.timestamp") and (moment := parse_instant(str(value))):
                    first = moment if first is None or moment.date() < first.date() else first
                    last = moment if last is None or moment.date() > last.date() else last
        except (ijson.JSONError, UnicodeDecodeError) as fault:
            if count == 0:
                raise UnreadableError(file=source.name, what="the JSON is broken", todo="Export it again") from fault
            yield Problem("json_cut_off", source.name)
    params = {
        "count": str(count),
        "hours": f"{Decimal(seconds_of_hours(seconds / 3600)) / 3600:.2f}",
        "first": first.date().isoformat() if first else "",
        "last": last.date().isoformat() if last else "",
    }
    yield Problem("activity_is_no_work_record", source.name, params=params)
