"""A review as data: the JSON shape of MEASURES.md (schema: docs/reference/review.schema.json), optionally without names."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from cleanbreak.assessment.affordability import Affordability
from cleanbreak.assessment.evidence import COMPOSED, Evidence, Source, sources_of
from cleanbreak.assessment.reasons import Reason
from cleanbreak.assessment.review import ClientReview, Review
from cleanbreak.errors import CleanbreakError
from cleanbreak.importers.outcome import problem_as_json
from cleanbreak.ledger.exact import published
from cleanbreak.measures.catalogue import publish
from cleanbreak.measures.totals import Gap, Month, Value

SCHEMA = 1
NOTE = "private, do not forward"
SCORE_NOTE = "words that insult, threaten or press, with the sentences; not a judgement of a person"
RATIO_REASONS = {"coverage", "realization", "unbilled", "concentration", "off_hours"}


def as_json(review: Review) -> dict[str, Any]:
    """Return the whole review in its published form: money, hours and ratios as decimal strings, counts as integers."""
    return {
        "schema": SCHEMA,
        "note": NOTE,
        "as_of": review.period.end.isoformat(),
        "period": {"start": review.period.start.isoformat(), "end": review.period.end.isoformat()},
        "currency": review.currency,
        "about_messages": SCORE_NOTE,
        "clients": [_client(c) for c in review.clients],
        "whale_curve": [
            {"client": _name_of(review, key), "contribution_up_to_here": published(total, 2)}
            for key, total in review.whale
        ],
        "unassigned": [
            {"kind": u.kind, "code": u.code, **u.params, **({"file": u.file, "row": u.row} if u.file else {})}
            for u in review.unassigned
        ],
        "proposed_merges": [
            {"left": m.left, "right": m.right, "code": m.code, "detail": m.detail} for m in review.proposed
        ],
        "assumed": [{"code": a.code, **a.params} for a in review.assumed],
        "problems": [problem_as_json(p) for p in review.problems],
        "refused": [refusal_as_json(f.refused) for f in review.files if f.refused is not None],
        "files": [{"file": f.name, "format": f.format, "counts": dict(f.counts)} for f in review.files],
    }


def refusal_as_json(error: CleanbreakError | None) -> dict[str, Any]:
    """Return why a file was refused, as code and sentence."""
    return {"code": error.code, "sentence": str(error)} if error is not None else {}


def _name_of(review: Review, key: int) -> str:
    return next((c.client.name for c in review.clients if c.client.key == key), "")


def _client(c: ClientReview) -> dict[str, Any]:
    return {
        "name": c.client.name,
        "aliases": list(c.client.aliases),
        "measures": {name: publish(name, value) for name, value in c.measures.items()},
        "reasons": _gaps(c.measures),
        "months": {_month(m): _month_values(values) for m, values in c.months.items()},
        "recommendation": {
            "word": c.verdict.word,
            "rule": c.verdict.rule,
            "borderline": c.verdict.borderline,
            "near": list(c.verdict.near),
            "reasons": [_reason(r, c.evidence) for r in c.reasons],
            "flips": [{"kind": f.kind, "value": str(f.value), "word": f.word} for f in c.flips],
        },
        "affordability": _affordability(c.affordability),
        "evidence": [evidence_as_json(e) for e in c.evidence],
        "more_evidence": dict(c.more_evidence),
        "strain": [{"on": s.on.isoformat(), "value": s.value} for s in (c.settings.strain if c.settings else ())],
        "calls": [{"on": k.on.isoformat(), "minutes": k.minutes} for k in (c.settings.calls if c.settings else ())],
        "sender_zone_minutes": c.other_zone_minutes,
    }


def _gaps(measures: Mapping[str, Value]) -> dict[str, str]:
    return {name: value.code for name, value in measures.items() if isinstance(value, Gap)}


def _month(month: Month) -> str:
    return f"{month[0]:04d}-{month[1]:02d}"


def _month_values(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: publish(name, value) for name, value in values.items()}


def _reason(reason: Reason, evidence: list[Evidence]) -> dict[str, Any]:
    measure = "repair" if reason.code == "conduct_after_warning" else reason.measure
    places = 4 if reason.code in RATIO_REASONS else 2
    return {
        "code": reason.code,
        "measure": reason.measure,
        "value": _decimal(reason.value, places),
        "line": _decimal(reason.line, places),
        "origin": reason.origin,
        "speaks_for_keeping": reason.good,
        "gap": reason.gap,
        "sources": [source_as_json(s) for s in sources_of(evidence, measure) or _behind(reason.measure, evidence)],
    }


def _behind(measure: str, evidence: list[Evidence]) -> list[Source]:
    return [s for part in COMPOSED.get(measure, ()) for s in sources_of(evidence, part, 2)]


def _decimal(value: Fraction | None, places: int) -> str | None:
    return None if value is None else published(value, places)


def _affordability(a: Affordability) -> dict[str, Any]:
    return {
        "share_of_revenue": _decimal(a.share_of_revenue, 4),
        "concentration": a.concentration or None,
        "client_per_month": _decimal(a.client_per_month, 2),
        "others_per_month": _decimal(a.others_per_month, 2),
        "gap_per_month": _decimal(a.gap_per_month, 2),
        "runway_months": _decimal(a.runway_months, 1),
        "replacement_rate": _decimal(a.replacement_rate, 2),
        "contribution_without": _decimal(a.contribution_without, 2),
        "rate_without": _decimal(a.rate_without, 2),
    }


def evidence_as_json(item: Evidence) -> dict[str, Any]:
    """Return one evidence item: measure, source, and the words where words count."""
    result: dict[str, Any] = {"measure": item.measure, "source": source_as_json(item.source)}
    if item.text:
        result["text"] = item.text
    return result


def source_as_json(source: Source) -> dict[str, Any]:
    """Return a source: the file and one of row, message_id, invoice or at."""
    result: dict[str, Any] = {"file": source.file}
    if source.message_id:
        result["message_id"] = source.message_id
    elif source.invoice:
        result["invoice"] = source.invoice
    elif source.at:
        result["at"] = source.at
    else:
        result["row"] = source.row
    return result


def anonymized(review: Review) -> Review:
    """Return the review without names, addresses and words: clients become "Client 1", "Client 2" by contribution."""
    ranks = {key: rank for rank, (key, _) in enumerate(review.whale, start=1)}
    rest = iter(range(len(ranks) + 1, len(review.clients) + 1))
    files = {f.name: f"file {n}" for n, f in enumerate(review.files, start=1)}
    clients = [_anonymous(c, ranks.get(c.client.key) or next(rest), files) for c in review.clients]
    clients.sort(key=lambda c: int(c.client.name.rpartition(" ")[2]))
    return replace(
        review,
        clients=clients,
        owner=replace(review.owner, names=(), addresses=(), assumed=()),
        unassigned=[],
        proposed=[],
        assumed=[replace(a, params={}) for a in review.assumed],
        problems=[replace(p, file=files.get(p.file, ""), params={}) for p in review.problems],
        files=[replace(f, name=files[f.name], problems=[], refused=None) for f in review.files],
    )


def _anonymous(c: ClientReview, rank: int, files: Mapping[str, str]) -> ClientReview:
    client = replace(c.client, name=f"Client {rank}", aliases=(), domains=(), addresses=())
    evidence = [
        replace(e, text="", source=replace(e.source, file=files.get(e.source.file, ""), message_id="", invoice=""))
        for e in c.evidence
    ]
    said = [replace(s, text="", subject="", message_id="", file="", warning="", scored=None) for s in c.said]
    settings = None
    if c.settings is not None:
        settings = replace(
            c.settings,
            name=client.name,
            aliases=(),
            domains=(),
            addresses=(),
            strain=tuple(replace(s, note="") for s in c.settings.strain),
            calls=tuple(replace(k, note="") for k in c.settings.calls),
        )
    return replace(c, client=client, evidence=evidence, said=said, settings=settings, warning_read=None)
