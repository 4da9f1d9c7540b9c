"""Rectangles, polygons and lines, and how wide real fonts set a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import NamedTuple

Point = tuple[float, float]

FONT_FILES = {
    False: ("croscore/Arimo-Regular.ttf", "liberation/LiberationSans-Regular.ttf"),
    True: ("croscore/Arimo-Bold.ttf", "liberation/LiberationSans-Bold.ttf"),
}


class Rect(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Rect:
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Rect, slack: float = 0.5) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack

    def within(self, other: Rect, slack: float = 0.5) -> bool:
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def corners(self) -> list[Point]:
        return [(self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)]


def around(points: list[Point]) -> Rect:
    xs, ys = zip(*points, strict=True)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def contains(polygon: tuple[Point, ...], point: Point) -> bool:
    """Whether a point lies in a polygon (by the number of sides to the right of it)."""
    x, y = point
    found = False
    for (x0, y0), (x1, y1) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            found = not found
    return found


def distance(line: tuple[Point, ...], point: Point) -> float:
    """How far a point is from a line of several stretches."""
    return min(_from_stretch(one, two, point) for one, two in pairwise(line))


def _from_stretch(one: Point, two: Point, point: Point) -> float:
    dx, dy = two[0] - one[0], two[1] - one[1]
    square = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / square)) if square else 0.0
    return hypot(one[0] + along * dx - point[0], one[1] + along * dy - point[1])


def sampled(line: tuple[Point, ...], step: float = 3.0) -> Iterator[Point]:
    """Points along a line, close to each other."""
    for (x0, y0), (x1, y1) in pairwise(line):
        count = max(1, int(hypot(x1 - x0, y1 - y0) / step))
        yield from ((x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count) for n in range(count))
    yield line[-1]


class _Font:
    def __init__(self, data: bytes) -> None:
        from fontTools.ttLib import TTFont

        font = TTFont(BytesIO(data), lazy=True)
        metrics = font["hmtx"].metrics
        self.advances = {code: metrics[name][0] / font["head"].unitsPerEm for code, name in font.getBestCmap().items()}


@cache
def _arimo(bold: bool) -> _Font | None:
    for name in FONT_FILES[bold]:
        file = Path("/usr/share/fonts/truetype") / name
        if file.is_file():
            return _Font(file.read_bytes())
    return None


@cache
def _firago(bold: bool) -> _Font:
    from pymupdf_fonts import myfont

    return _Font(myfont("figbo" if bold else "figo"))


def _advance(font: _Font, letter: str) -> float | None:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return font.advances.get(ord(letter))


@lru_cache(maxsize=1 << 14)
def arimo_width(words: str, size: float, bold: bool) -> float | None:
    """How wide Arimo sets a line; None where it cannot be told."""
    font = _arimo(bold)
    advances = [_advance(font, letter) for letter in unicodedata.normalize("NFC", words)] if font is not None else [None]
    return None if None in advances else sum(filter(None, advances)) * size


@lru_cache(maxsize=1 << 14)
def widest(words: str, size: float, bold: bool) -> float:
    """How wide a line can be, in Arimo or FiraGO, each letter taken from either."""
    fonts = [font for font in (_arimo(bold), _firago(bold)) if font is not None]
    total = 0.0
    for letter in unicodedata.normalize("NFC", words):
        known = [advance for font in fonts if (advance := _advance(font, letter)) is not None]
        total += max(known, default=0.6)
    return total * size
