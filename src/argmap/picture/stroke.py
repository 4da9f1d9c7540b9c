"""How links are drawn: each kind by its line and by its head, so that they differ without colour."""

from collections.abc import Iterator
from math import hypot

from argmap.layout import Curve, Point
from argmap.picture.scene import Kind, Strand

_WIDTHS: dict[Kind, float] = {"rebut": 3.5, "conflict": 8.0, "variant": 2.0, "answer": 2.0, "assertion": 2.0}
_DASHES: dict[Kind, str] = {"undermine": "16 8", "undercut": "7 6", "limit": "2 7", "variant": "10 8"}


def line_style(kind: Kind) -> str:
    """The SVG attributes of the line beside its colour and width."""
    dash = f' stroke-dasharray="{_DASHES[kind]}"' if kind in _DASHES else ""
    return dash + (' stroke-linecap="round"' if kind == "limit" else "")


def width_of(kind: Kind, editorial: bool = False) -> float:
    """The width of a line in px; a link that the editor drew is thinner."""
    width = _WIDTHS.get(kind, 3.0)
    return width * 0.55 if editorial and kind != "conflict" else width


def strokes(curve: Curve, strand: Strand) -> Iterator[tuple[str, float, bool]]:
    """The paths of a strand, each with its width, and whether it is the gap within a double line."""
    path = _path(curve.points)
    yield path, width_of(strand.kind, strand.editorial), False
    if strand.kind == "conflict":
        yield path, 3.0, True


def _path(points: tuple[Point, ...]) -> str:
    first, *rest = (f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{first}C{' '.join(rest)}"


def head(curve: Curve, strand: Strand, color: str, page: str) -> Iterator[str]:
    """The heads of a strand as SVG."""
    width = width_of(strand.kind, strand.editorial)
    if curve.head is not None:
        yield symbol(strand.kind, curve.points[-1], curve.head, color, page, width, strand.is_unanswered)
    if curve.tail is not None:
        yield symbol(strand.kind, curve.points[0], curve.tail, color, page, width)


def symbol(kind: Kind, base: Point, tip: Point, color: str, page: str, width: float = 3.0, is_filled: bool = False) -> str:
    """The head of a link: between ``base``, where its line of some ``width`` ends, and ``tip``, where it arrives."""
    (bx, by), (tx, ty) = base, tip
    length = hypot(tx - bx, ty - by) or 1.0
    ux, uy = (tx - bx) / length, (ty - by) / length

    def at(along: float, across: float) -> str:
        return f"{bx + ux * along - uy * across:.1f} {by + uy * along + ux * across:.1f}"

    def bar(along: float) -> str:
        return f'<path d="M{at(along, -11)}L{at(along, 11)}" stroke="{color}" stroke-width="5"/>'

    def stub(to: float) -> str:
        return f'<path d="M{at(0, 0)}L{at(to, 0)}" stroke="{color}" stroke-width="{width:g}"/>'

    def disc(along: float, radius: float, fill: str) -> str:
        x, y = bx + ux * along, by + uy * along
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{color}" stroke-width="3"/>'

    if kind in ("rebut", "conflict"):
        return stub(length) + bar(length - 3)
    if kind == "undermine":
        path = f"M{at(0, 0)}L{at(length / 2, 8)}L{at(length, 0)}L{at(length / 2, -8)}Z"
        return f'<path d="{path}" fill="{page}" stroke="{color}" stroke-width="3"/>'
    if kind == "undercut":
        middle, arm = (length - 9, 5.5) if is_filled else (length - 7, 8)
        cross = f"M{at(middle - arm, -arm)}L{at(middle + arm, arm)}M{at(middle - arm, arm)}L{at(middle + arm, -arm)}"
        crossed = f'<path d="{cross}" stroke="{page if is_filled else color}" stroke-width="{3.5 if is_filled else 4.5}"/>'
        return stub(middle) + (disc(middle, 10, color) if is_filled else "") + crossed
    if kind == "limit":
        return disc(length / 2, length / 2 - 1, page)
    if kind == "premise":
        return stub(length) + disc(length - 6, 4.5, color)
    if kind == "variant":
        path = f"M{at(length - 2, 0)}L{at(1, 9)}L{at(1, -9)}Z"
        return f'<path d="{path}" fill="{page}" stroke="{color}" stroke-width="2" stroke-linejoin="round"/>'
    return f'<path d="M{at(length, 0)}L{at(0, 8)}L{at(0, -8)}Z" fill="{color}"/>'
