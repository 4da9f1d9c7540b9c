"""How the nodes that match a part of an expression are found."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from argmap.dates import DateError, DateRange, parse_date
from argmap.query.folding import folded
from argmap.query.index import Ids, Index

CHEAP, LINKS, TEXT, LABEL = range(4)


class Plan(NamedTuple):
    """How the nodes that match are found among some; what costs more is looked at after what costs less has left few."""

    cost: int
    among: Callable[[Ids], Ids]


NOTHING = Plan(CHEAP, lambda ids: set())


def found(lookup: Callable[[], Ids], cost: int = CHEAP) -> Plan:
    """What a lookup in the whole map yields."""
    return Plan(cost, lambda ids: lookup() & ids)


def tested(ids_of: Callable[[Ids], Iterable[str]], cost: int) -> Plan:
    """What a test of each node yields."""
    return Plan(cost, lambda ids: set(ids_of(ids)))


def all_of(plans: Sequence[Plan]) -> Plan:
    """What every plan finds."""
    ordered = sorted(plans, key=lambda plan: plan.cost)

    def among(ids: Ids) -> Ids:
        for plan in ordered:
            ids = plan.among(ids)
        return ids

    return Plan(ordered[-1].cost, among)


def any_of(plans: Sequence[Plan]) -> Plan:
    """What some plan finds."""
    if len(plans) == 1:
        return plans[0]
    ordered = sorted(plans, key=lambda plan: plan.cost)

    def among(ids: Ids) -> Ids:
        matching: Ids = set()
        for plan in ordered:
            matching |= plan.among(ids if plan.cost == CHEAP else ids - matching)
        return matching

    return Plan(ordered[-1].cost, among)


def all_but(plan: Plan) -> Plan:
    """What a plan does not find."""
    return Plan(plan.cost, lambda ids: ids - plan.among(ids))


def related(index: Index, relation: str, of: Plan) -> Plan:
    """The nodes that stand in a relation to one that a plan finds."""

    def among(ids: Ids) -> Ids:
        pairs = [pair for pair in index.pairs(relation) if pair[0] in ids]
        others = of.among({other for _, other in pairs})
        return {id for id, other in pairs if other in others}

    return Plan(max(of.cost, LINKS), among)


def labelled(index: Index, label: str) -> Plan:
    """The nodes with a label."""

    def among(ids: Ids) -> Iterable[str]:
        label_of = index.labels.of(ids).label
        return (id for id in ids if label_of(id) == label)

    return tested(among, LABEL)


def saying(index: Index, field: str, words: str) -> Plan:
    """The nodes with a text that holds words, which are folded."""
    return tested(lambda ids: (id for id in ids if words in index.text(field, id)), TEXT)


def dated(index: Index, when: DateRange) -> Plan:
    """The nodes whose date is, or may be, in a time."""

    def among(ids: Ids) -> Iterable[str]:
        for id in ids:
            date = index.map.nodes[id].date
            if date is not None and _overlaps(date, when):
                yield id

    return tested(among, LINKS)


def _overlaps(date: str, when: DateRange) -> bool:
    try:
        return parse_date(date).overlaps(when, when)
    except DateError:
        return False


def present(index: Index, field: str) -> Plan:
    """The nodes that have a value in a field."""
    if field == "date":
        return tested(lambda ids: (id for id in ids if index.map.nodes[id].date is not None), LINKS)
    if field in ("note", "quote"):
        return tested(lambda ids: (id for id in ids if index.text(field, id)), TEXT)
    return found(lambda: set().union(*index.having(field).values()))


def tagged(index: Index, tag: str) -> Plan:
    """The nodes with a tag, in any case."""
    return found(lambda: index.having("tag").get(folded(tag), set()))
