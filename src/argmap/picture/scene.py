"""The parts of a picture before they have a place: boxes, joints, strands.

Lengths are in px of a page on which node text is `TEXT` px high.  All of them are named
tuples: a program that starts anew for each picture makes those classes sooner than dataclasses.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Shape = Literal["claim", "support", "rebuttal", "question"]
Kind = Literal["support", "rebut", "undermine", "undercut", "limit", "conflict", "premise", "assertion", "variant", "answer"]
Direction = Literal["down", "right", "up", "left"]

TEXT, CAPTION, TITLE = 28.0, 20.0, 38.0
"""Font sizes: 28 px of 1080 are 14 pt on a slide."""

LEADING = 1.22
"""The distance of two lines of text, in font sizes."""

HEAD = 18.0
"""The length of the head of a link in px."""

HEADLESS: tuple[Kind, ...] = ("assertion", "answer")
"""Kinds of lines that point nowhere."""


def is_across(direction: Direction) -> bool:
    """Whether the argument runs across the page and not down or up."""
    return direction in ("right", "left")


class Box(NamedTuple):
    """A node or a question with its text broken into lines."""

    id: str
    shape: Shape
    lines: tuple[str, ...]
    caption: tuple[str, ...]
    width: float
    height: float
    category: str = ""
    """What it is coloured by, as a key of the legend; empty for none."""
    hint: str = ""
    """The whole text, shown when a pointer rests on the box."""
    href: str = ""
    hidden: int = 0
    """How many nodes that bear on it directly are not drawn."""
    folded: int = 0
    """How many nodes a collapsed branch stands for, beside this one."""
    is_root: bool = False
    """Whether it is the node that the picture is about."""


class Joint(NamedTuple):
    """A place on a link: where others meet or cut it, or where its word stands."""

    id: str
    word: str
    width: float
    height: float
    kind: Kind = "support"
    editorial: bool = False
    depth: int = 0
    """The rank of boxes that it is next to, and on which side of it: ``beyond`` where their replies are, or before."""
    beyond: bool = True
    is_unanswered: bool = False
    """Whether it stands on an attack that nothing in the map replies to, drawn or not."""
    is_bend: bool = False
    """Whether it is there because both ends of the link stand in one rank, so that the line goes out and back."""


class Strand(NamedTuple):
    """A line from box or joint to box or joint: a link, or one stretch of it."""

    id: str
    tail: str
    head: str
    kind: Kind
    is_end: bool = True
    """Whether the link ends here and its head is drawn."""
    is_mutual: bool = False
    """Whether a link of the same kind goes back, so that there is a head at the tail as well."""
    editorial: bool = False
    is_unanswered: bool = False
    """Whether it belongs to an attack that nothing in the map replies to, drawn or not."""


class Scene(NamedTuple):
    """All parts of a picture."""

    boxes: tuple[Box, ...]
    joints: tuple[Joint, ...]
    strands: tuple[Strand, ...]
    depth: Mapping[str, int]
    """The rank of each box."""
