"""An invented case that tests advance."""

from datetime import date, datetime
from decimal import Decimal

from cleanbreak.cases.case import Case, advance, opened
from cleanbreak.cases.contents import Confirmed, Content, Decided, Details, Prepared, Received, Told
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.facts import Address, DatedFact
from cleanbreak.cases.guards import Asked, check
from cleanbreak.cases.stages import Step

DAY = date(2026, 11, 2)
NOW = datetime(2026, 12, 24, 12, 0)
SERVICE = Contract("service", "Web care", "DE", pay_period="month", net=Decimal("900.00"), vat_rate=Decimal(19))
WORK = Contract("work", "Website", "DE", net=Decimal("6000.00"))


def in_doubt(contract: Contract = SERVICE, profession: str = "freelancer") -> Case:
    details = Details(Address("Ostwind GmbH", email="post@ostwind.example"), profession=profession)
    return advance(opened("2026-001", details, DAY), Step.CONTRACT, contract, DAY)


def decided(**changes: object) -> Decided:
    values: dict[str, object] = {
        "route": "ordinary",
        "decided_at": datetime(2026, 11, 3, 9, 0),
        "last_day": date(2026, 12, 31),
        "latest_receipt": date(2026, 12, 15),
        "rule": "BGB-621-3",
        "protected_ground": "no",
        "client_can_replace": "yes",
        "rule_key": "BGB-621-3",
    }
    return Decided(**(values | changes))  # type: ignore[arg-type]


def move(case: Case, step: Step, content: Content, on: date, open_codes: tuple[str, ...] = ()) -> Case:
    """Advance as the program does: the table first, then the guards."""
    after = advance(case, step, content, on)
    check(step, Asked(case, content, on, NOW, open_codes))
    return after


def prepared(case: Case | None = None, **changes: object) -> Case:
    case = move(case or in_doubt(), Step.DECIDE, decided(**changes), date(2026, 11, 3))
    return move(case, Step.PREPARE, Prepared(), date(2026, 11, 3))


def closing() -> Case:
    case = move(prepared(), Step.TELL, Told(datetime(2026, 11, 5, 10, 0), "Ms Ost"), date(2026, 11, 5))
    case = move(case, Step.CONFIRM, Confirmed(date(2026, 11, 5), "email", "post@ostwind.example"), date(2026, 11, 5))
    received = Received(date(2026, 11, 5), "reply", "her answer of 11:02", date(2026, 11, 30), "BGB-621-3")
    return move(case, Step.RECEIPT, received, date(2026, 11, 5))


FACT = DatedFact(date(2026, 10, 2), "Invoice 17 unpaid")
