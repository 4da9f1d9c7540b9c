"""`argmap export`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import Command, ProjectOption, epilog, open_for_reading

EXAMPLES = ("argmap export --format json", "argmap export --format json -o map.json")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", cls=Command, epilog=epilog(EXAMPLES, "0 written, 2 could not run"))(export)


def export(
    context: typer.Context,
    format: Annotated[Literal["json"], typer.Option("--format", help="The format to write.")] = "json",
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to this file instead of standard output.", show_default=False),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Write the whole map in another format.

    JSON is the stable machine form: all entries as written, every link with its ends, and the place of each node.
    """
    from argmap.cli._output import put
    from argmap.exporters import export as run

    put([run(open_for_reading(context, project), format)], output)
