"""The rows behind a figure, put so that a person finds them: file by file, rows and numbers in a line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cleanbreak.assessment.evidence import COMPOSED, Evidence, Source, sources_of
from cleanbreak.assessment.reasons import Reason
from cleanbreak.assessment.review import ClientReview
from cleanbreak.documents.report.language import Speech

CONDUCT = {"conduct_after_warning", "uncivil_messages"}
CONDUCT_SHOWN = 6
ORDER = (
    "uncivil_messages_in",
    "repair",
    "collected_net",
    "billed_net",
    "open_gross",
    "days_late",
    "days_to_pay",
    "hours_total",
    "hours_unbilled",
    "direct_costs",
    "pass_through_net",
    "meetings",
    "off_hours_share",
)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the table of sources: the figure's name, a file, and the places in it."""

    figure: str
    file: str
    places: str


@dataclass(slots=True)
class _Places:
    rows: list[int] = field(default_factory=list)
    invoices: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)

    def add(self, source: Source) -> None:
        if source.message_id:
            self.messages.append(source.message_id)
        elif source.invoice:
            self.invoices.append(source.invoice)
        elif source.at:
            self.moments.append(source.at)
        elif source.row:
            self.rows.append(source.row)


def places_of(reason: Reason, c: ClientReview, speech: Speech) -> str:
    """Return where a reason's figures stand, the first few places; messages are named by their day."""
    found = c.evidence
    days = {s.message_id: s.at.isoformat() for s in c.said if s.message_id}
    measure = "repair" if reason.code in {"conduct_after_warning", "coverage_after_request"} else reason.measure
    sources = sources_of(found, measure, 1) if measure == "repair" else sources_of(found, measure)
    if reason.code in CONDUCT:
        sources = (sources if measure == "repair" else []) + _lately_uncivil(c, reason.code) or sources
    if not sources:
        sources = [s for part in COMPOSED.get(reason.measure, ()) for s in sources_of(found, part, 2)]
    by_file = _by_file(
        [replace(s, message_id="", at=days[s.message_id][:10]) if s.message_id in days else s for s in sources]
    )
    return "; ".join(f"{file}: {_said(places, speech)}" if file else _said(places, speech) for file, places in by_file)


def _lately_uncivil(c: ClientReview, code: str) -> list[Source]:
    """Return the uncivil messages of the last six months, the latest first; after a warning only those since."""
    months = {m.month for m in c.facts.last_six}
    asked = c.facts.repair_on if code == "conduct_after_warning" else None
    found = [
        s
        for s in c.said
        if s.scored is not None
        and s.scored.is_uncivil
        and (s.at.year, s.at.month) in months
        and (asked is None or s.at.date() > asked)
    ]
    found.sort(key=lambda s: s.at.isoformat(), reverse=True)
    return [Source(s.file, at=s.at.isoformat()[:10]) for s in found[:CONDUCT_SHOWN]]


def source_lines(evidence: Iterable[Evidence], more: Mapping[str, int], speech: Speech) -> list[SourceLine]:
    """Return all sources, figure by figure and file by file; `more` says how many rows a figure has beyond them."""
    by_measure: dict[str, list[Source]] = defaultdict(list)
    for item in evidence:
        by_measure[item.measure].append(item.source)
    known = [m for m in ORDER if m in by_measure]
    lines = []
    for measure in [*known, *(m for m in by_measure if m not in ORDER)]:
        files = _by_file(by_measure[measure])
        for number, (file, places) in enumerate(files, start=1):
            text = _said(places, speech)
            if number == len(files) and more.get(measure):
                text += " " + speech.say("place_more", count=speech.number(more[measure]))
            lines.append(SourceLine(speech.of("measures", measure), file, text))
    return lines


def moment(at: str, speech: Speech) -> str:
    """Return a local ISO minute in the language's form."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{speech.day(when)}, {when:%H:%M}" if len(at) > 10 else speech.day(when)


def _by_file(sources: Iterable[Source]) -> list[tuple[str, _Places]]:
    found: dict[str, _Places] = {}
    for source in sources:
        found.setdefault(source.file, _Places()).add(source)
    return list(found.items())


def _said(places: _Places, speech: Speech) -> str:
    parts = []
    if places.rows:
        parts.append(speech.say("place_rows", list=", ".join(str(row) for row in sorted(set(places.rows)))))
    if places.invoices:
        parts.append(speech.say("place_invoices", list=", ".join(dict.fromkeys(places.invoices))))
    if places.messages:
        parts.append(speech.say("place_messages", list=", ".join(dict.fromkeys(places.messages))))
    if places.moments:
        shown = (moment(at, speech) for at in dict.fromkeys(places.moments))
        parts.append(speech.say("place_moments", list="; ".join(shown)))
    return "; ".join(parts) or speech.say("dash")
