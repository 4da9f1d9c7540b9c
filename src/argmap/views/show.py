"""`argmap show`: which view an id gets."""

from collections.abc import Iterator
from typing import NamedTuple

from argmap.citations import EDITOR
from argmap.display import choice
from argmap.entries import Entry, Node, Person, Position, Question, Source
from argmap.errors import ArgmapError
from argmap.evaluation import Evaluation
from argmap.model import ArgumentMap
from argmap.nearest import Nearest
from argmap.views._page import Line
from argmap.views.tree import ALL, Options, Tree, map_lines, overview_lines, question_lines

QUESTION_DEPTH = 2
"""How deep the tree of a question goes unless told: rival claims, and what is directly for and against them."""


class Shown(NamedTuple):
    """A view that has been drawn: its lines, and what it holds and leaves out."""

    lines: list[Line]
    nodes: tuple[str, ...]
    questions: tuple[str, ...]
    left_out: int


def show(
    evaluation: Evaluation, id: str | None, depth: int | None, positions: tuple[str, ...], people: tuple[str, ...], cite: bool
) -> Shown:
    """Draw the view of an entry, or of the whole map.  Raises `ArgmapError` for an id that does not exist."""
    map = evaluation.map
    for kind, wanted in (("position", positions), ("person", people)):
        for each in wanted:
            expect(map, each, kind)
    entry = expect(map, id) if id is not None else None
    is_tree = entry is None or isinstance(entry, Question)
    if (positions or people) and not is_tree:
        raise ArgmapError(
            "`--position` and `--by` narrow the tree of a question", f"leave them out, or see `argmap query` for the nodes of `{id}`"
        )
    if depth is not None and isinstance(entry, Position | Person | Source):
        raise ArgmapError("`--depth` is for trees: questions and nodes", f"leave it out, or see `argmap query` for the nodes of `{id}`")
    if entry is None and depth is None and not positions and not people:
        return Shown(list(overview_lines(map)), (), tuple(map.questions), len(map.nodes))
    default = QUESTION_DEPTH if is_tree else ALL
    open_all = depth is None and bool(positions or people)
    tree = Tree(evaluation, Options(default if depth is None else depth, positions, people, cite, open_all))
    lines = list(_lines(tree, entry))
    return Shown(lines, tuple(tree.shown), tuple(tree.questions), len(tree.left_out))


def card(evaluation: Evaluation, id: str) -> Iterator[Line]:
    """What `show ID` prints of an entry, line by line, so that a reader may stop.  Raises `ArgmapError` for an id that does not exist."""
    entry = expect(evaluation.map, id)
    return _lines(Tree(evaluation, Options(QUESTION_DEPTH if isinstance(entry, Question) else ALL)), entry)


def _lines(tree: Tree, entry: object) -> Iterator[Line]:
    if entry is None:
        return map_lines(tree)
    if isinstance(entry, Question):
        return question_lines(tree, entry.id)
    from argmap.views.cards import node_card, person_card, position_card, source_card  # not needed for trees

    if isinstance(entry, Node):
        return node_card(tree, entry.id)
    if isinstance(entry, Position):
        return position_card(tree, entry)
    if isinstance(entry, Person):
        return person_card(tree, entry)
    assert isinstance(entry, Source)  # noqa: S101
    return source_card(tree, entry)


def expect(map: ArgumentMap, id: str, kind: str = "") -> Entry | None:
    """The entry with this id (of this kind).  Raises `ArgmapError` that names the nearest ones."""
    found = map.entry(id)
    if kind == "person" and id == EDITOR:
        return None  # counts as a person without a record
    if found is not None and kind in ("", found.kind):
        return found
    what = f"no {kind}" if kind else "nothing"
    message = f"`{id}` is a {found.kind}, not a {kind}" if found is not None else f"{what} is called `{id}`"
    near = _near(map, id, kind)
    raise ArgmapError(message, f"did you mean {choice(near)}?" if near else "`argmap show` lists the questions, `argmap query` the nodes")


def _near(map: ArgumentMap, id: str, kind: str) -> list[str]:
    """The ids nearest to what was typed, which may also be a name."""
    names: dict[str, str] = {}
    for of, table in map.tables.items():
        if kind in ("", of):
            names.update((each, each) for each in table)
    named: list[Person | Position] = [*map.people.values(), *map.positions.values()]
    for entry in named:
        if kind in ("", entry.kind):
            spellings = (entry.name, *entry.aliases, entry.label) if isinstance(entry, Person) else (entry.name,)
            for spelling in spellings:
                names.setdefault(spelling.lower(), entry.id)
    exact = [names[id.lower()]] if id.lower() in names else []
    return list(dict.fromkeys([*exact, *(names[each] for each in Nearest(names).find(id, count=3))]))[:3]
