"""Where ids are defined, and where they are named."""

import re
import sys
from collections.abc import Iterator

from argmap.document import Document, Fault
from argmap.language_server.answers.spots import inside, spot_at, spots_of
from argmap.language_server.snapshot import Snapshot, Stretch
from argmap.places import Place
from argmap.renaming import naming

_NEAR = 200
"""How many characters before an id its key is looked for."""


def id_at(document: Document, offset: int) -> str:
    """The id that stands at an offset, in whatever field; empty if none does."""
    spot = spot_at(document, offset)
    return spot.id if spot is not None else ""


def definition(snapshot: Snapshot, document: Document, offset: int) -> list[Stretch]:
    """Where the id at an offset is defined: the id itself in each entry that has it, in the order of the files."""
    id = id_at(document, offset)
    return defined(snapshot, id) if id else []


def defined(snapshot: Snapshot, id: str) -> list[Stretch]:
    """Where an id is defined; more than once if entries share it, nowhere if there is none."""
    build = snapshot.project.build
    found = [_id_stretch(build.places[id])] if id in build.places else []
    found += [inside(document, fault.start, fault.end) for document, fault in build.faults if _defines_again(fault, id)]
    known = snapshot.known.places.get(id)
    if known is not None and not found:
        found = list(_defined_in_text(snapshot.documents.get(known.document.path, known.document), known))
    return found


def uses(snapshot: Snapshot, document: Document, offset: int, with_definition: bool = False) -> list[Stretch]:
    """Where the id at an offset is named in the project, file by file; with the places where it is defined, if these are wanted."""
    id = id_at(document, offset)
    return uses_of(snapshot, id, with_definition) if id else []


def uses_of(snapshot: Snapshot, id: str, with_definition: bool = False) -> list[Stretch]:
    """Where an id is named in the project (see `uses`)."""
    found = defined(snapshot, id) if with_definition else []
    found += _named_in_entries(snapshot, id)
    for document in snapshot.documents.values():
        if not document.readable and id in document.source.text:
            found += [spot.stretch for spot in spots_of(document, id) if spot.field is not None and not spot.field.is_id]
    order = {path: number for number, path in enumerate(snapshot.documents)}
    unique = {(each.document.path, each.start): each for each in found}
    return sorted(unique.values(), key=lambda each: (order.get(each.document.path, 0), each.start))


def _named_in_entries(snapshot: Snapshot, id: str) -> Iterator[Stretch]:
    """Where the entries of the files that can be read name an id; only entries are looked through that may hold it."""
    build = snapshot.project.build
    held = {document.path for document in snapshot.documents.values() if _may_hold(document.source.text, id)}
    for table in build.map.tables.values():
        for entry in table.values():
            place = build.places[entry.id]
            document = place.document
            if document.path in held and _may_hold(document.source.text, id, place.value.start, place.value.end):
                for path in filter(None, naming(entry, id)):  # without its own id
                    yield inside(document, *place.span(*path))


def _may_hold(text: str, id: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether an id may be written in a stretch: as it is, or with escapes."""
    return text.find(id, start, end) >= 0 or text.find("\\", start, end) >= 0


def _id_stretch(place: Place) -> Stretch:
    return inside(place.document, *place.span())


def _defines_again(fault: Fault, id: str) -> bool:
    return fault.rule == "duplicate-id" and fault.node == id


def _defined_in_text(document: Document, known: Place) -> Iterator[Stretch]:
    """Where an entry is defined that was in a file when it could last be read, by the text as it is now."""
    text, id = document.source.text, known.id
    pattern = re.compile(rf"[-{{,\r\n][ \t]*[\"']?{re.escape(known.id_key)}[\"']?[ \t]*:[ \t]*[\"']?({re.escape(id)})(?![A-Za-z0-9_-])")
    at = text.find(id)  # far quicker than to look for the pattern in all of the text
    while at >= 0:
        end = at + len(id)
        if any(match.start(1) == at for match in pattern.finditer(text, max(0, at - _NEAR), end + 1)):
            yield Stretch(document, at, end)
        at = text.find(id, end)
