"""Reference rates: units of a foreign currency per unit of the base currency, on a day or the last earlier one."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cleanbreak.ledger.records import ExchangeRate


class ExchangeRates:
    """Rates read from the user's files; none are built in."""

    def __init__(self, base: str, rates: Iterable[ExchangeRate] = ()) -> None:
        self.base = base
        found: dict[str, dict[date, Decimal]] = defaultdict(dict)
        for rate in sorted(rates, key=lambda r: (r.on, r.currency, r.per_base)):
            if rate.base == base and rate.per_base > 0:
                found[rate.currency][rate.on] = rate.per_base
        self._days = {currency: sorted(days) for currency, days in found.items()}
        self._rates = found

    def per_base(self, currency: str, on: date) -> Fraction | None:
        """Return foreign units per base unit on a day or the last earlier day that has one; None without any."""
        if currency in {"", self.base}:
            return Fraction(1)
        days = self._days.get(currency, [])
        index = bisect_right(days, on)
        return Fraction(self._rates[currency][days[index - 1]]) if index else None

    def to_base(self, amount: Decimal, currency: str, on: date) -> Fraction | None:
        """Return an amount in base currency, exactly; None when no rate is known."""
        rate = self.per_base(currency, on)
        return None if rate is None else Fraction(amount) / rate
