"""The answer in a sentence, and what to do first."""

from dataclasses import dataclass

from cleanbreak.assessment.facts import known
from cleanbreak.assessment.review import ClientReview, Review
from cleanbreak.documents.report.language import Speech, capitalized
from cleanbreak.documents.report.standing import (
    costs_money,
    has_pressed,
    most_urgent_first,
    presses_lastingly,
)

NAMED_UP_TO = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tired person reads first: `money` is the headline; `urgent` the client whose page to read, if any."""

    money: str
    costly: str
    words: str
    missing: str
    first: str
    urgent: ClientReview | None


def answer(review: Review, speech: Speech) -> Answer:
    """Return the opening of the report."""
    if not review.clients:
        return Answer(speech.say("no_clients"), "", "", "", speech.say("first_no_clients"), None)
    first = most_urgent_first(review.clients)[0]
    urgent = None if first.verdict.word == "keep" else first
    return Answer(
        money=capitalized(_money(review.clients, speech)),
        costly=_costly(review.clients, speech),
        words=capitalized(_words(review.clients, speech)),
        missing=capitalized(_missing(review.clients, speech)),
        first=speech.say(f"first_{first.verdict.word}", client=first.client.name),
        urgent=urgent,
    )


def _money(clients: list[ClientReview], speech: Speech) -> str:
    total, costly = len(clients), sum(1 for c in clients if costs_money(c))
    figures = sum(1 for c in clients if known(c.measures["contribution"]) is not None)
    if figures == 0:
        return speech.say("cost_unknown_single" if total == 1 else "cost_unknown", total=speech.spelled(total))
    if total == 1:
        return speech.say("cost_one_single" if costly else "cost_none_single")
    if not costly:
        code = "cost_none" if figures == total else "cost_none_known_one" if figures == 1 else "cost_none_known"
        return speech.say(code, total=speech.spelled(total), known=speech.spelled(figures))
    code = "cost_one" if costly == 1 else "cost_all" if costly == total else "cost_some"
    return speech.say(code, count=speech.spelled(costly), total=speech.spelled(total))


def _costly(clients: list[ClientReview], speech: Speech) -> str:
    names = [c.client.name for c in clients if costs_money(c)]
    if not 0 < len(names) <= NAMED_UP_TO or len(names) == len(clients):
        return ""
    return speech.say("cost_names", names=_listed(names, speech))


def _words(clients: list[ClientReview], speech: Speech) -> str:
    if all(known(c.measures["messages_in"]) is None for c in clients):
        return speech.say("press_unread")
    lasting = [c.client.name for c in clients if presses_lastingly(c)]
    if lasting:
        names = speech.say("names", names=_listed(lasting, speech)) if len(lasting) <= NAMED_UP_TO else ""
        code = "press_one" if len(lasting) == 1 else "press_some"
        return speech.say(code, count=speech.spelled(len(lasting)), names=names)
    once = sum(1 for c in clients if has_pressed(c))
    return speech.say("press_once", count=speech.spelled(once)) if once else speech.say("press_none")


def _listed(names: list[str], speech: Speech) -> str:
    """Return names for the end of a sentence: a name that ends with a full stop brings no second one."""
    return speech.listed(names).removesuffix(".")


def _missing(clients: list[ClientReview], speech: Speech) -> str:
    missing = sum(1 for c in clients if known(c.measures["contribution"]) is None)
    if not missing or missing == len(clients):
        return ""
    return speech.say("missing_one" if missing == 1 else "missing_some", count=speech.spelled(missing))
