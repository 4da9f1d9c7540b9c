"""Walks over links, against networkx as oracle."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.builder import build
from argmap.graph import below, components, cycles, questions_below, root_questions, ways_up
from argmap.model import ArgumentMap
from argmap.reader import read_document

EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def successors(edges: list[tuple[int, int]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {str(node): [] for node in range(8)}
    for source, target in edges:
        found[str(source)].append(str(target))
    return found


@given(EDGES)
def test_components(edges: list[tuple[int, int]]) -> None:
    following = successors(edges)
    graph = nx.DiGraph([(str(a), str(b)) for a, b in edges])
    graph.add_nodes_from(following)
    ours = {frozenset(component) for component in components(following, following.__getitem__)}
    assert ours == {frozenset(component) for component in nx.strongly_connected_components(graph)}


@given(EDGES)
def test_cycles_are_circles_and_none_is_missed(edges: list[tuple[int, int]]) -> None:
    following = successors(edges)
    graph = nx.DiGraph([(str(a), str(b)) for a, b in edges if a != b])
    found = list(cycles(following, lambda id: [each for each in following[id] if each != id]))
    for circle in found:
        assert len(circle) == len(set(circle)) > 1
        assert all(graph.has_edge(a, b) for a, b in zip(circle, [*circle[1:], circle[0]], strict=True))
    assert len(found) == sum(len(component) > 1 for component in nx.strongly_connected_components(graph))


def map_of(edges: list[tuple[int, int]], under: list[int | None]) -> ArgumentMap:
    lines = ["questions:"]
    lines += [f"  - {{id: q{number}, text: Q{f', under: q{above}' if above is not None else ''}}}" for number, above in enumerate(under)]
    lines += ["nodes:"]
    for node, targets in successors(edges).items():
        lines.append(
            f"  - {{claim: n{node}, text: T, question: [{'q0' if node == '0' else ''}], for: [{', '.join(f'n{t}' for t in targets)}]}}"
        )
    return build([read_document("x.yaml", "\n".join(lines).encode())]).map


UNDER = st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=1, max_size=6)


@settings(deadline=None)
@given(EDGES, UNDER)
def test_reach(edges: list[tuple[int, int]], under: list[int | None]) -> None:
    whole = map_of(edges, under)
    graph = nx.DiGraph([(f"n{a}", f"n{b}") for a, b in edges])
    graph.add_nodes_from(whole.nodes)
    assert set(below(whole, ["n0"])) == nx.ancestors(graph, "n0") | {"n0"}
    for node in whole.nodes:
        ways = dict(ways_up(whole, node))
        reaches = nx.has_path(graph, node, "n0")
        assert ("q0" in ways) == reaches
        if reaches:
            assert len(ways["q0"]) == nx.shortest_path_length(graph, node, "n0")


@settings(deadline=None)
@given(UNDER)
def test_every_question_stands_under_some_root(under: list[int | None]) -> None:
    whole = map_of([], under)
    listed = [id for root in root_questions(whole) for id in questions_below(whole, root)]
    assert set(listed) == set(whole.questions)
