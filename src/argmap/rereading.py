"""A file read again after a change: of a long one, the entries alone that the change touches."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from argmap.document import Document, ListValue, MapValue, Scalar, Value
from argmap.reader import read_document
from argmap.source_text import SourceText

_HEAD = "nodes:\n"
_DASH = re.compile(" *- +")
_BLOCK = 1 << 16


def read_again(document: Document, text: str) -> Document:
    """What a file would be with another text: exactly what `read_document` makes of that.

    Of what is the same, values are kept, or moved without being looked at.  That
    is possible where a change lies within entries of one list in block style: the
    YAML reader goes from left to right, and what it knows where an entry of such
    a list begins is how far the lists around it are indented, and nothing else.
    So what begins and ends like the old entries can be read by itself.
    """
    return _by_entries(document, text) or read_document(document.path, text.encode("utf-8", "surrogatepass"))


def _by_entries(old: Document, text: str) -> Document | None:
    """The document, if the change is of such a kind; None if it is not, or if something is wrong with what is new."""
    root, before = old.root, old.source.text
    if old.faults or not old.readable or not isinstance(root, MapValue):
        return None
    first, last = _changed(before, text)
    if first == last and len(text) == len(before):
        return old
    for name, (start, _, listed) in root.entries.items():
        if isinstance(listed, ListValue) and listed.start <= first and last <= max(listed.end, len(before) if _is_last(root, name) else 0):
            made = _List(old, listed, _is_last(root, name)).read(text, first, last) if start == 0 or before[start - 1] == "\n" else None
            return Document(old.path, SourceText(text), _with(root, name, made, len(text) - len(before))) if made is not None else None
    return None


def _is_last(root: MapValue, name: str) -> bool:
    return next(reversed(root.entries)) == name


class _List:
    """A list of entries in block style, some of which have changed."""

    def __init__(self, document: Document, listed: ListValue, is_last: bool) -> None:
        self.document = document
        self.text = document.source.text
        self.listed = listed
        self.is_last = is_last

    def read(self, text: str, first: int, last: int) -> ListValue | None:
        """The list in ``text``, which is another one from ``first`` to before ``last`` (offsets into the old one)."""
        items = self.listed.items
        a = bisect_right(items, first, key=_start) - 1
        if a < 0:
            return None
        b = bisect_left(items, last, key=_start)
        while b < len(items) and self._line(items[b]) <= last:  # the line end before it must be the same
            b += 1
        begin, dash = self._line(items[a]), self._dash(items[a])
        is_open = b == len(items)
        end = len(self.text) if is_open else self._line(items[b])
        if dash is None or (not is_open and self._dash(items[b]) != dash) or (is_open and not self.is_last):
            return None
        moved = len(text) - len(self.text)
        piece = _piece(self.document.path, text[begin : end + moved], "" if is_open else dash)
        if piece is None:
            return None
        by = begin - len(_HEAD)
        changed = [_moved(item, by) for item in piece.items]
        return ListValue(
            [*items[:a], *changed, *(_moved(item, moved) for item in items[b:])],
            self.listed.start,
            piece.end + by if is_open else self.listed.end + moved,
        )

    def _line(self, item: Value) -> int:
        """Where the line begins that an entry begins on."""
        return self.text.rfind("\n", 0, item.start) + 1

    def _dash(self, item: Value) -> str | None:
        """The white space and the dash before an entry; None if something else stands there."""
        before = self.text[self._line(item) : item.start]
        return before[: before.index("-") + 1] if _DASH.fullmatch(before) else None


def _piece(path: str, chunk: str, dash: str) -> ListValue | None:
    """Some entries read by themselves, before one more with this ``dash`` if there is one; None if they cannot be, or are faulty."""
    text = f"{_HEAD}{chunk}{dash} x\n" if dash else _HEAD + chunk
    document = read_document(path, text.encode("utf-8", "surrogatepass"))
    root = document.root
    if document.faults or not document.readable or not isinstance(root, MapValue) or len(root.entries) != 1:
        return None
    listed = root.value("nodes")
    if not isinstance(listed, ListValue):
        return None
    if dash:
        end = listed.items.pop()
        if not isinstance(end, Scalar) or end.start != len(_HEAD) + len(chunk) + len(dash) + 1:
            return None
    return listed


def _with(root: MapValue, name: str, changed: ListValue, moved: int) -> MapValue:
    """The root of a file with another list under a key, and what follows it moved."""
    entries: dict[str, tuple[int, int, Value]] = {}
    by = 0
    for key, (start, end, value) in root.entries.items():
        if key == name:
            entries[key] = (start, end, changed)
            by = moved
        else:
            entries[key] = (start + by, end + by, _moved(value, by))
    # A mapping in block style ends where the last list in it does.
    return MapValue(entries, root.start, changed.end if _is_last(root, name) else root.end + moved)


def _moved(value: Value, by: int) -> Value:
    """A value at another place."""
    return value.moved(by) if by else value


def _start(value: Value) -> int:
    return value.start


def _changed(old: str, new: str) -> tuple[int, int]:
    """From where to where one text is not the same as another: offsets into the former."""
    most = min(len(old), len(new))
    first = 0
    while first < most and old[first : first + _BLOCK] == new[first : first + _BLOCK]:
        first += _BLOCK
    first = _bisected(min(first, most), most, lambda low, high: old[low:high] == new[low:high])
    rest = most - first
    same = 0
    while same < rest and _before(old, same) == _before(new, same):
        same += _BLOCK
    same = _bisected(
        min(same, rest), rest, lambda low, high: old[len(old) - high : len(old) - low] == new[len(new) - high : len(new) - low]
    )
    return first, len(old) - same


def _before(text: str, end: int) -> str:
    """A block of a text that ends so far from its end."""
    return text[max(0, len(text) - end - _BLOCK) : len(text) - end]


def _bisected(same: int, most: int, is_same: Callable[[int, int], bool]) -> int:
    """How far two texts are the same that are so up to ``same``, and at the most up to ``most``."""
    high = min(same + _BLOCK, most)
    while same < high:
        middle = (same + high + 1) // 2
        if is_same(same, middle):
            same = middle
        else:
            high = middle - 1
    return same
