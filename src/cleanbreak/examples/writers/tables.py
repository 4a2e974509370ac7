"""Tables as programs export them: Toggl (time), sevDesk (invoices, vouchers), PayPal (payments)."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from cleanbreak.examples.plan import Bill, Cost, Receipt, Work, half_up

BERLIN = ZoneInfo("Europe/Berlin")
TOGGL = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)"
SEVDESK = (
    '"Rechnungs-Nr.";"Rechnungs-Datum";"Fällig am";"Bezahlt am";"Betreff";"Gesamtbetrag-Netto";"Gesamtbetrag-Brutto";'
    '"offener Betrag";"Empfänger-KdNr";"Empfänger-Adresse";"Empfänger-Land";"Währung"'
)
VOUCHERS = (
    '"Belegnummer";"Status";"Lieferant / Kunde";"Datum";"Fällig am";"Bezahlt am";"offener Betrag";"Betrag";"Position ";'
    '"Kategorie";"Beschreibung";"Kostenstelle"'
)
PAYPAL = (
    "Datum,Uhrzeit,Zeitzone,Name,Typ,Status,Währung,Brutto,Gebühr,Netto,Absender E-Mail-Adresse,Empfänger E-Mail-Adresse,"
    "Transaktionscode,Lieferadresse,Adress-Status,Artikelbezeichnung,Artikelnummer,Versand- und Bearbeitungsgebühr,"
    "Versicherungsbetrag,Umsatzsteuer,Option 1 Name,Option 1 Wert,Option 2 Name,Option 2 Wert,Zugehöriger Transaktionscode,"
    "Rechnungsnummer,Zollnummer,Anzahl,Empfangsnummer,Guthaben,Adresszeile 1,Adresszusatz,Ort,Bundesland,PLZ,Land,Telefon,"
    "Betreff,Hinweis,Ländervorwahl,Auswirkung auf Guthaben"
).split(",")


def amount(cents: int, thousands: bool = True) -> str:
    """Return cents as a German amount."""
    whole, rest = divmod(abs(cents), 100)
    shown = f"{whole:,}".replace(",", ".") if thousands else str(whole)
    return f"{'-' if cents < 0 else ''}{shown},{rest:02d}"


def german(day: date | None) -> str:
    """Return a day as DD.MM.YYYY, or nothing."""
    return day.strftime("%d.%m.%Y") if day else ""


def clock(seconds: int) -> str:
    """Return a duration as HH:MM:SS."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def toggl_header(stream: IO[str]) -> None:
    """Write the header row, with the byte order mark Toggl puts before it."""
    stream.write(f"\ufeff{TOGGL}\n")


def toggl_row(entry: Work) -> list[str]:
    """Return a row; the end is wall time, so an entry over the clock change ends an hour off."""
    end = (
        entry.start.replace(tzinfo=BERLIN).astimezone(ZoneInfo("UTC")) + timedelta(seconds=entry.seconds)
    ).astimezone(BERLIN)
    cents = "" if entry.cents is None else f"{entry.cents // 100}.{entry.cents % 100:02d}"
    return [
        entry.user.name, entry.user.email, entry.shown, entry.project, "", entry.text, "Yes" if entry.billable else "No",
        entry.start.date().isoformat(), f"{entry.start:%H:%M:%S}", end.date().isoformat(), f"{end:%H:%M:%S}",
        clock(entry.seconds), "", cents,
    ]  # fmt: skip


def write_toggl(path: Path, work: Iterable[Work]) -> None:
    """Write a detailed report."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        toggl_header(stream)
        csv.writer(stream, lineterminator="\n").writerows(toggl_row(w) for w in work)


def sevdesk_row(bill: Bill, number: str, country: str) -> str:
    """Return an invoice's row; only the header is quoted, as the program does it."""
    still_open = bill.gross - bill.paid
    cells = (
        bill.number, german(bill.on), german(bill.due), german(bill.paid_on), bill.subject, amount(bill.net),
        amount(bill.gross), amount(still_open), number, bill.address, country, bill.currency,
    )  # fmt: skip
    return ";".join(cells) + "\n"


def write_invoices(path: Path, bills: Iterable[Bill], who: dict[str, tuple[str, str]]) -> None:
    """Write the list of invoices; `who` gives customer number and country by client."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(f"\ufeff{SEVDESK}\n")
        for bill in bills:
            stream.write(sevdesk_row(bill, *who[bill.client]))


def write_vouchers(path: Path, costs: list[Cost]) -> None:
    """Write the list of expenses: a head row with the gross sum per voucher, then its positions with their net."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(f"\ufeff{VOUCHERS}\n")
        for number in dict.fromkeys(c.number for c in costs):
            positions = [c for c in costs if c.number == number]
            stream.write(";".join(_voucher_head(positions)) + "\n")
            for n, cost in enumerate(positions, 1):
                text = f'"{cost.text}"' if ";" in cost.text else cost.text
                last = (amount(cost.net), str(n), cost.category, text, cost.center)
                stream.write(";".join((number, *[""] * 6, *last)) + "\n")


def _voucher_head(positions: list[Cost]) -> tuple[str, ...]:
    head = positions[0]
    gross = sum(c.net + half_up(c.net * c.vat, 100) for c in positions)
    due, paid = german(head.on + timedelta(days=14)), german(head.on + timedelta(days=5))
    return (head.number, "Bezahlt", head.supplier, german(head.on), due, paid, "0,00", amount(gross), *[""] * 4)


def write_paypal(path: Path, receipts: list[Receipt], payer: tuple[str, str], own: str) -> None:
    """Write PayPal's activity: each payment with its fee, then the transfer of the balance to the bank."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("\ufeff")
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(PAYPAL)
        for n, receipt in enumerate(receipts):
            net = receipt.cents - receipt.fee
            zone = "CEST" if receipt.on.month in range(4, 11) else "CET"
            paid = {
                "Datum": german(receipt.on), "Uhrzeit": f"11:{n % 60:02d}:07", "Zeitzone": zone, "Name": payer[0],
                "Typ": "Allgemeine Zahlung", "Status": "Abgeschlossen", "Währung": receipt.currency,
                "Brutto": amount(receipt.cents), "Gebühr": amount(-receipt.fee), "Netto": amount(net),
                "Absender E-Mail-Adresse": payer[1], "Empfänger E-Mail-Adresse": own, "Transaktionscode": f"7FH{n:014d}",
                "Rechnungsnummer": receipt.purpose, "Anzahl": "1", "Guthaben": amount(net), "Betreff": f"Invoice {receipt.purpose}",
                "Auswirkung auf Guthaben": "Haben",
            }  # fmt: skip
            moved = {
                "Datum": german(receipt.on + timedelta(days=1)), "Uhrzeit": f"06:{n % 60:02d}:00", "Zeitzone": zone,
                "Typ": "Allgemeine Abbuchung", "Status": "Abgeschlossen", "Währung": receipt.currency, "Brutto": amount(-net),
                "Gebühr": "0,00", "Netto": amount(-net), "Absender E-Mail-Adresse": own, "Transaktionscode": f"8BK{n:014d}",
                "Guthaben": "0,00", "Auswirkung auf Guthaben": "Soll",
            }  # fmt: skip
            for row in (paid, moved):
                writer.writerow([row.get(column, "") for column in PAYPAL])
