"""`argmap check`, which also answers to `validate`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog

EXAMPLES = (
    "argmap check",
    "argmap check claims/origins --strict",
    "argmap check --select untrimmed-text --diff",
    "argmap check --format github --output-file report.txt",
)

Format = Literal["full", "concise", "json", "github", "gitlab", "junit", "rdjson", "sarif"]
_TEXTS = ("full", "concise")
"""The formats that the texts of `--statistics` and `--diff` may stand in for."""


def register(app: typer.Typer) -> None:
    """Add the command under both names."""
    end = epilog(EXAMPLES, "0 no errors, 1 errors (with --strict also warnings, with --diff if something would change), 2 could not run")
    app.command("check", cls=Command, epilog=end)(check)
    app.command("validate", cls=Command, epilog=end, hidden=True)(check)


def _rules(flag: str, help: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(flag, metavar="RULE", help=help, show_default=False)
    return info


def check(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files and folders to report on; - is standard input.", show_default=False),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what has exactly one cure, and report the rest.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="With --fix and --diff: also mend where the cure is a likely guess.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")] = False,
    select: Annotated[list[str] | None, _rules("--select", "Run this rule alone; give it again for more.")] = None,
    ignore: Annotated[list[str] | None, _rules("--ignore", "Leave this rule out.")] = None,
    format: Annotated[Format, typer.Option("--format", help="How to print diagnostics.")] = "full",
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the diagnostics of each rule instead.")] = False,
    output: Annotated[
        str | None, typer.Option("--output-file", "-o", metavar="FILE", help="Write to this file instead.", show_default=False)
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
    stdin_filename: Annotated[
        str | None,
        typer.Option("--stdin-filename", metavar="FILE", help="Which file of a project standard input stands for.", show_default=False),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say which settings are in force.")] = False,
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Check claim files and report every fault with its place, the rule and the cure.

    A file inside a project is checked with the whole project, and reported on alone. A comment
    `# argmap: ignore[rule]` silences a rule on its line; `argmap explain RULE` says what a rule is about.
    """
    from argmap.cli._checked import Run
    from argmap.cli._output import kept, put, say, use_color
    from argmap.errors import ArgmapError

    run = Run.prepared(paths or [], chosen(context, "project", project), stdin_filename, select or [], ignore or [])
    kept.append(run)
    if verbose:
        run.say_settings()
    run.refuse_as_output(output)
    if unsafe_fixes and not (diff or fix):
        raise ArgmapError("`--unsafe-fixes` goes with `--fix` or `--diff`")
    if statistics and diff:
        raise ArgmapError("`--statistics` and `--diff` do not go together")
    if diff and format not in _TEXTS:
        raise ArgmapError(f"`--format {format}` and `--diff` do not go together", "leave one of the two out")
    if statistics and format not in (*_TEXTS, "json"):
        raise ArgmapError(f"`--format {format}` and `--statistics` do not go together", "statistics are text, or `--format json`")
    if diff or fix:
        run.mend(unsafe_fixes, write=not diff)
    colored = use_color(chosen(context, "color", color)) and output is None
    put(run.diff(colored) if diff else run.statistics(format) if statistics else run.diagnostics(format, colored, strict), output)
    for line in run.summary(diff):
        say(line)
    raise typer.Exit(0 if exit_zero else run.status(strict, diff))
