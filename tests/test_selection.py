"""Which nodes a picture holds: the promise about every beginning of the order, and what comes first."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.entries import NODE_MODELS, LinkEnd, Person, Position, Question, Source
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap, holders
from argmap.project import load
from argmap.selection import Selection, Wanted, select

QUESTIONS = ["q0", "q1", "q2"]
POSITIONS = ["p0", "p1"]
PEOPLE = ["m0", "m1"]
SOURCES = ["s0", "s1"]
NODES = [f"n{number}" for number in range(9)]


def make_map(nodes: list[dict[str, Any]]) -> ArgumentMap:
    table = {}
    for node in nodes:
        data = {"text": "T", **node}
        table[node["id"]] = NODE_MODELS[data.pop("type")].model_validate(data)
    return ArgumentMap(
        {id: Question(id=id, text="Q?", under="q0" if id == "q2" else None) for id in QUESTIONS},
        {id: Position(id=id, name=id) for id in POSITIONS},
        {id: Person(id=id, name=id) for id in PEOPLE},
        {id: Source(id=id, type="book") for id in SOURCES},
        table,
    )


def some(ids: list[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(ids), max_size=most)


@st.composite
def maps(draw: st.DrawFn) -> ArgumentMap:
    """Maps with circles, links of a node to itself, ids that are nowhere and ids written twice."""
    ids = NODES[: draw(st.integers(1, len(NODES)))]
    ends = [*ids, "nowhere"]
    nodes = []
    for id in ids:
        type = draw(st.sampled_from(["claim", "claim", "support", "rebuttal"]))
        node: dict[str, Any] = {"type": type, "id": id}
        node["position"] = draw(some(POSITIONS))
        node["by"] = draw(some(PEOPLE))
        node["cite"] = [{"source": draw(st.sampled_from(SOURCES)), "via": draw(st.sampled_from([None, *SOURCES]))}] * draw(
            st.integers(0, 1)
        )
        if type != "rebuttal":
            node["for"] = draw(some(ends))
        if type != "support":
            node["against"] = [
                {
                    "id": end,
                    "attack": draw(st.sampled_from(["rebut", "undercut", "limit"])),
                    "link": draw(st.sampled_from([None, None, *ends])),
                }
                for end in draw(some(ends))
            ]
        if type == "claim":
            node["question"] = draw(some([*QUESTIONS, "nowhere"]))
            node["conflicts"] = draw(some(ends, 1))
            node["variant_of"] = draw(st.sampled_from([None, None, *ends]))
        else:
            node["premises"] = draw(some(ends))
        nodes.append(node)
    return make_map(nodes)


def wanted_of(map: ArgumentMap) -> st.SearchStrategy[Wanted]:
    alone = st.tuples(st.sampled_from([*QUESTIONS, *POSITIONS, *PEOPLE, *SOURCES, *map.nodes]), st.none())
    pair = st.sampled_from([tuple(ids) for pair in (POSITIONS, PEOPLE, SOURCES) for ids in (pair, pair[::-1])])
    return st.one_of(alone, alone, pair).flatmap(lambda ids: wanted_with(map, *ids))


def wanted_with(map: ArgumentMap, id: str, against: str | None) -> st.SearchStrategy[Wanted]:
    return st.builds(
        Wanted,
        id=st.just(id),
        against=st.just(against),
        depth=st.one_of(st.none(), st.integers(0, 4)),
        focus=st.one_of(st.none(), st.none(), st.sampled_from([*map.nodes])),
        only=st.frozensets(st.sampled_from(["claim", "support", "rebuttal"]), max_size=2),
        collapse=st.lists(st.sampled_from([*map.nodes]), max_size=1).map(tuple),
        max_nodes=st.one_of(st.none(), st.integers(1, 9)),
    )


def cut_ends(map: ArgumentMap, whole: set[str], source: str, end: LinkEnd) -> set[str]:
    """Of an undercut: where the links lead that it cuts, as far as a picture shows them; one of these must be there before it."""
    if (end.attack or getattr(map.nodes[source], "attack", None)) != "undercut":
        return set()
    leaving = {other.id for node, field, _, other in map.ends if node.id == end.id and field != "premises"}
    leaving |= {node.id for node, field, _, other in map.ends if other.id == end.id and field == "premises"}
    if end.link in leaving & whole:
        return {end.link}
    return leaving & whole if map.nodes[end.id].type != "claim" else set()


def link_pairs(map: ArgumentMap, whole: set[str]) -> Iterator[tuple[str, str, set[str]]]:
    """Two nodes that are linked, in both directions, and of what one must be there before the first for the link to be drawn."""
    for node, field, _, end in map.ends:
        if end.id in map.nodes:
            yield node.id, end.id, cut_ends(map, whole, node.id, end) if field == "against" else set()
            yield end.id, node.id, set()
    for claim in map.claims:
        for other in (*claim.conflicts, claim.variant_of or ""):
            yield claim.id, other, set()
            yield other, claim.id, set()


def unlinked(map: ArgumentMap, selection: Selection) -> Iterator[str]:
    """By the letter of the promise, from the fields of the nodes: what is not linked to anything before it."""
    pairs = list(link_pairs(map, set(selection.order)))
    boxes = set(selection.questions)
    seen: set[str] = set()
    for id in selection.order:
        linked = any(one == id and two in seen and (not cut or cut & seen) for one, two, cut in pairs)
        answers = id not in boxes and set(getattr(map.nodes[id], "question", ())) & seen & boxes
        if not linked and not answers:
            yield id
        seen.add(id)


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_every_beginning_is_a_picture(data: st.DataObject) -> None:
    map = data.draw(maps())
    wanted = data.draw(wanted_of(map))
    try:
        selection = select(map, wanted)
    except ArgmapError:
        return
    order, boxes = selection.order, set(selection.questions)
    nodes = [id for id in order if id not in boxes]
    assert len(set(order)) == len(order)
    assert set(nodes) <= set(map.nodes)
    assert boxes <= set(map.questions)
    assert 1 <= selection.least <= len(order)
    assert list(selection.starts) == list(unlinked(map, selection))
    assert len(nodes) <= selection.whole
    if wanted.max_nodes is not None:
        assert len(nodes) <= wanted.max_nodes
    if (wanted.id in map.questions or wanted.id in map.nodes) and not wanted.focus:
        assert selection.starts == (wanted.id,) == order[:1]
    elif not wanted.only and not wanted.focus and not wanted.against:
        own = set(belonging(map, wanted.id))
        if wanted.max_nodes is None:
            assert own & set(nodes)
            assert wanted.collapse or own <= set(nodes)
    if wanted.only and wanted.id not in map.nodes and not wanted.focus:
        assert {map.nodes[id].type for id in nodes} <= wanted.only
    if wanted.focus and wanted.max_nodes is None:
        assert wanted.focus in nodes
    assert set(selection.collapsed) <= set(nodes) & set(wanted.collapse)
    unlimited = select(map, replace(wanted, max_nodes=None))
    assert order == unlimited.order[: len(order)]
    turned = ArgumentMap(*(dict(reversed(table.items())) for table in (map.questions, map.positions, map.people, map.sources)), map.nodes)
    if wanted.against is None and wanted.id not in map.questions:
        assert select(turned, wanted) == selection, "the order of what is not drawn changes nothing"


def belonging(map: ArgumentMap, id: str) -> list[str]:
    def belongs(node: Any) -> bool:
        return id in node.position or id in holders(node) or any(id in (each.source, each.via) for each in node.cite)

    return [node.id for node in map.nodes.values() if belongs(node)]


@settings(deadline=None)
@given(st.data())
def test_without_limits_nothing_is_lost_and_depth_is_distance(data: st.DataObject) -> None:
    map = data.draw(maps())
    question = data.draw(st.sampled_from(QUESTIONS))
    if any(link.cuts for link in map.links):
        return  # undercuts of one link may have nothing to cut
    graph = nx.DiGraph([(link.source, link.target) for link in map.links])
    graph.add_nodes_from(map.nodes)
    graph.add_edges_from((other, id) for id, others in map.conflicts.items() for other in others)
    graph.add_edges_from((other, id) for id, others in map.variants.items() for other in others)
    answering = map.answers[question]
    bearing = set(answering).union(*(nx.ancestors(graph, id) for id in answering))
    selection = select(map, Wanted(question))
    assert set(selection.order) == bearing | {question}
    assert selection.whole == len(bearing)
    rivals = select(map, Wanted(question, depth=1)).order[1:]
    assert bool(rivals) == bool(answering)
    assert set(rivals) <= set(answering)
    for depth in (2, 3):
        distance = nx.multi_source_dijkstra_path_length(graph.reverse(), set(rivals), weight=None) if rivals else {}
        near = {id for id, steps in distance.items() if steps < depth}
        assert set(select(map, Wanted(question, depth=depth)).order) == near | {question}
    assert set(select(map, Wanted(question, depth=10**9)).order) == set(selection.order)


@settings(deadline=None)
@given(st.data())
def test_a_collapsed_branch_stands_for_what_is_left_out(data: st.DataObject) -> None:
    map = data.draw(maps())
    if not map.answers["q0"]:
        return
    whole = select(map, Wanted("q0"))
    nodes = [id for id in whole.order if id != "q0"]
    id = data.draw(st.sampled_from(nodes))
    refused = ""
    try:
        less = select(map, Wanted("q0", collapse=(id,)))
    except ArgmapError as error:
        refused = error.message
    if refused:
        bearing = {link.source for link in map.links_to.get(id, ())} | {*map.conflicts.get(id, ()), *map.variants.get(id, ())}
        assert ("because of it alone" if bearing - {id} else "nothing bears on") in refused
        return
    assert id in less.order
    assert less.collapsed == {id: len(whole.order) - len(less.order)} != {id: 0}
    assert less.folded == {id: set(whole.order) - set(less.order)}
    assert less.whole == whole.whole


def test_two_collapsed_nodes_stand_for_what_bears_on_both() -> None:
    assert select(make_map(LETTER), Wanted("q0", collapse=("s",))).folded == {"s": {"x", "y", "t", "u"}}
    both = select(make_map(LETTER), Wanted("q0", collapse=("a", "b")))
    assert both.order == ("q0", "a", "b")
    assert both.folded == {id: {"s", "x", "y", "t", "u"} for id in "ab"}


@settings(deadline=None)
@given(st.data())
def test_two_against_each_other_begin_with_both(data: st.DataObject) -> None:
    map = data.draw(maps())
    try:
        selection = select(map, Wanted("p0", against="p1"))
    except ArgmapError:
        return
    sides = [set(belonging(map, id)) for id in POSITIONS]
    only_one = [sides[0] - sides[1], sides[1] - sides[0]]
    speakers = [{person for id in side for person in holders(map.nodes[id])} for side in sides]
    first = set(selection.order[: selection.least])
    for own, people in zip(only_one, speakers, strict=True):
        assert own & first or any(
            not map.nodes[id].position and people & set(holders(map.nodes[id])) for id in first - set(selection.questions)
        )
    other_way = select(map, Wanted("p1", against="p0"))
    assert set(other_way.order) - set(other_way.questions) == set(selection.order) - set(selection.questions)


@pytest.fixture(scope="module")
def shipped() -> ArgumentMap:
    return load(Path(__file__).parent.parent)


def test_the_shipped_question_begins_with_one_claim_of_each_school(shipped: ArgumentMap) -> None:
    selection = select(shipped, Wanted("origins"))
    first = selection.order[1:6]
    assert selection.order[0] == "origins"
    assert [shipped.nodes[id].position[:1] for id in first] == [("orthodox",), ("wedge-theory",), ("revisionist",), ("post-orthodox",), ()]
    later = selection.order[6:14]
    pointed = {link.target for id in later for link in shipped.links_from.get(id, ())}
    assert len(pointed & set(first)) >= 4, "most rivals have a reply on the first slide"
    assert any(link.type == "attack" for id in later for link in shipped.links_from[id])


def test_a_school_begins_with_the_first_question_of_the_debate(shipped: ArgumentMap) -> None:
    selection = select(shipped, Wanted("wedge-theory"))
    assert selection.order[:5] == ("origins", "wedge-hold-china", "aim-china", "wedge-bar-rapprochement", "wedge-asian-tito")
    assert selection.questions == ("origins", "aim-china")
    assert select(shipped, Wanted("revisionist")).order[0] == "origins"


def test_the_shipped_schools_meet_question_by_question(shipped: ArgumentMap) -> None:
    selection = select(shipped, Wanted("orthodox", against="revisionist"))
    assert selection.order[:3] == ("origins", "orthodox-expansion", "revisionist-korean-roots")
    boxes = selection.questions
    schools = [shipped.nodes[id].position for id in selection.order[:12] if id not in boxes]
    assert 3 <= sum("orthodox" in school for school in schools) <= 6
    assert 3 <= sum("revisionist" in school for school in schools) <= 6


def test_a_rebuttal_without_a_school_speaks_for_those_who_hold_it(shipped: ArgumentMap) -> None:
    order = select(shipped, Wanted("post-orthodox", against="wedge-theory")).order
    assert order[:4] == ("aim-china", "war-set-mao-against-washington", "wedge-hold-china", "wedge-too-narrow")


DEBATE = [
    {"type": "claim", "id": "a", "question": "q0", "position": "p0"},
    {"type": "claim", "id": "b", "question": "q0", "position": "p1"},
    {"type": "claim", "id": "c", "question": "q1", "position": "p0"},
    {"type": "claim", "id": "d", "question": "q1", "position": "p1", "conflicts": "c"},
    {"type": "support", "id": "e", "for": "b", "position": "p1"},
    {"type": "rebuttal", "id": "f", "against": "e", "attack": "undercut", "premises": "g"},
    {"type": "claim", "id": "g", "position": "p0"},
    {"type": "claim", "id": "h", "question": "q2", "position": "p0"},
    {"type": "rebuttal", "id": "i", "against": "d", "position": "p0"},
]


def test_most_clashes_first_and_what_lies_between() -> None:
    selection = select(make_map(DEBATE), Wanted("p0", against="p1"))
    assert selection.order == ("q1", "c", "d", "q0", "a", "b", "e", "f", "g", "i")
    assert (selection.least, selection.questions, selection.starts, selection.whole) == (3, ("q1", "q0"), ("q1", "q0"), 8)


def test_a_question_that_no_claim_answers_is_a_picture_of_the_question() -> None:
    selection = select(make_map([]), Wanted("q0"))
    assert (selection.order, selection.least, selection.whole) == (("q0",), 1, 0)


LETTER = [
    {"type": "claim", "id": "a", "question": "q0"},
    {"type": "claim", "id": "b", "question": "q0"},
    {"type": "support", "id": "s", "for": ["a", "b"], "premises": ["x", "y"]},
    {"type": "claim", "id": "x"},
    {"type": "claim", "id": "y"},
    {"type": "support", "id": "t", "for": "x"},
    {"type": "rebuttal", "id": "u", "against": [{"id": "s", "attack": "undercut", "link": "b"}]},
]


def test_premises_follow_their_node_and_an_undercut_the_link_it_cuts() -> None:
    assert select(make_map(LETTER), Wanted("q0")).order == ("q0", "a", "b", "s", "x", "y", "u", "t")
    assert select(make_map(LETTER), Wanted("a")).order == ("a", "s", "x", "y", "t"), "the link to `b` is not in the picture"
    assert select(make_map(LETTER), Wanted("b")).order == ("b", "s", "x", "y", "u", "t")
    assert select(make_map(LETTER), Wanted("s")).order == ("s", "x", "y", "a", "b", "u", "t")


def test_focus_shows_the_way_to_the_question_first() -> None:
    assert select(make_map(LETTER), Wanted("q0", focus="x")).order == ("q0", "a", "s", "x", "t")
    assert select(make_map(LETTER), Wanted("q0", focus="u")).order == ("q0", "a", "s", "b", "u")


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Wanted("q1", focus="s"), "`s` does not bear on `q1`"),
        (Wanted("q0", focus="q1"), "`q1` is no node, and so does not bear on `q0`"),
        (Wanted("q0", collapse=("q0",)), "`q0` is not in the picture, so it cannot be collapsed"),
        (Wanted("q0", depth=1, collapse=("s",)), "`s` is not in the picture, so it cannot be collapsed"),
        (Wanted("q0", collapse=("a",)), "`a` cannot be collapsed: no node of the picture is there because of it alone"),
        (Wanted("q0", collapse=("y",)), "nothing bears on `y`, so it cannot be collapsed"),
        (Wanted("q0", only=frozenset(["rebuttal"])), "`--only` with `rebuttal` leaves nothing of `q0` to draw"),
        (Wanted("p0", against="p0"), "`p0` cannot be set against itself"),
        (Wanted("p0", against="m0"), "`p0` is a position and `m0` a person, which cannot be set against each other"),
        (Wanted("q0", against="q1"), "`q0` is a question and `q1` a question, which cannot be set against each other"),
        (Wanted("p0", against="p1"), "`p0` and `p1` answer no question both, and nothing of one is against the other"),
        (Wanted("m0"), "no node belongs to `m0`, so there is nothing to draw"),
    ],
)
def test_what_cannot_be_drawn(wanted: Wanted, message: str) -> None:
    with pytest.raises(ArgmapError) as caught:
        select(make_map(LETTER), wanted)
    assert caught.value.message == message
    assert caught.value.help


@pytest.mark.parametrize(
    "wanted", [Wanted("q0"), Wanted("q0", focus="n9999"), Wanted("n9999"), Wanted("m0"), Wanted("m0", "m1"), Wanted("q0", collapse=("n5",))]
)
def test_a_long_chain_is_linear(wanted: Wanted) -> None:
    nodes = [
        {"type": "rebuttal", "id": f"n{number}", "against": f"n{number - 1}", "attack": "rebut", "by": f"m{number % 2}"}
        for number in range(1, 10_000)
    ]
    map = make_map([{"type": "claim", "id": "n0", "question": "q0"}, *nodes])
    gc.disable()  # which goes through what all tests before have left behind
    try:
        begun = time.process_time()
        selection = select(map, wanted)
        assert time.process_time() - begun < 2
    finally:
        gc.enable()
    assert selection.whole == 10_000 or wanted.id == "n9999"
