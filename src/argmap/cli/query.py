"""`argmap query`."""

from typing import Annotated, Any, Literal

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, epilog, open_for_reading

EXAMPLES = (
    "argmap query 'type:rebuttal and rebuts(by:weathersby)'",
    "argmap query 'question:stalins-aim and not label:falls' --format tree",
    "argmap query by:cumings or by:kolko --sort date",
    "argmap query --source gottwald-letter --format ids",
    "argmap query --since 1950-05 --until 1950-06 --format csv",
)

Many = list[str] | None
Format = Literal["table", "tree", "ids", "csv", "json", "markdown"]


class _Command(Command):
    """The command, whose help lists the words of the language."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Print the words before the examples."""
        from argmap.query.fields import FIELDS, FLAGS, RELATIONS

        with formatter.section("Fields; FIELD:VALUE finds the nodes"):
            formatter.write_dl([(name, each.meaning) for name, each in FIELDS.items()])
        with formatter.section("Words; WORD finds the nodes"):
            formatter.write_dl([(name, each.meaning) for name, each in FLAGS.items()])
        with formatter.section("Relations; NAME(EXPR) finds the nodes"):
            formatter.write_dl([(name, each.meaning) for name, each in RELATIONS.items()])
        super().format_epilog(ctx, formatter)


def _option(flag: str, metavar: str, help: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(flag, metavar=metavar, help=help, show_default=False)
    return info


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("query", cls=_Command, epilog=epilog(EXAMPLES, "0 found, 1 nothing found, 2 could not run"))(query)


def query(
    context: typer.Context,
    expression: Annotated[
        Many, typer.Argument(metavar="EXPR", help="What to look for, best in one pair of single quotes.", show_default=False)
    ] = None,
    type: Annotated[Many, _option("--type", "TYPE", "Nodes of this type: claim, support or rebuttal.")] = None,
    position: Annotated[Many, _option("--position", "POSITION", "Nodes of this school.")] = None,
    by: Annotated[Many, _option("--by", "PERSON", "Nodes this person holds or puts forward.")] = None,
    source: Annotated[Many, _option("--source", "SOURCE", "Nodes that cite this source.")] = None,
    via: Annotated[Many, _option("--via", "SOURCE", "Nodes with a citation read in this work.")] = None,
    question: Annotated[Many, _option("--question", "QUESTION", "Claims that answer this question or one under it.")] = None,
    tag: Annotated[Many, _option("--tag", "TAG", "Nodes with this tag.")] = None,
    label: Annotated[Many, _option("--label", "LABEL", "Nodes that stand so: stands, asserted, open, falls or unsupported.")] = None,
    text: Annotated[Many, _option("--text", "WORDS", "Nodes whose text has these words, in any case and with any accents.")] = None,
    since: Annotated[str | None, _option("--since", "DATE", "Nodes dated on or after this date (EDTF).")] = None,
    until: Annotated[str | None, _option("--until", "DATE", "Nodes dated on or before this date (EDTF).")] = None,
    format: Annotated[Format, typer.Option("--format", help="How to print them; a tree shows what they lead to.")] = "table",
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="FIELD,...",
            help="id, date, type, position, by, text, label, supports, attacks or unanswered; -FIELD or FIELD:desc for the greatest first.",
        ),
    ] = "file",
    limit: Annotated[str | None, _option("--limit", "N", "Print the first N of them.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Print only how many they are.")] = False,
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """List the nodes that match an expression and meet all options; without any, all nodes.

    An expression is made of conditions such as by:cumings, joined by and, or, not and parentheses; conditions side by side
    must all hold. An option given twice is met by either value, but --text by both.
    """
    from argmap.cli._queried import Asked, run
    from argmap.cli._values import one_expression
    from argmap.query import Criteria

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
        since=since,
        until=until,
    )
    asked = Asked(one_expression(expression), criteria, format, sort, limit, count)
    asked.check()
    raise typer.Exit(run(open_for_reading(context, project), asked, context, color))
