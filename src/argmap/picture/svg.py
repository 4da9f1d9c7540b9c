"""A picture as SVG text."""

from collections.abc import Iterable
from html import escape

from argmap.display import visible
from argmap.entries import is_valid_id
from argmap.palette import THEMES, Colors, line_color
from argmap.picture.compose import BADGE_INSET, BEHIND, PADDING, RISE, STRIPE
from argmap.picture.outline import outline, stripe
from argmap.picture.page import Picture, Plate, Sample, Words
from argmap.picture.samples import drawn
from argmap.picture.scene import CAPTION, LEADING, TEXT, Box, Joint
from argmap.picture.stroke import head, line_style, strokes
from argmap.picture.svg_parts import number, opening, runs_left, text
from argmap.typesetting import text_width

FONTS = "Arial, Helvetica, 'Liberation Sans', Arimo, sans-serif"


def svg_text(picture: Picture, fonts: str = FONTS) -> str:
    """The picture as one SVG document: text is text, each node a group with its id, no script, no style sheet, nothing from elsewhere."""
    return "".join(_Writer(picture, fonts).lines())


class _Writer:
    def __init__(self, picture: Picture, fonts: str) -> None:
        self.picture = picture
        self.fonts = fonts
        self.colors: Colors = THEMES[picture.theme]
        self.cut = {strand.head for strand in picture.scene.strands if strand.kind == "undercut"}
        self.names = {box.id: box.id if is_valid_id(box.id) else f"argmap.{n}" for n, box in enumerate(picture.scene.boxes)}

    def lines(self) -> Iterable[str]:
        p = self.picture
        yield opening(p.width, p.height, p.title, p.description, self.fonts, self.colors.page)
        if p.plate is not None:
            yield self._plate(p.plate)
        for words in p.words:
            yield self._words(words)
        yield f'<g class="map" transform="translate({number(p.left)} {number(p.top)}) scale({number(p.scale, 4)})">\n'
        yield from self._strands()
        for joint in p.scene.joints:
            yield self._joint(joint)
        for box in p.scene.boxes:
            yield self._box(box)
        yield "</g>\n"
        yield '<g class="legend" role="graphics-object" aria-label="legend">\n'
        for sample in p.samples:
            yield self._sample(sample)
        yield "</g>\n</svg>\n"

    def _words(self, words: Words) -> str:
        fill = self.colors.ink if words.role == "ink" else self.colors.muted
        return text(words.text, words.x, words.y, words.size, fill, words.bold) + "\n"

    def _plate(self, plate: Plate) -> str:
        colors = self.colors.question
        shape = outline("question", plate.x, plate.y, plate.width, plate.height)
        mark = text("?", plate.x + 32, plate.y + plate.height / 2 + 14, 40, colors.strong, True, "middle")
        inner = f'<path class="outline" d="{shape}" fill="{colors.tint}" stroke="{colors.strong}" stroke-width="3"/>{mark}'
        return f'<g class="plate" id="{plate.id if is_valid_id(plate.id) else "argmap.question"}" role="graphics-object">{inner}</g>\n'

    def _strands(self) -> Iterable[str]:
        for strand in self.picture.scene.strands:
            curve = self.picture.layout.curves.get(strand.id)
            if curve is None:
                continue
            color = line_color(self.colors, strand.kind)
            ends = f'data-tail="{escape(visible(strand.tail))}" data-head="{escape(visible(strand.head))}"'
            drawn_by = " editorial" if strand.editorial else ""
            style = line_style(strand.kind)
            drawn = "".join(
                f'<path d="{path}" fill="none" stroke="{self.colors.page if is_inner else color}" stroke-width="{number(width)}"{style}/>'
                for path, width, is_inner in strokes(curve, strand)
            )
            heads = "".join(head(curve, strand, color, self.colors.page)) if strand.is_end or strand.is_mutual else ""
            yield f'<g class="link {strand.kind}{drawn_by}{" unanswered" if strand.is_unanswered else ""}" {ends}>{drawn}{heads}</g>\n'

    def _joint(self, joint: Joint) -> str:
        x, y = self.picture.layout.places[joint.id]
        color = line_color(self.colors, joint.kind)
        if not joint.word and joint.is_bend and joint.id not in self.cut:
            return ""
        if not joint.word:
            return f'<circle class="joint" cx="{number(x)}" cy="{number(y)}" r="{number(joint.width / 2)}" fill="{color}"/>\n'
        left, top = x - joint.width / 2, y - joint.height / 2
        frame = (
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(joint.width)}" height="{number(joint.height)}" rx="8"'
            f' fill="{color if joint.is_unanswered else self.colors.page}" stroke="{color}" stroke-width="{1 if joint.editorial else 2}"/>'
        )
        ink = self.colors.page if joint.is_unanswered else color
        answer = " unanswered" if joint.is_unanswered else ""
        return f'<g class="word{answer}">{frame}{text(joint.word, x, y + 7, CAPTION, ink, True, "middle")}</g>\n'

    def _box(self, box: Box) -> str:
        p = self.picture
        x, y = p.layout.places[box.id]
        left, top = x - box.width / 2, y - box.height / 2
        category = p.categories.get(box.category)
        colors = p.colors_of(box)
        shape = outline(box.shape, left, top, box.width, box.height)
        parts = [f"<title>{escape(box.hint)}</title>"]
        if box.folded:
            behind = outline(box.shape, left + BEHIND, top + BEHIND, box.width, box.height)
            parts.append(f'<path class="behind" d="{behind}" fill="{self.colors.page}" stroke="{colors.strong}" stroke-width="2"/>')
        parts.append(f'<path d="{shape}" fill="{colors.tint}"/>')
        inset = PADDING + 12
        if box.shape != "question":
            inset = STRIPE + PADDING
            fill = colors.strong if category is not None else self.colors.blank
            side = stripe(box.shape, left, top, STRIPE, box.height)
            parts.append(f'<path class="stripe" d="{side}" fill="{fill}"/>')
            if category is not None:
                parts.append(text(category.mark, left + STRIPE / 2 + 1, y + 8, 22, self.colors.on_strong, True, "middle"))
        parts.append(f'<path class="outline" d="{shape}" fill="none" stroke="{colors.strong}" stroke-width="{_border(box)}"/>')
        parts += self._text_of(box, left + inset, left + box.width - PADDING, top + RISE)
        if box.hidden:
            parts.append(self._badge(f"+{box.hidden}", left + box.width - BADGE_INSET, top + box.height + 5, colors.strong))
        names = f'id="{self.names[box.id]}" role="graphics-object" aria-label="{escape(f"{box.shape}: {box.hint}")}"'
        href = f"#{self.names[box.id]}" if box.href.startswith("#") else box.href
        return f'<a href="{escape(href)}"><g class="box {box.shape}" {names}>{"".join(parts)}</g></a>\n'

    def _text_of(self, box: Box, left: float, right: float, top: float) -> Iterable[str]:
        x, anchor = (right, "end") if any(map(runs_left, box.lines[:1])) else (left, "start")
        baseline = top + TEXT * 0.95
        for line in box.lines:
            yield text(line, x, baseline, TEXT, self.colors.ink, box.shape == "question", anchor)
            baseline += TEXT * LEADING
        baseline += CAPTION * 0.95 - TEXT * 0.95 + 4
        for line in box.caption:
            yield text(line, left, baseline, CAPTION, self.colors.muted)
            baseline += CAPTION * LEADING

    def _badge(self, word: str, right: float, middle: float, color: str) -> str:
        width = text_width(word, CAPTION, True) + 14
        frame = (
            f'<rect x="{number(right - width)}" y="{number(middle - 13)}" width="{number(width)}" height="26" rx="13"'
            f' fill="{self.colors.page}" stroke="{color}" stroke-width="2"/>'
        )
        return f'<g class="badge">{frame}{text(word, right - width / 2, middle + 7, CAPTION, self.colors.muted, True, "middle")}</g>'

    def _sample(self, sample: Sample) -> str:
        return f'<g class="sample">{drawn(sample, self.picture.categories, self.colors)}{self._words(sample.words).strip()}</g>\n'


def _border(box: Box) -> int:
    if box.is_root:
        return 7
    return 2 if box.shape == "support" else 3
