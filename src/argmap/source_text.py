"""The text of one file, and places in it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
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

    def line(self, number: int) -> str:
        """Line ``number`` (1-based) without its line end; empty beyond the text."""
        if not 1 <= number <= self.line_count:
            return ""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < self.line_count else len(self.text)
        return self.text[start:end].rstrip("\r\n")
