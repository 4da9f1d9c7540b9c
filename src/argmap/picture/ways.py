"""Where lines meet boxes and joints: each with a place of its own on the side that it comes to.

Places are given as ``u``, which grows from rank to rank, and ``v``, along a
rank, so that the four directions are one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from argmap.layout import Curve, Layout, Point
from argmap.picture.compose import BEHIND, badge_width
from argmap.picture.scene import Box, Direction, Joint, Scene, Strand, is_across

_CORNER, _ROUND_CORNER = 20.0, 40.0
_APART = 28.0  # lines at one side are so far apart, where there is room


class Turn:
    """Between places on the page and (u, v)."""

    def __init__(self, direction: Direction) -> None:
        self.is_across = is_across(direction)
        self.sign = 1.0 if direction in ("right", "down") else -1.0

    def there(self, point: Point) -> Point:
        """A place on the page as (u, v)."""
        x, y = point
        return (self.sign * x, y) if self.is_across else (self.sign * y, x)

    def back(self, point: Point) -> Point:
        """(u, v) as a place on the page."""
        u, v = point
        return (self.sign * u, v) if self.is_across else (v, self.sign * u)

    def curve_back(self, curve: Curve) -> Curve:
        """A curve in (u, v) as one on the page."""
        head = self.back(curve.head) if curve.head is not None else None
        tail = self.back(curve.tail) if curve.tail is not None else None
        return Curve(tuple(self.back(point) for point in curve.points), head, tail)


@dataclass(slots=True, eq=False)
class Part:
    """A box or joint, by its middle."""

    u: float
    v: float
    long: float
    """Half its extent from rank to rank."""
    wide: float
    """Half its extent along the rank."""
    corner: float | None
    """Of a box: no line ends nearer to its corner; None for a joint."""
    has_word: bool = False
    is_bend: bool = False
    badge: float = 0.0
    """The room at the far end of its sides that a badge takes."""
    fold: float = 0.0
    """How far what is drawn behind it reaches out on the side towards later ranks, or if negative towards earlier ones."""

    @property
    def low(self) -> float:
        """The least v at which a line may meet it."""
        return self.v - max(0.0, self.wide - self.corner) if self.corner is not None else self.v

    @property
    def high(self) -> float:
        """The greatest v at which a line may meet it."""
        return max(self.low, self.v + self.wide - self.corner - self.badge) if self.corner is not None else self.v

    def edge(self, side: int) -> float:
        """The u of its side towards later ranks (1) or earlier ones (-1)."""
        return self.u + side * (self.long + max(0.0, self.fold * side))


@dataclass(slots=True)
class End:
    """Where a line meets a part: at its side towards later ranks (1) or earlier ones (-1)."""

    part: Part
    side: int
    v: float = 0.0
    wish: float | None = None
    """Where it would best meet it, if that does not follow from where the line leads."""
    clear: float | None = None
    """The ``u`` up to which the line has to run straight, for boxes beside this one reach so far."""


@dataclass(slots=True)
class Lane:
    """A line's way past the boxes of a rank: straight at ``v``, from ``low`` to ``high``."""

    low: float
    high: float
    v: float


@dataclass(slots=True)
class Way:
    """A strand on its way from part to part, past the ranks between."""

    strand: Strand
    tail: End
    head: End
    lanes: list[Lane] = field(default_factory=list)
    """From tail to head."""


def parts_of(scene: Scene, layout: Layout, turn: Turn) -> dict[str, Part]:
    """All boxes and joints in their places, the boxes of a rank in line with each other on the side of their targets."""
    parts: dict[str, Part] = {}
    drawn: list[Box | Joint] = [*scene.boxes, *scene.joints]
    for each in drawn:
        u, v = turn.there(layout.places[each.id])
        long, wide = (each.width / 2, each.height / 2) if turn.is_across else (each.height / 2, each.width / 2)
        if isinstance(each, Box):
            part = parts[each.id] = Part(u, v, long, wide, _ROUND_CORNER if each.shape == "question" else _CORNER)
            part.badge = badge_width(each.hidden) if each.hidden and not turn.is_across else 0.0
            part.fold = turn.sign * BEHIND if each.folded else 0.0
        else:
            parts[each.id] = Part(u, v, long, wide, None, bool(each.word), each.is_bend)
    for rank in ranks_of(scene, parts):
        edge = min(part.u - part.long for part in rank)
        for part in rank:
            part.u = edge + part.long
    return parts


def ranks_of(scene: Scene, parts: Mapping[str, Part]) -> list[list[Part]]:
    """The boxes rank by rank, each rank in order along it."""
    ranks: dict[int, list[Part]] = {}
    for box in scene.boxes:
        ranks.setdefault(scene.depth[box.id], []).append(parts[box.id])
    return [sorted(ranks[depth], key=lambda part: part.v) for depth in sorted(ranks)]


def set_levels(ways: Sequence[Way]) -> None:
    """Give each line a place of its own on the side of its box, in the order of where the lines come from."""
    sides: dict[tuple[Part, int], list[End]] = {}
    for way in ways:
        at_tail, at_head = levels(way.tail.part, way.head.part)
        if way.lanes:
            at_tail, at_head = way.lanes[0].v, way.lanes[-1].v
        for end, level in ((way.tail, at_tail), (way.head, at_head)):
            if end.part.corner is None:
                end.v = end.part.v
            else:
                end.v = level if end.wish is None else end.wish
                sides.setdefault((end.part, end.side), []).append(end)
    for (part, _), ends in sides.items():
        ends.sort(key=lambda end: end.v)
        spread(ends, part.low, part.high, _APART)


def levels(one: Part, other: Part) -> tuple[float, float]:
    """The v at which a line between two parts would best meet each: the same if it can be, else the middle of the other."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    if low <= high:
        level = min(max((one.v + other.v) / 2, low), high)
        return level, level
    return other.v, one.v


def spread(stops: Sequence[End | Lane], low: float, high: float, apart: float) -> None:
    """Move what is in order along a rank as little as it takes to lie between two v, and so far apart as there is room."""
    apart = min(apart, (high - low) / (len(stops) - 1)) if len(stops) > 1 else 0.0
    least = low
    for stop in stops:
        stop.v = least = max(min(stop.v, high), least)
        least += apart
    most = high
    for stop in reversed(stops):
        stop.v = most = min(stop.v, most)
        most -= apart


def move(joint: Part, own: Sequence[Way], v: float) -> None:
    """Put a joint at some v, with all lines that meet there."""
    joint.v = v
    for way in own:
        for end in (way.tail, way.head):
            if end.part is joint:
                end.v = v
