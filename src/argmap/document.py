"""One file as written: its values, each with its place, and what could not be read."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from argmap.source_text import SourceText

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(slots=True)
class Scalar:
    """A text as written; ``plain`` when it stands without quotes or block style."""

    text: str
    start: int
    end: int
    plain: bool = True
    broken: bool = False
    """True where an alias stood: a value was meant, and none can be read."""

    @property
    def is_null(self) -> bool:
        """Whether it stands for "nothing written"."""
        return self.plain and not self.broken and self.text in NULLS

    def moved(self, by: int) -> "Scalar":
        """The same at another place."""
        return Scalar(self.text, self.start + by, self.end + by, self.plain, self.broken)


@dataclass(slots=True)
class ListValue:
    """A sequence; offsets are code points into the file's text, ``end`` exclusive and perhaps some white space late."""

    items: list["Value"]
    start: int
    end: int

    def moved(self, by: int) -> "ListValue":
        """The same at another place."""
        return ListValue([item.moved(by) for item in self.items], self.start + by, self.end + by)


@dataclass(slots=True)
class MapValue:
    """A mapping: the first entry of each key, in the order written."""

    entries: dict[str, tuple[int, int, "Value"]]
    """By key: where the key stands, and its value."""
    start: int
    end: int
    _read: "MapValue | None" = field(default=None, init=False, repr=False, compare=False)
    _by: int = field(default=0, init=False, repr=False, compare=False)

    def __getattr__(self, name: str) -> Any:
        """The entries of a mapping that was moved, when they are first asked for."""
        if name != "entries":
            raise AttributeError(name)
        by = self._by
        self.entries = {key: (start + by, end + by, value.moved(by)) for key, (start, end, value) in self.as_read.entries.items()}
        return self.entries

    def moved(self, by: int) -> "MapValue":
        """The same at another place; what is in it is moved when somebody looks at it, for few mappings are looked at."""
        other = object.__new__(MapValue)
        other.start, other.end = self.start + by, self.end + by
        other._read = self.as_read
        other._by = by + self._by
        return other

    @property
    def as_read(self) -> "MapValue":
        """What it was moved from in the end, or itself: the same keys and texts."""
        return self if self._read is None else self._read

    def value(self, key: str) -> "Value | None":
        """The value under ``key``, if it is written."""
        entry = self.entries.get(key)
        return entry[2] if entry else None


Value = Scalar | ListValue | MapValue


class Fault(NamedTuple):
    """Something that was left out, for the rule of this name to report."""

    rule: str
    start: int
    end: int
    message: str
    help: str = ""
    other: "tuple[Document, int, int] | None" = None
    """A second place, where the fault is about two."""
    other_label: str = ""
    node: str = ""
    """The id of the entry it lies in, if there is one."""


class Ignore(NamedTuple):
    """A comment ``# argmap: ignore[rule, ...]`` and the lines it speaks for."""

    rules: tuple[tuple[str, int, int], ...]
    lines: tuple[int, ...]
    start: int
    end: int


def head(value: Value) -> tuple[int, int]:
    """Where to point for a value: all of a scalar, the bracket of a flow list or mapping, the first dash or key of a block one."""
    if isinstance(value, Scalar):
        return value.start, value.end
    if isinstance(value, MapValue) and value.entries:
        first = key_span(value, next(iter(value.entries)))
        if first[0] == value.start:
            return first
    return value.start, value.start + 1


def trimmed(text: str, start: int, end: int) -> int:
    """``end`` without the white space that the YAML reader counts to a value."""
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    return end


def key_span(value: MapValue, key: str) -> tuple[int, int]:
    """Offsets of a key of a mapping."""
    start, end, _ = value.entries[key]
    return start, end


