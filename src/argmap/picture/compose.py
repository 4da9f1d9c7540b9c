"""The boxes of a picture, and the scene they make up with the links between them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from argmap.citations import citation_label, people_label
from argmap.display import counted, visible
from argmap.entries import Node
from argmap.evaluation import Evaluation
from argmap.model import ArgumentMap, holders, questions_of
from argmap.picture.ranks import depths, hooks
from argmap.picture.scene import CAPTION, TEXT, Box, Scene, Shape
from argmap.picture.strands import Strands
from argmap.selection import Selection
from argmap.typesetting import set_lines, text_width
from argmap.wording import label_words

LEADING = 1.22
"""The distance of two lines, in font sizes."""

STRIPE, PADDING, RISE = 36.0, 14.0, 10.0
"""The stripe at the left of a box that carries its colour, and the space around its text."""

_LONGEST = 700  # letters of a text that are drawn; the whole of it is shown when a pointer rests on the box
_CAPTION_LINES = 3


@dataclass(frozen=True)
class Style:
    """What boxes hold."""

    cite: bool = True
    categories: Callable[[str], str] = field(default=lambda id: "")
    """The category of a node."""
    href: Callable[[str], str] = field(default=lambda id: f"#{id}")
    evaluation: Evaluation | None = None
    """Given if boxes say how their nodes stand."""


class Composer:
    """Makes scenes from the same map in the same style; boxes are made once for each measure."""

    def __init__(self, map: ArgumentMap, selection: Selection, order: Sequence[str], style: Style) -> None:
        self.map = map
        self.selection = selection
        self.style = style
        self.hooks = hooks(map, order)
        self._plain: dict[tuple[str, float], Box] = {}

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
        hidden = 0
        if id in drawn and id not in self.selection.collapsed:
            hidden = len({link.source for link in self.map.links_to.get(id, ()) if link.source not in drawn})
        return replace(box, hidden=hidden) if hidden else box

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
        node = self.map.nodes.get(id)
        text = visible(node.text if node is not None else self.map.questions[id].text)
        shape: Shape = node.type if node is not None else "question"
        lines = set_lines(shown(text), TEXT, measure, bold=shape == "question")
        folded = self.selection.collapsed.get(id, 0)
        caption = self._caption(node, folded, measure) if node is not None else []
        inner = max(
            [text_width(line, TEXT, shape == "question") for line in lines] + [text_width(line, CAPTION) for line in caption], default=0
        )
        side = STRIPE if node is not None else PADDING + 12
        height = len(lines) * TEXT * LEADING + len(caption) * CAPTION * LEADING + 2 * RISE + (4 if caption else 0)
        category = self.style.categories(id) if node is not None else ""
        return Box(
            id,
            shape,
            tuple(lines),
            tuple(caption),
            max(measure, inner) + side + 2 * PADDING,
            height,
            category,
            f"{visible(id)}: {text}",
            self.style.href(id),
            0,
            folded,
            id == self.selection.root,
        )

    def _caption(self, node: Node, folded: int, measure: float) -> list[str]:
        parts = [who_and_where(self.map, node)] if self.style.cite else []
        if self.style.evaluation is not None:
            parts.append(label_words(self.style.evaluation, node.id))
        if folded:
            parts.append(f"+{counted(folded, 'more node')}")
        return [line for part in parts if part for line in set_lines(part, CAPTION, measure, most=_CAPTION_LINES)]


def shown(text: str) -> str:
    """A text as it stands in its box, before it is broken into lines."""
    cut = text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return cut or "(no text)"


def who_and_where(map: ArgumentMap, node: Node) -> str:
    """Who holds a node, with what hedge, and its first citation: ``Ulam: Ulam 1992, in Kim 2019, n. 14 (+2 more)``."""
    people = people_label(map, holders(node), most=2)
    hedge = "" if node.certainty == "asserted" else node.certainty
    if not node.cite:
        return ", ".join(part for part in (people, hedge) if part)
    where = citation_label(map, node.cite[0])
    if len(node.cite) > 1:
        where += f" (+{len(node.cite) - 1} more)"
    said = ", ".join(part for part in (people, hedge) if part)
    if not said or (not hedge and where.startswith(people)):  # `Kim: Kim 2019` says it twice
        return where
    return f"{said}: {where}"
