"""What was asked of `argmap render`: which pictures, in which files."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlsplit

from argmap.cli._decked import check_slides, expect_free, file_of, write_deck
from argmap.cli._output import on_terminal, put_bytes, say
from argmap.cli._spelled import option, spelled
from argmap.cli._values import format_by_name
from argmap.display import counted
from argmap.errors import ArgmapError
from argmap.graph import questions_below
from argmap.layout import Engine, find_engine
from argmap.lookup import expect
from argmap.model import ArgumentMap
from argmap.palette import Theme
from argmap.picture.categories import ColorBy
from argmap.picture.drawing import MOST_BOXES, Drawing, Drawn, Look, with_command
from argmap.picture.fit import SizeName, TooFull
from argmap.picture.scene import Direction
from argmap.project import Project
from argmap.renderers import formats
from argmap.selection import Wanted, select

_BINARY = ("png", "pdf", "pptx")
_GUESS = "note: no layout engine could tell what fits the page, so that is a guess; `--size auto` needs none"


@dataclass(frozen=True)
class Asked:
    """The options of one run."""

    id: str
    output: str | None
    format: str | None
    against: str | None
    depth: int | None
    focus: str | None
    only: tuple[str, ...]
    collapse: tuple[str, ...]
    max_nodes: int | None
    split: bool
    size: SizeName
    direction: Direction | None
    theme: Theme
    color_by: ColorBy
    cite: bool
    link_base: str | None
    engine: Engine
    project: str | None = None
    slides: bool = False
    build: bool = False
    template: str | None = None
    force: bool = False
    is_whole: bool = False
    """Whether no id is given, for a page of everything."""

    def check(self) -> None:
        """Raise `ArgmapError` if the options do not go together."""
        is_page = self.file_format() == "html"
        if self.link_base is not None:
            check_link_base(self.link_base)
            if self.project == "-":
                raise ArgmapError("what comes from standard input has no place on the web", "leave out `--link-base`")
        if is_page:
            return
        if self.is_whole:
            raise ArgmapError(
                "which part of the map is to be drawn?",
                "name a question (`argmap show` lists them), or make a page of everything: `-o map.html`",
            )
        if self.split and (self.to_stdout or is_no_file(self.output or "")):
            raise ArgmapError("`--split` writes several files", "name the first part of their names: `-o slides.svg`")
        other = "--focus" if self.focus is not None else "--against" if self.against is not None else "--collapse" if self.collapse else ""
        if self.split and other:
            raise ArgmapError(f"`--split` and `{other}` ask for different things", "ask for one at a time")
        check_slides(self)

    @property
    def to_stdout(self) -> bool:
        """Whether the picture goes to standard output."""
        return self.output in (None, "-")

    def file_format(self) -> str:
        """The format to write.  Raises `ArgmapError` if it is not said or cannot be written."""
        if self.output is None or self.output == "-":
            if self.format is not None:
                return self.format
            raise ArgmapError("standard output needs a format" if self.output else "where is the picture to go?", self._cure())
        return format_by_name(self.output, self.format, {each: each for each in _formats()}, "draw", "no")

    def _cure(self) -> str:
        if self.is_whole:
            return "name a question and a file, `argmap render ID -o FILE.svg`, or make a page of everything: `-o map.html`"
        suffix = "pptx" if self.slides else "svg"
        return f"write `-o {file_stem(self.id)}.{suffix}`, or `-o - --format {suffix}` for standard output"


def _formats() -> list[str]:
    """What `-o` can name: the formats of pictures, those first that most people want, and the page."""
    wanted = ("svg", "png", "pdf", "dot")
    return [*sorted(formats(), key=lambda name: (wanted.index(name) if name in wanted else len(wanted), name)), "html"]


def is_no_file(path: str) -> bool:
    """Whether this is there and no file: a folder, a pipe, a device (`/dev/stdout` can lead to a file)."""
    place = Path(path)
    return place.as_posix().startswith("/dev/") or (place.exists() and not place.is_file())


def check_link_base(url: str) -> None:
    """Raise `ArgmapError` unless this is the address of a web page."""
    try:
        parts = urlsplit(url)
        is_place = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # so for a port that is none
        is_place = False
    if not is_place or re.search(r"[\s\"'<>\\^`{|}\x00-\x1f\x7f\ud800-\udfff]", url):
        raise ArgmapError(
            f"`--link-base` cannot be `{url}`, which is no web address",
            "write where the claim files can be read, such as `https://forge.example/project/blob/main`",
        )
    if "?" in url or "#" in url:
        raise ArgmapError(f"`--link-base` cannot be `{url}`, after which no path can follow", "leave out what begins with `?` or `#`")


def file_stem(id: str) -> str:
    """An id as part of a file name: at most 60 letters, none of which means anything to a file system."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", id)[:60] or "_"


