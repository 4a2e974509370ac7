"""Off hours, at the edges."""

from datetime import date, datetime

import pytest

from cleanbreak.measures.strain.off_hours_share import is_off_hours

NONE: frozenset[date] = frozenset()


@pytest.mark.parametrize(
    ("at", "off"),
    [
        ("2025-02-03T07:59:59", True),
        ("2025-02-03T08:00:00", False),
        ("2025-02-03T18:59:59", False),
        ("2025-02-03T19:00:00", True),
        ("2025-02-08T12:00:00", True),
        ("2025-02-09T12:00:00", True),
    ],
)
def test_the_day_runs_from_eight_until_just_before_nineteen(at: str, off: bool) -> None:
    assert is_off_hours(datetime.fromisoformat(at), NONE) is off


def test_a_public_holiday_is_off() -> None:
    assert is_off_hours(datetime(2025, 5, 1, 12), frozenset({date(2025, 5, 1)}))
