"""The ids of a project with a few words on each, read from the files as they are now: for completion while one types.

Much less is read than for a map: no model is made, and a file in which the
letters looked for do not stand is not read as YAML at all.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from argmap.document import TRUTHS, ListValue, MapValue, Scalar, Value
from argmap.files import read_bytes
from argmap.foreign import is_foreign
from argmap.kinds import KEYS, KINDS, NODE_TYPES, EntryKind
from argmap.project import STDIN, Location, claim_files
from argmap.reader import read_document
from argmap.walk import shown


class Name(NamedTuple):
    """An id, or a tag."""

    id: str
    kind: str
    """What it names: `question`, `position`, `person`, `source`, `claim`, `support`, `rebuttal`; or `tag`."""
    text: str
    """As written: the text of a question or node, the name of a school or person, what a source is called."""


def names(location: Location, kinds: Collection[EntryKind], holding: str = "") -> Iterator[Name]:
    """The entries of these kinds, in the order of the files; at least those with ``holding`` in their id.

    What cannot be read is left out.  Standard input is not read.
    """
    sections = [KEYS[kind] for kind in kinds]
    seen: set[str] = set()
    for entry, section in _entries(location, sections, holding):
        name = _name(section, entry)
        if name is not None and name.id not in seen:
            seen.add(name.id)
            yield name


def tags(location: Location) -> Iterator[Name]:
    """Every tag once, in the order of the files."""
    seen: set[str] = set()
    for entry, _ in _entries(location, [KEYS["node"]], ""):
        value = entry.value("tags")
        for item in value.items if isinstance(value, ListValue) else [value]:
            if (tag := _text(item)) and tag not in seen:
                seen.add(tag)
                yield Name(tag, "tag", "")


def _entries(location: Location, sections: list[str], holding: str) -> Iterator[tuple[MapValue, str]]:
    """The entries of some sections, each with the section it stands in."""
    if location.starts == (Path(STDIN),):
        return
    for path in claim_files(location).values():
        try:
            data = read_bytes(path)
        except (OSError, ValueError):
            continue
        if not _may_hold(data, sections, holding):
            continue
        document = read_document(shown(location.root, path), data)
        if location.root in location.starts and is_foreign(document):
            continue
        root = document.root if document.readable else None
        for section in root.entries if isinstance(root, MapValue) else ():
            value = root.value(section) if isinstance(root, MapValue) and section in sections else None
            for entry in value.items if isinstance(value, ListValue) else ():
                if isinstance(entry, MapValue):
                    yield entry, section


def _may_hold(data: bytes, sections: list[str], holding: str) -> bool:
    """Whether a file may have an entry in one of the sections with these letters in its id.

    What stands in a file stands there letter for letter, unless it has escapes, or
    a white space for which a line may be broken.
    """
    if b"\\" in data:
        return True
    return any(key.encode() in data for key in sections) and (not holding.isprintable() or " " in holding or holding.encode() in data)


def _name(section: str, entry: MapValue) -> Name | None:
    """What an entry is called; None if its id cannot be made out."""
    kind = KINDS[section] if section != "nodes" else next((key for key in entry.entries if key in NODE_TYPES), None)
    value = entry.value("id" if section != "nodes" else kind) if kind else None
    if kind is None or not isinstance(value, Scalar) or (value.plain and value.text in TRUTHS):
        return None
    id = _text(value)
    return Name(id, kind, _WORDS[section](entry)) if id else None


def _text(value: Value | None) -> str:
    """A text; empty if a value is none."""
    return value.text if isinstance(value, Scalar) and not value.is_null and not value.broken else ""


def _first(entry: MapValue, *fields: str) -> str:
    """The first of some fields that is written."""
    return next((text for field in fields if (text := _text(entry.value(field)))), "")


def _of_position(entry: MapValue) -> str:
    return ": ".join(text for text in (_first(entry, "name"), _first(entry, "text")) if text)


def _of_source(entry: MapValue) -> str:
    what = _first(entry, "title-short", "title", "genre")
    return ", ".join(text for text in (what, _first(entry, "issued")) if text)


_WORDS: dict[str, Callable[[MapValue], str]] = {
    "questions": lambda entry: _first(entry, "text"),
    "positions": _of_position,
    "people": lambda entry: _first(entry, "name"),
    "sources": _of_source,
    "nodes": lambda entry: _first(entry, "text"),
}
