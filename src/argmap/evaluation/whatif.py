"""What changes if something is taken away or taken for granted, and what a claim hangs on.

What is lost is out and what is assumed is in, whatever else is so.  That is not
the same as deleting a line of the file: a claim that loses its only evidence
falls, whereas one that never had any is merely asserted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from argmap.entries import Claim, Node
from argmap.errors import ArgmapError
from argmap.evaluation.framework import framework
from argmap.evaluation.grounded import IN, OUT, relabelled
from argmap.evaluation.labels import Evaluation, Label, evaluate
from argmap.model import ArgumentMap, Link
from argmap.nearest import Nearest

Kind = Literal["node", "source", "via", "position", "person"]
VIA = "via:"
"""Written before a source: everything that is known through it."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What an id given to `--without` or `--assume` means."""

    id: str
    kind: Kind
    falls: tuple[str, ...]
    """The nodes that have nothing else: they are lost with it."""
    weakened: tuple[str, ...]
    """The nodes that have something else as well: they lose a citation or a holder."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A node whose label changes."""

    id: str
    old: Label
    new: Label
    links: tuple[str, ...]
    """The links through which it comes: those into the node and the undercuts of those; none for what was lost or assumed itself."""
    clashes: tuple[str, ...]
    """The claims in conflict with it through which it comes."""


@dataclass(frozen=True)
class Change:
    """What is different from the map as recorded; all lists are in file order."""

    without: tuple[Touched, ...]
    assume: tuple[Touched, ...]
    removed: tuple[str, ...]
    """The nodes that are lost, by all of ``without`` together."""
    assumed: tuple[str, ...]
    shifts: tuple[Shift, ...]
    weakened: tuple[str, ...]
    """The nodes that lose a citation or a holder and keep their label."""
    holding: tuple[str, ...]
    """The claims that lose a support and keep their label (which is not `falls` or `unsupported`)."""
    after: Evaluation = field(repr=False, compare=False)
    """The map under the change, with all labels."""


def touched(map: ArgumentMap, *ids: str) -> Touched:
    """What an id stands for; several are lost together, and the result is named for the first.

    A node, a source, `via:` and a source, a position or a person.  A node is
    lost with sources if it has citations and all are lost, with people if it
    has holders and all are lost, and with positions likewise.  Raises
    `ArgmapError` that names the nearest ids.
    """
    lost = {(_kind(map, id), id.removeprefix(VIA)) for id in ids}
    falls, weakened = [], []
    for node in map.nodes.values():
        props = [[not lost.isdisjoint(prop) for prop in group] for group in _props(node)]
        if any(group and all(group) for group in props):
            falls.append(node.id)
        elif any(any(group) for group in props):
            weakened.append(node.id)
    return Touched(ids[0], _kind(map, ids[0]), tuple(falls), tuple(weakened))


def _props(node: Node) -> list[list[tuple[tuple[Kind, str | None], ...]]]:
    """What holds a node up, in groups: it is lost when all of one group is, and of a prop any one name is enough."""
    held = dict.fromkeys((*node.by, *(id for citation in node.cite for id in citation.by)))
    return [
        [(("node", node.id),)],
        [(("source", each.source), ("via", each.source), ("via", each.via)) for each in node.cite],
        [(("person", id),) for id in held],
        [(("position", id),) for id in dict.fromkeys(node.position)],
    ]


def _kind(map: ArgumentMap, id: str) -> Kind:
    """What kind of thing an id is, or (in a map with errors, or of the editor) is used as.  Raises `ArgmapError`."""
    name = id.removeprefix(VIA)
    if name == id:
        recorded: dict[Kind, Iterable[str]] = {"node": map.nodes, "source": map.sources, "position": map.positions, "person": map.people}
        for kind, table in recorded.items():
            if id in table:
                return kind
        if id in map.questions:
            claims = _listed(map.answers[id][:3])
            raise ArgmapError(
                f"`{id}` is a question, which nobody holds", f"name a claim that answers it: {claims}" if claims else "name a node"
            )
    elif name in map.sources:
        return "via"
    used = dict(pair[::-1] for node in map.nodes.values() for group in _props(node) for prop in group for pair in prop[:1])
    if name in used and (name == id or used[name] == "source"):
        return "via" if name != id else used[name]
    near = _listed(_near(map, id))
    raise ArgmapError(
        f"no source is called `{name}`" if name != id else f"nothing is called `{id}`",
        f"did you mean {near}?" if near else "name a node, a source, `via:` and a source, a position or a person",
    )


