"""The page of one client, ready to be shown: every figure said in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from cleanbreak.assessment.affordability import Affordability
from cleanbreak.assessment.facts import known
from cleanbreak.assessment.flips import Flip
from cleanbreak.assessment.reasons import Reason
from cleanbreak.assessment.review import ClientReview, Review
from cleanbreak.assessment.thresholds import line, thresholds
from cleanbreak.documents.report.buckets import Bucket, buckets
from cleanbreak.documents.report.charts.timeline import timeline
from cleanbreak.documents.report.facts import Fact, money_facts, strain_facts
from cleanbreak.documents.report.language import Speech, clean
from cleanbreak.documents.report.nextstep import NextStep, settings_lines, step_for
from cleanbreak.documents.report.sources import SourceLine, places_of, source_lines
from cleanbreak.documents.report.standing import few_messages
from cleanbreak.documents.report.words import Words, words

SHARES = {"realization", "concentration", "unbilled", "off_hours"}
AMOUNTS = {"effective_rate", "contribution"}
LINE_OF = {
    "coverage": ("coverage_floor", "coverage_healthy"),
    "days_late": ("days_late",),
    "realization": ("realization",),
    "concentration": ("share_raised",),
    "unbilled": ("unbilled_share",),
}


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """A reason in words: the sentence, which way it speaks, where its line comes from, where its figures stand."""

    text: str
    good: bool
    known: bool
    origin: str
    places: str


@dataclass(frozen=True, slots=True)
class WarningShown:
    """The question whether a message was a warning, with the sentence it rests on."""

    question: str
    sentence: str
    lines: str


@dataclass(frozen=True, slots=True)
class ClientPage:
    """Everything on the page of one client."""

    number: int
    review: ClientReview
    step: NextStep
    reasons: tuple[ReasonShown, ...]
    flips: tuple[str, ...]
    near: str
    afford: tuple[Fact, ...]
    money: tuple[Fact, ...]
    strain: tuple[Fact, ...]
    zone: str
    timeline: Markup
    history: tuple[Bucket, ...]
    words: Words
    few: bool
    warning: WarningShown | None
    sources: tuple[SourceLine, ...]

    @property
    def word(self) -> str:
        """The advice."""
        return self.review.verdict.word

    @property
    def name(self) -> str:
        """The client's name."""
        return self.review.client.name


def client_page(c: ClientReview, number: int, review: Review, speech: Speech) -> ClientPage:
    """Return the page of one client; `number` is its place in the report."""
    shown = buckets(c)
    return ClientPage(
        number=number,
        review=c,
        step=step_for(c, speech),
        reasons=tuple(_reason(r, c, speech) for r in c.reasons),
        flips=tuple(_flip(f, speech) for f in c.flips),
        near=_near(c, speech),
        afford=tuple(_afford(c.affordability, review, speech)),
        money=tuple(money_facts(c, speech)),
        strain=tuple(strain_facts(c, speech)),
        zone=_zone(c, review, speech),
        timeline=timeline(shown, c.client.name, number, speech),
        history=tuple(shown),
        words=words(c, speech),
        few=few_messages(c),
        warning=_warning(c, speech),
        sources=tuple(source_lines(c.evidence, c.more_evidence, speech)),
    )


def _said(code: str, value: Fraction, speech: Speech) -> str:
    if code in AMOUNTS:
        return speech.money(value)
    if code in SHARES:
        return speech.percent(value, 1)
    return speech.number(value, 2 if code == "coverage" else 1 if code == "days_late" else 0)


def _line(code: str, value: Fraction, speech: Speech) -> str:
    if code in SHARES:
        return speech.percent(value)
    return speech.number(value, 1 if code == "coverage" else 0)


def _reason(reason: Reason, c: ClientReview, speech: Speech) -> ReasonShown:
    if reason.value is None:
        gap = speech.of("advice", reason.gap)
        text = speech.say("reason_gap", name=speech.of("measures", reason.measure), why=gap)
    else:
        limit = "" if reason.line is None else _line(reason.code, reason.line, speech)
        text = speech.of("advice", reason.code, value=_said(reason.code, reason.value, speech), line=limit)
    return ReasonShown(
        text, reason.good, reason.value is not None, _origin(reason, speech), places_of(reason, c, speech)
    )


