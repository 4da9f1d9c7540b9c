"""What a map holds, by the fields of the query language; each part is collected when it is first asked for."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from argmap.citations import EDITOR
from argmap.entries import Node
from argmap.evaluation import Evaluation, evaluate
from argmap.graph import answers_below
from argmap.model import ArgumentMap, Link, holders, link_ends, questions_of
from argmap.query.folding import folded

_VALUES: Mapping[str, Callable[[Node], Iterable[str | None]]] = {
    "id": lambda node: (node.id,),
    "type": lambda node: (node.type,),
    "position": lambda node: node.position,
    "by": holders,
    "about": lambda node: node.about,
    "cites": lambda node: (id for citation in node.cite for id in (citation.source, citation.via)),
    "source": lambda node: (citation.source for citation in node.cite),
    "via": lambda node: (citation.via for citation in node.cite),
    "question": questions_of,
    "certainty": lambda node: (node.certainty, *(citation.certainty for citation in node.cite)),
    "tag": lambda node: [folded(tag) for tag in node.tags],
}
_TEXTS: Mapping[str, Callable[[Node], Iterable[str | None]]] = {
    "text": lambda node: (node.text,),
    "note": lambda node: (node.note, *(citation.note for citation in node.cite)),
    "quote": lambda node: (citation.quote for citation in node.cite),
}

Ids = set[str]
Pairs = list[tuple[str, str]]
"""Nodes with what they are linked to."""


class Labels:
    """The labels of a map, evaluated as far as they are asked for."""

    def __init__(self, map: ArgumentMap, evaluation: Evaluation | None = None) -> None:
        self._map = map
        self._evaluation = evaluation

    def of(self, ids: Iterable[str]) -> Evaluation:
        """An evaluation that has the labels of these nodes; they are those of the whole map."""
        wanted = set(ids)
        known = self._evaluation.framework.statements.keys() if self._evaluation is not None else ()
        if self._evaluation is None or not wanted <= set(known):
            self._evaluation = evaluate(self._map, of=wanted.union(known))
        return self._evaluation


class Index:
    """One map, looked up."""

    def __init__(self, map: ArgumentMap, labels: Labels) -> None:
        self.map = map
        self.labels = labels
        self._having: dict[str, dict[str, Ids]] = {}
        self._texts: dict[str, dict[str, str]] = {}

    @cached_property
    def ids(self) -> Ids:
        """All nodes."""
        return set(self.map.nodes)

    def having(self, field: str) -> dict[str, Ids]:
        """The nodes by each value of a field."""
        if field not in self._having:
            found: dict[str, Ids] = {}
            values = self._attacks if field == "attack" else _VALUES[field]
            for id, node in self.map.nodes.items():
                for value in values(node):
                    if value is not None:
                        found.setdefault(value, set()).add(id)
            self._having[field] = found
        return self._having[field]

    def _attacks(self, node: Node) -> Iterable[str | None]:
        return (link.attack for link in self.map.links_from.get(node.id, ()))

    def text(self, field: str, id: str) -> str:
        """What a field of a node says, folded; several notes or quotations are apart by a line break."""
        texts = self._texts.setdefault(field, {})
        if id not in texts:
            texts[id] = "\n".join(folded(each) for each in _TEXTS[field](self.map.nodes[id]) if each)
        return texts[id]

    def answering(self, question: str) -> Ids:
        """The claims that answer a question or one under it."""
        return set(answers_below(self.map, question))

    def bearing_on(self, id: str) -> Ids:
        """The nodes from which links lead to a node, or to an answer to a question; those answers are among them."""
        reached = self.answering(id) if id in self.map.questions else set()
        queue = [*reached] if id in self.map.questions else [id]
        for at in queue:
            for link in self.map.links_to.get(at, ()):
                if link.source not in reached:
                    reached.add(link.source)
                    queue.append(link.source)
        return reached

    def flagged(self, flag: str) -> Ids:
        """The nodes that a flag is about."""
        match flag:
            case "contested":
                return {link.target for link in self._attack_links}
            case "unanswered":
                return self._unanswered
            case "answered":
                return {link.source for link in self._attack_links} - self._unanswered
            case "granted":
                return {claim.id for claim in self.map.claims if claim.granted}
            case _:
                return {node.id for node in self.map.nodes.values() if _is_editorial(node)}

    @cached_property
    def _attack_links(self) -> list[Link]:
        return [link for link in self.map.links if link.type == "attack"]

    @cached_property
    def _unanswered(self) -> Ids:
        return {link.source for link in self._attack_links if not self.map.is_answered(link)}

    def pairs(self, relation: str) -> Pairs:
        """The nodes that stand in a relation, each with the other node."""
        match relation:
            case "rebuts" | "attacks":
                return [(link.source, link.target) for link in self._attack_links]
            case "undermines" | "undercuts" | "limits":
                return [(link.source, link.target) for link in self._attack_links if f"{link.attack}s" == relation]
            case "answered-by":
                return [(link.target, link.source) for link in self._attack_links]
            case "supports":
                return [(link.source, link.target) for link in self.map.links if link.type == "support"]
            case "supported-by":
                return [(link.target, link.source) for link in self.map.links if link.type == "support"]
            case "needs":
                return [(link.target, link.source) for link in self.map.links if link.type == "premise"]
            case "needed-by":
                return [(link.source, link.target) for link in self.map.links if link.type == "premise"]
            case "conflicts-with":
                return [(id, other) for id, others in self.map.conflicts.items() for other in others]
            case "variant-of":
                return [(variant, of) for of, variants in self.map.variants.items() for variant in variants]
            case _:
                return [(of, variant) for of, variants in self.map.variants.items() for variant in variants]


def _is_editorial(node: Node) -> bool:
    return EDITOR in holders(node) or any(end.editorial for _, _, end in link_ends(node))
