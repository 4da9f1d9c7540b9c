"""Claim files read tolerantly from the middle: which lists and mappings are open at a place of a text that may be broken.

While somebody types, a file is mostly no YAML: a bracket is open, a key has no
colon yet.  So nothing here refuses anything.  An open bracket or quotation mark
ends where a line begins, no further in than the block around it, with a dash or
with the name of a field.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from argmap.entries import KEYS, NODE_MODELS
from argmap.language_server.fields import entry_fields


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


_NAMES = frozenset(name for kind in KEYS for name in (*entry_fields(kind), *KEYS.values())) | frozenset(NODE_MODELS)
_SPACES = re.compile(r"[ \t]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_DASH = re.compile(r"-(?=[ \t\r\n]|\Z)[ \t]*")
_KEY = re.compile(r"([^\s\-?:,\[\]{}#&*!|>'\"%@`][^\r\n:#\[\]{},]{0,80}?)[ \t]*:(?=[ \t\r\n]|\Z)")
_NEW = re.compile(r"([ \t]*)(?:(-)(?=[ \t\r\n]|\Z)|[\"']?([A-Za-z_-]{1,30})[\"']?[ \t]*:(?=[ \t\r\n]|\Z))")
_PLAIN_FLOW = re.compile(r"(?:[^,\[\]{}\r\n:#]|:(?![ \t\r\n,\[\]{}]|\Z)|(?<![ \t])#)+")
_REST = re.compile(r"[^\r\n]*")
_ENDS = {'"': re.compile(r'\\[^\r\n]|"|\r\n|\r|\n'), "'": re.compile(r"''|'|\r\n|\r|\n")}
_BEHIND = re.compile(r"[ \t]+#")


class Scan:
    """Reads a text from the beginning of a line on, up to ``end``; ``frames`` is what is open where it begins."""

    def __init__(self, text: str, start: int, end: int, frames: list[Frame], until: int | None = None) -> None:
        self.text = text
        self.end = end
        self.stack = frames
        self.until = until
        """Where a new entry may end the reading."""
        self.maps: dict[int, Frame] = {}
        """Every mapping seen, by where it starts."""
        self.lists: dict[int, Frame] = {}
        self.token: Token | None = None
        self.comment: int | None = None
        """Where the comment begins that reaches to the end."""
        self.column: int | None = None
        """Of a last line that is blank: its column."""
        self.tight = False
        """Whether the end stands right behind a colon or dash."""
        self.done = False
        """Whether the end stands behind a bracket or quotation mark that closes a value."""
        self._block_indent: int | None = None
        at = start
        while at < end:
            at = self._line(at)
        if end == start or text[end - 1] in "\r\n":
            self._blank(0)

    # Block style.

    def _line(self, at: int) -> int:
        """Read one line, or as many as a value takes; where the next one starts."""
        indent = _match(_SPACES, self.text, at, self.end).end() - at
        here = at + indent
        self.done = self.tight = False
        if here >= self.end:
            self._blank(indent)
            return self.end
        first = self.text[here]
        if first in "\r\n":
            return self._next(here)
        if self._block_indent is not None:
            if indent > self._block_indent:
                return self._rest_of_block(at)
            self._block_indent = None
        if first == "#":
            return self._comment(here)
        if indent == 0 and self.text.startswith(("---", "..."), here):
            return self._next(here)
        if self.until is not None and here > self.until and self._is_past(indent):
            return self.end
        return self._dashes(here, indent)

    def _is_past(self, indent: int) -> bool:
        """Whether a line begins another entry than the one that is looked at."""
        first = next((each for each in self.stack if each.is_block and not each.is_map), None)
        return indent == 0 or (first is not None and indent <= first.indent)

    def _rest_of_block(self, at: int) -> int:
        after = self._next(at)
        if after >= self.end and self.text[self.end - 1] not in "\r\n":
            self.token = Token(at, in_block=True)
        return after

    def _blank(self, column: int) -> None:
        self.column = column
        if self._block_indent is not None and column > self._block_indent:
            self.token = Token(self.end, in_block=True)

    def _next(self, at: int) -> int:
        """Where the line after that of ``at`` starts."""
        return max(_match(_LINE, self.text, at, self.end).end(), at + 1)

    def _comment(self, at: int) -> int:
        after = self._next(at)
        if after >= self.end and self.text[self.end - 1] not in "\r\n":
            self.comment = at
        return after

    def _close(self, indent: int, dash: bool) -> None:
        """Leave what ends where a line begins at a column."""
        while len(self.stack) > 1 and (
            self.stack[-1].indent > indent
            or not self.stack[-1].is_block
            or (self.stack[-1].indent == indent and not self.stack[-1].is_map and not dash)
        ):
            self.stack.pop()

    def _dashes(self, here: int, column: int) -> int:
        """The dashes at the beginning of a line, and what is behind them."""
        dashed = False
        while dash := _DASH.match(self.text, here, self.end):
            if not dashed:
                self._close(column, dash=True)
            dashed = True
            top = self.stack[-1]
            if top.is_map or top.indent != column:
                self._open(Frame(False, here, column))
            self.stack[-1].inner = None
            column += dash.end() - here
            self.tight = dash.end() == here + 1
            here = dash.end()
        if here >= self.end or self.text[here] in "\r\n#":
            return self._behind(here)
        return self._content(here, column, dashed)

    def _open(self, frame: Frame) -> Frame:
        """Put a list or mapping into the innermost one that is open."""
        frame.holder, frame.under = self.stack[-1], self.stack[-1].key
        self.stack[-1].has_value = True
        self.stack.append(frame)
        (self.maps if frame.is_map else self.lists).setdefault(frame.start, frame)
        return frame

    def _content(self, here: int, column: int, dashed: bool) -> int:
        """A key and its value, or a value alone."""
        if key := self._key(here):
            name, start, end, here = key
            if not dashed:
                self._close(column, dash=False)
            if self._may_hold_key(column):
                self._open_map(start, column)
                top = self.stack[-1]
                top.key, top.has_value = name, False
                top.keys.setdefault(name, (start, end))
                spaces = _match(_SPACES, self.text, here, self.end).end()
                self.tight = spaces == here
                return self._value(spaces)
        elif not dashed:
            self._close(column, dash=False)
        return self._value(here)

    def _may_hold_key(self, column: int) -> bool:
        """Whether a line with a key at a column is more than a further line of a text."""
        top = self.stack[-1]
        return not (top.is_map and top.is_block and top.indent < column and top.key is not None and top.key in top.values)

    def _open_map(self, start: int, column: int) -> None:
        top = self.stack[-1]
        if top.is_map and top.indent == column:
            return
        if not top.is_map and top.inner is not None:  # not as far in as the keys before it
            self.stack.append(top.inner)
            return
        top.inner = self._open(Frame(True, start, column))

    def _key(self, at: int) -> tuple[str, int, int, int] | None:
        """A key at a place: its name, its start and end, and where the colon ends."""
        quote = self.text[at]
        if quote in "\"'":
            close = self.text.find(quote, at + 1, min(self.end, at + 100))
            colon = _match(_SPACES, self.text, close + 1, self.end).end()
            if close < 0 or "\n" in self.text[at:close] or self.text[colon : colon + 1] != ":" or colon >= self.end:
                return None
            return self.text[at + 1 : close], at, close + 1, colon + 1
        found = _KEY.match(self.text, at, self.end)
        return (found[1], at, found.end(1), found.end()) if found else None

    def _value(self, here: int) -> int:
        """The value that begins at a place of a line; where the next line starts."""
        if here >= self.end or self.text[here] in "\r\n":
            return self._next(here)
        first, top = self.text[here], self.stack[-1]
        if first in "[{":
            return self._behind(self._flow(here))
        if first in "\"'":
            after = self._quoted(here)
            self._keep(here + 1, after - self.done, here)
            return self._behind(after)
        if first in "|>" and top.is_map:
            top.has_value = True
            top.values[top.key or ""] = first
            self._block_indent = max(top.indent, 0)
            return self._next(here)
        if first == "#":
            return self._behind(here)
        stop = _match(_REST, self.text, here, self.end).end()
        if behind := _BEHIND.search(self.text, here, stop):
            stop = behind.start()
        if stop >= self.end:
            self.token = Token(here)
        self._keep(here, stop, here)
        return self._behind(stop)

    def _keep(self, start: int, end: int, whole: int) -> None:
        """Note a text where it stands: an item of a list, or the value of a key."""
        top = self.stack[-1]
        text = self.text[start:end].rstrip()
        if not top.is_map:
            top.items.append((text, whole, end))
        elif top.key is not None:
            top.has_value = True
            top.values[top.key] = text

    def _behind(self, here: int) -> int:
        """What follows a value in its line: nothing, or a comment."""
        here = _match(_SPACES, self.text, here, self.end).end()
        if here < self.end and self.text[here] == "#":
            return self._comment(here)
        return self._next(here) if here < self.end else self.end

    # Between quotation marks and brackets.

    def _base(self) -> int:
        """The column of the innermost block list or mapping; -1 if all is in brackets."""
        return next((each.indent for each in reversed(self.stack) if each.is_block), -1)

    def _is_new(self, at: int) -> bool:
        """Whether at the beginning of a line something begins that cannot be within brackets or quotation marks."""
        found = _NEW.match(self.text, at, self.end)
        return found is not None and len(found[1]) <= self._base() and (found[2] is not None or found[3] in _NAMES)

    def _quoted(self, at: int) -> int:
        """Pass a quoted text; where it ends."""
        quote, here = self.text[at], at + 1
        while found := _ENDS[quote].search(self.text, here, self.end):
            here = found.end()
            if found.group() == quote:
                self.done = True
                return here
            if found.group()[0] in "\r\n" and self._is_new(here):
                return found.start()
        self.token = Token(at, quote)
        return self.end

    def _flow(self, here: int) -> int:
        """Pass what is in brackets; where it ends."""
        depth = len(self.stack)
        while here < self.end:
            first = self.text[here]
            if first in " \t":
                self.tight = False
                here += 1
            elif first in "\r\n":
                here = self._next(here)
                if self._is_new(here):
                    del self.stack[depth:]
                    return here - 1
            elif first == "#":
                here = self._comment(here)
                here -= here < self.end  # the line end is looked at again
            elif first in "[{":
                self._open(Frame(first == "{", here))
                self.done = False
                here += 1
            elif first in "]}":
                self._shut(first)
                here += 1
                if len(self.stack) <= depth:
                    return here
            else:
                here = self._in_flow(here, first)
        return here

    def _shut(self, bracket: str) -> None:
        self.done = True
        top = self.stack.pop()
        if top.is_pair and bracket == "]":
            self.stack.pop()

    def _in_flow(self, here: int, first: str) -> int:
        """A comma, a colon or a text between brackets."""
        top = self.stack[-1]
        self.tight = self.done = False
        if first == ",":
            if top.is_pair:
                self.stack.pop()
            else:
                top.key, top.has_value = None, False
            return here + 1
        if first == ":" and (top.is_map or top.items):
            self._colon(top)
            self.tight = here + 1 >= self.end
            return here + 1
        if first in "\"'":
            after = self._quoted(here)
            start, end = here + 1, after - self.done
        else:
            found = _PLAIN_FLOW.match(self.text, here, self.end)
            start, end = here, found.end() if found else here + 1
            after = end
            if after >= self.end:
                self.token = Token(here)
        text = self.text[start:end].rstrip()
        if not top.is_map:
            top.items.append((text, here, after))
        elif top.key is None:
            top.items.append((text, here, after))  # what may be a key
        else:
            top.has_value = True
            top.values[top.key] = text
        return after

    def _colon(self, top: Frame) -> None:
        """What stood before a colon is a key: of the braces, or of a pair without them."""
        if top.is_map and top.key is not None:
            return
        name, start, end = top.items.pop() if top.items else ("", 0, 0)
        if not top.is_map:
            top = self._open(Frame(True, start, is_pair=True))
        top.key, top.has_value = name, False
        top.keys.setdefault(name, (start, end))


def _match(pattern: re.Pattern[str], text: str, at: int, end: int) -> re.Match[str]:
    found = pattern.match(text, at, end)
    assert found is not None  # noqa: S101 - all patterns given match nothing as well
    return found
