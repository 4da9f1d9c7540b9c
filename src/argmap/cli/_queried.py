"""What was asked of `argmap query`, and how the nodes found are printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from argmap.cli._app import chosen
from argmap.cli._output import bounded, columns, say, use_color, write
from argmap.dates import DateError, DateRange, parse_date
from argmap.display import visible
from argmap.entries import Node
from argmap.errors import ArgmapError
from argmap.evaluation import Evaluation
from argmap.project import Project
from argmap.query import Criteria, compile, parse
from argmap.query.order import in_order, sort_words

_MOST = 10**9


@dataclass(frozen=True)
class Asked:
    """The expression and the options of one run."""

    expression: str
    criteria: Criteria
    format: str
    sort: str
    limit: str | None
    count: bool

    def check(self) -> None:
        """Raise `ArgmapError` for what is wrong whatever the map is."""
        for option, date in (("--since", self.criteria.since), ("--until", self.criteria.until)):
            read_date(option, date)
        sort_words(self.sort)
        if self.most == 0:
            raise ArgmapError(f"`--limit` cannot be `{self.limit}`", "write a number of nodes, at least 1")
        if self.expression:
            parse(self.expression)

    @property
    def most(self) -> int:
        """How many nodes are printed at most; 0 stands for what is no such number."""
        if self.limit is None:
            return _MOST
        return bounded(self.limit, _MOST) if self.limit.isascii() and self.limit.isdigit() else 0


def one_expression(arguments: Sequence[str] | None) -> str:
    """The expression, which a shell cuts into words where it is not quoted.  Raises `ArgmapError`.

    Words are joined again.  An argument with a space in it among others was
    quoted by itself, and the shell took its quotes: what it meant is not guessed.
    """
    given = list(arguments or ())
    if any(not each.strip() for each in given):
        raise ArgmapError("the expression is empty", "leave it out for all nodes, or write one like `type:claim`")
    apart = [each for each in given if any(character.isspace() for character in each)]
    if len(given) > 1 and apart:
        help = "put the whole expression in single quotes, and texts inside it in double ones: `'by:ulam and text:\"two words\"'`"
        raise ArgmapError(f"the shell took the quotes of `{apart[0]}`", help)
    return " ".join(given)


def run(opened: Project, asked: Asked, context: typer.Context, color: str | None) -> int:
    """Find and print; returns the exit status.  Raises `ArgmapError`."""
    map = opened.map
    query = compile(asked.expression, map, asked.criteria.tree)
    for note in query.notes:
        say(f"note: {note}")
    found = query.nodes
    if asked.count:
        write([_count(len(found), asked.format)])
        return 0 if found else 1
    shown = in_order(found, asked.sort, map, query.evaluation)[: asked.most]
    paint = use_color(chosen(context, "color", color))
    write(_printed(opened, asked.format, shown, query.evaluation(shown) if asked.format != "ids" else None, paint, len(found)))
    left = len(found) - len(shown)
    say(f"{len(found):,} of {len(map.nodes):,} nodes" + (f"; {left:,} more than the {len(shown):,} printed" if left else ""))
    return 0 if found else 1


def _printed(opened: Project, format: str, shown: list[Node], evaluation: Evaluation | None, paint: bool, found: int) -> Iterable[str]:
    if evaluation is None:
        return (f"{visible(node.id)}\n" for node in shown)
    if format == "json":
        from argmap.exporters.json import dumps

        return [dumps(_data(opened, shown, evaluation, found))]
    if format == "csv":
        from argmap.views._csv import csv_text
        from argmap.views.table import COLUMNS, table_rows

        return [csv_text([COLUMNS, *table_rows(evaluation, shown)])]
    from argmap.views._page import terminal
    from argmap.views.table import table_lines

    if format == "markdown":
        from argmap.views._markdown import markdown

        return markdown(table_lines(evaluation, shown))
    if format == "tree":
        from argmap.views.found import found_lines

        return terminal(found_lines(evaluation, shown), columns(), paint)
    return terminal(table_lines(evaluation, shown), columns(), paint)


def _data(opened: Project, shown: list[Node], evaluation: Evaluation, found: int) -> dict[str, Any]:
    from argmap.exporters.json import map_data

    data = map_data(opened, [node.id for node in shown], ())
    tallies = {node.id: opened.map.tally(node.id) for node in shown}
    data["tallies"] = {
        id: {"label": str(evaluation.label(id)), "for": tally.supports, "against": tally.attacks, "unanswered": list(tally.unanswered)}
        for id, tally in tallies.items()
    }
    data["found"] = found
    return data


def _count(number: int, format: str) -> str:
    if format != "json":
        return f"{number}\n"
    from argmap.display import json_text

    return json_text({"argmap": 1, "found": number})


def read_date(option: str, text: str | None) -> DateRange | None:
    """The date that an option gives.  Raises `ArgmapError`."""
    if text is None:
        return None
    try:
        return parse_date(text)
    except DateError as error:
        raise ArgmapError(f"`{option} {text}` is no EDTF date: {error}", "write it like `1950-06-25`, `1950-06` or `1950`") from error
