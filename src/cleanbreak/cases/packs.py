"""What each profession must say when it leaves and what it still owes at the end: lists as data, with their sources."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from cleanbreak.cases.errors import UnknownPackError

PACKS = (
    "freelancer",
    "agency",
    "msp",
    "tax_adviser_de",
    "accountant_uk",
    "accountant_us",
    "lawyer",
    "doctor",
    "therapist",
    "photographer",
    "coach",
)
Anchor = Literal["call", "receipt", "last_day"]
Owner = Literal["us", "client"]


@dataclass(frozen=True, slots=True)
class PackItem:
    """One thing a leaving letter must say. `patterns` per language: any alternative, all of its parts in one sentence."""

    code: str
    text: Mapping[str, str]
    source: str
    patterns: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed at the end: by whom, how many days from which event, on what basis."""

    code: str
    text: Mapping[str, str]
    owner: Owner
    anchor: Anchor
    days: int
    basis: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A profession's list. `needs_takeover`: nobody may be left at once without somebody who takes over."""

    name: str
    title: Mapping[str, str]
    items: tuple[PackItem, ...]
    duties: tuple[Duty, ...]
    needs_takeover: bool
    duty_list: Mapping[str, str]


@cache
def pack_of(name: str) -> Pack:
    """Return a profession's list.

    Raises:
        UnknownPackError: there is none of that name; the error lists the known ones.
    """
    if name not in PACKS:
        raise UnknownPackError(profession=name, known=", ".join(PACKS))
    data = _load(name)
    return Pack(
        name=name,
        title=data["title"],
        items=tuple(_item(raw) for raw in data["items"]),
        duties=tuple(duty_from(raw, "profession") for raw in data.get("duties", [])),
        needs_takeover=bool(data.get("needs_takeover", False)),
        duty_list=data.get("duty_list", {}),
    )


def duty_from(raw: Mapping[str, Any], basis: str) -> Duty:
    """Return a duty from its table."""
    return Duty(
        code=raw["code"],
        text={"de": raw["de"], "en": raw["en"]},
        owner=cast(Owner, raw["owner"]),
        anchor=cast(Anchor, raw["anchor"]),
        days=int(raw["days"]),
        basis=raw.get("basis", basis),
        when=raw.get("when", ""),
    )


def _item(raw: Mapping[str, Any]) -> PackItem:
    shared = _shared()[raw["code"]]
    return PackItem(
        code=raw["code"],
        text={"de": raw.get("de", shared["de"]), "en": raw.get("en", shared["en"])},
        source=raw["source"],
        patterns={
            language: tuple(tuple(parts) for parts in raw.get(f"find_{language}", shared[f"find_{language}"]))
            for language in ("de", "en")
        },
    )


@cache
def _shared() -> Mapping[str, Any]:
    return _load("items")


def _load(name: str) -> dict[str, Any]:
    source = files("cleanbreak.cases").joinpath("professions", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
