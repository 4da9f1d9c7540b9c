"""The picture of the page: our SVG without a colour or a font in it, for the style sheet holds those."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from argmap.display import visible
from argmap.page.forest import Hold, Spot
from argmap.page.tidy import GUTTER, WIDTH, Place, Tidy
from argmap.picture.compose import LEADING, PADDING, RISE, STRIPE
from argmap.picture.page import Category
from argmap.picture.scene import CAPTION, HEAD, TEXT, Box, Kind
from argmap.picture.stroke import symbol

MEASURE = WIDTH - STRIPE - 2 * PADDING
"""The longest line of text in px."""

WORDS: dict[Hold, str] = {"rebut": "rebut", "undermine": "undermine", "undercut": "undercut", "limit": "limit", "conflict": "clash"}
"""The links that have a word on them."""

_MARGIN = 40
_TRUNK = 60  # how far left of its claims the line to a question runs
_LANES: dict[Hold, int] = {"premise": 22, "undercut": 52}  # how far left of a box what joins or cuts its link meets it
_STRAIGHT = 175  # how far a link runs straight from its box before it bends
_PILL, _WORD = 104, -118  # how wide the frame of a word is, and where its middle stands
_CUT = 18


def picture(
    spots: Sequence[Spot], tidy: Tidy, boxes: Mapping[str, Box], category_of: Callable[[str], Category | None], labels: tuple[str, str]
) -> Iterator[str]:
    """The SVG, its links before its boxes, both in the order of the spots; ``labels`` are the ids of its title and description.

    It is short, for there may be thousands of boxes: what is the same for all
    boxes or links of a kind is said in the style sheet or in the definitions.
    """
    width, height = tidy.width + 2 * _MARGIN, tidy.height + 2 * _MARGIN
    yield (
        f'<svg class="map" role="group" aria-labelledby="{labels[0]}" aria-describedby="{labels[1]}" width="{width}" height="{height}"'
        f' viewBox="{-_MARGIN} {-_MARGIN} {width} {height}">\n'
    )
    yield definitions()
    yield '<g class="links" aria-hidden="true">\n'
    for spot in spots:
        yield _link(spot, tidy)
    yield "</g>\n<g>\n"
    for spot in spots:
        yield _box(spot, tidy.places[spot.id], boxes[spot.id], category_of(spot.id))
    yield "</g>\n</svg>\n"


def definitions() -> str:
    """Heads and words of links, drawn once: where they stand from the corner of the box that the link leaves, but for their height."""
    parts = []
    kinds: tuple[Kind, ...] = ("support", "rebut", "undermine", "undercut", "limit", "conflict")
    for kind in kinds:
        head = symbol(kind, (HEAD - GUTTER, 0), (-GUTTER, 0), "currentColor", "#")
        head = head.replace('fill="#"', 'class="hollow"').replace(' stroke="currentColor"', "")
        parts.append(f'<g id=".{kind}">{head}</g>')
    for hold, word in WORDS.items():
        frame = f'<rect class="pill" x="{_WORD - _PILL // 2}" y="-15" width="{_PILL}" height="30" rx="9"/>'
        parts.append(f'<g id=".{hold}-word">{frame}<text class="word" x="{_WORD}" y="7">{word}</text></g>')
    return f"<defs>{''.join(parts)}</defs>\n"


def _link(spot: Spot, tidy: Tidy) -> str:
    """How a box hangs on another, moved to the corner of the box; empty for one that hangs on nothing."""
    if not spot.above:
        return "<g></g>\n"
    place, above = tidy.places[spot.id], tidy.places[spot.above]
    own = place.height // 2
    thin = " thin" if spot.link is not None and spot.link.editorial else ""
    if spot.is_beside:
        drawn = _beside(spot.hold, own, above.middle - place.y)
    elif spot.hold in ("answer", "part"):
        drawn = f'<path d="M0 {own}H{-_TRUNK}V{above.middle - place.y}H{-GUTTER}"/>'
    else:
        slots = tidy.slots(spot.above)
        drawn = _across(spot.hold, own, above.y + slots[tidy.right[spot.above].index(spot.id)] - place.y)
    return f'<g class="{spot.hold}{thin}" transform=translate({place.x},{place.y})>{drawn}</g>\n'


def _beside(hold: Hold, own: int, to: int) -> str:
    """Up to the link of what it stands below: a premise joins that in a dot, an undercut cuts it with a cross."""
    lane = -_LANES[hold]
    end = f"<circle cx={lane} cy={to} r=7 />" if hold == "premise" else f'<path class="cross" d="M{lane - 8} {to - 8}l16 16m0-16l-16 16"/>'
    return f'<path d="M0 {own}H{lane}V{to}"/>{end}'


def _across(hold: Hold, own: int, to: int) -> str:
    """Through the gutter to the box on the left, its word on the straight part, its head at the end."""
    has_head = hold not in ("variant", "premise")
    last = -GUTTER + (int(HEAD) if has_head else 0)
    bend = (-_STRAIGHT + last) // 2
    path = f'<path d="M0 {own}H{-_STRAIGHT}C{bend} {own} {bend} {to} {last} {to}"/>'
    head = f"<use href=#.{hold} y={to} />" if has_head else ""
    word = f"<use href=#.{hold}-word y={own} />" if hold in WORDS else ""
    return path + head + word


def _box(spot: Spot, place: Place, box: Box, category: Category | None) -> str:
    """A box with its lines, linked to its text further down the page."""
    colored = f" c{category.number}" if category is not None and category.number is not None else ""
    parts = [_outline(box, place.height)]
    inset = PADDING + 12
    if box.shape != "question":
        inset = STRIPE + PADDING
        parts.append(f"<rect class={'stripe' if category is not None else 'blank'} height={place.height - 14} />")
        if category is not None:
            parts.append(f"<text class=mark x=20 y={place.height // 2 + 8}>{escape(category.mark)}</text>")
    parts.append(_lines(box.lines, inset, RISE + TEXT * 0.95, TEXT * LEADING, ""))
    below = RISE + len(box.lines) * TEXT * LEADING + 4
    if box.caption:
        parts.append(_lines(box.caption, inset, below + CAPTION * 0.95, CAPTION * LEADING, " class=by"))
    where = f"transform=translate({place.x},{place.y})"
    return f'<a class="box {box.shape}{colored}" href="#{quote(visible(spot.id))}" {where}>{"".join(parts)}</a>\n'


def _lines(lines: Sequence[str], x: float, first: float, leading: float, attributes: str) -> str:
    drawn = "".join(
        f"<tspan x={x:.0f} y={first + number * leading:.0f}>{escape(line, quote=False)}</tspan>" for number, line in enumerate(lines)
    )
    return f"<text{attributes}>{drawn}</text>"


def _outline(box: Box, height: int) -> str:
    """The outlines differ by type as in the pictures: round corners, a folded one, cut ones, round ends."""
    if box.shape == "rebuttal":
        across, down = WIDTH - 2 * _CUT, height - 2 * _CUT
        path = f"M{_CUT} 0h{across}l{_CUT} {_CUT}v{down}l-{_CUT} {_CUT}h-{across}l-{_CUT}-{_CUT}v-{down}z"
    elif box.shape == "support":
        path = f"M0 0H{WIDTH - 16}l16 16V{height}H0zM{WIDTH - 16} 0v16h16"
    else:
        return f"<rect class=outline height={height} />"
    return f'<path class=outline d="{path}"/>'
