"""How the clients stand to each other: order of urgency, who costs money, who presses or insults."""

from fractions import Fraction

from cleanbreak.assessment.facts import known
from cleanbreak.assessment.recommendation import Word
from cleanbreak.assessment.review import ClientReview, Said
from cleanbreak.assessment.thresholds import line
from cleanbreak.correspondence.findings import DECISION, UNCIVIL_LABELS

URGENCY: dict[Word, int] = {"part": 0, "reprice": 1, "repair": 2, "keep": 3}
PRESSING = UNCIVIL_LABELS | {"pressure"}
RATES_FROM_MESSAGES = 10


def most_urgent_first(clients: list[ClientReview]) -> list[ClientReview]:
    """Return the clients in the order of the advice, within it the costliest first, those without figures last."""

    def place(c: ClientReview) -> tuple[int, bool, Fraction, str]:
        left = known(c.measures["contribution"])
        return URGENCY[c.verdict.word], left is None, left or Fraction(0), c.client.name

    return sorted(clients, key=place)


def costs_money(c: ClientReview) -> bool:
    """Tell whether nothing is left after all hours and costs."""
    left = known(c.measures["contribution"])
    return left is not None and left < 0


def pressing_months(c: ClientReview) -> int:
    """Return in how many of the last six months words came that insult, threaten, allege or press."""
    months = {m.month for m in c.facts.last_six if m.uncivil_on}
    months |= {(s.at.year, s.at.month) for s in c.said if is_pressing(s)} & {m.month for m in c.facts.last_six}
    return len(months)


def presses_lastingly(c: ClientReview) -> bool:
    """Tell whether such words came in as many months as the advice asks for."""
    return pressing_months(c) >= line("bad_months")


def has_pressed(c: ClientReview) -> bool:
    """Tell whether such words ever came in the period."""
    return bool(known(c.measures["uncivil_messages_in"])) or any(is_pressing(s) for s in c.said)


def is_pressing(said: Said) -> bool:
    """Tell whether a message insults, threatens, alleges or presses."""
    if said.scored is None:
        return False
    return said.scored.is_uncivil or any(said.scored.labels.get(label, 0) >= DECISION for label in PRESSING)


def few_messages(c: ClientReview) -> bool:
    """Tell whether too few messages came in to speak of rates."""
    return (known(c.measures["messages_in"]) or 0) < RATES_FROM_MESSAGES
