"""Toggl Track: clients and projects of the workspace export, JSON lists; who owns a project stands in the file beside it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.source import Limits, ReadOptions, Source
from cleanbreak.ledger.records import Origin, Problem, Project, Record

NAME = "toggl_json"


def recognize(source: Source) -> int:
    """A list of objects with a name and a workspace (`wid`, `workspace_id`)."""
    head = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"[") or not (b'"wid"' in head or b'"workspace_id"' in head):
        return 0
    return 85 if b'"id"' in head and (b'"name"' in head or b'"project_id"' in head) else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield projects with their client, or clients as projects without a name; tags, tasks and users hold no records."""
    items = _items(source.path, options.limits)
    if items is None:
        raise UnreadableError(
            file=source.name, what="the JSON is broken or too large", todo="Export the workspace again"
        )
    if not any(isinstance(item, Mapping) and item.keys() & {"client_id", "cid", "archived"} for item in items):
        yield Problem("no_records_in_file", source.name)
    clients: dict[object, str] | None = None
    for row, item in enumerate(items, start=1):
        if not isinstance(item, Mapping):
            yield Problem("not_a_record", source.name, row)
        elif "client_id" in item or "cid" in item:
            if clients is None:
                clients = _clients_beside(source.path, options.limits)
            key = item.get("client_id") or item.get("cid")
            client = str(item.get("client_name") or clients.get(key, ""))
            yield Project(Origin(source.name, row), str(item.get("name") or ""), client)
        elif "archived" in item and "name" in item:
            yield Project(Origin(source.name, row), "", str(item["name"] or ""))


def _clients_beside(path: Path, limits: Limits) -> dict[object, str]:
    items = _items(path.parent / "clients.json", limits) or []
    return {item.get("id"): str(item.get("name") or "") for item in items if isinstance(item, Mapping)}


def _items(path: Path, limits: Limits) -> list[object] | None:
    """Return the list in a JSON file, None where it is missing, too large or broken."""
    if not path.is_file() or path.stat().st_size > limits.max_record_bytes:
        return None
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None
