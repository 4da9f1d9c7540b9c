"""BibTeX in UTF-8, with the fields of BibLaTeX for what BibTeX has none for.

Source: Patashnik, "BibTeXing" (1988); Kime, Wemheuer and Lehman, "The biblatex Package" (3.20).
"""

import re
from collections.abc import Iterator

from argmap.display import visible
from argmap.entries import Source
from argmap.model import ArgumentMap
from argmap.works.cited import Cited
from argmap.works.dates import written_dates, year_words
from argmap.works.fields import in_order, name_of_work, remarks
from argmap.works.library import Library
from argmap.works.locators import dashed
from argmap.works.names import Name

_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "review": "article",
    "review-book": "article", "book": "book", "classic": "book", "collection": "book", "chapter": "incollection",
    "entry": "incollection", "entry-dictionary": "incollection", "entry-encyclopedia": "incollection", "pamphlet": "booklet",
    "paper-conference": "inproceedings", "report": "techreport", "manuscript": "unpublished", "personal_communication": "unpublished",
}  # fmt: skip
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%", "-": "-{}",
}  # fmt: skip
_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_SPECIAL = re.compile(r"[\\{}~^$&#_%]|-(?=-)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def cite(map: ArgumentMap, cited: Cited) -> str:
    """The works as entries whose keys are the ids."""
    library, said = Library(map), remarks(map, cited)
    taken: set[str] = set()
    return "\n".join(_entry(library, source, said.get(source.id, ""), taken) for source in in_order(map, cited))


def _entry(library: Library, source: Source, remark: str, taken: set[str]) -> str:
    lines = [f"@{_type(source)}{{{_key(source.id, taken)},"]
    lines += [f"  {field} = {value}," for field, value in _fields(library, source, remark) if value not in ("", "{}")]
    return "\n".join([*lines, "}"]) + "\n"


def _key(id: str, taken: set[str]) -> str:
    """The id; of one that is faulty what a key may hold, so that no two are the same."""
    key = base = re.sub(r"[^A-Za-z0-9.:+-]", "-", id) or "source"
    number = 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key)
    return key


def _type(source: Source) -> str:
    if source.type == "thesis":
        return "phdthesis" if re.search(r"ph\.? ?d|doctor", source.genre or "", re.IGNORECASE) else "mastersthesis"
    return _TYPES.get(source.type, "misc")


def _fields(library: Library, source: Source, remark: str) -> Iterator[tuple[str, str]]:
    type = _type(source)
    yield "author", _names(library.names(source.author))
    title = name_of_work(source)
    yield "title", f"{{{{{escaped(title)}}}}}" if title else ""
    if source.title and source.title_short:
        yield "shorttitle", f"{{{_braced(source.title_short)}}}"
    yield "editor", _names(library.names(source.editor))
    yield "translator", _names(library.names(source.translator))
    field = {"article": "journal", "misc": "", "unpublished": "", "techreport": ""}.get(type, "booktitle")
    yield field, _braced(source.container_title if field else "")
    yield "series", _braced(source.collection_title)
    yield "volume", _braced(source.volume)
    yield "number", _braced(source.issue or source.number or source.collection_number)
    yield "edition", _braced(source.edition)
    yield "pages", re.sub(r"(?<=\d)\s*[-–]\s*(?=\d)", "--", _braced(source.page))
    yield "type", _braced(source.genre)
    yield {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school"}.get(type, "publisher"), _braced(source.publisher)
    yield "address", _braced(source.publisher_place)
    yield from _dates(source)
    yield "eventtitle", _braced(source.event_title)
    yield "venue", _braced(source.event_place)
    yield "howpublished", _braced(", ".join(_held(library, source, "" if field else source.container_title)))
    yield "doi", f"{{{_address(source.doi)}}}" if source.doi else ""
    yield "isbn", _braced(source.isbn)
    yield "url", f"{{{_address(source.url)}}}" if source.url else ""
    yield "language", _braced(source.language)
    yield "note", _braced(remark)
    yield "annote", _braced(source.note)


def _held(library: Library, source: Source, container: str | None) -> Iterator[str]:
    """To whom a document went, who asked the questions, where it is printed and kept: what BibTeX has no fields for."""
    for word, names in (("to", source.recipient), ("interview by", source.interviewer)):
        if names:
            yield f"{word} {' and '.join(name.full for name in library.names(names))}"
    if container:
        yield f"in {visible(container)}"
    kept = (dashed(visible(source.archive_location or "")), source.archive_collection, source.archive, source.archive_place)
    yield from (visible(part) for part in (*kept, source.medium) if part)


def _dates(source: Source) -> Iterator[tuple[str, str]]:
    if not source.issued:
        return
    yield "date", _braced(source.issued)
    yield "year", _braced(year_words(source.issued))
    ends = written_dates(source.issued)
    if len(ends) == 1 and ends[0] is not None and 0 < ends[0].month < 13:
        yield "month", _MONTHS[ends[0].month - 1]
    if source.original_date:
        yield "origdate", _braced(source.original_date)


def _braced(text: str | None) -> str:
    return f"{{{escaped(visible(text))}}}" if text else ""


def escaped(text: str) -> str:
    """Text that LaTeX prints as it is.

    BibTeX counts braces whether or not a backslash stands before them, so
    those that do not come in pairs are written by name.
    """
    names = _ESCAPES if _is_balanced(text) else {**_ESCAPES, **_BRACES}
    return _SPECIAL.sub(lambda match: names[match.group()], text)


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in re.findall(r"[{}]", text):
        depth += 1 if character == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _address(url: str) -> str:
    """An address, which is read as it stands: what LaTeX would act on is written in hexadecimal."""
    return re.sub(r"[\\{}^ ]", lambda match: f"%{ord(match.group()):02X}", visible(url))


def _names(names: tuple[Name, ...]) -> str:
    """Names joined by ``and``; one that is not to be taken apart, or comes family name first, stands in braces."""
    return f"{{{' and '.join(_name(name) for name in names)}}}" if names else ""


def _name(name: Name) -> str:
    if name.whole or name.family_first or not name.given:
        return f"{{{escaped(name.full)}}}"
    family, given, suffix = (escaped(part) for part in (name.family, name.given, name.suffix))
    held = family if re.fullmatch(r"[^\s,{}]+", family) else f"{{{family}}}"
    plain_given = given if not re.search(r",|\band\b", given, re.IGNORECASE) else f"{{{given}}}"
    return ", ".join([held, *([suffix] if suffix else []), plain_given])
