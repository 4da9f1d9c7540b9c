"""The way of each line from side to side, drawn anew between the places that the engine found.

The engine decides where everything stands and how long lines pass what lies
between.  Here every line is given a place of its own on the side of a box,
leaves and meets boxes at a right angle, and an undercut meets the link that
it cuts from the side.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from argmap.layout import Curve, Layout, Point
from argmap.picture.scene import HEAD, HEADLESS, Box, Direction, Joint, Scene, Strand

_CORNER, _ROUND_CORNER = 20.0, 40.0
_APART = 28.0  # lines at one side are so far apart, where there is room
_ASIDE = 36.0  # an undercut that comes from further aside than this meets its link at a right angle


class _Part(NamedTuple):
    """A box or joint: ``u`` grows from rank to rank, ``v`` along a rank."""

    u: float
    v: float
    long: float
    """Half its extent from rank to rank."""
    wide: float
    """Half its extent along the rank."""
    corner: float | None
    """Of a box: no line ends nearer to its corner."""
    is_bend: bool = False


@dataclass(slots=True)
class _End:
    """Where a line meets a box: at its side towards later ranks (1) or earlier ones (-1)."""

    part: _Part
    side: int
    v: float


@dataclass(slots=True)
class _Way:
    strand: Strand
    tail: _End
    head: _End
    knots: tuple[Point, ...]
    """What the engine found, from tail to head; empty where the two stand next to each other."""


def routed(scene: Scene, layout: Layout, direction: Direction) -> Layout:
    """The layout with all lines drawn anew."""
    turn = _Turn(direction)
    parts: dict[str, _Part] = {}
    drawn: list[Box | Joint] = [*scene.boxes, *scene.joints]
    for each in drawn:
        u, v = turn.there(layout.places[each.id])
        long, wide = (each.width / 2, each.height / 2) if turn.is_across else (each.height / 2, each.width / 2)
        if isinstance(each, Box):
            parts[each.id] = _Part(u, v, long, wide, _ROUND_CORNER if each.shape == "question" else _CORNER)
        else:
            parts[each.id] = _Part(u, v, long, wide, None, each.is_bend)
    ranks = sorted({part.u for part in parts.values() if part.corner is not None})
    ways = [_way(strand, parts, ranks, turn, layout.curves.get(strand.id)) for strand in scene.strands]
    _share_sides(ways)
    curves = {way.strand.id: turn.curve_back(_drawn(way)) for way in ways}
    return layout._replace(curves=curves)


class _Turn:
    """Between places on the page and (u, v)."""

    def __init__(self, direction: Direction) -> None:
        self.is_across = direction in ("right", "left")
        self.sign = 1.0 if direction in ("right", "down") else -1.0

    def there(self, point: Point) -> Point:
        x, y = point
        return (self.sign * x, y) if self.is_across else (self.sign * y, x)

    def back(self, point: Point) -> Point:
        u, v = point
        return (self.sign * u, v) if self.is_across else (v, self.sign * u)

    def curve_back(self, curve: Curve) -> Curve:
        head = self.back(curve.head) if curve.head is not None else None
        tail = self.back(curve.tail) if curve.tail is not None else None
        return Curve(tuple(self.back(point) for point in curve.points), head, tail)


def _way(strand: Strand, parts: Mapping[str, _Part], ranks: Sequence[float], turn: _Turn, curve: Curve | None) -> _Way:
    tail, head = parts[strand.tail], parts[strand.head]
    side = 1 if head.u > tail.u else -1
    knots: tuple[Point, ...] = ()
    low, high = sorted((tail.u, head.u))
    passes_boxes = bisect_right(ranks, low + 1) < bisect_left(ranks, high - 1)
    if curve is not None and len(curve.points) > 4 and passes_boxes:
        knots = tuple(turn.there(point) for point in curve.points)
    at_tail, at_head = _levels(tail, head)
    if knots:
        at_tail, at_head = knots[3][1], knots[-4][1]
    return _Way(strand, _End(tail, side, at_tail), _End(head, -side, at_head), knots)


def _levels(one: _Part, other: _Part) -> Point:
    """The v at which a line between two parts would best meet each: the same if it can be."""
    low, high = max(one.v - _reach(one), other.v - _reach(other)), min(one.v + _reach(one), other.v + _reach(other))
    if low <= high:
        level = min(max((one.v + other.v) / 2, low), high)
        return level, level
    return other.v, one.v


def _reach(part: _Part) -> float:
    """How far from its middle a line may meet a part."""
    return max(0.0, part.wide - part.corner) if part.corner is not None else 0.0


def _share_sides(ways: list[_Way]) -> None:
    """Give each line a place of its own on the side of its box, in the order of where the lines come from."""
    sides: dict[tuple[_Part, int], list[_End]] = {}
    for way in ways:
        for end in (way.tail, way.head):
            if end.part.corner is not None:
                sides.setdefault((end.part, end.side), []).append(end)
            else:
                end.v = end.part.v
    for (part, _), ends in sides.items():
        ends.sort(key=lambda end: end.v)
        low, high = part.v - _reach(part), part.v + _reach(part)
        apart = min(_APART, (high - low) / (len(ends) - 1)) if len(ends) > 1 else 0.0
        least = low
        for end in ends:
            end.v = least = max(min(end.v, high), least)
            least += apart
        most = high
        for end in reversed(ends):
            end.v = most = min(end.v, most)
            most -= apart


def _drawn(way: _Way) -> Curve:
    """A way as a curve with room for its heads."""
    strand = way.strand
    has_head = strand.is_end and strand.kind not in HEADLESS
    start, first = _leave(way.tail, strand.is_mutual)
    end, last = _leave(way.head, has_head)
    cuts = strand.kind == "undercut" and has_head
    if (cuts or way.head.part.is_bend) and way.head.part.corner is None and abs(start[1] - way.head.part.v) > _ASIDE:
        return _from_aside(way.head.part, start, HEAD if has_head else 0.0, first)
    if way.tail.part.is_bend and abs(end[1] - way.tail.part.v) > _ASIDE:
        back = _from_aside(way.tail.part, end, HEAD if strand.is_mutual else 0.0, last)
        return Curve(back.points[::-1], back.tail, back.head)
    if way.knots:
        points = _along(way, start, end)
    else:
        bend = max(abs(end[0] - start[0]) / 2, 4.0)
        points = (start, (start[0] + way.tail.side * bend, start[1]), (end[0] + way.head.side * bend, end[1]), end)
    return Curve(points, last, first)


def _leave(end: _End, has_head: bool) -> tuple[Point, Point | None]:
    """Where the line begins that leaves a side, and the tip of its head there."""
    edge = end.part.u + end.side * end.part.long
    if not has_head:
        return (edge, end.v), None
    return (edge + end.side * HEAD, end.v), (edge, end.v)


def _along(way: _Way, start: Point, end: Point) -> tuple[Point, ...]:
    """The engine's way past what lies between, with its first and last stretch led to the sides."""
    first, last = way.knots[3], way.knots[-4]
    out, into = max(abs(first[0] - start[0]) / 2, 4.0), max(abs(end[0] - last[0]) / 2, 4.0)
    opening = (start, (start[0] + way.tail.side * out, start[1]), way.knots[2], first)
    closing = (way.knots[-3], (end[0] + way.head.side * into, end[1]), end)
    return (*opening, *way.knots[4:-3], *closing)


def _from_aside(part: _Part, start: Point, room: float, tail: Point | None) -> Curve:
    """A way from a side to a joint, which it meets at a right angle to the rank; ``room`` is for its head."""
    side = 1 if start[1] > part.v else -1
    tip = (part.u, part.v + side * part.wide)
    base = (tip[0], tip[1] + side * room)
    points = (start, (start[0] + (base[0] - start[0]) * 0.7, start[1]), (base[0], base[1] + (start[1] - base[1]) * 0.6), base)
    return Curve(points, tip if room else None, tail)
