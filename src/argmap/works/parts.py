"""The parts of an entry in the words of Chicago: who, what, where it was printed, where it is kept."""

import re
from typing import Literal

from argmap.citations import person_label
from argmap.display import visible
from argmap.entries import PersonName, Source
from argmap.works.dates import date_words, year_words
from argmap.works.library import Library, and_others
from argmap.works.locators import dashed
from argmap.works.rich import EMPTY, Rich, first_upper, italic, join, plain, quoted, text_of

Kind = Literal["book", "journal", "periodical", "chapter", "thesis", "document"]

_BOOKS = frozenset(
    "book classic collection dataset figure graphic map motion_picture musical_score pamphlet performance periodical software song "
    "standard".split()
)
_CHAPTERS = frozenset(["chapter", "entry", "entry-dictionary", "entry-encyclopedia"])
_WEB = frozenset(["post", "post-weblog", "webpage", "article-magazine", "article-newspaper"])
_DESCRIPTIVE = re.compile(r"(?:the )?(?:press )?(?:interview|review of)\b", re.IGNORECASE)
_STOP_WORDS = frozenset("a an and by from in of on the to letter telegram message report".split())


def kind_of(source: Source) -> Kind:
    """How an entry is built, by its type and by what is known of it."""
    if source.type in _BOOKS:
        return "book"
    if source.type == "article-journal" or (source.type in ("review", "review-book", "article") and source.container_title):
        return "journal"
    if source.type in _WEB:
        return "periodical"
    if source.type in _CHAPTERS or (source.type == "paper-conference" and source.container_title):
        return "chapter"
    if source.type == "thesis":
        return "thesis"
    return "book" if _is_published_report(source) else "document"


def _is_published_report(source: Source) -> bool:
    """Whether a report is a publication, set as a book is (14.220), and not a paper from a file."""
    return source.type == "report" and bool(source.title and source.publisher) and not (source.archive or source.container_title)


def title(source: Source, library: Library | None = None, short: bool = False) -> Rich:
    """The title in quotation marks or italics; a document without one is described in plain words, if those say more than the rest."""
    name = source.title
    if short and name:
        name = visible(source.title_short or "") or re.split(r"(?<=\S)[:.?!] ", name)[0]
    if name and source.interviewer and re.match(r"(the )?interview with\b[^:“”]*$", name, re.IGNORECASE):
        return EMPTY  # what `by_line` says
    if name:
        if kind_of(source) == "book":
            return italic(name)
        if kind_of(source) == "document" and source.title and name.casefold() not in source.title.casefold():
            return plain(name)  # `IM-302`: how a paper is called, which is not its title
        return plain(name) if _DESCRIPTIVE.match(name) else quoted(name)
    words = source.title_short
    if not words or words == source.container_title or (library and not short and _says_no_more(library, source, words)):
        return EMPTY
    return plain(words)


def _says_no_more(library: Library, source: Source, words: str) -> bool:
    """Whether a description repeats sender, recipient, kind and date: ``Letter to Gottwald``."""
    if not source.recipient:
        return False
    known = set(_STOP_WORDS)
    people = (*source.author, *source.recipient)
    labels = [person_label(library.map, name.person) for name in people if name.person]
    for text in (source.genre or "", date_words(source.issued or ""), *labels, *(name.full for name in library.names(people))):
        known.update(re.findall(r"\w+", text.casefold()))
    return known.issuperset(re.findall(r"\w+", words.casefold()))


def book_title(library: Library, source: Source) -> Rich:
    """The title of a work that stands alone."""
    return title(source, library)


def head(library: Library, source: Source, inverted: bool) -> Rich:
    """Whom, or which newspaper, an entry begins with; ``inverted`` in lists.  Empty where the title comes first."""
    found = library.head(source)
    if found.kind == "container":
        return italic(source.container_title)
    if found.kind != "names":
        return EMPTY if inverted or not source.recipient else plain(f"To {_listed(library, source.recipient)}")
    if inverted:
        names = [found.names[0].inverted, *(name.full for name in found.names[1:])]
        who = and_others(names, 10, 7)
        if len(names) == 2 and "," in names[0]:
            who = ", and ".join(names)
    else:
        who = and_others([name.full for name in found.names], 3, 1)
        if source.recipient:
            who += f" to {_listed(library, source.recipient)}"
    word = {"editor": ("ed.", "eds."), "translator": ("trans.", "trans.")}.get(found.role)
    return plain(f"{who}, {word[len(found.names) > 1]}" if word else who)


def _listed(library: Library, names: tuple[PersonName, ...]) -> str:
    return and_others([name.full for name in library.names(names)], 10, 7)


