"""Which boxes go on a page, as far as that can be told before they are laid out."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from argmap.picture.ranks import Hook
from argmap.picture.scene import Direction, Scene, is_across

APART: dict[bool, float] = {True: 22.0, False: 30.0}
"""The least distance of boxes beside each other, by whether the argument runs across the page."""

Extent = tuple[float, float]
"""Width and height in px."""

ExtentOf = Callable[[str], Extent]

_LINK_ACROSS, _LINK_DOWN = 160.0, 80.0  # the room that links take between two ranks


def packed(
    order: Sequence[str],
    least: int,
    starts: Collection[str],
    hooks: Mapping[str, tuple[Hook, ...]],
    extents: tuple[ExtentOf, ExtentOf],
    direction: Direction,
    room: Extent,
) -> tuple[str, ...]:
    """Take from ``order`` what fits a room (width and height in px), the first ``least`` in any case.

    A node that hangs on others is taken only with one of them, unless it is
    one of the ``starts``.  The room a branch takes is that of a tidy tree: the
    greater of its own box and all its replies side by side.  ``extents`` tell
    the extent that a box has at least, for most boxes do not even fit so, and
    the true one, which takes longer to find.
    """
    across = is_across(direction)
    at_least, exactly = extents if across else (_turned(extents[0]), _turned(extents[1]))
    pack = _Pack(room if across else room[::-1], across)
    for number, id in enumerate(order):
        hook = next((each for each in hooks[id] if each.id in pack.depth), None)
        if hook is None and id not in starts and hooks[id]:
            continue
        if number < least or (pack.fits(at_least(id), hook) and pack.fits(exactly(id), hook)):
            pack.add(id, exactly(id), hook)
    return tuple(id for id in order if id in pack.depth)


def _turned(extent: ExtentOf) -> ExtentOf:
    return lambda id: extent(id)[::-1]


def widest_rank(scene: Scene, across: bool) -> float:
    """The least room beside each other, in px, that the boxes of the fullest rank of a scene take."""
    ranks: dict[int, float] = {}
    for box in scene.boxes:
        rank = scene.depth[box.id]
        ranks[rank] = ranks.get(rank, -APART[across]) + APART[across] + (box.height if across else box.width)
    return max(ranks.values(), default=0.0)


class _Pack:
    """A forest of boxes with the room it takes; every extent is along the argument first, then beside."""

    def __init__(self, room: Extent, across: bool) -> None:
        self.along, self.beside = room
        self.apart = APART[across]
        self.link = _LINK_ACROSS if across else _LINK_DOWN
        self.depth: dict[str, int] = {}
        self.above: dict[str, str | None] = {}
        """The node whose replies' room each takes part in."""
        self.own: dict[str, float] = {}
        """The room of the box of each."""
        self.replies: dict[str, float] = {}
        """The room of the replies of each."""
        self.total = 0.0
        self.ranks: dict[int, float] = {}
        self.length = 0.0
        """The sum of the ranks."""

    def fits(self, extent: Extent, hook: Hook | None) -> bool:
        """Whether a box can be added without the room growing too small."""
        rank = self._rank(hook)
        length = self.length + max(0.0, extent[0] - self.ranks.get(rank, 0.0))
        links = len(self.ranks) - (rank in self.ranks)
        if length + self.link * links > self.along:
            return False
        return self.total + self._growth(extent[1] + self.apart, self._above(hook))[-1] <= self.beside + self.apart

    def add(self, id: str, extent: Extent, hook: Hook | None) -> None:
        """Add a box."""
        above = self._above(hook)
        self.own[id] = extent[1] + self.apart
        *growth, whole = self._growth(self.own[id], above)
        rank = self._rank(hook)
        self.ranks[rank] = max(extent[0], self.ranks.get(rank, 0.0))
        self.length = sum(self.ranks.values())
        self.depth[id] = rank
        self.above[id] = above
        for at, grown in zip(self._all_above(above), growth, strict=True):
            self.replies[at] = self.replies.get(at, 0.0) + grown
        self.total += whole

    def _rank(self, hook: Hook | None) -> int:
        return self.depth[hook.id] + hook.step if hook is not None else 0

    def _above(self, hook: Hook | None) -> str | None:
        """What stands beside its hook takes part in the room of the same branch."""
        if hook is None:
            return None
        return hook.id if hook.step else self.above[hook.id]

    def _growth(self, grown: float, above: str | None) -> list[float]:
        """How much the replies of each node above a new box grow by it, and at last all of the forest."""
        growth = []
        for at in self._all_above(above):
            growth.append(grown)
            replies = self.replies.get(at, 0.0)
            grown = max(self.own[at], replies + grown) - max(self.own[at], replies)
        return [*growth, grown]

    def _all_above(self, above: str | None) -> Iterator[str]:
        """A node and those above it, in whose room it takes part."""
        while above is not None:
            yield above
            above = self.above[above]
