"""The order in which the fields of each kind of mapping are written: the one place that says so."""

from collections.abc import Iterable

from argmap.kinds import KINDS, NODE_TYPES

_GENERAL = ("position", "by", "about", "date", "certainty", "cite", "note", "tags")

FIELD_ORDER: dict[str, tuple[str, ...]] = {
    "claim": ("claim", "text", "question", "for", "against", "attack", "conflicts", "variant_of", "granted", *_GENERAL),
    "support": ("support", "for", "premises", "text", *_GENERAL),
    "rebuttal": ("rebuttal", "against", "attack", "premises", "text", *_GENERAL),
    "question": ("id", "text", "under", "note"),
    "position": ("id", "name", "text", "cite", "note"),
    "person": ("id", "name", "short", "aliases", "text", "note"),
    "source": (
        "id", "type", "genre", "title-short", "author", "title", "recipient", "editor", "translator", "interviewer",
        "container-title", "collection-title", "collection-number", "publisher", "publisher-place", "edition", "volume",
        "issue", "page", "number", "issued", "original-date", "event-title", "event-place", "event-date", "archive",
        "archive_collection", "archive_location", "archive-place", "medium", "language", "URL", "DOI", "ISBN", "note",
    ),
    "citation": ("source", "via", "at", "by", "certainty", "quote", "note"),
    "link": ("id", "attack", "link", "editorial"),
    "name": ("person", "family", "given", "literal"),
}  # fmt: skip
"""By kind of mapping, its fields in canonical order; what is not among them comes after them, in the order written."""

_INNER = {
    "cite": "citation",
    **dict.fromkeys(("for", "against", "premises"), "link"),
    **dict.fromkeys(("author", "recipient", "editor", "translator", "interviewer"), "name"),
}

_STATEMENT = ("text", "question", "for", "against", "attack", "premises")
_ATTRIBUTION = ("position", "by", "about", "date", "certainty", "cite")
_FIRST = {"citation": ("source",), "name": ()}

GROUPS: dict[str, dict[str, int]] = {
    kind: dict.fromkeys(_FIRST.get(kind, fields[:1]), 0)
    | {field: 1 for field in fields[1:] if kind not in NODE_TYPES or field in _STATEMENT}
    | {field: 2 for field in fields if kind in NODE_TYPES and field in _ATTRIBUTION}
    for kind, fields in FIELD_ORDER.items()
}
"""By kind of mapping, which fields readers look for before which others: the type and id, what a node says and bears on,
who says so and where.  Within a group, and for fields without one, any order is easy to read."""

RANKS = {kind: {field: rank for rank, field in enumerate(fields)} for kind, fields in FIELD_ORDER.items()}
"""By kind of mapping, the place of each field in the canonical order."""

ROOT = "root"
UNKNOWN = ""


def kind_within(kind: str, key: str) -> str:
    """The kind of mapping that stands, alone or in a list, under a key of a mapping of this kind; `UNKNOWN` if none is known."""
    if kind == ROOT:
        return KINDS.get(key, UNKNOWN)
    return _INNER.get(key, UNKNOWN) if key in RANKS.get(kind, ()) else UNKNOWN


def kind_of(kind: str, keys: Iterable[str]) -> str:
    """The kind of a mapping with these keys: for a node its type, which is `UNKNOWN` if it has none."""
    if kind != "node":
        return kind
    return next((key for key in keys if key in NODE_TYPES), UNKNOWN)


def in_order(kind: str, keys: Iterable[str]) -> list[str]:
    """The keys of a mapping of this kind (as `kind_of` says it) in canonical order."""
    ranks = RANKS.get(kind, {})
    return sorted(keys, key=lambda key: ranks.get(key, len(ranks)))
