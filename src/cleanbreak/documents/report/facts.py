"""Money and strain of a client as two short tables; what cannot be computed says why."""

from dataclasses import dataclass
from fractions import Fraction

from cleanbreak.assessment.facts import known
from cleanbreak.assessment.recommendation import uncivil_months
from cleanbreak.assessment.review import ClientReview
from cleanbreak.documents.report.language import Speech, clean
from cleanbreak.documents.report.standing import few_messages

MONEY = (
    "effective_hourly_rate",
    "coverage_ratio",
    "contribution",
    "collected_net",
    "billed_net",
    "collection_rate",
    "open_gross",
    "days_to_pay",
    "days_late",
    "hours_total",
    "hours_billable",
    "hours_unbilled",
    "billable_value",
    "realization_rate",
    "direct_costs",
    "pass_through_net",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a figure in words; `gap` where the figure is a reason why there is none."""

    name: str
    text: str
    gap: bool = False
    notes: tuple[str, ...] = ()


def money_facts(c: ClientReview, speech: Speech) -> list[Fact]:
    """Return the money and the work."""
    return [_fact(c, name, speech) for name in MONEY]


def strain_facts(c: ClientReview, speech: Speech) -> list[Fact]:
    """Return what weighs: words, hours of contact, and what the user noted."""
    facts = [
        _uncivil(c, speech),
        Fact(speech.say("uncivil_months"), speech.number(uncivil_months(c.facts, after_repair=False))),
        _off_hours(c, speech),
        _fact(c, "messages_in", speech),
        _fact(c, "messages_out", speech),
        _fact(c, "meetings", speech),
    ]
    if known(c.measures["uncivil_messages_in"]) is None:
        del facts[1]
    return facts + _noted(c, speech)


def _fact(c: ClientReview, name: str, speech: Speech) -> Fact:
    value = c.measures[name]
    return Fact(speech.of("measures", name), speech.measure(name, value), known(value) is None)


def _uncivil(c: ClientReview, speech: Speech) -> Fact:
    count, total = known(c.measures["uncivil_messages_in"]), known(c.measures["messages_in"])
    if count is None or not total or few_messages(c):
        return _fact(c, "uncivil_messages_in", speech)
    text = speech.say("uncivil_rate", count=speech.number(count), share=speech.percent(count / total, 1))
    return Fact(speech.of("measures", "uncivil_messages_in"), text)


def _off_hours(c: ClientReview, speech: Speech) -> Fact:
    share, total = known(c.measures["off_hours_share"]), known(c.measures["messages_in"])
    if share is None or total is None or not few_messages(c):
        return _fact(c, "off_hours_share", speech)
    text = speech.say("few_messages", count=speech.number(share * total), total=speech.number(total))
    return Fact(speech.of("measures", "off_hours_share"), text)


def _noted(c: ClientReview, speech: Speech) -> list[Fact]:
    if c.settings is None:
        return []
    facts = []
    strain = sorted(c.settings.strain, key=lambda s: s.on)
    if strain:
        text = speech.counted(
            "strain_noted_value",
            len(strain),
            last=speech.number(strain[-1].value),
            date=speech.day(strain[-1].on),
        )
        notes = tuple(f"{speech.day(s.on)}: {s.value} {clean(s.note)}".strip() for s in strain[::-1] if s.note)
        facts.append(Fact(speech.say("strain_noted"), text, notes=notes))
    calls = sorted(c.settings.calls, key=lambda k: k.on)
    if calls:
        minutes = sum(k.minutes for k in calls)
        text = speech.counted("calls_noted_value", len(calls), minutes=speech.number(Fraction(minutes)))
        notes = tuple(f"{speech.day(k.on)}: {k.minutes} min {clean(k.note)}".strip() for k in calls[::-1] if k.note)
        facts.append(Fact(speech.say("calls_noted"), text, notes=notes))
    return facts
