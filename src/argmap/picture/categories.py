"""What boxes are coloured by: positions, types, people, documents or labels, each with a mark of its own."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal

from argmap.citations import person_label, source_label
from argmap.display import visible
from argmap.evaluation import Evaluation
from argmap.letters import marks_of
from argmap.model import ArgumentMap, holders
from argmap.palette import THEMES
from argmap.picture.page import Category

ColorBy = Literal["position", "type", "person", "document", "label"]

_COLORS = len(THEMES["light"].categories)


def category_of(map: ArgumentMap, color_by: ColorBy, evaluation: Evaluation | None) -> Callable[[str], str]:
    """The function that gives the category of a node; an empty one where it has none.

    Of several positions, people or documents the first counts.  A document is
    the work in which a statement was read.
    """

    def position(id: str) -> str:
        return next(iter(map.nodes[id].position), "")

    def type(id: str) -> str:
        return map.nodes[id].type

    def person(id: str) -> str:
        return next(iter(holders(map.nodes[id])), "")

    def document(id: str) -> str:
        return next((citation.via or citation.source for citation in map.nodes[id].cite), "")

    def label(id: str) -> str:
        return str(evaluation.label(id)) if evaluation is not None else ""

    return {"position": position, "type": type, "person": person, "document": document, "label": label}[color_by]


def categories(map: ArgumentMap, color_by: ColorBy, used: Iterable[str]) -> dict[str, Category]:
    """The categories of some nodes (by node, repeated) with their names, marks and colours.

    The most frequent ones have a colour each, in the order in which the map
    holds them; all others share the one of no category, and keep their marks.
    """
    counts = Counter(key for key in used if key)
    ranked = sorted(counts, key=lambda key: -counts[key])
    colored = _in_order(map, color_by, ranked[:_COLORS])
    names = {key: visible(_name(map, color_by, key)) or key for key in [*colored, *ranked[_COLORS:]]}
    marks = marks_of(names)
    numbers = {key: number for number, key in enumerate(colored)}
    return {key: Category(name, marks[key], numbers.get(key)) for key, name in names.items()}


def shared_categories(map: ArgumentMap, color_by: ColorBy, of: Callable[[str], str]) -> dict[str, Category] | None:
    """The categories of all nodes of a map, where there are colours enough; else None.

    With them a school that is blue in one picture is not orange in the next.
    """
    found = {key for id in map.nodes if (key := of(id))}
    return categories(map, color_by, sorted(found)) if len(found) <= _COLORS else None


def _in_order(map: ArgumentMap, color_by: ColorBy, keys: list[str]) -> list[str]:
    tables = {"position": map.positions, "person": map.people, "document": map.sources}
    order = {key: number for number, key in enumerate(tables.get(color_by, ()))}
    return sorted(keys, key=lambda key: (order.get(key, len(order)), key))


def _name(map: ArgumentMap, color_by: ColorBy, key: str) -> str:
    if color_by == "position":
        return map.positions[key].name if key in map.positions else key
    if color_by == "person":
        return person_label(map, key)
    return source_label(map, key) if color_by == "document" else key
