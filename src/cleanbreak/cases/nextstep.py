"""What comes next in a case: one code for where it stands, so that nobody has to know the journey by heart."""

from datetime import datetime
from typing import Literal

from cleanbreak.cases.case import Case
from cleanbreak.cases.guards import pause_over
from cleanbreak.cases.obligations import open_obligations
from cleanbreak.cases.stages import Stage

NextStep = Literal[
    "contract",
    "decide",
    "kept_or_not",
    "price_accepted_or_not",
    "prepare",
    "pause",
    "call",
    "confirm",
    "receipt",
    "settle",
    "obligations",
    "last_day",
    "close",
    "keep",
]

_BY_STAGE: dict[Stage, NextStep] = {
    Stage.REPAIR: "kept_or_not",
    Stage.REPRICE: "price_accepted_or_not",
    Stage.DECIDED: "prepare",
    Stage.TOLD: "confirm",
    Stage.CONFIRMED: "receipt",
}


def next_step(case: Case, now: datetime) -> NextStep:
    """Return the code of what the user does next."""
    if case.stage is Stage.DOUBT:
        return "contract" if case.contract is None else "decide"
    if case.stage is Stage.PREPARED:
        return "pause" if case.decided is not None and now < pause_over(case.decided) else "call"
    if case.stage is Stage.CLOSING:
        return _to_the_end(case, now)
    return _BY_STAGE.get(case.stage, "keep")


def _to_the_end(case: Case, now: datetime) -> NextStep:
    if case.settlement is None:
        return "settle"
    if open_obligations(case):
        return "obligations"
    return "last_day" if case.last_day is not None and now.date() <= case.last_day else "close"
