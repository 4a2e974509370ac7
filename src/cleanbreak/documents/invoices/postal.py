"""Takes an address apart as EN 16931 wants it: street, post code, town; the country has its code already."""

import re
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from cleanbreak.cases.facts import Address
from cleanbreak.documents.templates.filling import one_line

TOWN = re.compile(r"^(?:[A-Z]{1,3}[- ])?(\d{4,5})\s+(\S.*)$")
STREETS = 3


@dataclass(frozen=True, slots=True)
class Postal:
    """An address in parts; town and post code are empty where no line has the form of both."""

    streets: tuple[str, ...]
    post_code: str
    town: str


def postal(address: Address) -> Postal:
    """Return the parts; a line that only names the country is left out, lines too many go into the last one."""
    lines = [one_line(line) for line in address.lines]
    lines = [line for line in lines if line and line.casefold() not in _country_names(address.country)]
    town = next((n for n in range(len(lines) - 1, -1, -1) if TOWN.match(lines[n])), None)
    found = TOWN.match(lines[town]) if town is not None else None
    streets = [line for n, line in enumerate(lines) if n != town]
    if len(streets) > STREETS:
        streets = [*streets[: STREETS - 1], ", ".join(streets[STREETS - 1 :])]
    return Postal(tuple(streets), found[1] if found else "", found[2] if found else "")


def _country_names(code: str) -> set[str]:
    names = {code.casefold()}
    for language in ("de", "en"):
        try:
            names.add(str(Locale(language).territories.get(code, code)).casefold())
        except UnknownLocaleError:  # pragma: no cover
            continue
    return names
