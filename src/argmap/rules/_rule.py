"""What a rule is, and what it may look at."""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from argmap.citations import EDITOR
from argmap.diagnostics import Finding, Fix, Severity
from argmap.document import Document, Fault, Ignore
from argmap.entries import Entry, EntryKind
from argmap.formatter.reorder import Unsorted, unsorted
from argmap.model import ArgumentMap
from argmap.nearest import Nearest, misspelt
from argmap.project import Project
from argmap.references import used
from argmap.rules._memory import E, Memory
from argmap.rules._text import folded

_BLOCK = re.compile(r"(?:^    .*\n|^\n(?=(?:\n)*    ))+", re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """One rule with its page."""

    name: str
    severity: Severity
    page: str
    check: "Callable[[Context], Iterator[Finding]]"
    can_ignore: bool = True

    @property
    def summary(self) -> str:
        """The first sentence of the page."""
        return self.page.strip().splitlines()[0] if self.page.strip() else ""

    @property
    def pieces(self) -> Iterator[tuple[bool, str]]:
        """The page in pieces: whether each is an indented block, and its text without the indentation."""
        page = self.page.strip() + "\n"
        at = 0
        for match in _BLOCK.finditer(page):
            yield False, page[at : match.start()].strip()
            yield True, "\n".join(line[4:] for line in match.group().strip("\n").splitlines())
            at = match.end()
        if page[at:].strip():
            yield False, page[at:].strip()

    def block(self, heading: str) -> str:
        """The indented block under `Example:` or `Use instead:`, dedented; empty if there is none."""
        match = re.search(rf"^{heading}:\n\n((?:    .*\n|\n)+)", self.page + "\n", re.MULTILINE)
        return textwrap.dedent(match.group(1)).strip("\n") + "\n" if match else ""


@dataclass
class Context:
    """A project as rules see it."""

    project: Project
    ignored: list[tuple[Document, Ignore, str]] = field(default_factory=list)
    """The ignore comments that silenced something, with the rule they silenced; complete when the last rule runs."""
    active: frozenset[str] = frozenset()
    """The rules that are run, on some file at least."""
    is_off: Callable[[str, str], bool] = lambda rule, path: False
    """Whether a rule that is run is off for the file at a path."""
    suggested: set[str] = field(default_factory=set)
    """The ids that a dangling reference most likely means: they are used, if misspelt."""
    memory: Memory | None = None
    rule: str = ""
    """The rule that is run now."""
    looked_at: list[Entry] = field(default_factory=list)
    """The entries that `unseen` gave to it."""

    def unseen(self, entries: Iterable[E]) -> Iterable[E]:
        """Those of some entries in which the rule that is run may find something.

        For rules alone that look at one entry, and at how it is written, and at
        nothing else: where a project is checked again after a change, entries are
        left out that were sound before and are the same.
        """
        if self.memory is None:
            return entries
        fresh = self.memory.unseen(self.rule, entries)
        self.looked_at += fresh
        return fresh

    def of_texts(self, make: Callable[[str], str]) -> Callable[[str], str]:
        """A function of a text alone, which does not do again what it did for the check before."""
        return self.memory.made(make).__getitem__ if self.memory is not None else make

    def runs(self, rule: str, document: Document) -> bool:
        """Whether a rule is run, and not off for this file."""
        return rule in self.active and not self.is_off(rule, document.path)

    @property
    def map(self) -> ArgumentMap:
        """The map of the project."""
        return self.project.map

    def field_order(self, document: Document) -> tuple[bool, list[Unsorted]]:
        """What `unsorted` says of a document; it is asked once, for two rules need it."""
        if id(document) not in self._field_orders:
            self._field_orders[id(document)] = unsorted(document, self.memory.in_order if self.memory is not None else None)
        return self._field_orders[id(document)]

    @cached_property
    def _field_orders(self) -> dict[int, tuple[bool, list[Unsorted]]]:
        return {}

    @cached_property
    def is_partial(self) -> bool:
        """Whether some file could not be read, so that what seems to lead nowhere may stand in it."""
        return any(not document.readable for document in self.project.documents)

    @cached_property
    def _faults(self) -> dict[str, list[tuple[Document, Fault]]]:
        grouped: dict[str, list[tuple[Document, Fault]]] = {}
        own = [(document, fault) for document in self.project.documents for fault in document.faults]
        for document, fault in [*own, *self.project.build.faults]:
            grouped.setdefault(fault.rule, []).append((document, fault))
        return grouped

    def recorded(self, rule: str) -> Iterator[Finding]:
        """What reading and building left out for the reason that this rule is about."""
        for document, fault in self._faults.get(rule, ()):
            yield Finding(document, fault.start, fault.end, fault.message, fault.help, fault.node, fault.other, fault.other_label)

    def at(
        self,
        id: str,
        *path: str | int,
        message: str,
        help: str,
        other: "tuple[str | int, ...]" = (),
        other_label: str = "",
        fix: Fix | None = None,
    ) -> Finding:
        """A finding at a value of an entry (see `Place.span`); ``other`` is an id and a path in that entry."""
        place = self.project.build.places[id]
        second = None
        if other:
            other_place = self.project.build.places[str(other[0])]
            second = (other_place.document, *other_place.span(*other[1:]))
        return Finding(place.document, *place.span(*path), message, help, id, second, other_label, fix)

    def is_written(self, id: str, field_name: str) -> bool:
        """Whether something is written in a field, faulty or under a misspelt name included."""
        return self.project.build.places[id].has_content(field_name)

    @cached_property
    def used(self) -> dict[EntryKind, set[str]]:
        """The ids that entries name, by the kind they must be of."""
        return used(self.map)

    @cached_property
    def circular(self) -> dict[str, list[str]]:
        """What the support and premise links lead to, of the nodes alone that may lie on a circle of them.

        Found by taking away, again and again, what nothing leads to any more
        (Kahn 1962); on most maps nothing is left.
        """
        carries: dict[str, list[str]] = {}
        waiting: dict[str, int] = {}
        for link in self.map.links:
            if link.type != "attack" and link.source != link.target:
                carries.setdefault(link.source, []).append(link.target)
                waiting[link.target] = waiting.get(link.target, 0) + 1
        free = [id for id in carries if id not in waiting]
        for id in free:
            for target in carries.pop(id, ()):
                waiting[target] -= 1
                if not waiting[target]:
                    free.append(target)
        return carries

    @cached_property
    def groups(self) -> dict[str, str]:
        """The first node of the group that each node is in: nodes joined by links, conflicts and variants, either way.

        Disjoint sets with path halving (Tarjan & van Leeuwen 1984).
        """
        nodes = self.map.nodes
        root = {id: id for id in nodes}

        def find(id: str) -> str:
            while root[id] != id:
                root[id] = id = root[root[id]]
            return id

        order = {id: number for number, id in enumerate(nodes)}
        pairs = [(link.source, link.target) for link in self.map.links]
        pairs += [(claim.id, other) for claim in self.map.claims for other in claim.conflicts if other in nodes]
        pairs += [(claim.id, claim.variant_of) for claim in self.map.claims if claim.variant_of in nodes]  # type: ignore[misc]
        for one, other in pairs:
            first, second = find(one), find(other)
            if first != second:
                if order[second] < order[first]:
                    first, second = second, first
                root[second] = first
        return {id: find(id) for id in nodes}

    @cached_property
    def same_texts(self) -> dict[str, list[str]]:
        """The nodes by their text, without case, white space and punctuation marks; those without words are left out."""
        found: dict[str, list[str]] = {}
        fold = self.of_texts(folded)
        for id, node in self.map.nodes.items():
            found.setdefault(fold(node.text), []).append(id)
        found.pop("", None)
        return found

    def knows(self, kind: EntryKind, id: str) -> bool:
        """Whether there is an entry of this kind; the editor always counts as a person."""
        return id in self.map.tables[kind] or (kind == "person" and id == EDITOR)

    def nearest(self, kind: EntryKind, id: str) -> str | None:
        """The entry of a kind whose id is nearest to ``id``."""
        found = self._near(kind, id)
        return found[0] if found else None

    def misspelt(self, kind: EntryKind, id: str) -> str | None:
        """The one entry of a kind whose id ``id`` misspells; None if there is none, or a second that may be meant."""
        return misspelt(id, self._near(kind, id))

    def _near(self, kind: EntryKind, id: str) -> list[str]:
        if kind not in self._nearest:
            self._nearest[kind] = Nearest(self.map.tables[kind])
        return self._nearest[kind].find(id, 4)

    @cached_property
    def _nearest(self) -> dict[EntryKind, Nearest]:
        return {}


def circle_words(circle: list[str]) -> str:
    """The way round a circle, without the middle of a long one."""
    shown = circle if len(circle) <= 6 else [*circle[:3], "...", *circle[-2:]]
    return " -> ".join(id if id == "..." else f"`{id}`" for id in (*shown, circle[0]))


def recorded(rule: str) -> Callable[[Context], Iterator[Finding]]:
    """The check of a rule that reports what reading and building recorded under its name."""

    def check(context: Context) -> Iterator[Finding]:
        return context.recorded(rule)

    return check
