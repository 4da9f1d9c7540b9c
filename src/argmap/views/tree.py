"""The tree of a question or of a node, and of the whole map."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from argmap.display import Part, shortened
from argmap.graph import questions_below, root_questions
from argmap.model import ArgumentMap, Claim, Link, Node
from argmap.query import holders
from argmap.views._page import BLANK, Line, joined, part
from argmap.views._parts import (
    claim_info,
    cite_line,
    counted,
    ground_info,
    link_state,
    link_words,
    question_tally,
    origin,
    school,
)

ALL = 1 << 30
"""A depth that leaves nothing out."""

_MARKS = {"support": "+", "attack": "-", "premise": "&"}


@dataclass(frozen=True)
class Options:
    """What of a tree is shown; ``depth`` counts levels below the start."""

    depth: int = 2
    positions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    cite: bool = True


@dataclass
class Tree:
    """One walk over a map that prints every node once and refers back to it afterwards."""

    map: ArgumentMap
    options: Options
    shown: dict[str, None] = field(default_factory=dict)
    """The nodes printed in full, in order."""
    questions: dict[str, None] = field(default_factory=dict)
    too_deep: dict[str, None] = field(default_factory=dict)
    """The nodes that the depth leaves out, unless they are shown elsewhere."""
    filtered: dict[str, None] = field(default_factory=dict)
    """The claims that are of another position or person than asked for."""
    _planned: set[str] = field(default_factory=set)

    def question(self, id: str) -> Iterator[Line]:
        """A question, its claims by position with what is for and against them, and the questions under it."""
        depths = self._depths(id)
        self._planned.update(claim for below in depths for claim in self.map.answers[below] if depths[below] < self.options.depth)
        for below, depth in depths.items():
            if below in self.questions:
                continue
            if self._is_filtered() and below != id and not self._has_wanted(below):
                self.questions[below] = None
                self.filtered.update(dict.fromkeys(self.map.answers[below]))
                continue
            self.questions[below] = None
            entry = self.map.questions[below]
            yield Line(depth, "?", [part(entry.text, "question"), Part("  "), part(f"[{below}]", "id")], ([Part(question_tally(self.map, below), "tally")],))
            if depth >= self.options.depth:
                self.too_deep.update(dict.fromkeys(self.map.answers[below]))
            else:
                yield from self._claims(below, depth + 1)

    def _depths(self, root: str) -> dict[str, int]:
        """The questions of the view with how many levels below ``root`` each stands."""
        depths = {root: 0}
        below = questions_below(self.map, root)
        for id in below[1:]:
            depths[id] = depths.get(self.map.questions[id].under or "", 0) + 1
        kept = {id: depth for id, depth in depths.items() if depth <= self.options.depth}
        for id in below:
            if id not in kept:
                self.too_deep.update(dict.fromkeys(self.map.answers[id]))
        return kept

    def _is_filtered(self) -> bool:
        return bool(self.options.positions or self.options.people)

    def _wants(self, claim: str) -> bool:
        node = self.map.nodes[claim]
        of_position = not self.options.positions or any(id in self.options.positions for id in node.position)
        return of_position and (not self.options.people or any(id in self.options.people for id in holders(node)))

    def _has_wanted(self, question: str) -> bool:
        return any(self._wants(claim) for below in questions_below(self.map, question) for claim in self.map.answers[below])

    def _claims(self, question: str, level: int) -> Iterator[Line]:
        """The claims that answer a question, one school after the other."""
        wanted = [claim for claim in self.map.answers[question] if self._wants(claim)]
        self.filtered.update(dict.fromkeys(claim for claim in self.map.answers[question] if not self._wants(claim)))
        schools: dict[tuple[str, ...], list[str]] = {}
        for claim in wanted:
            schools.setdefault(self.map.nodes[claim].position, []).append(claim)
        order = {id: number for number, id in enumerate(self.map.positions)}
        ranked = sorted(schools, key=lambda ids: (not ids, [order.get(id, len(order)) for id in ids]))
        for positions in ranked:
            yield Line(level, "", [part(school(self.map, positions), "heading")])
            for claim in schools[positions]:
                yield from self.walk(claim, level, level)

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
                yield self._reference(node, link, level + below)
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
        text = [Part(words), part(node.text, "claim" if node.type == "claim" else "")]
        if node.type == "claim":
            cite = part(cite_line(self.map, node), "cite") if self.options.cite and node.cite else None
            more = (claim_info(self.map, node, state), *([[cite]] if cite else []))
            mark = _MARKS[link.type] if link else "*"
        else:
            more = (ground_info(self.map, node, self.options.cite, state),)
            mark = _MARKS[link.type] if link else {"support": "+", "rebuttal": "-"}[node.type]
        return Line(level, mark, text, more)

    def _reference(self, node: Node, link: Link | None, level: int) -> Line:
        """A back-reference: the node stands elsewhere in the view, the link is shown here with its state."""
        where = "see above" if node.id in self.shown else "see below"
        words = f"{link_words(self.map, link)}{where}: " if link else f"variant, {where}: "
        state = link_state(self.map, link) if link else None
        return Line(level, _MARKS[link.type] if link else "~", [Part(words), *joined((part(shortened(node.text, 60)), state, part(node.id, "id")))])

    def _clashes(self, node: Node, level: int) -> Iterator[Line]:
        for other in self.map.conflicts.get(node.id, ()):
            yield self._pointer(level, "x", "clashes with ", other)
        of = node.variant_of if isinstance(node, Claim) else None
        if of is not None and of in self.map.nodes:
            yield self._pointer(level, "~", "a variant of ", of)

    def _pointer(self, level: int, mark: str, words: str, id: str) -> Line:
        """A line that names another claim and whose it is."""
        said = origin(self.map, self.map.nodes[id])
        return Line(level, mark, [Part(words), part(id, "id"), *([part(f" ({said})")] if said else [])])

    @property
    def hidden(self) -> int:
        """How many nodes the view leaves out."""
        return sum(id not in self.shown for id in {**self.too_deep, **self.filtered})

    def left_out(self, again: str) -> Iterator[Line]:
        """What the view leaves out, and the command that shows it."""
        deep = [id for id in self.too_deep if id not in self.shown]
        filtered = [id for id in self.filtered if id not in self.shown]
        if deep or filtered:
            yield BLANK
        if deep:
            yield Line(0, "", [Part(f"Left out: {counted(len(deep), 'node')} below this depth; `argmap show {again}--depth all` shows everything.", "hint")])
        if filtered:
            yield Line(0, "", [Part(f"Left out: {counted(len(filtered), 'claim')} of other positions or people; `argmap show {again.strip()}` shows them.", "hint")])


def question_lines(tree: Tree, question: str) -> Iterator[Line]:
    """`show QUESTION`."""
    yield from tree.question(question)
    yield from tree.left_out(f"{question} ")


def map_lines(tree: Tree) -> Iterator[Line]:
    """`show --depth N`: every question from the roots, and then what no question leads to."""
    for number, root in enumerate(root_questions(tree.map)):
        if number:
            yield BLANK
        yield from tree.question(root)
    if not tree.too_deep and not tree.filtered:
        yield from _rest(tree)
    yield from tree.left_out("")


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
    for number, root in enumerate(root_questions(map)):
        if number:
            yield BLANK
        depths = {root: 0}
        for id in questions_below(map, root):
            depth = depths.setdefault(id, depths.get(map.questions[id].under or "", 0) + 1)
            yield Line(depth, "?", [part(map.questions[id].text, "question"), Part("  "), part(f"[{id}]", "id")], ([Part(question_tally(map, id), "tally")],))
    unseen = _under_no_question(map)
    if unseen:
        yield BLANK
        yield Line(0, "", [Part(f"Under no question: {counted(unseen, 'node')}; `argmap show --depth all` shows them.", "hint")])


def _under_no_question(map: ArgumentMap) -> int:
    reached: dict[str, None] = {claim: None for claims in map.answers.values() for claim in claims}
    pending: Iterable[str] = list(reached)
    while pending:
        following = {id: None for at in pending for id in (*(link.source for link in map.links_to.get(at, ())), *map.variants.get(at, ()))}
        pending = [id for id in following if id not in reached]
        reached.update(dict.fromkeys(pending))
    return len(map.nodes) - len(reached)
