"""Places for the boxes of a forest: ranks from left to right, each branch in rows of its own.

The script of the page computes the same anew when branches are closed
(`layOut` in script.js); a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from argmap.page.forest import Spot

WIDTH = 600
"""The width of every box in px."""
GUTTER = 250
"""The room between two ranks, for links."""
APART, TREES_APART = 24, 72
"""The least distance of boxes above each other, and of trees."""
LOWEST = 200
"""What has much to its right stands no lower than this beneath the top of its branch, so that the first replies are near."""
SLOT = 28
"""How far apart links are at the side of a box, where there is room."""


class Place(NamedTuple):
    """Where a box is: its rank, its top left corner, and its height; in px."""

    rank: int
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """The y at which links leave."""
        return self.y + self.height // 2


class Tidy:
    """The places of some spots, which stand in reading order; ``heights`` are in px.  Linear."""

    def __init__(self, spots: Sequence[Spot], heights: Mapping[str, int]) -> None:
        self.heights = heights
        self.right: dict[str, list[str]] = {spot.id: [] for spot in spots}
        self.beside: dict[str, list[str]] = {spot.id: [] for spot in spots}
        for spot in spots:
            if spot.above:
                (self.beside if spot.is_beside else self.right)[spot.above].append(spot.id)
        self._inner: dict[str, int] = {}
        self._block: dict[str, int] = {}
        for spot in reversed(spots):
            self._measure(spot.id)
        self.places: dict[str, Place] = {}
        self.height = 0
        self.width = 0
        self._place(spots)

    def _measure(self, id: str) -> None:
        """How much room a box takes with what is to its right, and with what stands below it as well."""
        inner = max(self.heights[id], self._column(id))
        self._inner[id] = inner
        self._block[id] = inner + sum(self._block[each] + APART for each in self.beside[id])

    def _column(self, id: str) -> int:
        right = self.right[id]
        return sum(self._block[each] for each in right) + APART * (len(right) - 1) if right else 0

    def _place(self, spots: Sequence[Spot]) -> None:
        tops: dict[str, tuple[int, int]] = {}
        for spot in spots:
            id = spot.id
            if not spot.above:
                tops[id] = (0, self.height)
                self.height += self._block[id] + TREES_APART
            rank, top = tops[id]
            column, height = self._column(id), self.heights[id]
            self.places[id] = Place(rank, rank * (WIDTH + GUTTER), top + self._offset(id, column), height)
            self.width = max(self.width, rank * (WIDTH + GUTTER) + WIDTH)
            at = top + max(0, (height - column) // 2)
            for each in self.right[id]:
                tops[each] = (rank + 1, at)
                at += self._block[each] + APART
            at = top + self._inner[id] + APART
            for each in self.beside[id]:
                tops[each] = (rank, at)
                at += self._block[each] + APART
        self.height = max(0, self.height - TREES_APART)

    def _offset(self, id: str, column: int) -> int:
        """How far below the top of its branch a box stands: in the middle of what is to its right, but not much below the first."""
        return max(0, min((column - self.heights[id]) // 2, LOWEST))

    def slots(self, id: str) -> dict[str, int]:
        """How far below the top of a box the link of each box to its right meets it."""
        right, height = self.right[id], self.heights[id]
        count = len(right)
        apart = min(SLOT, (height - 48) // (count - 1)) if count > 1 else 0
        return {each: height // 2 + (2 * number - count + 1) * apart // 2 for number, each in enumerate(right)}
