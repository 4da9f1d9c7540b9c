"""`argmap path`: how one node bears on another, step by step."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from argmap.citations import source_label, source_text
from argmap.display import Part, counted, joined_words, shortened
from argmap.entries import Claim, Person, Position, Question, Source
from argmap.evaluation import Evaluation
from argmap.views._page import BLANK, Line, joined, part, with_id
from argmap.views._parts import LINK_MARKS, NODE_MARKS, UNANSWERED, claim_info, ground_info, node_text
from argmap.ways import MOST_WAYS, Step, Way, Ways, own_nodes
from argmap.wording import attack_words, cite_line


class Commands(NamedTuple):
    """The commands that hints name."""

    again: Callable[[str], str]
    """This one with one more option."""
    other: Callable[[str, str], str]
    """This one for two other ids."""
    compare: Callable[[str, str], str]
    """The one that sets two ids side by side."""


_FEW = 3
"""So many answers to a step are named, and so many steps of a kind."""
_SHOWN = 60
"""How many columns of the text of a node are shown that an earlier way has in full."""
_WORDS = {"support": "for", "attack": "against", "premise": "needed by", "conflict": "in conflict with"}


def path_lines(evaluation: Evaluation, ways: Ways, cite: bool, commands: Commands) -> Iterator[Line]:
    """The ways, each with its steps and what they amount to; or that there is none, and what comes near."""
    view = _View(evaluation, ways, cite)
    if not ways.ways:
        yield from _none(ways, commands)
        return
    yield from view.head()
    for number, way in enumerate(ways.ways, 1):
        yield BLANK
        yield from view.way(number, way)
    hints = []
    if ways.more:
        more = min(2 * len(ways.ways), MOST_WAYS)
        hints.append(f"There are more: `{commands.again(f'--limit {more}')}`." if more > len(ways.ways) else "There are more.")
    elif ways.more is None:
        hints.append("There may be more, longer ones; the search for them was given up.")
    if ways.back:
        hints.append(f"The other way round: `{commands.other(ways.b, ways.a)}`.")
    if ways.are_alike:
        hints.append(f"Side by side: `{commands.compare(ways.a, ways.b)}`.")
    if hints:
        yield BLANK
        yield from (Line(0, "", [part(hint, "hint")]) for hint in hints)


def _none(ways: Ways, commands: Commands) -> Iterator[Line]:
    """That there is no way, and what comes near to one."""
    over = "" if ways.editorial else " over links that authors make"
    yield Line(0, "", [part(f"No way leads{over} from `{ways.a}` to `{ways.b}`.")])
    hints = []
    if not ways.editorial and ways.by_editor:
        hints.append(f"Over the editor's links one does: `{commands.again('--editorial')}`.")
    if ways.back:
        hints.append(f"The other way round there is one: `{commands.other(ways.b, ways.a)}`.")
    node = ways.map.nodes.get(ways.a)
    for id in ways.related:
        what = "which it is a variant of" if isinstance(node, Claim) and node.variant_of == id else "a variant of it"
        hints.append(f"From `{id}`, {what}, there is one: `{commands.other(id, ways.b)}`.")
    for id in (ways.a, ways.b):
        if not own_nodes(ways.map, id):
            what = "claim of the map answers" if id in ways.map.questions else "node of the map belongs to"
            hints.append(f"No {what} `{id}`.")
    onward = counted(ways.onward, "other node") if ways.onward else "no other node"
    inward = counted(ways.inward, "other node") if ways.inward else "no other node"
    hints.append(f"From `{ways.a}` reasons lead to {onward}, to `{ways.b}` from {inward}.")
    yield BLANK
    yield from (Line(0, "", [part(hint, "hint")]) for hint in hints)


class _View:
    def __init__(self, evaluation: Evaluation, ways: Ways, cite: bool) -> None:
        self.evaluation = evaluation
        self.map = evaluation.map
        self.ways = ways
        self.cite = cite
        self.shown: set[str] = set()

    def head(self) -> Iterator[Line]:
        """What bears on what, and how many ways there are."""
        lengths = sorted({len(way.steps) for way in self.ways.ways})
        number = len(self.ways.ways)
        if number == 1:
            words = "one way" if self.ways.more is False else "the shortest way"
        else:
            words = f"{number:,} ways" if self.ways.more is False else f"the {number:,} shortest ways"
        steps = joined_words([f"{length:,}" for length in lengths], "and") + (" step" if lengths == [1] else " steps")
        over = "" if self.ways.editorial else ", over links that authors make"
        yield Line(0, "", [Part("How ", "heading"), *self._end(self.ways.a), Part(" bears on "), *self._end(self.ways.b)])
        yield Line(0, "", [Part(f"{words}, of {steps}{over}", "tally")])

    def _end(self, id: str) -> list[Part]:
        """An end of the ways: the id of a node, and the name or text of anything else with its id."""
        entry = self.map.entry(id)
        if entry is None or entry.kind == "node":
            return [part(id, "id")]
        return [part(self._name(id), "heading"), Part(" "), part(f"[{id}]", "id")]

    def _name(self, id: str) -> str:
        entry = self.map.entry(id)
        if isinstance(entry, Question):
            return entry.text
        if isinstance(entry, Person | Position):
            return entry.name
        return source_label(self.map, id)

    def way(self, number: int, way: Way) -> Iterator[Line]:
        """A way: where it begins, its steps, what it amounts to."""
        yield Line(0, "", [Part(f"Way {number:,}, {counted(len(way.steps), 'step')}", "heading")])
        if way.steps[0].kind == "has":
            yield self._entry(self.ways.a, [])
        else:
            yield self._node(way.first, NODE_MARKS[self.map.nodes[way.first].type], [])
        before: Step | None = None
        for at, step in enumerate(way.steps, 1):
            yield self._step(at, step, before)
            before = step
        yield self._amounts_to(way)

    def _step(self, number: int, step: Step, before: Step | None) -> Line:
        words = [Part(f"{number:,}. ")]
        if step.kind == "has":
            words.append(Part(f"{self._has(step.source, step.target)}: "))
            return self._node(step.target, NODE_MARKS[self.map.nodes[step.target].type], words)
        if not step.is_reason:
            words.append(Part(f"{'answers' if step.kind == 'answers' else 'under' if step.kind == 'under' else self._held(step)}: "))
            return self._entry(step.target, words)
        mark = LINK_MARKS[step.link.type] if step.link else "x"
        return self._node(step.target, mark, [*words, *self._how(step, before, number)])

    def _has(self, id: str, node: str) -> str:
        """What a node is to the position, person or source it is of, as the beginning of a way."""
        entry = self.map.entry(id)
        if not isinstance(entry, Source):
            return "holds" if self.map.nodes[node].type == "claim" or isinstance(entry, Position) else "puts forward"
        return "cited for" if any(each.source == id for each in self.map.nodes[node].cite) else "read in it"

    def _held(self, step: Step) -> str:
        entry = self.map.entry(step.target)
        if not isinstance(entry, Source):
            return "of the position" if isinstance(entry, Position) else "held by"
        return "which cites" if any(each.source == step.target for each in self.map.nodes[step.source].cite) else "read in"

    def _how(self, step: Step, before: Step | None, number: int) -> list[Part]:
        """What kind of step it is, by what it leads to the next node, and who answers it."""
        link = step.link
        words = []
        if link is not None and link.type == "attack":
            words.append(attack_words(link))
        elif link is not None and link.type == "premise":
            words.append("premise")
        words += ["editorial"] if link is not None and link.editorial else []
        words += ["bare assertion"] if step.is_bare else []
        how = f"{_WORDS[step.kind]} ({', '.join(words)})" if words else _WORDS[step.kind]
        answers = step.answers(self.map)
        if answers:
            return [part(f"{how}, answered by {self._answers(answers, before, number)}:"), Part(" ")]
        if link is not None and link.type == "attack":
            return [part(f"{how},"), Part(" "), Part(f"{UNANSWERED.text}:", UNANSWERED.role), Part(" ")]
        return [part(f"{how}:"), Part(" ")]

    def _answers(self, answers: list[str], before: Step | None, number: int) -> str:
        """Who answers a step; the step before it, if that does, by its number."""
        own = before.source if before is not None and before.is_against else None
        named = [f"step {number - 1:,}"] if own in answers else []
        others = [id for id in answers if id != own]
        few = others[: _FEW - len(named)]
        more = [f"{len(others) - len(few):,} more"] if len(others) > len(few) else []
        return joined_words([*named, *few, *more], "and")

    def _node(self, id: str, mark: str, words: list[Part]) -> Line:
        """A node with how it stands; in a line, where an earlier way has it."""
        node = self.map.nodes[id]
        if id in self.shown:
            return Line(1, mark, [*words, *joined((part(shortened(part(node.text).text, _SHOWN)), part(id, "id")))])
        self.shown.add(id)
        said = [*words, node_text(node)]
        if node.type != "claim":
            return Line(1, mark, said, (ground_info(self.map, node, self.cite),))
        cited = ([part(cite_line(self.map, node), "cite")],) if self.cite and node.cite else ()
        return Line(1, mark, said, (claim_info(self.evaluation, node), *cited))

    def _entry(self, id: str, words: list[Part]) -> Line:
        """A question, position, person or source at an end of a way."""
        entry = self.map.entry(id)
        is_question = isinstance(entry, Question)
        text = source_text(self.map, entry) if isinstance(entry, Source) else self._name(id)
        row = [*words, *with_id(text, id, "question" if is_question else "")]
        return Line(1, "?" if is_question else "•", row)

    def _amounts_to(self, way: Way) -> Line:
        """What the first node of a way is to the last one, and which of its steps carry less than they seem to."""
        if way.bearing == "itself":
            answered = next((step.target for step in way.steps if step.kind == "answers"), "")
            does = "itself answers" if answered else "itself belongs to"
            return Line(1, "", [Part("Here "), part(way.first, "id"), Part(f" {does} "), part(answered or self.ways.b, "id")])
        if way.bearing == "limits":
            does = "only takes away from what is said against" if way.is_for else "only limits"
        else:
            does = "speaks for" if way.is_for else "speaks against"
        more = []
        for numbers, one, many in (
            (_numbers(step.is_limit for step in way.steps), "is a limit, which defeats nothing", "are limits, which defeat nothing"),
            (
                _numbers(step.is_bare for step in way.steps),
                "is a bare assertion, which puts no evidence in doubt",
                "are bare assertions, which put no evidence in doubt",
            ),
            (_numbers(self._answered(way)), "is answered", "are answered"),
        ):
            if numbers:
                more.append([Part(f"{_listed(numbers)} {one if len(numbers) == 1 else many}")])
        row = [Part("On this way "), part(way.first, "id"), Part(f" {does} "), part(way.last, "id")]
        return Line(1, "", row, tuple(more))

    def _answered(self, way: Way) -> Iterator[bool]:
        """Of each step whether somebody else answers it than the attack on the way that leads to it."""
        before = ""
        for step in way.steps:
            yield any(id != before for id in step.answers(self.map))
            before = step.source if step.is_against else ""


def _numbers(are: Iterable[bool]) -> list[int]:
    return [number for number, is_one in enumerate(are, 1) if is_one]


def _listed(numbers: Sequence[int]) -> str:
    """``Step 2``, ``Steps 1, 2 and 3``, ``Steps 1, 2, 3 and 7 more``."""
    if len(numbers) == 1:
        return f"Step {numbers[0]:,}"
    few = [f"{number:,}" for number in (numbers if len(numbers) <= _FEW + 1 else numbers[:_FEW])]
    more = len(numbers) - len(few)
    return f"Steps {joined_words([*few, *([f'{more:,} more'] if more else [])], 'and')}"
