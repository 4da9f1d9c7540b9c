"""`argmap cite`."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from argmap.cli._app import Command, ProjectOption, epilog, open_for_reading
from argmap.cli._takes import Takes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.entries import Entry
    from argmap.model import ArgumentMap
    from argmap.works.prose import Prose

EXAMPLES = (
    "argmap cite gottwald-tie-down",
    "argmap cite acheson-effect --style chicago-author-date --format markdown",
    "argmap cite --all --style bibtex -o korean-war.bib",
)

Format = Literal["text", "markdown", "html", "json"]
_ENDINGS = {"txt": "text", "md": "markdown", "markdown": "markdown", "html": "html", "htm": "html", "json": "json"}
_STYLES = {"bib": "bibtex", "ris": "ris"}
"""The styles that the name of a file can mean; what else it means is a format of the Chicago styles."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("cite", cls=Command, epilog=epilog(EXAMPLES, "0 printed, 1 nothing is cited, 2 could not run"))(cite)


def cite(
    context: typer.Context,
    id: Annotated[
        str | None, typer.Argument(metavar="ID", help="A node, source, person, position or question.", show_default=False)
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="The bibliography of the whole map.")] = False,
    style: Annotated[
        str,
        typer.Option("--style", metavar="STYLE", help="chicago-note, chicago-author-date, bibtex, csl-json or ris."),
        Takes(words=("chicago-note", "chicago-author-date", "bibtex", "csl-json", "ris")),
    ] = "chicago-note",
    format: Annotated[
        Format | None,
        typer.Option("--format", help="How to print a Chicago style (default: text, or what the name of FILE says).", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to this file instead of standard output.", show_default=False),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Print citations and bibliographies as Chicago writes them, or for Zotero, Pandoc and LaTeX.

    Of a node its citations in order, of a source its entry, of a person what that person wrote, of a position or question
    the works that its nodes cite.
    """
    from argmap.bibliography import cite as run
    from argmap.cli._output import put, say
    from argmap.errors import ArgmapError
    from argmap.works.cited import cited_by

    _expect_style(style, format)
    written = _format(style, format, output)
    if (id is not None) == all:
        problem = "`--all` and an id are two things to cite" if all else "there is nothing to cite"
        raise ArgmapError(problem, "name one id, or write `--all` for the bibliography of the map")
    opened = open_for_reading(context, project)
    entry = _entry(opened.map, id) if id is not None else None
    cited = cited_by(opened.map, entry)
    made = run(opened.map, cited, style)
    if not cited.places and not cited.works and style != "csl-json" and written not in ("json", "html"):
        made = ""
    put([made] if isinstance(made, str) else _printed(made, written, style, id), output)
    if not cited.places and not cited.works:
        say(f"nothing is cited: {_why(entry)}")
        raise typer.Exit(1)


def _expect_style(style: str, format: str | None) -> None:
    """Raise `ArgmapError` for a style that does not exist, and for a format that it has not."""
    from argmap.bibliography import styles
    from argmap.display import choice
    from argmap.errors import ArgmapError
    from argmap.nearest import nearest

    known = styles()
    if style not in known:
        near = nearest(style, known) or next((each for each in known if style.lower() in each.split("-")), None)
        listed = f"it takes {choice(known)}"
        raise ArgmapError(f"`--style` cannot be `{style}`", f"did you mean `{near}`? {listed}" if near else listed)
    if format is not None and not style.startswith("chicago"):
        raise ArgmapError(
            f"`--format` is for the Chicago styles; `{style}` is a format of its own",
            f"leave it out, or write `--style chicago-note --format {format}`",
        )


def _format(style: str, format: str | None, output: str | None) -> str:
    """How to print a Chicago style.  Raises `ArgmapError` if the name of the file says another format, or another style."""
    from argmap.cli._values import ending, format_by_name
    from argmap.errors import ArgmapError

    said = ending(output or "")
    if format is None and said in _STYLES and style != _STYLES[said]:
        raise ArgmapError(f"`{output}` is no name for {style}", f"write `--style {_STYLES[said]}`, or give the file another name")
    if output is None or said not in _ENDINGS or not style.startswith("chicago"):
        return format or "text"
    return format_by_name(output, format, _ENDINGS, "write", "citations as")


def _entry(map: "ArgumentMap", id: str) -> "Entry":
    """The entry with this id.  Raises `ArgmapError`."""
    from argmap.lookup import expect

    entry = expect(map, id)
    assert entry is not None  # noqa: S101  only where a kind is asked for
    return entry


def _why(entry: "Entry | None") -> str:
    if entry is None:
        return "the map has no sources"
    return {
        "node": f"`{entry.id}` has no citation",
        "person": f"no source is by `{entry.id}`; `argmap query --by {entry.id}` lists what is ascribed to that person",
    }.get(entry.kind, f"no node of `{entry.id}` has a citation")


def _printed(prose: "Prose", format: str, style: str, id: str | None) -> "Iterable[str]":
    from argmap.cli._output import columns
    from argmap.display import json_text
    from argmap.views import bibliography

    if format == "json":
        return [json_text(bibliography.data(prose, style, id))]
    if format == "html":
        return [bibliography.page(prose)]
    return bibliography.markdown(prose) if format == "markdown" else bibliography.text(prose, columns())
