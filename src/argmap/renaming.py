"""Renames an id everywhere in a project: the entry, and everything that names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.citations import EDITOR
from argmap.diagnostics import Edit, applied
from argmap.document import NULLS, TRUTHS, Document, ListValue, MapValue, Scalar, Value
from argmap.edits import with_documents
from argmap.entries import ID_CURE, Entry, Node, is_valid_id
from argmap.errors import ArgmapError
from argmap.model import link_ends
from argmap.nearest import nearest
from argmap.project import Project
from argmap.references import Path, references
from argmap.rereading import read_again


@dataclass(frozen=True)
class Renaming:
    """What renaming an id changes."""

    changed: dict[str, tuple[Document, Document]]
    """By path: the document as it was, and as it would be."""
    edits: dict[str, list[Edit]]
    """By path: what makes the one into the other, one edit for each time the id is named, where it is defined included."""
    mentions: tuple[tuple[str, int], ...]
    """Path and line of the comments and texts that still hold the old id as a word: they are the editor's to change."""

    @property
    def places(self) -> int:
        """How many times the id is named, where it is defined included."""
        return sum(map(len, self.edits.values()))


def rename(project: Project, old: str, new: str) -> Renaming:
    """Work out what changes when the entry ``old`` is called ``new``; nothing is written.

    Raises `ArgmapError` if there is no such entry, if the new id cannot be used,
    or if some part of the project cannot be read and may name the old one.
    """
    refuse_unknown(project, old)
    _refuse_unusable(project, old, new)
    edits = _edits(project, old, new)
    changed: dict[str, tuple[Document, Document]] = {}
    for document in project.documents:
        if document.path in edits:
            after = read_again(document, applied(document.source.text, edits[document.path]))
            if not _same_but_for(document.root, after.root, old, new, len(edits[document.path])):
                raise ArgmapError(f"`{document.path}` cannot be changed safely, and nothing was", "write the id there by hand")
            changed[document.path] = (document, after)
    renamed = with_documents(project, {path: after for path, (_, after) in changed.items()})
    if old in renamed.build.places or old in renamed.build.mentioned or renamed.fault_count != project.fault_count:
        raise ArgmapError(f"`{old}` cannot be renamed everywhere, and nothing was", "mend what `argmap check` reports first")
    return Renaming(changed, edits, tuple(_mentions(renamed.documents, old)))


def refuse_unknown(project: Project, old: str) -> None:
    """Raises `ArgmapError` if there is no entry ``old``, or if not all that names it can be found."""
    unreadable = next((document for document in project.documents if not document.readable), None)
    if unreadable is not None:
        raise ArgmapError(f"`{unreadable.path}` cannot be read, and may name `{old}`", "mend what `argmap check` reports first")
    if old not in project.build.places:
        near = nearest(old, project.build.places)
        raise ArgmapError(f"there is no `{old}` in this map", f"did you mean `{near}`?" if near else "`argmap query` lists the nodes")
    if old in project.build.mentioned:
        raise ArgmapError(f"something faulty in the claim files may name `{old}`", "mend what `argmap check` reports first")


def _refuse_unusable(project: Project, old: str, new: str) -> None:
    """Raises `ArgmapError` if an entry cannot be given the id ``new``."""
    if old == new:
        raise ArgmapError(f"`{old}` is called so already")
    if not is_valid_id(new):
        raise ArgmapError(f"`{new}` is no id", ID_CURE)
    if new == EDITOR:  # nodes may be the encoder's own without a record of that name
        raise ArgmapError(f"`{new}` stands for whoever encoded the map", "choose another one")
    taken = project.build.places.get(new)
    if taken is not None:
        line = taken.document.source.position(taken.span()[0]).line
        raise ArgmapError(f"`{new}` is already the id of a {taken.kind} ({taken.document.path}:{line})", "choose another one")


def _edits(project: Project, old: str, new: str) -> dict[str, list[Edit]]:
    """The edits by path."""
    found: dict[str, list[Edit]] = {}
    for table in project.map.tables.values():
        for entry in table.values():
            for path in naming(entry, old):
                place = project.build.places[entry.id]
                start, end = place.span(*path)
                found.setdefault(place.document.path, []).append(_edit(place.document.source.text, start, end, new))
    return found


def naming(entry: Entry, old: str) -> Iterator[Path]:
    """Where an entry names the entry ``old``: its own id first, which is the empty path.

    A field that needs another kind of entry counts too: ids are unique across
    the kinds, so nothing else can be meant.
    """
    if entry.id == old:
        yield ()
    for _, id, path in references(entry):
        if id == old:
            yield path
    if isinstance(entry, Node):
        for field, number, end in link_ends(entry):
            if end.link == old:
                yield field, number, "link"


def _edit(text: str, start: int, end: int, new: str) -> Edit:
    """Put an id in the place of another one, quoted if that one was or if it must be."""
    return Edit(start, end, quoted(new, text[start] if text[start] in "\"'" else ""))


def quoted(id: str, quote: str = "") -> str:
    """An id as it is written: in quotation marks of this kind, or in some if it would be read as no text without them."""
    quote = quote or ('"' if id in NULLS or id in TRUTHS else "")
    return f"{quote}{id}{quote}"


def _same_but_for(before: Value | None, after: Value | None, old: str, new: str, times: int) -> bool:
    """Whether two values are the same but for ``times`` texts that were ``old`` and are ``new``."""
    seen = 0
    pending = [(before, after)]
    while pending:
        one, other = pending.pop()
        if one is other or (isinstance(one, MapValue) and isinstance(other, MapValue) and one.as_read is other.as_read):
            continue  # it was not read again
        if isinstance(one, MapValue) and isinstance(other, MapValue) and list(one.entries) == list(other.entries):
            pending.extend((one.entries[key][2], other.entries[key][2]) for key in one.entries)
        elif isinstance(one, ListValue) and isinstance(other, ListValue) and len(one.items) == len(other.items):
            pending.extend(zip(one.items, other.items, strict=True))
        elif isinstance(one, Scalar) and isinstance(other, Scalar) and (one.text, one.is_null) == (other.text, other.is_null):
            continue
        elif isinstance(one, Scalar) and isinstance(other, Scalar) and (one.text, other.text) == (old, new) and not other.is_null:
            seen += 1
        elif one is not None or other is not None:
            return False
    return seen == times


def _mentions(documents: list[Document], old: str) -> Iterator[tuple[str, int]]:
    """Where an id is still a word of a comment or text; one that could be any word counts in backticks alone."""
    word = re.escape(old) if "-" in old else f"`{re.escape(old)}`"
    # The word comes first: what begins with a text is looked for far more quickly.
    pattern = re.compile(rf"{word}(?<![A-Za-z0-9-]{word})(?![A-Za-z0-9-])")
    for document in documents:
        lines = dict.fromkeys(document.source.position(match.start()).line for match in pattern.finditer(document.source.text))
        yield from ((document.path, line) for line in lines)
