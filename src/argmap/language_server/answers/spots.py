"""What stands at a place of a claim file: a key, an id, or another value, and in which field."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from argmap.document import Document, ListValue, MapValue, Scalar, Value
from argmap.entries import NODE_TYPES, EntryKind
from argmap.kinds import KINDS
from argmap.language_server.fields import Field, field_at
from argmap.language_server.snapshot import Stretch
from argmap.language_server.unfinished.context import Context, context_at, word_end


class Spot(NamedTuple):
    """A key or a text of an entry, or a top-level key, which has no ``keys``."""

    stretch: Stretch
    """Where it stands, without quotation marks."""
    text: str
    kind: EntryKind
    """Of the entry it stands in."""
    node_type: str | None
    keys: tuple[str, ...]
    """The fields on the way to it, its own last."""
    field: Field | None
    """What it is written in; None if no such field is known."""
    is_key: bool = False

    @property
    def id(self) -> str:
        """The id that is written here, be it where the entry is defined or where it is named; empty if none is."""
        is_id = self.field is not None and (self.field.is_id or self.field.names is not None or self.field.is_link)
        return self.text if is_id and not self.is_key else ""


def spot_at(document: Document, offset: int) -> Spot | None:
    """What stands at an offset, or ends there; None where there is nothing but punctuation, and for comments."""
    if document.readable and isinstance(document.root, MapValue):
        return _by_values(document, document.root, offset)
    text = document.source.text
    end = word_end(text, offset)
    context = context_at(text, end)
    return _by_text(document, context) if context is not None else None


def spots_of(document: Document, id: str) -> list[Spot]:
    """Where a text is a value that is an id, in a file that cannot be read."""
    found: list[Spot] = []
    text, at = document.source.text, 0
    while (at := text.find(id, at)) >= 0:
        end = at + len(id)
        if not _goes_on(text, at - 1) and not _goes_on(text, end):
            spot = spot_at(document, end)
            if spot is not None and spot.id == id:
                found.append(spot)
        at = end
    return found


def inside(document: Document, start: int, end: int) -> Stretch:
    """A stretch without the quotation marks round it."""
    quoted = end - start > 1 and document.source.text[start] in "\"'"
    return Stretch(document, start + quoted, end - quoted)


def _goes_on(text: str, at: int) -> bool:
    """Whether the character at a place may be part of an id."""
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] in "-_")


def _by_text(document: Document, context: Context) -> Spot | None:
    if context.slot == "section" and context.before in KINDS:
        return Spot(Stretch(document, context.start, context.end), context.before, KINDS[context.before], None, (), None, True)
    if context.kind is None or context.slot not in ("field", "value"):
        return None
    stretch = Stretch(document, context.start, context.end)
    is_key = context.slot == "field"
    keys = (*context.keys, context.before) if is_key else context.keys
    field = field_at(context.kind, context.node_type, keys)
    return Spot(stretch, context.before, context.kind, context.node_type, keys, field, is_key) if context.before else None


def _by_values(document: Document, root: MapValue, offset: int) -> Spot | None:
    """Go down from the file to what stands at an offset."""
    at: Value = root
    keys: list[str] = []
    types: list[str] = []
    while not isinstance(at, Scalar):
        if isinstance(at, ListValue):
            number = bisect_right(at.items, offset, key=lambda item: item.start) - 1
            if number < 0:
                return None
            at = at.items[number]
            continue
        name, (start, end, inner) = _entry_before(at, offset)
        if start > offset or (offset > end and inner.start > offset):
            return None
        if len(keys) == 1:
            types = [each for each in NODE_TYPES if each in at.entries]
        keys.append(name)
        if offset <= end:
            return _made(document, keys, types, name, start, end, True)
        at = inner
    is_over = not at.start <= offset <= at.end or at.broken or at.start == at.end
    return None if is_over else _made(document, keys, types, at.text, at.start, at.end, False)


def _entry_before(value: MapValue, offset: int) -> tuple[str, tuple[int, int, Value]]:
    """The last key of a mapping that starts at or before an offset; its first if none does."""
    found: tuple[str, tuple[int, int, Value]] = ("", (offset + 1, offset + 1, value))
    for name, entry in value.entries.items():
        if entry[0] <= offset or not found[0]:
            found = (name, entry)
    return found


def _made(document: Document, keys: Sequence[str], types: list[str], text: str, start: int, end: int, is_key: bool) -> Spot | None:
    kind = KINDS.get(keys[0])
    if kind is None:
        return None
    node_type = types[0] if kind == "node" and types else None
    field = field_at(kind, node_type, keys[1:])
    return Spot(inside(document, start, end), text, kind, node_type, tuple(keys[1:]), field, is_key)
