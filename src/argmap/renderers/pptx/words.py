"""Titles in their placeholders, and slides of words."""

from collections.abc import Iterator, Sequence

from argmap.palette import THEMES, Colors
from argmap.picture.page import MARGIN, Picture
from argmap.picture.scene import CAPTION, LEADING
from argmap.picture.slides import GAP, HANGING, Row, Slide, unbroken
from argmap.renderers.pptx.parts import Numbers, Rect, Scale, adjusted, line_of, place, shape
from argmap.renderers.pptx.xml import Body, Paragraph, Run, body, escape, solid
from argmap.typesetting import text_width


def title(slide: Slide, numbers: Numbers, kind: str, plain: bool) -> str:
    """The title in the placeholder ``kind`` of the layout; a question in the frame that it has in the other formats."""
    picture = slide.picture
    scale, colors, plate = Scale(picture.points), THEMES[picture.theme], picture.plate
    lines = [words for words in picture.words if words.bold and words.role == "ink"]
    size = lines[0].size if lines else CAPTION
    name, number = _numbered(slide.title)
    color = "" if plain else colors.ink
    runs = [Run(unbroken(name, [words.text for words in lines if words.size == size]), size * picture.points, color, True)]
    if number:
        runs.append(
            Run(f" {number}", max(14.0, CAPTION * picture.points) if slide.kind == "words" else CAPTION * picture.points, color, False)
        )
    look, inset = "", 0
    if plate is not None:
        rect = scale.rect(plate.x, plate.y, plate.width, plate.height)
        inset = scale(24.0)
        if not plain:
            adjust = adjusted(40, plate.width, plate.height)
            frame = line_of(colors.question.strong, picture.points * 3)
            look = f'<a:prstGeom prst="roundRect"><a:avLst>{adjust}</a:avLst></a:prstGeom>{solid(colors.question.tint)}{frame}'
    else:
        rect = _around(slide, [words.y - words.size for words in lines if words.size == size], size, scale)
    text = Body((Paragraph(tuple(runs)),), (inset, 0, inset, 0), "ctr" if plate is not None else "t", shrink=True)
    id = numbers()
    called = plate.id if plate is not None else f"title {id}"
    where = place(rect)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{escape(called)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:spPr>{where}{look}</p:spPr>{body(text)}</p:sp>'
    )


def _numbered(title: str) -> tuple[str, str]:
    """A title and its number: ``Sources``, ``(1/3)``."""
    name, space, number = title.rpartition(" ")
    if space and number.startswith("(") and number.endswith(")") and number[1:-1].replace("/", "", 1).isdecimal():
        return name, number
    return title, ""


def _around(slide: Slide, tops: Sequence[float], size: float, scale: Scale) -> Rect:
    """The place of a title that has no frame."""
    picture = slide.picture
    left = 3 * MARGIN if slide.kind == "title" else MARGIN
    top = (tops[0] if tops else MARGIN) + size * 0.07
    return scale.rect(left, top, picture.width - 2 * left, max(1, len(tops)) * size * LEADING + size * 0.15)


def words(slide: Slide, numbers: Numbers, plain: bool) -> Iterator[str]:
    """What a slide says in words: a table if something stands at the right, else paragraphs."""
    if not slide.rows:
        return
    picture = slide.picture
    colors, scale = THEMES[picture.theme], Scale(picture.points)
    if any(row.entry.aside for row in slide.rows):
        yield _table(slide.rows, picture, colors, scale, numbers(), plain)
        return
    first, last = slide.rows[0], slide.rows[-1]
    left = min(row.x for row in slide.rows)
    rect = scale.rect(left, first.top, first.width + first.x - left, last.top + last.height - first.top)
    rows_end = [first.top, *(row.top + row.height for row in slide.rows)]
    paragraphs = tuple(
        Paragraph(
            (_run(row, colors, picture, plain),),
            inset=scale(row.x - left),
            hanging=scale(HANGING),
            before=0 if row is first else (row.top - rows_end[number]) * picture.points,
        )
        for number, row in enumerate(slide.rows)
    )
    yield shape(numbers(), slide.title, rect, "rect", text=Body(paragraphs), is_box=True)


def _run(row: Row, colors: Colors, picture: Picture, plain: bool) -> Run:
    color = "" if plain else colors.ink if row.entry.role == "ink" else colors.muted
    return Run(row.text, row.entry.size * picture.points, color, row.entry.bold)


def _table(rows: Sequence[Row], picture: Picture, colors: Colors, scale: Scale, number: int, plain: bool) -> str:
    left = MARGIN
    width = picture.width - 2 * MARGIN
    aside = max(_aside_width(row) for row in rows) + HANGING
    columns = "".join(f'<a:gridCol w="{scale(each)}"/>' for each in (width - aside, aside))
    muted = "" if plain else colors.muted
    written = []
    for row in rows:
        text = Paragraph((_run(row, colors, picture, plain),), hanging=scale(HANGING))
        beside = Paragraph((Run(row.entry.aside, CAPTION * picture.points, muted),) if row.entry.aside else (), align="r")
        cells = _cell(text, scale(row.x - left), colors) + _cell(beside, 0, colors)
        written.append(f'<a:tr h="{scale(row.height + GAP)}">{cells}</a:tr>')
    rect = scale.rect(left, rows[0].top - GAP / 2, width, sum(row.height + GAP for row in rows))
    off = f'<p:xfrm><a:off x="{rect.x}" y="{rect.y}"/><a:ext cx="{rect.width}" cy="{rect.height}"/></p:xfrm>'
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="questions"/><p:cNvGraphicFramePr/><p:nvPr/>'
        f"</p:nvGraphicFramePr>{off}"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/>'
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(written)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _aside_width(row: Row) -> float:
    return text_width(row.entry.aside, CAPTION)


def _cell(text: Paragraph, inset: int, colors: Colors) -> str:
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    below = f'<a:lnB w="6350">{solid(colors.blank)}</a:lnB>'
    margin = f'marL="{inset}" marR="0" marT="31750" marB="31750" anchor="ctr"'
    return f"<a:tc>{body(Body((text,)), 'a:txBody')}<a:tcPr {margin}>{none}{below}<a:noFill/></a:tcPr></a:tc>"
