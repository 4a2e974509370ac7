"""Reads `cleanbreak.toml` from a folder, and writes the first one from what was inferred."""

import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from cleanbreak.assessment.review import Review
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


def settings_text(review: Review) -> str:
    """Return a settings file with what a review inferred; doubtful merges stand in it as comments."""
    practice = review.settings.practice
    lines = [
        "# What Cleanbreak inferred from your files. Correct what is wrong; lines that begin with # are ignored.",
        "[practice]",
        f"owner = {_quoted(review.owner.names[0] if review.owner.names else '')}",
        f"own_names = {_list(review.owner.names[1:])}",
        f"own_addresses = {_list(review.owner.addresses)}",
        f"timezone = {_quoted(practice.timezone)}",
        f"{'' if practice.holidays else '# '}holidays = {_quoted(practice.holidays or 'DE-NW')}  # your region",
        f"base_currency = {_quoted(practice.base_currency)}",
        f"cost_per_hour = {practice.cost_per_hour}  # what an hour costs you: rent, insurance, your pay",
        f"target_rate = {practice.target_rate}  # what an hour should bring",
        "# cash = 18000.00  # what you could live on, for the question whether you can afford to part",
        "# monthly_costs = 4500.00",
        "# other_income = 0.00",
    ]
    for client in review.clients:
        lines += [
            "",
            "[[client]]",
            f"name = {_quoted(client.client.name)}",
            f"aliases = {_list(client.client.aliases)}",
            f"domains = {_list(client.client.domains)}",
            f"addresses = {_list(client.client.addresses)}",
            "# rate = 90.00",
            "# payment_term_days = 14",
            "# strain = [{on = 2026-03-31, value = 40, note = 'private'}]  # 0 calm, 100 unbearable",
            "# repair_asked_on = 2026-03-31  # the day you asked for a change",
        ]
    if review.proposed:
        lines += ["", "# Perhaps one client each; to join two, add the second name to the first one's aliases:"]
        lines += [f"#   {m.left}  and  {m.right}" for m in review.proposed]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(_quoted(t) for t in texts) + "]"
