"""From a selection to a picture: composed, laid out, fitted to the page; what is left out is said in it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from argmap.citations import source_label, work_name
from argmap.display import counted, joined_words, visible
from argmap.entries import Node, Person, Position, Question, Source
from argmap.errors import ArgmapError
from argmap.evaluation import Evaluation, evaluate
from argmap.graph import questions_below, ways_up
from argmap.layout import Engine, EngineError
from argmap.model import ArgumentMap
from argmap.palette import Theme
from argmap.picture.categories import ColorBy, categories, category_of, shared_categories
from argmap.picture.compose import Composer, Style
from argmap.picture.fit import BELOW, NOWHERE, SIZES, Fitted, Fitting, Size, SizeName, good_of_each, too_full, unbounded
from argmap.picture.page import MARGIN, Category, Frame, Picture, Words, frame
from argmap.picture.routes import routed
from argmap.picture.scene import TEXT, Direction, Scene
from argmap.selection import Selection

MOST_BOXES = 1500
"""How many boxes one picture holds at most."""

_NARROWEST, _TALL = 1100.0, 1e6  # the least width of a page that has none, and a height that is more than enough


class Look(NamedTuple):
    """How a picture is to look."""

    size: SizeName = "16:9"
    theme: Theme = "light"
    direction: Direction | None = None
    color_by: ColorBy = "position"
    cite: bool = True
    engine: Engine = "auto"
    href: Callable[[str], str] = lambda id: f"#{id}"
    more: str = ""
    """The command that draws what is left out."""
    as_text: bool = False
    """Whether the picture becomes DOT text, which needs no places: then an engine only tells what fits the page."""
    categories: Mapping[str, Category] | None = None
    """What colours mean, where several pictures are to agree; None: as many as this one needs."""
    evaluation: Evaluation | None = None
    """How things stand, if that is known already; else it is found out where colours are by label."""
    in_deck: bool = False
    """Whether it is one of many slides: which say together what one of them leaves out, and are not to take long."""


@dataclass(frozen=True)
class Drawn:
    """A picture, and what it says that it leaves out."""

    picture: Picture
    ids: tuple[str, ...]
    count: int
    """How many nodes are drawn, those of collapsed branches included."""
    whole: int
    """How many belong to what was asked for."""
    left_out: str
    more: str
    """The command that draws that; empty where there is none."""
    is_guess: bool = False
    """Whether no engine could tell what fits the page."""


class Drawing:
    """One selection of a map, to be drawn in one look."""

    def __init__(self, map: ArgumentMap, selection: Selection, look: Look) -> None:
        self.map = map
        self.selection = selection
        self.look = look
        self.is_guess = False
        evaluation = (look.evaluation or evaluate(map)) if look.color_by == "label" else None
        self.category = category_of(map, look.color_by, evaluation)
        is_title = selection.root in map.questions and len(selection.questions) <= 1 and selection.against is None
        self.plate = selection.root if is_title else ""
        """The question that is drawn as the title."""
        self.title = title_of(map, selection) or visible(selection.root)
        self.order = tuple(id for id in selection.order if id != self.plate)
        self.composer = Composer(map, selection, self.order, Style(look.cite, self.category, look.href, evaluation))

    def drawn(self) -> Drawn:
        """Draw it.  Raises `ArgmapError` where it does not fit, or the engine fails."""
        return self.drawn_as(self._best())

    def drawn_as(self, found: Fitted | None) -> Drawn:
        """Draw what was found to fit.  Raises `ArgmapError` as `drawn` does."""
        size = SIZES[self.look.size]
        if self.look.size == "auto":
            found, size = self._unbounded()
        elif not self.order:
            scene = self.composer.scene((), 0)
            empty = self._frame((), scene, size)
            why = "Nothing of what was asked for is there." if self.selection.whole else "The map holds no answer to this question."
            nothing = Words(why, 2 * MARGIN, empty.top + 2 * TEXT, TEXT, role="muted")
            found = Fitted((), scene, NOWHERE, "right", empty._replace(words=(*empty.words, nothing)), 1)
        if found is None:
            raise too_full(self.look.size)
        frame = found.frame
        free = frame.bottom - frame.top - found.layout.height * found.scale
        picture = Picture(
            width=size.width,
            height=size.height,
            points=size.points,
            title=self.title,
            description=self._description(found.ids),
            plate=frame.plate,
            words=frame.words,
            samples=frame.samples,
            scene=found.scene,
            layout=NOWHERE if self.look.as_text else routed(found.scene, found.layout, found.direction),
            scale=found.scale,
            left=(size.width - found.layout.width * found.scale) / 2,
            top=frame.top + free / 2,
            direction=found.direction,
            theme=self.look.theme,
            categories=self._categories(found.ids),
        )
        left_out, more = self._left_out(found.ids)
        return Drawn(picture, found.ids, self._count(found.ids), self.selection.whole, left_out, more, self.is_guess)

    def fitting(self) -> Fitting | None:
        """How to find what fits the page; None where there is nothing to find."""
        if not self.order or self.look.size == "auto":
            return None
        size = SIZES[self.look.size]
        least = min(len(self.order), max(1, self.selection.least - (1 if self.plate else 0)))
        directions: list[Direction] = [self.look.direction] if self.look.direction else ["right", "down"]
        if self.look.in_deck:
            directions = directions[:1]
        return Fitting(self.composer, self.order, least, size, directions, lambda ids, scene: self._frame(ids, scene, size))

    def _best(self) -> Fitted | None:
        fitting = self.fitting()
        if fitting is None:
            return None
        try:
            return fitting.best(self.look.engine)
        except EngineError:
            if not self.look.as_text:
                raise
            self.is_guess = True
            return fitting.guess()

    def _unbounded(self) -> tuple[Fitted, Size]:
        """All of the selection on a page as large as it takes."""
        if len(self.order) > MOST_BOXES:
            raise ArgmapError(
                f"{len(self.order):,} boxes are too many for one picture: at most {MOST_BOXES:,} are drawn",
                "draw it in parts with `--split`, or less of it with `--depth`, `--max-nodes` or `--focus ID`",
            )
        direction: Direction = self.look.direction or "right"
        ids = self.composer.without_idle_questions(self.order)
        scene, layout = unbounded(self.composer, ids, direction, None if self.look.as_text else self.look.engine)
        size = SIZES["auto"]._replace(width=max(_NARROWEST, layout.width + 2 * MARGIN), height=_TALL)
        frame = self._frame(ids, scene, size)
        size = size._replace(height=frame.top + layout.height + 2 * BELOW + _TALL - frame.bottom)
        return Fitted(ids, scene, layout, direction, self._frame(ids, scene, size), 1), size

    def _frame(self, ids: Sequence[str], scene: Scene, size: Size) -> Frame:
        left_out = "" if self.look.in_deck else with_command(*self._left_out(ids))
        notes = [note for note in (self._works(ids), left_out) if note]
        return frame(size.width, size.height, self.title, self.plate, scene, self._categories(ids), notes)

    def _nodes(self, ids: Sequence[str]) -> list[str]:
        return [id for id in ids if id in self.map.nodes]

    def _count(self, ids: Sequence[str]) -> int:
        nodes = self._nodes(ids)
        folded = self.selection.folded
        return len(nodes) + (len(frozenset().union(*(folded[id] for id in nodes if id in folded))) if folded else 0)

    def _categories(self, ids: Sequence[str]) -> Mapping[str, Category]:
        used = [self.category(id) for id in self._nodes(ids)]
        if self._shared is not None:
            return {key: each for key, each in self._shared.items() if key in used}
        return categories(self.map, self.look.color_by, used)

    @cached_property
    def _shared(self) -> Mapping[str, Category] | None:
        """What colours mean in every picture of the map; None where it has more categories than there are colours."""
        if self.look.categories is not None:
            return self.look.categories
        return shared_categories(self.map, self.look.color_by, self.category)

    def _works(self, ids: Sequence[str]) -> str:
        """The works in which what is drawn was read, the most cited first."""
        counts = Counter(citation.via or citation.source for id in self._nodes(ids) for citation in self.map.nodes[id].cite)
        named = [visible(work_name(self.map, id)) for id, _ in sorted(counts.items(), key=lambda item: -item[1])]
        return f"Works: {'; '.join(named)}" if named else ""

    @cached_property
    def _below(self) -> list[str]:
        """The questions under the one that is the title."""
        return [id for id in questions_below(self.map, self.plate) if id != self.plate] if self.plate else []

    def _left_out(self, ids: Sequence[str]) -> tuple[str, str]:
        """What is said to be left out, and the command that draws it, if there is one."""
        drawn = self._count(ids)
        missing = self.selection.whole - drawn
        parts = [f"{drawn:,} of {counted(self.selection.whole, 'node')} drawn" if missing > 0 else ""]
        if self._below:
            parts.append(f"{counted(len(self._below), 'question')} under this one not drawn")
        can_be_drawn = missing > 0 or any(self.map.answers[id] for id in self._below)
        return "; ".join(part for part in parts if part), self.look.more if can_be_drawn else ""

    def _description(self, ids: Sequence[str]) -> str:
        types = Counter(self.map.nodes[id].type for id in self._nodes(ids))
        what = joined_words([counted(count, type) for type, count in types.items()], "and") or "nothing"
        return f"Argument map with {what}. {with_command(*self._left_out(ids))}".strip()


def with_command(left_out: str, more: str) -> str:
    """What is left out, with the command that draws it."""
    return f"{left_out}. More: {more}" if more else left_out


def drawn_together(drawings: Sequence[Drawing]) -> list[Drawn]:
    """Draw several pictures (in one look) with as few runs of the engine as can be, and with less care than `Drawing.drawn`.

    Raises `ArgmapError` as that does.
    """
    fittings = {number: fitting for number, drawing in enumerate(drawings) if (fitting := drawing.fitting()) is not None}
    engine = drawings[0].look.engine if drawings else "auto"
    found = dict(zip(fittings, good_of_each(list(fittings.values()), engine), strict=True))
    return [drawing.drawn_as(found.get(number)) for number, drawing in enumerate(drawings)]


def title_of(map: ArgumentMap, selection: Selection) -> str:
    """What stands above a picture."""
    entry = map.entry(selection.root)
    if selection.against:
        return f"{name_of(map, selection.root)} against {name_of(map, selection.against)}"
    if isinstance(entry, Question):
        return visible(entry.text) or entry.id
    if isinstance(entry, Position) and entry.text:
        return f"{name_of(map, entry.id)}: {visible(entry.text)}"
    if isinstance(entry, Source):
        return visible(work_name(map, entry.id))
    if isinstance(entry, Node):
        above = ways_up(map, entry.id, 1)
        return (visible(map.questions[above[0][0]].text) if above else "") or visible(entry.id)
    return name_of(map, selection.root)


def name_of(map: ArgumentMap, id: str) -> str:
    """A position, person or source by name; else the id."""
    entry = map.entry(id)
    if isinstance(entry, Position | Person):
        return visible(entry.name) or visible(id)
    return visible(source_label(map, id) if isinstance(entry, Source) else id)
