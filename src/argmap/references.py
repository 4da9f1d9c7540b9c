"""Every id that an entry names, and where it names it."""

from collections.abc import Iterator

from pydantic import BaseModel

from argmap.entries import Citation, Claim, Entry, EntryKind, LinkEnd, Node, PersonName, Position, Question, Source
from argmap.model import ArgumentMap, link_ends

Path = tuple[str | int, ...]

NAMES: dict[type[BaseModel], dict[str, EntryKind]] = {
    Question: {"under": "question"},
    Node: {"position": "position", "by": "person", "about": "person"},
    Claim: {"question": "question", "conflicts": "node", "variant_of": "node"},
    LinkEnd: {"id": "node"},
    Citation: {"source": "source", "via": "source", "by": "person"},
    PersonName: {"person": "person"},
}
"""The fields whose values are ids, by the model that has them, with the kind of entry that each names."""
CLAIMS_ONLY = frozenset({"for", "conflicts", "variant_of"})
"""The fields of nodes that name claims; what else they name is `void-link`'s to report."""


def used(map: ArgumentMap) -> dict[EntryKind, set[str]]:
    """The ids that entries name, by the kind they must be of.

    Far quicker than `references`, which is needed only where something is
    missing.
    """
    found: dict[EntryKind, set[str]] = {kind: set() for kind in map.tables}
    nodes, people, sources, positions = found["node"], found["person"], found["source"], found["position"]
    nodes.update([end.id for _, _, _, end in map.ends])
    for node in map.nodes.values():
        positions.update(node.position)
        people.update(node.by)
        if node.about:
            people.update(node.about)
        for citation in node.cite:
            sources.add(citation.source)
            if citation.via is not None:
                sources.add(citation.via)
            if citation.by:
                people.update(citation.by)
    for claim in map.claims:
        found["question"].update(claim.question)
        nodes.update(claim.conflicts)
        if claim.variant_of is not None:
            nodes.add(claim.variant_of)
    for entry in (*map.questions.values(), *map.positions.values(), *map.sources.values()):
        for kind, id, _ in references(entry):
            found[kind].add(id)
    return found


def references(entry: Entry) -> Iterator[tuple[EntryKind, str, Path]]:
    """The ids an entry names: the kind each must be of, the id, and the path of its value in the entry."""
    if isinstance(entry, Node):
        yield from _of_node(entry)
    elif isinstance(entry, Question):
        if entry.under is not None:
            yield "question", entry.under, ("under",)
    elif isinstance(entry, Position):
        yield from _of_citations(entry.cite)
    elif isinstance(entry, Source):
        for field in entry.NAME_FIELDS:
            for number, name in enumerate(getattr(entry, field)):
                if name.person is not None:
                    yield "person", name.person, (field, number, "person")


_OF_ALL = tuple(NAMES[Node].items())
_OF_CLAIMS = (*((field, kind) for field, kind in NAMES[Claim].items() if field != "variant_of"), *_OF_ALL)  # which is no list


def _id_fields(node: Node) -> tuple[tuple[str, EntryKind], ...]:
    return _OF_CLAIMS if isinstance(node, Claim) else _OF_ALL


def _of_node(node: Node) -> Iterator[tuple[EntryKind, str, Path]]:
    for field, number, end in link_ends(node):
        yield "node", end.id, (field, number, "id")
    for field, kind in _id_fields(node):
        for number, id in enumerate(getattr(node, field)):
            yield kind, id, (field, number)
    if isinstance(node, Claim) and node.variant_of is not None:
        yield "node", node.variant_of, ("variant_of",)
    yield from _of_citations(node.cite)


def _of_citations(citations: tuple[Citation, ...]) -> Iterator[tuple[EntryKind, str, Path]]:
    for number, citation in enumerate(citations):
        yield "source", citation.source, ("cite", number, "source")
        if citation.via is not None:
            yield "source", citation.via, ("cite", number, "via")
        for place, id in enumerate(citation.by):
            yield "person", id, ("cite", number, "by", place)
