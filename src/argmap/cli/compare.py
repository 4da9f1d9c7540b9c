"""`argmap compare`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog, open_for_reading
from argmap.cli._takes import Takes

EXAMPLES = (
    "argmap compare revisionist orthodox",
    "argmap compare kim-2019 lai --question acheson-effect",
    "argmap compare kim-yun-young shen-zhihua --only clashes --format csv",
)

_SIDE = Takes("position", "person", "source")


def register(app: typer.Typer) -> None:
    """Add the command."""
    status = "0 compared, also where the two do not meet, 2 could not run (no such id, not of one kind)"
    app.command("compare", cls=Command, epilog=epilog(EXAMPLES, status))(compare)


def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help="A position, person or source.", show_default=False), _SIDE],
    second: Annotated[str, typer.Argument(metavar="B", help="Another one of the same kind.", show_default=False), _SIDE],
    question: Annotated[
        str | None,
        typer.Option("--question", metavar="QUESTION", help="Only what leads to this question or to one under it.", show_default=False),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="PART", help="Only clashes, agreements, silent or documents; may be repeated.", show_default=False),
        Takes(words=("clashes", "agreements", "silent", "documents")),
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="List every claim, also of questions that one alone speaks of.")] = False,
    cite: Annotated[bool, typer.Option("--cite/--no-cite", help="Print citations.")] = True,
    format: Annotated[Literal["text", "markdown", "csv", "json"], typer.Option("--format", help="How to print it.")] = "text",
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Set two positions, two people or two sources side by side: where they agree, clash, and who is silent.

    Question by question in two columns. Attacks that an author makes stand apart from those that the editor of the map linked
    (editorial).
    """
    from argmap.cli._app import expect_choice
    from argmap.cli._output import columns, use_color, write
    from argmap.cli._spelled import option, spelled
    from argmap.comparison import compare as run
    from argmap.evaluation import evaluate
    from argmap.lookup import expect
    from argmap.views._columns import markdown_columns, terminal_columns
    from argmap.views._compare_head import PARTS, Look
    from argmap.views._csv import csv_text
    from argmap.views.compare import compare_lines

    expect_choice("a part of a comparison", only or (), PARTS)
    opened = open_for_reading(context, project)
    for id in (first, second):
        expect(opened.map, id)
    if question is not None:
        expect(opened.map, question, "question")
    compared = run(opened.map, first, second, question)
    parts = tuple(only or ())
    if format == "json":
        from argmap.exporters.json import comparison_data, dumps

        write([dumps(comparison_data(compared, parts))])
    elif format == "csv":
        from argmap.views._compare_rows import COLUMNS, compare_rows

        write([csv_text(COLUMNS, compare_rows(compared, parts))])
    else:
        options = [*option("--question", question), *([] if cite else ["--no-cite"])]
        for each in parts:
            options += ["--only", each]

        def again(more: str) -> str:
            return spelled("compare", [first, second], [*options, *more.split()])

        lines = compare_lines(evaluate(opened.map), compared, Look(parts, all, cite, again))
        if format == "markdown":
            write(markdown_columns(lines))
        else:
            write(terminal_columns(lines, columns(), use_color(chosen(context, "color", color))))
