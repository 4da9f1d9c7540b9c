"""The lanes in which long lines pass the boxes between their ends: straight, and clear of every box."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from argmap.layout import Point
from argmap.picture.ways import End, Lane, Part, Way, spread

_CLEAR = 12.0  # how far a lane stays from a box, where there is room
_APART = 14.0  # how far two lanes beside each other are apart, where there is room
_PAST = 4.0  # how far beyond a box a line that passes it may turn
_STEPS = 8


def lead_past(ways: Sequence[tuple[Way, Sequence[Point]]], ranks: Sequence[Sequence[Part]]) -> None:
    """Give each way a lane past every rank between its ends, between the same boxes as the engine's curve for it (in u, v)."""
    long = [(way, sampled(curve), way.tail.part, way.head.part) for way, curve in ways if len(curve) > 4]
    for rank in ranks:
        low, high = min(part.u - part.long for part in rank), max(part.u + part.long for part in rank)
        members, middles = set(rank), [part.v for part in rank]
        gaps: dict[int, list[Lane]] = {}
        for way, points, tail, head in long:
            if min(tail.u, head.u) < low - 1 and max(tail.u, head.u) > high + 1 and tail not in members and head not in members:
                lane = Lane(low, high, _level_at(points, (low + high) / 2))
                gaps.setdefault(bisect_left(middles, lane.v), []).append(lane)
                way.lanes.append(lane)
        for at, lanes in gaps.items():
            before = rank[at - 1].v + rank[at - 1].wide if at else None
            after = rank[at].v - rank[at].wide if at < len(rank) else None
            _spread(lanes, before, after)
    for way, _ in ways:
        if way.tail.side < 0:
            way.lanes.reverse()


def _spread(lanes: list[Lane], before: float | None, after: float | None) -> None:
    """Put lanes between two boxes (or beside the outermost one) apart from each other and from the boxes."""
    lanes.sort(key=lambda lane: lane.v)
    clear = _CLEAR
    if before is not None and after is not None:
        clear = min(clear, (after - before) / (len(lanes) + 1))
    low = before + clear if before is not None else min(lanes[0].v, (after or 0.0) - clear) - _APART * len(lanes)
    high = after - clear if after is not None else max(lanes[-1].v, low) + _APART * len(lanes)
    spread(lanes, low, high, _APART)


def lead_out(ways: Sequence[Way], ranks: Sequence[Sequence[Part]]) -> None:
    """Let each line run straight past the boxes beside its own that reach further out, where it turns towards them."""
    places = {part: (rank, at) for rank in ranks for at, part in enumerate(rank)}
    for way in ways:
        lanes = way.lanes
        for end, goal in ((way.tail, lanes[0].v if lanes else way.head.v), (way.head, lanes[-1].v if lanes else way.tail.v)):
            if end.part in places:
                end.clear = _clear_of(*places[end.part], end, goal)


def _clear_of(rank: Sequence[Part], at: int, end: End, goal: float) -> float | None:
    """How far out the boxes reach that a line passes on its way along a rank to ``goal``; None if not beyond its own."""
    own = end.side * end.part.u + end.part.long
    most = own
    for part in rank[at + 1 :] if goal > end.v else reversed(rank[:at]):
        if (part.v - part.wide >= goal) if goal > end.v else (part.v + part.wide <= goal):
            break
        most = max(most, end.side * part.u + part.long)
    return end.side * (most + _PAST) if most > own else None


def _level_at(points: Sequence[Point], u: float) -> float:
    """Where the lines from point to point cross a ``u``, or the v of the point that is nearest to it."""
    for one, other in pairwise(points):
        if min(one[0], other[0]) <= u <= max(one[0], other[0]) and one[0] != other[0]:
            return one[1] + (other[1] - one[1]) * (u - one[0]) / (other[0] - one[0])
    return min(points, key=lambda point: abs(point[0] - u))[1]


def sampled(curve: Sequence[Point]) -> list[Point]:
    """Some points of a chain of Bezier curves."""
    points = [curve[0]]
    for at in range(0, len(curve) - 1, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve[at : at + 4]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            s = 1 - t
            p, q, r, w = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            points.append((p * ax + q * bx + r * cx + w * dx, p * ay + q * by + r * cy + w * dy))
    return points
