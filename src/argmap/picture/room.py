"""The room that is left on a page."""

from math import ceil

_STEP = 6.0
"""How many px a bit stands for, across and down."""

Reach = tuple[float, float]
"""From where to where, in px across the page."""


class Room:
    """What of a page is taken, in columns of bits: one for each stretch of `_STEP` px downwards."""

    def __init__(self, width: float, height: float) -> None:
        self._taken = [0] * (int(width / _STEP) + 2)
        self._rows = max(0, int(height / _STEP))

    def highest(self, upper: Reach, upper_high: float, lower: Reach, lower_high: float) -> float | None:
        """The least distance from the top at which one box and, right below it, another are free; None if they are nowhere."""
        above, below = ceil(upper_high / _STEP), ceil(lower_high / _STEP)
        free = self._free(upper, above) & (self._free(lower, below) >> above)
        return ((free & -free).bit_length() - 1) * _STEP if free else None

    def take(self, y: float, upper: Reach, upper_high: float, lower: Reach, lower_high: float) -> None:
        """Take what `highest` found free."""
        above, below, start = ceil(upper_high / _STEP), ceil(lower_high / _STEP), round(y / _STEP)
        for box, at, rows in ((upper, start, above), (lower, start + above, below)):
            for column in self._columns(box):
                self._taken[column] |= ((1 << rows) - 1) << at

    def _columns(self, box: Reach) -> range:
        return range(max(0, int(box[0] / _STEP)), min(len(self._taken), int(box[1] / _STEP) + 1))

    def _free(self, box: Reach, rows: int) -> int:
        """Bit by bit, whether so many rows from this one on are free: runs of zeros, doubled until they are long enough."""
        taken = 0
        for column in self._columns(box):
            taken |= self._taken[column]
        free = ~taken & ((1 << self._rows) - 1)
        length = 1
        while length < rows:
            step = min(length, rows - length)
            free &= free >> step
            length += step
        return free
