"""Division of values that may be gaps."""

from fractions import Fraction

from cleanbreak.measures.totals import Gap, Value


def ratio(numerator: Value, denominator: Value, empty: str) -> Value:
    """Return numerator / denominator; a gap of either passes through, and a divisor of zero or less is the gap `empty`."""
    if isinstance(numerator, Gap):
        return numerator
    if isinstance(denominator, Gap):
        return denominator
    return Gap(empty) if denominator <= 0 else Fraction(numerator) / Fraction(denominator)


def difference(left: Value, right: Value) -> Value:
    """Return left - right; a gap of either passes through."""
    if isinstance(left, Gap):
        return left
    if isinstance(right, Gap):
        return right
    return Fraction(left) - Fraction(right)
