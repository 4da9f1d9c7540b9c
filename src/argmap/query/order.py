"""Nodes in an order that is asked for."""

from collections.abc import Callable
from typing import Any

from argmap.citations import person_label
from argmap.dates import DateError, parse_date
from argmap.entries import NODE_TYPES, Node
from argmap.errors import ArgmapError
from argmap.evaluation import Evaluation
from argmap.kinds import LABELS
from argmap.model import ArgumentMap, holders
from argmap.nearest import nearest
from argmap.query.fields import SORTS
from argmap.query.folding import folded

Key = Callable[[Node], Any]
"""The value to sort by; None, which stands last in both directions, where a node has none."""


def sort_words(order: str) -> list[tuple[str, bool]]:
    """`position,-date` or `position,date:desc` as names and whether the greatest comes first.  Raises `ArgmapError`."""
    found = []
    for word in order.split(","):
        name, _, direction = word.strip().removeprefix("-").partition(":")
        if name not in SORTS:
            near = nearest(name, SORTS)
            raise ArgmapError(f"nodes cannot be sorted by `{name}`", f"did you mean `{near}`?" if near else f"write {', '.join(SORTS)}")
        if direction not in ("", "asc", "desc"):
            raise ArgmapError(f"`{direction}` is no direction", f"write `{name}:desc` or `-{name}`, and nothing for ascending")
        found.append((name, word.strip().startswith("-") or direction == "desc"))
    return found


def in_order(nodes: list[Node], order: str, map: ArgumentMap, evaluation: Callable[[list[Node]], Evaluation]) -> list[Node]:
    """The nodes, which are in file order, in another one; equal ones stay in file order.  Raises `ArgmapError`.

    ``evaluation`` is called if labels are needed.
    """
    found = list(nodes)
    for name, is_descending in reversed(sort_words(order)):
        key = _key(name, map, evaluation, nodes)
        keyed = [(key(node), node) for node in found]
        present = [pair for pair in keyed if pair[0] is not None]
        present.sort(key=lambda pair: pair[0], reverse=is_descending)
        found = [node for _, node in (*present, *(pair for pair in keyed if pair[0] is None))]
    return found


def _key(name: str, map: ArgumentMap, evaluation: Callable[[list[Node]], Evaluation], nodes: list[Node]) -> Key:
    match name:
        case "label":
            labels, ranks = evaluation(nodes), {label: rank for rank, label in enumerate(LABELS)}
            return lambda node: ranks[labels.label(node.id)]
        case "file":
            places = {id: number for number, id in enumerate(map.nodes)}
            return lambda node: places[node.id]
        case "position":
            schools = {id: number for number, id in enumerate(map.positions)}
            return lambda node: [schools.get(id, len(schools)) for id in node.position] or None
        case "by":
            return lambda node: [folded(person_label(map, id)) for id in holders(node)] or None
        case "supports" | "attacks":
            return lambda node: getattr(map.tally(node.id), name)
        case "unanswered":
            return lambda node: len(map.tally(node.id).unanswered)
        case _:
            return _PLAIN[name]


def _day(node: Node) -> Any:
    try:
        range = parse_date(node.date) if node.date is not None else None
    except DateError:
        return None
    return (range.earliest, range.latest) if range is not None else None


_PLAIN: dict[str, Key] = {
    "id": lambda node: node.id,
    "type": lambda node: NODE_TYPES.index(node.type),
    "date": _day,
    "text": lambda node: folded(node.text),
}
