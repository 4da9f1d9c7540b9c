"""The canonical layout of a document."""

from argmap.display import width
from argmap.document import NULLS, TRUTHS, Document, ListValue, MapValue, Scalar
from argmap.formatter.field_order import RANKS, ROOT, kind_of
from argmap.formatter.pieces import Comment, Piece, take_apart
from argmap.formatter.scalars import block, inline, is_plain, quoted, special

WIDTH = 100
"""How many columns a line takes at most, where that can be."""

_BLOCK_KINDS = frozenset((ROOT, "question", "position", "source", "node"))
"""The mappings that are written one field a line."""
_SECTION_KINDS = frozenset((*_BLOCK_KINDS, "person")) - {ROOT}

_Lines = list[str]


def lay_out(document: Document, sort: bool = True) -> str:
    """The text of a document in canonical layout; without ``sort`` fields stay in the order written.

    The document must have been read without a fault, and hold a mapping or nothing.
    """
    root, _ = take_apart(document)
    settle(root, sort)
    return _Layout(document.source.text).whole(root)


class _Layout:
    def __init__(self, text: str) -> None:
        self.text = text

    def whole(self, root: Piece) -> str:
        """The whole text."""
        lines: _Lines = []
        for number, piece in enumerate(root.children):
            lead, own = self._field(piece, 0)
            lines.extend([""] if number else [])
            _write_comments(lines, lead, 0, first=True)
            lines.extend([""] if lead and piece.blank else [])
            lines.extend(own)
        _write_comments(lines, root.lead, 0, first=True)  # of a file without fields
        lines.extend(["{}"] if type(root.value) is MapValue and not root.children else [])
        _write_comments(lines, root.tail, 0, first=not lines)
        return "\n".join(lines) + "\n" if lines else ""

    # Each of these gives the comments that stand above a piece, and the lines of the piece.

    def _field(self, piece: Piece, column: int) -> tuple[list[Comment], _Lines]:
        name = f"{' ' * column}{inline(piece.key or '')}:"
        return self._piece(piece, name, column)

    def _item(self, piece: Piece, column: int) -> tuple[list[Comment], _Lines]:
        return self._piece(piece, f"{' ' * column}-", column)

    def _piece(self, piece: Piece, start: str, column: int) -> tuple[list[Comment], _Lines]:
        if type(piece.value) is Scalar:
            return self._scalar(piece, piece.value, start, column)
        flow = self._flow(piece, start)
        if flow is not None:
            return piece.lead, [f"{start} {flow}{_at_end(piece.trailing)}"]
        lead, after, tail = piece.lead, piece.after_key, piece.tail
        if piece.trailing:
            if after or piece.has_inner_comments:
                tail = [*tail, piece.trailing]
            elif piece.key is None:
                lead = [*lead, piece.trailing]
            else:
                after = piece.trailing
        if piece.key is not None:
            lines = [f"{start}{_at_end(after)}"]
            self._children(lines, piece, column + 2)
        else:
            lines = []
            lead = [*lead, *self._children(lines, piece, column + 2, hoist=True)]
            lines[0] = f"{start} {lines[0][column + 2 :]}"
        _write_comments(lines, tail, column + 2)
        return lead, lines

    def _children(self, lines: _Lines, piece: Piece, column: int, hoist: bool = False) -> list[Comment]:
        """Write what is in a list or mapping, one below the other; with ``hoist`` the first comments are returned instead."""
        is_section = piece.key is not None and piece.kind in _SECTION_KINDS and type(piece.value) is ListValue
        hoisted: list[Comment] = []
        for number, child in enumerate(piece.children):
            if child.key is None:
                lead, own = self._item(child, column)
            else:
                lead, own = self._field(child, column)
            if hoist and not number:
                hoisted = lead
            else:
                is_apart = is_section and child.blank
                if is_apart and not child.lead and number:
                    lines.append("")
                _write_comments(lines, lead, column, first=is_apart and not child.lead)
                lines.extend([""] if is_apart and child.lead else [])
            lines.extend(own)
        return hoisted

    def _scalar(self, piece: Piece, value: Scalar, start: str, column: int) -> tuple[list[Comment], _Lines]:
        lead, end = piece.lead, _at_end(piece.trailing)
        if value.plain and (value.text in NULLS or value.text in TRUTHS):
            written = special(value.text) if value.text or piece.key is None else ""
            return lead, [f"{start}{' ' if written else ''}{written}{end}"]
        text = value.text
        found = None
        if not ("\n" not in text and self._fits(start, inline(text))) and not self._is_held(piece):
            found = block(text, WIDTH - column - 2)
        if found is None:
            return lead, [f"{start} {inline(text)}{end}"]
        indentation = " " * (column + 2)
        body = [indentation + line if line else "" for line in found[1]]
        return lead, [f"{start} {found[0]}{end}", *body]

    def _fits(self, start: str, rest: str) -> bool:
        return width(start) + 1 + width(rest) <= WIDTH

    def _is_held(self, piece: Piece) -> bool:
        """Whether a value must stay on its one line, because a comment silences rules on it."""
        return _has_ignore(piece) and self._is_on_one_line(piece)

    def _is_on_one_line(self, piece: Piece) -> bool:
        value = piece.value
        return value is not None and len(self.text[value.start : value.end].rstrip(" \t\r\n").splitlines()) <= 1

    def _is_in_brackets(self, piece: Piece) -> bool:
        return piece.value is not None and self.text[piece.value.start] in "[{"

    def _flow(self, piece: Piece, start: str) -> str | None:
        """A list or mapping within brackets on the line of its key or dash; None where it goes below."""
        if not piece.children:
            return "{}" if type(piece.value) is MapValue else "[]"
        if piece.has_inner_comments or piece.after_key:
            return None
        if _has_ignore(piece):
            return self._flow_text(piece, True) if self._is_on_one_line(piece) and self._is_in_brackets(piece) else None
        is_list = type(piece.value) is ListValue
        if piece.kind in (_SECTION_KINDS if is_list else _BLOCK_KINDS) or (is_list and piece.kind == "citation"):
            return None
        text = self._flow_text(piece, False)
        return text if text is not None and self._fits(start, text) else None

    def _flow_text(self, piece: Piece, held: bool) -> str | None:
        """A value within brackets; None if there is a text of several lines in it, unless it is ``held`` on one."""
        value = piece.value
        if type(value) is Scalar:
            if value.plain and (value.text in NULLS or value.text in TRUTHS):
                return special(value.text)
            if "\n" in value.text and not held:
                return None
            return value.text if is_plain(value.text, flow=True) else quoted(value.text)
        parts = []
        for child in piece.children:
            text = self._flow_text(child, held)
            if text is None:
                return None
            parts.append(text if child.key is None else f"{inline(child.key, flow=True)}: {text}")
        return f"{{{', '.join(parts)}}}" if type(value) is MapValue else f"[{', '.join(parts)}]"


