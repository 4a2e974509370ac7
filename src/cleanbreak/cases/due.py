"""What a case asks of the user today: each item once, oldest first, late ones with the days they are late."""

from dataclasses import dataclass
from datetime import date

from cleanbreak.cases.case import Case
from cleanbreak.cases.guards import pause_over
from cleanbreak.cases.obligations import open_obligations
from cleanbreak.cases.stages import Stage

AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something to do or answer: a code, the words where the case has some, the day, and whose turn it is."""

    on: date
    code: str
    text: str = ""
    owner: str = "us"

    def days_late(self, today: date) -> int:
        """Return how many days the item is late; zero while it is not."""
        return max(0, (today - self.on).days)


def due_items(case: Case, today: date, language: str = "de") -> tuple[DueItem, ...]:
    """Return what is due by two weeks from today."""
    found = [*_questions(case), *_notice(case)]
    found += [DueItem(o.due_on, o.code, o.text, o.owner) for o in open_obligations(case, language)]
    horizon = today.toordinal() + AHEAD_DAYS
    return tuple(sorted((i for i in found if i.on.toordinal() <= horizon), key=lambda i: (i.on, i.code)))


def _questions(case: Case) -> list[DueItem]:
    if case.stage is Stage.REPAIR and case.warned is not None:
        return [DueItem(case.warned.until, "kept_or_not", case.warned.wish)]
    if case.stage is Stage.REPRICE and case.repriced is not None:
        return [DueItem(case.repriced.answer_by, "price_accepted_or_not")]
    contract = case.contract
    if contract is None or case.stage is not Stage.DOUBT:
        return []
    return [DueItem(day, "contract_review") for day in contract.review_dates]


def _notice(case: Case) -> list[DueItem]:
    decided = case.decided
    if decided is None or case.stage not in {Stage.DECIDED, Stage.PREPARED, Stage.TOLD, Stage.CONFIRMED}:
        return []
    found = [DueItem(pause_over(decided).date(), "pause_over")] if case.stage is Stage.PREPARED else []
    if decided.latest_receipt is not None:
        found.append(DueItem(decided.latest_receipt, "latest_receipt"))
    return found
