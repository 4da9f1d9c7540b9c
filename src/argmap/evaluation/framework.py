"""A map as an abstract argumentation framework.

Links are reified: each is an argument that its source carries and that can be
attacked by itself, so that an undercut cuts a link and leaves both ends alone,
and a claim falls with its last ground only.  The framework has a size linear
in the map.

Sources: Dung 1995 (frameworks); Pollock 1987 (undercutting); Oren & Norman 2008
(evidential support); Modgil & Prakken 2014 (mutual rebuttal of defeasible
conclusions); Gordon, Prakken & Walton 2007 (premises and burdens).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from argmap.entries import Claim, Node
from argmap.model import ArgumentMap, Link

Burden = Literal["default", "strict"]


class Assertion(NamedTuple):
    """The implicit link that carries a claim which somebody holds and nothing supports."""

    target: str

    @property
    def id(self) -> str:
        """The id under which it is listed."""
        return f"assertion of {self.target}"


@dataclass
class Framework:
    """Arguments are numbers; ``attacked`` holds what each attacks."""

    map: ArgumentMap
    attacked: list[list[int]] = field(default_factory=list)
    statements: dict[str, int] = field(default_factory=dict)
    """The argument of each node."""
    links: dict[str, int] = field(default_factory=dict)
    """The argument of each link, by its id; those of assertions are among them."""
    assertions: dict[str, Assertion] = field(default_factory=dict)
    """The assertion link of each claim that has one."""
    effective: dict[str, list[Link]] = field(default_factory=dict)
    """Of each node the attack links that can defeat the node itself."""
    cut: dict[str, list[Link]] = field(default_factory=dict)
    """Of each link the undercuts that can defeat it."""
    clashes: dict[str, list[str]] = field(default_factory=dict)
    """Of each claim the claims that attack it by `conflicts`."""

    @cached_property
    def attackers(self) -> list[list[int]]:
        """What attacks each argument; to be asked for when the framework is whole, for labels alone do not need it."""
        found: list[list[int]] = [[] for _ in self.attacked]
        for source, targets in enumerate(self.attacked):
            for target in targets:
                found[target].append(source)
        return found

    def argument(self) -> int:
        """Add an argument."""
        self.attacked.append([])
        return len(self.attacked) - 1

    def attack(self, source: int, target: int) -> None:
        """Add an attack."""
        self.attacked[source].append(target)

    def __len__(self) -> int:
        return len(self.attacked)


def depended_on(map: ArgumentMap, ids: Iterable[str]) -> set[str]:
    """Some nodes and all that their labels hang on: what leads to them over links, and what they clash with."""
    reached = set(ids)
    queue = list(reached)
    links_to, conflicts = map.links_to, map.conflicts
    for id in queue:
        for other in (*(link.source for link in links_to.get(id, ())), *conflicts.get(id, ())):
            if other not in reached:
                reached.add(other)
                queue.append(other)
    return reached


def framework(map: ArgumentMap, burden: Burden = "default", among: Collection[str] | None = None) -> Framework:
    """Compile a map, or the nodes ``among`` it that hang on no others (see `depended_on`); linear in its nodes and links."""
    made = Framework(map)
    nodes = map.nodes if among is None else [id for id in map.nodes if id in among]
    links = map.links if among is None else [link for link in map.links if link.source in among and link.target in among]
    claims = map.claims if among is None else [claim for claim in map.claims if claim.id in among]
    made.statements.update((id, number) for number, id in enumerate(nodes))
    made.attacked.extend([] for _ in made.statements)
    _carry(made, links)
    supported = {link.target for link in links if link.type == "support"}
    earned = [claim for claim in claims if not claim.granted]
    bare = {claim.id for claim in earned if claim.id not in supported}
    _ground(made, earned, links, bare if burden == "default" else ())
    for link in links:
        if link.type == "premise":
            helper = made.argument()
            made.attack(helper, made.statements[link.target])
            made.attack(made.links[link.id], helper)
        elif link.type == "attack" and not _is_overruled(map, link, bare):
            _attack(made, link, burden)
    for claim in claims:
        if claim.conflicts and claim.id in claim.conflicts:
            made.attack(made.statements[claim.id], made.statements[claim.id])
            made.clashes.setdefault(claim.id, []).append(claim.id)
        if claim.id not in map.conflicts:
            continue
        for other in map.conflicts[claim.id]:
            if isinstance(map.nodes[other], Claim) and not (claim.id in bare and other not in bare):
                made.attack(made.statements[claim.id], made.statements[other])
                made.clashes.setdefault(other, []).append(claim.id)
    return made


def _carry(made: Framework, links: Iterable[Link]) -> None:
    """The argument of each link, and the helper by which it is out when its source is; written out, for there are many."""
    attacked = made.attacked
    for link in links:
        number = len(attacked)
        made.links[link.id] = number
        attacked.append([])
        attacked.append([number])
        attacked[made.statements[link.source]].append(number + 1)


def _ground(made: Framework, claims: Iterable[Claim], links: Iterable[Link], may_be_asserted: Collection[str]) -> None:
    """Claims, which are not granted, need at least one link that carries them: a support, or an assertion."""
    helpers: dict[str, int] = {}
    for claim in claims:
        id = claim.id
        helper = helpers[id] = len(made.attacked)
        made.attacked.append([made.statements[id]])
        if id in may_be_asserted and (claim.by or claim.cite):
            assertion = made.assertions[id] = Assertion(id)
            made.links[assertion.id] = helper + 1
            made.attacked.append([helper])
    for link in links:
        if link.type == "support" and link.target in helpers:
            made.attacked[made.links[link.id]].append(helpers[link.target])


def _is_overruled(map: ArgumentMap, link: Link, bare: Collection[str]) -> bool:
    """Whether a bare assertion attacks a claim that has evidence: it does not put it in doubt."""
    return link.source in bare and link.target not in bare and isinstance(map.nodes[link.target], Claim)


def _attack(made: Framework, link: Link, burden: Burden) -> None:
    target = made.map.nodes[link.target]
    if link.attack == "undercut":
        for id in _cut_by(made, link, target):
            made.attack(made.links[link.id], made.links[id])
            made.cut.setdefault(id, []).append(link)
    elif link.attack in ("rebut", "undermine"):
        made.attack(made.links[link.id], made.statements[target.id])
        made.effective.setdefault(target.id, []).append(link)
        if link.attack == "rebut" and isinstance(target, Claim) and burden == "default":
            made.attack(made.statements[target.id], made.links[link.id])


def _cut_by(made: Framework, link: Link, target: Node) -> list[str]:
    """The ids of the links that an undercut attacks."""
    leaving = [each for each in made.map.links_from.get(target.id, ()) if each.id in made.links]
    if link.cuts is not None:
        return [each.id for each in leaving if each.target == link.cuts]
    if not isinstance(target, Claim):
        return [each.id for each in leaving]
    into = [each.id for each in made.map.links_to.get(target.id, ()) if each.type == "support"]
    assertion = made.assertions.get(target.id)
    return [*into, assertion.id] if assertion else into
