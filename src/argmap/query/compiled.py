"""An expression over a map: what its words mean there, and which nodes match."""

from functools import cached_property

from argmap.dates import DateError
from argmap.entries import Node, Person
from argmap.errors import ArgmapError, joined
from argmap.evaluation import Evaluation
from argmap.model import ArgumentMap
from argmap.nearest import nearest
from argmap.query import plans
from argmap.query._dates import date_range
from argmap.query.fields import ANY, FIELDS, FLAGS, NONE, RELATIONS, Field
from argmap.query.folding import folded
from argmap.query.index import Ids, Index, Labels
from argmap.query.parser import parse
from argmap.query.people import people_called
from argmap.query.plans import Plan
from argmap.query.problems import ExpressionError
from argmap.query.syntax import And, Condition, Flag, Not, Or, Place, Relation, Tree, Value, both
from argmap.query.wrong import expect_value, wrong_field, wrong_flag, wrong_relation

_MOST_PROBLEMS = 20
"""How many mistakes of an expression are told; to look for the nearest name of thousands would take minutes."""
_NAMED = 4
"""How many people a name is said to mean."""


class Query:
    """An expression over one map: a predicate of nodes, and the nodes that match."""

    def __init__(self, index: Index, tree: Tree | None, plan: Plan | None, notes: tuple[str, ...]) -> None:
        self.tree = tree
        """What is asked; None if every node matches."""
        self.notes = notes
        """What is worth saying of it, though it can be answered."""
        self._index = index
        self._plan = plan

    @cached_property
    def ids(self) -> Ids:
        """The ids of the nodes that match."""
        return self._plan.among(self._index.ids) if self._plan is not None else self._index.ids

    def __call__(self, node: Node) -> bool:
        """Whether a node of the map matches."""
        return node.id in self.ids

    @property
    def nodes(self) -> list[Node]:
        """The nodes that match, in file order."""
        return [node for id, node in self._index.map.nodes.items() if id in self.ids]

    def evaluation(self, nodes: list[Node]) -> Evaluation:
        """An evaluation that has the labels of these nodes (at least)."""
        return self._index.labels.of(node.id for node in nodes)


def compile(expression: str, map: ArgumentMap, options: Tree | None = None, evaluation: Evaluation | None = None) -> Query:
    """Read an expression and look its words up in a map.

    The empty string matches every node.  ``options`` is what must match as
    well, and ``evaluation`` is one of the whole map, if there is one already.
    Labels are evaluated only if they are asked for.  Raises `ArgmapError`
    that says all that is wrong with the expression, each with its place.
    """
    compiler = _Compiler(expression, Index(map, Labels(map, evaluation)))
    tree = both([each for each in (options, parse(expression) if expression else None) if each is not None])
    plan = compiler.plan(tree) if tree is not None else None
    if compiler.problems:
        raise joined(compiler.problems)
    return Query(compiler.index, tree, plan, tuple(dict.fromkeys(compiler.notes)))


