"""Draws the pictures of `docs/gallery.md` into a folder, and prints that page.

    python docs/gallery.py docs/gallery > docs/gallery.md

The map is that of the project this file lies in.  To change a picture, change
`PICTURES` and run this again (or `pytest tests/test_docs.py --update`).
"""

import shlex
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

from argmap.cli import run

ROOT = Path(__file__).parent.parent


class Shown(NamedTuple):
    """A picture of the gallery: the name of its file, its heading, what is asked of `argmap render`, what there is to see."""

    name: str
    heading: str
    options: str
    seen: str


PICTURES = (
    Shown(
        "origins",
        "A question, as it is drawn by default",
        "origins",
        "The question is the title. The rival claims, at the left, have the colours and letters of their schools; at the right "
        "is what bears on them most. One claim has no ground of its own that is drawn: what the undercut (the cross) strikes is "
        "the bare assertion. Words on a filled ground mark attacks that nothing in the map answers. Thin lines were drawn by the "
        "editor of the map, from one document to another.",
    ),
    Shown(
        "wedge-theory",
        "A position",
        "wedge-theory",
        "What a school holds, under the question it answers, and what others say to that. The dashed "
        "arrows lead from variants to the claim they vary.",
    ),
    Shown(
        "revisionist-orthodox",
        "Two positions against each other",
        "revisionist --against orthodox",
        "Question by question, those first where the two meet most: what each of them answers, and who attacks whom.",
    ),
    Shown(
        "gottwald-letter",
        "A document, in competing readings",
        "gottwald-letter",
        "Everything that one letter of Stalin's is used for, and what is said against that use.",
    ),
    Shown(
        "perimeter-was-older",
        "A node, for a dark room",
        "perimeter-was-older --theme dark",
        "The node with the thick border is the one asked for. It strikes only together with a premise, so the two lines join "
        "first; it is an undercut, so it ends at links and not at boxes. The crosses are filled: nothing in the map answers it.",
    ),
    Shown(
        "acheson-effect-a3",
        "On paper, without colours",
        "acheson-effect --theme print --size a3",
        "A sheet of A3 has room for twice as much as a slide, in letters of 11 points. The letters on the boxes stand for schools.",
    ),
)

_HEAD = """\
# Gallery

Six pictures of the map that argmap ships with, each with its command. They are made by `docs/gallery.py` and compared by
the tests, byte by byte. [pictures.md](pictures.md) says how to read them and how to make your own. Open one by itself to
see its texts and ids under the pointer.
"""


def command(picture: Shown) -> str:
    """The command of a picture, as one types it."""
    return f"argmap render {picture.options} -o {picture.name}.svg"


def page() -> str:
    """The page."""
    parts = [_HEAD]
    for picture in PICTURES:
        parts.append(
            f"## {picture.heading}\n\n    {command(picture)}\n\n{textwrap.fill(picture.seen, 120, break_on_hyphens=False)}\n\n"
            f"![The picture that `{command(picture)}` makes](gallery/{picture.name}.svg)\n"
        )
    return "\n".join(parts)


def draw(folder: Path) -> None:
    """Draw all pictures into a folder.  Exits with the status of the first that fails."""
    for picture in PICTURES:
        file = str(folder / f"{picture.name}.svg")
        status = run(["render", *shlex.split(picture.options), "-o", file, "--project", str(ROOT)])
        if status:
            sys.exit(status)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(page())
