"""Two columns side by side, on a terminal and as a table of Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from argmap.display import Part, Row, width, wrap
from argmap.views._markdown import markdown, marked_down
from argmap.views._page import Line, indent, painted, terminal

NARROWEST = 24
"""In fewer columns each than this, one stands below the other."""
_BETWEEN = " | "


@dataclass(slots=True)
class Cell:
    """What stands in one column: paragraphs behind a mark; nothing, if there are none."""

    mark: str
    paragraphs: Sequence[list[Part]]


EMPTY = Cell("", ())


@dataclass(slots=True)
class Pair:
    """Two cells side by side, with a line above that says what one is to the other; ``heads`` says whose each is."""

    level: int
    heads: tuple[Part, Part]
    left: Cell
    right: Cell
    how: Line | None = None


Block = Line | Pair


def terminal_columns(blocks: Iterable[Block], columns: int, color: bool) -> Iterator[str]:
    """Lines and pairs as text of ``columns`` columns, each ending in LF."""
    for block in blocks:
        if isinstance(block, Line):
            yield from terminal((block,), columns, color)
            continue
        if block.how is not None:
            yield from terminal((block.how,), columns, color)
        around = indent(block.level, columns)
        each = (columns - len(around) - len(_BETWEEN)) // 2
        if each < NARROWEST:
            yield from _stacked(block, columns, color)
            continue
        for left, right in zip_longest(_rows(block.left, each), _rows(block.right, each), fillvalue=None):
            padding = " " * (each - sum(width(part.text) for part in left or ()))
            yield (around + _text(left, color) + padding + _BETWEEN + _text(right, color)).rstrip() + "\n"


def _stacked(pair: Pair, columns: int, color: bool) -> Iterator[str]:
    """One cell below the other, each with whose it is."""
    for head, cell in zip(pair.heads, (pair.left, pair.right), strict=True):
        if cell.paragraphs:
            first, *more = cell.paragraphs
            yield from terminal((Line(pair.level, cell.mark, [*head_of(head), *first], tuple(more)),), columns, color)


def head_of(head: Part) -> list[Part]:
    """Whose a cell is, before what it says."""
    return [head, Part(": ")]


def _rows(cell: Cell, columns: int) -> Iterator[Row]:
    """The rows of a cell: the mark hangs before the first."""
    mark = f"{cell.mark} " if cell.mark else ""
    hang = Part(" " * len(mark))
    for number, paragraph in enumerate(cell.paragraphs):
        for at, row in enumerate(_wrapped(paragraph, columns - len(mark))):
            first = Part(mark, f"mark{cell.mark}") if number == at == 0 else hang
            yield [first, *row]


def _wrapped(paragraph: list[Part], columns: int) -> Iterator[Row]:
    """As `wrap`, but an id that is alone and wider than the column is broken at its hyphens."""
    if len(paragraph) > 1 or paragraph[0].role != "id" or width(paragraph[0].text) <= columns:
        yield from wrap(paragraph, columns)
        return
    row = ""
    for piece in re.findall(r"[^-]*-+|[^-]+", paragraph[0].text):
        if row and width(row) + width(piece) > columns:
            yield from wrap([Part(row, "id")], columns)
            row = ""
        row += piece
    yield from wrap([Part(row, "id")], columns)


def _text(row: Row | None, color: bool) -> str:
    return "".join(painted(part, color) for part in row or ())


def markdown_columns(blocks: Iterable[Block]) -> Iterator[str]:
    """Lines as `markdown` has them, questions as headings; pairs that follow each other as one table."""
    is_blank = True
    for text in _markdown_blocks(blocks):
        if text != "\n" or not is_blank:
            yield text
        is_blank = text == "\n"


def _markdown_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Runs of lines, and tables, each after an empty line."""
    for is_pair, run in groupby(blocks, key=lambda block: isinstance(block, Pair)):
        yield "\n"
        if not is_pair:
            yield from markdown(_as_heading(block) for block in run if isinstance(block, Line))
            continue
        for number, pair in enumerate(block for block in run if isinstance(block, Pair)):
            if not number:
                yield _row(_told(pair.heads[0]), "", _told(pair.heads[1])) + "|---|---|---|\n"
            how = "" if pair.how is None else "".join(_in_table(part) for part in pair.how.parts)
            yield _row(_marked_cell(pair.left), how, _marked_cell(pair.right))


def _as_heading(line: Line) -> Line:
    if line.mark != "?" or line.level:
        return line
    text, *rest = line.parts
    return Line(1, "", [Part(text.text, "heading"), *rest])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _told(head: Part) -> str:
    return marked_down(Part(head.text))


def _marked_cell(cell: Cell) -> str:
    return "<br>".join("".join(_in_table(part) for part in paragraph) for paragraph in cell.paragraphs)


def _in_table(part: Part) -> str:
    """A part of a cell: a bar would end the cell even within code."""
    text = marked_down(part)
    return text.replace("|", r"\|") if part.role == "id" else text
