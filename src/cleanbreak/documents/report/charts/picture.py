"""Money by strain: every client as a point, effective hourly rate across, uncivil messages upward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any

from markupsafe import Markup

from cleanbreak.assessment.facts import known
from cleanbreak.assessment.review import ClientReview, Review
from cleanbreak.assessment.thresholds import line
from cleanbreak.documents.report.charts.placement import Box, Label, Spot, place_labels, shortened
from cleanbreak.documents.report.charts.vega import FAINT, INK, color_scale, draw, shape_scale
from cleanbreak.documents.report.language import Speech, clean
from cleanbreak.documents.report.standing import most_urgent_first

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
ZONES = ("#f3e3ea", "#f8f0e3", "#fbf8ee", "#edf6f2")


@dataclass(frozen=True, slots=True)
class Size:
    """The drawing area in pixels; `band` is the height of the strip for clients without uncivil messages."""

    width: int
    height: int
    band: int
    css: str


WIDE = Size(900, 440, 170, "wide")
NARROW = Size(320, 460, 230, "narrow")


@dataclass(frozen=True, slots=True)
class Point:
    """One client in the picture: exact figures; `edge` is -1 or 1 where the rate lies beyond the drawn range."""

    name: str
    word: str
    rate: Fraction
    uncivil: int
    edge: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawn picture; `unnamed` counts points for whose name the wide drawing has no room."""

    drawings: tuple[Markup, ...]
    missing: tuple[str, ...]
    unnamed: int
    beyond: bool


def picture(review: Review, speech: Speech) -> Picture:
    """Return the picture of all clients, once for wide and once for narrow screens."""
    clients = most_urgent_first(review.clients)
    missing = tuple(c.client.name for c in clients if known(c.measures["effective_hourly_rate"]) is None)
    cost = Fraction(review.settings.practice.cost_per_hour)
    points = _points(clients)
    if not points:
        return Picture((), missing, 0, False)
    low, high = _range(points, cost)
    points = [_edged(p, low, high) for p in points]
    drawn = [_draw(points, (low, high), cost, size, speech) for size in (WIDE, NARROW)]
    return Picture(tuple(svg for svg, _ in drawn), missing, drawn[0][1], any(p.edge for p in points))


def _points(clients: Sequence[ClientReview]) -> list[Point]:
    found = []
    for c in clients:
        rate = known(c.measures["effective_hourly_rate"])
        if rate is not None:
            uncivil = int(known(c.measures["uncivil_messages_in"]) or 0)
            found.append(Point(clean(c.client.name), c.verdict.word, rate, uncivil))
    return found


def _range(points: Sequence[Point], cost: Fraction) -> tuple[Fraction, Fraction]:
    """Return the drawn range of rates: the lines always, outliers not."""
    healthy = line("coverage_healthy") * cost or Fraction(100)
    rates = sorted(p.rate for p in points)
    usual = rates[int(len(rates) * 0.9) - 1] if len(rates) > 1 else rates[0]
    high = min(rates[-1], max(2 * healthy, usual * Fraction(5, 4)))
    low = max(rates[0], -healthy)
    high, low = max(high, healthy * Fraction(5, 4)), min(low, Fraction(0))
    margin = (high - low) / 25
    return (low - margin if low < 0 else low), high + margin


def _edged(point: Point, low: Fraction, high: Fraction) -> Point:
    side = -1 if point.rate < low else 1 if point.rate > high else 0
    return Point(point.name, point.word, point.rate, point.uncivil, side)


