"""What a document is made of once each comment is given to what it belongs to."""

import re
from dataclasses import dataclass, field

from argmap.document import IGNORE, Document, ListValue, MapValue, Scalar, Value
from argmap.formatter.field_order import ROOT, kind_of, kind_within

# The line ends of YAML 1.1, all of which end a comment.
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_BLANK_LINE = re.compile(r"(?>\r\n|[\n\r\x85\u2028\u2029])[ \t]*[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile(r"#[^\n\r\x85\u2028\u2029]*")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*")
_IGNORE = re.compile(rf"(?:^|[ \t]){IGNORE}")


@dataclass(slots=True)
class Comment:
    """A comment from its ``#`` to the end of its line."""

    text: str
    blank: bool
    """Whether an empty line stands before it."""

    @property
    def is_ignore(self) -> bool:
        """Whether it silences rules, and so must stay at its line."""
        return _IGNORE.search(self.text) is not None


@dataclass(slots=True)
class Piece:
    """A field, an item of a list or the whole document, with the comments that belong to it."""

    key: str | None
    """None for what is no field."""
    value: Value | None
    kind: str
    """The kind of mapping that the value is or holds (see `field_order`)."""
    children: list["Piece"] = field(default_factory=list)
    lead: list[Comment] = field(default_factory=list)
    """Alone on their lines before it."""
    after_key: Comment | None = None
    """On the line of the key or of the opening bracket."""
    before_value: list[Comment] = field(default_factory=list)
    """Alone on their lines between the key and a value."""
    trailing: Comment | None = None
    """On the line where the value ends."""
    tail: list[Comment] = field(default_factory=list)
    """Alone on their lines after the last of the children."""
    blank: bool = False
    """Whether an empty line stands right before it."""

    @property
    def has_inner_comments(self) -> bool:
        """Whether a comment stands between the first and the last of the children."""
        return bool(self.tail) or any(
            child.lead or child.after_key or child.before_value or child.trailing or child.has_inner_comments for child in self.children
        )


def take_apart(document: Document) -> tuple[Piece, list[str]]:
    """A document as a piece, and its comments in the order written."""
    walk = _Walk(document)
    root = Piece(None, document.root, ROOT)
    if document.root is not None:
        walk.value(root, document.root, 0)
    root.tail.extend(walk.reach(len(document.source.text), -1))
    return root, walk.comments


class _Walk:
    """Walks over keys, values and brackets in the order written, and picks up the comments between them."""

    def __init__(self, document: Document) -> None:
        self.text = document.source.text
        self.position = document.source.position
        self.comments: list[str] = []
        self.at = 0
        """Where the last key, value or bracket ends."""
        self.slot: tuple[Piece, str] | None = None
        """What a comment on the same line belongs to."""
        self.closed: list[tuple[int, Piece]] = []
        """The block lists and mappings that have ended since, innermost first, each with its column."""
        self.since = 0
        """Where the last comment ends, or what was last read."""
        self.has_comments = "#" in self.text

    def reach(self, start: int, column: int = 0) -> list[Comment]:
        """Go to what starts at an offset; the comments before it that belong to it, the others being given away.

        ``column`` is that of the list or mapping it is in.
        """
        lead: list[Comment] = []
        self.since = self.at
        if self.has_comments and self.text.find("#", self.at, start) >= 0:
            level = 0
            is_passed = False
            for match in _COMMENT.finditer(self.text, self.at, start):
                comment, at = self._comment(match), match.start()
                between = self.text[self.since : at]
                is_passed = is_passed or between.strip() not in ("", ":")  # a colon without a value ends nothing
                self.since = match.end()
                if self.slot and getattr(*self.slot) is None and not _BREAK.search(self.text, self.at, at):
                    setattr(*self.slot, comment)
                    self.slot = None
                    is_passed = False  # a comma before the comment
                    continue
                own = self.position(at).column - 1
                while not (is_passed or lead or own <= column) and level < len(self.closed) and self.closed[level][0] > own:
                    level += 1
                if is_passed or lead or own <= column or level == len(self.closed):
                    lead.append(comment)
                else:
                    self.closed[level][1].tail.append(comment)
        self.closed.clear()
        return lead

    def _comment(self, match: re.Match[str]) -> Comment:
        text = match.group().rstrip(" \t")
        self.comments.append(text)
        return Comment(text, _BLANK_LINE.search(self.text, self.since, match.start()) is not None)

    def passed(self, end: int, slot: tuple[Piece, str] | None) -> None:
        """What ends at an offset has been read."""
        self.at = end
        self.slot = slot

    def column(self, offset: int) -> int:
        """The column of an offset, counted from 0; it is asked for only where there are comments."""
        return self.position(offset).column - 1 if self.has_comments else 0

    def value(self, piece: Piece, value: Value, outer: int) -> None:
        """Read a value; ``outer`` is the column of what it stands in."""
        if type(value) is Scalar:
            self._scalar(piece, value)
            return
        is_flow = self.text[value.start] in "[{"
        if is_flow:
            piece.before_value = self.reach(value.start)
            self.passed(value.start + 1, (piece, "after_key"))
        column = self.column(value.start)
        if type(value) is MapValue:
            self._fields(piece, value, column)
        elif type(value) is ListValue:
            self._items(piece, value, column)
            column += column == outer  # a list that is not indented stands within its mapping all the same
        if is_flow:
            piece.tail = self.reach(value.end - 1)
            self.passed(value.end, (piece, "trailing"))
        else:
            self.closed.append((column, piece))

    def _scalar(self, piece: Piece, value: Scalar) -> None:
        if value.start == value.end:
            return  # nothing is written
        piece.before_value = self.reach(value.start)
        if value.plain or self.text[value.start] not in "|>":
            self.passed(value.end, (piece, "trailing"))
            return
        header = _HEADER.match(self.text, value.start)
        self.passed(header.end() if header else value.start, (piece, "trailing"))
        line_end = _BREAK.search(self.text, value.start, value.end)
        self.reach(line_end.start() if line_end else value.end)
        self.passed(value.end, None)

    def _fields(self, piece: Piece, value: MapValue, column: int) -> None:
        kind = kind_of(piece.kind, value.entries)
        for key, (start, end, inner) in value.entries.items():
            child = Piece(key, inner, kind_within(kind, key))
            child.lead = self.reach(start, column)
            if kind == ROOT:
                child.blank = _BLANK_LINE.search(self.text, self.since, start) is not None
            self.passed(end, (child, "after_key"))
            self.value(child, inner, column)
            piece.children.append(child)

    def _items(self, piece: Piece, value: ListValue, column: int) -> None:
        for item in value.items:
            child = Piece(None, item, piece.kind)
            start = max(item.start, self.at)
            child.lead = self.reach(start, column)
            child.blank = _BLANK_LINE.search(self.text, self.since, start) is not None
            self.passed(start, (child, "trailing"))
            self.value(child, item, column)
            piece.children.append(child)
