"""CSL-JSON, for Zotero, Pandoc and every processor of the Citation Style Language.

Source: the schema ``csl-data.json`` of CSL 1.0.2.
"""

from typing import Any

from argmap.display import json_text, visible
from argmap.entries import Source
from argmap.model import ArgumentMap
from argmap.works.cited import Cited
from argmap.works.dates import WrittenDate, date_words, written_dates
from argmap.works.fields import in_order, name_of_work, remarks
from argmap.works.library import Library
from argmap.works.names import Name

_TEXTS = {
    "genre": "genre", "container_title": "container-title", "collection_title": "collection-title",
    "collection_number": "collection-number", "publisher": "publisher", "publisher_place": "publisher-place", "edition": "edition",
    "volume": "volume", "issue": "issue", "page": "page", "number": "number", "event_title": "event-title", "event_place": "event-place",
    "archive": "archive", "archive_collection": "archive_collection", "archive_location": "archive_location",
    "archive_place": "archive-place", "medium": "medium", "language": "language", "url": "URL", "doi": "DOI", "isbn": "ISBN",
}  # fmt: skip
_DATES = {"issued": "issued", "original_date": "original-date", "event_date": "event-date"}


def cite(map: ArgumentMap, cited: Cited) -> str:
    """The works as a list of CSL items."""
    library, said = Library(map), remarks(map, cited)
    return json_text([item(library, source, said.get(source.id, "")) for source in in_order(map, cited)])


def item(library: Library, source: Source, remark: str = "") -> dict[str, Any]:
    """One work.  Where it is cited goes into ``note``, the encoder's remark into ``annote``."""
    data: dict[str, Any] = {"id": visible(source.id), "type": source.type}
    title = name_of_work(source)
    if title:
        data["title"] = title
    short = visible(source.title_short or "")
    if short and short != title:
        data["title-short"] = short
    for field in source.NAME_FIELDS:
        names = [_name(name) for name in library.names(getattr(source, field))]
        if names:
            data[field] = names
    for field, variable in _TEXTS.items():
        text = visible(getattr(source, field) or "")
        if text:
            data[variable] = text
    if "event-title" in data:
        data["event"] = data["event-title"]  # as processors of CSL 1.0.1 call it
    for field, variable in _DATES.items():
        if getattr(source, field):
            data[variable] = date(getattr(source, field))
    if remark:
        data["note"] = remark.replace("{:", "{ :")  # processors take `{:issued: 1950}` in a note for a field
    if source.note:
        data["annote"] = visible(source.note)
    return data


def _name(name: Name) -> dict[str, Any]:
    """A name in parts; whole where processors would turn it round: few heed ``static-ordering``."""
    if name.whole or name.family_first:
        return {"literal": name.full}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {key: text for key, text in parts.items() if text}


def date(text: str) -> dict[str, Any]:
    """A date as parts; in words what parts cannot say: decades, centuries, open intervals, whole days apart from months."""
    ends = written_dates(text)
    parts = [_parts(end) for end in ends if end is not None]
    if not ends or len(parts) < len(ends) or not all(parts):
        return {"literal": visible(date_words(text))}
    data: dict[str, Any] = {"date-parts": parts}
    known = [end for end in ends if end is not None]
    if len(known) == 1 and known[0].month > 20:
        data["season"] = known[0].month - 20
    if any(end.mark for end in known):
        data["circa"] = True
    return data


def _parts(written: WrittenDate | None) -> list[int]:
    """Year, month and day; empty if the year is none.  CSL counts years before Christ as they are said, so 44 BC is -44."""
    if written is None or not written.year.removesuffix(" BC").isdigit():
        return []
    year = int(written.year.removesuffix(" BC")) * (-1 if written.year.endswith(" BC") else 1)
    return [year, *([written.month] if 0 < written.month < 13 else []), *([written.day] if written.day else [])]
