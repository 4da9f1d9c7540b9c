"""What is wrong with an expression, shown at its place."""

import re

from argmap.display import visible_line, width, with_short_names
from argmap.errors import ArgmapError
from argmap.query.syntax import Place

_BEFORE, _BEHIND = 40, 32
"""How many characters of a long expression are shown on either side of the place."""
_MARKED = 60
"""How many characters are marked at most."""


class ExpressionError(ArgmapError):
    """An expression that cannot be read, or that names what there is not; ``place`` says where."""

    def __init__(self, expression: str, place: Place, message: str, help: str = "") -> None:
        super().__init__(with_short_names(message), with_short_names(help), excerpt=excerpt(expression, place))
        self.place = place


def excerpt(expression: str, place: Place) -> tuple[str, str]:
    """The expression on one line, cut if it is long, and carets under the place; both without control characters."""
    start, end = place
    end = min(end, start + _MARKED)
    cut, stop = max(0, start - _BEFORE), min(len(expression), max(end, start + 1) + _BEHIND)
    cut = 0 if cut <= len("...") else cut
    line = re.sub(r"\s", " ", expression[cut:stop])
    head, middle, tail = (visible_line(part) for part in (line[: start - cut], line[start - cut : end - cut], line[end - cut :]))
    dots = "..." if cut else ""
    more = "..." if stop < len(expression) else ""
    return f"{dots}{head}{middle}{tail}{more}".rstrip(), " " * width(dots + head) + "^" * max(1, width(middle))
