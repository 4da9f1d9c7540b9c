"""`argmap show`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog, open_for_reading

EXAMPLES = ("argmap show", "argmap show origins", "argmap show acheson-effect --position orthodox", "argmap show gottwald-letter")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show", cls=Command, epilog=epilog(EXAMPLES, "0 shown, 2 could not run (no such id, no project)"))(show)


def show(
    context: typer.Context,
    id: Annotated[
        str | None, typer.Argument(metavar="ID", help="A question, node, position, person or source.", show_default=False)
    ] = None,
    depth: Annotated[str | None, typer.Option("--depth", metavar="N|all", help="How many levels to show.", show_default=False)] = None,
    position: Annotated[
        list[str] | None, typer.Option("--position", metavar="POSITION", help="Only claims of this school.", show_default=False)
    ] = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="PERSON", help="Only claims this person holds.", show_default=False)
    ] = None,
    cite: Annotated[bool, typer.Option("--cite/--no-cite", help="Print citations.")] = True,
    format: Annotated[Literal["tree", "markdown", "json"], typer.Option("--format", help="How to print it.")] = "tree",
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Show the tree of a question, or the card of a node, position, person or source.

    Without an ID: all questions with their tallies. A tally counts the reasons for a claim, the attacks on it, and the
    attacks that nothing answers.
    """
    from argmap.cli._output import columns, use_color, write
    from argmap.evaluation import evaluate
    from argmap.views.show import show as draw

    depth_shown = levels(depth)
    opened = open_for_reading(context, project)
    evaluation = evaluate(opened.map)
    shown = draw(evaluation, id, depth_shown, tuple(position or ()), tuple(by or ()), cite)
    if format == "json":
        from argmap.exporters.json import dumps, map_data, tallies_data

        data = map_data(opened, shown.nodes, shown.questions)
        data["tallies"] = tallies_data(evaluation, shown.nodes)
        data["left_out"] = shown.left_out
        write([dumps(data)])
    elif format == "markdown":
        from argmap.views._markdown import markdown

        write(markdown(shown.lines))
    else:
        from argmap.views._page import terminal

        write(terminal(shown.lines, columns(), use_color(chosen(context, "color", color))))


def levels(depth: str | None) -> int | None:
    """The number of levels that `--depth` asks for.  Raises `ArgmapError`."""
    from argmap.cli._values import MOST, number
    from argmap.views.tree import ALL

    found = None if depth is None else number("--depth", depth, "levels", least=0, all=True)
    return ALL if found == MOST else found
