"""The text of one file, and places in it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A place between characters: line and column, 1-based, the column in code points."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of text; ``end`` is exclusive."""

    start: Position
    end: Position


@dataclass(frozen=True)
class SourceText:
    """The text of one file without its byte-order mark.

    Lines end at LF, CRLF or CR, as editors count them; the further line
    breaks of YAML 1.1 (U+0085, U+2028, U+2029) do not start a line here.
    """

    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" not in self.text:  # twice as quick
            return list(accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0))
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @property
    def line_count(self) -> int:
        """The number of lines, counting an empty one after a last line end."""
        return len(self._line_starts)

    def position(self, offset: int) -> Position:
        """The line and column of the character at ``offset`` (clamped to the text)."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        return Span(self.position(start), self.position(max(start, end)))

    def line_start(self, number: int) -> int:
        """The offset at which line ``number`` (1-based) begins; the end of the text for a line beyond it."""
        return self._line_starts[max(number, 1) - 1] if number <= self.line_count else len(self.text)

    def line(self, number: int) -> str:
        """Line ``number`` (1-based) without its line end; empty beyond the text."""
        return self.piece(number, 1, self.line_length(number) + 1)

    def line_length(self, number: int) -> int:
        """The length of line ``number`` in code points, without its line end; 0 beyond the text."""
        if not 1 <= number <= self.line_count:
            return 0
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < self.line_count else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return end - start

    def piece(self, number: int, first: int, end: int) -> str:
        """Line ``number`` from column ``first`` to before column ``end``, at a cost that the rest of the line does not raise."""
        length = self.line_length(number)
        if not length:
            return ""
        start = self._line_starts[number - 1]
        return self.text[start + max(first, 1) - 1 : start + min(end - 1, length)]
