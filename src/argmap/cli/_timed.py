"""What was asked of `argmap timeline`, and how it is printed."""

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from argmap.cli._app import chosen
from argmap.cli._output import columns, put, say, use_color
from argmap.cli._spelled import spelled
from argmap.cli._values import format_by_name, looked_up, time_between
from argmap.dates import ALWAYS, DateRange
from argmap.display import visible
from argmap.model import ArgumentMap
from argmap.project import Project
from argmap.timeline import Reading, Span, Timeline, timeline
from argmap.times import parse_time, time_words
from argmap.views.chronology import COLUMNS, Command, chronology_data, chronology_lines, chronology_rows

if TYPE_CHECKING:
    from argmap.palette import Theme
    from argmap.picture.categories import ColorBy
    from argmap.picture.fit import SizeName

_ENDINGS = {"txt": "text", "md": "markdown", "csv": "csv", "json": "json", "svg": "svg"}


@dataclass(frozen=True)
class Asked:
    """The expression and the options of one run."""

    expression: str
    since: str | None
    until: str | None
    works: bool
    format: str | None
    output: str | None
    size: "SizeName"
    theme: "Theme"
    color_by: "ColorBy"
    project: str | None

    def check(self) -> None:
        """Raise `ArgmapError` for what is wrong whatever the map is."""
        _ = self.span, self.file_format

    @property
    def span(self) -> Span:
        """The time that is asked about.  Raises `ArgmapError`."""
        return Span(*time_between(self.since, self.until), self.works)

    @property
    def command(self) -> str:
        """The command that prints everything that was asked for; it names neither a file nor the project."""
        options = [f"--{name}={date}" for name, date in (("since", self.since), ("until", self.until)) if date is not None]
        return spelled("timeline", [self.expression] if self.expression else [], [*options, *(["--works"] if self.works else [])])

    @property
    def target(self) -> str | None:
        """The file to write; None for standard output."""
        return None if self.output == "-" else self.output

    @property
    def file_format(self) -> str:
        """The format to write.  Raises `ArgmapError` if the name of the file says another, or none."""
        if self.target is None:
            return self.format or "text"
        return format_by_name(self.target, self.format, _ENDINGS, "write", "no timeline as")


def run(opened: Project, asked: Asked, context: typer.Context, color: str | None) -> int:
    """Find, order and print; returns the exit status.  Raises `ArgmapError`."""
    map = opened.map
    found = timeline(map, looked_up(asked.expression, map).nodes, asked.span)
    paint = asked.target is None and use_color(chosen(context, "color", color))
    put(_printed(map, asked, found, paint, chosen(context, "project", asked.project)), asked.target)
    return 0 if found.moments else 1


def _printed(map: ArgumentMap, asked: Asked, found: Timeline, paint: bool, project: str | None) -> Iterable[str]:
    format = asked.file_format
    if format == "svg":
        return [_drawn(map, asked, found)]
    if format == "json":
        from argmap.display import json_text

        question = {"expression": asked.expression, "since": asked.since, "until": asked.until, "works": asked.works}
        return [json_text({"argmap": 1, **question, **chronology_data(map, found)})]
    if format == "csv":
        from argmap.views._csv import csv_text

        return [csv_text(COLUMNS, chronology_rows(map, found))]
    options = f" --project {shlex.quote(project)}" if project is not None else ""
    since = parse_time(asked.since) if asked.since is not None else None
    lines = chronology_lines(map, found, Command(asked.expression, options, since))
    if format == "markdown":
        from argmap.views._markdown import markdown

        return markdown(lines)
    from argmap.views._page import terminal

    return terminal(lines, columns(), paint)


def _drawn(map: ArgumentMap, asked: Asked, found: Timeline) -> str:
    from argmap.evaluation import evaluate
    from argmap.picture.cards import Kinds
    from argmap.picture.categories import categories, category_of, shared_categories
    from argmap.picture.chronicle import Wish, chronicle
    from argmap.picture.chronicle_svg import chronicle_svg

    of = category_of(map, asked.color_by, evaluate(map) if asked.color_by == "label" else None)

    def of_reading(reading: Reading) -> str:
        return reading.citation.via or reading.citation.source if asked.color_by == "document" else of(reading.node.id)

    shared = shared_categories(map, asked.color_by, of)
    span = asked.span
    days = DateRange((span.since or ALWAYS).earliest, (span.until or ALWAYS).latest)
    wish = Wish(
        title_of(asked),
        asked.size,
        asked.theme,
        days,
        Kinds(of, of_reading),
        lambda used: shared if shared is not None else categories(map, asked.color_by, used),
        asked.command,
    )
    drawn = chronicle(map, found, wish)
    if drawn.left_out:
        say(f"note: {drawn.left_out}")
    return chronicle_svg(drawn)


def title_of(asked: Asked) -> str:
    """What stands above a drawing: what and when was asked for."""
    what = f"Events and documents: {visible(asked.expression)}" if asked.expression else "Events and documents"
    since, until = asked.since or "..", asked.until or ".."
    if asked.since is None and asked.until is None:
        return what
    return f"{what}, {f'{since} to {until}' if '/' in since + until else time_words(parse_time(f'{since}/{until}'))}"
