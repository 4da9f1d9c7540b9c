"""All sources of a map as a bibliography sees them: who stands at the head of each, in which order they come, what tells them apart."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Literal, NamedTuple

from argmap.dates import DateError, parse_date
from argmap.display import visible
from argmap.entries import PersonName, Source
from argmap.model import ArgumentMap
from argmap.works.dates import written_dates, year_words
from argmap.works.names import Name, name_of

Role = Literal["author", "editor", "translator", ""]
Heading = Literal["names", "recipient", "container", "title"]

PERIODICALS = frozenset(["article-magazine", "article-newspaper"])
LETTERS = frozenset(["personal_communication"])

_FAR = (10**12, 1, 1)
_ARTICLES = ("the ", "a ", "an ")


class Head(NamedTuple):
    """What an entry begins with."""

    kind: Heading
    names: tuple[Name, ...] = ()
    role: Role = ""


class Library:
    """The sources of one map.

    What tells two works apart (letters behind the year, initials of two authors
    of one family name) is settled for the whole map at once, so that citations
    from several runs fit one bibliography.
    """

    def __init__(self, map: ArgumentMap) -> None:
        self.map = map
        self._heads: dict[str, Head] = {}

    def names(self, names: Iterable[PersonName]) -> tuple[Name, ...]:
        """Names in a source; one that holds nothing is left out."""
        return tuple(name for name in (name_of(self.map, each) for each in names) if name.full)

    def head(self, source: Source) -> Head:
        """Who or what an entry begins with: author, else editor, translator, recipient, newspaper, title."""
        found = self._heads.get(source.id)
        if found is None:
            found = self._heads[source.id] = self._find_head(source)
        return found

    def _find_head(self, source: Source) -> Head:
        roles: tuple[tuple[Role, tuple[PersonName, ...]], ...] = (
            ("author", source.author),
            ("editor", source.editor if source.type not in ("chapter", "article-journal") else ()),
            ("translator", source.translator),
        )
        for role, written in roles:
            names = self.names(written)
            if names and not (source.container_title and [name.full for name in names] == [visible(source.container_title)]):
                return Head("names", names, role)
        if source.recipient and self.names(source.recipient):
            return Head("recipient")
        return Head("container" if source.type in PERIODICALS and source.container_title else "title")

    def called(self, source: Source) -> str:
        """Title, short title, newspaper or id: what a work without names is called."""
        if self.head(source).kind == "container":
            return visible(source.container_title or "")
        return visible(source.title or source.title_short or source.container_title or source.genre or source.id)

    def label(self, name: Name) -> str:
        """The family name; with initials, or whole, where others have the same."""
        if name.whole:
            return name.full
        bearers = self._bearers.get(name.family, {})
        if len(bearers) < 2:
            return name.family
        return name.initials if self._initials[name.initials] < 2 else name.full

    @cached_property
    def _bearers(self) -> dict[str, dict[Name, None]]:
        """Those who share a family name, of all who stand at the head of an entry."""
        found: dict[str, dict[Name, None]] = {}
        for source in self.map.sources.values():
            for name in self.head(source).names:
                if not name.whole:
                    found.setdefault(name.family, {})[name] = None
        return found

    @cached_property
    def _initials(self) -> Counter[str]:
        """How many of them have the same initials."""
        return Counter(name.initials for bearers in self._bearers.values() for name in bearers)

    def short_head(self, source: Source) -> str:
        """The head in a citation, such as ``Kim``, ``Goncharov, Lewis, and Xue`` or ``Kim et al.`` for four and more."""
        head = self.head(source)
        if head.kind == "names":
            return and_others([self.label(name) for name in head.names], 3, 1)
        if head.kind == "recipient":
            return f"To {and_others([self.label(name) for name in self.names(source.recipient)], 3, 1)}"
        return self.called(source) if head.kind == "container" else visible(source.title_short or "") or self.called(source)

    def year(self, source: Source) -> str:
        """The year with the letter that tells it from others: ``1950a``, ``n.d.``, ``n.d.-b``."""
        return self._years[source.id]

    @cached_property
    def _years(self) -> dict[str, str]:
        groups: dict[tuple[str, str], list[str]] = {}
        for id in self.sorted(self.map.sources):
            source = self.map.sources[id]
            year = visible(year_words(source.issued)) if source.issued else "n.d."
            groups.setdefault((self.short_head(source), year), []).append(id)
        found = {}
        for (_, year), ids in groups.items():
            dash = "-" if year[-1:] in ".y" else ""
            for number, id in enumerate(ids):
                found[id] = f"{year}{dash}{_letters(number)}" if len(ids) > 1 else year
        return found

    def sorted(self, ids: Iterable[str], by_title: bool = False) -> list[str]:
        """The works in the order of a bibliography: by head, date (undated last) and title, without articles, case and accents.

        ``by_title`` puts the titles of one author before the dates; documents
        that have none follow by date.
        """
        return sorted(ids, key=(self._order_by_title if by_title else self._order).__getitem__)

    @cached_property
    def _order_by_title(self) -> dict[str, tuple[object, ...]]:
        titles = {source.id: _title_key(visible(source.title or "")) for source in self.map.sources.values()}
        return {id: (key[0], not titles[id], titles[id], *key[1:]) for id, key in self._order.items()}

    @cached_property
    def _order(self) -> dict[str, tuple[object, ...]]:
        found: dict[str, tuple[object, ...]] = {}
        for source in self.map.sources.values():
            head = self.head(source)
            names = tuple((_plain(name.family), _plain(name.given)) for name in head.names)
            words = source.genre or "letter" if head.kind == "recipient" else self.called(source)
            first = names or ((_title_key(visible(words)), ""),)
            found[source.id] = (first, _date_key(source.issued), _title_key(visible(source.title or source.title_short or "")), source.id)
        return found


def and_others(names: list[str], most: int, kept: int, joint: str = ", and ") -> str:
    """``A``, ``A and B``, ``A, B, and C``; with more than ``most`` the first ``kept`` and et al. for the rest."""
    if len(names) > most:
        return f"{', '.join(names[:kept])}{',' if kept > 1 else ''} et al."
    if len(names) < 3:
        return " and ".join(names)
    return ", ".join(names[:-1]) + joint + names[-1]


def _plain(text: str) -> str:
    """Text as it is sorted: without accents, case and marks."""
    bare = text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " if c.isspace() or c == "-" else "" for c in bare.casefold()).split())


def _title_key(text: str) -> str:
    key = _plain(text)
    for article in _ARTICLES:
        if key.startswith(article):
            return key[len(article) :]
    return key


def _date_key(issued: str | None) -> tuple[object, ...]:
    if not issued:
        return (_FAR, _FAR)
    try:
        found = parse_date(issued)
    except DateError:
        return (_FAR, _FAR)
    return (found.earliest, found.latest) if written_dates(issued) else (_FAR, _FAR)


def _letters(number: int) -> str:
    """0 as ``a``, 25 as ``z``, 26 as ``aa``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
