"""A timeline as a picture: an axis to scale, and what happened in lanes below it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from argmap.dates import DateRange
from argmap.display import counted
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap
from argmap.palette import Theme
from argmap.picture.axis import Scale, Tick, ticks, window
from argmap.picture.cards import Card, Kinds, Shape, cards_of
from argmap.picture.fit import SIZES, SizeName
from argmap.picture.page import MARGIN, Category, Frame, LegendEntry, framed
from argmap.picture.room import Reach, Room
from argmap.picture.scene import CAPTION, LEADING
from argmap.timeline import Timeline
from argmap.times import Time
from argmap.typesetting import set_lines, text_width

TEXT = 24.0
"""The font size of what happened: 12 pt on a slide."""

GLYPH = 30.0
CHIP = 44.0
"""How wide the letters of a category are with the space behind them."""

AXIS = 74.0
"""The height of the axis."""

_MARK_ROW = 36.0
_BELOW = 16.0
_BETWEEN = 22.0
_MEASURES = (330.0, 420.0, 270.0, 540.0)
"""The longest lines of text to try."""

_INSET = 34.0  # room for a mark at the beginning of the axis

_PATIENCE = 30  # so many cards in a row find no place before the picture counts as full
_MOST_CARDS = 1500
_ROUNDS = 3  # of placing cards, until the legend of what is drawn leaves room for it
_TALL = 1e6  # a page that has no height
_MOST_LINES = 12
_HIGHEST = 800.0  # more than a card with so many lines is high


class Placed(NamedTuple):
    """A card with its place, in px of the page."""

    card: Card
    y: float
    begin: float
    """Where the time begins, or the left end of the axis where that is outside of it."""
    end: float
    sure: tuple[float, float] | None
    """From where to where it lasts for sure; None for what does not."""
    before: bool
    """Whether it begins before the axis, or has no beginning."""
    after: bool
    left: float
    """Where its text begins."""
    wide: float
    """How wide its text is."""
    when: tuple[str, ...]
    lines: tuple[str, ...]
    caption: tuple[str, ...]


@dataclass(frozen=True)
class Chronicle:
    """All of a drawn timeline, with everything in its place."""

    width: float
    height: float
    title: str
    description: str
    frame: Frame
    scale: Scale
    ticks: tuple[Tick, ...]
    axis: float
    """Where the axis begins."""
    cards: tuple[Placed, ...]
    theme: Theme
    categories: Mapping[str, Category]
    left_out: str


class Wish(NamedTuple):
    """What is to be drawn, and how."""

    title: str
    size: SizeName
    theme: Theme
    span: DateRange
    """The time asked for; open ends are found from what there is."""
    kinds: Kinds
    categories: Callable[[Iterable[str]], Mapping[str, Category]]
    more: str
    """The command that shows what is left out."""


def chronicle(map: ArgumentMap, found: Timeline, wish: Wish) -> Chronicle:
    """Draw as much of a timeline as fits a page, what most nodes are about first.  Raises `ArgmapError`."""
    return _Drawer(map, found, wish).drawn()


class _Drawer:
    def __init__(self, map: ArgumentMap, found: Timeline, wish: Wish) -> None:
        self.map, self.wish = map, wish
        self.cards = [card for moment in found.moments for card in cards_of(map, moment, wish.kinds)]
        begin, end = window([card.time for card in self.cards], wish.span)
        self.size = SIZES[wish.size]
        self.is_bound = wish.size != "auto"
        self.width = self.size.width or SIZES["16:9"].width
        self.scale = Scale(begin, end, MARGIN + _INSET, self.width - MARGIN - GLYPH / 2)
        self.inside = [card for card in self.cards if self.scale.holds(card.time)]

    def drawn(self) -> Chronicle:
        """Everything in its place."""
        if not self.is_bound and len(self.inside) > _MOST_CARDS:
            raise ArgmapError(
                f"{len(self.inside):,} dates and documents are too many for one drawing: at most {_MOST_CARDS:,} are drawn",
                "narrow the time with `--since` and `--until`, or write less of it with an expression",
            )
        height = self.size.height if self.is_bound else _TALL
        placed = self._fitting(height)
        cards = [each.card for each in placed]
        frame = self._frame(height, cards)
        if not self.is_bound:
            height = _TALL - frame.bottom + 10 + max((each.y + self._extent(each) for each in placed), default=frame.top + 2 * AXIS)
            frame = self._frame(height, cards)
        left_out = self._left_out(cards)
        return Chronicle(
            self.width,
            height,
            self.wish.title,
            self._description(cards, left_out),
            frame,
            self.scale,
            tuple(ticks(self.scale)),
            frame.top,
            tuple(sorted(placed, key=lambda each: each.card.time.order)),
            self.wish.theme,
            self._categories(cards),
            left_out,
        )

    def _fitting(self, height: float) -> list[Placed]:
        """The cards that fit between the axis and the legend of exactly these cards."""
        order = sorted(self.inside, key=self._rank) if self.is_bound else self.inside
        frame = self._frame(height, [])
        top = frame.top + AXIS + 10
        placed: list[Placed] = []
        for _ in range(_ROUNDS):
            placed = self._placed(order, top, frame.bottom)
            frame = self._frame(height, [each.card for each in placed])
            if not self._out(placed, frame):
                return placed
        while out := self._out(placed, frame):
            placed = [each for each in placed if each not in out]
            frame = self._frame(height, [each.card for each in placed])
        return placed

    def _out(self, placed: Sequence[Placed], frame: Frame) -> list[Placed]:
        """The cards that reach into the legend."""
        return [each for each in placed if each.y + self._extent(each) > frame.bottom] if self.is_bound else []

    def _categories(self, cards: Sequence[Card]) -> Mapping[str, Category]:
        readers = [key for card in cards for key, _ in card.readers]
        return self.wish.categories([key for key in (*(card.category for card in cards), *readers) if key])

    def _rank(self, card: Card) -> float:
        """What most nodes are about comes first, documents before events, and what is of a day before what is of a month or a year."""
        begin, end = self.scale.extent(card.time)
        share = (end - begin) / (self.scale.right - self.scale.left)
        return -card.nodes * (2 if card.shape == "document" else 1) / (1 + 12 * share)

    def _placed(self, cards: Sequence[Card], top: float, bottom: float) -> list[Placed]:
        """The cards that find a place between ``top`` and ``bottom``, each as high as it can stand."""
        room = Room(self.width, bottom - top if self.is_bound else _HIGHEST * (len(cards) + 1))
        found: list[Placed] = []
        missed = 0
        for card in cards:
            best: Placed | None = None
            for measure in _MEASURES if self.is_bound else _MEASURES[:2]:
                for draft in self._set(card, measure):
                    high = self._extent(draft)
                    y = room.highest(self._bar(draft), _MARK_ROW, self._words(draft), high - _MARK_ROW)
                    if y is not None and (best is None or top + y + high < best.y + self._extent(best)):
                        best = draft._replace(y=top + y)
            if best is None:
                missed += 1
                if missed == _PATIENCE:
                    break
                continue
            missed = 0
            room.take(best.y - top, self._bar(best), _MARK_ROW, self._words(best), self._extent(best) - _MARK_ROW)
            found.append(best)
        return found

    def _bar(self, draft: Placed) -> Reach:
        return draft.begin - GLYPH - 4, draft.end + GLYPH / 2 + 4

    def _words(self, draft: Placed) -> Reach:
        return draft.left - 4, draft.left + draft.wide + _BETWEEN

    def _set(self, card: Card, measure: float) -> Iterator[Placed]:
        """A card with its text broken into lines, which begin or end below its mark; not yet at its height."""
        scale = self.scale
        begin, end = scale.extent(card.time)
        when = set_lines(card.when, CAPTION, measure, bold=True, most=2)
        lines = set_lines(card.text, TEXT, measure, most=_MOST_LINES)
        inset = CHIP if len(card.readers) == 1 else 0.0
        caption = set_lines(card.caption, CAPTION, measure - inset, most=3)
        draft = Placed(
            card, 0, begin, end, scale.sure(card.time), *scale.beyond(card.time), 0, 0, tuple(when), tuple(lines), tuple(caption)
        )
        captions = [inset + text_width(line, CAPTION) for line in caption]
        wide = max(readers_width(card), *(text_width(*line) for line in _measured(draft)), *captions)
        half = GLYPH / 2
        for left in (begin - half, begin - wide / 3, begin + half - wide) if self.is_bound else (begin - half,):
            yield draft._replace(wide=wide, left=max(scale.left - half, min(left, scale.right + half - wide)))

    def _extent(self, draft: Placed) -> float:
        return _MARK_ROW + text_height(draft) + _BELOW

    def _frame(self, height: float, shown: Sequence[Card]) -> Frame:
        notes = [self._left_out(shown)]
        return framed(self.width, height, self.wish.title, "", self._legend(shown), [note for note in notes if note])

    def _legend(self, shown: Sequence[Card]) -> list[list[LegendEntry]]:
        used = {card.category for card in shown if card.shape != "document"} | {key for card in shown for key, _ in card.readers}
        categories = self._categories(shown)
        kinds: list[LegendEntry] = [("category", key, each.name) for key, each in categories.items() if key in used]
        if kinds and any(key not in categories for key in used):
            kinds.append(("none", "", "none of these"))
        shapes = {card.shape for card in shown}
        names: tuple[Shape, ...] = ("document", "claim", "support", "rebuttal")
        kinds += [("date", name, name) for name in names if name in shapes]
        return [kinds, [("date", key, words) for key, words in self._times(shown)]]

    def _times(self, shown: Sequence[Card]) -> Iterator[tuple[str, str]]:
        extents = [(card.time, *self.scale.extent(card.time), self.scale.sure(card.time)) for card in shown]
        if any(sure is not None for *_, sure in extents):
            yield "lasts", "lasts"
        if any(not _is_point(time) and sure is None for time, *_, sure in extents) or any(_has_fringe(*each) for each in extents):
            yield "within", "some time in"
        if any(time.is_marked for time, *_ in extents):
            yield "marked", "circa, or uncertain"
        if any(True in self.scale.beyond(time) for time, *_ in extents):
            yield "beyond", "goes on beyond this"

    def _left_out(self, shown: Sequence[Card]) -> str:
        documents = [card for card in self.cards if card.shape == "document"]
        dates = len(self.cards) - len(documents)
        drawn = sum(card.shape == "document" for card in shown)
        parts = []
        if drawn < len(documents):
            parts.append(f"{drawn:,} of {counted(len(documents), 'document')}")
        if len(shown) - drawn < dates:
            parts.append(f"{len(shown) - drawn:,} of {counted(dates, 'date')} with events")
        told = f"{' and '.join(parts)} drawn" if parts else ""
        folded = sum(card.nodes - 1 for card in shown if card.shape != "document")
        if folded:
            told = f"{told}; " if told else ""
            told += f"of each date one node is written out, {counted(folded, 'more is', 'more are')} not"
        return f"{told[0].upper()}{told[1:]}. More: {self.wish.more}" if told else ""

    def _description(self, shown: Sequence[Card], left_out: str) -> str:
        documents = sum(card.shape == "document" for card in shown)
        what = f"{counted(documents, 'document')} and {counted(len(shown) - documents, 'date')} with events"
        return f"Timeline with {what}, on an axis to scale. {left_out}".strip()


def text_height(draft: Placed) -> float:
    """How high the text of a card is, in px."""
    is_apart = len(draft.card.readers) > 1
    captions = len(draft.when) + len(draft.caption) + is_apart
    return (captions * CAPTION + len(draft.lines) * TEXT) * LEADING + 6 * is_apart


def readers_width(card: Card) -> float:
    """How wide the numbers of those who cite a document are, in px."""
    return sum(reader_width(count) for _, count in card.readers) if len(card.readers) > 1 else 0.0


def reader_width(count: int) -> float:
    """How wide the letters of a category with a number behind them are, with the space to the next."""
    return CHIP + text_width(str(count), CAPTION, True) + 16


def _measured(draft: Placed) -> Iterator[tuple[str, float, bool]]:
    yield from ((line, CAPTION, True) for line in draft.when)
    yield from ((line, TEXT, False) for line in draft.lines)


def _is_point(time: Time) -> bool:
    return time.days.earliest == time.days.latest


def _has_fringe(time: Time, begin: float, end: float, sure: tuple[float, float] | None) -> bool:
    return sure is not None and (sure[0] - begin > 3 or end - sure[1] > 3)
