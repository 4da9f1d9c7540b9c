"""What the formats for other programs share: fields of a source, what was read where."""

from collections.abc import Iterator

from argmap.citations import source_label
from argmap.display import visible
from argmap.entries import Source
from argmap.model import ArgumentMap
from argmap.works.cited import Cited


def name_of_work(source: Source) -> str:
    """The title, or what a document without one is called."""
    return visible(source.title or source.title_short or "")


def in_order(map: ArgumentMap, cited: Cited) -> Iterator[Source]:
    """The works as they are first cited; where no places are cited, by id."""
    named = [id for place in cited.places for id in (place.source, place.via)]
    order = dict.fromkeys([*named, *sorted(cited.works)])
    works = set(cited.works)
    return (map.sources[id] for id in order if id in works)


def remarks(map: ArgumentMap, cited: Cited) -> dict[str, str]:
    """Where each work is cited: ``Cited at p. 12. Cited in Kim 2019 (kim-2019), n. 14.`` for the one with this id."""
    found: dict[str, list[str]] = {}
    for place in cited.places:
        if place.via:
            word = "Quoted" if place.quoted else "Cited"
            where = ", ".join(filter(None, (f"{source_label(map, place.via)} ({place.via})", place.at)))
            found.setdefault(place.source, []).append(f"{word} in {where}")
        elif place.at:
            found.setdefault(place.source, []).append(f"Cited at {place.at}")
    return {id: visible(". ".join(text.rstrip(".") for text in dict.fromkeys(texts))) + "." for id, texts in found.items()}
