"""Short ways to make records for tests."""

from datetime import date
from decimal import Decimal

from cleanbreak.ledger.records import BankEntry, Invoice, Origin, Party, TimeEntry


def day(text: str) -> date:
    return date.fromisoformat(text)


def invoice(number: str, on: str, net: str, gross: str | None = None, client: str = "Nordlicht GmbH", **more: object) -> Invoice:
    return Invoice(
        origin=Origin(str(more.pop("file", "invoices.csv")), int(str(more.pop("row", 2)))),
        number=number,
        issued_on=day(on),
        net=Decimal(net),
        gross=Decimal(gross if gross is not None else net),
        currency="EUR",
        client=Party(name=client),
        **more,  # type: ignore[arg-type]
    )


def payment(on: str, amount: str, purpose: str = "", payer: str = "", **more: object) -> BankEntry:
    return BankEntry(
        origin=Origin(str(more.pop("file", "bank.xml")), int(str(more.pop("row", 1)))),
        booked_on=day(on),
        amount=Decimal(amount),
        currency=str(more.pop("currency", "EUR")),
        purpose=purpose,
        counterparty=Party(name=payer, iban=str(more.pop("iban", ""))),
        **more,  # type: ignore[arg-type]
    )


def hours(on: str, seconds: int, billable: bool = True, client: str = "Nordlicht GmbH", **more: object) -> TimeEntry:
    return TimeEntry(
        origin=Origin(str(more.pop("file", "time.csv")), int(str(more.pop("row", 2)))),
        on=day(on),
        seconds=seconds,
        client=client,
        billable=billable,
        **more,  # type: ignore[arg-type]
    )
