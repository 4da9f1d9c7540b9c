"""Which rank each box stands in: targets before their replies, what is needed together side by side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from argmap.entries import Claim
from argmap.model import ArgumentMap, Link, questions_of


class Hook(NamedTuple):
    """Something earlier in the order that a node hangs on, and how many ranks further on the node stands."""

    id: str
    step: int


class Hooks(dict[str, tuple[Hook, ...]]):
    """What each node or question of an order can hang on: the earlier ones it is linked to, its targets first.

    Found when it is asked for, as a page has room for only the first of a long order.
    """

    def __init__(self, map: ArgumentMap, order: Sequence[str]) -> None:
        super().__init__()
        self._map = map
        self._place = {id: number for number, id in enumerate(order)}

    def __missing__(self, id: str) -> tuple[Hook, ...]:
        number = self._place[id]
        near: dict[str, Hook] = {}
        for hook in _linked(self._map, id) if id in self._map.nodes else ():
            if self._place.get(hook.id, number) < number:
                near.setdefault(hook.id, hook)
        found = self[id] = tuple(near.values())
        return found


def depths(ids: Sequence[str], hooks: Mapping[str, tuple[Hook, ...]]) -> dict[str, int]:
    """The rank of each node or question of a beginning of the order, or of a part of it; what hangs on nothing stands at 0."""
    found: dict[str, int] = {}
    for id in ids:
        hook = next((each for each in hooks[id] if each.id in found), None)
        found[id] = found[hook.id] + hook.step if hook is not None else 0
    return found


def _linked(map: ArgumentMap, id: str) -> Iterator[Hook]:
    node = map.nodes[id]
    yield from (Hook(link.target, step_of(map, link)) for link in map.links_from.get(id, ()))
    yield from (Hook(question, 1) for question in questions_of(node))
    yield from (Hook(other, 0) for other in map.conflicts.get(id, ()))
    if isinstance(node, Claim) and node.variant_of is not None:
        yield Hook(node.variant_of, 1)
    yield from (Hook(other, -1) for other in map.variants.get(id, ()))
    yield from (Hook(link.source, -step_of(map, link)) for link in map.links_to.get(id, ()))


def step_of(map: ArgumentMap, link: Link) -> int:
    """How many ranks beyond its target the source of a link stands.

    A premise stands beside what needs it, and an undercut beside what the link
    comes from that it cuts: their lines meet before the next rank.
    """
    if link.type == "premise":
        return 0
    cuts_before = link.attack == "undercut" and (link.cuts is not None or not isinstance(map.nodes[link.target], Claim))
    return 0 if cuts_before else 1
