"""What changes if something is taken away or taken for granted.

What is lost is out and what is assumed is in, whatever else is so.  That is not
the same as deleting a line of the file: a claim that loses its only evidence
falls, whereas one that never had any is merely asserted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from argmap.display import choice
from argmap.entries import Claim, Node, Person, Position
from argmap.errors import ArgmapError
from argmap.evaluation.grounded import IN, OUT, relabelled
from argmap.evaluation.labels import Evaluation, Label, evaluate
from argmap.model import ArgumentMap, Link, holders
from argmap.nearest import Nearest

Kind = Literal["node", "source", "via", "position", "person"]
VIA = "via:"
"""Written before a source: all that is known through it."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What an id given to `--without` or `--assume` means."""

    id: str
    kind: Kind
    falls: tuple[str, ...]
    """The nodes that have nothing else: they are lost with it."""
    weakened: tuple[str, ...]
    """The nodes that lose a citation or a holder, and have another."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A node whose label changes; what is lost or assumed itself has no ``links`` and ``clashes``."""

    id: str
    old: Label
    new: Label
    links: tuple[str, ...]
    """The links into it, and the undercuts of those, through which the change comes."""
    clashes: tuple[str, ...]
    """The claims in conflict with it through which the change comes."""


@dataclass(frozen=True)
class Change:
    """What is different from the map as recorded; ids are in file order."""

    without: tuple[Touched, ...]
    assume: tuple[Touched, ...]
    removed: tuple[str, ...]
    """The nodes that are lost, by all of ``without`` together."""
    assumed: tuple[str, ...]
    shifts: tuple[Shift, ...]
    weakened: tuple[str, ...]
    """The nodes that lose a citation or a holder and keep their label."""
    holding: tuple[str, ...]
    """The claims that lose a support and keep their label, which is not `falls`."""
    after: Evaluation = field(repr=False, compare=False)


def touched(map: ArgumentMap, id: str, *more: str) -> Touched:
    """What an id stands for: a node, a source, `via:` and a source, a position or a person.

    Several are lost together (the result is named for the first): a node is
    lost with sources if it has citations and all are lost, with people if it
    has holders and all are, with positions likewise.  Raises `ArgmapError`
    that names the nearest ids.
    """
    lost = {(kind_of(map, each), each.removeprefix(VIA)) for each in (id, *more)}
    falls, weakened = [], []
    only_nodes = all(kind == "node" for kind, _ in lost)
    for node in map.nodes.values():
        if only_nodes and ("node", node.id) not in lost:
            continue
        groups = [[not lost.isdisjoint(prop) for prop in group] for group in _props(node)]
        if any(group and all(group) for group in groups):
            falls.append(node.id)
        elif any(any(group) for group in groups):
            weakened.append(node.id)
    return Touched(id, kind_of(map, id), tuple(falls), tuple(weakened))


def _props(node: Node) -> list[list[list[tuple[Kind, str | None]]]]:
    """What holds a node up, in groups: it is lost with all of a group, and of a prop any one name is enough."""
    held = holders(node)
    return [
        [[("node", node.id)]],
        [[("source", each.source), ("via", each.source), ("via", each.via)] for each in node.cite],
        [[("person", id)] for id in held],
        [[("position", id)] for id in node.position],
    ]


def kind_of(map: ArgumentMap, id: str) -> Kind:
    """What an id is, or is used as: the editor has no record, nor need others in a map with errors."""
    name = id.removeprefix(VIA)
    tables: dict[Kind, Iterable[str]] = {"node": map.nodes, "source": map.sources, "position": map.positions, "person": map.people}
    if name != id:
        tables = {"via": map.sources}
    for kind, table in tables.items():
        if name in table:
            return kind
    used = {pair for node in map.nodes.values() for group in _props(node) for prop in group for pair in prop}
    for kind in tables:
        if (kind, name) in used:
            return kind
    if id in map.questions:
        claims = choice(map.answers[id][:3])
        raise ArgmapError(f"`{id}` is a question, not a statement", f"claims that answer it: {claims}" if claims else "no claim answers it")
    names = {each: each for table in tables.values() for each in table}
    if name == id:
        named: list[Position | Person] = [*map.positions.values(), *map.people.values()]
        names |= {each.name.lower(): each.id for each in named}
    near = dict.fromkeys(id[: -len(name)] + names[each] for each in Nearest(names).find(name.lower(), count=3)) if name else ()
    help = f"did you mean {choice(near)}?" if near else "name a node, a source, `via:` and a source, a position or a person"
    raise ArgmapError(f"nothing is called `{id}`" if name == id else f"no source is called `{name}`", help)


