"""`argmap path`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog, open_for_reading
from argmap.cli._takes import IDS, Takes

EXAMPLES = (
    "argmap path perimeter-was-older kim-convinced-stalin-us-would-stay-out",
    "argmap path gottwald-letter origins --limit 1",
    "argmap path wedge-too-narrow wedge-theory --no-editorial --format json",
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("path", cls=Command, epilog=epilog(EXAMPLES, "0 found, 1 no way leads there, 2 could not run (no such id)"))(path)


def path(
    context: typer.Context,
    first: Annotated[
        str,
        typer.Argument(metavar="A", help="A node; or a position, person or source, for its nodes.", show_default=False),
        Takes("node", "position", "person", "source"),
    ],
    second: Annotated[
        str, typer.Argument(metavar="B", help="The same, or a question, for the claims that answer it.", show_default=False), Takes(*IDS)
    ],
    limit: Annotated[str, typer.Option("--limit", metavar="N", help="How many ways at most, the shortest first.")] = "3",
    editorial: Annotated[bool, typer.Option("--editorial/--no-editorial", help="Go over links that the encoder drew, too.")] = True,
    cite: Annotated[bool, typer.Option("--cite/--no-cite", help="Print citations.")] = True,
    format: Annotated[Literal["tree", "markdown", "json"], typer.Option("--format", help="How to print it.")] = "tree",
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Show how one node bears on another: the ways that lead there, every step named, the shortest first.

    Steps go over reasons, attacks, premises and conflicts in the direction in which they count. Each way ends with what
    it amounts to: whether on it A speaks for B, against it, or only limits it.
    """
    from functools import partial

    from argmap.cli._output import columns, use_color, write
    from argmap.evaluation import evaluate
    from argmap.lookup import expect
    from argmap.views.path import Commands, path_lines
    from argmap.ways import ways

    most = _ways(limit)
    opened = open_for_reading(context, project)
    for id in (first, second):
        expect(opened.map, id)
    found = ways(opened.map, first, second, most, editorial)
    if format == "json":
        from argmap.exporters.json import dumps, ways_data

        write([dumps(ways_data(found))])
    else:
        options = [*([] if editorial else ["--no-editorial"]), *([] if cite else ["--no-cite"])]
        nodes = {id for way in found.ways for step in way.steps for id in (step.source, step.target) if id in opened.map.nodes}
        commands = Commands(
            partial(_command, [first, second], options), lambda a, b: _command([a, b], options, ""), partial(_compare, cite)
        )
        lines = path_lines(evaluate(opened.map, of=nodes), found, cite, commands)
        if format == "markdown":
            from argmap.views._markdown import markdown

            write(markdown(lines))
        else:
            from argmap.views._page import terminal

            write(terminal(lines, columns(), use_color(chosen(context, "color", color))))
    raise typer.Exit(0 if found.ways else 1)


def _ways(limit: str) -> int:
    """How many ways `--limit` asks for.  Raises `ArgmapError`."""
    from argmap.cli._output import bounded
    from argmap.errors import ArgmapError
    from argmap.ways import MOST_WAYS

    number = bounded(limit, MOST_WAYS) if limit.isascii() and limit.isdigit() else 0
    if not number:
        raise ArgmapError(f"`--limit` cannot be `{limit}`", "write a number of ways, at least 1")
    return number


def _command(ids: list[str], options: list[str], more: str) -> str:
    """The command for two ids with one more option."""
    from argmap.cli._spelled import spelled

    words = [each for each in options if each != "--no-editorial"] if more == "--editorial" else [*options, *more.split()]
    return spelled("path", ids, words)


def _compare(cite: bool, first: str, second: str) -> str:
    """The command that sets two ids side by side."""
    from argmap.cli._spelled import spelled

    return spelled("compare", [first, second], [] if cite else ["--no-cite"])
