"""A client's timeline as a small SVG of its own: money up, hours down, one lane of marks for each kind of strain."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from markupsafe import Markup, escape

from cleanbreak.documents.report.buckets import Bucket
from cleanbreak.documents.report.charts.vega import svg_head
from cleanbreak.documents.report.language import Speech, clean

WIDTH, LEFT, RIGHT = 360, 68, 4
MONEY, HOURS, LANE = 62, 38, 17
MONEY_FILL, HOURS_FILL = "#3b6ea5", "#a8adb5"
Lane = tuple[str, Callable[[Bucket], int], str]
LANES: tuple[Lane, ...] = (
    ("lane_uncivil", lambda b: b.uncivil, "square"),
    ("lane_warnings", lambda b: len(b.warnings), "triangle"),
    ("lane_meetings", lambda b: b.meetings, "circle"),
    ("lane_calls", lambda b: b.calls, "ring"),
    ("lane_strain", lambda b: b.strain or 0, "bar"),
)


def timeline(shown: Sequence[Bucket], client: str, number: int, speech: Speech) -> Markup:
    """Return the drawing; `number` makes its ids unique in the page."""
    lanes = [lane for lane in LANES if any(lane[1](b) for b in shown)]
    step = (WIDTH - LEFT - RIGHT) / max(1, len(shown))
    base = 10 + MONEY
    top_of_lanes = base + HOURS + 20
    height = top_of_lanes + LANE * len(lanes) + 2
    parts = [*_bars(shown, step, base, speech), *_calendar(shown, step, base + HOURS + 13)]
    for row, lane in enumerate(lanes):
        parts += _lane(lane, shown, step, top_of_lanes + row * LANE + LANE / 2, speech)
    head = svg_head(
        f"timeline-{number}",
        f"0 0 {WIDTH} {height}",
        speech.say("timeline_name", client=clean(client)),
        speech.say("timeline_desc"),
        "timeline",
    )
    return head + Markup("".join(parts)) + Markup("</svg>")


def _bars(shown: Sequence[Bucket], step: float, base: float, speech: Speech) -> list[str]:
    most = max((abs(b.collected) for b in shown if b.collected is not None), default=Fraction(0))
    longest = max((b.hours for b in shown if b.hours is not None), default=Fraction(0))
    parts = [
        _text(0, base - MONEY / 2 + 2, speech.say("lane_money"), "l"),
        _text(LEFT - 5, base - MONEY + 6, speech.number(most), "r"),
        _text(0, base + HOURS / 2 + 6, speech.say("lane_hours"), "l"),
        _text(LEFT - 5, base + HOURS, speech.number(longest), "r"),
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{base}" y2="{base}" class="axis"/>',
    ]
    width = max(1.0, step * 0.72)
    for place, bucket in enumerate(shown):
        x = LEFT + place * step + (step - width) / 2
        if bucket.collected and most:
            tall = float(abs(bucket.collected) / most) * MONEY
            fill = "money" if bucket.collected > 0 else "refund"
            parts.append(
                f'<rect x="{x:.1f}" y="{base - tall:.1f}" width="{width:.1f}" height="{tall:.1f}" class="{fill}"/>'
            )
        if bucket.hours and longest:
            tall = float(bucket.hours / longest) * HOURS
            parts.append(f'<rect x="{x:.1f}" y="{base}" width="{width:.1f}" height="{tall:.1f}" class="hours"/>')
    return parts


def _calendar(shown: Sequence[Bucket], step: float, y: float) -> list[str]:
    parts, last = [], -100.0
    for place, bucket in enumerate(shown):
        x = LEFT + place * step
        if place == 0 or bucket.first[1] == 1:
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="10" y2="{y:.1f}" class="year"/>')
            if x - last >= 30:
                parts.append(_text(x + 2, y, str(bucket.first[0]), "l"))
                last = x
    return parts


def _lane(lane: Lane, shown: Sequence[Bucket], step: float, y: float, speech: Speech) -> list[str]:
    code, count, shape = lane
    parts = [_text(0, y + 4, speech.say(code), "l")]
    size = min(13.0, max(2.0, step - 1))
    for place, bucket in enumerate(shown):
        value = count(bucket)
        if value:
            parts.append(_mark(shape, LEFT + (place + 0.5) * step, y, size, value))
    return parts


def _mark(shape: str, x: float, y: float, size: float, value: int) -> str:
    half = size / 2
    number = ""
    if shape == "square":
        if size >= 10 and value > 1:
            number = f'<text x="{x:.1f}" y="{y + 3.5:.1f}" class="count">{value}</text>'
        return f'<rect x="{x - half:.1f}" y="{y - 6.5}" width="{size:.1f}" height="13" class="uncivil"/>{number}'
    if shape == "triangle":
        return f'<path d="M{x:.1f},{y - 6}l6,12h-12z" class="warning"/>'
    if shape == "bar":
        tall = max(1.0, value / 100 * 14)
        return (
            f'<rect x="{x - half:.1f}" y="{y + 7 - tall:.1f}" width="{size:.1f}" height="{tall:.1f}" class="strain"/>'
        )
    radius = min(half, 2 + value**0.5)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" class="{shape}"/>'


def _text(x: float, y: float, text: str, css: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{css}">{escape(text)}</text>'
