"""Which nodes a question about the map is about."""

from collections.abc import Callable
from dataclasses import dataclass

from argmap.dates import DateError, DateRange, parse_date
from argmap.entries import Node
from argmap.evaluation import Evaluation
from argmap.graph import questions_below
from argmap.model import ArgumentMap, holders, questions_of

Predicate = Callable[[Node], bool]


@dataclass(frozen=True)
class Criteria:
    """What a node must have: any one of each field given, and every field given."""

    type: tuple[str, ...] = ()
    position: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    since: DateRange | None = None
    until: DateRange | None = None


def matching(evaluation: Evaluation, criteria: Criteria) -> list[Node]:
    """The nodes that meet all criteria, in file order."""
    tests = _tests(evaluation.map, criteria)
    if criteria.label:
        tests.append(lambda node: evaluation.label(node.id) in criteria.label)
    return [node for node in evaluation.map.nodes.values() if all(test(node) for test in tests)]


def _tests(map: ArgumentMap, criteria: Criteria) -> list[Predicate]:
    asked = {below for id in criteria.question for below in questions_below(map, id)}
    wanted: dict[str, tuple[str, ...] | set[str]] = {
        "type": criteria.type,
        "position": criteria.position,
        "by": criteria.by,
        "source": criteria.source,
        "via": criteria.via,
        "question": asked,
        "tag": criteria.tag,
    }
    tests = [_has(_VALUES[name], frozenset(values)) for name, values in wanted.items() if values]
    tests.extend(_says(words) for words in criteria.text)
    if criteria.since or criteria.until:
        tests.append(_is_dated(criteria.since, criteria.until))
    return tests


_VALUES: dict[str, Callable[[Node], tuple[str | None, ...]]] = {
    "type": lambda node: (node.type,),
    "position": lambda node: node.position,
    "by": holders,
    "source": lambda node: tuple(citation.source for citation in node.cite),
    "via": lambda node: tuple(citation.via for citation in node.cite),
    "question": questions_of,
    "tag": lambda node: node.tags,
}


def _has(values: Callable[[Node], tuple[str | None, ...]], wanted: frozenset[str]) -> Predicate:
    return lambda node: not wanted.isdisjoint(values(node))


def _says(words: str) -> Predicate:
    folded = words.casefold()
    return lambda node: folded in node.text.casefold()


def _is_dated(since: DateRange | None, until: DateRange | None) -> Predicate:
    def test(node: Node) -> bool:
        if node.date is None:
            return False
        try:
            return parse_date(node.date).overlaps(since, until)
        except DateError:
            return False

    return test
