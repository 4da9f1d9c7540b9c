"""`argmap render`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import Command, ProjectOption, chosen, epilog, open_for_reading
from argmap.cli._takes import Takes

EXAMPLES = (
    "argmap render origins -o origins.svg",
    "argmap render revisionist --against orthodox -o clash.svg",
    "argmap render origins --split -o slides.svg",
    "argmap render aim-america --slides -o aims.pptx",
    "argmap render -o map.html",
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("render", cls=Command, epilog=epilog(EXAMPLES, "0 drawn, 2 could not run (no such id, no room, no engine)"))(render)


def render(
    context: typer.Context,
    id: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="The id of a question, position, person, source or node; without one a page of everything.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="The file to write (- is standard output).", show_default=False),
    ] = None,
    format: Annotated[
        Literal["svg", "png", "pdf", "dot", "pptx", "html"] | None,
        typer.Option("--format", help="The format, where the name of FILE does not say it.", show_default=False),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="ID", help="Set a second position, person or source against the first.", show_default=False),
        Takes("position", "person", "source"),
    ] = None,
    depth: Annotated[
        str | None,
        typer.Option(
            "--depth",
            metavar="N|all",
            help="How many levels of replies; the claims that answer a question are the first. Default: as much as fits.",
            show_default=False,
        ),
    ] = None,
    focus: Annotated[
        str | None,
        typer.Option("--focus", metavar="NODE", help="Only this node, what bears on it, and how it leads to ID.", show_default=False),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="TYPE", help="Only claims, supports or rebuttals; may be given twice.", show_default=False),
    ] = None,
    collapse: Annotated[
        list[str] | None,
        typer.Option("--collapse", metavar="NODE", help="This node and all that bears on it as one box.", show_default=False),
    ] = None,
    max_nodes: Annotated[str | None, typer.Option("--max-nodes", metavar="N", help="At most N nodes.", show_default=False)] = None,
    split: Annotated[
        bool,
        typer.Option(
            "--split", help="Several pictures: one for each question under ID, or else for each branch: FILE-01-ID, FILE-02-ID ..."
        ),
    ] = False,
    slides: Annotated[
        bool,
        typer.Option("--slides", help="A deck (.pptx or .pdf): the questions under ID one by one, the clashes of positions, the sources."),
    ] = False,
    build: Annotated[
        bool, typer.Option("--build", help="With --slides: first the rival claims of each picture, then what supports, then what attacks.")
    ] = False,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="FILE", help="A .pptx or .potx whose masters, layouts and fonts are taken.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a .pptx that is there already.")] = False,
    size: Annotated[
        Literal["16:9", "4:3", "a4", "a3", "auto"],
        typer.Option("--size", help="A slide, a sheet of paper, or (auto) as large as it takes."),
    ] = "16:9",
    direction: Annotated[
        Literal["auto", "right", "down", "left", "up"],
        typer.Option("--direction", help="On which side of a node its replies stand; auto: right or down, where more fits."),
    ] = "auto",
    theme: Annotated[
        Literal["light", "dark", "print"], typer.Option("--theme", help="Colours for a light or a dark room; print has greys alone.")
    ] = "light",
    color_by: Annotated[
        Literal["position", "type", "person", "document", "label"], typer.Option("--color-by", help="What the colours of boxes mean.")
    ] = "position",
    cite: Annotated[bool, typer.Option("--cite/--no-cite", help="Say in each box who holds it and where that is written.")] = True,
    link_base: Annotated[
        str | None,
        typer.Option(
            "--link-base",
            metavar="URL",
            help="Where the claim files are on the web: each box is then a link to its lines there.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        Literal["auto", "bundled", "system"],
        typer.Option(
            "--engine", help="What computes the layout: bundled draws the same on every machine, system is the `dot` of Graphviz."
        ),
    ] = "auto",
    project: ProjectOption = None,
) -> None:
    """Draw a question, position, person, source or node as SVG, PNG, PDF, DOT or slides, or make an interactive page.

    A picture holds as much as its page takes in letters that can be read on a projector, what is most contested first.
    What is left out is said below it and on stderr, with the command that draws it. The name of FILE says the format.
    A page (HTML) holds all there is, the questions under a question too, and is searched, filtered, opened and closed in
    a browser. PNG and PDF need `pip install "argmap[pictures]"`, and .pptx needs `pip install "argmap[slides]"`.
    """
    from argmap.cli._app import expect_choice
    from argmap.cli._rendered import Asked, write_pictures
    from argmap.cli._values import number
    from argmap.cli.show import levels
    from argmap.entries import NODE_TYPES

    asked = Asked(
        id=id or "",
        is_whole=id is None,
        output=output,
        format=format,
        against=against,
        depth=levels(depth),
        focus=focus,
        only=tuple(only or ()),
        collapse=tuple(collapse or ()),
        max_nodes=max_nodes if max_nodes is None else number("--max-nodes", max_nodes, "nodes"),
        split=split,
        slides=slides,
        build=build,
        template=template,
        force=force,
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
    if asked.file_format() == "html":
        from argmap.cli._paged import check_page, write_page

        check_page(asked)
        write_page(open_for_reading(context, project), asked)
        return
    write_pictures(open_for_reading(context, project), asked)
