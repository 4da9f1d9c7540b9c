"""The syntax tree of an expression, and how it is written."""

import re
from dataclasses import dataclass
from dataclasses import field as attribute

Place = tuple[int, int]
"""The first character of a part of an expression, and the one behind it."""

NOWHERE: Place = (0, 0)
KEYWORDS = ("and", "or", "not")


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a field; in quotes it is only ever text, without them `none` and `*` have a meaning."""

    text: str
    is_quoted: bool = False
    place: Place = attribute(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """`field:value,value`: any one of the values."""

    field: str
    values: tuple[Value, ...]
    place: Place = attribute(default=NOWHERE, compare=False)
    """Of the field's name."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A word that says something of a node by itself."""

    name: str
    place: Place = attribute(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """`name(expression)`: a link, in one direction or the other, to a node that matches."""

    name: str
    of: "Tree"
    place: Place = attribute(default=NOWHERE, compare=False)
    """Of the name."""


@dataclass(frozen=True, slots=True)
class Not:
    """What does not match."""

    of: "Tree"


@dataclass(frozen=True, slots=True)
class And:
    """What matches all parts, of which there are at least two."""

    parts: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """What matches some part, of which there are at least two."""

    parts: "tuple[Tree, ...]"


Tree = Condition | Flag | Relation | Not | And | Or


def both(trees: "list[Tree]") -> Tree | None:
    """What matches all of some trees; None for none."""
    return And(tuple(trees)) if len(trees) > 1 else next(iter(trees), None)


def printed(tree: Tree) -> str:
    """An expression that is read as this tree; recursion is as deep as the tree, which the parser bounds."""
    match tree:
        case Condition(name, values):
            return f"{name}:{','.join(written(value) for value in values)}"
        case Flag(name):
            return name
        case Relation(name, of):
            return f"{name}({printed(of)})"
        case Not(of):
            return f"not {_within(of, And, Or)}"
        case And(parts):
            return " and ".join(_within(each, And, Or) for each in parts)
        case Or(parts):
            return " or ".join(_within(each, Or) for each in parts)


def _within(tree: Tree, *looser: type[And] | type[Or]) -> str:
    return f"({printed(tree)})" if isinstance(tree, looser) else printed(tree)


def written(value: Value) -> str:
    """A value as it is written, in quotes if it was or must be."""
    if not value.is_quoted:
        return value.text
    return '"' + re.sub(r'(["\\])', r"\\\1", value.text) + '"'
