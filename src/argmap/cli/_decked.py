"""Decks of slides: which options of `argmap render` they go with, and how they are written."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.cli._output import put_bytes, say
from argmap.display import counted
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap
from argmap.picture.drawing import Drawn, Look, with_command
from argmap.renderers import render, render_deck
from argmap.selection import Wanted

if TYPE_CHECKING:
    from argmap.cli._rendered import Asked

_SIZES = ("16:9", "4:3")


def check_slides(asked: "Asked") -> None:
    """Raise `ArgmapError` if the options for slides do not go together, or a presentation would be lost."""
    format = asked.file_format()
    is_powerpoint = format == "pptx"
    if asked.slides:
        _check_deck(asked, format)
    if (asked.slides or is_powerpoint) and asked.size not in _SIZES:
        raise ArgmapError(f"slides are 16:9 or 4:3, not {asked.size}", "leave out `--size`, or draw one picture as PDF without `--slides`")
    if asked.build and not asked.slides:
        raise ArgmapError("`--build` is for a deck", "add `--slides`, or leave it out")
    for option, given in (("--template", asked.template is not None), ("--force", asked.force)):
        if given and not is_powerpoint:
            raise ArgmapError(f"`{option}` is for .pptx files, and this is {format.upper()}", f"leave out `{option}`")
    if not asked.split and not asked.to_stdout:
        expect_free(asked, asked.output or "")


def _check_deck(asked: "Asked", format: str) -> None:
    other = "--split" if asked.split else "--focus" if asked.focus is not None else "--collapse" if asked.collapse else ""
    if other:
        raise ArgmapError(f"`--slides` and `{other}` ask for different things", "ask for one at a time")
    if format not in ("pptx", "pdf"):
        raise ArgmapError(f"a deck of slides cannot be {format.upper()}", "write a .pptx or a .pdf, or several pictures with `--split`")


def expect_free(asked: "Asked", path: str) -> None:
    """Raise `ArgmapError` if a presentation is there already, in which somebody may have worked."""
    if asked.file_format() == "pptx" and not asked.force and Path(path).is_file():
        raise ArgmapError(
            f"`{path}` is there already, and somebody may have changed it", "add `--force` to replace it, or name another file"
        )


def file_of(map: ArgumentMap, asked: "Asked", drawn: Drawn, format: str) -> bytes:
    """A picture as a file: for PowerPoint a slide with notes, perhaps on a template.  Raises `ArgmapError`."""
    if format != "pptx":
        return render(drawn.picture, format)
    from argmap.picture.notes import speaker_notes
    from argmap.picture.slides import Deck, Slide

    title = drawn.picture.title
    notes = speaker_notes(map, title, drawn.ids, asked.id, with_command(drawn.left_out, drawn.more))
    return render_deck(Deck(title, (Slide("picture", title, drawn.picture, notes, (), drawn.ids),)), format, asked.template)


def write_deck(map: ArgumentMap, asked: "Asked", look: Look, more: Callable[[str], str]) -> None:
    """Draw and write the deck; ``more`` gives the command that draws all of an id.  Raises `ArgmapError`."""
    from argmap.picture.deck import deck

    wanted = Wanted(asked.id, asked.against, asked.depth, None, frozenset(asked.only), (), asked.max_nodes)
    made = deck(map, wanted, look, asked.build, more)
    put_bytes(render_deck(made, asked.file_format(), asked.template), None if asked.to_stdout else asked.output)
    nodes = {id for slide in made.slides for id in slide.ids if id in map.nodes}
    say(f"{counted(len(made.slides), 'slide')} with {counted(len(nodes), 'node')}; the notes of each name what it leaves out")
