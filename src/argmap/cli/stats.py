"""`argmap stats`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog, open_for_reading

EXAMPLES = ("argmap stats", "argmap stats position:revisionist --limit 5", "argmap stats 'bears-on:acheson-effect' --format csv")

_DEFAULT = 10


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
    from argmap.cli._output import columns, use_color, write
    from argmap.cli._spelled import option, spelled
    from argmap.cli._values import looked_up, number, one_expression
    from argmap.evaluation import evaluate
    from argmap.figures import figures
    from argmap.views.statistics import COLUMNS, Printer, figure_data, figure_rows

    asked, most = one_expression(expression), number("--limit", limit, "rows", all=True)
    map = open_for_reading(context, project).map
    evaluation = evaluate(map)
    found = figures(evaluation, looked_up(asked, map, evaluation=evaluation).nodes)
    named = option("--project", chosen(context, "project", project))
    more = spelled("stats", [asked] if asked else [], ["--limit", "all", *named])
    printer = Printer(evaluation, found, columns(), use_color(chosen(context, "color", color)), most, more)
    if format == "json":
        from argmap.display import json_text

        write([json_text({"argmap": 1, "expression": asked, **figure_data(printer)})])
    elif format == "csv":
        from argmap.views._csv import csv_text

        write([csv_text(COLUMNS, figure_rows(printer))])
    else:
        write(printer.text())
    raise typer.Exit(0 if found.nodes else 1)
