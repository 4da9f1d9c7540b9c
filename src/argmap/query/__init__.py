"""Which nodes an expression such as `type:claim and rebuts(by:weathersby)` is about.

`compile` is the way in: it reads an expression, looks its words up in a map
and returns a `Query`, which is a predicate of nodes.  The words are those of
`argmap.query.fields`; docs/query.md has the grammar.
"""

from argmap.query.compiled import Query, compile
from argmap.query.options import Criteria
from argmap.query.parser import parse
from argmap.query.syntax import Tree, printed

__all__ = ["Criteria", "Query", "Tree", "compile", "parse", "printed"]
