"""Documents to an `ArgumentMap`: the parts that they hold are read (see `parts`), and joined into one."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from argmap.document import Document, Fault, MapValue
from argmap.entries import KEYS, Entry, EntryKind
from argmap.model import ArgumentMap
from argmap.parts import Part, read_part
from argmap.places import Place
from argmap.shapes import texts_in


@dataclass
class Build:
    """A map together with where each entry stands and what was left out."""

    map: ArgumentMap
    places: dict[str, Place]
    faults: list[tuple[Document, Fault]] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    """The texts in what was left out: the names in them are used, though nobody can tell for what."""
    parts: list[Part] = field(default_factory=list)
    """What it was joined of, to be joined again with others; nothing if the values were not kept."""


def build(documents: Iterable[Document], keep_values: bool = True) -> Build:
    """Join documents, in the order given, into one map.

    Unless ``keep_values``, each document is left without its values when it has
    been read, and of an entry only the places of its whole and its id are known.
    """
    if keep_values:
        return join(map(read_part, documents))
    built = join(_parts(documents))
    built.parts.clear()
    return built


def _parts(documents: Iterable[Document]) -> Iterator[Part]:
    """Parts that lose their values when they are joined."""
    for document in documents:
        part = read_part(document)
        yield part  # and `join` has taken it in when this goes on
        for place in part.places.values():
            place.value = MapValue({place.id_key: place.value.entries[place.id_key]}, place.value.start, place.value.end)
        document.root = None


def join(parts: Iterable[Part]) -> Build:
    """One map of the parts, in the order given; of the entries with the same id the first is taken."""
    tables: dict[EntryKind, dict[str, Entry]] = {kind: {} for kind in KEYS}
    whole: Any = tables
    joined = Build(ArgumentMap(whole["question"], whole["position"], whole["person"], whole["source"], whole["node"]), {})
    places = joined.places
    for part in parts:
        joined.parts.append(part)
        joined.faults += part.faults
        joined.mentioned |= part.mentioned
        taken = places.keys() & part.places.keys()
        again = [*(part.places[id] for id in part.places if id in taken), *part.repeated] if taken else part.repeated
        places.update(_without(part.places, taken))
        for kind, table in part.tables.items():
            tables[kind].update(_without(table, taken))
        for place in again:
            joined.faults.append((part.document, _used_twice(place, places[place.id])))
            joined.mentioned.update(texts_in(place.value))
    return joined


_Value = TypeVar("_Value")


def _without(table: dict[str, _Value], taken: Collection[str]) -> dict[str, _Value]:
    return {id: value for id, value in table.items() if id not in taken} if taken else table


def _used_twice(place: Place, first: Place) -> Fault:
    """The fault of an entry whose id is taken."""
    other = (first.document, *first.span())
    message = f"`{place.id}` is already the id of a {first.kind}"
    return Fault("duplicate-id", *place.span(), message, "rename one of the two, or remove it", other, "first used here", place.id)