def _draw(
    points: Sequence[Point], span: tuple[Fraction, Fraction], cost: Fraction, size: Size, speech: Speech
) -> tuple[Markup, int]:
    top = max(p.uncivil for p in points)
    placed = _in_band([_position(p, span, top, size) for p in points], points, size)
    spots = [Spot(x, y, _text(p, speech)) for p, (x, y) in zip(points, placed, strict=True)]
    frame = Box(2, 20 if size.width > 500 else 44, size.width - 2, size.height - 2)
    band_words = Box(
        0, size.height - size.band, len(speech.say("picture_band")) * 6.2 + 8, size.height - size.band + 16
    )
    labels = place_labels(spots, frame, [band_words])
    spec = {
        "width": size.width,
        "height": size.height,
        "layer": [
            *_zones(span, cost, size, speech),
            _band(size, speech),
            *_marks(points, placed, size),
            *_names(labels, size),
            _y_labels(top, size, speech),
        ],
    }
    description = speech.say("picture_desc", count=speech.number(len(points)))
    svg = draw(spec, speech.language, f"picture-{size.css}", speech.say("picture_title"), description, size.css)
    return svg, len(spots) - len(labels)


def _text(point: Point, speech: Speech) -> str:
    name = shortened(point.name)
    if not point.edge:
        return name
    arrow = "→" if point.edge > 0 else "←"
    return f"{name} {speech.number(point.rate)} {arrow}"


def _position(point: Point, span: tuple[Fraction, Fraction], top: int, size: Size) -> tuple[float, float]:
    low, high = span
    rate = min(max(point.rate, low), high)
    x = float((rate - low) / (high - low)) * size.width
    inner = 9
    return min(max(x, inner), size.width - inner), _height(point.uncivil, top, size)


def _height(count: int, top: int, size: Size) -> float:
    """Return the height of a count: by its square root, so that one and forty can be told apart in one picture."""
    above = size.height - size.band - (34 if size.width > 500 else 60)
    return size.height - size.band - 16 - (sqrt(count) - 1) / max(sqrt(top) - 1, 0.6) * (above - 16)


def _in_band(placed: Sequence[tuple[float, float]], points: Sequence[Point], size: Size) -> list[tuple[float, float]]:
    """Spread those without uncivil messages over the band's height, neighbors apart."""
    quiet = sorted((i for i, p in enumerate(points) if not p.uncivil), key=lambda i: placed[i][0])
    rows = max(1, (size.band - 36) // 26) // 2 * 2 + 1
    result = list(placed)
    for place, index in enumerate(quiet):
        row = (place * 2) % rows
        result[index] = (placed[index][0], size.height - size.band + 30 + row * (size.band - 44) / max(1, rows - 1))
    return result


def _x_axis(size: Size, title: str) -> dict[str, Any]:
    return {"title": title, "tickCount": 8 if size.width > 500 else 4, "grid": False, "format": ",.0f"}


def _zones(span: tuple[Fraction, Fraction], cost: Fraction, size: Size, speech: Speech) -> list[dict[str, Any]]:
    low, high = span
    lines = [cost, cost * line("coverage_floor"), cost * line("coverage_healthy")]
    bounds = [low, *(min(max(b, low), high) for b in lines), high]
    zones = [
        {"from": float(a), "to": float(b), "fill": fill}
        for a, b, fill in zip(bounds, bounds[1:], ZONES, strict=False)
        if b > a
    ]
    times = [Fraction(1), line("coverage_floor"), line("coverage_healthy")]
    marks = [
        {"at": float(at), "text": _line_words(at, t, speech), "y": 10 + (row * 13 if size.width < 500 else 0)}
        for row, (at, t) in enumerate(zip(lines, times, strict=True))
        if low < at < high
    ]
    scale = {"domain": [float(low), float(high)], "nice": False, "zero": False}
    x = {
        "type": "quantitative",
        "scale": scale,
        "axis": _x_axis(size, speech.say("picture_x", currency=speech.currency)),
    }
    return [
        {
            "data": {"values": zones},
            "mark": {"type": "rect", "y": 0, "y2": size.height, "color": {"expr": "datum.fill"}},
            "encoding": {
                "x": {"field": "from", **x},
                "x2": {"field": "to"},
                "fill": {"field": "fill", "type": "nominal", "scale": None},
            },
        },
        {
            "data": {"values": marks},
            "mark": {"type": "rule", "strokeDash": [4, 4], "color": FAINT, "y": 0, "y2": size.height},
            "encoding": {"x": {"field": "at", **x}},
        },
        {
            "data": {"values": marks},
            "mark": {"type": "text", "dx": 4, "align": "left", "fontSize": 11, "color": FAINT},
            "encoding": {"x": {"field": "at", **x}, **_pixels(size, {"y": "y"}), "text": {"field": "text"}},
        },
    ]


def _line_words(at: Fraction, times: Fraction, speech: Speech) -> str:
    if times == 1:
        return speech.say("zone_cost", value=speech.number(at))
    return speech.say("zone_times", value=speech.number(times, 1))


def _pixels(size: Size, fields: Mapping[str, str]) -> dict[str, Any]:
    """Return encodings of pixel positions."""
    return {channel: {"field": field, "type": "quantitative", "scale": None} for channel, field in fields.items()}


def _band(size: Size, speech: Speech) -> dict[str, Any]:
    at = size.height - size.band
    return {
        "data": {"values": [{"x": 0, "x2": size.width, "y": at, "tx": 4, "ty": at + 9}]},
        "layer": [
            {
                "mark": {"type": "rule", "color": FAINT, "strokeWidth": 1},
                "encoding": _pixels(size, {"x": "x", "x2": "x2", "y": "y"}),
            },
            {
                "mark": {
                    "type": "text",
                    "text": speech.say("picture_band"),
                    "align": "left",
                    "fontSize": 11,
                    "fontStyle": "italic",
                    "color": FAINT,
                },
                "encoding": _pixels(size, {"x": "tx", "y": "ty"}),
            },
        ],
    }


def _marks(points: Sequence[Point], placed: Sequence[tuple[float, float]], size: Size) -> list[dict[str, Any]]:
    values = [{"x": x, "y": y, "word": p.word} for p, (x, y) in zip(points, placed, strict=True)]
    return [
        {
            "data": {"values": values},
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "stroke": "white", "strokeWidth": 1},
            "encoding": {
                **_pixels(size, {"x": "x", "y": "y"}),
                "shape": {"field": "word", "type": "nominal", "scale": shape_scale(), "legend": None},
                "fill": {"field": "word", "type": "nominal", "scale": color_scale(), "legend": None},
            },
        }
    ]


