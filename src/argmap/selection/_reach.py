"""What bears on a node, most telling first, and all that is reached that way."""

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

from argmap.model import ArgumentMap, Link

ALL = 1 << 30
"""A depth that leaves nothing out."""

_T = TypeVar("_T")

Way = Literal["attack", "support", "premise", "variant"]


class Reply(NamedTuple):
    """A node that bears on another one; a clash counts as an attack."""

    id: str
    way: Way
    needs: str | None = None
    """Of an undercut of one link: where that link leads; without it there is nothing in the picture to cut."""


class Replies:
    """The replies to each node of a map, put in order once."""

    def __init__(self, map: ArgumentMap) -> None:
        self.map = map
        self._ranked: dict[str, tuple[Reply, ...]] = {}
        self._attacks: dict[str, list[Reply]] = {}
        self._attackable: dict[str, frozenset[str]] = {}

    @cached_property
    def number(self) -> dict[str, int]:
        """The place of each node in the files."""
        return {id: number for number, id in enumerate(self.map.nodes)}

    def to(self, id: str) -> tuple[Reply, ...]:
        """What bears on a node: premises, then attacks and supports by turns, then variants; each the most telling first.

        An attack tells more if it is answered or has grounds, a support if it
        is attacked or has grounds; what only limits, and what the encoder
        linked, comes later; then the order of the files.
        """
        found = self._ranked.get(id)
        if found is None:
            found = self._ranked[id] = self._sorted(id)
        return found

    def attacks_on(self, id: str) -> list[Reply]:
        """The attacks on a node and the claims it clashes with."""
        found = self._attacks.get(id)
        if found is None:
            found = self._attacks[id] = [reply for reply in self.to(id) if reply.way == "attack"]
        return found

    def supports_of(self, id: str) -> list[Reply]:
        """The reasons for a node."""
        return [reply for reply in self.to(id) if reply.way == "support"]

    def _sorted(self, id: str) -> tuple[Reply, ...]:
        links = [link for link in self.map.links_to.get(id, ()) if link.source != id]
        premises = [Reply(link.source, "premise") for link in links if link.type == "premise"]
        attacks = [(self._quietness(link), Reply(link.source, "attack", self.cut(link))) for link in links if link.type == "attack"]
        clashing = self.map.conflicts.get(id, ())
        attacks += [((other not in self.map.links_to, False, False), Reply(other, "attack")) for other in clashing]
        attacks.sort(key=lambda pair: pair[0])
        supports = [link for link in links if link.type == "support"]
        supports.sort(key=self._dullness)
        variants = [Reply(other, "variant") for other in self.map.variants.get(id, ())]
        mixed = by_turns([[reply for _, reply in attacks], [Reply(link.source, "support") for link in supports]])
        return (*premises, *mixed, *variants)

    def _quietness(self, link: Link) -> tuple[bool, bool, bool]:
        """Less is more telling: of an attack."""
        silent = not self.map.is_answered(link) and not self._has_grounds(link.source)
        return silent, link.attack == "limit", link.editorial

    def _dullness(self, link: Link) -> tuple[bool, bool, bool]:
        """Less is more telling: of a support."""
        return not self.map.is_answered(link), not self._has_grounds(link.source), link.editorial

    def _has_grounds(self, id: str) -> bool:
        return any(link.type != "attack" for link in self.map.links_to.get(id, ()))

    def cut(self, link: Link) -> str | None:
        """Where the one link leads that an undercut cuts; None if it cuts all, or a link that is not there."""
        if link.attack != "undercut" or link.cuts is None:
            return None
        targets = self._attackable.get(link.target)
        if targets is None:
            following = self.map.links_from.get(link.target, ())
            targets = self._attackable[link.target] = frozenset(each.target for each in following)
        return link.cuts if link.cuts in targets else None


def by_turns(groups: Iterable[Sequence[_T]], at_once: int = 1) -> list[_T]:
    """Some of each group, again some of each group, and so on until all are there."""
    found: list[_T] = []
    at = 0
    left = [group for group in groups if group]
    while left:
        for group in left:
            found.extend(group[at : at + at_once])
        at += at_once
        left = [group for group in left if len(group) > at]
    return found


def reach(
    replies: Replies,
    starts: Iterable[str],
    context: Container[str] = (),
    only: Container[str] = (),
    closed: Container[str] = (),
    depth: int = ALL,
) -> dict[str, Reply | None]:
    """Some nodes and all that bears on them, breadth first; each with the reply to it by which it was reached, reversed.

    The value of a node is the node that it replies to (with what the undercut
    needs), or None for a start.  An undercut of one link is reached only if
    where that link leads is there too, reached or in ``context``.  ``only``
    holds the types that are walked through (starts are not asked), ``closed``
    the nodes that are not walked beyond, ``depth`` counts levels.
    """
    found: dict[str, Reply | None] = dict.fromkeys(starts)
    nodes = replies.map.nodes
    waiting: dict[str, list[tuple[str, Reply]]] = {}
    level = list(found)
    while level and depth > 0:
        depth -= 1
        following: list[str] = []
        for at in level:
            if at in closed:
                continue
            for id, way, needs in replies.to(at):
                if only and nodes[id].type not in only:
                    continue
                if needs is not None and needs not in found and needs not in context:
                    waiting.setdefault(needs, []).append((id, Reply(at, way, needs)))
                    continue
                pending = [(id, Reply(at, way, needs))]
                while pending:
                    fresh, came_by = pending.pop()
                    if fresh not in found:
                        found[fresh] = came_by
                        following.append(fresh)
                        pending.extend(reversed(waiting.pop(fresh, ())))
        level = following
    return found


def bearing_on(map: ArgumentMap, ids: Iterable[str]) -> list[str]:
    """Some nodes and all that bears on them, the nearest first."""
    return list(reach(Replies(map), ids))


def owners(replies: Replies, starts: Iterable[str]) -> dict[str, int]:
    """How many nodes bear on each start: each counts for the start that is nearest to it, the first of several."""
    sizes: dict[str, int] = dict.fromkeys(starts, 0)
    owner: dict[str, str] = {}
    for id, came_by in reach(replies, sizes).items():
        owner[id] = mine = id if came_by is None else owner[came_by.id]
        sizes[mine] += 1
    return sizes


ContestKey = tuple[int, int, int, int]


def contest_keys(replies: Replies, claims: Iterable[str]) -> Mapping[str, ContestKey]:
    """Keys that sort claims by how contested they are, the most contested first.

    By the attacks on a claim and its clashes, an unanswered attack counting
    twice; then by its supports, by how much bears on it, by the files' order.
    """
    map = replies.map
    keys: dict[str, ContestKey] = {}
    for id, size in owners(replies, claims).items():
        tally = map.tally(id)
        disputes = tally.attacks + len(tally.unanswered) + len(map.conflicts.get(id, ()))
        keys[id] = (-disputes, -tally.supports, -size, replies.number[id])
    return keys