def statement(library: Library, source: Source) -> Rich:
    """What a document is and to whom it went: ``Telegram to Terenti Shtykov``."""
    if not library.names(source.recipient):
        return EMPTY
    kind = {"personal_communication": "letter", "report": "report"}.get(source.type, "document")
    kind, *number = genre_and_number(source, EMPTY, letter=kind).split(", no. ")
    said = first_upper(plain(f"{kind} to {_listed(library, source.recipient)}"))
    return join((said, *(plain(f"no. {each}") for each in number)), ", ")


def genre_and_number(source: Source, named: Rich, letter: str = "") -> str:
    """``telegram``, ``order, no. 00187``, without what the title says already.

    ``letter`` stands for a document that has no genre; without it a letter, which is known by its sender and recipient, has none.
    """
    said = text_of(named).casefold()
    genre = visible(source.genre or letter)
    if not letter and (genre.casefold() == "letter" or _holds(said, genre)):
        genre = ""
    number = visible(source.number or "")
    if number and _holds(said, number):
        number = ""
    if number[:1].isdigit():
        number = f"no. {number}"
    return ", ".join(filter(None, (genre, number)))


def _holds(text: str, words: str) -> bool:
    return bool(words) and re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text) is not None


def by_line(library: Library, source: Source) -> Rich:
    """Who asked the questions of an interview."""
    names = _listed(library, source.interviewer)
    if not names:
        return EMPTY
    return plain(f"interview by {names}")


def contributors(library: Library, source: Source, full: bool, words: bool = False) -> Rich:
    """Editors and translators who do not stand at the head: ``Edited by A and B``; in a note ``ed. A and B``."""
    used = library.head(source).role
    parts = []
    for role, long, short in (("editor", "edited by", "ed."), ("translator", "translated by", "trans.")):
        names = _listed(library, getattr(source, role)) if role != used else ""
        if names:
            parts.append(plain(f"{long if full or words else short} {names}"))
    return join([first_upper(part) for part in parts], ". ") if full else join(parts, ", ")


_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def edition(source: Source) -> Rich:
    """``2nd ed.``; words as they are written."""
    text = visible(source.edition or "")
    if re.fullmatch(r"[0-9]{1,4}", text):
        number = int(text)
        ending = "th" if 10 < number % 100 < 14 else _ORDINALS.get(number % 10, "th")
        return plain(f"{number}{ending} ed.")
    return plain(text)


def volume(source: Source) -> Rich:
    """``vol. 2``, ``vols. 1–2``."""
    text = visible(source.volume or "")
    return plain(numbered("vol", text) if re.match(r"[\dIVXLC]", text) else text)


def numbered(word: str, text: str) -> str:
    """A number behind its word, which is in the plural for several: ``no. 3``, ``nos. 6–7``."""
    several = re.match(r"\w+(\s*[-–]\s*|, | and )\w+$", text)
    return f"{word}s. {re.sub(r'(?<=[0-9])-(?=[0-9])', '–', text)}" if several else f"{word}. {text}"


def container(source: Source) -> Rich:
    """The journal, newspaper or book."""
    return italic(source.container_title)


def series(source: Source) -> Rich:
    """The series, with the number in it."""
    return join((plain(source.collection_title), plain(source.collection_number)), " ")


def event(source: Source) -> Rich:
    """The meeting, where it was and when (if that is not the date of the paper)."""
    name = visible(source.event_title or "")
    if name and source.type == "paper-conference":
        name = f"paper presented at {name}"
    date = date_words(source.event_date) if source.event_date and source.event_date != source.issued else None
    return join((plain(name), plain(source.event_place), plain(date)), ", ")


def imprint(source: Source, year: bool) -> Rich:
    """``New York: Scribner, 1992``."""
    printed = join((plain(source.publisher_place), plain(source.publisher)), ": ")
    date = plain(year_words(source.issued) if source.issued else "n.d.") if year else EMPTY
    if year and source.original_date:
        return join((plain(year_words(source.original_date)), join((printed, date), ", ")), "; repr., ")
    return join((printed, date), ", ")


def archive(source: Source, separator: str) -> Rich:
    """Where a document is kept, the narrowest first: ``fond 558, opis 11, delo 62, RGASPI``."""
    mark = plain(dashed(visible(source.archive_location or "")))
    return join((mark, *map(plain, (source.archive_collection, source.archive, source.archive_place))), separator)


def link(source: Source) -> Rich:
    """The DOI, or else the address."""
    return plain(f"https://doi.org/{visible(source.doi)}" if source.doi else source.url)
