"""`argmap rename`."""

from typing import Annotated

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog

EXAMPLES = (
    "argmap rename wedge-asian-tito wedge-no-asian-tito",
    "argmap rename kim-2019 kim-yy-2019 --diff",
)

_SHOWN = 10
"""How many mentions are pointed out one by one."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    end = epilog(EXAMPLES, "0 renamed (with --diff: shown), 2 could not run, and nothing was changed")
    app.command("rename", cls=Command, epilog=end)(rename)


def rename(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id of a node, question, position, person or source.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What it is to be called.")],
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change, and write nothing.")] = False,
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Rename an id everywhere in the project, or nowhere.

    The entry itself and every field that names it are changed. Comments and texts that mention the id are pointed out and
    left to you.
    """
    from argmap.cli._changes import diff as differences
    from argmap.cli._changes import write_all
    from argmap.cli._output import kept, say, use_color, write
    from argmap.cli._targets import seen_from_here, targets
    from argmap.display import counted
    from argmap.renaming import rename as renamed

    [target] = targets([], chosen(context, "project", project))
    kept.append(target)
    done = renamed(target.project, old, new)
    if diff:
        write(differences(target, done.changed, use_color(chosen(context, "color", color))))
    else:
        write_all(target, done.changed)
    seen = seen_from_here(target.project) or str
    for path, line in done.mentions[:_SHOWN]:
        say(f"note: a comment or text still mentions `{old}`: {seen(path)}:{line}")
    if len(done.mentions) > _SHOWN:
        say(f"note: and {counted(len(done.mentions) - _SHOWN, 'line')} more; search the claim files for `{old}`")
    where = f"{counted(done.places, 'place')} in {counted(len(done.changed), 'file')}"
    say(f"{'would rename' if diff else 'renamed'} `{old}` to `{new}`: {where}")
