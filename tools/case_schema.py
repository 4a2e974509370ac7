"""Writes docs/reference/case.schema.json: the JSON of the case verbs, its objects taken from the types they come from.

Run: python -m tools.case_schema
"""

import json
import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from cleanbreak.cases.contents import CONTENT_OF, Decided
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.due import DueItem
from cleanbreak.cases.facts import Obligation, SettlementFacts
from cleanbreak.cases.nextstep import NextStep
from cleanbreak.cases.options import EndOption
from cleanbreak.cases.packs import PACKS
from cleanbreak.cases.stages import Stage, Step

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "case.schema.json"
DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d"}
AMOUNT = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
SIMPLE: dict[Any, dict[str, Any]] = {
    str: TEXT,
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: DAY,
    datetime: MOMENT,
    Decimal: AMOUNT,
    types.NoneType: {"type": "null"},
}


def of_type(hint: Any) -> dict[str, Any]:
    """Return the schema of a value that has this type in the program."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [of_type(part) for part in inner]}
    if origin in (tuple, list):
        return {"type": "array", "items": of_type(inner[0])}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    if is_dataclass(hint):
        return of_dataclass(hint)
    if hasattr(hint, "__value__"):
        return of_type(hint.__value__)
    raise TypeError(f"{hint} has no schema")


def of_dataclass(kind: Any, **more: Any) -> dict[str, Any]:
    """Return the schema of a dataclass as an object with exactly its fields."""
    hints = get_type_hints(kind)
    found = {f.name: of_type(hints[f.name]) for f in fields(kind)}
    required = [f.name for f in fields(kind)]
    return {
        "type": "object",
        "properties": {**found, **more},
        "required": [*required, *more],
        "additionalProperties": False,
    }


def document(title: str, **properties: Any) -> dict[str, Any]:
    """Return the schema of what one verb prints; every key is always there."""
    return {
        "title": title,
        "type": "object",
        "properties": {"schema": {"const": 1}, **properties},
        "required": ["schema", *properties],
        "additionalProperties": False,
    }


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _event(step: Step) -> dict[str, Any]:
    """Return an entry of the timeline; words that were erased leave null."""
    kind = CONTENT_OF.get(step)
    content = _nullable(of_dataclass(kind)) if kind is not None else {}
    return _object(step={"const": step.value}, on=DAY, content=content)


def schema() -> dict[str, Any]:
    """Return the whole schema: one definition for each verb."""
    show = document(
        "cleanbreak case show --format json",
        number=TEXT,
        client=TEXT,
        stage=of_type(Stage),
        last_day=_nullable(DAY),
        contract=_nullable(of_dataclass(Contract)),
        decided=_nullable(of_dataclass(Decided)),
        settlement=_nullable(of_dataclass(SettlementFacts)),
        events={"type": "array", "items": {"anyOf": [_event(step) for step in CONTENT_OF]}, "minItems": 1},
        due={"type": "array", "items": of_dataclass(DueItem, days_late=COUNT)},
        next=_object(code=of_type(NextStep), text=TEXT),
        timeline=_object(length=COUNT, head=HASH),
    )
    options = document(
        "cleanbreak case options --format json",
        received_on=DAY,
        options={"type": "array", "items": of_dataclass(EndOption), "minItems": 1},
    )
    settle = document("cleanbreak case settle --format json", settlement=of_dataclass(SettlementFacts), disclaimer=TEXT)
    owed = document(
        "cleanbreak case obligations --format json",
        open=COUNT,
        obligations={"type": "array", "items": of_dataclass(Obligation)},
    )
    check = document(
        "cleanbreak case check --format json",
        profession={"enum": list(PACKS)},
        asked=COUNT,
        missing={"type": "array", "items": _object(code=TEXT, text=TEXT, source=TEXT)},
    )
    broken = _object(entry={"type": "integer"}, code=TEXT)
    chain = _object(case=TEXT, length=COUNT, head=TEXT, breaks={"type": "array", "items": broken})
    timeline = document(
        "cleanbreak timeline verify --format json",
        ok={"type": "boolean"},
        timelines={"type": "array", "items": chain},
    )
    verbs = {"show": show, "options": options, "settle": settle, "obligations": owed, "check": check}
    verbs["timeline_verify"] = timeline
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What the case verbs print with --format json",
        "description": "Version 1. Amounts are decimal texts, days are YYYY-MM-DD. One definition for each verb.",
        "$defs": verbs,
    }


def text() -> str:
    """Return the file's text."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
