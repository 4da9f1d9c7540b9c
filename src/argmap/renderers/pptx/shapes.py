"""The boxes, words and lines of a picture as native shapes, glued to each other."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from argmap.display import visible
from argmap.palette import THEMES, Colors, line_color
from argmap.picture.compose import PADDING
from argmap.picture.page import Picture
from argmap.picture.scene import CAPTION, HEADLESS, TEXT, Box, Joint, Kind, Shape, Strand, is_across
from argmap.picture.slides import unbroken
from argmap.picture.stroke import width_of
from argmap.renderers.pptx.parts import Numbers, Rect, Scale, adjusted, line_of, place, shape
from argmap.renderers.pptx.xml import PER_POINT, Body, Paragraph, Run, escape, is_rtl, solid
from argmap.typesetting import text_width

GEOMETRY: dict[Shape, str] = {"claim": "roundRect", "support": "foldedCorner", "rebuttal": "plaque", "question": "roundRect"}
"""The preset shapes of ECMA-376 for the types of boxes.

A plaque stands for cut corners: of those with straight cuts LibreOffice takes one connection site for another.
"""

_CORNERS: dict[Shape, float] = {"claim": 16.0, "support": 16.0, "rebuttal": 18.0, "question": 40.0}
_ELLIPSE, _BY_SIDE = {"t": 0, "l": 2, "b": 4, "r": 6}, {"t": 0, "l": 1, "b": 2, "r": 3}
_SITES = {"ellipse": _ELLIPSE, "roundRect": _BY_SIDE, "foldedCorner": _BY_SIDE, "plaque": _BY_SIDE}
"""The numbers of the connection sites in the middle of each side: the order in which `presetShapeDefinitions.xml` lists them."""

DASHES: dict[Kind, str] = {"undermine": "dash", "undercut": "sysDash", "limit": "sysDot", "variant": "lgDash"}
HEADS: dict[Kind, str] = {
    "support": "triangle",
    "rebut": "stealth",
    "undermine": "diamond",
    "undercut": "arrow",
    "limit": "oval",
    "conflict": "stealth",
    "premise": "oval",
    "variant": "triangle",
}
"""The nearest that PowerPoint has to the heads of the other formats; the legend shows the same ones."""


class _Placed(NamedTuple):
    number: int
    geometry: str
    rect: Rect


class Drawn:
    """The shapes of one picture: lines first, so that they lie below the boxes."""

    def __init__(self, picture: Picture, numbers: Numbers, links: dict[str, str], shrink: bool) -> None:
        self.picture = picture
        self.links = links
        self.shrink = shrink
        self.numbers = numbers
        self.scale = Scale(picture.points)
        self.points = picture.points * picture.scale
        self.colors: Colors = THEMES[picture.theme]
        self.cut = {strand.head for strand in picture.scene.strands if strand.kind == "undercut" and strand.is_end}
        self.is_across = is_across(picture.direction)
        self.placed: dict[str, _Placed] = {}
        for box in picture.scene.boxes:
            self._place(box.id, GEOMETRY[box.shape], box.width, box.height)
        for joint in picture.scene.joints:
            self._place(joint.id, "roundRect" if joint.word else "ellipse", joint.width, joint.height)
            if not joint.word and joint.is_bend and joint.id not in self.cut:  # only there for lines to go around something
                self.placed[joint.id] = self.placed[joint.id]._replace(rect=_smaller(self.placed[joint.id].rect))

    def _place(self, id: str, geometry: str, width: float, height: float) -> None:
        p = self.picture
        x, y = p.layout.places[id]
        rect = self.scale.rect(p.left + (x - width / 2) * p.scale, p.top + (y - height / 2) * p.scale, width * p.scale, height * p.scale)
        self.placed[id] = _Placed(self.numbers(), geometry, rect)

    def shapes(self) -> Iterator[str]:
        """All of them as XML."""
        for strand in self.picture.scene.strands:
            yield from self._strand(strand)
        for joint in self.picture.scene.joints:
            yield self._joint(joint)
        for box in self.picture.scene.boxes:
            yield from self._box(box)

    def _strand(self, strand: Strand) -> Iterator[str]:
        tail, head = self.placed[strand.tail], self.placed[strand.head]
        has_head = strand.is_end and strand.kind not in HEADLESS
        # an open head is filled where nothing in the map replies, as the words of attacks are
        tip = "triangle" if strand.kind == "undercut" and strand.is_unanswered else HEADS.get(strand.kind, "none")
        start = f'<a:headEnd type="{HEADS[strand.kind]}" w="med" len="med"/>' if strand.is_mutual else ""
        end = f'<a:tailEnd type="{tip}" w="med" len="med"/>' if has_head else ""
        name = f"{strand.tail} {strand.kind} {strand.head}"
        stops = [tail, *self._bends(strand, tail, head), head]
        for number, (one, other) in enumerate(pairwise(stops)):
            heads = (start if number == 0 else "") + (end if other is head else "")
            line = connector_line(self.colors, strand.kind, self.points, strand.editorial, heads)
            if other is not head:
                bend = solid(line_color(self.colors, strand.kind))
                yield shape(other.number, f"bend of {name}", other.rect, other.geometry, fill=bend)
            yield self._connector(one, other, strand, name, line, len(stops) > 2)

    def _connector(self, tail: _Placed, head: _Placed, strand: Strand, name: str, line: str, is_straight: bool) -> str:
        out, into = _sides(tail.rect, head.rect, self.is_across, strand.kind == "undercut")
        (x1, y1), (x2, y2) = _site(tail.rect, out), _site(head.rect, into)
        rect = Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        turned = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
        glue = (
            f'<a:stCxn id="{tail.number}" idx="{_SITES[tail.geometry][out]}"/>'
            f'<a:endCxn id="{head.number}" idx="{_SITES[head.geometry][into]}"/>'
        )
        course = "straightConnector1" if is_straight else _course(out, into, rect)
        called = escape(name)
        return (
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{self.numbers()}" name="{called}" descr="{called}"/>'
            f"<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
            f'<p:spPr>{place(rect, turned)}<a:prstGeom prst="{course}"><a:avLst/></a:prstGeom>{line}</p:spPr></p:cxnSp>'
        )

    def _bends(self, strand: Strand, tail: _Placed, head: _Placed) -> list[_Placed]:
        """Dots at which a line turns that would else run behind a box, where it turns in the other formats too."""
        p = self.picture
        curve = p.layout.curves.get(strand.id)
        if curve is None or len(curve.points) <= 4:
            return []
        out, into = _sides(tail.rect, head.rect, self.is_across, False)
        ends = _site(tail.rect, out), _site(head.rect, into)
        boxes = [self.placed[box.id] for box in p.scene.boxes if box.id not in (strand.tail, strand.head)]
        if not any(_crosses(*ends, box.rect) for box in boxes):
            return []
        places = ((p.left + x * p.scale, p.top + y * p.scale) for x, y in curve.points[3:-3:3])
        return [_Placed(self.numbers(), "ellipse", _smaller(self.scale.rect(x, y, 0, 0))) for x, y in places]

    def _joint(self, joint: Joint) -> str:
        number, geometry, rect = self.placed[joint.id]
        color = line_color(self.colors, joint.kind)
        if not joint.word:
            return shape(number, joint.id, rect, geometry, fill=solid(color))
        inner, ink = (color, self.colors.page) if joint.is_unanswered else (self.colors.page, color)
        run = Run(joint.word, CAPTION * self.points, ink, True)
        text = Body((Paragraph((run,), align="ctr"),), anchor="ctr", wrap=False)
        line = line_of(color, self.points * (1 if joint.editorial else 2))
        adjust = adjusted(8, joint.width, joint.height)
        return shape(number, joint.id, rect, geometry, fill=solid(inner), line=line, adjust=adjust, text=text, descr=joint.id)

    def _box(self, box: Box) -> Iterator[str]:
        number, geometry, rect = self.placed[box.id]
        category = self.picture.categories.get(box.category)
        colors = self.picture.colors_of(box)
        adjust = adjusted(_CORNERS[box.shape], box.width, box.height)
        if box.folded:
            moved = rect._replace(x=rect.x + self.scale(7), y=rect.y + self.scale(7))
            behind = line_of(colors.strong, self.points * 2)
            yield shape(self.numbers(), f"behind {box.id}", moved, geometry, fill=solid(self.colors.page), line=behind, adjust=adjust)
        width = 7 if box.is_root else 2 if box.shape == "support" else 3
        yield shape(
            number,
            box.id,
            rect,
            geometry,
            fill=solid(colors.tint),
            line=line_of(colors.strong, self.points * width),
            adjust=adjust,
            text=Body(self._text(box, category.mark if category else "", colors.strong), self._insets(box), "ctr", shrink=self.shrink),
            descr=f"{box.shape} {box.hint}",
            link=self.links.get(box.href, ""),
        )
        if box.hidden:
            yield self._badge(box, rect, colors.strong)

    def _text(self, box: Box, mark: str, strong: str) -> tuple[Paragraph, ...]:
        size, small = TEXT * self.points, CAPTION * self.points
        # not in our lines: it is wrapped anew where it is edited
        text = unbroken(box.hint[len(visible(box.id)) + 2 :], box.lines) or box.lines[0]
        said = Run(text, size, self.colors.ink, box.shape == "question")
        marks = (Run(f"{mark} ", small, strong, True),) if mark else ()
        if not box.caption:
            return (Paragraph((*marks, said)),)
        captions = (Run(line if number == 0 else f" {line}", small, self.colors.muted, False) for number, line in enumerate(box.caption))
        return Paragraph((said,)), Paragraph((*marks, *captions), before=self.points * 4)

    def _insets(self, box: Box) -> tuple[int, int, int, int]:
        """The space around the text beyond what the shape itself keeps free (the text rectangle of its definition)."""
        corner = _CORNERS[box.shape]
        own = {"claim": corner * 0.293, "question": min(corner, box.height / 2) * 0.293, "rebuttal": corner * 0.707, "support": 0.0}[
            box.shape
        ]
        below = 14.0 if box.shape == "support" else own
        side = max(0.0, PADDING + 6 - own)
        factor = self.picture.scale
        left, top = self.scale(side * factor), self.scale(max(0.0, 4 - own) * factor)
        right = self.scale(max(0.0, 8 - own) * factor)  # room for other fonts, and for the mark of the category
        below_it = self.scale(max(0.0, 4 - below) * factor)
        return (right, top, left, below_it) if is_rtl(box.lines[0]) else (left, top, right, below_it)

    def _badge(self, box: Box, rect: Rect, color: str) -> str:
        """How many replies are not drawn."""
        word = f"+{box.hidden}"
        factor = self.picture.scale
        width, height = self.scale((text_width(word, CAPTION, True) + 14) * factor), self.scale(26 * factor)
        right, middle = rect.x + rect.width - self.scale(24 * factor), rect.y + rect.height + self.scale(5 * factor)
        text = Body((Paragraph((Run(word, CAPTION * self.points, self.colors.muted, True),), align="ctr"),), anchor="ctr", wrap=False)
        return shape(
            self.numbers(),
            f"{box.id} {word}",
            Rect(right - width, middle - height // 2, width, height),
            "roundRect",
            fill=solid(self.colors.page),
            line=line_of(color, self.points * 2),
            adjust='<a:gd name="adj" fmla="val 50000"/>',
            text=text,
            descr=f"{box.hidden} more that bear on {box.id} are not on this slide",
        )


def connector_line(colors: Colors, kind: Kind, points: float, editorial: bool, heads: str) -> str:
    """How a link is drawn: a clash is a double line."""
    width = width_of(kind, editorial) * points
    double = ' cmpd="dbl"' if kind == "conflict" else ""
    dash = f'<a:prstDash val="{DASHES[kind]}"/>' if kind in DASHES else ""
    return f'<a:ln w="{round(width * PER_POINT)}"{double}>{solid(line_color(colors, kind))}{dash}<a:round/>{heads}</a:ln>'


def _sides(tail: Rect, head: Rect, across: bool, from_aside: bool) -> tuple[str, str]:
    """The sides at which a line leaves and arrives."""
    (x1, y1), (x2, y2) = _middle(tail), _middle(head)
    if across:
        out, into = ("r", "l") if x2 > x1 else ("l", "r")
        if from_aside and head.width < tail.width and abs(y2 - y1) > tail.height / 2 + head.height:
            into = "t" if y1 < y2 else "b"
    else:
        out, into = ("b", "t") if y2 > y1 else ("t", "b")
        if from_aside and head.width < tail.width and abs(x2 - x1) > tail.width / 2 + head.width:
            into = "l" if x1 < x2 else "r"
    return out, into


_STEPS = 40


def _crosses(start: tuple[int, int], end: tuple[int, int], rect: Rect) -> bool:
    """Whether a straight line runs through a box, not only along its rim."""
    margin = 3 * PER_POINT
    for step in range(1, _STEPS):
        x, y = (one + (other - one) * step / _STEPS for one, other in zip(start, end, strict=True))
        if abs(x - rect.x - rect.width / 2) < rect.width / 2 - margin and abs(y - rect.y - rect.height / 2) < rect.height / 2 - margin:
            return True
    return False


def _smaller(rect: Rect) -> Rect:
    """A dot no larger than the line through it, in the middle of where it was."""
    side = 2 * PER_POINT
    x, y = _middle(rect)
    return Rect(x - side // 2, y - side // 2, side, side)


def _middle(rect: Rect) -> tuple[int, int]:
    return rect.x + rect.width // 2, rect.y + rect.height // 2


def _site(rect: Rect, side: str) -> tuple[int, int]:
    x, y = _middle(rect)
    return {"t": (x, rect.y), "b": (x, rect.y + rect.height), "l": (rect.x, y), "r": (rect.x + rect.width, y)}[side]


def _course(out: str, into: str, rect: Rect) -> str:
    """Which connector is drawn: a curve where it leaves and arrives sideways, else a straight line."""
    if out in "lr" and into in "lr" and rect.height > PER_POINT * 4:
        return "curvedConnector3"
    return "curvedConnector2" if out in "lr" and into in "tb" else "straightConnector1"
