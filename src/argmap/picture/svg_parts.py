"""What all of an SVG is written with: numbers, lines of text, the colours of lines."""

from html import escape

from argmap.palette import Colors
from argmap.typesetting import has_known_width, text_width


def line_color(colors: Colors, kind: str) -> str:
    """The colour of a kind of line."""
    if kind in ("support", "premise"):
        return colors.support
    return colors.other if kind in ("answer", "variant", "assertion") else colors.attack


def number(value: float, digits: int = 1) -> str:
    """A number as short as it can be written."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def text(words: str, x: float, y: float, size: float, fill: str, bold: bool = False, anchor: str = "start") -> str:
    """One line of text; it is told its own length where that is known, so that it fits with any font."""
    weight = ' font-weight="bold"' if bold else ""
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    length = ""
    if len(words) > 1 and has_known_width(words):
        length = f' textLength="{number(text_width(words, size, bold))}" lengthAdjust="spacingAndGlyphs"'
    start = f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"{weight}{placed}{length}>'
    return f"{start}{escape(words, quote=False)}</text>"
