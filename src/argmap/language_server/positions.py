"""Places as editors count them: lines from 0, and columns in the units of an encoding.

Lines end at LF, CRLF and CR, as everywhere in argmap; `str.splitlines`, which
pygls uses, also ends them at form feeds, U+2028 and others, and no editor does.
"""

from enum import StrEnum

from argmap.source_text import SourceText

MARK = "\ufeff"
"""The byte-order mark, which some editors send as the first character of a text."""

Place = tuple[int, int]
"""Line and column, both from 0."""


class Encoding(StrEnum):
    """What columns count."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    UTF_32 = "utf-32"


class Positions:
    """Places in one text; offsets count code points, without the mark at the beginning if the text ``is_marked``."""

    def __init__(self, source: SourceText, encoding: Encoding, is_marked: bool = False) -> None:
        self.source = source
        self.encoding = encoding
        self._mark = _units(MARK, encoding) if is_marked else 0

    def place(self, offset: int) -> Place:
        """The place of an offset (clamped to the text)."""
        line, column = self.source.position(offset)
        units = column - 1
        if not self.source.text.isascii() and self.encoding is not Encoding.UTF_32:
            units = _units(self.source.piece(line, 1, column), self.encoding)
        return line - 1, units + (self._mark if line == 1 else 0)

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; that of the end of the line for a column behind it, and of the text for a line behind it."""
        if line < 0:
            return 0
        length = self.source.line_length(line + 1)
        column = max(0, column - (self._mark if line == 0 else 0))
        if not self.source.text.isascii():
            column = points(self.source.piece(line + 1, 1, min(column, length) + 1), column, self.encoding)
        return self.source.line_start(line + 1) + min(column, length)


def _units(text: str, encoding: Encoding) -> int:
    """How many units of an encoding a text takes."""
    if text.isascii() or encoding is Encoding.UTF_32:
        return len(text)
    if encoding is Encoding.UTF_8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def points(text: str, units: int, encoding: Encoding) -> int:
    """How many code points of a text begin before ``units`` units of an encoding."""
    if text.isascii() or encoding is Encoding.UTF_32:
        return min(units, len(text))
    if encoding is Encoding.UTF_8:
        return len(text.encode("utf-8", "surrogatepass")[:units].decode("utf-8", "ignore"))
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
