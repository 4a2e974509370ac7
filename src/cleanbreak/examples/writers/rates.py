"""Exchange rates in the layout of the European Central Bank. The rates are invented: a slow walk around a start value."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from cleanbreak.examples.plan import Dice

CURRENCIES = {"USD": 10_600, "GBP": 8_450, "CHF": 9_480}
FIRST_DAY, LAST_DAY = date(2024, 12, 2), date(2026, 6, 30)
CLOSED = frozenset(
    date.fromisoformat(day)
    for day in (
        "2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-01", "2025-12-25", "2025-12-26",
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01",
    )
)  # fmt: skip


@cache
def walk() -> dict[date, dict[str, int]]:
    """Return the rates of every banking day, in ten-thousandths of the currency per euro."""
    dice = Dice(4711)
    rates = dict(CURRENCIES)
    days: dict[date, dict[str, int]] = {}
    day = FIRST_DAY
    while day <= LAST_DAY:
        if day.weekday() < 5 and day not in CLOSED:
            for currency, start in CURRENCIES.items():
                pull = (start - rates[currency]) // 40
                rates[currency] += dice.between(-45, 45) + pull
            days[day] = dict(rates)
        day += timedelta(days=1)
    return days


def cents_per_base(currency: str, on: date) -> int:
    """Return ten-thousandths of the currency per euro on a day, or on the last earlier day with a rate."""
    if currency == "EUR":
        return 10_000
    days = walk()
    while on not in days:
        on -= timedelta(days=1)
    return days[on][currency]


def write_rates(path: Path) -> None:
    """Write the history, newest day first, with a trailing comma and a currency that has no rates any more."""
    lines = ["Date,USD,BGN,GBP,CHF,"]
    for day in sorted(walk(), reverse=True):
        row = walk()[day]
        lev = "1.9558" if day.year < 2026 else "N/A"
        cells = [f"{row[c] // 10_000}.{row[c] % 10_000:04d}" for c in ("USD", "GBP", "CHF")]
        lines.append(f"{day.isoformat()},{cells[0]},{lev},{cells[1]},{cells[2]},")
    path.write_bytes(("\n".join(lines) + "\n").encode("ascii"))
