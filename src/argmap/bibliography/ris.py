"""RIS, for EndNote, Zotero and Mendeley: tags of two characters, lines that end in CR LF.

Source: Research Information Systems, "RIS Format Specifications" (2001, 2011).
"""

import re
from collections.abc import Iterator

from argmap.display import visible
from argmap.entries import Source
from argmap.model import ArgumentMap
from argmap.works.cited import Cited
from argmap.works.dates import WrittenDate, date_words, written_dates
from argmap.works.fields import in_order, name_of_work, remarks
from argmap.works.library import Library
from argmap.works.locators import dashed
from argmap.works.names import Name

_TYPES = {
    "article": "GEN", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "bill": "BILL", "book": "BOOK",
    "broadcast": "SOUND", "chapter": "CHAP", "classic": "CLSWK", "collection": "BOOK", "dataset": "DATA", "entry": "CHAP",
    "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "figure": "FIGURE", "graphic": "ART", "hearing": "HEAR",
    "legal_case": "CASE", "legislation": "STAT", "manuscript": "MANSCPT", "map": "MAP", "motion_picture": "MPCT",
    "musical_score": "MUSIC", "pamphlet": "PAMP", "paper-conference": "CPAPER", "patent": "PAT", "periodical": "SER",
    "personal_communication": "PCOMM", "post": "BLOG", "post-weblog": "BLOG", "regulation": "GOVDOC", "report": "RPRT",
    "review": "JOUR", "review-book": "JOUR", "software": "COMP", "song": "MUSIC", "standard": "STAND", "thesis": "THES",
    "webpage": "ELEC",
}  # fmt: skip


def cite(map: ArgumentMap, cited: Cited) -> str:
    """The works as records."""
    library, said = Library(map), remarks(map, cited)
    return "".join(_record(library, source, said.get(source.id, "")) for source in in_order(map, cited))


def _record(library: Library, source: Source, remark: str) -> str:
    lines = [("TY", _TYPES.get(source.type, "GEN")), *_tags(library, source, remark)]
    text = "".join(f"{tag}  - {visible(value)}\r\n" for tag, value in lines if value and visible(value))
    return f"{text}ER  - \r\n\r\n"


def _tags(library: Library, source: Source, remark: str) -> Iterator[tuple[str, str | None]]:
    yield "ID", source.id
    editor = "ED" if source.type in ("book", "collection", "classic", "periodical") else "A2"
    for tag, names in (("AU", source.author), (editor, source.editor), ("A4", source.translator), ("A2", source.interviewer)):
        yield from ((tag, _name(name)) for name in library.names(names))
    title = name_of_work(source)
    yield "TI", title
    yield "ST", source.title_short if source.title_short != title else None
    yield "T2", source.container_title or source.event_title
    yield "T3", source.collection_title
    yield from _dates(source)
    yield "VL", source.volume
    yield "IS", source.issue
    yield "M1", source.number or source.collection_number
    yield from _pages(source)
    yield "ET", source.edition
    yield "PB", source.publisher
    yield "CY", source.publisher_place
    yield "C1", source.event_place
    yield "M3", source.genre or source.medium
    yield "SN", source.isbn
    yield "DO", source.doi
    yield "UR", source.url
    yield "LA", source.language
    kept = (source.archive_collection, source.archive, source.archive_place)
    yield "DB", ", ".join(visible(part) for part in kept if part)
    yield "AV", dashed(visible(source.archive_location or ""))
    if source.recipient:
        yield "N1", f"To {'; '.join(name.full for name in library.names(source.recipient))}"
    yield "N1", remark
    yield "RN", source.note


def _name(name: Name) -> str:
    """``Family, Given, Suffix``; a comma behind what is not to be taken apart, as EndNote and Zotero expect it."""
    if name.whole or name.family_first or not name.given:
        return f"{name.full.replace(',', ' ').replace('  ', ' ')},"
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)


def _dates(source: Source) -> Iterator[tuple[str, str]]:
    """The year in four digits and the date as ``YYYY/MM/DD/other``; what is not exact goes into the last part."""
    if not source.issued:
        return
    ends = written_dates(source.issued)
    start = next((end for end in ends if end is not None), None)
    if start is None or not re.fullmatch(r"\d{1,4}", start.year):
        yield "DA", f"///{visible(date_words(source.issued)).replace('/', '-')}"
        return
    year = start.year.zfill(4)
    yield "PY", year
    exact = len(ends) == 1 and not start.mark and start.month < 13
    yield "DA", f"{year}/{_two(start)}/" if exact else f"{year}/{_two(start)}/{visible(date_words(source.issued)).replace('/', '-')}"


def _two(date: WrittenDate) -> str:
    month = f"{date.month:02}" if 0 < date.month < 13 else ""
    return f"{month}/{date.day:02}" if month and date.day else f"{month}/"


def _pages(source: Source) -> Iterator[tuple[str, str]]:
    """First and last page; what is more than one range stays whole in the first."""
    text = visible(source.page or "")
    match = re.fullmatch(r"([\w.]+)\s*[-–]+\s*([\w.]+)", text)
    if match:
        yield "SP", match[1]
        yield "EP", match[2]
    elif text:
        yield "SP", text
