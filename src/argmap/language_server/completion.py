"""What may be written at a place, while it is being written."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from argmap.document import Document
from argmap.language_server.snapshot import Snapshot, Stretch

Kind = Literal["section", "field", "value", "rule", "claim", "support", "rebuttal", "question", "position", "person", "source"]


class Suggestion(NamedTuple):
    """One thing that may be written."""

    label: str
    kind: Kind
    new_text: str
    """What is put in the place of the stretch."""
    filter_text: str
    """What the editor is to match with the word that is being written."""
    detail: str
    """One line: what it says."""
    documentation: str = ""
    """Plain text, for the panel beside the list: it must not be shown as Markdown."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be written, in the order in which to show it."""

    stretch: Stretch
    """What is replaced: the whole word, in one line."""
    suggestions: tuple[Suggestion, ...] = ()
    is_incomplete: bool = False
    """Whether there are more, so that the editor must ask again when more of the word is written."""


def completion(snapshot: Snapshot, document: Document, offset: int) -> Completion:
    """What may be written at an offset."""
    return Completion(Stretch(document, offset, offset))