# Compiled where they are used: most runs need none of them.
_COMMENT = r"(?<![^ \t\r\n])#[^\r\n]*"
_BLANK_LINE = r"(?:\A|(?<=\n)|(?<=\r)(?!\n))[ \t]*(?:\r\n|\n|\r)"
IGNORE = r"#[ \t]*argmap:[ \t]*ignore\b[ \t]*(?:\[([^\]\r\n]{0,1000})\])?"


@dataclass
class Document:
    """A file of a project: ``path`` is relative to the project, with ``/``."""

    path: str
    source: SourceText
    root: Value | None = None
    faults: list[Fault] = field(default_factory=list)
    readable: bool = True
    """False when the file is no YAML that could be read to its end."""

    @cached_property
    def broken_items(self) -> dict[int, list[int]]:
        """The numbers of the items that are broken in each list that has some, by the `id` of the list."""
        found: dict[int, list[int]] = {}
        pending = [self.root] if self.root is not None else []
        while pending:
            value = pending.pop()
            if isinstance(value, ListValue):
                pending.extend(value.items)
                broken = [number for number, item in enumerate(value.items) if isinstance(item, Scalar) and item.broken]
                if broken:
                    found[id(value)] = broken
            elif isinstance(value, MapValue):
                pending.extend(inner for _, _, inner in value.entries.values())
        return found

    @cached_property
    def ignores(self) -> list[Ignore]:
        """The ignore comments, leaving out what only looks like one inside a text."""
        text = self.source.text
        if "argmap:" not in text:
            return []
        inside = sorted(_texts(self.root, text))
        found: list[Ignore] = []
        last_line = 0
        for match in re.finditer(IGNORE, text):
            at = match.start()
            line, column = self.source.position(at)
            # A comment reaches to the end of its line: what follows on it is part of the comment.
            if line == last_line or (at and text[at - 1] not in " \t\r\n") or _covered(inside, at):
                continue
            last_line = line
            alone = not text[at - column + 1 : at].strip()
            found.append(Ignore(_names(match), (line, line + 1) if alone else (line,), at, match.end()))
        return found

    @cached_property
    def _gaps(self) -> list[tuple[int, int]]:
        """The stretches between the scalars."""
        text = self.source.text
        found: list[tuple[int, int]] = []
        at = 0
        for start, end in sorted(_texts(self.root, text)):
            if start > at:
                found.append((at, start))
            at = max(at, end)
        return [*found, (at, len(text))]

    @property
    def comments(self) -> list[tuple[int, int]]:
        """Where the comments stand, from the `#` to the end of the line, in the order written."""
        text, comment = self.source.text, re.compile(_COMMENT)
        return [match.span() for start, end in self._gaps for match in comment.finditer(text, start, end)]

    @property
    def blank_lines(self) -> int:
        """How many lines hold nothing and are no part of a text."""
        text, blank_line = self.source.text, re.compile(_BLANK_LINE)
        return sum(len(blank_line.findall(text, start, end)) for start, end in self._gaps)


def _names(match: re.Match[str]) -> tuple[tuple[str, int, int], ...]:
    """The rule names in the brackets, each with its place; none without brackets."""
    if match.group(1) is None:
        return ()
    base = match.start(1)
    parts = re.finditer(r"[^,\s]+", match.group(1))
    return tuple((part.group(), base + part.start(), base + part.end()) for part in parts)


def _texts(root: Value | None, text: str) -> Iterator[tuple[int, int]]:
    """Where the scalars of a document stand, keys included; a block begins after the line of its `|` or `>`."""
    pending = [root] if root is not None else []
    while pending:
        value = pending.pop()
        if isinstance(value, Scalar):
            is_block = not value.plain and text[value.start : value.start + 1] in ("|", ">")
            yield text.find("\n", value.start) if is_block else value.start, value.end
        elif isinstance(value, ListValue):
            pending.extend(value.items)
        else:
            for start, end, inner in value.entries.values():
                yield start, end
                pending.append(inner)


def _covered(spans: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return index >= 0 and offset < spans[index][1]
