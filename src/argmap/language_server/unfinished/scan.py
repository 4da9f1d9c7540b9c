"""Claim files read tolerantly from the middle: which lists and mappings are open at a place of a text that may be broken.

While somebody types, a file is mostly no YAML: a bracket is open, a key has no
colon yet.  So nothing here refuses anything.  An open bracket or quotation mark
ends where a line begins, no further in than the block around it, with a dash or
with the name of a field.
"""

import re

from argmap.language_server.unfinished.flow import FlowReader, TooDeepError
from argmap.language_server.unfinished.frames import Frame, Token, matched

_DASH = re.compile(r"-(?=[ \t\r\n]|\Z)[ \t]*")
_KEY = re.compile(r"([^\s\-?:,\[\]{}#&*!|>'\"%@`][^\r\n:#\[\]{},]{0,80}?)[ \t]*:(?=[ \t\r\n]|\Z)")
_REST = re.compile(r"[^\r\n]*")
_BEHIND = re.compile(r"[ \t]+#")


class Scan(FlowReader):
    """Reads a text from the beginning of a line on, up to ``end``; ``frames`` is what is open where it begins."""

    def __init__(self, text: str, start: int, end: int, frames: list[Frame], until: int | None = None) -> None:
        super().__init__(text, end, frames)
        self.until = until
        """Where a new entry may end the reading."""
        self._block_indent: int | None = None
        try:
            self._read(start)
        except TooDeepError:
            self.done = True

    def _read(self, at: int) -> None:
        start = at
        while at < self.end:
            at = self._line(at)
        if self.end == start or self.text[self.end - 1] in "\r\n":
            self._blank(0)

    def _line(self, at: int) -> int:
        """Read one line, or as many as a value takes; where the next one starts."""
        indent = self._spaces(at) - at
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
        """Note that a last line, blank up to a column, goes on with the block of lines before it."""
        if self._block_indent is not None and column > self._block_indent:
            self.token = Token(self.end, in_block=True)

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
                spaces = self._spaces(here)
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
            colon = self._spaces(close + 1)
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
        self._margin = top.indent
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
        stop = matched(_REST, self.text, here, self.end)
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
            top.has_value = top.has_value or self.token is None  # else it is this value that is being written
            top.values[top.key] = text

    def _behind(self, here: int) -> int:
        """What follows a value in its line: nothing, or a comment."""
        here = self._spaces(here)
        if here < self.end and self.text[here] == "#":
            return self._comment(here)
        return self._next(here) if here < self.end else self.end
