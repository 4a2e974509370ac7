"""Money in and out of the example practice: clients' payments with their oddities, and everything else on the accounts."""

from datetime import date, timedelta

from cleanbreak.examples.cast import Client, clients, is_workday, load
from cleanbreak.examples.plan import Bill, Cost, Dice, Movement, Receipt, half_up, month_of, months_between
from cleanbreak.examples.planning.billing import CANCELLED_MONTH
from cleanbreak.examples.writers.rates import cents_per_base

GARBLED = "RE-2025-017"
PAYPAL = ("PayPal Europe S.a.r.l. et Cie S.C.A.", "LU89751000135104200E")


def iban(country: str, account: str) -> str:
    """Return an IBAN with right check digits for an invented account."""
    digits = "".join(str(int(c, 36)) for c in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"


def own_iban(currency: str) -> str:
    """Return the practice's account in a currency."""
    number = {"EUR": "0014200100", "USD": "0014200840", "CHF": "0014200756"}[currency]
    return iban("DE", load("cast.toml")["owner"]["bank"] + number)


def client_iban(client: Client) -> str:
    """Return the account from which a client pays."""
    country = {"Schweiz": "CH", "Irland": "IE"}.get(client.data["country"], "DE")
    if country == "CH":
        return iban("CH", "99999" + f"{int(client.data['number']):012d}")
    if country == "IE":
        return iban("IE", "XXXX999999" + f"{int(client.data['number']):08d}")
    return iban("DE", "99940000" + f"{int(client.data['number']):010d}")


def plan_receipts(bills: list[Bill], seed: int, as_of: date) -> list[Receipt]:
    """Return the clients' payments up to a day, by date; marks each bill with what was paid."""
    dice = Dice(seed)
    receipts = []
    for client in clients():
        receipts += _payments(client, [b for b in bills if b.client == client.key], dice)
    receipts = sorted((r for r in receipts if r.on <= as_of), key=lambda r: (r.on, r.client))
    for receipt in receipts:
        for bill, cents in receipt.parts:
            bill.paid += cents
            if abs(bill.paid) >= abs(bill.gross):
                bill.paid_on = receipt.on
    return receipts


def _payments(client: Client, bills: list[Bill], dice: Dice) -> list[Receipt]:
    receipts: list[Receipt] = []
    for bill in bills:
        low, high = client.data["pays"]
        days = client.get("pays_by_month", {}).get(month_of(bill.on), dice.between(low, high))
        cancelled = client.key == "nordlicht" and month_of(bill.on) == CANCELLED_MONTH
        if not days or cancelled or bill.kind == "cancellation":
            continue
        on = _banking_day(bill.on + timedelta(days=days))
        odd = _odd(client, bill, bills, on)
        receipts += [_receipt(client, bill, on, dice)] if odd is None else odd
    return receipts


def _receipt(client: Client, bill: Bill, on: date, dice: Dice) -> Receipt:
    if client.get("paypal"):
        fee = 35 + half_up(bill.gross * 249, 10_000)
        return Receipt(client.key, on, ((bill, bill.gross),), bill.currency, bill.number, fee, "paypal")
    forms: tuple[str, ...] = (
        "{n}",
        "Rechnung {n}",
        "{n} {c}",
        "Rechnungsnr. {n} Kundennr. {k}",
        "Re.-Nr. {n} danke",
    )
    if client.language == "en":
        forms = ("INV {n}", "INVOICE {n} {c}", "PAYMENT {n}")
    form = "Rechnung RE 2025 017" if bill.number == GARBLED else dice.pick(forms)
    purpose = form.format(n=bill.number, c=bill.name, k=client.data["number"])
    return Receipt(client.key, on, ((bill, bill.gross),), bill.currency, purpose)


def _odd(client: Client, bill: Bill, bills: list[Bill], on: date) -> list[Receipt] | None:
    """The payments that are not one invoice, one amount: in parts, together, too much, without number, sent back."""
    key, month = client.key, month_of(bill.on)

    def paid(day: date, cents: int, purpose: str) -> Receipt:
        return Receipt(key, day, ((bill, cents),), bill.currency, purpose)

    if bill.kind == "credit_note":
        return [paid(date(2026, 3, 24), bill.gross, f"Gutschrift {bill.number}")]
    if (key, month) == ("steinfurth", "2025-08"):
        half = bill.gross // 2
        rest = paid(date(2025, 11, 24), bill.gross - half, f"Rest {bill.number}")
        return [paid(date(2025, 10, 21), half, f"Abschlag {bill.number}"), rest]
    if (key, month) == ("kessler", "2025-10"):
        other = next(b for b in bills if month_of(b.on) == "2025-09")
        parts = ((other, other.gross), (bill, bill.gross))
        return [Receipt(key, date(2025, 11, 20), parts, "EUR", f"{other.number} und {bill.number}")]
    if (key, month) == ("kessler", "2025-09"):
        return []
    if (key, month) == ("rehberg", "2025-11"):
        return [paid(on, bill.gross + 1000, f"Rechnung {bill.number}")]
    if (key, month) == ("rehberg", "2025-06"):
        return [paid(on, bill.gross, "Vielen Dank und bis bald auf dem Hof")]
    return None


def _banking_day(day: date) -> date:
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def plan_movements(receipts: list[Receipt], costs: list[Cost], seed: int, as_of: date) -> list[Movement]:
    """Return everything on the bank accounts by date: payments, expenses, private things, taxes, transfers."""
    dice = Dice(seed)
    by_key = {client.key: client for client in clients()}
    found: list[Movement] = []
    for receipt in receipts:
        if receipt.service == "bank":
            client = by_key[receipt.client]
            name = client.name if receipt.on >= date(2025, 7, 1) else receipt.parts[0][0].name
            found.append(
                Movement(
                    receipt.on,
                    receipt.cents,
                    receipt.currency,
                    name,
                    client_iban(client),
                    receipt.purpose,
                    receipt,
                )
            )
    found += _suppliers(costs, dice) + _payouts(receipts) + _single()
    for first in months_between(load("cast.toml")["period_start"], as_of):
        found += _monthly(first, dice)
    return sorted((m for m in found if m.on <= as_of), key=lambda m: (m.currency, m.on, m.name, m.cents))


def _suppliers(costs: list[Cost], dice: Dice) -> list[Movement]:
    vouchers: dict[tuple[str, str, date], int] = {}
    for cost in costs:
        key = (cost.number, cost.supplier, cost.on)
        vouchers[key] = vouchers.get(key, 0) + cost.net + half_up(cost.net * cost.vat, 100)
    return [
        Movement(
            _banking_day(on + timedelta(days=dice.between(2, 9))),
            -cents,
            "EUR",
            supplier,
            iban("DE", "9993000077" + number[2:].zfill(8)),
            f"Beleg {number}",
        )
        for (number, supplier, on), cents in vouchers.items()
    ]


def _payouts(receipts: list[Receipt]) -> list[Movement]:
    """What PayPal sends on to the bank, some days after each payment: no income of its own."""
    paid = [r for r in receipts if r.service == "paypal"]
    return [
        Movement(payout_day(r.on), r.cents - r.fee, "EUR", *PAYPAL, f"PP.{4400 + n}.PP ABBUCHUNG VOM PAYPAL-KONTO")
        for n, r in enumerate(paid)
    ]


def payout_day(paid_on: date) -> date:
    """Return the day on which PayPal's money arrives at the bank."""
    return _banking_day(paid_on + timedelta(days=3))


def _monthly(first: date, dice: Dice) -> list[Movement]:
    def out(day: int, cents: int, name: str, account: str, purpose: str) -> Movement:
        return Movement(_banking_day(first.replace(day=day)), -cents, "EUR", name, iban("DE", account), purpose)

    shops = ("Markthalle Sülz", "Buchladen am Ring", "Bäckerei Krings", "Fahrrad Peters")
    found = [
        out(1, 64_000, "Ateliergemeinschaft Ottostraße", "999100000000000041", "Miete Atelier"),
        out(4, 48_912, "Krankenkasse Rheinland", "999100000000000052", "Beitrag"),
        out(
            10,
            dice.between(180_000, 280_000),
            "Finanzamt Köln-Nord",
            "999100000000000063",
            f"UMSATZSTEUER {first.month:02d}/{first.year}",
        ),
        out(27, 620_000, "Clara Brandt", "999200000000000074", "Privatentnahme"),
        out(28, 150_000, "Clara Brandt", "999200000000000118", "Rücklage"),
    ]
    if first.month % 3 == 0:
        found.append(
            out(
                11,
                980_000,
                "Finanzamt Köln-Nord",
                "999100000000000063",
                f"EINKOMMENSTEUER {first.month // 3}. Quartal",
            )
        )
    for _ in range(3):
        found.append(
            out(
                dice.between(5, 26),
                dice.between(900, 8_900),
                dice.pick(shops),
                "999200000000000085",
                "Kartenzahlung",
            )
        )
    return found


def _single() -> list[Movement]:
    """Money in that is no client's, and transfers between the practice's own accounts."""
    owner = load("cast.toml")["owner"]["name"]
    rows = (
        (date(2025, 5, 22), 4_500, "Svenja Holt", "999200000000000096", "Hütte Eifel, danke!"),
        (date(2025, 9, 16), 41_230, "Finanzamt Köln-Nord", "999100000000000063", "ERSTATTUNG EINKOMMENSTEUER 2024"),
        (date(2026, 2, 12), 12_000, "Krankenkasse Rheinland", "999100000000000052", "Beitragsrückerstattung"),
        (date(2026, 4, 23), 7_500, "Renate Brandt", "999200000000000107", "Omas Geburtstag, dein Anteil zurück"),
    )
    found = [Movement(on, cents, "EUR", name, iban("DE", account), text) for on, cents, name, account, text in rows]
    for on, currency, cents in ((date(2025, 7, 16), "USD", 800_000), (date(2026, 1, 21), "CHF", 600_000)):
        euros = half_up(cents * 10_000, cents_per_base(currency, on))
        found.append(Movement(on, -cents, currency, owner, own_iban("EUR"), "Umbuchung eigenes Konto"))
        found.append(Movement(on, euros, "EUR", owner, own_iban(currency), "Umbuchung eigenes Konto"))
    return found
