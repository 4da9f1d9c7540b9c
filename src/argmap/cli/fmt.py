"""`argmap fmt`."""

from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog

if TYPE_CHECKING:
    from argmap.cli._formatted import Run

EXAMPLES = ("argmap fmt", "argmap fmt --check claims/origins", "argmap fmt --diff claims/positions.yaml")


def register(app: typer.Typer) -> None:
    """Add the command."""
    end = epilog(EXAMPLES, "0 done, 1 something would change (--check, --diff), 2 could not run, or a file is left alone")
    app.command("fmt", cls=Command, epilog=end)(fmt)


def fmt(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files and folders to format; - is standard input, written to standard output.", show_default=False
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; name the files that would change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Bring claim files into the one canonical layout; without a path, those of the project here or above.

    Comments stay with what they belong to, and what the files say stays the same: each file is read again and
    compared before it is written.
    """
    from argmap.cli._formatted import Run
    from argmap.cli._output import say, use_color

    names = paths or []
    root = chosen(context, "project", project)
    run = Run(check, diff, use_color(chosen(context, "color", color)))
    if "-" in names or (root == "-" and not names):
        run.standard_input(names)
    else:
        _files(run, names, root)
    for line in run.summary():
        say(line)
    raise typer.Exit(run.status())


def _files(run: "Run", names: list[str], root: str | None) -> None:
    from argmap.cli._output import say
    from argmap.cli._targets import files_of
    from argmap.display import first_few
    from argmap.errors import ArgmapError
    from argmap.walk import SUFFIXES

    skipped: list[str] = []
    found = files_of(names, root, skipped)
    for target in found:
        if target.is_named and not target.path.name.endswith(SUFFIXES):
            raise ArgmapError(f"`{target.shown}` is no claim file: its name does not end in `.yaml` or `.yml`", "name a claim file")
    for link in skipped:
        say(f"note: `{link}` is a link that leaves the project, and is left alone")
    for target in found:
        run.file(target)
    if len(run.foreign) == len(found):  # in CI "0 files would be formatted" must not pass for a wrong folder
        raise ArgmapError(f"there is no claim file: nothing in {first_few(run.foreign)} looks like a part of one", "name another folder")
