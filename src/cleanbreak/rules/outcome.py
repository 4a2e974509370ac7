"""What a computation hands back before it is wrapped for the person who asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleanbreak.rules.records import ALWAYS, Record

Answer = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer with the rules it rests on.

    `signals` are the facts that a rule may tie a lawyer's question to; `codes` are such questions that no rule
    names; `confirm` is a fact that was not given and could move the answer; `warnings` are remarks by code.
    """

    answer: Answer
    records: tuple[Record, ...]
    signals: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    confirm: str | None = None
    warnings: tuple[str, ...] = field(default=())

    def lawyer_codes(self) -> tuple[str, ...]:
        """Return the codes to ask a lawyer about, each once."""
        raised = {ALWAYS, *self.signals}
        from_rules = [
            code for record in self.records for code, signal in record.ask_lawyer_when.items() if signal in raised
        ]
        return tuple(dict.fromkeys([*from_rules, *self.codes]))


def no_rule(answer: Answer) -> Outcome:
    """Return the answer for facts that no rule fits: nothing computed, a lawyer asked."""
    return Outcome({**answer, "ask_lawyer": True}, (), codes=("NO_RULE",))
