"""An SVG of ours as what it paints: shapes as polygons and lines of text as rectangles, in px of the page.

This knows nothing of how pictures are made.  It reads what argmap writes and no
more of SVG: absolute paths of ``M L H V C A Z``, circles, rectangles, and
transforms of ``translate`` and ``scale``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.picture_geometry import Point, Rect, arimo_width, around, widest

SVG = "{http://www.w3.org/2000/svg}"

ASCENT, DESCENT = 0.75, 0.22
"""How far letters reach above and below the baseline, in font sizes."""


@dataclass(frozen=True)
class Item:
    """Something painted: a shape, or a line of text."""

    order: int
    tag: str
    name: str
    """Its class."""
    groups: tuple[Element, ...]
    """The groups it is in, the outermost first."""
    lines: tuple[tuple[Point, ...], ...]
    """A shape's outline, one line for each stretch drawn without lifting the pen."""
    rect: Rect
    fill: str | None
    stroke: str | None
    width: float
    """Of the stroke, in px of the page."""
    attributes: dict[str, str]
    text: str = ""
    size: float = 0.0
    """The font size in px of the page."""
    natural: float | None = None
    """How wide Arimo sets the text, in px of the page; None if it lacks a letter."""
    told: float | None = None
    """How wide the file says that the text is."""

    @property
    def points(self) -> list[Point]:
        return [point for line in self.lines for point in line]

    def inside(self, name: str) -> bool:
        return any(name in classes(group) for group in self.groups)


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


@dataclass
class Drawn:
    """All that an SVG paints, in the order in which it does."""

    root: Element
    page: Rect
    items: list[Item] = field(default_factory=list)

    def texts(self) -> list[Item]:
        return [item for item in self.items if item.tag == "text"]

    def of(self, group: Element) -> list[Item]:
        return [item for item in self.items if any(each is group for each in item.groups)]

    def groups(self, name: str) -> list[Element]:
        return [element for element in self.root.iter(f"{SVG}g") if name in classes(element)]


def read_svg(svg: str) -> Drawn:
    root = ElementTree.fromstring(svg)
    left, top, width, height = map(float, root.get("viewBox", "").split())
    drawn = Drawn(root, Rect(left, top, left + width, top + height))
    for element, groups, place in _walk(root, (), (1.0, 0.0, 0.0)):
        drawn.items.append(_item(len(drawn.items), element, groups, place))
    return drawn


Place = tuple[float, float, float]  # scale, then how far to the right and down

_PAINTED = {"path", "rect", "circle", "text"}


def _walk(element: Element, groups: tuple[Element, ...], place: Place) -> Iterator[tuple[Element, tuple[Element, ...], Place]]:
    for child in element:
        tag = str(child.tag).removeprefix(SVG)
        if tag in _PAINTED:
            assert "transform" not in child.attrib, "only groups are moved"
            yield child, groups, place
        elif tag in ("g", "a"):
            assert not set(child.attrib) & {"fill", "stroke", "opacity", "style", "font-size"}, "what groups say is not read here"
            yield from _walk(child, (*groups, child) if tag == "g" else groups, _moved(place, child.get("transform", "")))
        else:
            assert tag in ("title", "desc"), f"<{tag}> is nothing that this can read"


def _moved(place: Place, transform: str) -> Place:
    scale, x, y = place
    for name, numbers in re.findall(r"(\w+)\(([^)]*)\)", transform):
        values = [float(number) for number in numbers.split()]
        if name == "translate":
            x, y = x + scale * values[0], y + scale * values[1]
        else:
            assert name == "scale", transform
            assert len(values) == 1, transform
            scale *= values[0]
    return scale, x, y


def _item(order: int, element: Element, groups: tuple[Element, ...], place: Place) -> Item:
    scale, dx, dy = place
    tag = str(element.tag).removeprefix(SVG)
    fill = element.get("fill", "#000000")
    stroke = element.get("stroke", "none")
    common: dict[str, Any] = {
        "order": order,
        "tag": tag,
        "name": element.get("class", ""),
        "groups": groups,
        "fill": None if fill == "none" else fill,
        "stroke": None if stroke == "none" else stroke,
        "width": float(element.get("stroke-width", "1")) * scale if stroke != "none" else 0.0,
        "attributes": dict(element.attrib),
    }
    if tag == "text":
        return _text(element, place, common)
    lines = tuple(tuple((scale * x + dx, scale * y + dy) for x, y in line) for line in _OUTLINES[tag](element))
    return Item(**common, lines=lines, rect=around([point for line in lines for point in line]))


