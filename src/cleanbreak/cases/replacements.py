"""People who may help next: offered only with a fresh answer and a disclosed fee, never praised, never guaranteed."""

from datetime import date, timedelta

from cleanbreak.cases.case import Case
from cleanbreak.cases.contents import Recommended
from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import Replacement

STALE_AFTER = timedelta(days=30)


def is_stale(person: Recommended, today: date) -> bool:
    """Tell whether the answer about availability is missing or older than 30 days."""
    return person.asked_on is None or today - person.asked_on > STALE_AFTER


def may_be_offered(person: Recommended, today: date) -> bool:
    """Tell whether the client may be given this name today."""
    return bool(person.contact.strip()) and person.fee is not None and not is_stale(person, today)


def offered(case: Case, today: date) -> tuple[Replacement, ...]:
    """Return the people who may be named today; in the other modes nobody is."""
    if case.prepared.replacement_mode != "named":
        return ()
    return tuple(
        Replacement(p.name, p.contact, p.asked_on, p.available_from, p.fee or "")
        for p in case.replacements
        if may_be_offered(p, today)
    )


def require_offerable(people: tuple[Recommended, ...], today: date) -> None:
    """Let named replacements pass or say what is missing.

    Raises:
        GuardError: nobody is recorded, one cannot be reached, a fee is undisclosed, or an answer has gone stale.
    """
    if not people:
        raise GuardError("no_replacement")
    for person in people:
        if not person.contact.strip():
            raise GuardError("replacement_unreachable", name=person.name)
        if person.fee is None:
            raise GuardError("fee_undisclosed", name=person.name)
        if is_stale(person, today):
            raise GuardError("replacement_stale", name=person.name, asked_on=person.asked_on or "–")
