"""Exact sums of many fractions, and the one place where a published value is rounded."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction


class ExactSum:
    """A running sum of fractions, kept as one integer per denominator and divided once, at the end.

    Adding is an integer addition; sums of hundreds of thousands of rows stay exact without growing slow.
    """

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        self._parts: dict[int, int] = defaultdict(int)

    def add(self, value: Fraction | int) -> None:
        """Add an exact value."""
        self._parts[value.denominator] += value.numerator

    def merge(self, other: "ExactSum") -> None:
        """Add all of another sum."""
        for denominator, numerator in other._parts.items():
            self._parts[denominator] += numerator

    def total(self) -> Fraction:
        """Return the exact sum."""
        terms = [Fraction(numerator, denominator) for denominator, numerator in sorted(self._parts.items())]
        while len(terms) > 1:
            terms = [sum(terms[i : i + 2], Fraction(0)) for i in range(0, len(terms), 2)]
        return terms[0] if terms else Fraction(0)

    def __bool__(self) -> bool:
        """Tell whether anything was ever added."""
        return bool(self._parts)


def rounded(value: Fraction | int, places: int) -> Decimal:
    """Return a value rounded half away from zero to a number of decimal places, with exactly those places."""
    scale = 10**places
    scaled = Fraction(value) * scale
    quotient, remainder = divmod(abs(scaled.numerator), scaled.denominator)
    if 2 * remainder >= scaled.denominator:
        quotient += 1
    return Decimal(-quotient if scaled < 0 else quotient).scaleb(-places)


def published(value: Fraction | int, places: int) -> str:
    """Return the decimal string of a rounded value; a rounded zero has no sign."""
    number = rounded(value, places)
    return format(abs(number) if number == 0 else number, "f")
