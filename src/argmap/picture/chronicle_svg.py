"""A drawn timeline as SVG text."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import cast

from argmap.entries import is_valid_id
from argmap.palette import THEMES, Colors, Pair, pair
from argmap.picture.axis import GREAT
from argmap.picture.cards import Card, Shape
from argmap.picture.chronicle import AXIS, CHIP, GLYPH, TEXT, Chronicle, Placed, reader_width, text_height
from argmap.picture.outline import outline
from argmap.picture.page import MARGIN, Sample, SampleType, Words
from argmap.picture.samples import drawn
from argmap.picture.scene import CAPTION, LEADING
from argmap.picture.svg import FONTS
from argmap.picture.svg_parts import number, opening, text
from argmap.typesetting import text_width

_BAR = 14.0
_DASH = ' stroke-dasharray="6 5"'
_SECTION = "\N{SECTION SIGN}"


def chronicle_svg(picture: Chronicle) -> str:
    """The timeline as one SVG document: text is text, each card a group with its id, no script, no style sheet, nothing from elsewhere."""
    return "".join(_Writer(picture).lines())


class _Writer:
    def __init__(self, picture: Chronicle) -> None:
        self.picture = picture
        self.colors: Colors = THEMES[picture.theme]

    def lines(self) -> Iterable[str]:
        p = self.picture
        yield opening(p.width, p.height, p.title, p.description, FONTS, self.colors.page)
        for words in p.frame.words:
            yield self._words(words)
        yield from self._axis()
        for n, each in enumerate(p.cards):
            yield self._card(each, each.card.id if is_valid_id(each.card.id) else f"argmap.{n}")
        yield '<g class="legend" role="graphics-object" aria-label="legend">\n'
        for sample in p.frame.samples:
            yield self._sample(sample)
        yield "</g>\n</svg>\n"

    def _words(self, words: Words) -> str:
        fill = self.colors.ink if words.role == "ink" else self.colors.muted
        return text(words.text, words.x, words.y, words.size, fill, words.bold) + "\n"

    def _axis(self) -> Iterator[str]:
        p, colors = self.picture, self.colors
        top, line, bottom = p.axis, p.axis + AXIS - 8, p.frame.bottom
        yield '<g class="axis" role="graphics-object" aria-label="axis">\n'
        for tick in p.ticks:
            yield f'<path d="M{number(tick.x)} {number(line)}V{number(bottom)}" stroke="{colors.blank}" stroke-width="2"/>\n'
            start, color = (top + 4, colors.other) if tick.is_great else (top + 36, colors.blank)
            yield f'<path d="M{number(tick.x)} {number(start)}V{number(line)}" stroke="{color}" stroke-width="2"/>\n'
            size, y = (GREAT, top + 26) if tick.is_great else (CAPTION, top + 56)
            if tick.word and tick.x + 8 + text_width(tick.word, size, tick.is_great) < p.width - 8:
                yield text(tick.word, tick.x + 8, y, size, colors.ink if tick.is_great else colors.muted, tick.is_great) + "\n"
        yield f'<path d="M{number(MARGIN)} {number(line)}H{number(p.width - MARGIN)}" stroke="{colors.ink}" stroke-width="3"/>\n</g>\n'

    def _pair(self, card: Card) -> Pair:
        if card.shape == "document":
            return self.colors.question
        category = self.picture.categories.get(card.category)
        return pair(self.colors, category.number if category is not None else None)

    def _card(self, each: Placed, name: str) -> str:
        card = each.card
        own = self._pair(card)
        middle = each.y + GLYPH / 2 + 2
        parts = [f"<title>{escape(card.hint)}</title>", *self._bar(each, own, middle)]
        category = self.picture.categories.get(card.category)
        parts.append(self._glyph(card.shape, each.begin, middle, own, category.mark if category is not None else "", card.time.is_marked))
        parts += self._text_of(each, own)
        label = escape(f"{card.shape}: {card.hint}")
        return f'<g class="{card.shape}" id="{name}" role="graphics-object" aria-label="{label}">{"".join(parts)}</g>\n'

    def _bar(self, each: Placed, own: Pair, middle: float) -> Iterator[str]:
        if each.end - each.begin < 2:
            return
        dash = _DASH if each.card.time.is_marked else ""
        yield _bar(each.begin, each.end, middle, self.colors.page, own.strong, dash)
        if each.sure is not None:
            yield _bar(*each.sure, middle, own.strong, own.strong, "")
        if each.after:
            yield _arrow(each.end, middle, 1, own.strong)
        if each.before:
            yield _arrow(each.begin - GLYPH / 2 - 2, middle, -1, own.strong)

    def _glyph(self, shape: Shape, x: float, middle: float, own: Pair, mark: str, is_marked: bool) -> str:
        """What is in a card by its shape, with the letters of its category."""
        dash = ' stroke-dasharray="10 8"' if is_marked else ""
        half = GLYPH / 2
        if shape == "document":
            fill, ink = (own.tint, own.strong) if is_marked else (own.strong, self.colors.on_strong)
            place = f'cx="{number(x)}" cy="{number(middle)}" r="{number(half)}"'
            ring = f'<circle {place} fill="{fill}" stroke="{own.strong}" stroke-width="2.5"{_DASH if is_marked else ""}/>'
            return ring + text(_SECTION, x, middle + 8, 22, ink, True, "middle")
        side = GLYPH / 0.6
        fill, ink = (own.strong, self.colors.on_strong) if mark and not is_marked else (own.tint, own.strong)
        path = outline(shape, 0, 0, side, side)
        frame = f'<path d="{path}" fill="{fill}" stroke="{own.strong}" stroke-width="4"{dash}/>'
        placed = f'<g transform="translate({number(x - half)} {number(middle - half)}) scale(0.6)">{frame}</g>'
        return placed + (text(mark, x, middle + 7, 20, ink, True, "middle") if mark else "")

    def _text_of(self, each: Placed, own: Pair) -> Iterator[str]:
        colors, card = self.colors, each.card
        y = each.y + 36
        place = f'x="{number(each.left - 5)}" y="{number(y)}" width="{number(each.wide + 10)}" height="{number(text_height(each) + 6)}"'
        yield f'<rect {place} fill="{colors.page}"/>'
        yield f'<path d="M{number(each.left)} {number(y)}H{number(each.left + each.wide)}" stroke="{own.strong}" stroke-width="2"/>'
        y += 3
        is_one = len(card.readers) == 1
        lines = [
            *((line, CAPTION, own.strong, True, 0.0) for line in each.when),
            *((line, TEXT, colors.ink, False, 0.0) for line in each.lines),
            *((line, CAPTION, colors.muted, False, CHIP * is_one) for line in each.caption),
        ]
        for words, size, fill, bold, inset in lines:
            yield text(words, each.left + inset, y + size * 0.95, size, fill, bold)
            y += size * LEADING
        if is_one:
            yield self._chip(card.readers[0][0], each.left, y - len(each.caption) * CAPTION * LEADING)
            return
        x = each.left
        for key, count in card.readers:
            yield self._chip(key, x, y + 3)
            yield text(str(count), x + CHIP - 4, y + CAPTION + 1, CAPTION, colors.muted, True)
            x += reader_width(count)

    def _chip(self, key: str, x: float, y: float) -> str:
        """The letters of a category in its colour."""
        type: SampleType = "category" if key in self.picture.categories else "none"
        return drawn(Sample(type, key, x - 4, y, 42, 24, Words("", 0, 0, 0)), self.picture.categories, self.colors)

    def _sample(self, sample: Sample) -> str:
        if sample.type != "date":
            return f'<g class="sample">{drawn(sample, self.picture.categories, self.colors)}{self._words(sample.words).strip()}</g>\n'
        middle, left, right = sample.y + sample.height / 2, sample.x, sample.x + sample.width
        own = self.colors.none
        if sample.key == "lasts":
            shown = _bar(left, right, middle, own.strong, own.strong, "")
        elif sample.key == "within":
            shown = _bar(left, right, middle, self.colors.page, own.strong, "")
        elif sample.key == "marked":
            shown = _bar(left, right, middle, self.colors.page, own.strong, _DASH)
        elif sample.key == "beyond":
            shown = _bar(left, right - 12, middle, own.strong, own.strong, "") + _arrow(right - 12, middle, 1, own.strong)
        else:
            pair_of = self.colors.question if sample.key == "document" else own
            shown = self._glyph(cast(Shape, sample.key), left + sample.width / 2, middle, pair_of, "", False)
        return f'<g class="sample">{shown}{self._words(sample.words).strip()}</g>\n'


def _bar(begin: float, end: float, middle: float, fill: str, stroke: str, dash: str) -> str:
    place = f'x="{number(begin)}" y="{number(middle - _BAR / 2)}" width="{number(max(1.0, end - begin))}" height="{number(_BAR)}"'
    return f'<rect {place} rx="3" fill="{fill}" stroke="{stroke}" stroke-width="2"{dash}/>'


def _arrow(x: float, middle: float, way: int, color: str) -> str:
    """The head at the end of what goes on beyond the axis."""
    tip = x + way * 14
    points = [(x, middle - 13), (tip, middle), (x, middle + 13)]
    return f'<path d="M{"L".join(f"{number(a)} {number(b)}" for a, b in points)}Z" fill="{color}"/>'
