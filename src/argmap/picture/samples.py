"""The samples of the legend as SVG."""

from collections.abc import Mapping
from typing import cast

from argmap.palette import Colors, line_color, pair
from argmap.picture.outline import outline, stripe
from argmap.picture.page import Category, Sample
from argmap.picture.scene import HEADLESS, Kind, Shape
from argmap.picture.stroke import line_style, symbol, width_of
from argmap.picture.svg_parts import number, text


def drawn(sample: Sample, categories: Mapping[str, Category], colors: Colors) -> str:
    """One sample."""
    if sample.type in ("shape", "folded"):
        return _shape(sample, colors)
    if sample.type == "none":
        place = f'x="{number(sample.x + 4)}" y="{number(sample.y)}" width="{number(sample.width - 8)}" height="{number(sample.height)}"'
        return f'<rect {place} rx="4" fill="{colors.blank}" stroke="{colors.none.strong}" stroke-width="2"/>'
    if sample.type == "unanswered":
        place = f'x="{number(sample.x)}" y="{number(sample.y + 1)}" width="{number(sample.width)}" height="{number(sample.height - 2)}"'
        return f'<rect {place} rx="8" fill="{colors.attack}"/>'
    if sample.type in ("category", "badge"):
        return _marked(sample, categories.get(sample.key), colors)
    return _line(sample, colors)


def _marked(sample: Sample, category: Category | None, colors: Colors) -> str:
    """A category in its colour, or how a number of hidden replies looks."""
    inset, radius = (4, 4) if category is not None else (0, 13)
    fill, ink = (pair(colors, category.number).strong, colors.on_strong) if category is not None else (colors.page, colors.muted)
    border = "" if category is not None else f' stroke="{colors.none.strong}" stroke-width="2"'
    place = f'x="{number(sample.x + inset)}" y="{number(sample.y)}" width="{number(sample.width - 2 * inset)}"'
    frame = f'<rect {place} height="{number(sample.height)}" rx="{radius}" fill="{fill}"{border}/>'
    word = category.mark if category is not None else "+3"
    return frame + text(word, sample.x + sample.width / 2, sample.y + 20, 20, ink, True, "middle")


def _line(sample: Sample, colors: Colors) -> str:
    """A kind of link, or how a link looks that the editor drew."""
    kind = cast(Kind, sample.key)
    is_editorial = sample.type == "editorial"
    is_plain = kind in HEADLESS
    color = line_color(colors, kind)
    y, left, right = sample.y + sample.height / 2, sample.x, sample.x + sample.width
    start = left + 18 if kind == "conflict" else left
    stop = right if is_plain else right - 18
    path = f"M{number(start)} {number(y)}H{number(stop)}"
    drawn = [f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{number(width_of(kind, is_editorial))}"{line_style(kind)}/>']
    if kind == "conflict":
        drawn.append(f'<path d="{path}" fill="none" stroke="{colors.page}" stroke-width="3"/>')
        drawn.append(symbol(kind, (start, y), (left, y), color, colors.page, width_of(kind, is_editorial)))
    if kind == "assertion":  # what is cut there
        drawn.append(f'<circle cx="{number(right - 6)}" cy="{number(y)}" r="6" fill="{color}"/>')
    if not is_plain:
        drawn.append(symbol(kind, (stop, y), (right, y), color, colors.page, width_of(kind, is_editorial)))
    return "".join(drawn)


def _shape(sample: Sample, colors: Colors) -> str:
    x, y, width, height = sample.x, sample.y, sample.width, sample.height
    shape = cast(Shape, sample.key or "claim")
    scale = 0.6  # so that the corners are seen
    w, h = width / scale, height / scale
    own = colors.question if shape == "question" else colors.none
    parts = []
    if sample.type == "folded":
        parts.append(f'<path d="{outline(shape, 7, 7, w - 7, h - 7)}" fill="{colors.page}" stroke="{own.strong}" stroke-width="2.5"/>')
        w, h = w - 7, h - 7
    parts.append(f'<path d="{outline(shape, 0, 0, w, h)}" fill="{own.tint}" stroke="{own.strong}" stroke-width="3"/>')
    if shape != "question":
        parts.append(f'<path d="{stripe(shape, 0, 0, 20, h)}" fill="{colors.blank}"/>')
    return f'<g transform="translate({number(x)} {number(y)}) scale({scale})">{"".join(parts)}</g>'
