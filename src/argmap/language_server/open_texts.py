"""The texts that are open in the editor."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from argmap.language_server.positions import MARK, Encoding, Place, Positions
from argmap.source_text import SourceText

_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class OpenText:
    """A text as it is in the editor at one moment."""

    uri: str
    version: int
    text: str
    """Without a byte-order mark."""
    is_marked: bool = False
    """Whether the editor's text begins with a byte-order mark."""
    language: str = ""

    @cached_property
    def source(self) -> SourceText:
        """The text with its lines."""
        return SourceText(self.text)

    def changed(self, version: int, changes: Iterable["Change"], encoding: Encoding) -> "OpenText":
        """The text after changes, each of the text that the one before it left."""
        now = self
        for change in changes:
            if change.start is None or change.end is None:
                now = opened(self.uri, version, change.text, self.language)
                continue
            # A mark is a character of the editor's text, and can be deleted in it.
            whole = Positions(SourceText(MARK + now.text) if now.is_marked else now.source, encoding)
            start, end = sorted((whole.offset(*change.start), whole.offset(*change.end)))
            text = whole.source.text
            now = opened(self.uri, version, text[:start] + change.text + text[end:], self.language)
        return replace(now, version=version)


@dataclass(frozen=True, slots=True)
class Change:
    """A text in the place of a stretch of another, or of the whole of it."""

    start: Place | None
    end: Place | None
    text: str


def opened(uri: str, version: int, text: str, language: str = "") -> OpenText:
    """A text as an editor sends it; halves of characters, which JSON can hold and a file cannot, become U+FFFD."""
    if not text.isascii():
        text = _LONE.sub("\ufffd", text)
    return OpenText(uri, version, text.removeprefix(MARK), text.startswith(MARK), language)
