"""The argument map: what claim files say, with every link in both directions."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from argmap.entries import Attack, Claim, Entry, EntryKind, LinkEnd, Node, Person, Position, Question, Rebuttal, Source

LinkType = Literal["support", "attack", "premise"]


class Link(NamedTuple):
    """One use of a node: for a claim, against a node, or as a premise.

    ``source`` is where it starts (the reason) and ``target`` where it leads;
    of a premise, ``target`` is the node that needs it.
    """

    id: str
    source: str
    target: str
    type: LinkType
    attack: Attack | None = None
    cuts: str | None = None
    """Of an undercut: the one link of the target that it cuts, as the id that link leads to."""
    editorial: bool = False


class Tally(NamedTuple):
    """Links that lead to a node: reasons for it, attacks on it, and attacks nothing replies to."""

    supports: int
    attacks: int
    unanswered: tuple[str, ...]


class ArgumentMap:
    """All entries of a project in file order, and the links between the nodes.

    A link is in ``links`` when both its ends are nodes of the map; what leads
    nowhere stays visible in the node's own fields and is the linter's to report.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        positions: Mapping[str, Position],
        people: Mapping[str, Person],
        sources: Mapping[str, Source],
        nodes: Mapping[str, Node],
    ) -> None:
        self.questions = questions
        self.positions = positions
        self.people = people
        self.sources = sources
        self.nodes = nodes

    def entry(self, id: str) -> Entry | None:
        """The entry of any kind with this id."""
        for table in self.tables.values():
            if id in table:
                return table[id]
        return None

    @cached_property
    def tables(self) -> dict[EntryKind, Mapping[str, Entry]]:
        """The entries of each kind."""
        return {
            "question": self.questions,
            "position": self.positions,
            "person": self.people,
            "source": self.sources,
            "node": self.nodes,
        }

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The nodes that are claims."""
        return tuple(node for node in self.nodes.values() if isinstance(node, Claim))

    @cached_property
    def ends(self) -> list[tuple[Node, str, int, LinkEnd]]:
        """What is written in `for`, `against` and `premises` of all nodes: the node, the field, the number in it, the entry."""
        return [(node, *end) for node in self.nodes.values() for end in link_ends(node)]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link between two nodes, in file order of the node it is written on."""
        found: list[Link] = []
        used: dict[str, int] = {}
        taken: set[str] = set()
        for node in self.nodes.values():
            for field, attribute in node.LINK_FIELDS:
                for end in getattr(node, attribute):
                    if end.id not in self.nodes:
                        continue
                    type = _TYPES[field]
                    source, target = (end.id, node.id) if type == "premise" else (node.id, end.id)
                    id = f"{source} {_VERBS[type]} {target}"
                    count = used[id] = used.get(id, 0) + 1
                    if count > 1:
                        id = f"{id} {count}"
                    while id in taken:  # only ids with spaces, which are faults, can come to the same
                        id += " again"
                    attack = (end.attack or attack_of(node) or "rebut") if type == "attack" else None
                    taken.add(id)
                    found.append(Link(id, source, target, type, attack, end.link, end.editorial))
        return tuple(found)

    @cached_property
    def links_to(self) -> dict[str, list[Link]]:
        """The links that lead to each node; a node nothing leads to is not in it."""
        return _grouped((link.target, link) for link in self.links)

    @cached_property
    def links_from(self) -> dict[str, list[Link]]:
        """The links that start at each node."""
        return _grouped((link.source, link) for link in self.links)

    @cached_property
    def answers(self) -> dict[str, list[str]]:
        """The claims that answer each question."""
        found: dict[str, list[str]] = {id: [] for id in self.questions}
        for claim in self.claims:
            for question in dict.fromkeys(claim.question):
                if question in found:
                    found[question].append(claim.id)
        return found

    @cached_property
    def subquestions(self) -> dict[str, list[str]]:
        """The questions directly under each question."""
        found: dict[str, list[str]] = {id: [] for id in self.questions}
        for question in self.questions.values():
            if question.under in found:
                found[question.under].append(question.id)
        return found

    @cached_property
    def conflicts(self) -> dict[str, list[str]]:
        """The claims that each claim cannot be held together with, in both directions."""
        found: dict[str, dict[str, None]] = {}
        for claim in self.claims:
            for other in claim.conflicts:
                if other in self.nodes and other != claim.id:
                    found.setdefault(claim.id, {})[other] = None
                    found.setdefault(other, {})[claim.id] = None
        return {id: list(others) for id, others in found.items()}

    @cached_property
    def variants(self) -> dict[str, list[str]]:
        """The claims that are a variant of each claim."""
        found: dict[str, list[str]] = {}
        for claim in self.claims:
            of = claim.variant_of
            if of is not None and of in self.nodes and of != claim.id:
                found.setdefault(of, []).append(claim.id)
        return found

    def answers_to(self, link: Link) -> Iterator[Link]:
        """The attacks on the link's source that bear on this link: an undercut of another one does not."""
        for reply in self.links_to.get(link.source, ()):
            if reply.type == "attack" and (reply.cuts is None or reply.attack != "undercut" or reply.cuts == link.target):
                yield reply

    def is_answered(self, link: Link) -> bool:
        """Whether some attack on the link's source bears on this link."""
        return next(self.answers_to(link), None) is not None

    def tally(self, id: str) -> Tally:
        """How many links support and attack a node, and who among the attackers has no answer; kept, for views print a hub often."""
        if id not in self._tallies:
            self._tallies[id] = self._counted(id)
        return self._tallies[id]

    @cached_property
    def _tallies(self) -> dict[str, Tally]:
        return {}

    def _counted(self, id: str) -> Tally:
        links = self.links_to.get(id, ())
        attacks = [link for link in links if link.type == "attack"]
        supports = sum(link.type == "support" for link in links)
        return Tally(supports, len(attacks), tuple(link.source for link in attacks if not self.is_answered(link)))


_VERBS: dict[LinkType, str] = {"support": "for", "attack": "against", "premise": "needed by"}
_TYPES: dict[str, LinkType] = {"for": "support", "against": "attack", "premises": "premise"}


_ATTACKING = (Claim, Rebuttal)  # a union would be made anew at each call


def attack_of(node: Node) -> Attack | None:
    """How a node says that it attacks."""
    return node.attack if isinstance(node, _ATTACKING) else None


def holders(node: Node) -> tuple[str, ...]:
    """Who holds a node: those of the node and those of its citations, each once."""
    return tuple(dict.fromkeys((*node.by, *(id for citation in node.cite for id in citation.by))))


def questions_of(node: Node) -> tuple[str, ...]:
    """The questions a node answers; only claims do."""
    return node.question if isinstance(node, Claim) else ()


def link_ends(node: Node) -> list[tuple[str, int, LinkEnd]]:
    """What is written in `for`, `against` and `premises`: the field, the number in it, the entry."""
    return [(field, number, end) for field, attribute in node.LINK_FIELDS for number, end in enumerate(getattr(node, attribute))]


def _grouped(links: Iterable[tuple[str, Link]]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for end, link in links:
        if end in found:
            found[end].append(link)
        else:
            found[end] = [link]
    return found
