"""`argmap schema`."""

from typing import Annotated

import typer

from argmap.cli._app import Command, epilog

EXAMPLES = ("argmap schema", "argmap schema -o argmap.schema.json")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema", cls=Command, epilog=epilog(EXAMPLES, "0 printed, 2 could not run"))(schema)


def schema(
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to this file instead of standard output.", show_default=False),
    ] = None,
) -> None:
    """Print the JSON Schema of claim files, with which editors complete and check while one types.

    Begin a claim file with `# yaml-language-server: $schema=argmap.schema.json` (the path from the claim file).
    """
    from argmap.cli._output import put
    from argmap.display import json_text
    from argmap.schema import claim_file_schema

    put([json_text(claim_file_schema())], output)
