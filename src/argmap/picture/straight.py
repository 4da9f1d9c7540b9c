"""Joints moved to where lines need not kink: the word of a link before the place where its head arrives."""

from collections.abc import Callable, Iterable, Sequence

from argmap.layout import Point
from argmap.picture.lanes import sampled
from argmap.picture.ways import Part, Way, levels, move

_CLEAR, _CLEAR_OF_CUT = 5.0, 16.0  # how far words, and places where a link is cut, stay from what is not theirs
_SHARES = (1.0, 0.7, 0.4, 0.2)
_STEPS = (0.0, 14.0, -14.0, 28.0, -28.0, 42.0, -42.0)  # how far a joint gives way to what runs over it
_FURTHER_STEPS = (56.0, 70.0, 84.0, 98.0)  # and to others, where it lies on them


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
            move(joint, own, v)
            now = [drawn(way) for way in own]
            if not _is_crowded(joint, beside, (curves[id(way)] for way in others), now):
                break
        else:  # if lines have to cross, at least no word lies on another
            further = [start + step * side for step in _FURTHER_STEPS for side in (1, -1)]
            move(joint, own, next((v for v in (*tries, *further) if not _is_beside(v, joint, beside)), start))
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
