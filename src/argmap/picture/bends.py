"""Bends: where a link leads between two boxes of one rank, out to the side of later ranks and back."""

from collections.abc import Sequence
from typing import NamedTuple

from argmap.picture.ways import End, Part, Way, move

_CLEAR = 5.0  # how far joints stay from each other
_BESIDE = 27.0  # how far from the boxes the innermost line between two of a rank runs
_FURTHER = 12.0  # how much further out one runs that leads around others
_DOT = 6.0
_FAR = 1e4  # beyond whatever else meets the side of a box
_ASIDE_STEPS = tuple(sign * step for step in (20.0, 40.0, 60.0, 80.0, 100.0, 140.0) for sign in (1, -1))


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
            move(bend, own, (ends[0].v + ends[1].v) / 2)


def _joints(ways: Sequence[Way]) -> list[Part]:
    """The joints that are drawn: all but bends at which no link is cut."""
    cut = {way.head.part for way in ways if way.strand.kind == "undercut"}
    joints = dict.fromkeys(end.part for way in ways for end in (way.tail, way.head) if end.part.corner is None)
    return [part for part in joints if part.has_word or not part.is_bend or part in cut]


def _is_free(joint: Part, v: float, joints: Sequence[Part]) -> bool:
    """Whether a joint can stand at some v without lying on another one; all take the room of a dot at least."""
    wide, long = max(joint.wide, _DOT), max(joint.long, _DOT)
    for part in joints:  # so many times that a loop of few calls pays
        is_near = abs(part.v - v) < max(part.wide, _DOT) + wide + _CLEAR and abs(part.u - joint.u) < max(part.long, _DOT) + long + _CLEAR
        if is_near and part is not joint:
            return False
    return True


def _by_bend(ways: Sequence[Way]) -> dict[Part, list[Way]]:
    joined: dict[Part, list[Way]] = {}
    for way in ways:
        for end in (way.tail, way.head):
            if end.part.is_bend:
                joined.setdefault(end.part, []).append(way)
    return joined


def _ends_at(bend: Part, ways: Sequence[Way]) -> list[End]:
    return [end for way in ways for end in (way.tail, way.head) if end.part is not bend and end.part.corner is not None]
