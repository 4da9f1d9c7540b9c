"""`argmap check`, which also answers to `validate`."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmap.diagnostics import Diagnostic
    from argmap.linter import Report

EXAMPLES = ("argmap check", "argmap check claims/origins --strict", "argmap check --format github")


def register(app: typer.Typer) -> None:
    """Add the command under both names."""
    end = epilog(EXAMPLES, "0 no errors, 1 errors (with --strict also warnings), 2 could not run")
    app.command("check", cls=Command, epilog=end)(check)
    app.command("validate", cls=Command, epilog=end, hidden=True)(check)


def check(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files and folders to report on; - is standard input.", show_default=False),
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
    from argmap.cli._output import kept, say, use_color, write
    from argmap.cli._targets import reports
    from argmap.reporters import report

    done = reports(paths or [], chosen(context, "project", project))
    kept.extend(done)
    write(report(_diagnostics(done, format != "json"), format, use_color(chosen(context, "color", color))))
    for line in _summary(done):
        say(line)
    raise typer.Exit(1 if any(one.failed(strict) for one in done) else 0)


def _diagnostics(done: "list[Report]", from_here: bool) -> "list[Diagnostic]":
    """What several checks found in one order, with paths as they are in each project or as they are seen from here."""
    from argmap.cli._targets import seen_from_here

    found: list[Diagnostic] = []
    for one in done:
        seen = seen_from_here(one) if from_here else None
        found.extend(one.diagnostics if seen is None else (_moved(each, seen) for each in one.diagnostics))
    return sorted(found, key=lambda each: each.sort_key())


def _moved(each: "Diagnostic", seen: "Callable[[str], str]") -> "Diagnostic":
    """A diagnostic with other paths."""
    from dataclasses import replace

    return replace(each, path=seen(each.path), related=tuple(replace(other, path=seen(other.path)) for other in each.related))


def _summary(done: "list[Report]") -> list[str]:
    from argmap.cli._targets import seen_from_here

    lines: list[str] = []
    for one in done:
        seen = seen_from_here(one) or str
        lines.extend(f"note: `{seen(path)}` is a link that leaves the project, and is not read" for path in one.project.skipped)
        lines.extend(_unmatched(one))
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


def _unmatched(one: "Report") -> list[str]:
    """What to say of patterns in the settings that match no file."""
    file = one.project.location.config.file
    names = {document.path for document in one.project.documents}
    lines = []
    for pattern in one.unmatched:
        folder = pattern.rstrip("/")
        help = f"; write `{folder}/**` for the files in it" if any(name.startswith(folder + "/") for name in names) else ""
        lines.append(f"note: `{pattern}` in {file.name if file else 'the settings'} matches no claim file{help}")
    return lines


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
