"""The ids that may be written in a field: of the right kind, those first that are most likely meant."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from argmap.citations import EDITOR, source_label, source_text
from argmap.display import visible
from argmap.document import Document
from argmap.entries import Claim, Entry, Node, Person, Position, Question, Source, is_valid_id
from argmap.language_server.answers.symbols import said
from argmap.language_server.fields import Field
from argmap.language_server.snapshot import Snapshot
from argmap.language_server.unfinished.context import Context
from argmap.model import ArgumentMap, link_ends, questions_of
from argmap.references import references

_NEAR = 100
"""How many entries before and after the one that is written tell what it is likely to name."""
_LEAST_LETTERS = 3
"""How many letters must be written for an id that has them with others between."""
_LONGEST_WORD, _LONGEST_SHOWN, _LONGEST_DOCUMENTATION = 100, 300, 2000


class Candidate(NamedTuple):
    """An id that may be written."""

    id: str
    type: str
    """The type of a node, the kind of another entry."""
    text: str
    """What the entry says, in one line."""
    words: tuple[str, ...]
    """The texts that it may be looked for by, beside its id."""
    documentation: str
    """All it says, and the file it is defined in (the line would need every file to be counted through)."""


def candidates(snapshot: Snapshot, document: Document, context: Context, field: Field, most: int) -> list[Candidate]:
    """The first ids that a field may take and that hold what is written of the word (or all, if nothing is).

    First those whose id begins with it, then those with a part or word that
    does.  Among them, nodes that answer the same question come first (the claims
    of one dispute are written against each other), then those of the same file;
    of people, sources, positions and questions, those that the entries round
    this one name most often, for a file is written from a few works.
    """
    map = snapshot.known.map
    table = _allowed(map, context, field)
    near = (
        _in_same_dispute(snapshot, document, context) if field.names in ("node", None) else _named_near(snapshot, document, context, field)
    )
    wanted = _Wanted(context.before)
    ranked: list[tuple[int, int, int, Entry]] = []
    for number, (id, entry) in enumerate(table.items()):
        if id not in context.taken and id != context.id:
            score = wanted.score(map, entry)
            if score is not None:
                ranked.append((score, near(entry), number, entry))
    ranked.sort()  # never compares entries, for each has a number of its own
    found = [_candidate(snapshot, entry) for _, _, _, entry in ranked[:most] if is_valid_id(entry.id)]
    if field.name == "by" and EDITOR not in {*table, *context.taken} and EDITOR.startswith(wanted.whole):
        found.append(Candidate(EDITOR, "person", "whoever encodes this map: the statement is the encoder's own", (), ""))
    return found


def _allowed(map: ArgumentMap, context: Context, field: Field) -> Mapping[str, Entry]:
    """The entries of the kind that a field needs; for `link`, what the links of the target lead to."""
    if field.is_link:
        target = map.nodes.get(context.part.get("id", ""))
        ends = dict.fromkeys(_leads_to(map, target)) if target is not None else {}
        return {id: map.nodes[id] for id in ends if id in map.nodes}
    assert field.names is not None  # noqa: S101
    table = map.tables[field.names]
    return {claim.id: claim for claim in map.claims} if field.claims_only else table


def _leads_to(map: ArgumentMap, node: Node) -> Iterator[str]:
    """Where the links that leave a node lead; without the links of the whole map, which are not known yet after a key."""
    for name, _, end in link_ends(node):
        if name != "premises":
            yield end.id
    for other in map.nodes.values():
        if any(name == "premises" and end.id == node.id for name, _, end in link_ends(other)):
            yield other.id


def _in_same_dispute(snapshot: Snapshot, document: Document, context: Context) -> Callable[[Entry], int]:
    """How far a node is: 0 if it answers a question of what is written, 1 if it is in the same file, else 2."""
    nodes, places = snapshot.known.map.nodes, snapshot.known.places
    questions = set(context.entry.get("question", ()))
    for name in ("for", "against", "premises"):
        questions.update(question for id in context.entry.get(name, ()) if id in nodes for question in questions_of(nodes[id]))

    def distance(entry: Entry) -> int:
        if questions and isinstance(entry, Claim) and not questions.isdisjoint(entry.question):
            return 0
        return 1 if places[entry.id].document.path == document.path else 2

    return distance


def _named_near(snapshot: Snapshot, document: Document, context: Context, field: Field) -> Callable[[Entry], int]:
    """How seldom the entries of the same file round the one that is written name an entry: the negative of how often."""
    ids = [id for id, place in snapshot.known.places.items() if place.document.path == document.path]
    at = ids.index(context.id) if context.id in snapshot.known.places and context.id in ids else len(ids)
    counts: Counter[str] = Counter()
    for id in ids[max(0, at - _NEAR) : at + _NEAR]:
        entry = snapshot.known.map.entry(id)
        if entry is not None:
            counts.update(named for kind, named, _ in references(entry) if kind == field.names)
    return lambda entry: -counts[entry.id]


class _Wanted:
    """What is written of a word, or of several: an id, or words of a text."""

    def __init__(self, before: str) -> None:
        self.whole = before.lower().strip()[:_LONGEST_WORD]
        self.words = self.whole.split()
        self.letters = re.compile(".*?".join(map(re.escape, self.whole.replace(" ", ""))))

    def score(self, map: ArgumentMap, entry: Entry) -> int | None:
        """How well an entry fits, 0 best; None if it does not."""
        id = entry.id
        if not self.whole or id.startswith(self.whole):
            return 0
        if f"-{self.whole}" in id:
            return 1
        text = f" {id} {' '.join(_words(map, entry))}".lower()
        if all(word in text for word in self.words):
            return 2 if all(f" {word}" in text or f"-{word}" in text for word in self.words) else 3
        return 4 if len(self.whole) >= _LEAST_LETTERS and self.letters.search(id) else None


def _words(map: ArgumentMap, entry: Entry) -> Iterable[str]:
    """The texts that an entry may be looked for by."""
    if isinstance(entry, Node | Question):
        return (entry.text,)
    if isinstance(entry, Source):
        return (source_label(map, entry.id), entry.title or "", entry.title_short or "")
    if isinstance(entry, Person):
        return (entry.name, *entry.aliases)
    if isinstance(entry, Position):
        return (entry.name, entry.text or "")
    return ()


def _candidate(snapshot: Snapshot, entry: Entry) -> Candidate:
    map, place = snapshot.known.map, snapshot.known.places[entry.id]
    text = said(map, entry)
    whole = visible(source_text(map, entry)) if isinstance(entry, Source) else text
    where = f"{place.kind}, {place.document.path}"
    words = tuple(visible(word)[:_LONGEST_SHOWN] for word in _words(map, entry) if word)
    return Candidate(entry.id, place.kind, text[:_LONGEST_SHOWN], words, f"{whole[:_LONGEST_DOCUMENTATION]}\n{where}")
