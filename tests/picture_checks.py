"""What must hold of any picture of ours, told from the text of the SVG alone.

`faults` returns what is wrong as (name of the check, what about it).  Names:
``markup``, ``text`` (runs out of its box, or is not as wide as the file says),
``boxes``, ``labels``, ``lines`` (run through boxes), ``ends`` (of lines),
``cuts`` (undercuts that point at no link), ``legend``, ``sizes``, ``contrast``, ``marks``.

To look at some files: ``python -m tests.picture_checks FILE.svg ...``
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.picture_geometry import Point, Rect, around, contains, distance, sampled
from tests.picture_reading import SVG, Drawn, Item, classes, read_svg

HEADLESS = {"assertion", "answer"}
KINDS = {
    "support": "supports",
    "rebut": "rebuts",
    "undermine": "undermines",
    "undercut": "undercuts a link",
    "limit": "limits",
    "conflict": "clash",
    "premise": "needed premise",
    "assertion": "assertion, no ground drawn",
    "variant": "variant of",
    "answer": "answers",
}
SHAPES = ("question", "claim", "support", "rebuttal")
EDITORIAL, FOLDED, BADGE = "thin: by the editor", "branch drawn as one box", "replies not drawn"
NO_CATEGORY, UNANSWERED = "none of these", "filled: unanswered"


class Fault(NamedTuple):
    check: str
    what: str


@dataclass
class BoxDrawn:
    """A box with all that is in it."""

    id: str
    shape: str
    items: list[Item]

    @cached_property
    def outline(self) -> Item:
        return next(item for item in self.items if item.name == "outline")

    @cached_property
    def polygon(self) -> tuple[Point, ...]:
        return self.outline.lines[0]

    @cached_property
    def rect(self) -> Rect:
        return self.outline.rect

    @cached_property
    def whole(self) -> Rect:
        """With what is behind it."""
        return around([point for item in self.items if item.name in ("outline", "behind") for point in item.rect.corners])

    def distance(self, point: Point) -> float:
        """How far a point is from its outline, or from that of the branch behind it."""
        return min(distance(item.lines[0], point) for item in self.items if item.name in ("outline", "behind"))

    @cached_property
    def stripe(self) -> Item | None:
        return next((item for item in self.items if item.name == "stripe"), None)

    @cached_property
    def badge(self) -> list[Item]:
        return [item for item in self.items if item.inside("badge")]

    @cached_property
    def mark(self) -> Item | None:
        """The letters on the stripe."""
        if self.stripe is None:
            return None
        return next((item for item in self.texts if item.rect.middle[0] < self.stripe.rect.right), None)

    @cached_property
    def texts(self) -> list[Item]:
        return [item for item in self.items if item.tag == "text" and not item.inside("badge")]

    @cached_property
    def words(self) -> list[Item]:
        """Text and caption."""
        return [item for item in self.texts if item is not self.mark]


@dataclass
class LinkDrawn:
    """A line from box or joint to box or joint."""

    kind: str
    is_editorial: bool
    tail: str
    head: str
    items: list[Item]

    @cached_property
    def line(self) -> tuple[Point, ...]:
        return self.items[0].lines[0]

    @cached_property
    def heads(self) -> list[Item]:
        return [item for item in self.items[1:] if item.lines[0] != self.line]

    @property
    def label(self) -> str:
        return f"{self.tail} {self.kind} {self.head}"

    @cached_property
    def points(self) -> list[Point]:
        return [point for item in self.items for point in item.points]


def _link(group: Element, items: list[Item]) -> LinkDrawn:
    kind, *more = classes(group)[1:]
    return LinkDrawn(kind, "editorial" in more, group.get("data-tail", ""), group.get("data-head", ""), items)


class Page:
    """A picture with its parts."""

    def __init__(self, svg: str) -> None:
        self.drawn: Drawn = read_svg(svg)
        self.boxes = [BoxDrawn(group.get("id", ""), classes(group)[-1], self.drawn.of(group)) for group in self.drawn.groups("box")]
        self.links = [_link(group, self.drawn.of(group)) for group in self.drawn.groups("link")]
        self.words = [self.drawn.of(group) for group in self.drawn.groups("word")]
        self.unanswered = self.drawn.groups("unanswered")
        self.joints = [item for item in self.drawn.items if item.name == "joint"]
        self.samples = [self.drawn.of(group) for group in self.drawn.groups("sample")]
        self.plates = self.drawn.groups("plate")
        self.on_page = [item for item in self.drawn.items if not item.groups and item.tag == "text"]
        """Title and notes."""

    @property
    def scale(self) -> float:
        (group,) = self.drawn.groups("map")
        return float(re.findall(r"scale\(([\d.]+)\)", group.get("transform", "scale(1)"))[0])

    def labels(self) -> Iterator[tuple[str, Rect, str]]:
        """Everything that is read beside the boxes: its name, its place, the id of the box it belongs to."""
        for items in self.words:
            yield f"word `{items[-1].text}`", items[0].rect, ""
        for box in self.boxes:
            if box.badge:
                yield f"badge of {box.id}", box.badge[0].rect, box.id
        for items in self.samples:
            yield f"legend `{items[-1].text}`", around([corner for item in items for corner in item.rect.corners]), ""
        for item in self.on_page:
            yield f"`{item.text[:30]}`", item.rect, ""
        for group in self.plates:
            (mark,) = (item for item in self.drawn.of(group) if item.tag == "text")
            yield "mark of the title", mark.rect, ""


def faults(svg: str, size: str = "auto", ids: Collection[str] | None = None, link_base: str | None = None) -> list[Fault]:
    """What is wrong with a picture."""
    page = Page(svg)
    found = [*markup(page, ids, link_base), *texts(page), *boxes(page), *labels(page), *lines(page), *ends(page), *legend(page)]
    return [*found, *contrast(page), *marks(page), *(sizes(page) if size == "16:9" else ())]


# Markup

_ALLOWED = {"svg", "title", "desc", "g", "a", "path", "rect", "circle", "text"}


def markup(page: Page, ids: Collection[str] | None, link_base: str | None) -> Iterator[Fault]:
    root = page.drawn.root
    for element in root.iter():
        tag = str(element.tag)
        if tag.removeprefix(SVG) not in _ALLOWED:
            yield Fault("markup", f"<{tag}>")
        for name, value in element.attrib.items():
            if name.lower().startswith("on") or "style" in name or "}" in name:
                yield Fault("markup", f"attribute {name}")
            if "url(" in value and name not in ("aria-label", "id", "data-tail", "data-head"):
                yield Fault("markup", f"{name}={value}")
        href = element.get("href")
        if href is not None and not href.startswith(f"{link_base.rstrip('/')}/" if link_base else "#"):
            yield Fault("markup", f"leads to {href}")
    found = Counter(element.get("id") for element in root.iter() if "id" in element.attrib)
    yield from (Fault("markup", f"id {id} occurs {count} times") for id, count in found.items() if count > 1)
    yield from (Fault("markup", f"no id {id}") for id in ids or () if id not in found)
    yield from _described(root)


def _described(root: Element) -> Iterator[Fault]:
    children = [str(child.tag).removeprefix(SVG) for child in root[:2]]
    if children != ["title", "desc"] or not all(child.text for child in root[:2]):
        yield Fault("markup", f"begins with {children}")
    if root.get("role") != "graphics-document document":
        yield Fault("markup", "the picture has no role")
    if root.get("aria-labelledby", "").split() != [child.get("id") for child in root[:2]]:
        yield Fault("markup", "title and description are not what it is labelled by")
    for group in root.iter(f"{SVG}g"):
        if set(classes(group)) & {"box", "plate"} and group.get("role") != "graphics-object":
            yield Fault("markup", f"{group.get('id')} has no role")
        if "box" in classes(group) and not group.get("aria-label"):
            yield Fault("markup", f"{group.get('id')} has no label")
        if "box" in classes(group) and group.find(f"{SVG}title") is None:
            yield Fault("markup", f"{group.get('id')} says nothing on hover")


# Text


def texts(page: Page) -> Iterator[Fault]:
    """Text lies within its box, beside stripe, fold and other text; and is as wide as the file says."""
    for box in page.boxes:
        for item in box.texts:
            if not all(contains(box.polygon, corner) for corner in item.rect.corners):
                yield Fault("text", f"{box.id}: `{item.text}` runs out of its box")
            stripe = box.stripe.rect if box.stripe is not None else None
            if stripe is not None and item is box.mark and not item.rect.within(stripe):
                yield Fault("text", f"{box.id}: the mark `{item.text}` runs out of the stripe")
            if stripe is not None and item is not box.mark and item.rect.overlaps(stripe):
                yield Fault("text", f"{box.id}: `{item.text}` lies on the stripe")
            if len(box.outline.lines) > 1 and item.rect.overlaps(around(list(box.outline.lines[1]))):
                yield Fault("text", f"{box.id}: `{item.text}` lies on the fold")
        read = [*box.words, *(item for item in box.badge if item.tag != "text")]
        for one, other in combinations(read, 2):
            if one.rect.overlaps(other.rect):
                yield Fault("text", f"{box.id}: `{one.text or 'badge'}` lies on `{other.text or 'badge'}`")
    for item in page.drawn.texts():
        if item.told is not None and item.natural and abs(item.told / item.natural - 1) > 0.03:
            yield Fault("text", f"`{item.text}` is told to be {item.told:.0f} px wide, and is {item.natural:.0f}")
        if item.told is None and len(item.text) > 1 and item.text.isascii():
            yield Fault("text", f"`{item.text}` is not told how wide it is")


# Boxes and labels


def boxes(page: Page) -> Iterator[Fault]:
    for one, other in combinations(page.boxes, 2):
        if one.whole.overlaps(other.whole):
            yield Fault("boxes", f"{one.id} lies on {other.id}")
    frames = [(group.get("id", ""), around([p for item in page.drawn.of(group) for p in item.rect.corners])) for group in page.plates]
    for box in page.boxes:
        if not box.whole.within(page.drawn.page.grown(-4)):
            yield Fault("boxes", f"{box.id} leaves the page")
        yield from (Fault("boxes", f"{box.id} lies on the title") for _, frame in frames if box.whole.overlaps(frame))


def labels(page: Page) -> Iterator[Fault]:
    read = list(page.labels())
    for name, rect, owner in read:
        yield from (Fault("labels", f"{name} lies on {box.id}") for box in page.boxes if box.id != owner and rect.overlaps(box.whole))
        if not rect.within(page.drawn.page.grown(-4)):
            yield Fault("labels", f"{name} leaves the page")
    for (one, first, _), (other, second, _) in combinations(read, 2):
        if first.overlaps(second):
            yield Fault("labels", f"{one} lies on {other}")
    for joint in page.joints:
        yield from (Fault("labels", f"a joint lies on {box.id}") for box in page.boxes if joint.rect.overlaps(box.whole))
        yield from (Fault("labels", f"a joint lies on {name}") for name, rect, _ in read if joint.rect.overlaps(rect))
    for items in page.words:
        if not items[-1].rect.within(items[0].rect):
            yield Fault("labels", f"the word `{items[-1].text}` runs out of its frame")
    for group in page.plates:
        frame = next(item for item in page.drawn.of(group) if item.name == "outline")
        for item in page.on_page:
            if item.rect.overlaps(frame.rect) and not all(contains(frame.lines[0], corner) for corner in item.rect.corners):
                yield Fault("labels", f"the title `{item.text[:30]}` runs out of its frame")


# Lines


def lines(page: Page) -> Iterator[Fault]:
    """No line runs through a box, be it one at which it ends."""
    inner = [(box, box.rect.grown(-3)) for box in page.boxes]
    for link in page.links:
        path = list(sampled(link.line))
        span = around(path)
        for box, rect in inner:
            if span.overlaps(rect, -1) and any(rect.left < x < rect.right and rect.top < y < rect.bottom for x, y in path):
                yield Fault("lines", f"{link.label} runs through {box.id}")
        if not span.within(page.drawn.page):
            yield Fault("lines", f"{link.label} leaves the page")


def hidden_crossings(page: Page) -> Iterator[Fault]:
    """Lines that run on under the word of another link: not wrong, but not easy to follow."""
    for link in page.links:
        path = list(sampled(link.line))
        for items in page.words:
            rect = items[0].rect.grown(-3)
            crossed = [point for point in path if rect.left < point[0] < rect.right and rect.top < point[1] < rect.bottom]
            if crossed:
                yield Fault("crossings", f"{link.label} runs under the word `{items[-1].text}`")


def ends(page: Page) -> Iterator[Fault]:
    """Every line ends at the boxes that it names, else at a joint; heads lie at what they point at."""
    boxes = {box.id: box for box in page.boxes}
    joints = [*(item.lines[0] for item in page.joints), *(items[0].lines[0] for items in page.words)]
    for number, link in enumerate(page.links):
        for id in (link.tail, link.head):
            if id in boxes:
                yield from _ends_at(link, boxes[id], page.scale)
            else:  # a joint, or a bend, where nothing is drawn but the line that goes on
                others = [other.line for at, other in enumerate(page.links) if at != number and id in (other.tail, other.head)]
                if min((distance(line, point) for line in [*joints, *others] for point in link.points), default=99) > 5 * page.scale:
                    yield Fault("ends", f"{link.label} does not reach {id}")


def _ends_at(link: LinkDrawn, box: BoxDrawn, scale: float) -> Iterator[Fault]:
    near = min(map(box.distance, link.points))
    if near > 2.5 * scale:
        yield Fault("ends", f"{link.label} ends {near:.0f} px from {box.id}")
    if box.id != link.head or link.kind in HEADLESS:
        return
    if min((box.distance(point) for item in link.heads for point in item.points), default=99) > 2.5 * scale:
        yield Fault("ends", f"{link.label} has no head at {box.id}")
    if link.kind == "undercut":
        yield Fault("cuts", f"{link.label} points at a box")


# The legend


def legend(page: Page) -> Iterator[Fault]:
    """It holds exactly what is used, and shows it as it is drawn."""
    named = [items[-1].text for items in page.samples]
    expected = Counter(KINDS[kind] for kind in {link.kind for link in page.links})
    expected += Counter({box.shape for box in page.boxes})
    expected += Counter([BADGE] if any(box.badge for box in page.boxes) else [])
    expected += Counter([FOLDED] if any(item.name == "behind" for item in page.drawn.items) else [])
    expected += Counter([EDITORIAL] if any(link.is_editorial for link in page.links) else [])
    expected += Counter([UNANSWERED] if _is_filled(page) else [])
    samples = {items[-1].text: items for items in page.samples}
    used = {(box.mark.text, box.stripe.fill) for box in page.boxes if box.mark is not None and box.stripe is not None}
    expected += Counter([NO_CATEGORY] if used and any(box.mark is None and box.shape != "question" for box in page.boxes) else [])
    shown = [(items[1].text, items[0].fill) for items in page.samples if _is_category(items)]
    for missing in used - set(shown):
        yield Fault("legend", f"the category {missing} is not explained")
    for idle in set(shown) - used:
        yield Fault("legend", f"the category {idle} is explained and not used")
    rest = Counter(named) - Counter(items[-1].text for items in page.samples if _is_category(items))
    for text in (expected - rest) + (rest - expected):
        yield Fault("legend", f"`{text}` is named {rest[text]} times instead of {expected[text]}")
    for kind in {link.kind for link in page.links}:
        if KINDS[kind] in samples:
            plain = [link for link in page.links if link.kind == kind and not link.is_editorial]
            looks = {_look(link.items[0], page.scale) for link in plain} - {_look(samples[KINDS[kind]][0], 1)}
            yield from (Fault("legend", f"{kind} is drawn as {look}, unlike its sample") for look in looks)


def _is_category(items: list[Item]) -> bool:
    return len(items) > 2 and items[0].tag == "rect" and items[-1].text != BADGE


def _is_filled(page: Page) -> bool:
    """Whether a word or the cross of an undercut stands on the colour of its line."""
    crosses = [item for link in page.links if link.kind == "undercut" for item in link.heads if item.tag == "circle"]
    return any(item.fill == item.stroke for item in [*crosses, *(items[0] for items in page.words)])


def _look(item: Item, scale: float) -> tuple[str | None, str, float]:
    return item.stroke, item.attributes.get("stroke-dasharray", ""), round(item.width / scale, 1)


# Sizes, contrast, marks


def sizes(page: Page) -> Iterator[Fault]:
    """At 1920 x 1080 node text has 28 px and everything else 20."""
    if page.drawn.page[2:] != (1920, 1080):
        yield Fault("sizes", f"the page is {page.drawn.page}")
    for item in page.drawn.texts():
        if item.size < 19.99:
            yield Fault("sizes", f"`{item.text}` is {item.size:.1f} px high")
    for box in page.boxes:
        text = [item for item in box.words if item.fill == box.words[0].fill]  # captions are paler
        if not text or min(item.size for item in text) < 27.99:
            yield Fault("sizes", f"the text of {box.id} is too small")


def contrast(page: Page) -> Iterator[Fault]:
    """Text has 4.5:1 to what it stands on, lines and outlines 3:1 to the page."""
    filled = [item for item in page.drawn.items if item.fill is not None and item.tag != "text"]
    ground = next(item.fill for item in filled if item.name == "page")
    assert ground is not None
    for item in page.drawn.texts():
        under = [each for each in filled if each.order < item.order and contains(each.lines[0], item.rect.middle)]
        below = under[-1].fill
        assert below is not None
        assert item.fill is not None
        if ratio(item.fill, below) < 4.5:
            yield Fault("contrast", f"`{item.text}`: {item.fill} on {below} is {ratio(item.fill, below):.2f}:1")
    stroked = {item.stroke for item in page.drawn.items if item.stroke is not None and item.stroke != ground}
    heads = {item.fill for link in page.links for item in link.heads if item.fill not in (None, ground) and item.stroke is None}
    for color in stroked | {each for each in heads if each is not None and each != "#000000"}:
        if ratio(color, ground) < 3:
            yield Fault("contrast", f"lines of {color} on {ground} are {ratio(color, ground):.2f}:1")


def ratio(one: str, other: str) -> float:
    """Of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def marks(page: Page) -> Iterator[Fault]:
    """Without colour, categories differ by their marks: no mark stands for two colours or names."""
    named = Counter(items[1].text for items in page.samples if _is_category(items))
    yield from (Fault("marks", f"`{mark}` stands for {count} categories") for mark, count in named.items() if count > 1)
    for mark in {box.mark.text for box in page.boxes if box.mark is not None}:
        fills = {box.stripe.fill for box in page.boxes if box.mark is not None and box.stripe is not None and box.mark.text == mark}
        if len(fills) > 1:
            yield Fault("marks", f"`{mark}` has the colours {fills}")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        content = Path(name).read_text(encoding="utf-8")
        ElementTree.fromstring(content)
        for fault in [*faults(content), *hidden_crossings(Page(content))]:
            print(f"{name}: {fault.check}: {fault.what}")
