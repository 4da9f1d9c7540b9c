"""`argmap completion`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import Command, epilog

EXAMPLES = ("argmap completion bash", "argmap completion zsh", "argmap completion fish")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("completion", cls=Command, epilog=epilog(EXAMPLES, "0 printed, 2 no such shell"))(completion)


def completion(
    shell: Annotated[Literal["bash", "zsh", "fish"], typer.Argument(metavar="SHELL", help="bash, zsh or fish.", show_default=False)],
) -> None:
    """Print the script with which a shell completes commands, options, ids and rules while one types.

    Nothing is installed: write `eval "$(argmap completion bash)"` into ~/.bashrc, the same for zsh into ~/.zshrc (behind
    compinit), or for fish `argmap completion fish | source` into its config.fish.
    """
    from argmap.cli._output import write
    from argmap.cli._shells import SCRIPTS

    write([SCRIPTS[shell]])
