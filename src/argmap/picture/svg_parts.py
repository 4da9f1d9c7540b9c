"""What all of an SVG is written with: its beginning, numbers, lines of text."""

import unicodedata
from html import escape

from argmap.typesetting import has_known_width, text_width


def number(value: float, digits: int = 1) -> str:
    """A number as short as it can be written."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def opening(width: float, height: float, title: str, description: str, fonts: str, page: str) -> str:
    """How every SVG begins: its size, what it is called and shows, and the colour of the page."""
    wide, high = number(width), number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f' role="graphics-document document" aria-labelledby="argmap.title argmap.description" font-family="{escape(fonts)}">\n'
        f'<title id="argmap.title">{escape(title)}</title>\n<desc id="argmap.description">{escape(description)}</desc>\n'
        f'<rect class="page" width="{wide}" height="{high}" fill="{page}"/>\n'
    )


def text(words: str, x: float, y: float, size: float, fill: str, bold: bool = False, anchor: str = "start") -> str:
    """One line of text; it is told its own length where that is known, so that it fits with any font."""
    weight = ' font-weight="bold"' if bold else ""
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    length = ""
    if len(words) > 1 and has_known_width(words):
        length = f' textLength="{number(text_width(words, size, bold))}" lengthAdjust="spacingAndGlyphs"'
    start = f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"{weight}{placed}{length}>'
    # Marks within the text, for typst heeds no attribute `direction`.
    shown = f"{_RIGHT_TO_LEFT}{words}{_AS_BEFORE}" if runs_left(words) else words
    return f"{start}{escape(shown, quote=False)}</text>"


_RIGHT_TO_LEFT, _AS_BEFORE = "\N{RIGHT-TO-LEFT EMBEDDING}", "\N{POP DIRECTIONAL FORMATTING}"


def runs_left(words: str) -> bool:
    """Whether a text is of a script that runs from right to left: its first letter says so (rule P2 of Unicode's algorithm)."""
    if words.isascii():
        return False
    directions = map(unicodedata.bidirectional, words)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"