def _names(labels: Sequence[Label], size: Size) -> list[dict[str, Any]]:
    leaders = [{"x": m.spot.x, "y": m.spot.y, "x2": m.anchor[0], "y2": m.anchor[1]} for m in labels if m.leader]
    texts = [{"x": m.left, "y": m.middle, "text": m.spot.text} for m in labels]
    return [
        {
            "data": {"values": leaders},
            "mark": {"type": "rule", "color": FAINT, "strokeWidth": 0.7},
            "encoding": _pixels(size, {"x": "x", "y": "y", "x2": "x2", "y2": "y2"}),
        },
        {
            "data": {"values": texts},
            "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": 12, "color": INK},
            "encoding": {**_pixels(size, {"x": "x", "y": "y"}), "text": {"field": "text"}},
        },
    ]


def _y_labels(top: int, size: Size, speech: Speech) -> dict[str, Any]:
    counts = [n for n in STEPS if n <= top]
    if top and counts and (top not in counts) and sqrt(top) - sqrt(counts[-1]) > sqrt(top) / 8:
        counts.append(top)
    values = [{"x": -6, "y": _height(n, top, size), "text": speech.number(n)} for n in _apart(counts, top, size)]
    return {
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "text", "align": "right", "fontSize": 12, "color": FAINT},
                "encoding": {**_pixels(size, {"x": "x", "y": "y"}), "text": {"field": "text"}},
            },
            {
                "data": {"values": [{"x": 0, "y": -8, "text": speech.say("picture_y") + " ↑"}]},
                "mark": {"type": "text", "align": "left", "fontSize": 12, "color": FAINT},
                "encoding": {**_pixels(size, {"x": "x", "y": "y"}), "text": {"field": "text"}},
            },
        ],
    }


def _apart(counts: Sequence[int], top: int, size: Size) -> list[int]:
    kept: list[int] = []
    for count in counts:
        if not kept or _height(kept[-1], top, size) - _height(count, top, size) >= 18:
            kept.append(count)
    return kept