def _near(map: ArgumentMap, id: str) -> list[str]:
    """The ids nearest to what was typed, which may also be the name of a person or position."""
    if id.startswith(VIA):
        return [VIA + each for each in Nearest(map.sources).find(id.removeprefix(VIA), count=3)]
    names = {each: each for table in (map.nodes, map.sources, map.positions, map.people) for each in table}
    for entry in (*map.people.values(), *map.positions.values()):
        names.setdefault(entry.name.lower(), entry.id)
    return list(dict.fromkeys(names[each] for each in Nearest(names).find(id.lower(), count=3)))


def _listed(ids: Sequence[str]) -> str:
    quoted = [f"`{id}`" for id in ids]
    return " or ".join([*([", ".join(quoted[:-1])] if quoted[1:] else []), *quoted[-1:]])


def what_if(evaluation: Evaluation, without: Sequence[str] = (), assume: Sequence[str] = ()) -> Change:
    """What changes when some things are lost and others assumed.

    Assumed are all nodes that the id has a part in, those with another
    citation or holder included.  They count as granted: attacks on them fail,
    and a bare assertion so assumed does attack what has evidence.  Raises
    `ArgmapError` for an id that does not exist, and for a node that is both
    lost and assumed.  Without assumptions only what is downstream is labelled
    again; with them the map is compiled again.
    """
    map = evaluation.map
    lost, taken = [touched(map, id) for id in without], [touched(map, id) for id in assume]
    together = touched(map, *without) if without else Touched("", "node", (), ())
    accepted = {id for each in taken for id in (*each.falls, *each.weakened)}
    for id in together.falls:
        if id in accepted:
            ways = [next(each.id for each in side if id in (*each.falls, *each.weakened)) for side in (lost, taken)]
            raise ArgmapError(f"`{id}` is taken away by `--without {ways[0]}` and assumed by `--assume {ways[1]}`", "leave one of them out")
    forced = dict.fromkeys(together.falls, OUT) | dict.fromkeys(accepted, IN)
    base = evaluate(_granting(map, accepted), evaluation.burden) if accepted else evaluation
    after = Evaluation(base.framework, base.burden, _forced(base, forced)[0])
    comparison = _Comparison(evaluation, after, forced)
    shifts = tuple(comparison.shifts())
    shifted = {shift.id for shift in shifts}
    return Change(
        tuple(lost),
        tuple(taken),
        together.falls,
        tuple(id for id in map.nodes if id in accepted),
        shifts,
        tuple(id for id in together.weakened if id not in shifted and id not in accepted),
        tuple(id for id in comparison.losing() if id not in shifted and id not in forced),
        after,
    )


def _forced(evaluation: Evaluation, nodes: dict[str, int]) -> tuple[list[int], set[int]]:
    """The labels of all arguments when those of some nodes are forced, and the arguments looked at."""
    statements = evaluation.framework.statements
    return relabelled(evaluation.framework, evaluation.arguments, {statements[id]: label for id, label in nodes.items()})


def _granting(map: ArgumentMap, assumed: Iterable[str]) -> ArgumentMap:
    """The map in which some claims are granted, and some grounds need no premises."""
    nodes = dict(map.nodes)
    for id in assumed:
        update = {"granted": True} if isinstance(nodes[id], Claim) else {"premises": ()}
        nodes[id] = nodes[id].model_copy(update=update)
    return ArgumentMap(map.questions, map.positions, map.people, map.sources, nodes)


