"""Settles a case: what the user says, completed by what the imported records show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cleanbreak.cases.calendars import holidays_of
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import IssuedInvoice, OpenInvoice
from cleanbreak.cases.settling import Method, Milestone, SettlementInput, ThirdPartyCost, settle_case
from cleanbreak.cases.stages import Step
from cleanbreak.rules.amounts import text
from cleanbreak.services.casework import Move
from cleanbreak.services.ports import LedgerRecord, Store, StoredCase

SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """How to settle. None means: take it from the contract or the imported records.

    `since` bounds the records that count; without it, those from the contract's start on.
    """

    method: Method
    figures: Mapping[str, object] = field(default_factory=dict)
    price_net: Decimal | None = None
    paid_gross: Decimal | None = None
    milestones: tuple[Milestone, ...] = ()
    third_party: tuple[ThirdPartyCost, ...] = ()
    no_interest_net: Decimal = Decimal(0)
    deposit_gross: Decimal | None = None
    deposit_offset: bool = False
    compensation_percent: Decimal | None = None
    low_percent: Decimal | None = None
    high_percent: Decimal | None = None
    since: date | None = None
    last_day: date | None = None
    preceding: tuple[IssuedInvoice, ...] = ()


def settle(store: Store, stored: StoredCase, asked: SettleRequest, on: date) -> list[Move]:
    """Return the settlement as a step."""
    contract = stored.case.contract
    if contract is None:
        raise GuardError("contract_missing")
    if contract.vat_mode == "standard" and not contract.vat_rate:
        raise GuardError("vat_unknown")
    last_day = asked.last_day or stored.case.last_day
    years = range(last_day.year, last_day.year + 2) if last_day is not None else range(0)
    facts = settle_case(
        contract,
        settlement_input(store, stored, contract, asked),
        last_day,
        holidays_of(contract.region, years),
    )
    return [Move(Step.SETTLE, facts, on)]


def settlement_input(store: Store, stored: StoredCase, contract: Contract, asked: SettleRequest) -> SettlementInput:
    """Return what is put to the rules, hours and payments taken from the client's imported records where not given."""
    since = asked.since or contract.started_on
    figures, evidence = dict(asked.figures), []
    wanted = {"hours": "worked", "rate": "hours", "package": "hours_used"}.get(asked.method)
    if wanted is not None and wanted not in figures:
        entries = _since(store.records(stored.client_key, "time"), since)
        seconds = sum(int(entry.data["billable_seconds"]) for entry in entries)
        figures[wanted] = text(Fraction(seconds, SECONDS_PER_HOUR), 4)
        evidence.append(_evidence("time", entries))
    paid = asked.paid_gross
    invoices: tuple[str, ...] = ()
    if paid is None:
        if asked.method == "time" and asked.since is None:
            raise GuardError("paid_for_period_unknown")
        payments = _since(store.records(stored.client_key, "payment"), since)
        paid = sum((Decimal(entry.data["amount"]) for entry in payments), Decimal(0))
        invoices = tuple(dict.fromkeys(str(entry.data["invoice"]) for entry in payments if entry.data["invoice"]))
        evidence.append(_evidence("payment", payments))
    price = asked.price_net if asked.price_net is not None else contract.net
    if price is None and asked.method != "rate":
        raise GuardError("price_missing")
    return SettlementInput(
        method=asked.method,
        price_net=price or Decimal(0),
        paid_gross=paid,
        figures=figures,
        milestones=asked.milestones,
        third_party=asked.third_party,
        no_interest_net=asked.no_interest_net,
        deposit_gross=asked.deposit_gross,
        deposit_offset=asked.deposit_offset,
        compensation_percent=asked.compensation_percent,
        low_percent=asked.low_percent,
        high_percent=asked.high_percent,
        invoices=invoices or tuple(invoice.number for invoice in asked.preceding),
        evidence=tuple(evidence),
        preceding=asked.preceding or issued_invoices(store, stored.client_key, invoices),
    )


def issued_invoices(store: Store, client_key: str, numbers: tuple[str, ...]) -> tuple[IssuedInvoice, ...]:
    """Return the client's invoices of these numbers as the imported records show them."""
    found = []
    for entry in store.records(client_key, "invoice"):
        data = entry.data
        if data["number"] in numbers and data["kind"] == "invoice":
            net = Decimal(data["net"]) if data["net"] else None
            vat = Decimal(data["gross"]) - net if net is not None else None
            found.append(IssuedInvoice(data["number"], date.fromisoformat(entry.on), net, vat, data["currency"]))
    return tuple(found)


def open_invoices(store: Store, client_key: str) -> tuple[OpenInvoice, ...]:
    """Return the client's invoices that the imported records show as unpaid."""
    found = []
    for entry in store.records(client_key, "invoice"):
        left = Decimal(entry.data["open"] or "0")
        if left > 0 and entry.data["due_on"]:
            issued, due = date.fromisoformat(entry.on), date.fromisoformat(entry.data["due_on"])
            found.append(OpenInvoice(entry.data["number"], issued, due, Decimal(entry.data["gross"]), left))
    return tuple(found)


def _since(entries: list[LedgerRecord], since: date | None) -> list[LedgerRecord]:
    return [entry for entry in entries if since is None or entry.on >= since.isoformat()]


def _evidence(kind: str, entries: list[LedgerRecord]) -> str:
    files = list(dict.fromkeys(str(entry.data["file"]) for entry in entries))
    shown = ", ".join(files[:5]) + (" …" if len(files) > 5 else "")
    span = f"{entries[0].on} – {entries[-1].on}" if entries else "–"
    return f"{kind}: {len(entries)} ({span}; {shown or '–'})"
