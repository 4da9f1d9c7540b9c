"""Notes and bibliography as in The Chicago Manual of Style, 17th edition, chapter 14."""

from argmap.model import ArgumentMap
from argmap.works.chicago import entry, note, short_note
from argmap.works.cited import Cited, Place
from argmap.works.library import Library
from argmap.works.prose import Prose
from argmap.works.rich import Rich, closed, first_upper, join, plain


def cite(map: ArgumentMap, cited: Cited) -> Prose:
    """Notes, each work in full the first time and short after that, and the bibliography."""
    library = Library(map)
    seen: set[str] = set()
    notes = tuple((place, _note(library, place, seen)) for place in cited.places)
    entries = tuple((id, entry(library, map.sources[id], "bibliography")) for id in library.sorted(cited.works, by_title=True))
    return Prose("Notes", notes, "Bibliography", entries)


def _note(library: Library, place: Place, seen: set[str]) -> Rich:
    """One note; what was read in another work is quoted or cited in that, and the locator is in it (14.260)."""
    if not place.via:
        return closed(_opening(library, place, _work(library, place.source, place.at, seen)))
    link = f", {'quoted' if place.quoted else 'cited'} in "
    first = _work(library, place.source, "", seen)
    return closed(_opening(library, place, join((first, _work(library, place.via, place.at, seen)), link)))


def _opening(library: Library, place: Place, words: Rich) -> Rich:
    """A note with a capital first letter, unless it begins with the id of a source that is not there."""
    return first_upper(words) if place.source in library.map.sources else words


def _work(library: Library, id: str, locator: str, seen: set[str]) -> Rich:
    source = library.map.sources.get(id)
    if source is None:
        return join((plain(id), plain(locator)), ", ")
    if id in seen:
        return short_note(library, source, locator)
    seen.add(id)
    return note(library, source, locator)
