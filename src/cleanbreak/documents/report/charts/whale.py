"""The whale curve: contribution added up, the most profitable client first."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from cleanbreak.assessment.review import Review
from cleanbreak.documents.report.charts.placement import ABOVE, Box, Spot, place_labels, shortened
from cleanbreak.documents.report.charts.vega import FAINT, INK, color_scale, draw, shape_scale
from cleanbreak.documents.report.language import Speech, clean

NAMED_UP_TO = 16
NAMED_UP_TO_NARROW = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One client on the curve: place from 1, its own contribution and the sum up to it."""

    rank: int
    name: str
    word: str
    own: Fraction
    total: Fraction


@dataclass(frozen=True, slots=True)
class Whale:
    """The curve, its table and the sentence that says what it shows."""

    drawings: tuple[Markup, ...]
    lead: str
    steps: tuple[Step, ...]


def whale(review: Review, speech: Speech) -> Whale:
    """Return the curve of the clients whose contribution is known, once for wide and once for narrow screens."""
    steps = _steps(review)
    if not steps:
        return Whale((), speech.say("whale_empty"), ())
    drawings = tuple(
        _draw(steps, width, height, css, speech) for width, height, css in ((880, 300, "wide"), (290, 280, "narrow"))
    )
    return Whale(drawings, _lead(steps, speech), steps)


def _steps(review: Review) -> tuple[Step, ...]:
    by_key = {c.client.key: c for c in review.clients}
    steps: list[Step] = []
    before = Fraction(0)
    for rank, (key, total) in enumerate(review.whale, start=1):
        client = by_key[key]
        steps.append(Step(rank, clean(client.client.name), client.verdict.word, total - before, total))
        before = total
    return tuple(steps)


def _lead(steps: Sequence[Step], speech: Speech) -> str:
    peak = max(steps, key=lambda s: s.total)
    total = steps[-1].total
    if peak.total <= 0:
        return speech.say("whale_lead_all_lose", total=speech.money(total, 0))
    if peak.total == total:
        return speech.say("whale_lead_rises", total=speech.money(total, 0))
    return speech.say(
        _falling_code(peak.rank, len(steps)),
        count=speech.spelled(peak.rank),
        peak=speech.money(peak.total, 0),
        lost=speech.money(peak.total - total, 0),
        total=speech.money(total, 0),
    )


def _falling_code(best: int, total: int) -> str:
    if best == 1:
        return "whale_lead_one"
    return "whale_lead_last" if best == total - 1 else "whale_lead_falls"


def _draw(steps: Sequence[Step], width: int, height: int, css: str, speech: Speech) -> Markup:
    low = min(Fraction(0), *(s.total for s in steps))
    high = max(Fraction(0), *(s.total for s in steps)) or Fraction(1)
    room = (high - low) / 6
    low, high = (low - room if low < 0 else low), high + room
    values = [{"rank": 0, "total": 0.0, "word": ""}] + [
        {"rank": s.rank, "total": float(s.total), "word": s.word} for s in steps
    ]
    x = {
        "field": "rank",
        "type": "quantitative",
        "scale": {"domain": [0, len(steps) + 0.6], "nice": False},
        "axis": {
            "title": speech.say("whale_x"),
            "tickMinStep": 1,
            "tickCount": min(len(steps), 12),
            "grid": False,
            "format": ",.0f",
        },
    }
    y = {
        "field": "total",
        "type": "quantitative",
        "scale": {"domain": [float(low), float(high)], "nice": False},
        "axis": {"title": None, "tickCount": 5, "format": ",.0f", "domain": False, "ticks": False},
    }
    spec = {
        "width": width,
        "height": height,
        "title": {"text": speech.say("whale_y", currency=speech.currency), "anchor": "start", "fontSize": 12,
                  "fontWeight": "normal", "color": FAINT, "offset": 8},
        "layer": [
            _shape(values, {"type": "area", "color": "#dbe7f3", "line": {"color": "#2f4b66", "strokeWidth": 2}}, x, y),
            {"data": {"values": [{}]}, "mark": {"type": "rule", "color": FAINT},
             "encoding": {"y": {"datum": 0, "type": "quantitative"}}},
            _points(values[1:], x, y, 36 if len(steps) > 40 else 90),
            *_names(steps, (low, high), width, height),
        ],
    }  # fmt: skip
    name = f"whale-{css}"
    return draw(spec, speech.language, name, speech.say("whale_title"), speech.say("whale_desc"), css)


def _shape(values: list[dict[str, Any]], mark: dict[str, Any], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}}


def _points(values: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], size: int) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "size": size, "opacity": 1, "stroke": "white", "strokeWidth": 1},
        "encoding": {
            "x": x,
            "y": y,
            "shape": {"field": "word", "type": "nominal", "scale": shape_scale(), "legend": None},
            "fill": {"field": "word", "type": "nominal", "scale": color_scale(), "legend": None},
        },
    }


def _names(steps: Sequence[Step], span: tuple[Fraction, Fraction], width: int, height: int) -> list[dict[str, Any]]:
    low, high = span
    everyone = [
        Spot(s.rank / (len(steps) + 0.6) * width, height - float((s.total - low) / (high - low)) * height, s.name)
        for s in steps
    ]
    falling = [i for i, s in enumerate(steps) if s.own < 0]
    wanted = [*falling[::-1], *(i for i in range(len(steps)) if i not in falling)] if falling else range(len(steps))
    chosen = list(wanted)[: NAMED_UP_TO if width > 500 else NAMED_UP_TO_NARROW]
    rest = [
        Box(everyone[i].x - 6, everyone[i].y - 6, everyone[i].x + 6, everyone[i].y + 6)
        for i in range(len(steps))
        if i not in chosen
    ]
    spots = [Spot(everyone[i].x, everyone[i].y, shortened(everyone[i].text, 22)) for i in chosen]
    labels = place_labels(spots, Box(2, 2, width - 2, height - 2), rest, ABOVE)
    leaders = [{"x": m.spot.x, "y": m.spot.y, "x2": m.anchor[0], "y2": m.anchor[1]} for m in labels if m.leader]
    texts = [{"x": m.left, "y": m.middle, "text": m.spot.text} for m in labels]
    pixel = {"type": "quantitative", "scale": None}
    return [
        {
            "data": {"values": leaders},
            "mark": {"type": "rule", "color": FAINT, "strokeWidth": 0.7},
            "encoding": {c: {"field": c, **pixel} for c in ("x", "y", "x2", "y2")},
        },
        {
            "data": {"values": texts},
            "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": 12, "color": INK},
            "encoding": {"x": {"field": "x", **pixel}, "y": {"field": "y", **pixel}, "text": {"field": "text"}},
        },
    ]
