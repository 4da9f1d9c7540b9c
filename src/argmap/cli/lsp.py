"""`argmap lsp`."""

from typing import Annotated

import typer

from argmap.cli._app import Command, epilog

EXAMPLES = ("argmap lsp",)


def register(app: typer.Typer) -> None:
    """Add the command."""
    end = epilog(EXAMPLES, "0 the editor ended it, 1 the editor was gone without a word, 2 could not run")
    app.command("lsp", cls=Command, epilog=end)(lsp)


def lsp(
    stdio: Annotated[bool, typer.Option("--stdio", help="Talk over standard input and output; there is no other way.")] = False,
) -> None:
    """Serve an editor: faults while you type, completion of ids, cards, definitions, uses, renaming, fixes, layout.

    Editors start this themselves, and talk to it by the Language Server Protocol; docs/editors.md says how to set them up.
    """
    import sys

    from argmap.cli._output import say
    from argmap.errors import ArgmapError

    if sys.stdin is None or sys.stdout is None:
        raise ArgmapError("standard input or output is closed", "let an editor start `argmap lsp`")
    try:
        from argmap.language_server.server import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pygls", "lsprotocol", "attrs", "cattrs"):
            raise
        raise ArgmapError("the language server needs the extra `lsp`", 'run `pip install "argmap[lsp]"`') from error
    if sys.stdin.isatty():
        say("argmap lsp waits for an editor to talk to it on standard input; Ctrl+C ends it")
    raise typer.Exit(serve(say))
