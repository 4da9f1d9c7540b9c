"""Which boxes go on a page, as far as that can be told before they are laid out."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from argmap.model import ArgumentMap, questions_of
from argmap.picture.scene import Box, Direction

APART: dict[bool, float] = {True: 22.0, False: 30.0}
"""The least distance of boxes beside each other, by whether the argument runs across the page."""

_LINK_ACROSS, _LINK_DOWN = 160.0, 80.0  # the room that links take between two ranks


class Attachments:
    """What each node or question of a selection hangs on: the earlier ones that it is linked to."""

    def __init__(self, map: ArgumentMap, order: Sequence[str]) -> None:
        self.earlier: dict[str, tuple[str, ...]] = {}
        place = {id: number for number, id in enumerate(order)}
        for number, id in enumerate(order):
            near = dict.fromkeys(other for other in _linked(map, id) if place.get(other, number) < number)
            self.earlier[id] = tuple(near)


def _linked(map: ArgumentMap, id: str) -> Iterable[str]:
    """The questions a node answers and all it is linked to, targets first."""
    if id not in map.nodes:
        return
    node = map.nodes[id]
    yield from (link.target for link in map.links_from.get(id, ()))
    yield from questions_of(node)
    yield from map.conflicts.get(id, ())
    of = getattr(node, "variant_of", None)
    if of is not None:
        yield of
    yield from map.variants.get(id, ())
    yield from (link.source for link in map.links_to.get(id, ()))


def packed(
    order: Sequence[str],
    least: int,
    attachments: Mapping[str, tuple[str, ...]],
    box: Callable[[str], Box],
    direction: Direction,
    room: tuple[float, float],
) -> tuple[str, ...]:
    """Take from ``order`` what fits a room (width and height in px), the first ``least`` in any case.

    A node that hangs on others is taken only with one of them.  The room a
    branch takes is that of a tidy tree: the greater of its own box and all its
    replies side by side.
    """
    pack = _Pack(box, direction in ("right", "left"), room)
    for number, id in enumerate(order):
        hooks = attachments[id]
        hook = next((each for each in hooks if each in pack.depth), None)
        if (hook is not None or not hooks) and (pack.fits(id, hook) or number < least):
            pack.add(id, hook)
    return tuple(id for id in order if id in pack.depth)


class _Pack:
    """A forest of boxes with the room it takes."""

    def __init__(self, box: Callable[[str], Box], across: bool, room: tuple[float, float]) -> None:
        self.box = box
        self.across = across
        self.along, self.beside = room if across else room[::-1]
        self.hook: dict[str, str | None] = {}
        self.depth: dict[str, int] = {}
        self.replies: dict[str, float] = {}  # the room of the replies of each
        self.total = 0.0
        self.ranks: list[float] = []

    def fits(self, id: str, hook: str | None) -> bool:
        """Whether a box can be added without the room growing too small."""
        ranks = self._ranks_with(id, hook)
        link = _LINK_ACROSS if self.across else _LINK_DOWN
        along = sum(ranks) + link * (len(ranks) - 1)
        return along <= self.along and self.total + self._growth(id, hook)[-1] <= self.beside + APART[self.across]

    def add(self, id: str, hook: str | None) -> None:
        """Add a box."""
        growth = self._growth(id, hook)
        self.ranks = self._ranks_with(id, hook)
        self.hook[id] = hook
        self.depth[id] = self.depth[hook] + 1 if hook is not None else 0
        at = hook
        for grown in growth[:-1]:
            assert at is not None  # noqa: S101
            self.replies[at] = self.replies.get(at, 0.0) + grown
            at = self.hook[at]
        self.total += growth[-1]

    def _ranks_with(self, id: str, hook: str | None) -> list[float]:
        depth = self.depth[hook] + 1 if hook is not None else 0
        box = self.box(id)
        ranks = [*self.ranks, *[0.0] * (depth + 1 - len(self.ranks))]
        ranks[depth] = max(ranks[depth], box.width if self.across else box.height)
        return ranks

    def _growth(self, id: str, hook: str | None) -> list[float]:
        """How much the replies of each node above a new box grow by it, and at last all of the forest."""
        grown = self._own(id)
        growth = []
        at = hook
        while at is not None:
            growth.append(grown)
            before = max(self._own(at), self.replies.get(at, 0.0))
            grown = max(self._own(at), self.replies.get(at, 0.0) + grown) - before
            at = self.hook[at]
        return [*growth, grown]

    def _own(self, id: str) -> float:
        box = self.box(id)
        return (box.height if self.across else box.width) + APART[self.across]
