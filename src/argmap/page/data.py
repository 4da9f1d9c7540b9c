"""What the script of the page needs to know, as JSON: how everything hangs together, and by what it can be filtered."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from argmap.citations import person_label
from argmap.display import visible
from argmap.entries import Node
from argmap.evaluation import Evaluation, Label
from argmap.evaluation.why import directly_below
from argmap.model import ArgumentMap, holders
from argmap.page.drawing import HOLD_CLASSES, MARGIN, STRAIGHT
from argmap.page.forest import Hold, OtherLink, Spot
from argmap.page.texts import HOLDS, page_id
from argmap.page.tidy import APART, GUTTER, LOWEST, SLOT, TREES_APART, WIDTH, Tidy
from argmap.picture.scene import HEAD

TYPES = ("question", "claim", "support", "rebuttal")
ROLES = ("carried by", "rested on", "attacked by", "cut by", "countered by", "needs", "clashes with")


def script_data(map: ArgumentMap, evaluation: Evaluation, spots: Sequence[Spot], tidy: Tidy, others: Iterable[OtherLink]) -> str:
    """The data, safe within a ``script`` element.

    A box is a list: its type, the box it hangs on (-1 for none), how, whether
    it stands beside, its height, why it has its label (0 for no reason), and its
    values in each facet (a number, or a list).  All names are numbers in lists.  Ids and texts are those of
    the texts of the page, which stand in the same order.
    """
    number = {spot.id: at for at, spot in enumerate(spots)}
    facets = _Facets(map, evaluation)
    holds = list(get_args(Hold))
    boxes = []
    for spot in spots:
        node = map.nodes.get(spot.id)
        box: list[Any] = [
            TYPES.index(node.type if node is not None else "question"),
            number.get(spot.above, -1),
            holds.index(spot.hold),
            int(spot.is_beside),
            tidy.heights[spot.id],
        ]
        if node is not None:
            why = [[ROLES.index(role), number[id]] for role, id, _ in directly_below(evaluation, spot.id) if id in number]
            box += [why or 0, *(value[0] if len(value) == 1 else value for value in facets.of(node))]
        boxes.append(box)
    data = {
        "boxes": boxes,
        "others": [[number[each.source], number[each.target], holds.index(each.hold)] for each in others],
        "holds": [[hold, HOLD_CLASSES[hold], HOLDS[hold]] for hold in holds],
        "types": TYPES,
        "roles": ROLES,
        "facets": facets.named(),
        "sizes": [WIDTH, GUTTER, APART, TREES_APART, LOWEST, SLOT, STRAIGHT, HEAD, MARGIN],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _Facets:
    """By what nodes can be filtered; values are numbered as they are met."""

    def __init__(self, map: ArgumentMap, evaluation: Evaluation) -> None:
        self.map = map
        self.found: dict[str, dict[str, int]] = {name: {} for name in ("label", "position", "person", "document", "source")}
        self._names: Mapping[str, Callable[[str], str]] = {
            "position": lambda id: map.positions[id].name if id in map.positions else id,
            "person": lambda id: person_label(map, id),
        }
        self._label = evaluation.label
        for label in Label:
            self.found["label"][str(label)] = len(self.found["label"])

    def of(self, node: Node) -> list[list[int]]:
        """The values of a node in every facet."""
        values: dict[str, Iterable[str]] = {
            "label": [str(self._label(node.id))],
            "position": node.position,
            "person": holders(node),
            "document": [each.via or each.source for each in node.cite],
            "source": [each.source for each in node.cite],
        }
        return [[found.setdefault(value, len(found)) for value in dict.fromkeys(values[name])] for name, found in self.found.items()]

    def named(self) -> list[list[Any]]:
        """Each facet with the ids of its values, and names where they are not said elsewhere on the page."""
        return [
            [name, [[page_id(id), *([visible(self._names[name](id))] if name in self._names else [])] for id in found]]
            for name, found in self.found.items()
        ]