def settle(piece: Piece, sort: bool) -> None:
    """Put fields in order, and each comment in the one place where the layout can keep it."""
    for child in piece.children:
        settle(child, sort)
    before = piece.before_value
    piece.before_value = []
    if piece.kind == ROOT and piece.key is None:
        opening = [piece.after_key] if piece.after_key else []
        holder = piece.children[0] if piece.children else piece
        holder.lead = [*opening, *before, *holder.lead]
        piece.tail = [*([piece.trailing] if piece.trailing else []), *piece.tail]
        return
    if not piece.children:
        before = [*before, *piece.tail]
        after, piece.after_key = piece.after_key, None
        if after and piece.trailing is None and not before:
            piece.trailing = after
        elif after:
            before = [after, *before]
        piece.tail = []
        piece.lead = [*piece.lead, *before]
        return
    piece.lead = [*piece.lead, *before]
    if sort and type(piece.value) is MapValue:
        _sort(piece, piece.value)
    first = piece.children[0]
    if piece.key is None:  # an item: what stands above its first line is above the whole
        opening = [piece.after_key] if piece.after_key else []
        hoisted = [*opening, *first.lead]
        if hoisted and piece.blank and not piece.lead:
            hoisted[0].blank, piece.blank = True, False
        piece.lead = [*piece.lead, *hoisted]
        first.lead, piece.after_key = [], None


def _sort(piece: Piece, value: MapValue) -> None:
    ranks = RANKS.get(kind_of(piece.kind, value.entries), {})
    most = len(ranks)
    first = piece.children[0]
    piece.children.sort(key=lambda child: ranks.get(child.key or "", most))
    if first is not piece.children[0] and piece.key is None:
        # What silences the first line of an item goes with that line.
        first.lead = [*(comment for comment in piece.lead if comment.is_ignore), *first.lead]
        piece.lead = [comment for comment in piece.lead if not comment.is_ignore]


def _has_ignore(piece: Piece) -> bool:
    comments = [*piece.lead, piece.after_key, piece.trailing]
    return any(comment is not None and comment.is_ignore for comment in comments)


def _at_end(comment: Comment | None) -> str:
    return f"  {comment.text}" if comment else ""


def _write_comments(lines: _Lines, comments: list[Comment], column: int, first: bool = False) -> None:
    """Write comments on lines of their own, the ``first`` without the empty line before it."""
    for comment in comments:
        if comment.blank and not first:
            lines.append("")
        lines.append(" " * column + comment.text)
        first = False