def _text(element: Element, place: Place, common: dict[str, Any]) -> Item:
    scale, dx, dy = place
    assert not len(element), "text holds nothing but text"
    words, size, bold = element.text or "", float(element.get("font-size", "0")), element.get("font-weight") == "bold"
    told = element.get("textLength")
    if told is not None:
        assert element.get("lengthAdjust") == "spacingAndGlyphs"
    natural = arimo_width(words, size, bold)
    width = float(told) if told is not None else widest(words, size, bold)
    x, y = float(element.get("x", "0")), float(element.get("y", "0"))
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
    corners = ((left, y - ASCENT * size), (left + width, y + DESCENT * size))
    (x0, y0), (x1, y1) = ((scale * a + dx, scale * b + dy) for a, b in corners)
    return Item(
        **common,
        lines=(),
        rect=Rect(x0, y0, x1, y1),
        text=words,
        size=size * scale,
        natural=None if natural is None else natural * scale,
        told=None if told is None else float(told) * scale,
    )


# Outlines


def _rectangle(element: Element) -> list[list[Point]]:
    x, y, width, height = (float(element.get(name, "0")) for name in ("x", "y", "width", "height"))
    return [[(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]]


def _circle(element: Element) -> list[list[Point]]:
    x, y, r = (float(element.get(name, "0")) for name in ("cx", "cy", "r"))
    return [[(x + r * cos(turn * pi / 12), y + r * sin(turn * pi / 12)) for turn in range(25)]]


_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}


def _path(element: Element) -> list[list[Point]]:
    """A path as points: sixteen for each curve, six for each arc."""
    tokens = re.findall(r"[A-Za-z]|-?[\d.]+", element.get("d", ""))
    lines: list[list[Point]] = []
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        count = _ARGUMENTS[command]
        values = [float(token) for token in tokens[at : at + count]]
        at += count
        if command == "M":
            lines.append([(values[0], values[1])])
            command = "L"
        else:
            lines[-1].extend(_stretch(command, values, lines[-1]))
    return lines


def _stretch(command: str, values: list[float], line: list[Point]) -> list[Point]:
    x, y = line[-1]
    if command == "Z":
        return [line[0]]
    if command == "H":
        return [(values[0], y)]
    if command == "V":
        return [(x, values[0])]
    if command == "A":
        return _arc((x, y), values)
    if command == "C":
        ends = [(x, y), *zip(values[::2], values[1::2], strict=True)]
        return [_bezier(ends, step / 16) for step in range(1, 17)]
    return [(values[0], values[1])]


def _bezier(ends: list[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return sum(w * p[0] for w, p in zip(weights, ends, strict=True)), sum(w * p[1] for w, p in zip(weights, ends, strict=True))


def _arc(start: Point, values: list[float]) -> list[Point]:
    """A small arc of a circle (SVG 1.1, F.6.5, for equal radii)."""
    r, other, _, large, sweep, x, y = values
    assert r == other
    assert not large
    assert sweep
    half = ((start[0] - x) / 2, (start[1] - y) / 2)
    far = sqrt(max(0.0, r * r - half[0] ** 2 - half[1] ** 2)) / (hypot(*half) or 1.0)
    centre = ((start[0] + x) / 2 + far * half[1], (start[1] + y) / 2 - far * half[0])
    first, last = atan2(start[1] - centre[1], start[0] - centre[0]), atan2(y - centre[1], x - centre[0])
    turn = (last - first) % (2 * pi)
    return [*((centre[0] + r * cos(first + turn * step / 6), centre[1] + r * sin(first + turn * step / 6)) for step in range(1, 6)), (x, y)]


_OUTLINES = {"rect": _rectangle, "circle": _circle, "path": _path}
