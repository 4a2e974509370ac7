"""What each step records: one small dataclass per step, made of facts that may be read by others.

Private words are not among them: they live in a store of their own that nothing here can reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from cleanbreak.cases.contract import Contract
from cleanbreak.cases.facts import (
    Address,
    DatedFact,
    Language,
    ReasonLevel,
    ReplacementMode,
    Route,
    SettlementFacts,
)
from cleanbreak.cases.stages import Step

NoCallReason = Literal["safety", "unreachable", "law"]
CauseException = Literal["refused_finally", "fixed_date_missed", "special_circumstances", "safety"]
Channel = Literal["email", "fax", "signed_letter", "qualified_e_signature"]
Proof = Literal["reply", "signed_copy", "registered_receipt", "courier", "witness", "server_log"]
Answer = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Details:
    """Who the client is and how they are spoken to."""

    client: Address
    language: Language = "de"
    form_of_address: Literal["formal", "informal"] = "formal"
    salutation: str = ""
    profession: str = "freelancer"


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning that went out: facts, wish, date, and what was said would follow."""

    sent_on: date
    facts: tuple[DatedFact, ...]
    wish: str
    until: date
    consequence: str = ""
    channel: str = "email"


@dataclass(frozen=True, slots=True)
class Repriced:
    """A new price that was announced; extra scope goes by change order."""

    sent_on: date
    old: Decimal
    new: Decimal
    unit: str
    valid_from: date
    answer_by: date


@dataclass(frozen=True, slots=True)
class Reaction:
    """What became of a warning or a new price."""

    on: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision: route, dates with their rule, and the answers that had to be given first.

    `decided_at` starts the pause; `latest_receipt` bounds it. `rule_key` lets the end be computed again on receipt.
    """

    route: Route
    decided_at: datetime
    last_day: date | None
    latest_receipt: date | None = None
    rule: str = ""
    statutes: tuple[str, ...] = ()
    protected_ground: Answer | None = None
    protected_advice: str = ""
    client_can_replace: Answer | None = None
    bad_timing_reason: str = ""
    cause_known_on: date | None = None
    cause_facts: tuple[DatedFact, ...] = ()
    warning_exception: CauseException | None = None
    warning_exception_text: str = ""
    pause_hours: int = 48
    rule_key: str = ""
    takeover: str = ""
    ask_lawyer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the call and the letter will say: reason level, thanks, replacements, and whom to contact afterwards."""

    reason_level: ReasonLevel = "none"
    reason: str = ""
    replacement_mode: ReplacementMode = "none"
    directory: str = ""
    thanks_for: str = ""
    contact_after: str = ""


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """When the call is to be made."""

    planned_at: datetime
    with_whom: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The call as it went."""

    held_at: datetime
    with_whom: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The written notice that went out; `without_call` says why nobody called first."""

    sent_on: date
    channel: Channel
    to: str
    without_call: NoCallReason | None = None
    without_call_text: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """When the notice reached the client and what proves it; the end follows from this day."""

    received_on: date
    proof: Proof
    proof_text: str
    last_day: date | None = None
    rule: str = ""
    statutes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """The case is closed; from here on nothing is owed."""

    on: date


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The end was called off, alone or with the client."""

    on: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Observed:
    """An observation with its day, meant for others; `cause` marks what a for-cause ending rests on."""

    on: date
    text: str
    cause: bool = False


@dataclass(frozen=True, slots=True)
class ClientDeadline:
    """A date of the client's own that runs whatever we do."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A piece of work and how far it is; `plan` says what becomes of it. `extra`: offered on top, not agreed yet."""

    title: str
    due_on: date | None = None
    percent_done: Decimal = Decimal(0)
    net: Decimal | None = None
    evidence: str = ""
    plan: Literal["finish", "as_is", "drop"] = "finish"
    done_on: date | None = None
    extra: bool = False


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A thing to be handed over or given back."""

    title: str
    to: Literal["us", "client"]
    how: str
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recommended:
    """Somebody who may help next; `fee` None: not yet said whether a referral fee is paid ("" means none)."""

    name: str
    contact: str
    asked_on: date | None = None
    available_from: date | None = None
    fee: str | None = None


@dataclass(frozen=True, slots=True)
class AddedObligation:
    """An obligation the user added; `days_after_end` makes it follow the last day, else `due_on` stands."""

    code: str
    text: str
    owner: Literal["us", "client"]
    due_on: date | None = None
    days_after_end: int | None = None
    basis: str = "contract"
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class ObligationDone:
    """An obligation that is done, or that both sides dropped (`dropped` says why)."""

    code: str
    on: date
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """The content of an earlier entry was erased; the chain keeps its place."""

    sequence: int
    on: date
    by: str
    reason: str


Content = (
    Details
    | Warned
    | Repriced
    | Reaction
    | Decided
    | Prepared
    | PlannedCall
    | Told
    | Confirmed
    | Received
    | Closed
    | GivenUp
    | Observed
    | ClientDeadline
    | OpenWork
    | HandedOver
    | Recommended
    | AddedObligation
    | ObligationDone
    | Erased
    | Contract
    | SettlementFacts
)

CONTENT_OF: Mapping[Step, type[Content]] = {
    Step.OPEN: Details,
    Step.DETAILS: Details,
    Step.WARN: Warned,
    Step.REPRICE: Repriced,
    Step.KEPT: Reaction,
    Step.NOT_KEPT: Reaction,
    Step.DECIDE: Decided,
    Step.PREPARE: Prepared,
    Step.PLAN_CALL: PlannedCall,
    Step.TELL: Told,
    Step.CONFIRM: Confirmed,
    Step.RECEIPT: Received,
    Step.CLOSE: Closed,
    Step.WITHDRAW: GivenUp,
    Step.RECONCILE: GivenUp,
    Step.CONTRACT: Contract,
    Step.FACT: Observed,
    Step.DEADLINE: ClientDeadline,
    Step.WORK: OpenWork,
    Step.HANDOVER: HandedOver,
    Step.REPLACEMENT: Recommended,
    Step.SETTLE: SettlementFacts,
    Step.OBLIGATION: AddedObligation,
    Step.DONE: ObligationDone,
    Step.ERASE: Erased,
}

SUBJECT: Mapping[Step, str] = {
    Step.WORK: "title",
    Step.HANDOVER: "title",
    Step.REPLACEMENT: "name",
    Step.OBLIGATION: "code",
    Step.DONE: "code",
    Step.DEADLINE: "text",
    Step.FACT: "text",
    Step.ERASE: "sequence",
}
"""Steps that speak of one of several things: the field that names it. A later entry about the same thing replaces it."""
