"""Sources and citations as words."""

import re

from argmap.display import joined_words
from argmap.entries import Citation, PersonName, Source
from argmap.model import ArgumentMap

EDITOR = "editor"
"""The reserved person: who encoded the map."""

# Of these the year is enough to tell them apart; of a letter or a speech the day is.
_BY_YEAR = frozenset(
    [
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "book",
        "chapter",
        "collection",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "interview",
        "pamphlet",
        "paper-conference",
        "post",
        "post-weblog",
        "review",
        "review-book",
        "thesis",
        "webpage",
    ]
)

# Dated by the day or not, these are what is written about a time, and not what comes from it.
_WORKS = _BY_YEAR - {"article-newspaper", "interview", "pamphlet"}
_WORK_GENRE = "working paper"


def is_document(source: Source) -> bool:
    """Whether a source is a document, such as a letter, a speech, a treaty or a report, and not a work of a later author."""
    return source.type not in _WORKS and _WORK_GENRE not in (source.genre or "").casefold()


def documents(map: ArgumentMap) -> set[str]:
    """The ids of the sources that are documents (see `is_document`) and that nothing in the map was read in."""
    through = {citation.via for node in map.nodes.values() for citation in node.cite}
    return {id for id, source in map.sources.items() if is_document(source) and id not in through}


def person_label(map: ArgumentMap, id: str) -> str:
    """How a person is shown in lists; the id itself where there is no record."""
    person = map.people.get(id)
    return person.label if person else id


def people_label(map: ArgumentMap, ids: tuple[str, ...], most: int = 3) -> str:
    """Several people as shown in one line: ``Stueck, Dobbs, Weathersby +2``."""
    shown = ", ".join(person_label(map, id) for id in ids[:most])
    return f"{shown} +{len(ids) - most}" if len(ids) > most else shown


def source_label(map: ArgumentMap, id: str) -> str:
    """A source in a few words: ``Ulam 1992``, ``Stalin to Gottwald 1950-08-27``."""
    source = map.sources.get(id)
    if source is None:
        return id
    when = _when(source)
    authors = _surnames(map, source.author)
    if authors and source.recipient:
        who = f"{authors} to {_surnames(map, source.recipient)}"
    elif authors and (when or not _title(source)):
        who = authors
    elif source.recipient:
        who = f"To {_surnames(map, source.recipient)}"
    else:
        who = authors or _title(source) or id
    return f"{who} {when}".rstrip()


def work_name(map: ArgumentMap, id: str) -> str:
    """A source with its title: ``Kim 2019, The Origins ...``."""
    label = source_label(map, id)
    source = map.sources.get(id)
    title = (source.title_short or source.title or "") if source is not None else ""
    return f"{label}, {title}" if title and title not in label else label


def citation_label(map: ArgumentMap, citation: Citation) -> str:
    """A citation in one line: ``Ulam 1992, in Kim 2019, Introduction, n. 14``."""
    parts = [source_label(map, citation.source)]
    if citation.via:
        parts.append(f"in {source_label(map, citation.via)}")
    if citation.at:
        parts.append(citation.at)
    return ", ".join(parts)


def source_text(map: ArgumentMap, source: Source) -> str:
    """A source in full, as one sentence of a bibliography without its full stop."""
    authors = _full_names(map, source.author)
    if authors and source.recipient:
        authors = f"{authors} to {_full_names(map, source.recipient)}"
    elif source.recipient:
        authors = f"to {_full_names(map, source.recipient)}"
    volume = ", ".join(f"{word} {value}" for word, value in (("vol.", source.volume), ("no.", source.issue), ("pp.", source.page)) if value)
    edited = [f"{word} {_full_names(map, names)}" for word, names in _roles(source) if names]
    parts = [
        authors,
        source.title or source.title_short,
        source.title_short if source.title else None,
        source.genre,
        f"in {source.container_title}" if source.container_title else None,
        *edited,
        source.edition,
        volume,
        source.event_title,
        source.event_place,
        source.event_date,
        source.collection_title,
        source.collection_number,
        source.number,
        ": ".join(part for part in (source.publisher_place, source.publisher) if part),
        source.issued,
        source.archive,
        source.archive_collection,
        source.archive_location,
        source.archive_place,
        source.url,
        f"doi:{source.doi}" if source.doi else None,
        f"ISBN {source.isbn}" if source.isbn else None,
    ]
    return ", ".join(part for part in parts if part)


def citation_text(map: ArgumentMap, citation: Citation) -> str:
    """A citation in full: the source, where it was read, the locator, and whatever holds for this citation alone."""
    source = map.sources.get(citation.source)
    text = source_text(map, source) if source else citation.source
    if citation.via:
        text += f"; read in {source_label(map, citation.via)}"
    if citation.at:
        text += f", {citation.at}"
    if citation.by:
        text += f"; so {people_label(map, citation.by, most=99)}"
    if citation.certainty:
        text += f"; {citation.certainty}"
    if citation.quote:
        text += f'; "{citation.quote}"'
    if citation.note:
        text += f"; note: {citation.note}"
    return text


def _roles(source: Source) -> tuple[tuple[str, tuple[PersonName, ...]], ...]:
    return (
        ("edited by", source.editor),
        ("translated by", source.translator),
        ("interviewed by", source.interviewer),
    )


def _title(source: Source) -> str:
    return source.title_short or source.title or ""


def _when(source: Source) -> str:
    if not source.issued:
        return ""
    if source.type not in _BY_YEAR:
        return source.issued
    year = re.match(r"-?\d{4}|-?\d{2,3}X+", source.issued)
    return year.group() if year else source.issued


def _surname(map: ArgumentMap, name: PersonName) -> str:
    if name.person:
        return person_label(map, name.person)
    return name.family or name.literal or name.given or ""


def _surnames(map: ArgumentMap, names: tuple[PersonName, ...]) -> str:
    shown = [_surname(map, name) for name in names]
    if len(shown) > 3:
        return f"{shown[0]} et al."
    return joined_words(shown, "and")


def _full_names(map: ArgumentMap, names: tuple[PersonName, ...]) -> str:
    shown = []
    for name in names:
        if name.person:
            person = map.people.get(name.person)
            shown.append(person.name if person else name.person)
        else:
            shown.append(name.literal or " ".join(part for part in (name.given, name.family) if part))
    return joined_words(shown, "and")
