"""Invoices and expenses of the example practice, from its hours and its list of costs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from cleanbreak.examples.cast import Client, clients, is_workday, load
from cleanbreak.examples.plan import Bill, Cost, Work, half_up, month_end, month_of, months_between

VAT = 19
FIRST_INVOICE = {2024: 58, 2025: 1, 2026: 1}
CANCELLED_MONTH, CANCELLED_ON = "2025-09", date(2025, 10, 7)
CREDIT_ON, CREDIT_NET = date(2026, 3, 20), -12_000


@dataclass(slots=True)
class _Draft:
    on: date
    client: Client
    net: int
    subject: str
    kind: str = "invoice"


def plan_costs(as_of: date) -> list[Cost]:
    """Return all expenses by date: those for clients from the cast, and the overhead of every month."""
    names = {client.key: client.name for client in clients()}
    rows: list[tuple[date, str, str, str, int, str, bool, str]] = []
    for data in load("cast.toml")["expense"]:
        key = data.get("client", "")
        center = names.get(key, "") if data.get("by", "center") == "center" else ""
        again = data.get("again", False)
        text = data["text"] + (", weiterberechnet" if again and "weiterberechnet" not in data["text"] else "")
        rows.append((data["on"], data["supplier"], data["category"], text, data["net"], key, again, center))
        if second := data.get("second"):
            rows.append((data["on"], data["supplier"], second[0], second[1], second[2], key, again, center))
    for first in months_between(load("cast.toml")["period_start"], as_of):
        rows.append(
            (
                first.replace(day=3),
                "Programmwerk",
                "Software",
                "Monatsabo Gestaltungssoftware",
                5041,
                "",
                False,
                "",
            )
        )
        rows.append(
            (
                first.replace(day=17),
                "Telefonie Rheinland",
                "Telekommunikation",
                "Telefon und Internet",
                3357,
                "",
                False,
                "",
            )
        )
    return _numbered(sorted(r for r in rows if r[0] <= as_of))


def _numbered(rows: list[tuple[date, str, str, str, int, str, bool, str]]) -> list[Cost]:
    numbers: dict[tuple[date, str], str] = {}
    costs = []
    for on, supplier, category, text, net, key, again, center in rows:
        number = numbers.setdefault((on, supplier), f"B-{len(numbers) + 1:04d}")
        costs.append(Cost(number, on, supplier, category, text, net, VAT, key, again, center))
    return costs


def plan_bills(work: list[Work], costs: list[Cost], as_of: date) -> list[Bill]:
    """Return all invoices, numbered by date: months, the cancelled one with its new one, a credit note, one of last year."""
    seconds: dict[tuple[str, str], int] = defaultdict(int)
    cents: dict[tuple[str, str], int] = defaultdict(int)
    for entry in work:
        if entry.billable:
            seconds[entry.client, month_of(entry.start.date())] += entry.seconds
            cents[entry.client, month_of(entry.start.date())] += entry.cents or 0
    passed: dict[tuple[str, str], int] = defaultdict(int)
    for cost in costs:
        if cost.again:
            passed[cost.client, month_of(cost.on)] += cost.net
    drafts = []
    for first in months_between(load("cast.toml")["period_start"], as_of):
        for client in clients():
            key = (client.key, month_of(first))
            if client.works_in(first):
                on = _issued_on(client, first)
                net = _worth(client, seconds[key], cents[key]) + passed[key]
                drafts.append(_Draft(on, client, net, _subject(client, first)))
    return _issue(drafts + _special(drafts))


def _issued_on(client: Client, first: date) -> date:
    if client.get("bills") == "retainer":
        day = first.replace(day=2)
        while not is_workday(day):
            day += timedelta(days=1)
        return day
    day = first.replace(day=20) if client.get("bills") == "once" else month_end(first)
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def _worth(client: Client, seconds: int, cents: int) -> int:
    if client.get("amount"):
        return int(client.data["amount"])
    if client.get("invoice_rate"):
        return half_up(seconds * int(client.data["invoice_rate"]), 3600)
    return cents


def _subject(client: Client, first: date) -> str:
    month = load("texts/letters.toml")["months"][client.language][first.month - 1]
    what = {"fixed": "Pauschale", "retainer": "Retainer"}.get(client.get("bills", ""), "")
    what = what or ("Services" if client.language == "en" else "Leistungen")
    return f"{what} {month} {first.year}"


def _special(drafts: list[_Draft]) -> list[_Draft]:
    wrong = next(d for d in drafts if d.client.key == "nordlicht" and month_of(d.on) == CANCELLED_MONTH)
    rehberg = next(d.client for d in drafts if d.client.key == "rehberg")
    return [
        _Draft(date(2024, 12, 20), wrong.client, 412_000, "Leistungen Dezember 2024"),
        _Draft(CANCELLED_ON, wrong.client, -wrong.net, "Stornorechnung", "cancellation"),
        _Draft(CANCELLED_ON, wrong.client, wrong.net, "Leistungen September 2025, Bestellung 4500017733"),
        _Draft(CREDIT_ON, rehberg, CREDIT_NET, "Gutschrift Kartons", "credit_note"),
    ]


def _issue(drafts: list[_Draft]) -> list[Bill]:
    following = dict(FIRST_INVOICE)
    bills: list[Bill] = []
    for draft in sorted(drafts, key=lambda d: d.on):
        number = f"RE-{draft.on.year}-{following[draft.on.year]:03d}"
        following[draft.on.year] += 1
        client = draft.client
        gross = draft.net + half_up(draft.net * int(client.get("vat", VAT)), 100)
        name, address = client.billed_as(draft.on)
        due = draft.on + timedelta(days=int(client.get("term", 14)))
        bill = Bill(
            number,
            client.key,
            draft.on,
            due,
            draft.net,
            gross,
            client.currency,
            name,
            address,
            draft.subject,
            draft.kind,
        )
        if draft.kind == "cancellation":
            wrong = next(b for b in bills if b.client == client.key and month_of(b.on) == CANCELLED_MONTH)
            bill.subject = f"Stornorechnung zu {wrong.number}"
        bills.append(bill)
    return bills
