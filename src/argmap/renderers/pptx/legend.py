"""The legend and the notes at the foot of a picture as native shapes."""

from collections.abc import Iterator
from typing import cast

from argmap.palette import THEMES, Colors, pair
from argmap.picture.page import Picture, Sample
from argmap.picture.scene import CAPTION, HEADLESS, Kind, Shape
from argmap.renderers.pptx.parts import Numbers, Rect, Scale, adjusted, line_of, shape
from argmap.renderers.pptx.shapes import GEOMETRY, HEADS, connector_line
from argmap.renderers.pptx.xml import Body, Paragraph, Run, solid
from argmap.typesetting import text_width


def legend(picture: Picture, numbers: Numbers, plain: bool) -> Iterator[str]:
    """Every sample with its words; ``plain`` where the colour of words is that of the template."""
    colors, scale = THEMES[picture.theme], Scale(picture.points)
    for sample in picture.samples:
        rect = scale.rect(sample.x, sample.y, sample.width, sample.height)
        words = sample.words
        yield _sample(sample, rect, picture, colors, numbers)
        run = Run(words.text, words.size * picture.points, "" if plain else colors.ink)
        width = text_width(words.text, words.size) + 8
        label = scale.rect(words.x, sample.y, width, sample.height)
        yield shape(
            numbers(), f"legend: {words.text}", label, "rect", text=Body((Paragraph((run,)),), anchor="ctr", wrap=False), is_box=True
        )


def foot(picture: Picture, numbers: Numbers, plain: bool) -> Iterator[str]:
    """The works, and what is left out."""
    color = "" if plain else THEMES[picture.theme].muted
    for words in picture.words:
        if words.role == "muted" and words.size > CAPTION:
            room = Scale(picture.points).rect(words.x, words.y - words.size, picture.width - 2 * words.x, words.size * 1.3)
            said = Paragraph((Run(words.text, words.size * picture.points, color),))
            yield shape(numbers(), "nothing", room, "rect", text=Body((said,)), is_box=True)
    lines = [words for words in picture.words if words.role == "muted" and words.size == CAPTION]
    if not lines:
        return
    paragraphs = tuple(Paragraph((Run(words.text, words.size * picture.points, color),)) for words in lines)
    top = lines[0].y - CAPTION
    rect = Scale(picture.points).rect(lines[0].x, top, picture.width - 2 * lines[0].x, lines[-1].y + CAPTION * 0.3 - top)
    yield shape(numbers(), "works", rect, "rect", text=Body(paragraphs, wrap=False), is_box=True)


def _sample(sample: Sample, rect: Rect, picture: Picture, colors: Colors, numbers: Numbers) -> str:
    name = f"sample: {sample.words.text}"
    if sample.type in ("link", "editorial"):
        return _line(sample, rect, name, picture, colors, numbers)
    points = picture.points
    if sample.type == "none":
        return shape(numbers(), name, rect, "roundRect", fill=solid(colors.none.tint), line=line_of(colors.none.strong, points * 2))
    if sample.type == "unanswered":
        return shape(numbers(), name, rect, "roundRect", fill=solid(colors.attack))
    if sample.type in ("category", "badge"):
        category = picture.categories.get(sample.key)
        fill, ink = (pair(colors, category.number).strong, colors.on_strong) if category else (colors.page, colors.muted)
        run = Run(category.mark if category else "+3", CAPTION * points, ink, True)
        return shape(
            numbers(),
            name,
            rect,
            "roundRect",
            fill=solid(fill),
            line="" if category else line_of(colors.none.strong, points * 2),
            adjust=f'<a:gd name="adj" fmla="val {15000 if category else 50000}"/>',
            text=Body((Paragraph((run,), align="ctr"),), anchor="ctr", wrap=False),
        )
    kind = cast(Shape, sample.key or "claim")
    own = colors.question if kind == "question" else colors.none
    adjust = adjusted(24 if kind == "question" else 10, sample.width, sample.height)
    return shape(numbers(), name, rect, GEOMETRY[kind], fill=solid(own.tint), line=line_of(own.strong, points * 2), adjust=adjust)


def _line(sample: Sample, rect: Rect, name: str, picture: Picture, colors: Colors, numbers: Numbers) -> str:
    kind = cast(Kind, sample.key or "support")
    head = HEADS.get(kind) if kind not in HEADLESS else None
    heads = f'<a:headEnd type="{head}"/>' if kind == "conflict" else ""
    heads += f'<a:tailEnd type="{head}"/>' if head else ""
    line = connector_line(colors, kind, picture.points, sample.type == "editorial", heads)
    level = Rect(rect.x, rect.y + rect.height // 2, rect.width * 9 // 10, 0)  # heads reach beyond the end
    return shape(numbers(), name, level, "line", line=line)
