"""A source in the words of Chicago: the parts of an entry, and how notes, bibliographies and reference lists join them.

Source: The Chicago Manual of Style, 17th edition (2017), chapters 14 and 15.
"""

from typing import Literal

from argmap.display import visible
from argmap.entries import Source
from argmap.works.dates import date_words, month_words, year_words
from argmap.works.library import PERIODICALS, Library
from argmap.works.locators import locator_words, page_words
from argmap.works.parts import (
    archive,
    book_title,
    by_line,
    container,
    contributors,
    edition,
    event,
    genre_and_number,
    head,
    imprint,
    kind_of,
    link,
    numbered,
    series,
    statement,
    title,
    volume,
)
from argmap.works.rich import EMPTY, Rich, around, closed, first_upper, join, plain, text_of

Form = Literal["bibliography", "author-date"]


def entry(library: Library, source: Source, form: Form) -> Rich:
    """The entry of a source in a bibliography (note style) or a reference list (author-date), with its full stop."""
    dated = form == "author-date"
    begins = head(library, source, inverted=True)
    year = _year(library, source) if dated else EMPTY
    rest = _ENTRIES[kind_of(source)](library, source, dated)
    first = [closed(begins), year]
    if not begins:  # the title stands first, then the year
        lead = next((number for number, part in enumerate(rest) if part), None)
        first = [rest[lead], year] if lead is not None else [plain(library.called(source)), year]
        rest = rest[lead + 1 :] if lead is not None else []
    sentences = [part for part in (*first, *rest, archive(source, ". ")) if part]
    upper = [part if part in first else first_upper(part) for part in sentences]
    return closed(join((*upper, link(source)), ". "))


def _year(library: Library, source: Source) -> Rich:
    """``1932``, ``(1920) 1932`` of a new edition."""
    original = around("(", plain(year_words(source.original_date)), ")") if source.original_date else EMPTY
    return join((original, plain(library.year(source))), " ")


def _book_entry(library: Library, source: Source, dated: bool) -> list[Rich]:
    imprinted = imprint(source, not dated)
    return [
        book_title(library, source),
        plain(genre_and_number(source, book_title(library, source))) if source.number else EMPTY,
        first_upper(plain(source.medium)),
        contributors(library, source, full=True),
        edition(source),
        first_upper(volume(source)),
        join((plain("In"), held), " ") if (held := container(source)) else EMPTY,
        series(source),
        imprinted,
    ]


def _journal(source: Source, dated: bool, locator: str) -> Rich:
    """``*World Politics* 22, no. 1 (January 1970): 235–51``; in a reference list ``22 (1): 235–51``."""
    when = source.issued or ""
    numbers = visible(source.volume or "")
    if dated:
        inner = visible(source.issue or "") if numbers and source.issue else month_words(when)
        if not numbers and source.issue:
            numbers = numbered("no", visible(source.issue))
        brackets = f"({inner})" if inner else ""
    else:
        numbers = ", ".join(filter(None, (numbers, numbered("no", visible(source.issue)) if source.issue else "")))
        brackets = f"({visible(date_words(when))})" if when else "(n.d.)"
    shown = locator or page_words(visible(source.page or ""))
    journal = container(source)
    if not numbers:
        date = brackets.strip("()") if not (dated and not brackets) else ""
        return join((journal, series(source), plain(date), plain(shown)), ", ")
    gap = ", " if numbers.startswith("no") else " "
    counted = join((join((journal, plain(numbers)), gap), plain(brackets)), " ")
    return join((join((counted, series(source)), ", "), plain(shown)), ": " if shown[:1].isdigit() else ", ")


def _journal_entry(library: Library, source: Source, dated: bool) -> list[Rich]:
    if not source.container_title:  # the issue of a journal, which has its title
        return [join((title(source), _journal(source, dated, "")), ", "), contributors(library, source, full=True), _publisher(source)]
    return [title(source), contributors(library, source, full=True), _journal(source, dated, ""), _publisher(source)]


def _publisher(source: Source) -> Rich:
    """Publisher and place alone, of what has its date elsewhere."""
    return imprint(source, year=False)


def _periodical(source: Source, locator: str, headed: bool) -> Rich:
    """``*Dong-a Ilbo* (Seoul), 22 November 1999, 3``; without the title where it stands at the head."""
    issue = numbered("no", visible(source.issue)) if source.issue else ""
    date = visible(date_words(source.issued)) if source.issued else ""
    shown = locator or page_words(visible(source.page or ""))
    place = around("(", plain(source.publisher_place), ")")
    named = join((container(source), place), " ") if headed else plain(source.publisher_place)
    return join([named, volume(source), plain(issue), edition(source), plain(date), plain(shown)], ", ")


def _periodical_entry(library: Library, source: Source, dated: bool) -> list[Rich]:
    headed = library.head(source).kind != "container"
    return [title(source), contributors(library, source, full=True), _periodical(source, "", headed), plain(source.publisher)]


def _chapter_entry(library: Library, source: Source, dated: bool) -> list[Rich]:
    pages = plain(page_words(visible(source.page or "")))
    within = join((volume(source), pages), ":" if text_of(pages)[:1].isdigit() and source.volume else ", ")
    place = join((container(source), contributors(library, source, full=False, words=True), edition(source), within), ", ")
    whole = join((plain("In"), place), " ") if place else EMPTY
    return [title(source), whole, event(source), series(source), imprint(source, not dated)]


def _thesis_entry(library: Library, source: Source, dated: bool) -> list[Rich]:
    return [title(source), contributors(library, source, full=True), _thesis(source, year=not dated)]


