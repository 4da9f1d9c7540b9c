"""What all commands share: the options before a command, and how a wrong command is answered."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from argmap.errors import ArgmapError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.project import Location, Project

_OUR_WORDS = {
    "show": ("tree", "view", "print", "cat", "display", "open", "list", "ls", "card", "info", "questions"),
    "query": ("find", "search", "grep", "filter", "select", "nodes"),
    "compare": ("versus", "vs", "against", "clash", "clashes", "contrast", "side-by-side", "agree"),
    "brief": ("briefing", "debate", "sheet", "prep", "prepare", "handout", "casebook"),
    "path": ("way", "ways", "route", "paths", "chain", "trace", "bears-on", "bears", "from-to", "connection", "between"),
    "render": (
        "draw",
        "plot",
        "picture",
        "diagram",
        "graph",
        "svg",
        "png",
        "pdf",
        "dot",
        "image",
        "paint",
        "visualize",
        "visualise",
        "viz",
    ),
    "check": ("lint", "verify-files", "test", "diagnose"),
    "fmt": ("format", "reformat", "tidy", "prettify", "pretty", "beautify", "indent", "layout"),
    "explain": ("rule", "rules", "why", "doc", "docs"),
    "evaluate": ("label", "labels", "judge", "solve", "status", "eval"),
    "timeline": ("chronology", "events", "dates", "history", "calendar"),
    "stats": ("statistics", "figures", "count", "counts", "numbers", "summary"),
    "config": ("settings", "configuration", "configure", "options", "preferences", "conf", "show-settings"),
    "schema": ("json-schema", "jsonschema", "editor"),
    "completion": ("complete", "completions", "autocomplete", "shell-completion", "install-completion", "bash", "zsh", "fish"),
    "lsp": ("language-server", "langserver", "server", "serve", "ls-server"),
    "cite": ("bibliography", "bib", "bibtex", "references", "reference", "citations", "citation", "footnotes", "works", "sources", "ris"),
    "export": ("dump", "json", "convert", "save", "to-json"),
}

Color = Literal["auto", "always", "never"]
ProjectOption = Annotated[
    str | None,
    typer.Option("--project", metavar="PATH", help="A project folder, a claim file, or - for standard input.", show_default=False),
]
ColorOption = Annotated[
    Color | None, typer.Option("--color", help="Colour the output (default: auto, which heeds NO_COLOR).", show_default=False)
]


def _print_help(context: Any, parameter: Any, asked: bool) -> None:
    from argmap.cli._output import write

    if asked:
        write([context.get_help() + "\n"])
        raise typer.Exit(0)


class Command(TyperCommand):
    """A command whose help is printed as answers are, so that a closed output or a full disk is told apart."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _print_help
        return option


class CommandGroup(TyperGroup):
    """A group that answers an unknown command with the nearest one, and foreign words with ours."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`, printed as `Command` does."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _print_help
        return option

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command named first in ``args``.  Raises `ArgmapError` if there is none."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            raise ArgmapError(f"`{name}` is not a command", self._cure(name, args[1:]))
        return super().resolve_command(ctx, args)

    def _cure(self, name: str, rest: list[str]) -> str:
        if name.lower() == "help":
            return f"see `argmap {rest[0]} --help`" if rest and rest[0] in self.commands else "see `argmap --help`"
        for ours, theirs in _OUR_WORDS.items():
            if name.lower() in theirs:
                return f"argmap calls this `{ours}`"
        from argmap.nearest import nearest

        names = [each for each, command in self.commands.items() if not command.hidden]
        near = nearest(name, names)
        return f"did you mean `{near}`?" if near else f"the commands are {', '.join(f'`{each}`' for each in names)}"


def _print_version(asked: bool) -> None:
    if asked:
        from argmap import __version__
        from argmap.cli._output import write

        write([f"argmap {__version__}\n"])
        raise typer.Exit(0)


def root_options(
    context: typer.Context,
    project: ProjectOption = None,
    color: ColorOption = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)] = False,
) -> None:
    """Argument maps as plain text: read, check, query and draw a scholarly debate.

    Without a project here or above, the reading commands use the map that ships with argmap: the debate on the
    origins of the Korean War.
    """
    context.obj = {"project": project, "color": color}


def chosen(context: typer.Context, name: str, value: Any) -> Any:
    """An option given to the command, or else before it."""
    return value if value is not None else (context.obj or {}).get(name)


def expect_choice(what: str, words: "Iterable[str]", choices: "tuple[str, ...]") -> None:
    """Raise `ArgmapError` for the first word that is none of the choices."""
    from argmap.nearest import nearest

    for each in words:
        if each not in choices:
            near = nearest(each, choices)
            raise ArgmapError(f"`{each}` is not {what}", f"did you mean `{near}`?" if near else f"write {', '.join(choices)}")


def open_for_reading(context: typer.Context, project: str | None) -> "Project":
    """The project that a reading command is about.  Says on stderr if it is the shipped one, or has faults."""
    from argmap.cli._output import kept, say
    from argmap.project import locate_for_reading, open_project

    location = locate_for_reading(chosen(context, "project", project))
    if location.shipped:
        say("note: no project here or above; reading the map that ships with argmap")
    opened = open_project(location, keep_values=False)
    kept.append(opened)
    if opened.fault_count:
        from argmap.display import counted

        faults, see = counted(opened.fault_count, "fault"), f"argmap check{_option(location, context, project)}"
        say(f"note: {faults} in the claim files, and what is faulty is left out; see `{see}`")
    return opened


def _option(location: "Location", context: typer.Context, project: str | None) -> str:
    named = chosen(context, "project", project)
    return f" --project {named}" if named is not None else ""


def epilog(examples: tuple[str, ...], status: str) -> str:
    r"""The end of a command's help; ``\b`` keeps Typer from joining the lines."""
    shown = "\n".join(f"  {example}" for example in examples)
    return f"\b\nExamples:\n{shown}\n\n\b\nExit status:\n  {status}"
