"""The picture of the page: our SVG without a colour or a font in it, for the style sheet holds those."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Literal

from argmap.page.forest import Hold, Spot
from argmap.page.tidy import GUTTER, WIDTH, Tidy
from argmap.palette import THEMES
from argmap.picture.compose import PADDING, STRIPE
from argmap.picture.page import Category
from argmap.picture.scene import CAPTION, HEAD, LEADING, TEXT, Box, Shape
from argmap.picture.stroke import symbol

MEASURE = WIDTH - STRIPE - 2 * PADDING
"""The longest line of text in px."""

WORDS: dict[Hold, str] = {"rebut": "rebut", "undermine": "undermine", "undercut": "undercut", "limit": "limit", "conflict": "clash"}
"""The links that have a word on them."""

HOLD_CLASSES: dict[Hold, str] = {
    "support": "ks",
    "rebut": "kr",
    "undermine": "km",
    "undercut": "ku",
    "limit": "kl",
    "conflict": "kc",
    "premise": "kp",
    "variant": "kv",
    "answer": "ka",
    "part": "kq",
}
"""How the style sheet and the script call the kinds of links: in one word each, for there are thousands."""
_HEADED: tuple[Literal["support", "rebut", "undermine", "undercut", "limit", "conflict"], ...] = (
    "support",
    "rebut",
    "undermine",
    "undercut",
    "limit",
    "conflict",
)
SHAPE_CLASSES: dict[Shape, str] = {"question": "q", "claim": "c", "support": "s", "rebuttal": "r"}

STRAIGHT = 175
"""How far a link runs straight from its box before it bends."""

MARGIN = 40
"""The space around all boxes in px."""

_TRUNK = 60  # how far left of its claims the line to a question runs
_LANES: dict[Hold, int] = {"premise": 22, "undercut": 52}  # how far left of a box what joins or cuts its link meets it
_PILL, _WORD = 104, -118  # how wide the frame of a word is, and where its middle stands
_CUT = 18
_LINES = 12  # so many lines of a box have their places from the style sheet


def picture(
    spots: Sequence[Spot], tidy: Tidy, boxes: Mapping[str, Box], category_of: Callable[[str], Category | None], labels: tuple[str, str]
) -> Iterator[str]:
    """The SVG, with the boxes in the order of the spots, each with the link by which it hangs.

    ``labels`` are the ids of its title and description.

    It is short, for there may be thousands of boxes: what is the same for all
    boxes or links of a kind is said in the style sheet or in the definitions.
    """
    width, height = tidy.width + 2 * MARGIN, tidy.height + 2 * MARGIN
    yield (
        f'<svg class="map" role="group" aria-labelledby="{labels[0]}" aria-describedby="{labels[1]}" width="{width}" height="{height}"'
        f' viewBox="{-MARGIN} {-MARGIN} {width} {height}">\n'
    )
    yield definitions()
    slots: dict[str, dict[str, int]] = {}
    for spot in spots:
        if spot.above and spot.above not in slots:
            slots[spot.above] = tidy.slots(spot.above)
        link = _link(spot, tidy, slots[spot.above]) if spot.above else ""
        yield _box(spot, tidy, boxes[spot.id], category_of(spot.id), link)
    yield "</svg>\n"


def definitions() -> str:
    """Heads and words of links, drawn once: where they stand from the corner of the box that the link leaves, but for their height."""
    parts = []
    for kind in _HEADED:
        head = symbol(kind, (HEAD - GUTTER, 0), (-GUTTER, 0), "currentColor", "#")
        head = head.replace('fill="#"', 'class="hollow"').replace(' stroke="currentColor"', "")
        parts.append(f'<g id=".{HOLD_CLASSES[kind]}">{head}</g>')
    for hold, word in WORDS.items():
        frame = f'<rect class="pill" x="{_WORD - _PILL // 2}" y="-15" width="{_PILL}" height="30" rx="9"/>'
        parts.append(f'<g id=".{HOLD_CLASSES[hold]}w">{frame}<text class="word" x="{_WORD}" y="7">{word}</text></g>')
    stripes = ("n", *(f"c{number}" for number in range(len(THEMES["light"].categories))))
    for name in stripes:
        stops = f'<stop class="{name} strong" offset="{STRIPE / WIDTH:.4f}"/><stop class="{name} tint" offset="{STRIPE / WIDTH:.4f}"/>'
        parts.append(f'<linearGradient id=".{name}" gradientUnits="userSpaceOnUse" x2="{WIDTH}">{stops}</linearGradient>')
    return f"<defs>{''.join(parts)}</defs>\n"


def line_places() -> str:
    """Where the lines of a box stand below its first one, as style sheet: there are thousands of lines."""
    return "\n".join(
        f".map text:not([class]):nth-of-type({number + 1}){{translate:0 {round(number * TEXT * LEADING)}px}}\n"
        f".map text:not([class])+.by:nth-of-type({number + 1}){{translate:0 {round(_caption_top(number))}px}}"
        for number in range(1, _LINES)
    )


def _caption_top(lines: int) -> float:
    """How far below the first line of a box its caption begins, in px."""
    return lines * TEXT * LEADING + 4 + (CAPTION - TEXT) * 0.95


def _link(spot: Spot, tidy: Tidy, slots: Mapping[str, int]) -> str:
    """How a box hangs on another, from the corner of the box."""
    place, above = tidy.places[spot.id], tidy.places[spot.above]
    own = place.height // 2
    if spot.is_beside:
        return _beside(spot.hold, own, above.middle - place.y)
    if spot.hold in ("answer", "part"):
        return f'<path d="M0 {own}H{-_TRUNK}V{above.middle - place.y}H{-GUTTER}"/>'
    return _across(spot.hold, own, above.y + slots[spot.id] - place.y)


def _beside(hold: Hold, own: int, to: int) -> str:
    """Up to the link of what it stands below: a premise joins that in a dot, an undercut cuts it with a cross."""
    lane = -_LANES[hold]
    end = f"<circle cx={lane} cy={to} r=7 />" if hold == "premise" else f'<path class=cross d="M{lane - 8} {to - 8}l16 16m0-16l-16 16"/>'
    return f'<path d="M0 {own}H{lane}V{to}"/>{end}'


def _across(hold: Hold, own: int, to: int) -> str:
    """Through the gutter to the box on the left, its word on the straight part, its head at the end."""
    has_head = hold in _HEADED
    last = -GUTTER + (int(HEAD) if has_head else 0)
    bend, rise, run = (last + STRAIGHT) // 2, to - own, last + STRAIGHT
    way = f"M0 {own}H{-STRAIGHT}c{bend} 0 {bend} {rise} {run} {rise}" if rise else f"M0 {own}H{last}"
    head = f"<use href=#.{HOLD_CLASSES[hold]} y={to} />" if has_head else ""
    word = f"<use href=#.{HOLD_CLASSES[hold]}w y={own} />" if hold in WORDS else ""
    return f'<path d="{way}"/>{head}{word}'


def _box(spot: Spot, tidy: Tidy, box: Box, category: Category | None, link: str) -> str:
    """A box with its lines and its link; the script makes it lead to its text further down the page."""
    place = tidy.places[spot.id]
    classes = [SHAPE_CLASSES[box.shape], *([HOLD_CLASSES[spot.hold]] if spot.above else [])]
    if category is not None and category.number is not None:
        classes.append(f"c{category.number}")
    if spot.link is not None and spot.link.editorial:
        classes.append("ed")
    parts = [link, _outline(box, place.height)]
    parts += _lines(box.lines, TEXT * LEADING, 0, "", _LINES)
    if box.caption:
        placed = int(0 < len(box.lines) < _LINES)
        parts += _lines(box.caption, CAPTION * LEADING, _caption_top(len(box.lines)), " class=by", placed)
    if category is not None:
        parts.append(f"<text class=mark x=18 y={place.height // 2 + 8}>{escape(category.mark)}</text>")
    return f'<a class="{" ".join(classes)}" transform=translate({place.x},{place.y})>{"".join(parts)}</a>\n'


def _lines(lines: Sequence[str], leading: float, top: float, attributes: str, placed: int = 0) -> Iterator[str]:
    """Lines of text; the style sheet moves them to where the first one of a box begins, and has the places of the first ``placed``."""
    for number, line in enumerate(lines):
        y = round(top + number * leading) if number >= placed else 0
        yield f"<text{attributes}{f' y={y}' if y else ''}>{escape(line, quote=False)}</text>"


def _outline(box: Box, height: int) -> str:
    """The outlines differ by type as in the pictures: round corners, a folded one, cut ones, round ends."""
    if box.shape == "rebuttal":
        across, down = WIDTH - 2 * _CUT, height - 2 * _CUT
        path = f"M{_CUT} 0h{across}l{_CUT} {_CUT}v{down}l-{_CUT} {_CUT}h-{across}l-{_CUT}-{_CUT}v-{down}z"
    elif box.shape == "support":
        path = f"M0 0H{WIDTH - 16}l16 16V{height}H0zM{WIDTH} 16h-16V0"
    else:
        return f"<rect class=o height={height} />"
    return f'<path class=o d="{path}"/>'