def _thesis(source: Source, year: bool) -> Rich:
    date = (year_words(source.issued) if source.issued else "n.d.") if year else None
    return join(map(plain, (source.genre or "thesis", source.publisher, source.publisher_place, date)), ", ")


def _document_entry(library: Library, source: Source, dated: bool) -> list[Rich]:
    named = title(source, library)
    date = EMPTY if dated and not month_words(source.issued or "") else _document_date(source, named)
    said = statement(library, source)
    genre = EMPTY if said else plain(genre_and_number(source, named))
    held = _collected(source)
    if source.container_title and not _is_part(source):
        held, date = join((held, date), ", "), EMPTY
    facts = (by_line(library, source), genre, event(source), date)
    if library.head(source).kind == "title":
        about = [named, join(facts, ", ")]
    elif named:
        about = [said, join((named, *facts), ", ")]
    else:
        about = [join((said, *facts), ", ")]
    return [*about, contributors(library, source, full=True), held, _publisher(source)]


def _document_date(source: Source, named: Rich) -> Rich:
    """The date in full, unless the title tells it."""
    date = visible(date_words(source.issued)) if source.issued else "n.d."
    return EMPTY if date in text_of(named) else plain(date)


def _collected(source: Source) -> Rich:
    """Where a document is printed: ``In *Foreign Relations of the United States*, vol. VI, 1055–56``."""
    pages = plain(page_words(visible(source.page or "")))
    held = join((container(source), volume(source), series(source), pages), ", ")
    return join((plain("In"), held), " ") if _is_part(source) else held


def _is_part(source: Source) -> bool:
    """Whether a document is printed in a collection; an interview is printed by a newspaper."""
    return bool(source.container_title) and source.type not in ("interview", "broadcast")


_ENTRIES = {
    "book": _book_entry,
    "journal": _journal_entry,
    "periodical": _periodical_entry,
    "chapter": _chapter_entry,
    "thesis": _thesis_entry,
    "document": _document_entry,
}


def note(library: Library, source: Source, locator: str = "") -> Rich:
    """A source in a note, in full, with a locator if there is one; without a full stop."""
    at = locator_words(visible(locator)) if locator else ""
    begins = head(library, source, inverted=False)
    ends = [archive(source, ", "), link(source)]
    body = _NOTES[kind_of(source)](library, source, at)
    return join((begins, *body, *ends), ", ") or plain(library.called(source))


def _book_note(library: Library, source: Source, at: str) -> list[Rich]:
    number = plain(genre_and_number(source, book_title(library, source))) if source.number else EMPTY
    inside = join((plain("in"), container(source)), " ") if source.container_title else EMPTY
    parts = (contributors(library, source, full=False), edition(source), volume(source), inside, series(source))
    named = join((book_title(library, source), number, *parts), ", ")
    whole = join((named, around("(", imprint(source, year=True), ")")), " ")
    return [whole, plain(at or page_words(visible(source.page or "")))]


def _journal_note(library: Library, source: Source, at: str) -> list[Rich]:
    return [title(source), contributors(library, source, full=False), _journal(source, False, at)]


def _periodical_note(library: Library, source: Source, at: str) -> list[Rich]:
    headed = library.head(source).kind != "container"
    return [title(source), _periodical(source, at, headed)]


def _chapter_note(library: Library, source: Source, at: str) -> list[Rich]:
    parts = (container(source), contributors(library, source, full=False), edition(source), volume(source), series(source))
    named = join(parts, ", ")
    inside = join((plain("in"), named), " ") if named else EMPTY
    facts = imprint(source, year=True) if named else join((event(source), imprint(source, year=True)), ", ")
    held = join((join((title(source), inside), ", "), around("(", facts, ")")), " ")
    return [held, plain(at or page_words(visible(source.page or "")))]


def _thesis_note(library: Library, source: Source, at: str) -> list[Rich]:
    return [join((title(source), around("(", _thesis(source, year=True), ")")), " "), plain(at)]


def _document_note(library: Library, source: Source, at: str) -> list[Rich]:
    named = title(source, library)
    kind = genre_and_number(source, named)
    kind = kind[:1].lower() + kind[1:] if kind[1:2].islower() else kind
    parts = [named, by_line(library, source), plain(kind), event(source)]
    held = join((container(source), volume(source), series(source)), ", ")
    date = _document_date(source, named)
    if _is_part(source):
        held = join((date, join((plain("in"), held, around("(", _publisher(source), ")")), " ")), ", ")
    elif source.container_title:
        held = join((held, date, _publisher(source)), ", ")
    else:
        held = join((date, held, _publisher(source)), ", ")
    pages = plain(page_words(visible(source.page or "")))
    return [*parts, contributors(library, source, full=False), held, plain(at) or pages]


_NOTES = {
    "book": _book_note,
    "journal": _journal_note,
    "periodical": _periodical_note,
    "chapter": _chapter_note,
    "thesis": _thesis_note,
    "document": _document_note,
}


def short_note(library: Library, source: Source, locator: str = "") -> Rich:
    """A source in a note after the first: family names, the short title (or the date of a letter), the locator."""
    at = plain(locator_words(visible(locator))) if locator else EMPTY
    found = library.head(source)
    names = library.short_head(source) if found.kind == "names" else ""
    date = visible(date_words(source.issued)) if source.issued else ""
    if source.recipient and found.kind in ("names", "recipient"):
        receivers = ", ".join(library.label(name) for name in library.names(source.recipient)[:3])
        called = f"{names} to {receivers}" if names else f"To {receivers}"
        return join((plain(called), plain(date), at), ", ")
    if source.type in PERIODICALS and not source.title and not names:
        return join((container(source), plain(date), at), ", ")
    return join((plain(names), title(source, library, short=True) or plain(date), at), ", ")
