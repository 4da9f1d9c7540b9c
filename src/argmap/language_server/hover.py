"""What an editor shows beside a word that the pointer rests on."""

from typing import NamedTuple

from argmap.document import Document
from argmap.language_server.snapshot import Snapshot, Stretch


class Hover(NamedTuple):
    """A card or an explanation, as Markdown without HTML, links and images; and the word that it is about."""

    markdown: str
    stretch: Stretch


def hover(snapshot: Snapshot, document: Document, offset: int) -> Hover | None:
    """What is known of the word at an offset."""
    return None
