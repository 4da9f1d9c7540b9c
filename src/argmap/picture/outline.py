"""The outlines of boxes as SVG paths: what type a node is shows without colour."""

from argmap.picture.scene import Shape
from argmap.picture.svg_parts import number

_ROUND, _CUT, _FOLD = 16.0, 18.0, 14.0


def outline(shape: Shape, x: float, y: float, width: float, height: float) -> str:
    """The path around a box at ``x``, ``y`` (top left).

    A claim has round corners, a support a folded one as a sheet of paper has,
    a rebuttal cut ones; a question is round at its ends.
    """
    right, bottom = x + width, y + height
    if shape == "support":
        return (
            _path([(x, y), (right - _FOLD, y), (right, y + _FOLD), (right, bottom), (x, bottom)])
            + " "
            + _path([(right - _FOLD, y), (right - _FOLD, y + _FOLD), (right, y + _FOLD)], False)
        )
    if shape == "rebuttal":
        c = _CUT
        return _path(
            [
                (x + c, y),
                (right - c, y),
                (right, y + c),
                (right, bottom - c),
                (right - c, bottom),
                (x + c, bottom),
                (x, bottom - c),
                (x, y + c),
            ]
        )
    r = min(height / 2, 40.0) if shape == "question" else _ROUND
    right_side = f"H{number(right - r)}{_turn(r, right, y + r)}V{number(bottom - r)}{_turn(r, right - r, bottom)}"
    return f"M{_at(x + r, y)}{right_side}{_left_side(x, y, bottom, r)}"


def stripe(shape: Shape, x: float, y: float, width: float, height: float) -> str:
    """The path of the stripe along the left side of a box; its left corners are those of the box."""
    right, bottom = x + width, y + height
    if shape == "rebuttal":
        c = _CUT
        return _path([(x + c, y), (right, y), (right, bottom), (x + c, bottom), (x, bottom - c), (x, y + c)])
    if shape == "claim":
        return f"M{_at(right, y)}V{number(bottom)}{_left_side(x, y, bottom, _ROUND)}"
    return _path([(x, y), (right, y), (right, bottom), (x, bottom)])


def _left_side(x: float, y: float, bottom: float, r: float) -> str:
    """From the right of the lower left corner around to the start."""
    return f"H{number(x + r)}{_turn(r, x, bottom - r)}V{number(y + r)}{_turn(r, x + r, y)}Z"


def _turn(r: float, x: float, y: float) -> str:
    return f"A{number(r)} {number(r)} 0 0 1 {_at(x, y)}"


def _path(points: list[tuple[float, float]], closed: bool = True) -> str:
    return "M" + "L".join(_at(*point) for point in points) + ("Z" if closed else "")


def _at(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
