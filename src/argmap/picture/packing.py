"""Which boxes go on a page, as far as that can be told before they are laid out."""

from collections.abc import Callable, Collection, Mapping, Sequence

from argmap.picture.ranks import Hook
from argmap.picture.scene import Box, Direction, Scene

APART: dict[bool, float] = {True: 22.0, False: 30.0}
"""The least distance of boxes beside each other, by whether the argument runs across the page."""

_LINK_ACROSS, _LINK_DOWN = 160.0, 80.0  # the room that links take between two ranks


def packed(
    order: Sequence[str],
    least: int,
    starts: Collection[str],
    hooks: Mapping[str, tuple[Hook, ...]],
    box: Callable[[str], Box],
    direction: Direction,
    room: tuple[float, float],
) -> tuple[str, ...]:
    """Take from ``order`` what fits a room (width and height in px), the first ``least`` in any case.

    A node that hangs on others is taken only with one of them, unless it is
    one of the ``starts``.  The room a
    branch takes is that of a tidy tree: the greater of its own box and all its
    replies side by side.
    """
    pack = _Pack(box, direction in ("right", "left"), room)
    for number, id in enumerate(order):
        hook = next((each for each in hooks[id] if each.id in pack.depth), None)
        if (hook is not None or id in starts or not hooks[id]) and (pack.fits(id, hook) or number < least):
            pack.add(id, hook)
    return tuple(id for id in order if id in pack.depth)


def widest_rank(scene: Scene, across: bool) -> float:
    """The least room beside each other, in px, that the boxes of the fullest rank of a scene take."""
    ranks: dict[int, float] = {}
    for box in scene.boxes:
        rank = scene.depth[box.id]
        ranks[rank] = ranks.get(rank, -APART[across]) + APART[across] + (box.height if across else box.width)
    return max(ranks.values(), default=0.0)


class _Pack:
    """A forest of boxes with the room it takes."""

    def __init__(self, box: Callable[[str], Box], across: bool, room: tuple[float, float]) -> None:
        self.box = box
        self.across = across
        self.along, self.beside = room if across else room[::-1]
        self.depth: dict[str, int] = {}
        self.above: dict[str, str | None] = {}
        """The node whose replies' room each takes part in."""
        self.replies: dict[str, float] = {}
        """The room of the replies of each."""
        self.total = 0.0
        self.ranks: dict[int, float] = {}

    def fits(self, id: str, hook: Hook | None) -> bool:
        """Whether a box can be added without the room growing too small."""
        rank, size = self._rank(id, hook)
        ranks = {**self.ranks, rank: max(size, self.ranks.get(rank, 0.0))}
        link = _LINK_ACROSS if self.across else _LINK_DOWN
        along = sum(ranks.values()) + link * (len(ranks) - 1)
        return along <= self.along and self.total + self._growth(id, self._above(hook))[-1] <= self.beside + APART[self.across]

    def add(self, id: str, hook: Hook | None) -> None:
        """Add a box."""
        at = above = self._above(hook)
        growth = self._growth(id, above)
        rank, size = self._rank(id, hook)
        self.ranks[rank] = max(size, self.ranks.get(rank, 0.0))
        self.depth[id] = rank
        self.above[id] = above
        for grown in growth[:-1]:
            assert at is not None  # noqa: S101
            self.replies[at] = self.replies.get(at, 0.0) + grown
            at = self.above[at]
        self.total += growth[-1]

    def _rank(self, id: str, hook: Hook | None) -> tuple[int, float]:
        box = self.box(id)
        return self.depth[hook.id] + hook.step if hook is not None else 0, box.width if self.across else box.height

    def _above(self, hook: Hook | None) -> str | None:
        """What stands beside its hook takes part in the room of the same branch."""
        if hook is None:
            return None
        return hook.id if hook.step else self.above[hook.id]

    def _growth(self, id: str, above: str | None) -> list[float]:
        """How much the replies of each node above a new box grow by it, and at last all of the forest."""
        grown = self._own(id)
        growth = []
        at = above
        while at is not None:
            growth.append(grown)
            before = max(self._own(at), self.replies.get(at, 0.0))
            grown = max(self._own(at), self.replies.get(at, 0.0) + grown) - before
            at = self.above[at]
        return [*growth, grown]

    def _own(self, id: str) -> float:
        box = self.box(id)
        return (box.height if self.across else box.width) + APART[self.across]
