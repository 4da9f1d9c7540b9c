"""How much of a selection fits a page, and in which direction and measure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Literal, NamedTuple

from argmap.errors import ArgmapError
from argmap.layout import Engine, Layout, lay_out_all, misread
from argmap.picture.compose import Composer
from argmap.picture.packing import packed, widest_rank
from argmap.picture.page import MARGIN, Frame
from argmap.picture.scene import Direction, Scene, is_across
from argmap.picture.source import check_load, engine_source, placed, statements

SizeName = Literal["16:9", "4:3", "a4", "a3", "auto"]


class Size(NamedTuple):
    """A page: px, and how many points a px has.  Text of 28 px is 14 pt on a slide and 11 pt on paper."""

    width: float
    height: float
    points: float


_SLIDE, _PAPER = 0.5, 11 / 28
SIZES: dict[SizeName, Size] = {
    "16:9": Size(1920, 1080, _SLIDE),
    "4:3": Size(1440, 1080, _SLIDE),
    "a4": Size(round(297 / 25.4 * 72 / _PAPER), round(210 / 25.4 * 72 / _PAPER), _PAPER),
    "a3": Size(round(420 / 25.4 * 72 / _PAPER), round(297 / 25.4 * 72 / _PAPER), _PAPER),
    "auto": Size(0, 0, _SLIDE),
}
BELOW = 20.0
"""How far marks reach out of the lowest boxes, in px."""

NOWHERE = Layout(0, 0, {}, {})
"""The layout of a picture that is given as text only."""

_MOST = 80  # so many of a selection are tried; a page has room for fewer
_LARGEST_SCALE = 1.5
_Measures = Mapping[bool, tuple[float, ...]]
"""The longest lines of text to try, in px, by whether the argument runs across the page."""

_MEASURES: _Measures = {True: (440.0, 500.0, 560.0, 360.0, 320.0), False: (330.0, 400.0, 290.0)}
_AT_ONCE = 4  # layouts of one run of the engine, for to start it costs about as much as one
# The engine packs branches closer than a tidy tree, or less close where links cross: so several guesses are laid out.
_QUICK_MEASURES: _Measures = {True: (500.0, 640.0, 420.0), False: (330.0, 400.0)}
_QUICK_GUESSES = ((1.0, 1.25), (0.85,), (0.7, 0.55), (0.0,))
_GUESSES = ((0.9, 1.0, 1.12, 1.25, 1.4), (0.8, 0.65, 0.5, 0.0))


class Fitted(NamedTuple):
    """What fits a page, and how it lies there."""

    ids: tuple[str, ...]
    scene: Scene
    layout: Layout
    direction: Direction
    frame: Frame
    scale: float


FrameOf = Callable[[Sequence[str], Scene], Frame]


class _Draft(NamedTuple):
    """What `Fitted` holds before it is laid out."""

    ids: tuple[str, ...]
    scene: Scene
    direction: Direction
    frame: Frame


_Try = tuple[tuple[str, ...], Direction, float]
"""What is to be drawn, in which direction and measure."""


class Fitting:
    """Finds what of a selection fits a page with text of full size.

    For each way to draw it (direction, measure) and some guesses of how close
    the engine packs, the selection is cut to what should fit; the engine lays
    these out, the one that holds most of what matters first, until one fits.
    """

    def __init__(
        self, composer: Composer, order: Sequence[str], least: int, size: Size, directions: Sequence[Direction], frame_of: FrameOf
    ) -> None:
        self.composer = composer
        self.order = order[: max(_MOST, least)]
        self.least = least
        self.size = size
        self.directions = directions
        self.frame_of = frame_of
        self.worth = {id: 1 / (2 + number) for number, id in enumerate(self.order)}

    def best(self, engine: Engine) -> Fitted | None:
        """The fitting picture that holds most; None if not even the least of the selection fits."""
        room = self._room()
        for guesses in _GUESSES:
            best: Fitted | None = None
            for some in self._drafts(self._tries(room, guesses, _MEASURES)):
                if best is not None and self._worth(some[0].ids) < self._worth(best.ids):
                    break  # they are sorted by their worth, so that no later one can be better
                laid_out = layouts([draft.scene for draft in some], [draft.direction for draft in some], engine)
                best = self.fullest(some, laid_out, best)
            if best is not None:
                return best
        return None

    def _tries(self, room: tuple[float, float], guesses: Sequence[float], measures: _Measures) -> list[_Try]:
        """What may fit, the one that holds most of what matters first."""
        ways = [
            (direction, measure, guess) for direction in self.directions for measure in measures[is_across(direction)] for guess in guesses
        ]
        tries = {(self._packed(room, *way), *way[:2]): None for way in ways}
        return sorted(tries, key=lambda each: -self._worth(each[0]))

    def drafts(self) -> Iterator[list[_Draft]]:
        """A few at a time of what may fit, of not so many as `best` tries."""
        room = self._room()
        for guesses in _QUICK_GUESSES:
            yield from self._drafts(self._tries(room, guesses, _QUICK_MEASURES))

    def _drafts(self, tries: Sequence[_Try]) -> Iterator[list[_Draft]]:
        """As many at a time as one run of the engine is to lay out."""
        drafts = (draft for each in tries if (draft := self._draft(*each)) is not None)
        while some := list(islice(drafts, _AT_ONCE)):
            yield some

    def fullest(self, drafts: Sequence[_Draft], laid_out: Sequence[Layout], before: Fitted | None = None) -> Fitted | None:
        """Of what was laid out, and of what was found ``before``, what fits the page and holds most."""
        found = [each for each in (before, *map(self._scaled, drafts, laid_out)) if each is not None]
        return max(found, key=lambda each: (self._worth(each.ids), each.scale), default=None)

    def _worth(self, ids: Sequence[str]) -> float:
        return sum(self.worth[id] for id in ids)

    def guess(self) -> Fitted:
        """What should fit, without an engine to tell; nothing of it has a place."""
        direction = self.directions[0]
        measure = _MEASURES[is_across(direction)][0]
        ids = self._packed(self._room(), direction, measure, 1.0)
        scene = self.composer.scene(ids, measure)
        return Fitted(ids, scene, NOWHERE, direction, self.frame_of(ids, scene), 1)

    def _room(self) -> tuple[float, float]:
        sample = self.frame_of(self.order[:12], self.composer.scene(self.order[:12], 400.0))
        return self.size.width - 2 * MARGIN, sample.bottom - sample.top - BELOW

    def _packed(self, room: tuple[float, float], direction: Direction, measure: float, guess: float) -> tuple[str, ...]:
        width, height = room
        asked = (width, height * guess) if is_across(direction) else (width * guess, height)
        starts, hooks = self.composer.selection.starts, self.composer.hooks
        extents = partial(self.composer.least_extent, measure=measure), partial(self.composer.extent, measure=measure)
        ids = packed(self.order, self.least, starts, hooks, extents, direction, asked)
        return self.composer.without_idle_questions(ids)

    def _draft(self, ids: tuple[str, ...], direction: Direction, measure: float) -> _Draft | None:
        """A picture that is still to be laid out; None if the boxes of one rank alone take more room than there is."""
        scene = self.composer.scene(ids, measure)
        frame = self.frame_of(ids, scene)
        across = is_across(direction)
        room = frame.bottom - frame.top - BELOW if across else self.size.width - 2 * MARGIN
        return _Draft(ids, scene, direction, frame) if widest_rank(scene, across) <= room + len(ids) else None  # the engine rounds

    def _scaled(self, draft: _Draft, layout: Layout) -> Fitted | None:
        """A layout as large as the page lets it be; None if it would have to be made smaller."""
        ids, scene, direction, frame = draft
        height = frame.bottom - frame.top
        scale = min((self.size.width - 2 * MARGIN) / layout.width, height / (layout.height + BELOW), _LARGEST_SCALE)
        return Fitted(ids, scene, layout, direction, frame, scale) if scale >= 1 else None


def good_of_each(fittings: Sequence[Fitting], engine: Engine) -> list[Fitted | None]:
    """Pictures that fit, one of each, in as few runs of the engine as can be; not always the `Fitting.best`.  Raises `ArgmapError`."""
    found: list[Fitted | None] = [None] * len(fittings)
    waiting = {number: fitting.drafts() for number, fitting in enumerate(fittings)}
    while waiting:
        some = {number: next(drafts, []) for number, drafts in waiting.items()}
        flat = [draft for drafts in some.values() for draft in drafts]
        laid_out = iter(layouts([draft.scene for draft in flat], [draft.direction for draft in flat], engine))
        for number, drafts in some.items():
            found[number] = fittings[number].fullest(drafts, list(islice(laid_out, len(drafts))))
            if found[number] is not None or not drafts:
                del waiting[number]
    return found


def layouts(scenes: Sequence[Scene], directions: Sequence[Direction], engine: Engine) -> list[Layout]:
    """Where everything in some scenes lies, computed in one run of the engine.  Raises `ArgmapError`."""
    parts = [statements(scene, direction) for scene, direction in zip(scenes, directions, strict=True)]
    for scene, each in zip(scenes, parts, strict=True):
        check_load(scene, each)
    found = lay_out_all([engine_source(scene, each) for scene, each in zip(scenes, parts, strict=True)], engine)
    try:
        return [placed(*each) for each in zip(found, scenes, parts, strict=True)]
    except ValueError as error:
        raise misread(engine, error) from error


def unbounded(composer: Composer, order: Sequence[str], direction: Direction, engine: Engine | None) -> tuple[Scene, Layout]:
    """A selection as a whole on a page as large as it takes; without an engine nothing of it has a place."""
    scene = composer.scene(order, _MEASURES[is_across(direction)][0])
    if engine is None:
        return scene, NOWHERE
    (layout,) = layouts([scene], [direction], engine)
    return scene, layout


class TooFull(ArgmapError):
    """Not even the least of a selection fits a page."""


def too_full(size: str) -> TooFull:
    """What is said when not even the least of a selection fits."""
    larger = "`--size auto`" if size == "a3" else "`--size a3` or `--size auto`"
    return TooFull(f"this does not fit a page of {size} in letters that can be read", f"try {larger}, or `--focus NODE` for a part of it")
