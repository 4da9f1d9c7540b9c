"""What all shapes are written with: PresentationML text, lengths in EMU, colours, paragraphs.

After ECMA-376, part 1 (chapters 19 and 20).
"""

import re
import unicodedata
from html import escape as _escape
from typing import NamedTuple

PER_POINT = 12700
"""EMU in a point."""

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LEADING = 1.18  # a little less than what boxes were measured with, so that no font overflows them


def escape(text: str) -> str:
    """Text as XML, in an element or an attribute; what XML cannot hold is replaced."""
    return _escape(_NO_XML.sub("\ufffd", text))


def solid(color: str) -> str:
    """A fill of one colour (``#rrggbb``); nothing for the colour of the template."""
    return f'<a:solidFill><a:srgbClr val="{color[1:].upper()}"/></a:solidFill>' if color else ""


class Run(NamedTuple):
    """A stretch of text: its size in points, its colour (``#rrggbb``; empty for that of the template)."""

    text: str
    points: float
    color: str = ""
    bold: bool | None = None


class Paragraph(NamedTuple):
    """Runs that are wrapped together; lengths in EMU, ``before`` in points."""

    runs: tuple[Run, ...]
    inset: int = 0
    hanging: int = 0
    before: float = 0.0
    align: str = "l"


class Body(NamedTuple):
    """The text of a shape and how it stands there; insets in EMU: left, top, right, bottom."""

    paragraphs: tuple[Paragraph, ...]
    insets: tuple[int, int, int, int] = (0, 0, 0, 0)
    anchor: str = "t"
    wrap: bool = True
    shrink: bool = False


def body(text: Body, tag: str = "p:txBody") -> str:
    """The text of a shape."""
    left, top, right, bottom = text.insets
    fit = "<a:normAutofit/>" if text.shrink else "<a:noAutofit/>"
    wrap = "square" if text.wrap else "none"
    insets = f'lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"'
    start = f'<a:bodyPr wrap="{wrap}" {insets} anchor="{text.anchor}" rtlCol="0">{fit}</a:bodyPr>'
    return f"<{tag}>{start}<a:lstStyle/>{''.join(paragraph(each) for each in text.paragraphs) or '<a:p/>'}</{tag}>"


def paragraph(each: Paragraph) -> str:
    """One paragraph, from right to left if its text is."""
    leading = round(max((run.points for run in each.runs), default=14) * _LEADING * 100)
    turned = is_rtl("".join(run.text for run in each.runs if not run.bold) or "".join(run.text for run in each.runs))
    align = {"l": "r", "r": "l"}.get(each.align, each.align) if turned else each.align
    direction = ' rtl="1"' if turned else ""
    side = "marR" if turned else "marL"
    properties = (
        f'<a:pPr {side}="{each.inset + each.hanging}" indent="{-each.hanging}" algn="{align}"{direction}>'
        f'<a:lnSpc><a:spcPts val="{leading}"/></a:lnSpc><a:spcBef><a:spcPts val="{round(each.before * 100)}"/></a:spcBef>'
        '<a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/></a:pPr>'
    )
    return f"<a:p>{properties}{''.join(_run(run) for run in each.runs)}</a:p>"


def _run(run: Run) -> str:
    bold = "" if run.bold is None else f' b="{int(run.bold)}"'
    properties = f'<a:rPr lang="en-US" sz="{round(run.points * 100)}"{bold} dirty="0">{solid(run.color)}</a:rPr>'
    return f"<a:r>{properties}<a:t>{escape(run.text)}</a:t></a:r>"


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction is of a script from right to left (UAX 9, P2 and P3)."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
