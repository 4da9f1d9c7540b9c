"""`argmap query`."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog, open_for_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.dates import DateRange
    from argmap.entries import Node
    from argmap.evaluation import Evaluation

EXAMPLES = (
    "argmap query --type claim --position wedge-theory",
    "argmap query --source gottwald-letter --format ids",
    "argmap query --since 1950-05 --until 1950-06 --format csv",
)

Many = list[str] | None


def _option(flag: str, metavar: str, help: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(flag, metavar=metavar, help=help, show_default=False)
    return info


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("query", cls=Command, epilog=epilog(EXAMPLES, "0 found, 1 nothing found, 2 could not run"))(query)


def query(
    context: typer.Context,
    type: Annotated[Many, _option("--type", "TYPE", "Nodes of this type: claim, support or rebuttal.")] = None,
    position: Annotated[Many, _option("--position", "POSITION", "Nodes of this school.")] = None,
    by: Annotated[Many, _option("--by", "PERSON", "Nodes this person holds or puts forward.")] = None,
    source: Annotated[Many, _option("--source", "SOURCE", "Nodes that cite this source.")] = None,
    via: Annotated[Many, _option("--via", "SOURCE", "Nodes with a citation read in this work.")] = None,
    question: Annotated[Many, _option("--question", "QUESTION", "Claims that answer this question or one under it.")] = None,
    tag: Annotated[Many, _option("--tag", "TAG", "Nodes with this tag.")] = None,
    label: Annotated[Many, _option("--label", "LABEL", "Nodes that stand so: stands, asserted, open, falls or unsupported.")] = None,
    text: Annotated[Many, _option("--text", "WORDS", "Nodes whose text has these words, in any case.")] = None,
    since: Annotated[str | None, _option("--since", "DATE", "Nodes dated on or after this date (EDTF).")] = None,
    until: Annotated[str | None, _option("--until", "DATE", "Nodes dated on or before this date (EDTF).")] = None,
    format: Annotated[Literal["table", "ids", "csv", "json"], typer.Option("--format", help="How to print them.")] = "table",
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """List the nodes that meet all conditions; a condition given twice is met by either value.

    Without conditions: all nodes.
    """
    from argmap.cli._output import columns, say, use_color, write
    from argmap.display import visible
    from argmap.entries import NODE_TYPES
    from argmap.evaluation import Label, evaluate
    from argmap.exporters.json import dumps, map_data
    from argmap.query import Criteria, matching
    from argmap.views._page import terminal
    from argmap.views.show import expect
    from argmap.views.table import table_lines

    expect_choice("a type of node", type or [], NODE_TYPES)
    expect_choice("a label", label or [], tuple(Label))
    opened = open_for_reading(context, project)
    evaluation = evaluate(opened.map)
    wanted = {"position": position, "person": by, "source": [*(source or ()), *(via or ())], "question": question}
    for kind, ids in wanted.items():
        for id in ids or ():
            expect(opened.map, id, kind)
    criteria = Criteria(
        type=tuple(type or ()),
        position=tuple(position or ()),
        by=tuple(by or ()),
        source=tuple(source or ()),
        via=tuple(via or ()),
        question=tuple(question or ()),
        tag=tuple(tag or ()),
        label=tuple(label or ()),
        text=tuple(text or ()),
        since=_date("--since", since),
        until=_date("--until", until),
    )
    found = matching(evaluation, criteria)
    if format == "json":
        write([dumps(map_data(opened, [node.id for node in found], ()))])
    elif format == "ids":
        write(f"{visible(node.id)}\n" for node in found)
    elif format == "csv":
        write(_csv(evaluation, found))
    else:
        write(terminal(table_lines(evaluation, found), columns(), use_color(chosen(context, "color", color))))
    say(f"{len(found):,} of {len(opened.map.nodes):,} nodes")
    raise typer.Exit(0 if found else 1)


def expect_choice(what: str, words: "Iterable[str]", choices: "tuple[str, ...]") -> None:
    """Raise `ArgmapError` for the first word that is none of the choices."""
    from argmap.errors import ArgmapError
    from argmap.nearest import nearest

    for each in words:
        if each not in choices:
            near = nearest(each, choices)
            raise ArgmapError(f"`{each}` is not {what}", f"did you mean `{near}`?" if near else f"write {', '.join(choices)}")


def _date(option: str, text: str | None) -> "DateRange | None":
    from argmap.dates import DateError, parse_date
    from argmap.errors import ArgmapError

    if text is None:
        return None
    try:
        return parse_date(text)
    except DateError as error:
        raise ArgmapError(f"`{option} {text}` is no EDTF date: {error}", "write it like `1950-06-25`, `1950-06` or `1950`") from error


def _csv(evaluation: "Evaluation", found: "list[Node]") -> "Iterator[str]":
    """Comma-separated values with a header; no cell can be taken for a formula."""
    import csv
    import io

    from argmap.views.table import COLUMNS, table_rows

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in (COLUMNS, *table_rows(evaluation, found)):
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in row])
    yield buffer.getvalue()
