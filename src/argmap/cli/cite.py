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
    "argmap cite --all -o korean-war.bib",
)

Format = Literal["text", "markdown", "html", "json"]
_STYLES = {"bib": "bibtex", "ris": "ris"}
_FORMATS: dict[str, Format] = {"txt": "text", "md": "markdown", "markdown": "markdown", "html": "html", "htm": "html", "json": "json"}
"""What the endings of file names mean: styles, and formats of the Chicago styles."""


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
        str | None,
        typer.Option(
            "--style",
            metavar="STYLE",
            help="chicago-note, chicago-author-date, bibtex, csl-json or ris (default: chicago-note, or what the name of FILE says).",
            show_default=False,
        ),
        Takes(words=("chicago-note", "chicago-author-date", "bibtex", "csl-json", "ris")),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", help="How to print a Chicago style (default: text, or what the name of FILE says).", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="The file to write (- is standard output).", show_default=False),
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

    style, format = _written(style, format, output)
    if (id is not None) == all:
        problem = "`--all` and an id are two things to cite" if all else "there is nothing to cite"
        raise ArgmapError(problem, "name one id, or write `--all` for the bibliography of the map")
    opened = open_for_reading(context, project)
    entry = _entry(opened.map, id) if id is not None else None
    cited = cited_by(opened.map, entry)
    made = run(opened.map, cited, style)
    if not cited.places and not cited.works and style != "csl-json" and format not in ("json", "html"):
        made = ""
    put([made] if isinstance(made, str) else _printed(made, format or "text", style, id), output)
    if not cited.places and not cited.works:
        say(f"nothing is cited: {_why(entry)}")
        raise typer.Exit(1)


def _written(style: str | None, format: Format | None, output: str | None) -> tuple[str, Format | None]:
    """The style and the format to write.  Raises `ArgmapError` if the name of the file says another one, or none."""
    from argmap.cli._values import ending
    from argmap.errors import ArgmapError

    _expect_style(style or "chicago-note", format)
    if output is None or output == "-":
        return style or "chicago-note", format
    suffix = ending(output)
    if style is None and format is None and suffix not in (*_STYLES, *_FORMATS):
        names = ", ".join(f".{each}" for each in (*_STYLES, *_FORMATS))
        raise ArgmapError(f"`{output}` does not say in what style to write", f"write a name that ends in {names}, or give `--style`")
    is_prose = style is None or style.startswith("chicago")
    if suffix in _STYLES:
        is_right = format is None and style in (None, _STYLES[suffix])
        style = _STYLES[suffix] if style is None else style
    elif is_prose:
        is_right = format is None or _FORMATS.get(suffix, format) == format
        format = format or _FORMATS.get(suffix)
    else:
        is_right = suffix not in _FORMATS or suffix == "txt" or (suffix == "json" and style == "csl-json")
    if not is_right:
        said = f"--format {format}" if format is not None else f"--style {style}"
        raise ArgmapError(f"`{output}` is no name for `{said}`", f"leave out `{said}`, or give the file another name")
    return style or "chicago-note", format


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
