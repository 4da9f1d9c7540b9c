"""The texts that are open in the editor."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from argmap.language_server.positions import MARK, Encoding, Place, points
from argmap.source_text import SourceText

_LONE = re.compile("[\ud800-\udfff]")
_ENDED = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)")


@dataclass(frozen=True)
class OpenText:
    """A text as it is in the editor at one moment.

    It is kept in lines: where keys come quickly in a text of megabytes, its
    lines are not found and its pieces not joined anew at each of them.
    """

    uri: str
    version: int
    lines: list[str]
    """With their ends, but for the last; never changed."""
    language: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether the editor's text begins with a byte-order mark."""
        return self.lines[0].startswith(MARK)

    @cached_property
    def text(self) -> str:
        """The whole text, without a byte-order mark."""
        return "".join(self.lines).removeprefix(MARK)

    @cached_property
    def source(self) -> SourceText:
        """The text with its lines."""
        return SourceText(self.text)

    def changed(self, version: int, changes: Iterable["Change"], encoding: Encoding) -> "OpenText":
        """The text after changes, each of the text that the one before it left."""
        lines = list(self.lines)
        for change in changes:
            if change.start is None or change.end is None:
                lines = _lines(_legible(change.text))
            else:
                _change(lines, change.start, change.end, _legible(change.text), encoding)
        return OpenText(self.uri, version, lines, self.language)


@dataclass(frozen=True, slots=True)
class Change:
    """A text in the place of a stretch of another, or of the whole of it."""

    start: Place | None
    end: Place | None
    text: str


def opened(uri: str, version: int, text: str, language: str = "") -> OpenText:
    """A text as an editor sends it."""
    return OpenText(uri, version, _lines(_legible(text)), language)


def _legible(text: str) -> str:
    """A text in which halves of characters, which JSON can hold and a file cannot, have become U+FFFD."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends (see `SourceText`); the last one has none, and may be empty."""
    if "\r" not in text:  # much quicker
        *ended, last = text.split("\n")
        return [*(f"{line}\n" for line in ended), last]
    return [*_ENDED.findall(text), text[max(text.rfind("\n"), text.rfind("\r")) + 1 :]]


def _change(lines: list[str], first: Place, last: Place, text: str, encoding: Encoding) -> None:
    """Put a text in the place of a stretch of others."""
    (start, before), (end, after) = sorted(_within(lines, place, encoding) for place in (first, last))
    new = lines[start][:before] + text + lines[end][after:]
    if start > 0 and new.startswith("\n") and lines[start - 1].endswith("\r"):
        start -= 1  # the two are one line end now
        new = lines[start] + new
    made = _lines(new)
    lines[start : end + 1] = made if end == len(lines) - 1 else made[:-1]


def _within(lines: list[str], place: Place, encoding: Encoding) -> Place:
    """A place as the number of a line and a column in code points; that of the end of the line, or text, for one behind it."""
    line, column = place
    if line >= len(lines):
        return len(lines) - 1, len(lines[-1])
    return line, points(lines[line].rstrip("\r\n"), column, encoding)
