"""What the values of options and arguments are, for completion while one types.

What the help calls a value says what it is: an option with `metavar="POSITION"`
is completed with the ids of positions, and one whose type is a `Literal` with
its words.  Where the name does not say enough, `Takes` stands beside the option:
`Annotated[str, typer.Argument(metavar="A"), Takes("position", "person", "source")]`.
"""

from collections.abc import Sequence
from typing import NamedTuple

IDS = ("question", "position", "person", "source", "node")


class Takes:
    """What an option or argument takes.

    Each of ``kinds`` is a kind of entry (its ids), or `via` (sources behind
    `via:`), `rule`, `tag`, `type`, `label`, `depth`, `sort`, `expression` (of `argmap query`) or
    `file`; ``words`` are taken as they are.  ``is_list`` if commas separate several values.
    """

    def __init__(self, *kinds: str, words: Sequence[str] = (), is_list: bool = False) -> None:
        self.kinds = kinds
        self.words = tuple(words)
        self.is_list = is_list


NOTHING = Takes()

BY_METAVAR: dict[str, Takes] = {
    "ID": Takes(*IDS),
    "OLD": Takes(*IDS),
    "NODE": Takes("node"),
    "QUESTION": Takes("question"),
    "POSITION": Takes("position"),
    "PERSON": Takes("person"),
    "SOURCE": Takes("source"),
    "TYPE": Takes("type"),
    "LABEL": Takes("label"),
    "TAG": Takes("tag"),
    "RULE": Takes("rule", is_list=True),
    "EXPR": Takes("expression"),
    "N|all": Takes("depth"),
    "FIELD,...": Takes("sort", is_list=True),
    "FILE": Takes("file"),
    "PATH": Takes("file"),
    **dict.fromkeys(("NEW", "N", "DATE", "WORDS", "URL"), NOTHING),
}
"""What is taken where the help calls it so; a test asks that every option have such a name, a `Takes` or a `Literal`."""


class Candidate(NamedTuple):
    """Something that may be typed next, and what it is."""

    value: str
    words: str = ""
