"""Citations in the text and a reference list as in The Chicago Manual of Style, 17th edition, chapter 15."""

from argmap.display import visible
from argmap.model import ArgumentMap
from argmap.works.chicago import entry
from argmap.works.cited import Cited, Place
from argmap.works.library import Library
from argmap.works.locators import locator_words
from argmap.works.prose import Prose
from argmap.works.rich import Rich, around, join, plain


def cite(map: ArgumentMap, cited: Cited) -> Prose:
    """Citations in brackets, each once, and the reference list."""
    library = Library(map)
    citations: dict[Rich, Place] = {}
    for place in cited.places:
        citations.setdefault(_citation(library, place), place)
    entries = tuple((id, entry(library, map.sources[id], "author-date")) for id in library.sorted(cited.works))
    return Prose("Citations", tuple((place, rich) for rich, place in citations.items()), "References", entries)


def _citation(library: Library, place: Place) -> Rich:
    """``(Ulam 1992, cited in Kim 2019, introduction, n. 14)`` (15.56)."""
    at = plain(locator_words(visible(place.at)))
    named = _named(library, place.source)
    if place.via:
        link = f", {'quoted' if place.quoted else 'cited'} in "
        return around("(", join((join((named, _named(library, place.via)), link), at), ", "), ")")
    return around("(", join((named, at), ", "), ")")


def _named(library: Library, id: str) -> Rich:
    source = library.map.sources.get(id)
    if source is None:
        return plain(id)
    year = library.year(source)
    return join((plain(library.short_head(source)), plain(year)), ", " if year.startswith("n.d.") else " ")
