"""Which nodes an expression such as `type:claim and rebuts(by:weathersby)` is about.

`compile` is the way in: it reads an expression, looks its words up in a map
and returns a `Query`, which is a predicate of nodes.  The words are those of
`argmap.query.fields`; docs/query.md has the grammar.  What is named here is
imported when it is asked for, since completion needs the words alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.query.compiled import Query, compile
    from argmap.query.options import Criteria
    from argmap.query.parser import parse
    from argmap.query.syntax import Tree, printed

__all__ = ["Criteria", "Query", "Tree", "compile", "parse", "printed"]
_MODULES = {"Criteria": "options", "Query": "compiled", "Tree": "syntax", "compile": "compiled", "parse": "parser", "printed": "syntax"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
