"""Small maps for the tests of evaluation: read from YAML, drawn by hypothesis, and judged by brute force.

The brute force compiles a map by the letter of the design (section 4) and knows
nothing of `argmap.evaluation` or of the links of `ArgumentMap`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from argmap.builder import build
from argmap.entries import NODE_MODELS
from argmap.model import ArgumentMap
from argmap.reader import read_document

Entry = dict[str, Any]
"""A node as plain data: `type`, `id`, and its fields as in a claim file, links as lists of mappings."""
Argument = tuple[Any, ...]


def read_nodes(text: str) -> ArgumentMap:
    """The map of a YAML list of nodes; they may lack a text, but nothing else may be wrong with their shape."""
    made = build([read_document("x.yaml", b"nodes:\n" + text.encode())])
    assert {fault.rule for _, fault in made.faults} <= {"missing-field"}, made.faults
    return made.map


def map_of(nodes: Iterable[Entry]) -> ArgumentMap:
    table = {}
    for node in nodes:
        data = {"text": "T", **node}
        table[node["id"]] = NODE_MODELS[data.pop("type")].model_validate(data)
    return ArgumentMap({}, {}, {}, {}, table)


# By the letter of the design


def compiled(nodes: list[Entry], strict: bool, attacks: bool = True) -> dict[Argument, set[Argument]]:
    """The attackers of each argument: ("s", id), ("i", link), ("n", link), ("m", id), ("p", link)."""
    types = {node["id"]: node["type"] for node in nodes}
    links = written_links(nodes)
    supported = {target for (_, type, target, _), _ in links if type == "support"}
    bare = {node["id"] for node in nodes if node["type"] == "claim" and not node.get("granted") and node["id"] not in supported}
    attackers: dict[Argument, set[Argument]] = {("s", id): set() for id in types}

    def attack(source: Argument, target: Argument) -> None:
        attackers.setdefault(source, set())
        attackers.setdefault(target, set()).add(source)

    for link, _ in links:
        attack(("n", link), ("i", link))
        attack(("s", link[0]), ("n", link))
    for node in nodes:
        if node["type"] == "claim":
            if not node.get("granted"):
                attack(("m", node["id"]), ("s", node["id"]))
            if node["id"] not in supported and (node.get("by") or node.get("cite")) and not strict:
                attack(("i", node["id"]), ("m", node["id"]))
    for link, end in links:
        source, type, target, _ = link
        if type == "support" and types[target] == "claim":
            attack(("i", link), ("m", target))
        elif type == "premise":
            attack(("p", link), ("s", target))
            attack(("i", link), ("p", link))
        elif type == "attack" and attacks and not (source in bare and types[target] == "claim" and target not in bare):
            if end["attack"] in ("rebut", "undermine"):
                attack(("i", link), ("s", target))
            if end["attack"] == "rebut" and types[target] == "claim" and not strict:
                attack(("s", target), ("i", link))
            if end["attack"] == "undercut":
                for cut in [each for each, _ in links]:
                    leaves = cut[0] == target and end.get("link") in (None, cut[2])
                    if leaves if "link" in end or types[target] != "claim" else cut[1:3] == ("support", target):
                        attack(("i", link), ("i", cut))
                if types[target] == "claim" and "link" not in end and ("i", target) in attackers:
                    attack(("i", link), ("i", target))
    for one, other in {pair for node in nodes for each in node.get("conflicts", ()) for pair in ((node["id"], each), (each, node["id"]))}:
        if attacks and types.get(one) == types.get(other) == "claim" and not (one in bare and other not in bare):
            attack(("s", one), ("s", other))
    return attackers


def written_links(nodes: list[Entry]) -> list[tuple[tuple[str, str, str, int], Entry]]:
    """Each link between two nodes as (source, type, target, which of several alike), and the entry that draws it."""
    types = {node["id"]: node["type"] for node in nodes}
    found = []
    alike: Counter[tuple[str, str, str]] = Counter()
    for node in nodes:
        for field, type in (("for", "support"), ("against", "attack"), ("premises", "premise")):
            for end in node.get(field, ()):
                if end["id"] in types:
                    ends = (end["id"], type, node["id"]) if type == "premise" else (node["id"], type, end["id"])
                    found.append(((*ends, alike[ends]), {"attack": node.get("attack", "rebut"), **end}))
                    alike[ends] += 1
    return found


def naive_grounded(attackers: dict[Argument, set[Argument]]) -> dict[Argument, str]:
    """The least fixpoint of the characteristic function (Dung 1995)."""
    accepted: set[Argument] = set()
    while True:
        defended = {each for each, against in attackers.items() if all(attackers[attacker] & accepted for attacker in against)}
        if defended == accepted:
            break
        accepted = defended
    return {each: "in" if each in accepted else "out" if against & accepted else "undecided" for each, against in attackers.items()}


def brute_labels(nodes: list[Entry], strict: bool) -> dict[str, str]:
    """The label of each node, as the table of section 4 derives it from the framework."""
    attackers = compiled(nodes, strict)
    found, peaceful = naive_grounded(attackers), naive_grounded(compiled(nodes, strict, attacks=False))
    labels = {}
    for node in nodes:
        id = node["id"]
        if found["s", id] == "in":
            labels[id] = "asserted" if ("i", id) in attackers and not node.get("granted") else "stands"
        elif found["s", id] == "out":
            labels[id] = "unsupported" if peaceful["s", id] == "out" else "falls"
        else:
            labels[id] = "open"
    return labels


def earned(nodes: list[Entry], strict: bool) -> set[str]:
    """The nodes that have a ground which does not come round to themselves (a least fixpoint)."""
    links = [link for link, _ in written_links(nodes)]
    supported = {target for _, type, target, _ in links if type == "support"}
    found: set[str] = set()
    while True:
        more = set()
        for node in nodes:
            id = node["id"]
            if node["type"] != "claim":
                ok = all(source in found for source, type, target, _ in links if type == "premise" and target == id)
            elif id in supported and not node.get("granted"):
                ok = any(source in found for source, type, target, _ in links if type == "support" and target == id)
            else:
                ok = node.get("granted") or (not strict and bool(node.get("by") or node.get("cite")))
            if ok:
                more.add(id)
        if more == found:
            return found
        found = more


# Drawn by hypothesis


@st.composite
def node_lists(draw: st.DrawFn, max_size: int = 9) -> list[Entry]:
    """Up to ``max_size`` nodes with every kind of link, dangling and self-referring ones among them.

    A claim that conflicts with itself is not among them.
    """
    types = draw(st.lists(st.sampled_from(["claim", "claim", "claim", "support", "rebuttal", "rebuttal"]), min_size=1, max_size=max_size))
    ids = [f"n{number}" for number in range(len(types))]
    claims = [id for id, type in zip(ids, types, strict=True) if type == "claim"]
    anything = st.sampled_from([*ids, *ids, "gone"])
    mostly_claims = st.sampled_from([*claims * 3, *ids, "gone"])
    nodes: list[Entry] = []
    for id, type in zip(ids, types, strict=True):
        node: Entry = {"type": type, "id": id}
        if type == "claim":
            node |= draw(st.sampled_from([{}, {"by": ["x"]}, {"by": ["x"]}, {"cite": [{"source": "y"}]}, {"granted": True}]))
            node["conflicts"] = [other for other in draw(st.lists(mostly_claims, max_size=1)) if other != id]
        else:
            node["premises"] = _ends(draw(st.lists(anything, max_size=draw(st.sampled_from([0, 0, 1, 2])))))
        if type != "rebuttal":
            node["for"] = _ends(draw(st.lists(mostly_claims, min_size=type == "support", max_size=2)))
        nodes.append(node)
    for node in nodes:
        if node["type"] != "support":
            least = node["type"] == "rebuttal"
            against = draw(st.lists(anything, min_size=least, max_size=2 if least else 1))
            node["against"] = [draw(_attacks(nodes, target)) for target in against]
            if against and draw(st.booleans()):
                node["attack"] = draw(_KINDS)
    return nodes


_KINDS = st.sampled_from(["rebut", "undermine", "undercut", "undercut", "limit"])


@st.composite
def _attacks(draw: st.DrawFn, nodes: list[Entry], target: str) -> Entry:
    kind = draw(st.one_of(st.none(), _KINDS))
    end: Entry = {"id": target} if kind is None else {"id": target, "attack": kind}
    leads_to = {link[2] for link, _ in written_links(nodes) if link[0] == target}
    if kind == "undercut" and draw(st.booleans()):
        end["link"] = draw(st.sampled_from([*sorted(leads_to), nodes[0]["id"]]))
    return end


def _ends(ids: list[str]) -> list[Entry]:
    return [{"id": id} for id in ids]


def renamed(nodes: list[Entry], names: dict[str, str]) -> list[Entry]:
    """The same nodes under other ids."""

    def new(value: Any) -> Any:
        if isinstance(value, list):
            return [new(each) for each in value]
        if isinstance(value, dict):
            return {key: new(each) if key in ("id", "link") else each for key, each in value.items()}
        return names.get(value, value)

    fields = ("id", "for", "against", "premises", "conflicts")
    return [{key: new(value) if key in fields else value for key, value in node.items()} for node in nodes]


def without_attacks(nodes: list[Entry]) -> list[Entry]:
    return [{key: value for key, value in node.items() if key not in ("against", "attack", "conflicts")} for node in nodes]
