"""Where names go beside points so that none lies on another; names that find no room are left to the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

CHARACTER = 7.0
LINE_HEIGHT = 14.0
POINT_RADIUS = 7.0
BESIDE = tuple(2 * pi * step / 16 for step in (0, 8, 1, 15, 7, 9, 2, 14, 6, 10, 4, 12, 3, 13, 5, 11))
ABOVE = tuple(2 * pi * step / 16 for step in (6, 5, 4, 7, 3, 2, 8, 1, 14, 13, 12, 0, 15, 11, 10, 9))
DISTANCES = (11.0, 22.0, 36.0, 52.0, 70.0, 90.0)
LEADER_FROM = 16.0
CROWD = 30
REACH_IN_A_CROWD = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        """Tell whether this rectangle lies wholly in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in pixels with its name; the order of spots is the order in which names get room."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """A placed name: its box's left and middle line, and whether a thin line must lead to its point."""

    spot: Spot
    left: float
    middle: float
    width: float
    leader: bool

    @property
    def anchor(self) -> tuple[float, float]:
        """The end of the leader at the name: the nearer side."""
        nearest = min(max(self.spot.x, self.left), self.left + self.width)
        below = self.middle + LINE_HEIGHT / 2 if self.middle < self.spot.y else self.middle - LINE_HEIGHT / 2
        beside = abs(self.middle - self.spot.y) < LINE_HEIGHT / 2
        return nearest, self.middle if beside else below


def shortened(text: str, length: int = 26) -> str:
    """Return a name that is short enough for a picture."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def place_labels(
    spots: Sequence[Spot], frame: Box, taken: Sequence[Box] = (), directions: Sequence[float] = BESIDE
) -> list[Label]:
    """Return labels that overlap neither each other nor a point nor what is `taken`; spots without room are left out.

    In a crowd names stay close to their points: many long lines would say nothing.
    """
    occupied = [*taken, *(_point(s) for s in spots)]
    labels = []
    reach = DISTANCES[:REACH_IN_A_CROWD] if len(spots) > CROWD else DISTANCES
    for spot in spots:
        label = _fit(spot, frame, occupied, directions, reach)
        if label is not None:
            occupied.append(_box(label))
            labels.append(label)
    return labels


def _fit(
    spot: Spot, frame: Box, occupied: Sequence[Box], directions: Sequence[float], reach: Sequence[float]
) -> Label | None:
    width = len(spot.text) * CHARACTER + 4
    own = _point(spot)
    for distance in reach:
        for angle in directions:
            x, y = spot.x + distance * cos(angle), spot.y - distance * sin(angle)
            left = x if cos(angle) > 0.2 else x - width if cos(angle) < -0.2 else x - width / 2
            label = Label(spot, left, y, width, distance > LEADER_FROM)
            box = _box(label)
            if box.within(frame) and not any(box.meets(other) for other in occupied if other != own):
                return label
    return None


def _point(spot: Spot) -> Box:
    return Box(spot.x - POINT_RADIUS, spot.y - POINT_RADIUS, spot.x + POINT_RADIUS, spot.y + POINT_RADIUS)


def _box(label: Label) -> Box:
    half = LINE_HEIGHT / 2
    return Box(label.left, label.middle - half, label.left + label.width, label.middle + half)