def what_if(evaluation: Evaluation, without: Sequence[str] = (), assume: Sequence[str] = ()) -> Change:
    """What changes when some things are lost and others assumed.

    Assumed is every node that the id has a part in, whatever else it has.  It
    counts as granted: attacks on it fail, and even a bare assertion then
    attacks what has evidence (for which the map is compiled again; otherwise
    only what is downstream is labelled again).  Raises `ArgmapError` for an
    unknown id, and for a node that is both lost and assumed.
    """
    map = evaluation.map
    lost, taken = [touched(map, id) for id in without], [touched(map, id) for id in assume]
    together = touched(map, *without) if without[1:] else lost[0] if lost else Touched("", "node", (), ())
    assumed = {id: each.id for each in taken for id in (*each.falls, *each.weakened)}
    for id in together.falls:
        if id in assumed:
            way = next(each.id for each in lost if id in (*each.falls, *each.weakened))
            raise ArgmapError(f"`{id}` is both lost (`--without {way}`) and assumed (`--assume {assumed[id]}`)", "leave one of them out")
    forced = dict.fromkeys(together.falls, OUT) | dict.fromkeys(assumed, IN)
    base = evaluate(_granting(map, assumed), evaluation.burden) if assumed else evaluation
    after = Evaluation(base.framework, base.burden, forced_labels(base, forced)[0])
    comparison = _Comparison(evaluation, after, forced)
    shifts = tuple(comparison.shifts())
    settled = {*assumed, *(shift.id for shift in shifts)}
    weakened = tuple(id for id in together.weakened if id not in settled)
    holding = tuple(id for id in comparison.losing() if id not in settled)
    return Change(
        tuple(lost), tuple(taken), together.falls, tuple(id for id in map.nodes if id in assumed), shifts, weakened, holding, after
    )


def _granting(map: ArgumentMap, assumed: Iterable[str]) -> ArgumentMap:
    """The map in which these claims are granted and these grounds need no premises."""
    nodes = dict(map.nodes)
    for id in assumed:
        nodes[id] = nodes[id].model_copy(update={"granted": True} if isinstance(nodes[id], Claim) else {"premises": ()})
    return ArgumentMap(map.questions, map.positions, map.people, map.sources, nodes)


def forced_labels(evaluation: Evaluation, nodes: dict[str, int]) -> tuple[list[int], set[int]]:
    """The labels of all arguments when those of some nodes are forced, and the arguments looked at."""
    statements = evaluation.framework.statements
    return relabelled(evaluation.framework, evaluation.arguments, {statements[id]: label for id, label in nodes.items()})


class _Comparison:
    """Two evaluations of the same nodes, in the later of which some labels are forced."""

    def __init__(self, before: Evaluation, after: Evaluation, forced: dict[str, int]) -> None:
        self.before, self.after, self.forced = before, after, forced
        self.links_to = before.map.links_to

    def shifts(self) -> Iterator[Shift]:
        """The nodes whose label differs."""
        for id, old in self.before.labels.items():
            if old != (new := self.after.labels[id]):
                known = id in self.forced
                yield Shift(id, old, new, () if known else tuple(dict.fromkeys(self._links(id))), () if known else tuple(self._clashes(id)))

    def losing(self) -> Iterator[str]:
        """The nodes that are not out and lose a support."""
        for id in self.before.map.nodes:
            lost = any(link.type == "support" and self._moved(link.id) < 0 for link in self.links_to.get(id, ()))
            if lost and self.after.arguments[self.after.framework.statements[id]] != OUT:
                yield id

    def _turn(self, id: str) -> int:
        """Whether a node comes off better (above 0) or worse."""
        before, after = (side.arguments[side.framework.statements[id]] for side in (self.before, self.after))
        return after - before

    def _moved(self, id: str) -> int:
        """Whether a link comes off better or worse; of one that is on one side only nothing is said."""
        before, after = (side.framework.links.get(id) for side in (self.before, self.after))
        return 0 if before is None or after is None else self.after.arguments[after] - self.before.arguments[before]

    def _attacks(self, listing: Literal["effective", "cut"], id: str, turn: int) -> list[Link]:
        """The attacks on a node or link that turned this way; one that had no force before counts as out until now."""
        had, now = (getattr(side.framework, listing).get(id, ()) for side in (self.before, self.after))
        gained = {link.id: self.after.arguments[self.after.framework.links[link.id]] - OUT for link in now if link not in had}
        return [link for link in now if turn * (gained[link.id] if link.id in gained else self._moved(link.id)) > 0]

    def _links(self, id: str) -> Iterator[str]:
        """The links into a node, and the undercuts of those, that turned in the way that turns the node."""
        turn, node, assertion = self._turn(id), self.after.map.nodes[id], self.after.framework.assertions.get(id)
        carrying = [link.id for link in self.links_to.get(id, ()) if link.type != "attack"] + ([assertion.id] if assertion else [])
        for each in carrying if not (isinstance(node, Claim) and node.granted) else ():
            if self._moved(each) * turn > 0:
                yield from (each, *(cut.id for cut in self._attacks("cut", each, -turn)))
        for link in self._attacks("effective", id, -turn):
            cuts = [cut.id for cut in self._attacks("cut", link.id, turn)]
            if cuts or link.source in self.forced or self._turn(link.source):  # else it moved because the node did
                yield from (link.id, *cuts)

    def _clashes(self, id: str) -> Iterator[str]:
        """The claims in conflict with a claim that turned in the way that turns it, and not because it did."""
        rivals = self.after.framework.clashes
        for other in rivals.get(id, ()):
            moved = other in self.forced or self._turn(other) * self._turn(id) < 0
            if moved and (other in self.forced or any(self._links(other)) or any(self._turn(each) for each in rivals[other] if each != id)):
                yield other
