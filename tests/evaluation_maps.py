"""Small maps for the tests of evaluation: read from YAML, drawn by hypothesis, and judged by brute force.

The brute force compiles a map by the letter of the design (section 4) and knows
nothing of `argmap.evaluation` or of the links of `ArgumentMap`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
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
    """The attackers of each argument: ("s", id), ("i", link or id of what is asserted), ("n", link), ("m", id), ("p", link)."""
    attackers: dict[Argument, set[Argument]] = {}
    for source, target in [*_carrying(nodes, strict), *(_attacking(nodes, strict) if attacks else ())]:
        attackers.setdefault(source, set())
        attackers.setdefault(target, set()).add(source)
    return {**{("s", node["id"]): set() for node in nodes}, **attackers}


def _carrying(nodes: list[Entry], strict: bool) -> Iterator[tuple[Argument, Argument]]:
    supported, _ = _supported_and_bare(nodes)
    for node in nodes:
        if node["type"] == "claim" and not node.get("granted"):
            yield ("m", node["id"]), ("s", node["id"])
        if is_asserted(node, supported, strict):
            yield ("i", node["id"]), ("m", node["id"])
    for link, _ in written_links(nodes):
        yield ("n", link), ("i", link)
        yield ("s", link[0]), ("n", link)
        if link[1] == "support":
            yield ("i", link), ("m", link[2])
        elif link[1] == "premise":
            yield ("p", link), ("s", link[2])
            yield ("i", link), ("p", link)


def _attacking(nodes: list[Entry], strict: bool) -> Iterator[tuple[Argument, Argument]]:
    claims = {node["id"] for node in nodes if node["type"] == "claim"}
    _, bare = _supported_and_bare(nodes)
    for link, end in written_links(nodes):
        source, type, target, _ = link
        if type != "attack" or (source in bare and target in claims - bare):
            continue
        if end["attack"] in ("rebut", "undermine"):
            yield ("i", link), ("s", target)
        if end["attack"] == "rebut" and target in claims and not strict:
            yield ("s", target), ("i", link)
        if end["attack"] == "undercut":
            yield from ((("i", link), ("i", each)) for each in _cut(nodes, target, end, strict))
    for node in nodes:
        for other in node.get("conflicts", ()):
            for one, two in ((node["id"], other), (other, node["id"])):
                if other in claims and not (one in bare and two not in bare):
                    yield ("s", one), ("s", two)


def _cut(nodes: list[Entry], target: str, end: Entry, strict: bool) -> list[Any]:
    """The links that an undercut attacks."""
    links = [link for link, _ in written_links(nodes)]
    if "link" in end:
        return [link for link in links if link[0] == target and link[2] == end["link"]]
    (node,) = (node for node in nodes if node["id"] == target)
    if node["type"] != "claim":
        return [link for link in links if link[0] == target]
    into = [link for link in links if link[1:3] == ("support", target)]
    return [*into, target] if is_asserted(node, {link[2] for link in into}, strict) else into


def _supported_and_bare(nodes: list[Entry]) -> tuple[set[str], set[str]]:
    """The nodes with a support link, and the claims that have none and are not granted."""
    supported = {link[2] for link, _ in written_links(nodes) if link[1] == "support"}
    return supported, {n["id"] for n in nodes if n["type"] == "claim" and not n.get("granted") and n["id"] not in supported}


def is_asserted(node: Entry, supported: set[str], strict: bool) -> bool:
    """Whether a node has an assertion link."""
    return node["type"] == "claim" and node["id"] not in supported and bool(node.get("by") or node.get("cite")) and not strict


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
    supported, _ = _supported_and_bare(nodes)
    found, peaceful = naive_grounded(compiled(nodes, strict)), naive_grounded(compiled(nodes, strict, attacks=False))
    labels = {}
    for node in nodes:
        id = node["id"]
        if found["s", id] == "in":
            labels[id] = "asserted" if is_asserted(node, supported, strict) and not node.get("granted") else "stands"
        elif found["s", id] == "out":
            labels[id] = "unsupported" if peaceful["s", id] == "out" else "falls"
        else:
            labels[id] = "open"
    return labels


def earned(nodes: list[Entry], strict: bool) -> set[str]:
    """The nodes that have a ground which does not come round to themselves (a least fixpoint)."""
    links = [link for link, _ in written_links(nodes)]
    supported, _ = _supported_and_bare(nodes)
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
                ok = bool(node.get("granted")) or is_asserted(node, supported, strict)
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
    size = draw(st.integers(1, max_size))
    types = draw(st.lists(st.sampled_from(["claim", "claim", "claim", "support", "rebuttal", "rebuttal"]), min_size=size, max_size=size))
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
            own = draw(st.one_of(st.none(), _KINDS))
            if own is not None and against:
                node["attack"] = own
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
