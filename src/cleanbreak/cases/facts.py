"""The facts of a case that may leave the house: the positive list that letters, pages and calendars read, and nothing else.

Private words (strain, notes, scores) have no field here; that is the wall between the two stores. Dates are calendar days,
money is `Decimal` in `currency`, already rounded to its minor unit by the rules of settlement.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Language = Literal["de", "en"]
Region = Literal["DE", "AT", "CH", "EW", "US"]
ReasonLevel = Literal["none", "neutral", "cause"]
ContractKind = Literal["service", "work", "mandate", "retainer", "package", "platform"]
Route = Literal["ordinary", "agreement", "cause", "completion", "partial", "cannot_perform"]
ReplacementMode = Literal["named", "directory", "none"]


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as it stands on a letter; `lines` are street, post code and town, country.

    `country` is the two-letter code; it and what follows are asked for when an invoice is written.
    """

    name: str
    lines: tuple[str, ...] = ()
    contact: str = ""
    email: str = ""
    phone: str = ""
    vat_id: str = ""
    country: str = ""
    tax_number: str = ""
    register: str = ""
    iban: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The contract: what it is, since when, how pay and tax are measured, what it says about notice and form."""

    kind: ContractKind
    title: str
    jurisdiction: Region
    concluded_on: date | None = None
    number: str = ""
    notice_clause: str = ""
    form_required: Literal["none", "text", "written_by_law", "written_by_contract"] = "none"
    started_on: date | None = None
    currency: str = ""
    vat_mode: str = ""
    vat_rate: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class EndOfWork:
    """When and how it ends, with the rule that says so. `last_day` None: no date may be computed (ask a lawyer).

    `part` names what ends when the rest goes on (route `partial`).
    """

    route: Route
    last_day: date | None
    rule: str = ""
    statutes: tuple[str, ...] = ()
    notice_received_on: date | None = None
    next_possible: bool = True
    part: str = ""


@dataclass(frozen=True, slots=True)
class DatedFact:
    """Something that happened on a day, in words meant for others: an observation, no judgment."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001
    """A recorded warning: the facts, the change asked for, by when, and what was said would follow."""

    sent_on: date
    facts: tuple[DatedFact, ...]
    wish: str
    until: date
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something still owed: by whom (`us` or `client`), until when, and on what basis. `fixed`: the law sets the date."""

    code: str
    text: str
    owner: Literal["us", "client"]
    due_on: date
    basis: str
    fixed: bool = False
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """Somebody who may help next; never "best", never guaranteed. `fee`: referral fee, "" when there is none."""

    name: str
    contact: str
    asked_on: date | None = None
    available_from: date | None = None
    fee: str = ""


@dataclass(frozen=True, slots=True)
class WorkPart:
    """One part of the work: what, how much of it is done (percent, exact), what shows it."""

    title: str
    percent_done: Decimal
    evidence: str = ""
    net: Decimal | None = None


@dataclass(frozen=True, slots=True)
class IssuedInvoice:
    """An invoice that went out earlier; `net` and `vat` None: not known here."""

    number: str
    issued_on: date
    net: Decimal | None = None
    vat: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class SettlementFacts:
    """The money: agreed, done, paid, and what goes which way. All sums follow the order of rules.settlement.

    `percent` is published with four decimals; `low`/`high` are the refund's range (positive: refund, negative: due)
    where the share is disputed; `preceding` are the invoices whose money is in `paid_gross`.
    """

    currency: str
    method: str
    percent: str | None
    price_net: Decimal
    earned_net: Decimal
    earned_vat: Decimal
    earned_gross: Decimal
    paid_gross: Decimal
    refund_net: Decimal
    refund_vat: Decimal
    refund_gross: Decimal
    due_gross: Decimal
    vat_mode: str = "standard"
    vat_rate: Decimal = Decimal(0)
    parts: tuple[WorkPart, ...] = ()
    third_party_net: Decimal = Decimal(0)
    deposit_return: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    pay_until: date | None = None
    invoices: tuple[str, ...] = ()
    rule: str = ""
    statutes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    due_after_deposit: Decimal | None = None
    compensation_net: Decimal | None = None
    joint_determination_on: date | None = None
    low_percent: Decimal | None = None
    high_percent: Decimal | None = None
    lawyer_codes: tuple[str, ...] = ()
    preceding: tuple[IssuedInvoice, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice that is not paid, for a reminder or final demand."""

    number: str
    issued_on: date
    due_on: date
    gross: Decimal
    open_gross: Decimal
    interest: Decimal | None = None
    interest_from: date | None = None
    interest_to: date | None = None
    flat_fee: Decimal = Decimal(0)
    interest_rate: Decimal | None = None
    interest_basis: str = ""


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A new price: old and new rate per hour (or for the package), from when, and when an answer is asked for."""

    old: Decimal
    new: Decimal
    unit: str
    valid_from: date
    answer_by: date
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class HandoverItem:
    """Something handed over or given back: `to` who gets it, how, and when it was confirmed."""

    title: str
    to: Literal["us", "client"]
    how: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """The call in which it was said."""

    planned_at: datetime | None = None
    held_at: datetime | None = None
    with_whom: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything about a case that may be read by others, in one place, so that no two documents can disagree.

    `currency` holds for invoices and extra scope, `pay_by` is the day a reminder asks for, `voice` says whether letters
    speak as one person (None: as the profession does), `letter_form` is the DIN 5008 form.
    """

    number: str
    today: date
    ours: Address
    client: Address
    agreement: Agreement
    end: EndOfWork
    client_language: Language = "de"
    form_of_address: Literal["formal", "informal"] = "formal"
    salutation: str = ""
    reason_level: ReasonLevel = "none"
    reason: str = ""
    cause_facts: tuple[DatedFact, ...] = ()
    warning: Warning | None = None
    call: Call = field(default_factory=Call)
    open_work: tuple[Obligation, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    handover: tuple[HandoverItem, ...] = ()
    replacement_mode: ReplacementMode = "none"
    replacements: tuple[Replacement, ...] = ()
    directory: str = ""
    settlement: SettlementFacts | None = None
    open_invoices: tuple[OpenInvoice, ...] = ()
    price_change: PriceChange | None = None
    extra_scope: tuple[WorkPart, ...] = ()
    thanks_for: str = ""
    client_deadlines: tuple[DatedFact, ...] = ()
    contact_after: str = ""
    records_until: date | None = None
    profession: str = "freelancer"
    timeline_head: str = ""
    timeline_length: int = 0
    lawyer_questions: tuple[str, ...] = ()
    work_done: tuple[WorkPart, ...] = ()
    currency: str = "EUR"
    pay_by: date | None = None
    voice: Literal["I", "we"] | None = None
    letter_form: Literal["A", "B"] = "B"
