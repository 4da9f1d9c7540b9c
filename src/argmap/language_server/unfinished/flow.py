"""What stands between brackets or quotation marks, read tolerantly (see `scan`)."""

import re

from argmap.entries import KEYS, NODE_MODELS
from argmap.language_server.fields import entry_fields
from argmap.language_server.unfinished.frames import Frame, Token, matched
from argmap.reader import MAX_DEPTH

_NAMES = frozenset(name for kind in KEYS for name in (*entry_fields(kind), *KEYS.values())) | frozenset(NODE_MODELS)
_SPACES = re.compile(r"[ \t]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_NEW = re.compile(r"([ \t]*)(?:(-)(?=[ \t\r\n]|\Z)|[\"']?([A-Za-z_-]{1,30})[\"']?[ \t]*:(?=[ \t\r\n]|\Z))")
_PLAIN = re.compile(r"(?:[^,\[\]{}\r\n:#]|:(?![ \t\r\n,\[\]{}]|\Z)|(?<![ \t])#)+")
_ENDS = {'"': re.compile(r'\\[^\r\n]|"|\r\n|\r|\n'), "'": re.compile(r"''|'|\r\n|\r|\n")}


class TooDeepError(Exception):
    """Lists and mappings stand deeper in each other than a claim file may hold."""


class FlowReader:
    """Reads flow style, up to ``end``; ``frames`` is what is open where it begins."""

    def __init__(self, text: str, end: int, frames: list[Frame]) -> None:
        self.text = text
        self.end = end
        self.stack = frames
        self.maps: dict[int, Frame] = {}
        """Every mapping seen, by where it starts."""
        self.lists: dict[int, Frame] = {}
        self.token: Token | None = None
        self.comment: int | None = None
        """Where the comment begins that reaches to the end."""
        self.tight = False
        """Whether the end stands right behind a colon or dash."""
        self.done = False
        """Whether the end stands behind a bracket or quotation mark that closes a value."""
        self._margin = 0
        """The column of the block list or mapping round the brackets or quotation marks that are read."""

    def _spaces(self, at: int) -> int:
        """Where the spaces and tabs end that begin at a place."""
        return matched(_SPACES, self.text, at, self.end)

    def _next(self, at: int) -> int:
        """Where the line after that of ``at`` starts."""
        return max(matched(_LINE, self.text, at, self.end), at + 1)

    def _comment(self, at: int) -> int:
        after = self._next(at)
        if after >= self.end and self.text[self.end - 1] not in "\r\n":
            self.comment = at
        return after

    def _open(self, frame: Frame) -> Frame:
        """Put a list or mapping into the innermost one that is open."""
        if len(self.stack) > MAX_DEPTH:
            raise TooDeepError
        frame.holder, frame.under = self.stack[-1], self.stack[-1].key
        self.stack[-1].has_value = True
        self.stack.append(frame)
        (self.maps if frame.is_map else self.lists).setdefault(frame.start, frame)
        return frame

    def _is_new(self, at: int) -> bool:
        """Whether at the beginning of a line something begins that cannot be within brackets or quotation marks."""
        found = _NEW.match(self.text, at, self.end)
        return found is not None and len(found[1]) <= self._margin and (found[2] is not None or found[3] in _NAMES)

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
            found = _PLAIN.match(self.text, here, self.end)
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
