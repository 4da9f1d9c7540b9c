"""What every slide is put together from: places, numbers, single shapes."""

from itertools import count
from typing import NamedTuple

from argmap.renderers.pptx.xml import PER_POINT, Body, body, escape, solid


class Rect(NamedTuple):
    """A place on a slide, in EMU."""

    x: int
    y: int
    width: int
    height: int


class Scale:
    """From px of the page to EMU."""

    def __init__(self, points: float) -> None:
        self.emu = points * PER_POINT

    def __call__(self, length: float) -> int:
        """A length in EMU."""
        return round(length * self.emu)

    def rect(self, x: float, y: float, width: float, height: float) -> Rect:
        """A rectangle in EMU."""
        return Rect(self(x), self(y), self(width), self(height))


class Numbers:
    """The numbers of the shapes of a slide: 1 is the slide itself."""

    def __init__(self) -> None:
        self._next = count(2)

    def __call__(self) -> int:
        """A new number."""
        return next(self._next)


def shape(
    number: int,
    name: str,
    rect: Rect,
    geometry: str,
    *,
    fill: str = "",
    line: str = "",
    adjust: str = "",
    text: Body | None = None,
    descr: str = "",
    link: str = "",
    is_box: bool = False,
) -> str:
    """One shape; ``fill`` and ``line`` are what is written for them, nothing for none; ``link`` is the id of a relationship."""
    described = f' descr="{escape(descr)}"' if descr else ""
    click = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    kind = ' txBox="1"' if is_box else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name)}"{described}>{click}</p:cNvPr><p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{place(rect)}<a:prstGeom prst="{geometry}"><a:avLst>{adjust}</a:avLst></a:prstGeom>'
        f"{fill or '<a:noFill/>'}{line or '<a:ln><a:noFill/></a:ln>'}</p:spPr>{body(text or Body(()))}</p:sp>"
    )


def place(rect: Rect, turned: str = "") -> str:
    """Where a shape is."""
    return f'<a:xfrm{turned}><a:off x="{rect.x}" y="{rect.y}"/><a:ext cx="{rect.width}" cy="{rect.height}"/></a:xfrm>'


def line_of(color: str, points: float, extra: str = "") -> str:
    """The line around or along a shape."""
    return f'<a:ln w="{round(points * PER_POINT)}">{solid(color)}{extra}</a:ln>'


def adjusted(corner: float, width: float, height: float) -> str:
    """The size of the corners of a preset shape."""
    value = min(50000, round(corner / max(1.0, min(width, height)) * 100000))
    return f'<a:gd name="adj" fmla="val {value}"/>'
