"""`argmap evaluate`."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from argmap.cli._app import ColorOption, ProjectOption, chosen, epilog, open_for_reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.evaluation import Evaluation
    from argmap.views._page import Line

EXAMPLES = ("argmap evaluate acheson-effect", "argmap evaluate --why whiting-sway-japan")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate", epilog=epilog(EXAMPLES, "0 evaluated, 2 could not run (no such id)"))(evaluate)


def evaluate(
    context: typer.Context,
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A question or a node.", show_default=False)] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="ID", help="Explain the label of this node.", show_default=False)] = None,
    burden: Annotated[
        Literal["default", "strict"],
        typer.Option("--burden", help="strict: assertions are no grounds, and rebutting is one-way."),
    ] = "default",
    format: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print it.")] = "table",
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Say how claims stand on what the map records: stands, asserted, open, falls or unsupported.

    A label is the state of the record, mostly a sign of who wrote last, and no verdict on who is right; it is printed
    with its tally and what decides it.
    """
    from argmap.cli._output import columns, use_color, write
    from argmap.evaluation import evaluate as run
    from argmap.views._page import terminal

    opened = open_for_reading(context, project)
    evaluation = run(opened.map, burden)
    if format == "json":
        from argmap.exporters.json import dumps, evaluation_data

        write([dumps(evaluation_data(evaluation))])
        return
    write(terminal(_lines(evaluation, id, why), columns(), use_color(chosen(context, "color", color))))


def _lines(evaluation: "Evaluation", id: str | None, why: str | None) -> "Iterable[Line]":
    from argmap.errors import ArgmapError
    from argmap.views.show import expect
    from argmap.views.verdicts import node_line, question_lines, summary_lines, why_lines

    if why is not None:
        expect(evaluation.map, why, "node")
        return why_lines(evaluation, why)
    if id is None:
        return summary_lines(evaluation)
    entry = expect(evaluation.map, id)
    if id in evaluation.map.questions:
        return question_lines(evaluation, id)
    if id in evaluation.map.nodes:
        return [node_line(evaluation, id, 0)]
    kind = entry.kind if entry else "person"
    raise ArgmapError(f"`{id}` is a {kind}, and only questions and nodes have labels", f"`argmap show {id}` shows it")
