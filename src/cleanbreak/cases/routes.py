"""The statutes behind the ways out that are no ordinary notice, as data per place and kind of contract."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cleanbreak.cases.contract import Contract


def statutes_of(route: str, contract: Contract) -> tuple[str, ...]:
    """Return the statutes of a way out; empty where the law names none that carries a date."""
    place = _table().get(contract.jurisdiction, {}).get(route, {})
    kind = "work" if contract.kind == "work" else "service"
    return tuple(place.get(kind, ()))


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    return tomllib.loads(files("cleanbreak.cases").joinpath("routes.toml").read_text(encoding="utf-8"))
