"""`argmap brief`."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog, open_for_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from argmap.briefing import Briefing
    from argmap.model import ArgumentMap
    from argmap.views.brief import Counts

EXAMPLES = (
    "argmap brief revisionist",
    "argmap brief orthodox --against post-orthodox --question stalins-aim",
    "argmap brief wedge-theory -o sheet.html",
)

Format = Literal["text", "markdown", "html", "json"]
_ENDINGS = {"html": "html", "htm": "html", "md": "markdown", "markdown": "markdown", "txt": "text", "json": "json"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    status = "0 written, also where the position has no claim, 2 could not run (no such position)"
    app.command("brief", cls=Command, epilog=epilog(EXAMPLES, status))(brief)


def brief(
    context: typer.Context,
    position: Annotated[str, typer.Argument(metavar="POSITION", help="The position to be argued for.", show_default=False)],
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="POSITION", help="The position to be argued against; without it all others.", show_default=False),
    ] = None,
    question: Annotated[
        str | None,
        typer.Option("--question", metavar="QUESTION", help="Only claims on this question or one under it.", show_default=False),
    ] = None,
    limit: Annotated[
        str | None, typer.Option("--limit", metavar="N", help="At most N entries in each section.", show_default=False)
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="Every entry, with all grounds and answers.")] = False,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="The file to write (- is standard output).", show_default=False),
    ] = None,
    format: Annotated[
        Format | None, typer.Option("--format", help="How to write it, where the name of FILE does not say it.", show_default=False)
    ] = None,
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Write a debater's sheet: a position's case, the attacks to expect with their answers, and what is open on both sides.

    Claims stand in order of strength: those that stand on the record; then open ones with a ground that holds; asserted
    ones; open ones without such a ground. Among these come first those with more grounds that hold, more sources behind
    them, and fewer attacks unanswered. What falls is told apart. FILE ends in .html (two pages of A4 or Letter), .md or .txt.
    """
    from argmap.cli._output import put
    from argmap.cli._spelled import option, spelled
    from argmap.cli._values import format_by_name
    from argmap.errors import ArgmapError
    from argmap.evaluation import evaluate

    if all and limit is not None:
        raise ArgmapError("`--all` and `--limit` do not go together", "leave one of the two out")
    target = None if output == "-" else output
    written = (format or "text") if target is None else format_by_name(target, format, _ENDINGS, "write", "no brief as")
    counts = _counts(limit, all, written)
    opened = open_for_reading(context, project)
    _expect_position(opened.map, position)
    if against is not None:
        _expect_position(opened.map, against)
    if against == position:
        raise ArgmapError(f"`{position}` cannot be set against itself", "name another position, or leave out `--against` for all others")
    if question is not None:
        from argmap.lookup import expect

        expect(opened.map, question, "question")
    from argmap.briefing import brief as run

    briefing = run(evaluate(opened.map), position, against, question)
    options = [*option("--against", against), *option("--question", question)]
    colored = chosen(context, "color", color) if target is None else "never"
    put(_text(briefing, counts, written, lambda more: spelled("brief", [position], [*options, more]), colored), target)


def _counts(limit: str | None, all: bool, format: str) -> "Counts":
    """How much of each section is written: as much as fits, unless told.  Raises `ArgmapError`."""
    from argmap.cli._values import number
    from argmap.views.brief import ON_SCREEN, Counts

    if limit is not None:
        return Counts.each(number("--limit", limit, "entries"))
    if all or format == "json":
        return Counts.each(None)
    return ON_SCREEN if format == "text" else Counts()


def _expect_position(map: "ArgumentMap", id: str) -> None:
    """Raise `ArgmapError` for what is no position, with what there is to read of it instead."""
    from argmap.display import choice
    from argmap.errors import ArgmapError
    from argmap.lookup import expect, near_ids

    found = map.entry(id)
    if found is not None and found.kind != "position":
        few = f"; the positions are {choice(map.positions, 'and')}" if 0 < len(map.positions) <= 8 else ""
        article = "a node" if found.kind == "node" else f"a {found.kind}"
        raise ArgmapError(f"`{id}` is {article}, and a brief is for positions", f"`argmap show {id}` shows it{few}")
    if found is None and not map.positions:
        raise ArgmapError(f"no position is called `{id}`", "this map has no positions yet; `argmap show` lists its questions")
    if found is None and len(map.positions) <= 8 and not near_ids(map, id, "position"):
        raise ArgmapError(f"no position is called `{id}`", f"the positions are {choice(map.positions, 'and')}")
    expect(map, id, "position")


def _text(briefing: "Briefing", counts: "Counts", format: str, again: "Callable[[str], str]", color: str | None) -> "Iterable[str]":
    """The sheet in one of the formats."""
    if format == "json":
        from argmap.display import json_text
        from argmap.exporters._briefing import briefing_data

        return [json_text(briefing_data(briefing, counts.case))]
    from argmap.views._sheet import sheet_lines
    from argmap.views.brief import brief_sheet

    sheet = brief_sheet(briefing, counts, again)
    if format == "html":
        from argmap.views._sheet_page import sheet_page

        return [sheet_page(sheet)]
    if format == "markdown":
        from argmap.views._markdown import markdown

        return markdown(sheet_lines(sheet))
    from argmap.cli._output import columns, use_color
    from argmap.views._page import terminal

    return terminal(sheet_lines(sheet), columns(), use_color(color))
