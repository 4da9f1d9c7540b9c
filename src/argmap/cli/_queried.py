"""What was asked of `argmap query`, and how the nodes found are printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import typer

from argmap.cli._app import chosen
from argmap.cli._output import columns, say, use_color, write
from argmap.cli._values import MOST, looked_up, number, time_between
from argmap.display import visible
from argmap.entries import Node
from argmap.evaluation import Evaluation
from argmap.project import Project
from argmap.query import Criteria
from argmap.query.order import in_order, sort_words


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
        time_between(self.criteria.since, self.criteria.until)
        sort_words(self.sort)
        _ = self.most

    @property
    def most(self) -> int:
        """How many nodes are printed at most.  Raises `ArgmapError`."""
        return MOST if self.limit is None else number("--limit", self.limit, "nodes")


def run(opened: Project, asked: Asked, context: typer.Context, color: str | None) -> int:
    """Find and print; returns the exit status.  Raises `ArgmapError`."""
    map = opened.map
    query = looked_up(asked.expression, map, asked.criteria.tree)
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

        return [csv_text(COLUMNS, table_rows(evaluation, shown))]
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
    from argmap.exporters.json import map_data, tallies_data

    data = map_data(opened, [node.id for node in shown], ())
    data["tallies"] = tallies_data(evaluation, [node.id for node in shown])
    data["found"] = found
    return data


def _count(number: int, format: str) -> str:
    if format != "json":
        return f"{number}\n"
    from argmap.display import json_text

    return json_text({"argmap": 1, "found": number})
