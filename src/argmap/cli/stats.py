"""`argmap stats`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog, open_for_reading

EXAMPLES = ("argmap stats", "argmap stats position:revisionist --limit 5", "argmap stats 'bears-on:acheson-effect' --format csv")

_DEFAULT, _MOST = 10, 10**9


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("stats", cls=Command, epilog=epilog(EXAMPLES, "0 counted, 1 no such nodes, 2 could not run"))(stats)


def stats(
    context: typer.Context,
    expression: Annotated[
        list[str] | None,
        typer.Argument(metavar="EXPR", help="Which nodes, as in `argmap query`; without one all of them.", show_default=False),
    ] = None,
    limit: Annotated[
        str, typer.Option("--limit", metavar="N|all", help="How many rows of a long list are printed; CSV and JSON have all.")
    ] = str(_DEFAULT),
    format: Annotated[Literal["text", "csv", "json"], typer.Option("--format", help="How to print them.")] = "text",
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Count nodes by type, label, position, person, document and question, and who attacks whom.

    With EXPR figures of nodes are of the nodes found. Figures of attacks and clashes are of those that begin or end at
    one of them, whatever stands at the other end.
    """
    from argmap.cli._output import columns, say, use_color, write
    from argmap.cli._queried import one_expression
    from argmap.evaluation import evaluate
    from argmap.figures import figures
    from argmap.query import compile, parse
    from argmap.views.statistics import COLUMNS, Printer, figure_data, figure_rows

    asked, most = one_expression(expression), _rows(limit)
    if asked:
        parse(asked)
    map = open_for_reading(context, project).map
    evaluation = evaluate(map)
    query = compile(asked, map, evaluation=evaluation)
    for note in query.notes:
        say(f"note: {note}")
    found = figures(evaluation, query.nodes)
    more = _more(asked, chosen(context, "project", project))
    printer = Printer(evaluation, found, columns(), use_color(chosen(context, "color", color)), most, more)
    if format == "json":
        from argmap.display import json_text

        write([json_text({"argmap": 1, "expression": asked, **figure_data(printer)})])
    elif format == "csv":
        from argmap.views._csv import csv_text

        write([csv_text([COLUMNS, *figure_rows(printer)])])
    else:
        write(printer.text())
    raise typer.Exit(0 if found.nodes else 1)


def _rows(limit: str) -> int:
    """How many rows `--limit` asks for.  Raises `ArgmapError`."""
    from argmap.cli._output import bounded
    from argmap.errors import ArgmapError

    if limit == "all":
        return _MOST
    number = bounded(limit, _MOST) if limit.isascii() and limit.isdigit() else 0
    if number < 1:
        raise ArgmapError(f"`--limit` cannot be `{limit}`", "write a number of rows, at least 1, or `all`")
    return number


def _more(expression: str, project: str | None) -> str:
    """The command that prints all rows."""
    import shlex

    from argmap.display import visible

    asked = [expression] if expression else []
    named = ["--project", project] if project is not None else []
    return visible(shlex.join(["argmap", "stats", *asked, "--limit", "all", *named]))