class _Compiler:
    """Turns a tree into a plan, and collects what is wrong with its words; recursion is as deep as the tree."""

    def __init__(self, expression: str, index: Index) -> None:
        self.expression = expression
        self.index = index
        self.problems: list[ArgmapError] = []
        self.notes: list[str] = []

    def plan(self, tree: Tree) -> Plan:
        """The plan of a tree."""
        if self._has_enough():
            return plans.NOTHING
        match tree:
            case Condition():
                return self._condition(tree)
            case Flag(name, place):
                return self._flag(name, place)
            case Relation(name, of, place):
                if name not in RELATIONS:
                    self._wrong(place, *wrong_relation(name))
                return plans.related(self.index, name, self.plan(of))
            case Not(of):
                return plans.all_but(self.plan(of))
            case And(parts):
                return plans.all_of([self.plan(part) for part in parts])
            case Or(parts):
                return plans.any_of([self.plan(part) for part in parts])

    def _has_enough(self) -> bool:
        """Whether so much is wrong that the rest is not looked at, which is said once."""
        if len(self.problems) == _MOST_PROBLEMS:
            self.problems.append(ArgmapError(f"the expression has {_MOST_PROBLEMS} mistakes, and the rest of it was not looked at"))
        return len(self.problems) > _MOST_PROBLEMS

    def _flag(self, name: str, place: Place) -> Plan:
        if name not in FLAGS:
            self._wrong(place, *wrong_flag(name, self.index.map))
        return plans.found(lambda: self.index.flagged(name), plans.LINKS)

    def _condition(self, tree: Condition) -> Plan:
        field = FIELDS.get(tree.field)
        if field is None:
            self._wrong(tree.place, *wrong_field(tree.field, tree.values[0].text))
            return plans.NOTHING
        return plans.any_of([self._value(field, value) for value in tree.values])

    def _value(self, field: Field, value: Value) -> Plan:
        if self._has_enough():
            return plans.NOTHING
        if not value.is_quoted and field.may_be_absent and value.text in (ANY, NONE):
            present = plans.present(self.index, field.name)
            return present if value.text == ANY else plans.all_but(present)
        try:
            return self._asked(field, value.text)
        except ArgmapError as error:
            self._wrong(value.place, error.message, error.help)
            return plans.NOTHING

    def _wrong(self, place: Place, message: str, help: str) -> None:
        """Keep a problem; what an option says has no place."""
        is_placed = place[1] > place[0]
        self.problems.append(ExpressionError(self.expression, place, message, help) if is_placed else ArgmapError(message, help))

    def _asked(self, field: Field, text: str) -> Plan:
        """The plan of one value that is no `none` or `*`.  Raises `ArgmapError`."""
        index, name = self.index, field.name
        if field.kind == "person" and index.map.entry(text) is None and (people := people_called(index.map, text)):
            return self._people(field, text, people)
        if field.choices:
            _expect_choice(field, text)
        elif field.kind:
            expect_value(index.map, text, field)
        match name:
            case "label":
                return plans.labelled(index, text)
            case "date":
                return self._dated(text)
            case "text" | "note" | "quote":
                return self._saying(name, text)
            case "tag":
                return self._tagged(text)
            case "bears-on":
                return plans.found(lambda: index.bearing_on(text), plans.LINKS)
            case "question":
                return plans.found(lambda: index.answering(text))
            case _:
                return plans.found(lambda: index.having(name).get(text, set()))

    def _people(self, field: Field, name: str, people: list[Person]) -> Plan:
        """A name may be that of several people; whom it is taken for is said."""
        shown = ", ".join(f"{person.name} [{person.id}]" for person in people[:_NAMED])
        more = f" and {len(people) - _NAMED} more" if len(people) > _NAMED else ""
        self.notes.append(f"`{name}` is {shown}{more}")
        having = self.index.having
        return plans.found(lambda: set().union(*(having(field.name).get(person.id, set()) for person in people)))

    def _saying(self, field: str, text: str) -> Plan:
        words = folded(text)
        if not words:
            raise ArgmapError("there is nothing to look for", "write the words to look for, in quotes if there are several")
        return plans.saying(self.index, field, words)

    def _tagged(self, tag: str) -> Plan:
        """A tag is a free word, so that one that no node has is no fault, but worth a note."""
        tags = self.index.having("tag")
        if folded(tag) not in tags:
            near = nearest(folded(tag), tags)
            self.notes.append(f"no node has the tag `{tag}`" + (f"; there is `{near}`" if near else ""))
        return plans.tagged(self.index, tag)

    def _dated(self, text: str) -> Plan:
        try:
            return plans.dated(self.index, date_range(text))
        except DateError as error:
            help = "write it like `1950`, `1950-06`, `1950-06-25`, or as a time: `1950-01..1950-06`, `..1950-06`, `1950-06..`"
            raise ArgmapError(f"`{text}` is no date: {error}", help) from error


def _expect_choice(field: Field, word: str) -> None:
    if word not in field.choices:
        near = nearest(word, field.choices)
        listed = f"write {', '.join(field.choices)}"
        raise ArgmapError(f"`{word}` is no {field.what}", f"did you mean `{near}`?" if near else listed)
