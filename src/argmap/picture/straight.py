"""Joints moved to where lines need not kink: the word of a link before the place where its head arrives."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from argmap.layout import Point
from argmap.picture.lanes import sampled
from argmap.picture.ways import End, Part, Way, levels

_CLEAR, _CLEAR_OF_CUT = 5.0, 16.0  # how far words, and places where a link is cut, stay from what is not theirs
_BESIDE = 27.0  # how far from the boxes the innermost line between two of a rank runs
_FURTHER = 12.0  # how much further out one runs that leads around others
_DOT = 6.0
_FAR = 1e4  # beyond whatever else meets the side of a box
_SHARES = (1.0, 0.7, 0.4, 0.2)
_STEPS = (0.0, 14.0, -14.0, 28.0, -28.0, 42.0, -42.0)  # how far a joint gives way to what runs over it
_ASIDE_STEPS = tuple(sign * step for step in (20.0, 40.0, 60.0, 80.0, 100.0, 140.0) for sign in (1, -1))
_FURTHER_STEPS = (56.0, 70.0, 84.0, 98.0)  # and to others, where it lies on them


class _Laid(NamedTuple):
    u: float
    low: float
    high: float
    level: int


def lay_bends(ways: Sequence[Way], ranks: Sequence[Sequence[Part]]) -> None:
    """Put each bend midway between the boxes of a rank that its link joins, those around others further out."""
    at = _by_bend(ways)
    rank_of = {part: rank for rank in ranks for part in rank}
    laid: list[_Laid] = []
    joints = _joints(ways)
    bends = [(bend, _ends_at(bend, joined)) for bend, joined in at.items()]
    for bend, ends in sorted((each for each in bends if len(each[1]) == 2), key=lambda each: abs(each[1][0].part.v - each[1][1].part.v)):
        first, second = sorted(ends, key=lambda end: end.part.v)
        low, high = first.part.v + first.part.wide, second.part.v - second.part.wide
        middle = (low + high) / 2
        bend.v = next((middle + step for step in (0.0, *_ASIDE_STEPS) if _is_free(bend, middle + step, joints)), bend.v)
        around = abs(second.part.v - first.part.v) / _FAR  # the line that leads furthest around leaves nearest to the middle
        first.wish, second.wish = low + _FAR - around, high - _FAR + around
        if not bend.has_word:
            bend.wide = bend.long = 0.0
            level = 1 + max((each.level for each in laid if abs(each.u - bend.u) < 1 and low < each.high and each.low < high), default=-1)
            laid.append(_Laid(bend.u, low, high, level))
            passed = [part for part in rank_of[first.part] if first.part.v <= part.v <= second.part.v]
            edge = first.side * max(first.side * part.edge(first.side) for part in passed)
            bend.u = edge + first.side * min(_BESIDE + _FURTHER * level, max(abs(bend.u - edge), _BESIDE))


def center_bends(ways: Sequence[Way]) -> None:
    """Put each bend midway between the places where the two lines that meet there leave and arrive."""
    joints = _joints(ways)
    for bend, own in _by_bend(ways).items():
        ends = _ends_at(bend, own)
        if len(ends) == 2 and _is_free(bend, (ends[0].v + ends[1].v) / 2, joints):
            _move(bend, own, (ends[0].v + ends[1].v) / 2)


def _joints(ways: Sequence[Way]) -> list[Part]:
    """The joints that are drawn: all but bends at which no link is cut."""
    cut = {way.head.part for way in ways if way.strand.kind == "undercut"}
    joints = dict.fromkeys(end.part for way in ways for end in (way.tail, way.head) if end.part.corner is None)
    return [part for part in joints if part.has_word or not part.is_bend or part in cut]


def _is_free(joint: Part, v: float, joints: Sequence[Part]) -> bool:
    """Whether a joint can stand at some v without lying on another one; all take the room of a dot at least."""

    def apart(one: float, other: float) -> float:
        return max(one, _DOT) + max(other, _DOT) + _CLEAR

    return all(
        part is joint or abs(part.v - v) >= apart(part.wide, joint.wide) or abs(part.u - joint.u) >= apart(part.long, joint.long)
        for part in joints
    )


def _by_bend(ways: Sequence[Way]) -> dict[Part, list[Way]]:
    joined: dict[Part, list[Way]] = {}
    for way in ways:
        for end in (way.tail, way.head):
            if end.part.is_bend:
                joined.setdefault(end.part, []).append(way)
    return joined


def _ends_at(bend: Part, ways: Sequence[Way]) -> list[End]:
    return [end for way in ways for end in (way.tail, way.head) if end.part is not bend and end.part.corner is not None]


def straighten(ways: Sequence[Way], drawn: Callable[[Way], Sequence[Point]], is_first: bool) -> None:
    """Move joints along their rank to where the head of their link arrives, as far as nothing is in the way, and out of the way.

    ``drawn`` gives the curve of a way in (u, v) as its ends are now; ``is_first`` is
    true before the lines have found their places on account of this.
    """
    curves = {id(way): drawn(way) for way in ways}
    of_joint: dict[Part, list[Way]] = {}
    for way in ways:
        for end in (way.tail, way.head):
            if end.part.corner is None:
                of_joint.setdefault(end.part, []).append(way)
    for joint, own in of_joint.items():
        if joint.is_bend:
            continue
        others = [way for way in ways if way not in own and _spans(way, joint)]
        beside = [part for part in of_joint if part is not joint and abs(part.u - joint.u) < part.long + joint.long + _CLEAR]
        start, goal = joint.v, _goal(own, is_first)
        if goal is None or abs(goal - start) < 1:
            goal = start
        tries = [start + (goal - start) * share for share in _SHARES if goal != start]
        tries += [*(start + step for step in _STEPS), start]
        for v in tries:
            _move(joint, own, v)
            now = [drawn(way) for way in own]
            if not _is_crowded(joint, beside, (curves[id(way)] for way in others), now):
                break
        else:  # if lines have to cross, at least no word lies on another
            further = [start + step * side for step in _FURTHER_STEPS for side in (1, -1)]
            _move(joint, own, next((v for v in (*tries, *further) if not _is_beside(v, joint, beside)), start))
        curves.update((id(way), drawn(way)) for way in own)


def _goal(own: Sequence[Way], is_first: bool) -> float | None:
    """Where the head of a joint's link meets its box, at first where it would if there were no joint and no other line."""
    out = next((way for way in own if way.tail.part.corner is None and way.head.part.corner is not None), None)
    if out is None or out.lanes:
        return None
    into = next((way for way in own if way.head.part is out.tail.part and way.tail.part.corner is not None and not way.lanes), None)
    if into is None or not is_first:
        return out.head.v
    box = out.head.part
    return min(max(levels(into.tail.part, box)[1], box.low), box.high)


