"""The lists, mappings and unfinished texts of a claim file that is read tolerantly."""

import re
import sys
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True)
class Frame:
    """A list or mapping that has been seen."""

    is_map: bool
    start: int
    """Of its first dash, its first key, or its bracket."""
    indent: int = -1
    """The column it stands at, from 0; -1 between brackets."""
    key: str | None = None
    """Of a mapping: the key whose value is being read."""
    has_value: bool = False
    """Whether something is written behind that key."""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    """The texts under the keys, for keys with one text."""
    items: list[tuple[str, int, int]] = field(default_factory=list)
    """Of a list: the texts in it."""
    inner: "Frame | None" = None
    """Of a block list: the mapping that its last dash began."""
    holder: "Frame | None" = None
    under: str | None = None
    """What it stands in, and under which key of that."""
    is_pair: bool = False
    """Whether it is one pair in a list, without braces."""

    @property
    def is_block(self) -> bool:
        """Whether it is written without brackets."""
        return self.indent >= 0


class Token(NamedTuple):
    """A text that reaches to the end of what was read, and may go on."""

    start: int
    quote: str = ""
    in_block: bool = False
    """Whether it is a block of lines behind `|` or `>`."""


def matched(pattern: re.Pattern[str], text: str, at: int, end: int = sys.maxsize) -> int:
    """Where a match ends that begins at a place; the place itself if there is none."""
    found = pattern.match(text, at, end)
    return found.end() if found else at
