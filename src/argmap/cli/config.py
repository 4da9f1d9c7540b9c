"""`argmap config`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import Command, ProjectOption, chosen, epilog

EXAMPLES = ("argmap config", "argmap config --format json")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("config", cls=Command, epilog=epilog(EXAMPLES, "0 printed, 2 the settings are wrong, or could not run"))(config)


def config(
    context: typer.Context,
    format: Annotated[Literal["toml", "json"], typer.Option("--format", help="How to print the settings.")] = "toml",
    project: ProjectOption = None,
) -> None:
    """Print the settings in force: the claim files, and the severity of every rule.

    What is printed can be copied into argmap.toml (or pyproject.toml, where the settings stand there); a comment
    says where something differs from the default.
    """
    from argmap.cli._output import say, write
    from argmap.config import Config, shown_file
    from argmap.display import json_text
    from argmap.project import here, locate, locate_named
    from argmap.views.settings import data, toml

    named = chosen(context, "project", project)
    location = locate(here()) if named is None else locate_named(named)
    settings = location.config if location else Config()
    if settings.file is not None:
        say(f"note: the settings of {shown_file(settings.file)}")
    elif location is None:
        say("note: no project here or above; these are the defaults")
    else:
        say("note: the project has no argmap.toml; these are the defaults")
    write([json_text(data(settings))] if format == "json" else toml(settings))
