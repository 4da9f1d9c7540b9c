"""`argmap timeline`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, epilog, open_for_reading

EXAMPLES = (
    "argmap timeline --since 1950-01 --until 1950-06",
    "argmap timeline cites:gottwald-letter",
    "argmap timeline 'by:weathersby and type:support' --format csv",
    "argmap timeline --since 1950-01 --until 1950-06 -o 1950.svg",
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("timeline", cls=Command, epilog=epilog(EXAMPLES, "0 printed, 1 nothing in this time, 2 could not run"))(timeline)


def timeline(
    context: typer.Context,
    expression: Annotated[
        list[str] | None,
        typer.Argument(metavar="EXPR", help="Which nodes, as in `argmap query`; without one all of them.", show_default=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="What is dated on or after this date (EDTF).", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="What is dated on or before this date (EDTF).", show_default=False)
    ] = None,
    works: Annotated[bool, typer.Option("--works", help="Also the books and articles that the nodes cite, by their year.")] = False,
    format: Annotated[
        Literal["text", "markdown", "csv", "json", "svg"] | None,
        typer.Option("--format", help="How to print it (default: text, or what the name of FILE says).", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="The file to write (- is standard output).", show_default=False),
    ] = None,
    size: Annotated[
        Literal["16:9", "4:3", "a4", "a3", "auto"],
        typer.Option("--size", help="Of a drawing: a slide, a sheet of paper, or (auto) as high as it takes."),
    ] = "16:9",
    theme: Annotated[
        Literal["light", "dark", "print"], typer.Option("--theme", help="Of a drawing: for a light or a dark room; print has greys alone.")
    ] = "light",
    color_by: Annotated[
        Literal["position", "type", "person", "document", "label"],
        typer.Option("--color-by", help="Of a drawing: what the colours of nodes mean."),
    ] = "document",
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """List events and documents in order of date, with who says what each document shows.

    Events are nodes with a date; documents are the letters, telegrams, speeches, treaties, reports and interviews that
    nodes cite, each with the nodes that cite it. A time that lasts stands where it begins.
    """
    from argmap.cli._timed import Asked, run
    from argmap.cli._values import one_expression

    asked = Asked(one_expression(expression), since, until, works, format, output, size, theme, color_by, project)
    asked.check()
    raise typer.Exit(run(open_for_reading(context, project), asked, context, color))
