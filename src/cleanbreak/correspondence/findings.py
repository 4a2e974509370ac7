"""What the text engines say about a text: labels with the words they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CLIENT_LABELS = (
    "insult",
    "threat",
    "blame",
    "pressure",
    "scope_creep",
    "payment_evasion",
    "disrespect_boundaries",
)
UNCIVIL_LABELS = frozenset({"insult", "threat", "blame"})
DECISION = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """A label with its words: `text[start:end] == quote`, counted in code points of the text as given.

    `reason` is a code; `documents/wording` has the sentence.
    """

    label: str
    start: int
    end: int
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One client message: a score per label, `uncivil` in all (each 0..1, decided at 0.5), findings, severity 0-3."""

    labels: Mapping[str, float] = field(default_factory=dict)
    uncivil: float = 0.0
    findings: tuple[Finding, ...] = ()
    severity: int = 0

    @property
    def is_uncivil(self) -> bool:
        """Tell whether the message counts as uncivil (MEASURES section 4)."""
        return self.uncivil >= DECISION
