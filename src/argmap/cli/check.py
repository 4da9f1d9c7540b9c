"""`argmap check`, which also answers to `validate`."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from argmap.cli._app import ColorOption, ProjectOption, chosen, epilog

if TYPE_CHECKING:
    from argmap.linter import Report

EXAMPLES = ("argmap check", "argmap check claims/origins --strict", "argmap check --format github")


def register(app: typer.Typer) -> None:
    """Add the command under both names."""
    end = epilog(EXAMPLES, "0 no errors, 1 errors (with --strict also warnings), 2 could not run")
    app.command("check", epilog=end)(check)
    app.command("validate", epilog=end, hidden=True)(check)


def check(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders to report on; - is standard input.", show_default=False),
    ] = None,
    format: Annotated[Literal["full", "concise", "json", "github"], typer.Option("--format", help="How to print diagnostics.")] = "full",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Check claim files and report every fault with its place, the rule and the cure.

    A file inside a project is checked with the whole project, and reported on alone. A comment
    `# argmap: ignore[rule]` silences a rule on its line; `argmap explain RULE` says what a rule is about.
    """
    from dataclasses import replace

    from argmap.cli._output import kept, say, use_color, write
    from argmap.cli._targets import as_seen_from_here, reports
    from argmap.reporters import report

    done = reports(paths or [], chosen(context, "project", project))
    kept.extend(done)
    diagnostics = [each for one in done for each in one.diagnostics]
    if format != "json":
        diagnostics = [replace(each, path=as_seen_from_here(one, each.path)) for one in done for each in one.diagnostics]
    write(report(diagnostics, format, use_color(chosen(context, "color", color))))
    for line in _summary(done):
        say(line)
    raise typer.Exit(1 if any(one.failed(strict) for one in done) else 0)


def _summary(done: "list[Report]") -> list[str]:
    lines: list[str] = []
    for one in done:
        lines.extend(f"note: `{path}` is a link that leaves the project, and is not read" for path in one.project.skipped)
        if one.withheld:
            lines.append("note: a file cannot be read, so what leads nowhere or is used by nothing is not reported yet")
    every = [str(each.severity) for one in done for each in one.diagnostics]
    files = sum(len(one.project.documents) for one in done)
    nodes = sum(len(one.project.map.nodes) for one in done)
    checked = f"{_count(nodes, 'node')} in {_count(files, 'file')}"
    if every:
        lines.append(f"{_count(every.count('error'), 'error')}, {_count(every.count('warning'), 'warning')} ({checked})")
    else:
        lines.append(f"no faults found ({checked})")
    return lines


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