def _move(joint: Part, own: Sequence[Way], v: float) -> None:
    joint.v = v
    for way in own:
        for end in (way.tail, way.head):
            if end.part is joint:
                end.v = v


def _spans(way: Way, joint: Part) -> bool:
    low, high = sorted((way.tail.part.u, way.head.part.u))
    return low < joint.u + joint.long and high > joint.u - joint.long


def _is_crowded(joint: Part, beside: Sequence[Part], others: Iterable[Sequence[Point]], own: Sequence[Sequence[Point]]) -> bool:
    if _is_beside(joint.v, joint, beside):
        return True
    return any(_meets(curve, joint) for curve in others) or any(_meets(curve, part) for curve in own for part in beside)


def _is_beside(v: float, joint: Part, beside: Sequence[Part]) -> bool:
    """Whether a joint at ``v`` would lie on another or close to it."""
    return any(abs(part.v - v) < part.wide + joint.wide + _CLEAR for part in beside)


def _meets(curve: Sequence[Point], part: Part) -> bool:
    """Whether a curve runs over a part or close to it; the hull of its points tells quickly that it does not."""
    clear = _CLEAR if part.has_word else _CLEAR_OF_CUT
    low, high = part.v - part.wide - clear, part.v + part.wide + clear
    if all(v < low for _, v in curve) or all(v > high for _, v in curve):
        return False
    near, far = part.u - part.long - clear, part.u + part.long + clear
    return any(near < u < far and low < v < high for u, v in sampled(curve))
