"""Facts to plain JSON values and back, by the type hints of the dataclasses that hold them; nothing is guessed."""

import types
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Plain = None | bool | int | str | list[Any] | dict[str, Any]
T = TypeVar("T")


def to_plain(value: object) -> Plain:
    """Return a value as JSON holds it: days and amounts as text, tuples as lists, dataclasses as objects."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: type[T], value: object) -> T:
    """Return a dataclass from its plain form; fields that are not there keep their defaults.

    Raises:
        TypeError, ValueError: the value does not have that form.
    """
    return _dataclass(kind, value)  # type: ignore[no-any-return]


def _dataclass(kind: Any, value: object) -> Any:
    if not isinstance(value, Mapping):
        raise TypeError(f"{kind.__name__} needs an object")
    hints: dict[str, Any] = _hints(kind)
    return kind(**{name: _decoded(hints[name], item) for name, item in value.items() if name in hints})


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _decoded(hint: Any, value: object) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _optional(hint, value)
    if origin is Literal:
        if value not in get_args(hint):
            raise ValueError(f"{value!r} is not one of {get_args(hint)}")
        return value
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise TypeError("a list is needed")
        return tuple(_decoded(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint):
        return _dataclass(hint, value)
    return _scalar(hint, value)


def _optional(hint: Any, value: object) -> Any:
    if value is None:
        return None
    inner = [part for part in get_args(hint) if part is not type(None)]
    return _decoded(inner[0], value)


def _scalar(hint: Any, value: object) -> Any:
    if hint is bool or hint is int:
        if type(value) is not hint:
            raise TypeError(f"{value!r} is no {hint.__name__}")
        return value
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is Decimal:
        return Decimal(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return value
