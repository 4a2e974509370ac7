"""Public holidays of a named region as a set of days; a local holiday counts only where the region says so."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays

from cleanbreak.cases.errors import UnknownRegionError

LOCAL_QUESTION = {"DE-BY": "holiday_15_august"}
"""Regions in which one holiday depends on the town: what to ask."""


@lru_cache(maxsize=64)
def _days(region: str, year: int) -> frozenset[date]:
    place, _, category = region.partition("+")
    country, _, part = place.partition("-")
    categories = ("public", category) if category else ("public",)
    try:
        found = holidays.country_holidays(country.upper(), subdiv=part or None, years=year, categories=categories)
    except (NotImplementedError, ValueError, KeyError) as error:
        raise UnknownRegionError(region=region) from error
    return frozenset(found)


def holidays_of(region: str, years: Iterable[int]) -> frozenset[date]:
    """Return the public holidays of a region such as "DE-NW" or "DE-BY+catholic"; none for an empty name.

    Raises:
        UnknownRegionError: the calendar does not know the region.
    """
    if not region:
        return frozenset()
    return frozenset().union(*(_days(region, year) for year in years))


def local_question(region: str) -> str:
    """Return the code of the question that the region leaves open, or nothing."""
    return LOCAL_QUESTION.get(region.upper(), "")
