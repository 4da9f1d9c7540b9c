"""`argmap render ... -o FILE.html`: what goes on the page, and which options it has no use for."""

from argmap.cli._output import put_bytes, say
from argmap.cli._rendered import Asked, expect_all, hrefs
from argmap.display import counted, visible
from argmap.errors import ArgmapError
from argmap.graph import questions_below, root_questions
from argmap.model import ArgumentMap
from argmap.page import Manner, page_of
from argmap.picture.drawing import title_of
from argmap.project import Project
from argmap.selection import Wanted, bearing_on, select
from argmap.views.tree import ALL


def check_page(asked: Asked) -> None:
    """Raise `ArgmapError` for options that make no sense for a page, which holds everything and is narrowed by its reader."""
    for option, is_given, cure in (
        ("--split", asked.split, "leave it out: a page shows question by question"),
        ("--slides", asked.slides, "write the slides to a file of their own: `-o deck.pptx`"),
        ("--build", asked.build, "leave it out: it is for `--slides`"),
        ("--template", asked.template is not None, "leave it out: it is for `--slides`"),
        ("--force", asked.force, "leave it out: a page is replaced without it"),
        (f"--size {asked.size}", asked.size not in ("16:9", "auto"), "leave it out: a page is as large as its window"),
        (f"--direction {asked.direction}", asked.direction not in (None, "right"), "leave it out: a page runs from left to right"),
        (
            f"--theme {asked.theme}",
            asked.theme != "light",
            "leave it out: a page is light or dark as its reader's system, and has a switch",
        ),
        (f"--engine {asked.engine}", asked.engine != "auto", "leave it out: a page is laid out by argmap itself"),
        ("--max-nodes", asked.max_nodes is not None, "leave it out, or name a question, or a node with `--focus`"),
        ("--collapse", bool(asked.collapse), "leave it out: branches are closed and opened on the page"),
        ("--only", bool(asked.only), "leave it out: the page has a filter for types"),
    ):
        if is_given:
            raise ArgmapError(f"`{option}` is not for a page", cure)
    if asked.is_whole and (asked.against is not None or asked.focus is not None or _depth(asked) is not None):
        other = "--against" if asked.against is not None else "--focus" if asked.focus is not None else "--depth"
        raise ArgmapError(f"`{other}` needs an ID", f"name a question: `argmap render ID {other} ...`")


def write_page(project: Project, asked: Asked) -> None:
    """Make the page that was asked for and write it.  Raises `ArgmapError`; then no file is written."""
    map = project.map
    expect_all(map, asked)
    ids, title = _content(map, asked)
    place = (lambda id: "") if asked.link_base is None else hrefs(project, asked.link_base)
    page = page_of(map, ids, title, Manner(asked.color_by, asked.cite, place))
    put_bytes(page.html, None if asked.to_stdout else asked.output)
    parts = [counted(page.questions, "question")] if page.questions else []
    held = " and ".join([*parts, counted(page.nodes, "node")])
    left = len(map.nodes) - page.nodes
    more = f"; for all {len(map.nodes):,} nodes leave out the ID" if left else ""
    say(f"note: the page holds {held}, {_size(len(page.html))}{more}")


def _depth(asked: Asked) -> int | None:
    return None if asked.depth is None or asked.depth >= ALL else asked.depth


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{max(1, size // 1000):,} kB"


def _content(map: ArgumentMap, asked: Asked) -> tuple[list[str], str]:
    """The ids on the page, and what stands above it: of a question all questions under it, with all that bears on them."""
    if asked.is_whole:
        roots = [visible(map.questions[id].text) for id in root_questions(map)]
        title = " \N{MIDDLE DOT} ".join(roots[:3]) + (" ..." if len(roots) > 3 else "")
        return [*map.questions, *map.nodes], title or "Argument map"
    if asked.id in map.questions and not (asked.against is not None or asked.focus is not None or _depth(asked) is not None):
        questions = questions_below(map, asked.id)
        answers = [claim for id in questions for claim in map.answers[id]]
        return [*questions, *bearing_on(map, answers)], visible(map.questions[asked.id].text)
    selection = select(map, Wanted(asked.id, asked.against, _depth(asked), asked.focus))
    return list(selection.order), title_of(map, selection)
