"""The entries of a file as an outline, and those of a project that a word is looked for in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from argmap.builder import Build
from argmap.citations import source_label
from argmap.display import visible
from argmap.document import Document, ListValue, MapValue, Scalar, Value, trimmed
from argmap.entries import KEYS, NODE_TYPES, Entry, Person, Position, Source
from argmap.kinds import KINDS
from argmap.language_server.answers.definitions import defined
from argmap.language_server.snapshot import Snapshot, Stretch
from argmap.model import ArgumentMap

_MOST = 200
"""How many entries a search over the project gives."""


class Symbol(NamedTuple):
    """A top-level key with its entries, or an entry."""

    name: str
    detail: str
    """Of an entry: its text, name or title, on one line."""
    kind: str
    """`section`, or what the entry is: `claim`, `support`, `rebuttal`, `question`, `position`, `person`, `source`."""
    whole: Stretch
    named: Stretch
    """Where its id or key stands, within ``whole``."""
    held: tuple["Symbol", ...] = ()


def said(map: ArgumentMap, entry: Entry) -> str:
    """What an entry says, in one line: the text of a node or question, a name, a source in a few words."""
    if isinstance(entry, Source):
        title = entry.title or entry.title_short
        label = source_label(map, entry.id)
        return visible(f"{label}: {title}" if title and title not in label else label)
    if isinstance(entry, Person | Position):
        return visible(entry.name)
    return visible(str(getattr(entry, "text", "")))


def document_symbols(snapshot: Snapshot, document: Document) -> list[Symbol]:
    """The outline of a file: its top-level keys, each with its entries.

    Of a file that is broken, what was in it when it could last be read, where
    that stands now.
    """
    if document.readable:
        return list(_of_values(snapshot, document, document.root))
    return list(_of_text(snapshot, document))


def workspace_symbols(snapshot: Snapshot, query: str, most: int = _MOST) -> list[Symbol]:
    """The first entries of a project whose id or text holds every word of a query; all of them for no word."""
    words = query.lower().split()
    found: list[tuple[int, Entry, str]] = []
    map = snapshot.known.map
    for table in map.tables.values():
        for id, entry in table.items():
            text = said(map, entry)
            if all(word in id or word in text.lower() for word in words):
                found.append((sum(word not in id for word in words), entry, text))
    found.sort(key=lambda each: each[0])  # those whose id holds the words first, each in file order
    symbols: list[Symbol] = []
    for _, entry, text in found[:most]:
        for stretch in defined(snapshot, entry.id)[:1]:
            symbols.append(Symbol(visible(entry.id), text, snapshot.known.places[entry.id].kind, stretch, stretch))
    return symbols


def _of_values(snapshot: Snapshot, document: Document, root: Value | None) -> Iterator[Symbol]:
    for name, (start, end, section) in root.entries.items() if isinstance(root, MapValue) else ():
        if name not in KINDS or not isinstance(section, ListValue):
            continue
        held = tuple(_entries(snapshot, document, name, section))
        after = max(end, trimmed(document.source.text, section.start, section.end))
        yield Symbol(name, "", "section", Stretch(document, start, after), Stretch(document, start, end), held)


def _entries(snapshot: Snapshot, document: Document, section: str, items: ListValue) -> Iterator[Symbol]:
    keys = NODE_TYPES if section == KEYS["node"] else ("id",)
    map = snapshot.project.map
    table = map.tables[KINDS[section]]
    for item in items.items:
        if not isinstance(item, MapValue):
            continue
        read = item.as_read  # so that what is in entries that were moved need not be
        key = next((each for each in keys if each in read.entries), None)
        id = read.entries[key][2] if key is not None else None
        if key is None or not isinstance(id, Scalar) or not id.text.strip():
            continue
        entry = table.get(id.text)
        start, end = id.start + item.start - read.start, id.end + item.start - read.start
        whole = Stretch(document, item.start, max(end, trimmed(document.source.text, item.start, item.end)))
        kind = key if section == KEYS["node"] else KINDS[section]
        yield Symbol(visible(id.text), said(map, entry) if entry else "", kind, whole, Stretch(document, start, end))


_HEAD = re.compile(
    rf"(?:^|(?<=[\r\n]))(?:(?P<section>{'|'.join(KINDS)}):|[ \t]*-[ \t]+\{{?[ \t]*(?P<key>{'|'.join(NODE_TYPES)}|id)[ \t]*:[ \t]*"
    r"[\"']?(?P<id>[A-Za-z0-9_-]{1,100}))"
)


def _of_text(snapshot: Snapshot, document: Document) -> Iterator[Symbol]:
    """The outline of a broken file: the lines that begin an entry which was known in it."""
    text, known = document.source.text, snapshot.known
    heads = [match for match in _HEAD.finditer(text) if match["section"] or _is_known(known, document, match["key"], match["id"])]
    section: tuple[str, int, int] | None = None
    held: list[Symbol] = []
    for number, match in enumerate(heads):
        after = trimmed(text, match.end(), heads[number + 1].start() if number + 1 < len(heads) else len(text))
        if match["section"]:
            yield from _section(document, section, held)
            section, held = (match["section"], *match.span("section")), []
            continue
        entry = known.map.entry(match["id"])
        start = match.start("key")
        detail = said(known.map, entry) if entry is not None else ""
        kind = known.places[match["id"]].kind
        held.append(
            Symbol(match["id"], detail, kind, Stretch(document, start, max(after, match.end())), Stretch(document, *match.span("id")))
        )
    yield from _section(document, section, held)


def _section(document: Document, section: tuple[str, int, int] | None, held: list[Symbol]) -> Iterator[Symbol]:
    if section is None:
        yield from held
        return
    name, start, end = section
    whole = Stretch(document, start, held[-1].whole.end if held else end)
    yield Symbol(name, "", "section", whole, Stretch(document, start, end), tuple(held))


def _is_known(known: Build, document: Document, key: str, id: str) -> bool:
    place = known.places.get(id)
    return place is not None and place.id_key == key and place.document.path == document.path
