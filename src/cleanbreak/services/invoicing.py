"""Writes the invoice of a case, and keeps what it needs to know of both sides for the next time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from cleanbreak.cases.contents import Details
from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import Address, Language
from cleanbreak.cases.invoice import InvoiceRequest
from cleanbreak.cases.stages import Step
from cleanbreak.documents.invoices.catalogue import InvoiceFile, InvoiceForm, write
from cleanbreak.errors import CleanbreakError
from cleanbreak.services.casefacts import case_facts
from cleanbreak.services.casework import Move, find_case, record
from cleanbreak.services.ports import Store

VAT_ID = re.compile(r"^[A-Z]{2}[0-9A-Z+*]{2,13}$")
COUNTRY = re.compile(r"^[A-Z]{2}$")
IBAN = re.compile(r"^[A-Z]{2}\d{2}[0-9A-Z]{10,30}$")
CODES = ("vat_id", "country", "iban")


class UnusableDetailError(CleanbreakError):
    """A number or code of one side cannot be right."""

    code = "unusable_detail"
    message = "{value} is no {what}. Write it as {example}."


@dataclass(frozen=True, slots=True)
class Parties:
    """What was said anew about both sides: fields of their addresses by name."""

    ours: Mapping[str, Any] = field(default_factory=dict)
    client: Mapping[str, Any] = field(default_factory=dict)


def write_invoice(
    store: Store, name: str, asked: InvoiceRequest, form: InvoiceForm, language: Language | None, today: date
) -> InvoiceFile:
    """Return the checked invoice of a case; nothing is kept of it.

    Raises:
        GuardError: something speaks against it, such as a number that an imported invoice bears.
        CleanbreakError: facts or packages are missing, or a rule is broken.
    """
    stored = find_case(store, name)
    _check_number(store, stored.client_key, asked)
    facts = case_facts(store, name, today)
    return write(facts, asked, form, language or facts.client_language)


def keep_parties(store: Store, name: str, said: Parties, day: date, now: datetime) -> None:
    """Keep what was said about us with the practice, and what was said about the client with the case.

    Raises:
        UnusableDetailError: a VAT id, country code or IBAN cannot be right.
        StepNotAllowedError: the case has ended, so that nothing about the client may be changed.
    """
    ours, client = _checked(said.ours), _checked(said.client)
    if ours:
        practice = store.practice()
        store.save_practice(replace(practice, ours=replace(practice.ours, **ours)))
    details = find_case(store, name).case.details
    changed = replace(details, client=_changed(details, client))
    if changed != details:
        record(store, name, [Move(Step.DETAILS, changed, day)], now)


def _changed(details: Details, client: Mapping[str, Any]) -> Address:
    return replace(details.client, **client)


def _check_number(store: Store, client_key: str, asked: InvoiceRequest) -> None:
    wanted = asked.number.strip().casefold()
    taken = {str(entry.data["number"]).casefold() for entry in store.records(client_key, "invoice")}
    if wanted and wanted in taken:
        raise GuardError("invoice_number_taken", number=asked.number)


def _checked(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that were said, codes without spaces and in capitals."""
    found = {name: value for name, value in said.items() if value}
    found |= {name: re.sub(r"\s", "", found[name]).upper() for name in CODES if name in found}
    if not COUNTRY.match(found.get("country", "DE")):
        raise UnusableDetailError(value=found["country"], what="country code", example="DE or AT")
    if not VAT_ID.match(found.get("vat_id", "DE00")):
        raise UnusableDetailError(value=found["vat_id"], what="VAT id", example="DE123456788")
    if "iban" in found and not _is_iban(found["iban"]):
        raise UnusableDetailError(value=found["iban"], what="IBAN", example="DE02 1203 0000 0000 2020 51")
    return found


def _is_iban(text: str) -> bool:
    """Tell whether the check digits fit (ISO 13616)."""
    turned = text[4:] + text[:4]
    return IBAN.match(text) is not None and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
