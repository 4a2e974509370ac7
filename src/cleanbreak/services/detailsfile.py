"""Reads the file of --details: what an invoice needs to know of both sides, written once instead of typed as options."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cleanbreak.cases.facts import IssuedInvoice
from cleanbreak.errors import SettingsError
from cleanbreak.services.invoicing import Parties

OURS = ("name", "lines", "country", "vat_id", "tax_number", "register", "iban", "email", "phone", "contact")
CLIENT = ("lines", "country", "vat_id", "email", "phone", "contact")
PRECEDING = ("number", "date", "net", "vat")
TABLES: Mapping[str, tuple[str, ...]] = {"ours": OURS, "client": CLIENT}


def read_details(path: Path) -> tuple[Parties, tuple[IssuedInvoice, ...]]:
    """Return both sides and the preceding invoices.

    Raises:
        SettingsError: the file is no TOML, or holds a name or value that is not understood.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(path, f"this is no TOML ({error})", "Correct it, or use the options instead.") from error
    unknown = sorted(set(found) - {*TABLES, "preceding"})
    if unknown:
        raise _refused(path, f"{unknown[0]} is not known", "Tables are [ours], [client] and [[preceding]].")
    sides = {name: _side(path, name, found.get(name, {}), known) for name, known in TABLES.items()}
    rows = found.get("preceding", [])
    if not isinstance(rows, list):
        raise _refused(path, "preceding is no list", "Write one [[preceding]] for each invoice.")
    return Parties(sides["ours"], sides["client"]), tuple(_preceding(path, row) for row in rows)


def _side(path: Path, name: str, table: Any, known: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(table, Mapping):
        raise _refused(path, f"{name} is no table", f"Write [{name}] and its fields below.")
    fields: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise _refused(path, f"[{name}] has no field {key}", f"Fields are {', '.join(known)}.")
        lines = isinstance(value, list) and all(isinstance(line, str) for line in value)
        if (key == "lines") != lines or not (lines or isinstance(value, str)):
            raise _refused(path, f"[{name}] {key} is no text", 'Write it in quotes; lines as ["street", "town"].')
        fields[key] = tuple(value) if lines else value
    return fields


def _preceding(path: Path, row: Any) -> IssuedInvoice:
    if not isinstance(row, Mapping) or set(row) - set(PRECEDING):
        raise _refused(path, "[[preceding]] is not understood", f"Fields are {', '.join(PRECEDING)}.")
    number, on = row.get("number"), row.get("date")
    if not isinstance(number, str) or type(on) is not date:
        raise _refused(path, "[[preceding]] needs number and date", 'Write number = "RE-1" and date = 2026-03-01.')
    return IssuedInvoice(number, on, _amount(path, row, "net"), _amount(path, row, "vat"))


def _amount(path: Path, row: Mapping[str, Any], name: str) -> Decimal | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite() or value < 0:
        raise _refused(path, f"{name} = {value} is no amount", "Write it as 500.00.")
    return Decimal(value)


def _refused(path: Path, what: str, todo: str) -> SettingsError:
    return SettingsError(file=str(path), what=what, todo=todo)
