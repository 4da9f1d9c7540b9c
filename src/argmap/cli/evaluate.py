"""`argmap evaluate`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog, open_for_reading
from argmap.cli._takes import Takes

EXAMPLES = (
    "argmap evaluate acheson-effect",
    "argmap evaluate --why whiting-sway-japan",
    "argmap evaluate --without gottwald-letter",
    "argmap evaluate --critical",
)
MOST_POINTS = 20
"""How many single points of failure are printed."""

Many = list[str] | None
REMOVABLE = Takes("node", "source", "position", "person", "via")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate", cls=Command, epilog=epilog(EXAMPLES, "0 evaluated, 2 could not run (no such id)"))(evaluate)


def evaluate(
    context: typer.Context,
    id: Annotated[
        str | None, typer.Argument(metavar="ID", help="A question or a node.", show_default=False), Takes("question", "node")
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="ID", help="Explain the label of this node.", show_default=False), Takes("node")
    ] = None,
    without: Annotated[
        Many,
        typer.Option("--without", metavar="ID", help="What changes without this node, source, via:SOURCE, position or person."),
        REMOVABLE,
    ] = None,
    assume: Annotated[Many, typer.Option("--assume", metavar="ID", help="What changes if this is taken for granted."), REMOVABLE] = None,
    critical: Annotated[bool, typer.Option("--critical", help="What most labels (or the claim ID) hang on.")] = False,
    semantics: Annotated[
        Literal["grounded", "preferred", "stable"], typer.Option("--semantics", help="Also say on how many readings a claim is accepted.")
    ] = "grounded",
    burden: Annotated[
        Literal["default", "strict"], typer.Option("--burden", help="strict: assertions are no grounds, and rebutting is one-way.")
    ] = "default",
    format: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print it.")] = "table",
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Say how claims stand on what the map records: stands, asserted, open, falls or unsupported.

    A label is the state of the record, mostly a sign of who wrote last, and no verdict on who is right; it is printed
    with its tally and what decides it.
    """
    from argmap.cli._evaluated import Asked, data, lines
    from argmap.cli._output import columns, use_color, write
    from argmap.evaluation import evaluate as run
    from argmap.views._page import terminal

    asked = Asked(id, why, tuple(without or ()), tuple(assume or ()), critical, semantics)
    asked.check()
    evaluation = run(open_for_reading(context, project).map, burden)
    if format == "json":
        from argmap.exporters.json import dumps

        write([dumps(data(evaluation, asked))])
        return
    write(terminal(lines(evaluation, asked), columns(), use_color(chosen(context, "color", color))))
