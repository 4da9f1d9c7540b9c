"""Mappings whose fields are out of order, and the edits that put them in order where they stand."""

import re
from dataclasses import dataclass
from itertools import pairwise

from argmap.diagnostics import Edit, applied
from argmap.document import Document, ListValue, MapValue, Scalar, Value, trimmed
from argmap.formatter.field_order import FIELD_ORDER, GROUPS, ROOT, UNKNOWN, in_order, kind_of, kind_within
from argmap.formatter.values import same_values
from argmap.reader import read_document

_BREAK = re.compile(r"\r\n|[\n\r]")
_SEPARATOR = re.compile(r"[ \t]*(?:(?:\r\n|[\n\r])[ \t]*)+")
_COMMENT_LINE = re.compile(r"\s*(#[^\n\r]*)")
_COMMA = re.compile(r"[ ]*,[ ]*")


@dataclass(frozen=True, slots=True)
class Unsorted:
    """A mapping of a known kind whose fields are out of order."""

    kind: str
    value: MapValue
    entry: MapValue
    """The entry it lies in, or is."""
    entry_kind: str
    key: str
    """The first field that stands after one it should stand before."""
    before: str
    """The first field it should stand before."""


def unsorted(document: Document, known: dict[int, MapValue] | None = None) -> tuple[bool, list[Unsorted]]:
    """Whether all mappings of a claim file are in canonical order, and those whose fields are hard to find (see `GROUPS`).

    ``known`` are the entries, by the `id` of what was read, that are in order; those that are found to be are added.
    """
    odd = _odd_ones(document, known)
    found = [
        Unsorted(look.kind, value, entry, entry_look.kind, *look.misplaced) for look, value, entry_look, entry in odd if look.misplaced
    ]
    return not odd, found


def is_sorted(document: Document) -> bool:
    """Whether all mappings of a claim file are in canonical order, unknown fields last."""
    return not _odd_ones(document)


def _odd_ones(document: Document, sorted: dict[int, MapValue] | None = None) -> list[tuple["_Look", MapValue, "_Look", MapValue]]:
    """The mappings of a claim file that are not in canonical order, each with the entry it lies in.

    Plain loops: this is run on every mapping of a project.
    """
    odd: list[tuple[_Look, MapValue, _Look, MapValue]] = []
    root = document.root
    for section, (_, _, listed) in root.entries.items() if type(root) is MapValue else ():
        kind = kind_within(ROOT, section)
        if kind == UNKNOWN or type(listed) is not ListValue:
            continue
        for entry in listed.items:
            if type(entry) is not MapValue or (sorted is not None and id(entry.as_read) in sorted):
                continue
            seen = len(odd)
            _look_into(entry, kind, odd)
            if sorted is not None and len(odd) == seen:
                sorted[id(entry.as_read)] = entry.as_read
    return odd


def _look_into(entry: MapValue, kind: str, odd: list[tuple["_Look", MapValue, "_Look", MapValue]]) -> None:
    """Add the mappings of an entry that are not in canonical order."""
    entries = entry.entries
    keys = tuple(entries)
    look = _KNOWN[kind].get(keys) or _look(kind, keys)
    if not look.is_sorted:
        odd.append((look, entry, look, entry))
    for key, inner_kind, known_inner in look.inner:
        inner = entries[key][2]
        if type(inner) is Scalar:
            continue
        for item in inner.items if type(inner) is ListValue else (inner,):
            if type(item) is MapValue:
                keys = tuple(item.entries)
                inner_look = known_inner.get(keys) or _look(inner_kind, keys)
                if not inner_look.is_sorted:
                    odd.append((inner_look, item, look, entry))


@dataclass(frozen=True, slots=True)
class _Look:
    """What there is to know of a mapping from its keys."""

    kind: str
    is_sorted: bool
    misplaced: tuple[str, str] | None
    inner: tuple[tuple[str, str, dict[tuple[str, ...], "_Look"]], ...]
    """The keys under which mappings of a known kind stand, that kind, and what is known of it."""


_KNOWN: dict[str, dict[tuple[str, ...], _Look]] = {kind: {} for kind in ("node", *FIELD_ORDER)}
"""What has been looked at, by kind and keys: in a project the same few occur again and again."""
_MOST_KNOWN = 10_000


def _look(kind: str, keys: tuple[str, ...]) -> _Look:
    known = _KNOWN[kind]
    if len(known) > _MOST_KNOWN:
        known.clear()
    own = kind_of(kind, keys)
    inner = tuple((key, within, _KNOWN[within]) for key in keys if (within := kind_within(own, key)) != UNKNOWN)
    known[keys] = _Look(own, in_order(own, keys) == list(keys), _misplaced(own, keys), inner)
    return known[keys]


def _misplaced(kind: str, keys: tuple[str, ...]) -> tuple[str, str] | None:
    """The first field that stands after one of a later group, and the first such one."""
    groups = GROUPS.get(kind, {})
    seen: list[str] = []
    for key in keys:
        group = groups.get(key)
        if group is None:
            continue
        later = next((other for other in seen if groups[other] > group), None)
        if later is not None:
            return key, later
        seen.append(key)
    return None


