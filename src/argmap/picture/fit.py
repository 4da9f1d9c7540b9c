"""How much of a selection fits a page, and in which direction and measure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from argmap.errors import ArgmapError
from argmap.layout import Engine, Layout, lay_out_all
from argmap.picture.compose import Composer
from argmap.picture.packing import packed
from argmap.picture.page import MARGIN, Frame
from argmap.picture.scene import Direction, Scene
from argmap.picture.source import engine_source, placed, statements

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

_MOST = 80  # so many of a selection are tried; a page has room for fewer
_LARGEST_SCALE = 1.5
_ACROSS, _DOWNWARDS = (440.0, 500.0, 560.0, 360.0, 320.0), (330.0, 400.0, 290.0)
_MEASURES: dict[Direction, tuple[float, ...]] = {
    "right": _ACROSS,
    "left": _ACROSS,
    "down": _DOWNWARDS,
    "up": _DOWNWARDS,
}
# The engine packs branches closer than a tidy tree, or less close where links cross: so several guesses are laid out.
_QUICK_ACROSS, _QUICK_DOWNWARDS = (500.0, 560.0, 420.0), (330.0, 400.0)
_QUICK_MEASURES: dict[Direction, tuple[float, ...]] = {
    "right": _QUICK_ACROSS,
    "left": _QUICK_ACROSS,
    "down": _QUICK_DOWNWARDS,
    "up": _QUICK_DOWNWARDS,
}
_GUESSES = ((0.9, 1.0, 1.12, 1.25, 1.4), (0.8, 0.65, 0.5, 0.0))
_QUICK_GUESSES = ((1.0, 1.25), (0.85,), (0.7, 0.55), (0.0,))


class Try(NamedTuple):
    """Something to be laid out, in the hope that it fits."""

    ids: tuple[str, ...]
    direction: Direction
    measure: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """What fits a page, and how it lies there."""

    ids: tuple[str, ...]
    scene: Scene
    layout: Layout
    direction: Direction
    frame: Frame
    scale: float


FrameOf = Callable[[Sequence[str], Scene], Frame]


class Fitting:
    """Finds what of a selection fits a page with text of full size.

    For each way to draw it (direction, measure) and some guesses of how close
    the engine packs, the selection is cut to what should fit; the engine lays
    all of these out in one run, and the one that holds most of what matters
    is taken.
    """

    def __init__(
        self,
        composer: Composer,
        order: Sequence[str],
        least: int,
        size: Size,
        directions: Sequence[Direction],
        frame_of: FrameOf,
        quick: bool = False,
    ) -> None:
        self.composer = composer
        self.order = order[: max(_MOST, least)]
        self.least = least
        self.size = size
        self.directions = directions
        self.frame_of = frame_of
        self.measures = _QUICK_MEASURES if quick else _MEASURES
        self.guesses = _QUICK_GUESSES if quick else _GUESSES
        self.worth = {id: 1 / (2 + number) for number, id in enumerate(self.order)}

    def best(self, engine: Engine) -> Fitted | None:
        """The fitting picture that holds most; None if not even the least of the selection fits."""
        return best_of_each([self], engine)[0]

    def tries(self, guesses: Sequence[float]) -> list[Try]:
        """What may fit, by direction, measure and guess, each once."""
        sample = self.frame_of(self.order[:12], self.composer.scene(self.order[:12], 400.0))
        room = (self.size.width - 2 * MARGIN, sample.bottom - sample.top - BELOW)
        ways = [(direction, measure, guess) for direction in self.directions for measure in self.measures[direction] for guess in guesses]
        return list({Try(self._packed(room, *way), *way[:2]): None for way in ways})

    def _packed(self, room: tuple[float, float], direction: Direction, measure: float, guess: float) -> tuple[str, ...]:
        width, height = room
        asked = (width, height * guess) if direction in ("right", "left") else (width * guess, height)
        starts, hooks = self.composer.selection.starts, self.composer.hooks
        ids = packed(self.order, self.least, starts, hooks, lambda id: self.composer.box(id, measure), direction, asked)
        return self.composer.without_idle_questions(ids)

    def fullest(self, tries: Sequence[Try], scenes: Sequence[Scene], laid_out: Sequence[Layout]) -> Fitted | None:
        """Of what was laid out, what fits the page and holds most."""
        each = zip(tries, scenes, laid_out, strict=True)
        found = [fitted for fitted in (self._scaled(one.ids, scene, layout, one.direction) for one, scene, layout in each) if fitted]
        return max(found, key=lambda each: (sum(self.worth[id] for id in each.ids), each.scale), default=None)

    def _scaled(self, ids: tuple[str, ...], scene: Scene, layout: Layout, direction: Direction) -> Fitted | None:
        """A layout as large as the page lets it be; None if it would have to be made smaller."""
        frame = self.frame_of(ids, scene)
        height = frame.bottom - frame.top
        scale = min((self.size.width - 2 * MARGIN) / layout.width, height / (layout.height + BELOW), _LARGEST_SCALE)
        return Fitted(ids, scene, layout, direction, frame, scale) if scale >= 1 else None


def best_of_each(fittings: Sequence[Fitting], engine: Engine) -> list[Fitted | None]:
    """The best of each of many pictures, as `Fitting.best`, in as few runs of the engine as can be.  Raises `ArgmapError`."""
    found: list[Fitted | None] = [None] * len(fittings)
    for step in range(max((len(fitting.guesses) for fitting in fittings), default=0)):
        waiting = [number for number, fitting in enumerate(fittings) if found[number] is None and step < len(fitting.guesses)]
        tries = {number: fittings[number].tries(fittings[number].guesses[step]) for number in waiting}
        scenes = {number: [fittings[number].composer.scene(each.ids, each.measure) for each in tries[number]] for number in waiting}
        directions = [each.direction for number in waiting for each in tries[number]]
        laid_out = iter(layouts([scene for number in waiting for scene in scenes[number]], directions, engine))
        for number in waiting:
            found[number] = fittings[number].fullest(tries[number], scenes[number], [next(laid_out) for _ in scenes[number]])
    return found


def layouts(scenes: Sequence[Scene], directions: Sequence[Direction], engine: Engine) -> list[Layout]:
    """Where everything in some scenes lies, computed in one run of the engine.  Raises `ArgmapError`."""
    parts = [statements(scene, direction) for scene, direction in zip(scenes, directions, strict=True)]
    found = lay_out_all([engine_source(scene, each) for scene, each in zip(scenes, parts, strict=True)], engine)
    return [placed(*each) for each in zip(found, scenes, parts, strict=True)]


def unbounded(composer: Composer, order: Sequence[str], direction: Direction, engine: Engine) -> tuple[Scene, Layout]:
    """A selection as a whole on a page as large as it takes."""
    scene = composer.scene(order, _MEASURES[direction][0])
    (layout,) = layouts([scene], [direction], engine)
    return scene, layout


def too_full(size: str) -> ArgmapError:
    """What is said when not even the least of a selection fits."""
    return ArgmapError(f"this does not fit {size} with text that can be read", "try `--size a3` or `--size auto`, or `--focus` on one node")
