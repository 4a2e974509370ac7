"""What a review says: every client's figures, advice and evidence, as plain values that outputs show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from cleanbreak.assessment.affordability import Affordability
from cleanbreak.assessment.evidence import Evidence
from cleanbreak.assessment.facts import ClientFacts
from cleanbreak.assessment.flips import Flip
from cleanbreak.assessment.reasons import Reason
from cleanbreak.assessment.recommendation import Verdict
from cleanbreak.correspondence.findings import Scored
from cleanbreak.importers.outcome import FileRead
from cleanbreak.ledger.identity import Client, ProposedMerge
from cleanbreak.ledger.owner import Assumption, Owner
from cleanbreak.ledger.records import Problem
from cleanbreak.ledger.settings import ClientSettings, Settings
from cleanbreak.measures.totals import Month, Period, Value


@dataclass(frozen=True, slots=True)
class Said:
    """A message whose words count: a finding in a client's message or a warning of the user's own."""

    client: int
    at: datetime
    file: str
    message_id: str
    subject: str
    text: str
    channel: str
    scored: Scored | None = None
    warning: str = ""


@dataclass(slots=True)
class ClientReview:
    """Everything said about one client. Measures are exact; `publish` rounds them."""

    client: Client
    measures: dict[str, Value]
    months: dict[Month, dict[str, Value]]
    facts: ClientFacts
    verdict: Verdict
    reasons: list[Reason]
    flips: list[Flip]
    affordability: Affordability
    evidence: list[Evidence]
    more_evidence: Mapping[str, int]
    said: list[Said]
    settings: ClientSettings | None
    warning_read: Said | None = None
    other_zone_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Something that belongs to no client: `kind` is payment, contact or time; the rest says what and where."""

    kind: str
    code: str
    params: Mapping[str, str]
    file: str = ""
    row: int = 0


@dataclass(slots=True)
class Review:
    """The whole answer."""

    period: Period
    currency: str
    owner: Owner
    clients: list[ClientReview]
    unassigned: list[Unassigned]
    proposed: list[ProposedMerge]
    assumed: list[Assumption]
    problems: list[Problem]
    files: list[FileRead]
    whale: list[tuple[int, Fraction]]
    settings: Settings
