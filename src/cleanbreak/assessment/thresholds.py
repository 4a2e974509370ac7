"""The lines of the advice, as data with their origin (`thresholds.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Threshold:
    """One line: its exact value, whether it is published or ours, and where it comes from."""

    value: Fraction
    origin: str
    source: str


@cache
def thresholds() -> Mapping[str, Threshold]:
    """Return all lines by name."""
    text = files("cleanbreak.assessment").joinpath("thresholds.toml").read_text(encoding="utf-8")
    return {
        name: Threshold(Fraction(Decimal(entry["value"])), entry["origin"], entry["source"])
        for name, entry in tomllib.loads(text).items()
    }


def line(name: str) -> Fraction:
    """Return the exact value of one line."""
    return thresholds()[name].value
