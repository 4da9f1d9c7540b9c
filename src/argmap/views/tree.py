"""The tree of a question or of a node, and of the whole map."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from argmap.counts import Counts, question_counts, question_depths
from argmap.display import Part, counted, shortened
from argmap.entries import Claim, Node
from argmap.evaluation import Evaluation
from argmap.graph import below, questions_below, root_questions
from argmap.model import ArgumentMap, Link, holders
from argmap.views._page import BLANK, Line, joined, part
from argmap.views._parts import LINK_MARKS, NODE_MARKS, claim_info, ground_info, link_state, link_words, node_text
from argmap.views._questions import by_school, question_line, school_order
from argmap.wording import cite_line, origin, school

ALL = 1 << 30
"""A depth that leaves nothing out."""


class Options(NamedTuple):
    """What of a tree is shown; ``depth`` counts levels below the start."""

    depth: int = 2
    positions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    cite: bool = True
    open_all: bool = False
    """Whether the claims of every question below are shown, with what is directly for and against them."""


@dataclass
class Tree:
    """One walk over a map that prints every node once and refers back to it afterwards."""

    evaluation: Evaluation
    options: Options
    shown: dict[str, None] = field(default_factory=dict)
    """The nodes printed in full, in order."""
    questions: dict[str, None] = field(default_factory=dict)
    too_deep: dict[str, None] = field(default_factory=dict)
    """The nodes that the depth leaves out, unless they are shown elsewhere."""
    filtered: dict[str, None] = field(default_factory=dict)
    """The claims that are of another position or person than asked for."""
    briefs: dict[str, list[list[Part]]] = field(default_factory=dict)
    """The lines under the texts of nodes that a card printed, for a node it prints again."""
    _planned: set[str] = field(default_factory=set)

    @property
    def map(self) -> ArgumentMap:
        """The map that is walked."""
        return self.evaluation.map

    @cached_property
    def counts(self) -> dict[str, Counts]:
        """What answers each question and the questions under it, in numbers."""
        return question_counts(self.map)

    @cached_property
    def school_order(self) -> dict[str, int]:
        """The number of each position, in the order of the files."""
        return school_order(self.map)

    def question(self, root: str) -> Iterator[Line]:
        """A question, its claims by position with what is for and against them, and the questions under it.

        A question under it is listed with who answers it; its claims are shown
        where the depth leaves room for what is for and against them.
        """
        depths = question_depths(self.map, root)
        deepest = ALL if self.options.open_all else self.options.depth
        open_questions = {id: None for id, depth in depths.items() if depth + (2 if depth else 1) <= deepest}
        self._planned.update(claim for id in open_questions for claim in self.map.answers[id] if self._wants(claim))
        for id, depth in depths.items():
            if id in self.questions:
                continue
            self.questions[id] = None
            wanted = [claim for claim in self.map.answers[id] if self._wants(claim)]
            if self._is_filtered():
                self.filtered.update(dict.fromkeys(claim for claim in self.map.answers[id] if not self._wants(claim)))
            if id in open_questions:
                if wanted or not self._is_filtered() or id == root:
                    yield question_line(self.map, id, depth, self.counts[id])
                yield from self._claims(wanted, depth + 1)
            else:
                self.too_deep.update(dict.fromkeys(wanted))
                if wanted or not self._is_filtered():
                    schools = by_school(self.map, wanted if depth else (), self.school_order)
                    yield question_line(self.map, id, depth, self.counts[id], schools)

    def _is_filtered(self) -> bool:
        return bool(self.options.positions or self.options.people)

    def _wants(self, claim: str) -> bool:
        node = self.map.nodes[claim]
        of_position = not self.options.positions or any(id in self.options.positions for id in node.position)
        return of_position and (not self.options.people or any(id in self.options.people for id in holders(node)))

    def has_wanted(self, root: str) -> bool:
        """Whether a question or one under it has a claim that is asked for; any has, where all are."""
        if not self._is_filtered():
            return True
        return any(self._wants(claim) for id in questions_below(self.map, root) for claim in self.map.answers[id])

    def _claims(self, claims: list[str], level: int) -> Iterator[Line]:
        """The claims that answer a question, one school after the other."""
        for positions, members in by_school(self.map, claims, self.school_order).items():
            yield Line(level, "", [part(school(self.map, positions), "heading")])
            for claim in members:
                yield from self.walk(claim, level, min(level, self.options.depth - 1) if self.options.open_all else level)

    def walk(self, start: str, level: int, depth: int) -> Iterator[Line]:
        """A node and all that leads to it, as deep as asked; ``depth`` is that of ``start``."""
        yield from self._walk([(start, None, 0)], level, depth)

    def replies(self, start: str) -> Iterator[Line]:
        """All that leads to a node, as deep as asked, without the node itself."""
        node = self.map.nodes[start]
        self.shown[start] = None
        yield from self._clashes(node, 1)
        if self.options.depth > 0:
            yield from self._walk([(source, link, 1) for source, link in reversed(self._following(node))], 0, 0)
        else:
            self.too_deep.update(dict.fromkeys(source for source, _ in self._following(node)))

    def _walk(self, stack: list[tuple[str, Link | None, int]], level: int, depth: int) -> Iterator[Line]:
        while stack:
            id, link, below = stack.pop()
            node = self.map.nodes[id]
            if id in self.shown or (link is not None and id in self._planned):
                yield self._reference(node, link, level + below, "variant, " if below and not link else "")
                continue
            self.shown[id] = None
            yield self._node(node, link, level + below)
            yield from self._clashes(node, level + below + 1)
            following = self._following(node)
            if depth + below >= self.options.depth:
                self.too_deep.update(dict.fromkeys(source for source, _ in following))
                continue
            stack.extend((source, reply, below + 1) for source, reply in reversed(following))

    def _following(self, node: Node) -> list[tuple[str, Link | None]]:
        """What is printed under a node: reasons, attacks, premises, variants."""
        links = self.map.links_to.get(node.id, ())
        order = {"support": 0, "attack": 1, "premise": 2}
        found: list[tuple[str, Link | None]] = [(link.source, link) for link in sorted(links, key=lambda link: order[link.type])]
        found.extend((variant, None) for variant in self.map.variants.get(node.id, ()) if variant != node.id)
        return found

    def _node(self, node: Node, link: Link | None, level: int) -> Line:
        state = link_state(self.map, link) if link else None
        words = link_words(self.map, link) if link else ""
        text = [Part(words), node_text(node)]
        if node.type == "claim":
            cite = part(cite_line(self.map, node), "cite") if self.options.cite and node.cite else None
            more = (claim_info(self.evaluation, node, state), *([[cite]] if cite else []))
            mark = LINK_MARKS[link.type] if link else "*"
        else:
            more = (ground_info(self.map, node, self.options.cite, state),)
            mark = LINK_MARKS[link.type] if link else NODE_MARKS[node.type]
        return Line(level, mark, text, more)

    def _reference(self, node: Node, link: Link | None, level: int, as_what: str) -> Line:
        """A back-reference: the node stands elsewhere in the view, the link is shown here with its state."""
        words = link_words(self.map, link) if link else as_what
        words += "see above: " if node.id in self.shown else "see below: "
        mark = LINK_MARKS[link.type] if link else "~" if as_what else "*"
        info = joined((part(shortened(node.text, 60)), link_state(self.map, link) if link else None, part(node.id, "id")))
        return Line(level, mark, [Part(words), *info])

    def _clashes(self, node: Node, level: int) -> Iterator[Line]:
        for other in self.map.conflicts.get(node.id, ()):
            yield self._pointer(level, "x", "clashes with ", other)
        of = node.variant_of if isinstance(node, Claim) else None
        if of is not None and of in self.map.nodes:
            yield self._pointer(level, "~", "a variant of ", of)

    def _pointer(self, level: int, mark: str, words: str, id: str) -> Line:
        """A line that names another claim and whose it is."""
        said = origin(self.map, self.map.nodes[id])
        return Line(level, mark, [Part(words), part(id, "id"), *([Part(" "), part(f"({said})")] if said else [])])

    @cached_property
    def left_out(self) -> dict[str, None]:
        """The nodes that the whole tree has and this view does not show; to be asked for when all is walked."""
        starts = [*self.too_deep, *self.filtered]
        return {id: None for id in below(self.map, starts) if id not in self.shown}

    def closing(self, again: str) -> Iterator[Line]:
        """What the view leaves out, and the command that shows it."""
        left_out = self.left_out
        filtered = [id for id in self.filtered if id in left_out]
        deep = len(left_out) - len(filtered)
        if left_out:
            yield BLANK
        if filtered:
            yield _hint(
                f"Left out: {counted(len(filtered), 'claim')} of other positions or people; `{f'argmap show {again}'.strip()}` shows them."
            )
        if deep:
            yield _hint(f"Left out: {counted(deep, 'node')} below this depth; `argmap show {again}--depth all` shows everything.")


def _hint(text: str) -> Line:
    return Line(0, "", [Part(text, "hint")])


def question_lines(tree: Tree, question: str) -> Iterator[Line]:
    """`show QUESTION`."""
    yield from tree.question(question)
    yield from tree.closing(f"{question} ")


def map_lines(tree: Tree) -> Iterator[Line]:
    """`show --depth N`: every question from the roots, and then what no question leads to."""
    begun = False
    for root in root_questions(tree.map):
        if tree.has_wanted(root):
            if begun:
                yield BLANK
            begun = True
            yield from tree.question(root)
        else:
            tree.filtered.update(dict.fromkeys(claim for id in questions_below(tree.map, root) for claim in tree.map.answers[id]))
    if not tree.too_deep and not tree.filtered:
        yield from _rest(tree)
    else:
        tree.too_deep.update(dict.fromkeys(_under_no_question(tree.map)))
    yield from tree.closing("")


def _rest(tree: Tree) -> Iterator[Line]:
    """The nodes that no question leads to: first those that are for or against nothing, then one of each circle."""
    starts = [id for id in tree.map.nodes if not tree.map.links_from.get(id)]
    begun = False
    for id in (*starts, *tree.map.nodes):
        if id in tree.shown:
            continue
        if not begun:
            yield BLANK
            yield Line(0, "", [Part("Under no question", "heading")])
            begun = True
        yield from tree.walk(id, 1, 1)


def overview_lines(map: ArgumentMap) -> Iterator[Line]:
    """`show`: all questions with their tallies."""
    counts = question_counts(map)
    for number, root in enumerate(root_questions(map)):
        if number:
            yield BLANK
        for id, depth in question_depths(map, root).items():
            yield question_line(map, id, depth, counts[id])
    unseen = _under_no_question(map)
    if unseen:
        yield BLANK
        yield _hint(f"Under no question: {counted(len(unseen), 'node')}; `argmap show --depth all` shows them.")


def _under_no_question(map: ArgumentMap) -> list[str]:
    reached = below(map, [claim for claims in map.answers.values() for claim in claims])
    return [id for id in map.nodes if id not in reached]
