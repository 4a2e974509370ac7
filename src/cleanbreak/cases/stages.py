"""The life of a case as one table: which step leads from which stage to which, and what may be recorded when."""

from collections.abc import Mapping
from enum import StrEnum


class Stage(StrEnum):
    """Where a case stands."""

    DOUBT = "doubt"
    REPAIR = "repair"
    REPRICE = "reprice"
    DECIDED = "decided"
    PREPARED = "prepared"
    TOLD = "told"
    CONFIRMED = "confirmed"
    CLOSING = "closing"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    RECONCILED = "reconciled"


class Step(StrEnum):
    """What can happen in a case. The first group moves it on, the second records facts and leaves the stage alone."""

    OPEN = "open"
    WARN = "warn"
    REPRICE = "reprice"
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    DECIDE = "decide"
    PREPARE = "prepare"
    TELL = "tell"
    CONFIRM = "confirm"
    RECEIPT = "receipt"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    RECONCILE = "reconcile"

    DETAILS = "details"
    CONTRACT = "contract"
    PLAN_CALL = "plan_call"
    FACT = "fact"
    DEADLINE = "deadline"
    WORK = "work"
    HANDOVER = "handover"
    REPLACEMENT = "replacement"
    SETTLE = "settle"
    OBLIGATION = "obligation"
    DONE = "done"
    ERASE = "erase"


S, T = Stage, Step

NEXT: Mapping[tuple[Stage, Step], Stage] = {
    (S.DOUBT, T.WARN): S.REPAIR,
    (S.DOUBT, T.REPRICE): S.REPRICE,
    (S.DOUBT, T.DECIDE): S.DECIDED,
    (S.DOUBT, T.WITHDRAW): S.WITHDRAWN,
    (S.DOUBT, T.RECONCILE): S.RECONCILED,
    (S.REPAIR, T.WARN): S.REPAIR,
    (S.REPAIR, T.REPRICE): S.REPRICE,
    (S.REPAIR, T.KEPT): S.RECONCILED,
    (S.REPAIR, T.NOT_KEPT): S.DOUBT,
    (S.REPAIR, T.DECIDE): S.DECIDED,
    (S.REPAIR, T.WITHDRAW): S.WITHDRAWN,
    (S.REPRICE, T.WARN): S.REPAIR,
    (S.REPRICE, T.REPRICE): S.REPRICE,
    (S.REPRICE, T.KEPT): S.RECONCILED,
    (S.REPRICE, T.NOT_KEPT): S.DOUBT,
    (S.REPRICE, T.DECIDE): S.DECIDED,
    (S.REPRICE, T.WITHDRAW): S.WITHDRAWN,
    (S.DECIDED, T.DECIDE): S.DECIDED,
    (S.DECIDED, T.PREPARE): S.PREPARED,
    (S.DECIDED, T.WITHDRAW): S.WITHDRAWN,
    (S.DECIDED, T.RECONCILE): S.RECONCILED,
    (S.PREPARED, T.PREPARE): S.PREPARED,
    (S.PREPARED, T.DECIDE): S.DECIDED,
    (S.PREPARED, T.TELL): S.TOLD,
    (S.PREPARED, T.CONFIRM): S.CONFIRMED,
    (S.PREPARED, T.WITHDRAW): S.WITHDRAWN,
    (S.PREPARED, T.RECONCILE): S.RECONCILED,
    (S.TOLD, T.TELL): S.TOLD,
    (S.TOLD, T.CONFIRM): S.CONFIRMED,
    (S.TOLD, T.RECONCILE): S.RECONCILED,
    (S.CONFIRMED, T.CONFIRM): S.CONFIRMED,
    (S.CONFIRMED, T.TELL): S.CONFIRMED,
    (S.CONFIRMED, T.RECEIPT): S.CLOSING,
    (S.CONFIRMED, T.RECONCILE): S.RECONCILED,
    (S.CLOSING, T.RECEIPT): S.CLOSING,
    (S.CLOSING, T.TELL): S.CLOSING,
    (S.CLOSING, T.CLOSE): S.CLOSED,
    (S.CLOSING, T.RECONCILE): S.RECONCILED,
}
"""Settlement, handover and data run beside `closing` as obligations, each on its own, until all are done."""

BEFORE_NOTICE = frozenset({S.DOUBT, S.REPAIR, S.REPRICE, S.DECIDED, S.PREPARED, S.TOLD})
OPEN_STAGES = BEFORE_NOTICE | {S.CONFIRMED, S.CLOSING}
ENDED = frozenset(Stage) - OPEN_STAGES
AFTER_DECISION = frozenset({S.DECIDED, S.PREPARED, S.TOLD, S.CONFIRMED, S.CLOSING})

RECORDED_IN: Mapping[Step, frozenset[Stage]] = {
    T.DETAILS: OPEN_STAGES,
    T.CONTRACT: OPEN_STAGES,
    T.PLAN_CALL: frozenset({S.DECIDED, S.PREPARED, S.TOLD}),
    T.FACT: frozenset(Stage),
    T.DEADLINE: OPEN_STAGES,
    T.WORK: OPEN_STAGES,
    T.HANDOVER: OPEN_STAGES,
    T.REPLACEMENT: OPEN_STAGES,
    T.SETTLE: OPEN_STAGES,
    T.OBLIGATION: OPEN_STAGES,
    T.DONE: OPEN_STAGES,
    T.ERASE: frozenset(Stage),
}


def steps_from(stage: Stage) -> tuple[Step, ...]:
    """Return the steps that move a case on from a stage, in the order of the table."""
    return tuple(step for (source, step) in NEXT if source is stage)
