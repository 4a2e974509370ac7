"""Reads `cleanbreak.toml` from a folder."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

from cleanbreak.errors import SettingsError
from cleanbreak.importers.source import ReadOptions, TableMapping
from cleanbreak.ledger.records import Problem
from cleanbreak.ledger.settings import Settings, settings_from

SETTINGS_FILE = "cleanbreak.toml"


def load_settings(folder: Path) -> tuple[Settings, list[Problem]]:
    """Return the settings of a folder (or of a file's folder), or the defaults when it has none.

    Raises:
        SettingsError: the file is not TOML or holds an unusable value; the sentence names the place.
    """
    path = (folder if folder.is_dir() else folder.parent) / SETTINGS_FILE
    if not path.is_file():
        return Settings(), []
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            file=SETTINGS_FILE, what=f"this is not valid TOML ({error})", todo="Correct that line."
        ) from None
    return settings_from(data, SETTINGS_FILE)


def read_options(settings: Settings, as_of: date | None) -> ReadOptions:
    """Return what importers need to know of the practice."""
    return ReadOptions(
        timezone=settings.practice.timezone,
        as_of=as_of,
        base_currency=settings.practice.base_currency,
        tables=tuple(TableMapping(t.match, t.kind, t.columns) for t in settings.tables),
    )
