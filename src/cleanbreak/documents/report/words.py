"""The sentences found in a client's messages: what was said, when, where it stands, and whether it counts."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from cleanbreak.assessment.facts import known
from cleanbreak.assessment.review import ClientReview, Said
from cleanbreak.correspondence.findings import DECISION
from cleanbreak.documents.report.language import Speech, clean

AROUND = 110
OPEN_AT_FIRST = 5
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Quotation:
    """One message: the words in their surroundings (the found ones marked), labels, date, place."""

    words: Markup
    labels: str
    day: str
    place: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The newest quotations first: some open, the rest folded; `beyond` more are not quoted; `hidden`: anonymized."""

    open: tuple[Quotation, ...]
    folded: tuple[Quotation, ...]
    beyond: int
    hidden: int


def words(c: ClientReview, speech: Speech) -> Words:
    """Return what a client wrote that insults, threatens, alleges or presses."""
    found = [s for s in c.said if s.scored is not None and (s.scored.findings or s.scored.is_uncivil)]
    found.sort(key=lambda s: (s.scored is not None and s.scored.is_uncivil, s.at.isoformat()), reverse=True)
    quotations = tuple(_quotation(s, speech) for s in found[:SHOWN])
    counted = int(known(c.measures["uncivil_messages_in"]) or 0)
    return Words(
        quotations[:OPEN_AT_FIRST],
        quotations[OPEN_AT_FIRST:],
        max(0, len(found) - SHOWN),
        counted if counted and not found else 0,
    )


def _quotation(said: Said, speech: Speech) -> Quotation:
    scored = said.scored
    labels = sorted(
        {f.label for f in scored.findings} | {k for k, v in scored.labels.items() if v >= DECISION} if scored else set()
    )
    counted = scored is not None and scored.is_uncivil
    if counted and not labels:
        labels = ["shouting"]
    identifier = clean(said.message_id)
    return Quotation(
        words=_marked(said),
        labels=", ".join(speech.say(f"label_{label}") for label in labels),
        day=f"{speech.day(said.at)}, {said.at:%H:%M}",
        place=f"{clean(said.file)} {identifier}".strip(),
        counted=counted,
    )


def _marked(said: Said) -> Markup:
    findings = sorted(said.scored.findings, key=lambda f: f.start) if said.scored else []
    findings = [f for f in findings if said.text[f.start : f.end] == f.quote and f.quote]
    if not findings:
        quotes = [f.quote for f in said.scored.findings] if said.scored else []
        return Markup(" … ").join(Markup("<mark>{}</mark>").format(_flat(q)) for q in quotes) or escape(
            _flat(said.text[: 2 * AROUND])
        )
    start = _word_start(said.text, max(0, findings[0].start - AROUND))
    end = min(len(said.text), max(findings[0].end, min(findings[-1].end, start + 4 * AROUND)) + AROUND)
    parts, at = [Markup("… ") if start else Markup("")], start
    for finding in findings:
        if finding.start < at or finding.end > end:
            continue
        parts += [escape(_flat(said.text[at : finding.start]))]
        parts += [Markup("<mark>{}</mark>").format(_flat(finding.quote))]
        at = finding.end
    parts += [escape(_flat(said.text[at:end])), Markup(" …") if end < len(said.text) else Markup("")]
    return Markup("").join(parts)


def _flat(text: str) -> str:
    return clean(" ".join(text.split("\n")).replace("\r", " "))


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = text.find(" ", at)
    return at if space < 0 or space > at + 20 else space + 1
