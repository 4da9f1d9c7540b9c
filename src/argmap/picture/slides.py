"""Slides: pictures of boxes or of words, with what the speaker says to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from argmap.layout import Layout
from argmap.palette import Theme
from argmap.picture.fit import Size
from argmap.picture.page import MARGIN, Picture, Words
from argmap.picture.scene import CAPTION, LEADING, TEXT, TITLE, Scene
from argmap.typesetting import set_lines, text_width

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

HANGING = 36.0
"""How far the second line of a row is set in, and each level of a list, in px."""

GAP = 10.0
"""The space between two rows, in px."""

_LARGEST_ROW = 12  # so many lines of one entry are shown at most


class Entry(NamedTuple):
    """Something that a slide of words says: ``aside`` stands at the right of it."""

    text: str
    aside: str = ""
    level: int = 0
    size: float = TEXT
    bold: bool = False
    role: Literal["ink", "muted"] = "ink"
    before: float = 0.0
    """More space above it, in px, where it is not the first."""


class Row(NamedTuple):
    """An entry in its place: ``top`` and ``height`` in px of the page."""

    entry: Entry
    lines: tuple[str, ...]
    x: float
    top: float
    width: float
    height: float

    @property
    def text(self) -> str:
        """What is shown of the entry, unbroken."""
        return unbroken(self.entry.text, self.lines)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; ``picture`` holds all of it, ``rows`` again what is said in words."""

    kind: Literal["title", "words", "picture"]
    title: str
    picture: Picture
    notes: str = ""
    rows: tuple[Row, ...] = ()
    ids: tuple[str, ...] = ()
    """The nodes and questions that are drawn."""


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides one after the other, all of one size."""

    title: str
    slides: tuple[Slide, ...]


def unbroken(text: str, lines: Sequence[str]) -> str:
    """A text that was broken into lines as one again; what was left out stays so."""
    is_cut = bool(lines) and lines[-1].endswith(ELLIPSIS) and not text.rstrip().endswith(ELLIPSIS)
    return " ".join(lines) if is_cut else text


def title_slide(title: str, entries: Sequence[Entry], size: Size, theme: Theme, notes: str) -> Slide:
    """The first slide: the title, and below it what it is about; what does not fit is left out."""
    width = size.width - 6 * MARGIN
    large = TITLE * 1.45
    lines = set_lines(title, large, width, bold=True, most=4)
    top = size.height * 0.2
    words = [Words(line, 3 * MARGIN, top + number * large * LEADING + large * 0.95, large, True) for number, line in enumerate(lines)]
    top += len(lines) * large * LEADING + 1.5 * MARGIN
    rows = list(_set(entries, 3 * MARGIN, top, width))
    rows = [row for row in rows if row.top + row.height <= size.height - MARGIN]
    return Slide("title", title, _words_only(title, size, theme, (*words, *_words_of(rows))), notes, tuple(rows))


def word_slides(title: str, entries: Sequence[Entry], size: Size, theme: Theme, notes: str = "") -> list[Slide]:
    """Entries on as many slides as they take."""
    width = size.width - 2 * MARGIN
    bottom = size.height - MARGIN
    start = MARGIN + TITLE * LEADING + 1.2 * MARGIN
    pages: list[list[Row]] = [[]]
    for row in _set(entries, MARGIN, start, width, _aside(entries)):
        page = pages[-1]
        if page and _following(page[-1], row) + row.height > bottom:
            heading = [page.pop()._replace(top=start)] if len(page) > 1 and page[-1].entry.before else []
            page = heading
            pages.append(page)
        page.append(row._replace(top=_following(page[-1], row) if page else start))
    slides = []
    for number, page in enumerate(pages, start=1):
        name = f"{title} ({number}/{len(pages)})" if len(pages) > 1 else title
        head = Words(set_lines(name, TITLE, width, bold=True, most=1)[0], MARGIN, MARGIN + TITLE * 0.93, TITLE, True)
        slides.append(Slide("words", name, _words_only(name, size, theme, (head, *_words_of(page))), notes, tuple(page)))
    return slides


def _aside(entries: Iterable[Entry]) -> float:
    """The width of the column at the right."""
    return max((text_width(entry.aside, CAPTION) + HANGING for entry in entries if entry.aside), default=0.0)


def _set(entries: Iterable[Entry], x: float, top: float, width: float, aside: float = 0.0) -> Iterable[Row]:
    """Entries one below the other."""
    for number, entry in enumerate(entries):
        top += entry.before if number else 0.0
        inset = entry.level * HANGING
        room = width - inset - aside - HANGING
        lines = set_lines(entry.text, entry.size, room, bold=entry.bold, most=_LARGEST_ROW) or [""]
        height = len(lines) * entry.size * LEADING
        yield Row(entry, tuple(lines), x + inset, top, width - inset, height)
        top += height + GAP


def _following(before: Row, row: Row) -> float:
    """Where a row begins that follows another one."""
    return before.top + before.height + GAP + row.entry.before


def _words_of(rows: Iterable[Row]) -> Iterable[Words]:
    for row in rows:
        entry = row.entry
        base = row.top + entry.size * 0.95
        for number, line in enumerate(row.lines):
            inset = HANGING if number else 0.0
            yield Words(line, row.x + inset, base + number * entry.size * LEADING, entry.size, entry.bold, entry.role)
        if entry.aside:
            yield Words(entry.aside, row.x + row.width - text_width(entry.aside, CAPTION), base, CAPTION, role="muted")


def _words_only(title: str, size: Size, theme: Theme, words: tuple[Words, ...]) -> Picture:
    return Picture(
        width=size.width,
        height=size.height,
        points=size.points,
        title=title,
        description=" ".join(each.text for each in words),
        plate=None,
        words=words,
        samples=(),
        scene=Scene((), (), (), {}),
        layout=Layout(0, 0, {}, {}),
        scale=1,
        left=0,
        top=0,
        direction="right",
        theme=theme,
        categories={},
    )