class _Comparison:
    """Two evaluations of the same nodes, the later one with some labels forced."""

    def __init__(self, before: Evaluation, after: Evaluation, forced: dict[str, int]) -> None:
        self.before, self.after, self.forced = before, after, forced

    def shifts(self) -> Iterator[Shift]:
        """The nodes whose label differs."""
        for id, old in self.before.labels.items():
            new = self.after.labels[id]
            if old != new:
                through = ((), ()) if id in self.forced else (tuple(self._links(id)), tuple(self._clashes(id)))
                yield Shift(id, old, new, *through)

    def losing(self) -> Iterator[str]:
        """The nodes that are not out and lose a support."""
        lost = {each.target for each in self.before.map.links if each.type == "support" and self._moved(each.id) < 0}
        return (id for id in self.before.map.nodes if id in lost and self._value(self.after, id) != OUT)

    def _value(self, side: Evaluation, id: str) -> int:
        return side.arguments[side.framework.statements[id]]

    def _turn(self, id: str) -> int:
        """Whether a node comes off better (above 0) or worse."""
        return self._value(self.after, id) - self._value(self.before, id)

    def _moved(self, id: str) -> int:
        """Whether a link that carries something comes off better or worse."""
        old, new = self.before.framework.links.get(id), self.after.framework.links.get(id)
        return 0 if old is None or new is None else self.after.arguments[new] - self.before.arguments[old]

    def _attacks(self, listing: Literal["effective", "cut"], id: str) -> dict[str, int]:
        """How the attacks on a node or link come off; one that had no force before counts as out until now."""
        had: list[Link] = getattr(self.before.framework, listing).get(id, ())
        now: list[Link] = getattr(self.after.framework, listing).get(id, ())
        start = {link.id: OUT for link in now} | {link.id: self.before.arguments[self.before.framework.links[link.id]] for link in had}
        return {each: self.after.arguments[self.after.framework.links[each]] - start[each] for each in start}

    def _links(self, id: str) -> dict[str, None]:
        """The links into a node, and the undercuts of those, that turned in the way that turns the node."""
        turn, node, found = self._turn(id), self.before.map.nodes[id], dict[str, None]()
        carrying = [each.id for each in self.before.map.links_to.get(id, ()) if each.type != "attack"]
        if id in self.before.framework.assertions:
            carrying.append(self.before.framework.assertions[id].id)
        for each in carrying if not (isinstance(node, Claim) and node.granted) else ():
            if self._moved(each) * turn > 0:
                found[each] = None
                found.update((cut, None) for cut, moved in self._attacks("cut", each).items() if moved * turn < 0)
        sources = {link.id: link.source for link in self.before.map.links_to.get(id, ())}
        for each, moved in self._attacks("effective", id).items():
            cuts = [cut for cut, moved in self._attacks("cut", each).items() if moved * turn > 0]
            is_echo = not cuts and not self._turn(sources[each]) and each in self.before.framework.links and not self._is_new(id, each)
            if moved * turn < 0 and not is_echo:  # an echo: it moved because this node did
                found.update(dict.fromkeys((each, *cuts)))
        return found

    def _is_new(self, id: str, attack: str) -> bool:
        return all(attack != link.id for link in self.before.framework.effective.get(id, ()))

    def _clashes(self, id: str) -> Iterator[str]:
        """The claims in conflict with a claim that turned in the way that turns it, and not because of it."""
        turn = self._turn(id)
        for other in self.after.framework.clashes.get(id, ()):
            is_new = other not in self.before.framework.clashes.get(id, ())
            moved = self._value(self.after, other) - (OUT if is_new else self._value(self.before, other))
            rivals = (rival for rival in self.after.framework.clashes.get(other, ()) if rival != id)
            if moved * turn < 0 and (is_new or other in self.forced or self._links(other) or any(self._turn(rival) for rival in rivals)):
                yield other
