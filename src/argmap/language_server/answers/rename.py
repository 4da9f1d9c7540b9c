"""Renaming the entry whose id stands at a place."""

from typing import NamedTuple

from argmap.citations import EDITOR
from argmap.document import Document
from argmap.errors import ArgmapError
from argmap.language_server.answers.spots import spot_at
from argmap.language_server.snapshot import Snapshot, Stretch
from argmap.renaming import Renaming, refuse_unknown
from argmap.renaming import rename as renamed


class Named(NamedTuple):
    """An id that can be changed: where it stands, without quotation marks, and what it is now."""

    stretch: Stretch
    id: str


def prepare_rename(snapshot: Snapshot, document: Document, offset: int) -> Named:
    """The id at an offset that is to be changed.  Raises `ArgmapError` if there is none, or if it cannot be."""
    spot = spot_at(document, offset)
    if spot is None or not spot.id:
        raise ArgmapError("there is no id here", "put the cursor on the id of an entry, or on one that names it")
    if spot.id == EDITOR and spot.id not in snapshot.known.places:
        raise ArgmapError(f"`{EDITOR}` stands for whoever encoded the map", "rename an entry of the claim files")
    refuse_unknown(snapshot.project, spot.id)
    return Named(spot.stretch, spot.id)


def rename(snapshot: Snapshot, document: Document, offset: int, new: str) -> Renaming:
    """What changes when the entry whose id stands at an offset is called ``new`` (see `argmap.renaming.rename`).

    The ``edits`` of the answer are offsets into the documents as they are now;
    its ``mentions`` are texts that still hold the old id, and the user's to change.
    Raises `ArgmapError`.
    """
    return renamed(snapshot.project, prepare_rename(snapshot, document, offset).id, new)
