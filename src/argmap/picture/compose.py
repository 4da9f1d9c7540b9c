"""The boxes of a picture, and the scene they make up with the links between them."""

import re
from collections.abc import Callable, Collection, Sequence
from math import ceil
from typing import NamedTuple

from argmap.citations import people_label
from argmap.display import counted, visible
from argmap.entries import Node
from argmap.evaluation import Evaluation
from argmap.model import ArgumentMap, holders, questions_of
from argmap.picture.ranks import Hooks, depths
from argmap.picture.scene import CAPTION, LEADING, TEXT, Box, Scene, Shape
from argmap.picture.strands import Strands
from argmap.selection import Selection
from argmap.typesetting import set_lines, text_width
from argmap.wording import cite_line, label_words

STRIPE, PADDING, RISE = 36.0, 14.0, 10.0
"""The stripe at the left of a box that carries its colour, and the space around its text."""

BADGE_INSET = 24.0
"""The distance of a badge from the right side of its box."""

BEHIND = 7.0
"""How far the second outline of a collapsed branch reaches out, to the right and down."""

_LONGEST = 700  # letters of a text that are drawn; the whole of it is shown when a pointer rests on the box
_CAPTION_LINES = 6


class Style(NamedTuple):
    """What boxes hold."""

    cite: bool = True
    categories: Callable[[str], str] = lambda id: ""
    """The category of a node."""
    href: Callable[[str], str] = lambda id: f"#{id}"
    evaluation: Evaluation | None = None
    """Given if boxes say how their nodes stand."""


class BoxText(NamedTuple):
    """What is written into a box, before it is broken into lines."""

    text: str
    """The whole text."""
    shown: str
    """What is drawn of it."""
    caption: tuple[str, ...]
    """The parts of the caption, each of which begins a line."""


