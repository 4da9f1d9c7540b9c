"""Where the values of an entry stand in its file."""

from bisect import bisect_right
from dataclasses import dataclass, field

from argmap.document import Document, ListValue, MapValue, Scalar, Value, key_span, trimmed

Path = tuple[str | int, ...]
"""The way to a value in an entry: keys, and numbers of list items."""


@dataclass(slots=True)
class Place:
    """An entry as written: its file, its mapping, and its kind (`claim` ... for nodes)."""

    document: Document
    value: MapValue
    kind: str
    id: str
    id_key: str
    meant: set[Path] = field(default_factory=set)
    """The paths (see `as_written`) of fields that are written under a name that is misspelt."""
    dropped: dict[Path, set[int]] = field(default_factory=dict)
    """By the path of a list: which of its items, as written, were left out.

    Paths given to the methods below count the items that were kept.
    """
    _kept_before: dict[Path, tuple[int, list[int]]] = field(default_factory=dict)
    """By the path of a list: how many items were dropped when this was made, and how many were kept before each left out."""

    def span(self, *path: str | int) -> tuple[int, int]:
        """Offsets of the value at a path such as ``("against", 0, "id")``; of the id, if it is not written.

        A list index is passed over where the value stands without the list, and
        so is a key where it is written as a bare text.
        """
        at: Value = self.value
        for depth, step in enumerate(path):
            inner = self.step(at, path[:depth], step)
            if inner is None:
                break
            at = inner
        if at is self.value:
            at = self.value.entries[self.id_key][2]
        return at.start, trimmed(self.document.source.text, at.start, at.end)

    def whole(self) -> tuple[int, int]:
        """Offsets of the whole entry."""
        return self.value.start, trimmed(self.document.source.text, self.value.start, self.value.end)

    def at(self, path: Path) -> Value | None:
        """The value at a path exactly as `span` follows it; None if it is not written."""
        at: Value | None = self.value
        for depth, step in enumerate(path):
            if at is not None:
                at = self.step(at, path[:depth], step)
        return at

    def step(self, at: Value, path: Path, step: str | int) -> Value | None:
        """One step from the value at ``path``; a step that does not apply (see `span`) stays where it is."""
        if isinstance(step, int):
            if not isinstance(at, ListValue):
                return at
            written = self.written(at, path, step)
            return at.items[written] if written < len(at.items) else None
        return at.value(step) if isinstance(at, MapValue) else at

    def written(self, items: ListValue, path: Path, number: int) -> int:
        """The number, as written, of the item that is ``number`` among those that were kept."""
        if path not in self.dropped and not self.document.faults:  # nothing is left out (an alias is a fault)
            return number
        dropped = self.dropped.get(path, ())
        known = self._kept_before.get(path)
        if known is None or known[0] != len(dropped):
            left_out = sorted({*dropped, *self.document.broken_items.get(id(items), ())})
            known = self._kept_before[path] = len(dropped), [at - before for before, at in enumerate(left_out)]
        return min(number + bisect_right(known[1], number), len(items.items))

    def as_written(self, path: Path) -> Path:
        """A path with the numbers of list items as they are written, those that were left out counted."""
        at: Value | None = self.value
        steps: list[str | int] = []
        for depth, step in enumerate(path):
            steps.append(self.written(at, path[:depth], step) if isinstance(step, int) and isinstance(at, ListValue) else step)
            if at is not None:
                at = self.step(at, path[:depth], step)
        return tuple(steps)

    def text(self, *path: str | int) -> str:
        """The text written at a path, or that of the `id` or `person` in it; empty if there is none."""
        value = self.at(path)
        if isinstance(value, MapValue):
            value = value.value("id") or value.value("person")
        return value.text if isinstance(value, Scalar) else ""

    def has_content(self, *path: str | int) -> bool:
        """Whether something other than nothing is written at a path, faulty or not."""
        if self.meant and self.as_written(path) in self.meant:
            return True
        value = self.at(path)
        if isinstance(value, ListValue):
            return bool(value.items)
        return value is not None and not (isinstance(value, Scalar) and value.is_null)

    def key_span(self, key: str) -> tuple[int, int]:
        """Offsets of a key of the entry; of the id, if it is not written."""
        return key_span(self.value, key if key in self.value.entries else self.id_key)
