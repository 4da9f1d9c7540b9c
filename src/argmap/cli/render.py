"""`argmap render`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import Command, ProjectOption, chosen, epilog, open_for_reading

EXAMPLES = (
    "argmap render origins -o origins.svg",
    "argmap render revisionist --against orthodox -o clash.svg",
    "argmap render origins --split -o slides.svg",
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("render", cls=Command, epilog=epilog(EXAMPLES, "0 drawn, 2 could not run (no such id, no room, no engine)"))(render)


def render(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="A question, position, person, source or node.", show_default=False)],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="The file to write; - for standard output.", show_default=False)
    ] = None,
    format: Annotated[
        Literal["svg", "png", "pdf", "dot"] | None,
        typer.Option("--format", help="The format (default: by the name of FILE).", show_default=False),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="ID", help="Draw two positions, people or sources against each other.", show_default=False),
    ] = None,
    depth: Annotated[str | None, typer.Option("--depth", metavar="N|all", help="How many levels to draw.", show_default=False)] = None,
    focus: Annotated[
        str | None, typer.Option("--focus", metavar="NODE", help="This node with what bears on it, and the way up.", show_default=False)
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="TYPE", help="Only nodes of this type: claim, support or rebuttal.", show_default=False),
    ] = None,
    collapse: Annotated[
        list[str] | None,
        typer.Option("--collapse", metavar="NODE", help="Draw this node and what hangs on it as one box.", show_default=False),
    ] = None,
    max_nodes: Annotated[str | None, typer.Option("--max-nodes", metavar="N", help="At most so many boxes.", show_default=False)] = None,
    split: Annotated[bool, typer.Option("--split", help="One picture per question below, or per branch: FILE-01-ID ...")] = False,
    size: Annotated[
        Literal["16:9", "4:3", "a4", "a3", "auto"], typer.Option("--size", help="The page; auto: as large as it takes.")
    ] = "16:9",
    direction: Annotated[
        Literal["auto", "right", "down", "left", "up"], typer.Option("--direction", help="Where replies stand from their targets.")
    ] = "auto",
    theme: Annotated[Literal["light", "dark", "print"], typer.Option("--theme", help="The colours.")] = "light",
    color_by: Annotated[
        Literal["position", "type", "person", "document", "label"], typer.Option("--color-by", help="What colours mean.")
    ] = "position",
    cite: Annotated[bool, typer.Option("--cite/--no-cite", help="Say in each box who and where.")] = True,
    link_base: Annotated[
        str | None,
        typer.Option(
            "--link-base", metavar="URL", help="Link each box to its place in the claim files under this URL.", show_default=False
        ),
    ] = None,
    engine: Annotated[
        Literal["auto", "bundled", "system"], typer.Option("--engine", help="What computes the layout; auto: the bundled one.")
    ] = "auto",
    project: ProjectOption = None,
) -> None:
    """Draw a question, position, person, source or node as SVG, PNG, PDF or DOT.

    A picture holds what fits the page with text that can be read on a projector; what is left out is said in it.
    """
    from argmap.cli._rendered import Asked, count, write_pictures
    from argmap.cli.query import expect_choice
    from argmap.cli.show import levels
    from argmap.entries import NODE_TYPES

    asked = Asked(
        id=id,
        output=output,
        format=format,
        against=against,
        depth=levels(depth),
        focus=focus,
        only=tuple(only or ()),
        collapse=tuple(collapse or ()),
        max_nodes=max_nodes if max_nodes is None else count(max_nodes),
        split=split,
        size=size,
        direction=None if direction == "auto" else direction,
        theme=theme,
        color_by=color_by,
        cite=cite,
        link_base=link_base,
        engine=engine,
        project=chosen(context, "project", project),
    )
    asked.check()
    expect_choice("a type of node", asked.only, NODE_TYPES)
    write_pictures(open_for_reading(context, project), asked)