class Composer:
    """Makes scenes from the same map in the same style; boxes are made once for each measure."""

    def __init__(self, map: ArgumentMap, selection: Selection, order: Sequence[str], style: Style) -> None:
        self.map = map
        self.selection = selection
        self.style = style
        self.hooks = Hooks(map, order)
        self._plain: dict[tuple[str, float], Box] = {}
        self._words: dict[str, BoxText] = {}
        self._least: dict[tuple[str, float], tuple[float, float]] = {}

    def scene(self, ids: Sequence[str], measure: float) -> Scene:
        """The scene of some of the selection's nodes and questions, with text lines of at most ``measure`` px."""
        nodes = dict.fromkeys(id for id in ids if id in self.map.nodes)
        questions = dict.fromkeys(id for id in ids if id not in nodes and id in self.map.questions)
        depth = depths(ids, self.hooks)
        drawn = Strands(self.map, nodes, questions, depth)
        boxes = [self._in_scene(id, measure, nodes) for id in ids]
        return Scene(tuple(boxes), tuple(drawn.joints.values()), tuple(drawn.strands), depth)

    def _in_scene(self, id: str, measure: float, drawn: Collection[str]) -> Box:
        box = self.box(id, measure)
        replies = {link.source for link in self.map.links_to.get(id, ()) if link.source not in drawn} if id in drawn else frozenset()
        hidden = len(replies - self.selection.folded.get(id, frozenset()))
        return box._replace(hidden=hidden) if hidden else box

    def without_idle_questions(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Some of the selection without the questions that nothing among them answers."""
        answered = {question for id in ids if id in self.map.nodes for question in questions_of(self.map.nodes[id])}
        return tuple(id for id in ids if id in self.map.nodes or id in answered) or tuple(ids)

    def box(self, id: str, measure: float) -> Box:
        """The box of a node or question, as if everything about it were drawn."""
        key = (id, measure)
        if key not in self._plain:
            self._plain[key] = self._made(id, measure)
        return self._plain[key]

    def _made(self, id: str, measure: float) -> Box:
        words = self.words(id)
        node = self.map.nodes.get(id)
        shape: Shape = node.type if node is not None else "question"
        lines = set_lines(words.shown, TEXT, measure, bold=shape == "question") or ["(no text)"]
        caption = [line for part in words.caption for line in set_lines(part, CAPTION, measure, most=_CAPTION_LINES)]
        inner = max(
            [text_width(line, TEXT, shape == "question") for line in lines] + [text_width(line, CAPTION) for line in caption], default=0
        )
        return Box(
            id,
            shape,
            tuple(lines),
            tuple(caption),
            _width(shape, max(measure, inner)),
            _height(len(lines), len(caption)),
            self.style.categories(id) if node is not None else "",
            f"{visible(id)}: {words.text}",
            self.style.href(id),
            0,
            self.selection.collapsed.get(id, 0),
            id in (self.selection.root, self.selection.focus),
        )

    def extent(self, id: str, measure: float) -> tuple[float, float]:
        """The width and height of a box in px."""
        box = self.box(id, measure)
        return box.width, box.height

    def least_extent(self, id: str, measure: float) -> tuple[float, float]:
        """What `extent` is at least; told sooner, for no text is set."""
        key = (id, measure)
        if key not in self._least:
            words = self.words(id)
            shape: Shape = self.map.nodes[id].type if id in self.map.nodes else "question"
            lines = _least_lines(words.shown, TEXT, measure, shape == "question")
            captions = sum(min(_CAPTION_LINES, _least_lines(part, CAPTION, measure)) for part in words.caption)
            self._least[key] = _width(shape, measure), _height(lines, captions)
        return self._least[key]

    def words(self, id: str) -> BoxText:
        """What is written into the box of a node or question."""
        if id not in self._words:
            node = self.map.nodes.get(id)
            text = visible(node.text if node is not None else self.map.questions[id].text)
            shown = text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
            self._words[id] = BoxText(text, shown or "(no text)", self._caption(node) if node is not None else ())
        return self._words[id]

    def _caption(self, node: Node) -> tuple[str, ...]:
        parts = [who_and_where(self.map, node)] if self.style.cite else []
        if self.style.evaluation is not None:
            parts.append(label_words(self.style.evaluation, node.id))
        if folded := self.selection.collapsed.get(node.id, 0):
            parts.append(f"+{counted(folded, 'more node')}")
        return tuple(_tied(part) for part in parts if part)


def _width(shape: Shape, text: float) -> float:
    return text + (PADDING + 12 if shape == "question" else STRIPE) + 2 * PADDING


def _height(lines: int, captions: int) -> float:
    return lines * TEXT * LEADING + captions * CAPTION * LEADING + 2 * RISE + (4 if captions else 0)


def _least_lines(text: str, size: float, measure: float, bold: bool = False) -> int:
    """In how many lines at least a text can be set, for a break takes the room of one space at most from a line."""
    space = text_width(" ", size)
    return max(1, ceil((text_width(" ".join(text.split()), size, bold) + space) / (measure + space)))


def badge_width(hidden: int) -> float:
    """How far from the right side of a box, without its corner, the badge with the number of hidden replies reaches."""
    return text_width(f"+{hidden}", CAPTION, True) + 14 + BADGE_INSET


def who_and_where(map: ArgumentMap, node: Node) -> str:
    """Who holds a node, with what hedge, and its first citation: ``Ulam: Ulam 1992, in Kim 2019, n. 14 (+2 more)``.

    What nobody is named for is only read there: ``in Kim 2019``, since ``Kim 2019`` says that Kim holds it.
    A hedge of that citation alone stands with it: ``Wada, Kim: conjecture in Wada 1982``.
    """
    people = people_label(map, holders(node), most=2)
    hedge = "" if node.certainty == "asserted" else node.certainty
    if not node.cite:
        return ", ".join(part for part in (people, hedge) if part)
    first = node.cite[0]
    where = cite_line(map, node)
    source = map.sources.get(first.source)
    authors = {name.person for name in source.author} if source is not None else set()
    own = "" if first.certainty in (None, "asserted", node.certainty) else first.certainty
    if authors == set(holders(node)) or where.startswith(people):  # `Kim: Kim 2019` says it twice
        people = ""
    if own or not holders(node):
        where = f"{own} in {where}".lstrip()
    said = ", ".join(part for part in (people, hedge) if part)
    return f"{said}: {where}" if said else where


_TIES = (
    (re.compile(r"(?<=[\w.)]) (?=\d{4}\b|\+\d)"), "\xa0"),  # `Kim 2019`, `Ulam, Goncharov +3`
    (re.compile(r"\b(in|pp?\.|nn?\.|chs?\.|secs?\.|nos?\.|vols?\.|answer|part|to) (?=\w)"), "\\1\xa0"),
    (re.compile(r"(\(\+\d+) (?=more)"), "\\1\xa0"),
    (re.compile(r"(?<=\w) (?=[A-Z]\.)|(?<=\b[A-Z]\.) (?=[A-Z])"), "\xa0"),  # `Lee J. S.`
)


def _tied(caption: str) -> str:
    """A caption in which no line begins with a number that belongs to the word before it."""
    for pattern, tie in _TIES:
        caption = pattern.sub(tie, caption)
    return caption
