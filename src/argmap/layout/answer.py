"""What a Graphviz engine answers, in its format ``json0``: places and curves."""

import json
import re
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any, NamedTuple

Point = tuple[float, float]

_UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Curve(NamedTuple):
    """What is drawn between two nodes: a chain of cubic Bezier curves of 3k + 1 ``points`` from tail to head.

    ``head`` is the tip of the arrowhead, which begins where the last point
    lies, and ``tail`` that of one at the tail; None where there is none.
    """

    points: tuple[Point, ...]
    head: Point | None = None
    tail: Point | None = None


class Layout(NamedTuple):
    """Where everything lies, in points (1/72 inch) from the top left; y grows downwards.

    ``places`` holds the centre of each node by its DOT name, ``curves`` what is
    drawn between them by its attribute ``id``.  The engine gives five
    significant digits: within half a point up to a size of 100,000.
    """

    width: float
    height: float
    places: dict[str, Point]
    curves: dict[str, Curve]


def read_answer(answer: bytes, count: int) -> list[Layout]:
    """Read the layouts of ``count`` pictures.  Raises `ValueError` with a reason for everything that cannot be read."""
    try:
        layouts = [_layout(each) for each in _documents(answer.decode())]
    except _UNREADABLE as error:
        raise ValueError(f"nothing is called {error}" if isinstance(error, KeyError) else str(error)) from error
    if len(layouts) != count:
        raise ValueError(f"it holds {len(layouts)} pictures instead of {count}")
    return layouts


_SPACE = re.compile(r"\s*")


def _documents(text: str) -> Iterator[Any]:
    """JSON documents, one after the other."""
    decoder = json.JSONDecoder(strict=False)  # Graphviz writes control characters as they are
    at = _end_of_space(text, 0)
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document
        at = _end_of_space(text, at)


def _end_of_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _layout(document: Any) -> Layout:
    """One picture of Graphviz's json0: subgraphs come first in ``objects``, as many as ``_subgraph_cnt`` says."""
    left, low, right, top = _numbers(document["bb"], 4)

    def point(x: float, y: float) -> Point:
        return round(x - left, 3), round(top - y, 3)

    places: dict[str, Point] = {}
    for each in document.get("objects", [])[document["_subgraph_cnt"] :]:
        x, y = _numbers(_position(each, "node", each["name"]), 2)
        places[each["name"]] = point(x, y)
    curves = {each["id"]: _curve(_position(each, "line", each["id"]), point) for each in document.get("edges", []) if "id" in each}
    return Layout(round(right - left, 3), round(top - low, 3), places, curves)


def _position(thing: dict[str, str], kind: str, name: str) -> str:
    if "pos" not in thing:
        raise ValueError(f"the {kind} `{name}` has no position")
    return thing["pos"]


def _numbers(text: str, count: int) -> list[float]:
    values = [float(part) for part in text.split(",")]
    if len(values) != count or not all(map(isfinite, values)):
        raise ValueError(f"`{text}` is not {count} numbers")
    return values


def _curve(text: str, point: Callable[[float, float], Point]) -> Curve:
    """A ``pos`` as Graphviz writes it: ``s,x,y e,x,y x,y x,y ...``, both ends optional.

    Graphviz 2.43 draws some lines twice, with ``;`` between: the first is taken.
    """
    ends: dict[str, Point] = {}
    points: list[Point] = []
    for part in text.partition(";")[0].split():
        end = part[0] if part[0] in "se" else ""
        x, y = _numbers(part[2:] if end else part, 2)
        if end:
            ends[end] = point(x, y)
        else:
            points.append(point(x, y))
    if len(points) < 4 or len(points) % 3 != 1:
        raise ValueError(f"`{text}` is not a curve")
    return Curve(tuple(points), ends.get("e"), ends.get("s"))