def edits(document: Document, found: Unsorted) -> tuple[Edit, ...]:
    """The edits that put the fields of a mapping in order, each with its lines and comments; none where that is not safe."""
    text = document.source.text
    value = found.value
    is_flow = text[value.start] == "{"
    chunks = _chunks_in_flow(text, value) if is_flow else _chunks(document, value)
    keys = list(value.entries)
    order = in_order(found.kind, keys)
    if not chunks or not _may_move(text, value, chunks, keys, order):
        return ()
    places = dict(zip(keys, chunks, strict=True))
    made = tuple(Edit(*chunk, text[slice(*places[key])]) for chunk, key in zip(chunks, order, strict=True) if chunk != places[key])
    return made if _is_same(text, value, chunks, made) else ()


def _may_move(text: str, value: MapValue, chunks: list[tuple[int, int]], keys: list[str], order: list[str]) -> bool:
    """Whether the field that becomes the first has no comment above it, and none above the mapping silences the one that was."""
    if keys[0] == order[0]:
        return True
    start, _ = chunks[keys.index(order[0])]
    line_start = text.rfind("\n", 0, value.start) + 1
    above = text[text.rfind("\n", 0, max(0, line_start - 1)) + 1 : line_start]
    return start == value.entries[order[0]][0] and "argmap:" not in above


def _chunks_in_flow(text: str, value: MapValue) -> list[tuple[int, int]]:
    """Where each field of a mapping in braces stands, all of them on one line; none if that cannot be told."""
    whole = text[value.start : value.end]
    if "\n" in whole or "\r" in whole or "#" in whole:
        return []
    chunks = [(start, _end_of(text, end, inner)) for start, end, inner in value.entries.values()]
    are_apart = all(_COMMA.fullmatch(text, end, start) for (_, end), (start, _) in pairwise(chunks))
    return chunks if are_apart and all(inner.start < inner.end for _, _, inner in value.entries.values()) else []


def _chunks(document: Document, value: MapValue) -> list[tuple[int, int]]:
    """Where each field of a block mapping stands, with the comments above it and at its end; none if that cannot be told."""
    text = document.source.text
    column = document.source.position(value.start).column
    fields = list(value.entries.values())
    chunks: list[tuple[int, int]] = []
    start = fields[0][0]
    for number, (_, key_end, inner) in enumerate(fields):
        limit = fields[number + 1][0] if number + 1 < len(fields) else len(text)
        end = _line_end(text, _end_of(text, key_end, inner), limit)
        end, lead = _comments_below(document, end, limit, column)
        chunks.append((start, end))
        if number + 1 < len(fields):
            start = limit if lead is None else lead
            if not _SEPARATOR.fullmatch(text, end, start):
                return []
    return chunks


def _end_of(text: str, key_end: int, value: Value) -> int:
    """Where the last that is written of a value ends; ``key_end`` where nothing is."""
    while type(value) is not Scalar and value.start < len(text) and text[value.start] not in "[{":
        last = _last(value)
        if last is None:
            break
        key_end, value = last
    return max(key_end, value.end)


def _last(value: Value) -> tuple[int, Value] | None:
    """The last item or field of a value, with where its key ends; None if there is none."""
    if type(value) is MapValue and value.entries:
        return next(reversed(value.entries.values()))[1:]
    if type(value) is ListValue and value.items:
        return value.start, value.items[-1]
    return None


def _line_end(text: str, offset: int, limit: int) -> int:
    found = _BREAK.search(text, offset, limit)
    return trimmed(text, offset, found.start() if found else limit)


def _comments_below(document: Document, end: int, limit: int, column: int) -> tuple[int, int | None]:
    """Where a field that ends its line at ``end`` ends with the comments that belong to it, and where others begin.

    Those further in than ``column`` belong to it, the others to the next field.
    """
    text = document.source.text
    at = end
    while (found := _COMMENT_LINE.match(text, at, limit)) is not None:
        if document.source.position(found.start(1)).column <= column:
            return end, found.start(1)
        at = end = trimmed(text, found.start(1), found.end())
    return end, None


def _is_same(text: str, value: MapValue, chunks: list[tuple[int, int]], made: tuple[Edit, ...]) -> bool:
    """Whether a mapping, read by itself, says the same after the edits."""
    start, end = chunks[0][0], chunks[-1][1]
    opening, closing = " " * (start - text.rfind("\n", 0, start) - 1), "\n"
    if text[value.start] == "{":
        opening, closing = "{", "}"
    before = text[start:end]
    after = applied(before, (Edit(edit.start - start, edit.end - start, edit.text) for edit in made))
    old, new = (read_document("", f"{opening}{fields}{closing}".encode()) for fields in (before, after))
    return not (old.faults or new.faults) and same_values(old.root, new.root)
