"""What DATEV account numbers and tax keys mean, in the standard charts SKR03 and SKR04.

Sources: DATEV standard charts of accounts SKR03 and SKR04 (ranges as taught in German bookkeeping) and the statutory VAT rates,
16 % and 5 % from July to December 2020.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Side = Literal["customer", "supplier", "revenue", "money", "expense", "other"]
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of accounts: which ranges of four digits are revenue, money and expense, and which carry a tax by themselves."""

    name: str
    revenue: Ranges
    money: Ranges
    expense: Ranges
    full_rate: Ranges
    reduced_rate: Ranges


SKR03 = Chart(
    "SKR03",
    revenue=((8000, 8999),),
    money=((1000, 1299), (1360, 1369)),
    expense=((3000, 3969), (4000, 4999)),
    full_rate=((8340, 8349), (8400, 8409), (3400, 3409)),
    reduced_rate=((8300, 8309), (3300, 3309)),
)
SKR04 = Chart(
    "SKR04",
    revenue=((4000, 4999),),
    money=((1460, 1469), (1600, 1899)),
    expense=((5000, 6999),),
    full_rate=((4340, 4349), (4400, 4409), (5400, 5409)),
    reduced_rate=((4300, 4309), (5300, 5309)),
)

_FULL_KEYS = frozenset({"3", "9", "5", "7"})
_REDUCED_KEYS = frozenset({"2", "8", "4", "6"})
_LOWERED_FROM, _LOWERED_TO = date(2020, 7, 1), date(2020, 12, 31)


def side_of(account: str, length: int, chart: Chart) -> Side:
    """Return what an account is. Accounts of persons have one digit more than the others, which `length` counts."""
    digits = account.strip()
    if not digits.isdecimal():
        return "other"
    if len(digits) == length + 1:
        return "customer" if "1" <= digits[0] <= "6" else "supplier"
    number = int(digits.zfill(length)[:4])
    if _within(number, chart.revenue):
        return "revenue"
    if _within(number, chart.money):
        return "money"
    return "expense" if _within(number, chart.expense) else "other"


def tax_percent(account: str, length: int, key: str, on: date, chart: Chart) -> Decimal:
    """Return the VAT in a gross sum: by its tax key, else by the account that carries one itself, else none."""
    lowered = _LOWERED_FROM <= on <= _LOWERED_TO
    full, reduced = (Decimal(16), Decimal(5)) if lowered else (Decimal(19), Decimal(7))
    key = key.strip().lstrip("0")
    if key:
        kind = key[-1] if len(key) == 1 or key[0] == "2" else ""
        return full if kind in _FULL_KEYS else reduced if kind in _REDUCED_KEYS else Decimal(0)
    number = int(account.strip().zfill(length)[:4])
    if _within(number, chart.full_rate):
        return full
    return reduced if _within(number, chart.reduced_rate) else Decimal(0)


def _within(number: int, ranges: Ranges) -> bool:
    return any(first <= number <= last for first, last in ranges)
