"""Where the keys and values of a TOML text stand, which `tomllib` does not say; and texts as TOML writes them."""

import re
import tomllib
from typing import Any

Keys = tuple[str | int, ...]
"""The way to a value: keys, and numbers of list items."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_TEXT = re.compile(r'''"""(?:[^\\]|\\.)*?"{3,5}(?!")|\'\'\'.*?'{3,5}(?!')|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'''', re.DOTALL)
_DEEPEST = 64
"""Settings nest three or four deep; a key of a hundred thousand parts would fill the memory with its beginnings."""
_BARE = re.compile(r"[^,\]}#\r\n]*[^,\]}#\s]")


class Places:
    """The places of all keys and values of a text that `tomllib` accepts.

    A scan of its own can err where `tomllib` does not: unless it finds the very
    keys and items that are in ``data``, nothing is said of any place.
    """

    def __init__(self, text: str, data: dict[str, Any]) -> None:
        self.keys: dict[Keys, tuple[int, int]] = {}
        """Offsets of the last part of each key, where it is first written."""
        self.values: dict[Keys, tuple[int, int]] = {}
        """Offsets of each value that is written behind a key or in a list."""
        try:
            scan = _Scan(text)
            scan.run()
            if set(scan.keys) | set(scan.values) == set(_ways(data)):
                self.keys, self.values = scan.keys, scan.values
        except (_Lost, RecursionError, ValueError):
            return

    def of_key(self, *way: str | int) -> int | None:
        """Where the key (or list item) at the end of ``way`` begins; None if that is not known."""
        place = self.keys.get(way) or self.values.get(way)
        return place[0] if place else None

    def of_value(self, *way: str | int) -> int | None:
        """Where the value at the end of ``way`` begins, or its key if it is a table; None if that is not known."""
        place = self.values.get(way) or self.keys.get(way)
        return place[0] if place else None


class _Lost(Exception):
    """The scan does not understand the text."""


class _Scan:
    """Walks once over the text; what is valid is `tomllib`'s business."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.keys: dict[Keys, tuple[int, int]] = {}
        self.values: dict[Keys, tuple[int, int]] = {}
        self.tables: dict[Keys, int] = {}
        """How many tables an array written with `[[...]]` holds so far."""

    def run(self) -> None:
        table: Keys = ()
        while self._blank() < len(self.text):
            double = self.text.startswith("[[", self.at)
            if double or self.text.startswith("[", self.at):
                self.at += 2 if double else 1
                table = self._header(double)
                self._expect("]]" if double else "]")
            else:
                self._pair(table)

    def _blank(self) -> int:
        self.at = _BLANK.match(self.text, self.at).end()  # type: ignore[union-attr]
        return self.at

    def _spaces(self) -> None:
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1

    def _expect(self, mark: str) -> None:
        self._spaces()
        if not self.text.startswith(mark, self.at):
            raise _Lost
        self.at += len(mark)

    def _key(self) -> list[tuple[str, tuple[int, int]]]:
        """The parts of a dotted key."""
        parts = []
        while True:
            self._spaces()
            match = _KEY.match(self.text, self.at)
            if match is None:
                raise _Lost
            self.at = match.end()
            written = match.group()
            name = tomllib.loads(f"k = {written}")["k"] if written[0] in "\"'" else written
            parts.append((name, match.span()))
            if len(parts) > _DEEPEST:
                raise _Lost
            self._spaces()
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _header(self, double: bool) -> Keys:
        way: Keys = ()
        parts = self._key()
        for number, (name, span) in enumerate(parts):
            way = (*way, name)
            self.keys.setdefault(way, span)
            if double and number == len(parts) - 1:
                self.tables[way] = self.tables.get(way, 0) + 1
            if way in self.tables:
                way = (*way, self.tables[way] - 1)
                self.keys.setdefault(way, span)
        return way

    def _pair(self, table: Keys) -> None:
        way = table
        for name, span in self._key():
            way = (*way, name)
            self.keys.setdefault(way, span)
        self._expect("=")
        self._spaces()
        self._value(way)

    def _value(self, way: Keys) -> None:
        if len(way) > _DEEPEST:
            raise _Lost
        start = self.at
        mark = self.text[self.at : self.at + 1]
        if mark == "[":
            self._items(way, "]")
        elif mark == "{":
            self._items(way, "}")
        else:
            match = (_TEXT if mark in ('"', "'") else _BARE).match(self.text, self.at)
            if match is None:
                raise _Lost
            self.at = match.end()
        self.values[way] = (start, self.at)

    def _items(self, way: Keys, close: str) -> None:
        """The items of a list, or the pairs of an inline table."""
        self.at += 1
        number = 0
        while not self.text.startswith(close, self._blank()):
            if close == "]":
                self._value((*way, number))
            else:
                self._pair(way)
            number += 1
            if self.text.startswith(",", self._blank()):
                self.at += 1
            elif not self.text.startswith(close, self.at):
                raise _Lost
        self.at += 1


def _ways(data: Any, way: Keys = ()) -> "list[Keys]":
    """The ways to everything in ``data``."""
    if not isinstance(data, dict | list):
        return []
    found: list[Keys] = []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        inner = (*way, key)
        found.append(inner)
        found.extend(_ways(value, inner))
    return found
