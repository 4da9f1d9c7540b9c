"""The way of each line from side to side, drawn anew between the places that the engine found.

The engine decides where everything stands and how long lines pass what lies
between.  Here every line is given a place of its own on the side of a box,
leaves and meets boxes at a right angle, passes others in a straight lane, and
an undercut meets the link that it cuts from the side.

`ways` holds the places where lines begin and end, `lanes` leads them past
boxes, `bends` out of a rank and back, `straight` moves joints; here is their
order, and the curve that comes of it.
"""

from collections.abc import Mapping
from itertools import pairwise

from argmap.layout import Curve, Layout, Point
from argmap.picture.bends import center_bends, lay_bends
from argmap.picture.lanes import lead_out, lead_past
from argmap.picture.scene import HEAD, HEADLESS, Direction, Scene, Strand
from argmap.picture.straight import straighten
from argmap.picture.ways import End, Part, Turn, Way, parts_of, ranks_of, set_levels

_ASIDE = 36.0  # an undercut that comes from further aside than this meets its link at a right angle
_MANY, _MANY_STRANDS = 200, 500  # with more boxes or strands than these joints stay where they are: it takes time by their square


def routed(scene: Scene, layout: Layout, direction: Direction) -> Layout:
    """The layout with all lines drawn anew, the boxes of each rank in line, and joints where lines need not kink."""
    turn = Turn(direction)
    parts = parts_of(scene, layout, turn)
    ways = [_way(strand, parts) for strand in scene.strands]
    curves = [layout.curves.get(way.strand.id) for way in ways]
    led = [(way, [turn.there(point) for point in curve.points]) for way, curve in zip(ways, curves, strict=True) if curve is not None]
    ranks = ranks_of(scene, parts)
    lead_past(led, ranks)
    lay_bends(ways, ranks)
    set_levels(ways)
    center_bends(ways)
    if len(scene.boxes) <= _MANY and len(scene.strands) <= _MANY_STRANDS:
        for is_first in (True, False):
            straighten(ways, lambda way: _drawn(way).points, is_first)
            set_levels(ways)
            center_bends(ways)
    lead_out(ways, ranks)
    places = {id: turn.back((part.u, part.v)) for id, part in parts.items()}
    return layout._replace(places=places, curves={way.strand.id: turn.curve_back(_drawn(way)) for way in ways})


def _way(strand: Strand, parts: Mapping[str, Part]) -> Way:
    tail, head = parts[strand.tail], parts[strand.head]
    side = 1 if head.u > tail.u else -1
    return Way(strand, End(tail, side), End(head, -side))


def _drawn(way: Way) -> Curve:
    """A way as a curve with room for its heads."""
    strand = way.strand
    has_head = strand.is_end and strand.kind not in HEADLESS
    start, first = _leave(way.tail, strand.is_mutual)
    end, last = _leave(way.head, has_head)
    lead, trail = _led(way.tail, start), _led(way.head, end)
    before, after = _straight(start, lead) if lead != start else (), _straight(trail, end) if trail != end else ()
    if way.tail.part.is_bend:
        back = _from_aside(way.tail.part, trail, 0.0, last)
        return Curve((*back.points[::-1], *after), back.tail, back.head)
    stops = [lead, *(point for lane in way.lanes for point in _through(lane.low, lane.high, lane.v, way.head.side))]
    points = [start, *before]
    for number, (one, other) in enumerate(pairwise(stops)):
        points += _straight(one, other) if number % 2 else _swung(one, other)
    cuts = strand.kind == "undercut" and has_head
    if way.head.part.is_bend or (cuts and way.head.part.corner is None and abs(stops[-1][1] - way.head.part.v) > _ASIDE):
        aside = _from_aside(way.head.part, stops[-1], HEAD if cuts else 0.0, first)
        return aside._replace(points=(*points, *aside.points[1:]))
    return Curve((*points, *_swung(stops[-1], trail), *after), last, first)


def _led(end: End, start: Point) -> Point:
    """Where a line may turn that begins at ``start``."""
    if end.clear is None or (end.clear - start[0]) * end.side <= 0:
        return start
    return end.clear, start[1]


def _leave(end: End, has_head: bool) -> tuple[Point, Point | None]:
    """Where the line begins that leaves a side, and the tip of its head there."""
    edge = end.part.edge(end.side)
    if not has_head:
        return (edge, end.v), None
    return (edge + end.side * HEAD, end.v), (edge, end.v)


def _through(low: float, high: float, v: float, side: int) -> tuple[Point, Point]:
    """The ends of a lane, in the order in which a line comes to them that arrives at this side of its head."""
    return ((high, v), (low, v)) if side > 0 else ((low, v), (high, v))


def _swung(one: Point, other: Point) -> tuple[Point, Point, Point]:
    """From place to place in a curve that leaves and arrives along ``u``."""
    bend = (other[0] - one[0]) / 2
    return (one[0] + bend, one[1]), (other[0] - bend, other[1]), other


def _straight(one: Point, other: Point) -> tuple[Point, Point, Point]:
    third = (other[0] - one[0]) / 3
    return (one[0] + third, one[1]), (other[0] - third, other[1]), other


def _from_aside(part: Part, start: Point, room: float, tail: Point | None) -> Curve:
    """A way from a side to a joint, which it meets along the rank; ``room`` is for its head."""
    side = 1 if start[1] > part.v else -1
    tip = (part.u, part.v + side * part.wide)
    base = (tip[0], tip[1] + side * room)
    points = (start, (start[0] + (base[0] - start[0]) * 0.7, start[1]), (base[0], base[1] + (start[1] - base[1]) * 0.6), base)
    return Curve(points, tip if room else None, tail)
