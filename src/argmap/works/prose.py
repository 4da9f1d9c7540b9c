"""Citations and a bibliography for people, before they are printed."""

from typing import NamedTuple

from argmap.works.cited import Place
from argmap.works.rich import Rich


class Prose(NamedTuple):
    """The citations of places in order, and the entries of works in alphabetical order."""

    heading: str
    citations: tuple[tuple[Place, Rich], ...]
    entries_heading: str
    entries: tuple[tuple[str, Rich], ...]