def _origin(reason: Reason, speech: Speech) -> str:
    if reason.line is None:
        return speech.say("origin_none")
    names = LINE_OF.get(reason.code, ("bad_months",))
    name = next((n for n in names if thresholds()[n].value == reason.line), names[0])
    return speech.say(f"origin_{reason.origin}", source=speech.say(f"source_{name}"))


def _flip(flip: Flip, speech: Speech) -> str:
    word = speech.word(flip.word)
    if flip.kind == "price_per_hour":
        code = "flip_more" if flip.value >= 0 else "flip_less"
        return speech.say(code, value=speech.money(abs(flip.value)), word=word)
    places = {"hours": 2, "days_late": 1}.get(flip.kind, 0)
    return speech.of("advice", f"flip_{flip.kind}", value=speech.number(flip.value, places), word=word)


def _near(c: ClientReview, speech: Speech) -> str:
    if not c.verdict.near:
        return ""
    values: Mapping[str, Fraction | None] = {
        "coverage_floor": c.facts.coverage,
        "coverage_healthy": c.facts.coverage,
        "days_late": c.facts.days_late,
        "realization": c.facts.realization,
        "unbilled_share": c.facts.unbilled_share,
    }
    texts = []
    for name in c.verdict.near:
        code = {"coverage_floor": "coverage", "coverage_healthy": "coverage", "unbilled_share": "unbilled"}.get(
            name, name
        )
        value = values[name] or Fraction(0)
        texts.append(speech.say(f"near_{name}", value=_said(code, value, speech), line=_line(code, line(name), speech)))
    return speech.say("near_title", lines=speech.listed(texts))


def _afford(a: Affordability, review: Review, speech: Speech) -> list[Fact]:
    unknown = speech.say("afford_unknown")

    def money(value: Fraction | None) -> str:
        return unknown if value is None else speech.money(value)

    share = unknown
    if a.share_of_revenue is not None:
        share = speech.say(f"concentration_{a.concentration}", value=speech.percent(a.share_of_revenue, 1))
    together = review.whale[-1][1] if review.whale else None
    both = unknown
    if a.contribution_without is not None and together is not None:
        both = speech.say(
            "afford_with_without", left=speech.money(together), right=speech.money(a.contribution_without)
        )
    rows = [
        ("afford_share", share),
        ("afford_month", money(a.client_per_month)),
        ("afford_others", money(a.others_per_month)),
        ("afford_gap", _gap(a, speech)),
        ("afford_runway", _runway(a, speech)),
        ("afford_replacement", money(a.replacement_rate)),
        ("afford_contribution", both),
        ("afford_rate", money(a.rate_without)),
    ]
    return [Fact(speech.say(code), text, text == unknown) for code, text in rows]


def _gap(a: Affordability, speech: Speech) -> str:
    if a.gap_per_month is None:
        return speech.say("afford_not_said")
    return speech.money(a.gap_per_month) if a.gap_per_month else speech.say("afford_gap_none")


def _runway(a: Affordability, speech: Speech) -> str:
    if a.gap_per_month is None:
        return speech.say("afford_not_said")
    if a.gap_per_month == 0:
        return speech.say("afford_runway_endless")
    if a.runway_months is None:
        return speech.say("afford_no_cash")
    return speech.say("afford_runway_months", value=speech.number(a.runway_months, 1))


def _zone(c: ClientReview, review: Review, speech: Speech) -> str:
    if c.other_zone_minutes is None:
        return ""
    hours, minutes = divmod(abs(c.other_zone_minutes), 60)
    zone = f"{'−' if c.other_zone_minutes < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")
    return speech.say("zone_note", zone=zone, own=review.settings.practice.timezone)


def _warning(c: ClientReview, speech: Speech) -> WarningShown | None:
    read = c.warning_read
    settled = c.settings is not None and c.settings.repair_asked_on is not None
    if read is None or settled or known(c.measures["messages_out"]) is None:
        return None
    day = read.at.date()
    return WarningShown(
        speech.say("warning_question", date=speech.day(day)),
        clean(read.warning),
        settings_lines(c.client.name, f"repair_asked_on = {day.isoformat()}"),
    )
