"""Exact sums and the one rounding."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbreak.ledger.exact import ExactSum, published

FRACTIONS = st.fractions(min_value=-10_000, max_value=10_000, max_denominator=500)


@given(st.lists(FRACTIONS), st.randoms())
def test_a_sum_is_exact_in_any_order_and_any_split(values: list[Fraction], random: object) -> None:
    shuffled = values[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    half = len(values) // 2
    left, right = ExactSum(), ExactSum()
    for value in shuffled[:half]:
        left.add(value)
    for value in shuffled[half:]:
        right.add(value)
    left.merge(right)
    assert left.total() == sum(values, Fraction(0))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(4999, 1_000_000), 2, "0.00"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(24, 28) * 1, 4, "0.8571"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(0), 2, "0.00"),
    ],
)
def test_rounding_goes_half_away_from_zero_and_zero_has_no_sign(value: Fraction, places: int, text: str) -> None:
    assert published(value, places) == text