def write_pictures(project: Project, asked: Asked) -> None:
    """Draw what was asked and write it.  Raises `ArgmapError`; then no file is written by halves."""
    map = project.map
    expect_all(map, asked)
    format = asked.file_format()
    if format in _BINARY and asked.to_stdout and on_terminal():
        raise ArgmapError(f"a terminal cannot show {format.upper()}", f"write it to a file: `-o {file_stem(asked.id)}.{format}`")
    if format != "dot" and asked.engine == "auto" and find_engine("auto").kind == "system":
        say("note: graphviz-pure is not installed, so the `dot` of this machine computes the layout; on others the picture may differ")
    href = hrefs(project, asked.link_base)
    if asked.slides:
        write_deck(map, asked, _look(asked, href, ""), lambda id: _more(map, replace(asked, id=id), 0))
        return
    if asked.split:
        _write_parts(list(_split(map, asked, href, format)))
        return
    drawn = _drawn(map, asked, href)
    put_bytes(file_of(map, asked, drawn, format), None if asked.to_stdout else asked.output)
    if drawn.is_guess:
        say(_GUESS)
    if drawn.left_out:
        here = _more(map, asked, drawn.whole, [] if asked.project is None else ["--project", asked.project])
        say(f"note: {with_command(drawn.left_out, here if drawn.more else '')}")


def expect_all(map: ArgumentMap, asked: Asked) -> None:
    """Raise `ArgmapError` unless the map has all that is named; the empty id is one too."""
    for id in (None if asked.is_whole else asked.id, asked.against):
        if id is not None:
            expect(map, id)
    for id in (asked.focus, *asked.collapse):
        if id is not None:
            expect(map, id, "node")


def _write_parts(files: Sequence[tuple[str, Drawn, bytes]]) -> None:
    """Write the pictures of a split, all of which are drawn by now.  Raises `ArgmapError` that says how many are written."""
    for number, (name, drawn, data) in enumerate(files):
        try:
            put_bytes(data, name)
        except ArgmapError as error:
            if number:
                raise ArgmapError(error.message, f"{counted(number, 'picture')} of {len(files):,} are written") from error
            raise
        say(f"{name}: {drawn.count:,} of {counted(drawn.whole, 'node')}")
    if any(drawn.is_guess for _, drawn, _ in files):
        say(_GUESS)
    say(f"{counted(len(files), 'picture')}; each says what it leaves out")


def _drawn(map: ArgumentMap, asked: Asked, href: Callable[[str], str]) -> Drawn:
    wanted = Wanted(asked.id, asked.against, asked.depth, asked.focus, frozenset(asked.only), asked.collapse, asked.max_nodes)
    selection = select(map, wanted)
    look = _look(asked, href, _more(map, asked, selection.whole))
    try:
        return Drawing(map, selection, look).drawn()
    except TooFull as error:
        if asked.file_format() != "pptx":
            raise
        raise ArgmapError(error.message, "draw it as SVG or PDF with `--size auto`, or `--focus NODE` for a part of it") from error


def _look(asked: Asked, href: Callable[[str], str], more: str) -> Look:
    is_text = asked.file_format() == "dot"
    return Look(asked.size, asked.theme, asked.direction, asked.color_by, asked.cite, asked.engine, href, more, is_text)


def _more(map: ArgumentMap, asked: Asked, whole: int, project: Sequence[str] = ()) -> str:
    """The command that draws what does not fit: question by question, or all of it on a page as large as it takes.

    In a picture it names neither the file nor the ``project`` of this run, for the same map is to give the same picture.
    """
    against = option("--against", asked.against or None)
    if _answered_below(map, asked.id) and not asked.split and not asked.focus and not asked.against:
        how = ["--split", "-o", f"{file_stem(asked.id)}.svg"]
    else:
        extent = ["--depth", "all"] if whole <= MOST_BOXES else ["--max-nodes", "300"]
        how = [*extent, "--size", "auto", "-o", f"{file_stem(asked.id)}-whole.svg"]
    return spelled("render", [asked.id], [*against, *how, *project])


def _split(map: ArgumentMap, asked: Asked, href: Callable[[str], str], format: str) -> Iterator[tuple[str, Drawn, bytes]]:
    """One picture per question below (the question itself first), or per branch, with the names of their files."""
    base = Path(asked.output or "")
    parts = _parts(map, asked)
    digits = max(2, len(str(len(parts))))
    for number, id in enumerate(parts, start=1):
        name = str(base.with_name(f"{base.stem}-{number:0{digits}}-{file_stem(id)}{base.suffix or '.' + format}"))
        drawn = _drawn(map, replace(asked, id=id), href)
        expect_free(asked, name)
        yield name, drawn, file_of(map, asked, drawn, format)


def _answered_below(map: ArgumentMap, id: str) -> list[str]:
    """The questions under a question that have answers, with itself if it has some; none if only it has."""
    answered = [each for each in questions_below(map, id) if map.answers[each]] if id in map.questions else []
    return answered if any(each != id for each in answered) else []


def _parts(map: ArgumentMap, asked: Asked) -> list[str]:
    """What `--split` draws: questions that have answers, or the branches of what is drawn."""
    below = _answered_below(map, asked.id)
    if below:
        return below
    selection = select(map, Wanted(asked.id, None, 1, None, frozenset(), (), None))
    branches = [id for id in selection.order if id in map.nodes and id != asked.id]
    if not branches:
        raise ArgmapError(f"`{asked.id}` has no branches to split into", "leave out `--split`")
    return branches


def hrefs(project: Project, base: str | None) -> Callable[[str], str]:
    """Where each box leads: to its own id, or to its place in the claim files on a forge."""
    if base is None:
        return lambda id: f"#{quote(id)}"
    start = base.rstrip("/")

    def href(id: str) -> str:
        place = project.build.places[id]
        line = place.document.source.span(*place.whole())[0].line
        return f"{start}/{quote(place.document.path)}#L{line}"

    return href
