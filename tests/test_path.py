"""`argmap path` against networkx over the machine form, on random maps and on the shipped one."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from argmap.cli import run
from tests.conftest import ROOT, Program

Data = dict[str, Any]
Spot = tuple[str, ...]

START: Spot = ("start",)
GOAL: Spot = ("goal",)


def printed(*arguments: str) -> tuple[int, str]:
    """How a command ends and what it prints to stdout, run in this process."""
    buffer = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True)
    with contextlib.redirect_stdout(buffer), contextlib.redirect_stderr(io.StringIO()):
        status = run(list(arguments))
    buffer.seek(0)
    return status, buffer.read()


# -- the oracle


def members(data: Data, id: str) -> list[str]:
    """The nodes an entry stands for, by loops of its own."""
    if any(question["id"] == id for question in data["questions"]):
        inside = {id}
        while more := {q["id"] for q in data["questions"] if q.get("under") in inside} - inside:
            inside |= more
        return [node["id"] for node in data["nodes"] if inside & set(node.get("question", ()))]
    found = []
    for node in data["nodes"]:
        cites = node.get("cite", ())
        belongs = {node["id"], *node.get("position", ()), *node.get("by", ())}
        for cite in cites:
            belongs |= {cite["source"], cite.get("via"), *cite.get("by", ())}
        if id in belongs:
            found.append(node["id"])
    return found


def kind(data: Data, id: str) -> str:
    kinds = ("questions", "positions", "people", "sources", "nodes")
    return next(kind for kind in kinds if any(each["id"] == id for each in data[kind]))


def graph_of(data: Data, a: str, b: str, editorial: bool = True) -> nx.MultiDiGraph:
    """Where ways may go; an undercut of one link leads to a vertex of its own, which stands for that link."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((START, GOAL))
    links = []
    for link in data["links"]:
        same = {key: value for key, value in link.items() if key != "id"}
        if same not in [each for _, each in links] and (editorial or not link.get("editorial")):
            links.append((link["id"], same))
    cuts = {(link["to"], link["link"]) for _, link in links if link.get("attack") == "undercut" and "link" in link}
    for id, link in links:
        source, target = link["from"], link["to"]
        sign = -1 if link["type"] == "attack" else 1
        end: Spot = ("node", target)
        if link.get("attack") == "undercut" and "link" in link and target != b:
            end = ("cut", target, link["link"])
        graph.add_edge(("node", source), end, id, sign=sign, limit=link.get("attack") == "limit")
        if (source, target) in cuts:
            graph.add_edge(("cut", source, target), end, id, sign=sign, limit=link.get("attack") == "limit")
    ids = {node["id"] for node in data["nodes"]}
    conflicts = {(n["id"], o) for n in data["nodes"] for o in n.get("conflicts", ()) if o in ids and o != n["id"]}
    for one, other in sorted(conflicts | {(other, one) for one, other in conflicts}):
        graph.add_edge(("node", one), ("node", other), "conflict", sign=-1, limit=False)
    add_ends(graph, data, a, b)
    return graph


def add_ends(graph: nx.MultiDiGraph, data: Data, a: str, b: str) -> None:
    """The steps from an entry to its nodes, and from claims to the question asked about, or from nodes to an entry."""
    ends = members(data, b)
    alike = kind(data, a) == kind(data, b) != "nodes"
    for id in members(data, a):
        if not (alike and id in ends):
            graph.add_edge(START, ("node", id), "has", sign=1, limit=False)
    if kind(data, b) == "questions":
        under = nx.DiGraph([(q["id"], q["under"]) for q in data["questions"] if q.get("under")])
        under.add_nodes_from(question["id"] for question in data["questions"])
        away = nx.single_target_shortest_path_length(under, b)
        for node in data["nodes"]:
            depths = [dict(away)[id] for id in node.get("question", ()) if id in dict(away)]
            if depths:
                trail = [("node", node["id"]), *(("up", node["id"], str(number)) for number in range(min(depths))), GOAL]
                for one, other in pairwise(trail):
                    graph.add_edge(one, other, "answers", sign=1, limit=False)
    else:
        for id in ends:
            graph.add_edge(("node", id), GOAL, "held", sign=1, limit=False)
            for spot in [spot for spot in graph if spot[:2] == ("cut", id)]:
                graph.add_edge(spot, GOAL, "held", sign=1, limit=False)


def expected(data: Data, a: str, b: str, editorial: bool = True) -> list[tuple[int, str, tuple[str, ...]]]:
    """Of all ways the length, what they amount to and the links and conflicts they go over, the shortest first."""
    graph = graph_of(data, a, b, editorial)
    found = []
    spare = (kind(data, a) == "nodes") + (kind(data, b) == "nodes")  # steps that no way counts
    for way in nx.all_simple_edge_paths(graph, START, GOAL):
        edges = [graph.edges[edge] for edge in way]
        names = tuple(
            f"{one[1]} x {other[1]}" if key == "conflict" else key for one, other, key in way if key not in ("has", "held", "answers")
        )
        sign = 1
        for edge in edges:
            sign *= edge["sign"]
        bearing = "limits" if any(edge["limit"] for edge in edges) else "itself" if not names else "for" if sign > 0 else "against"
        found.append((len(way) - spare, bearing, names))
    return sorted(found)


def check(data: Data, a: str, b: str, answer: Data, limit: int, editorial: bool = True) -> None:
    every = expected(data, a, b, editorial)
    ways = []
    for way in answer["ways"]:
        names = tuple(
            f"{step['from']} x {step['to']}" if step["type"] == "conflict" else step["link"]
            for step in way["steps"]
            if step["type"] not in ("has", "held", "answers", "under")
        )
        assert way["length"] == len(way["steps"])
        assert all(one["to"] == other["from"] for one, other in pairwise(way["steps"]))
        assert (way["steps"][0]["from"], way["steps"][-1]["to"]) == (a, b)
        ways.append((way["length"], way["bearing"], names))
    assert [way[0] for way in ways] == [way[0] for way in every[:limit]]
    assert len({json.dumps(way["steps"]) for way in answer["ways"]}) == len(ways)
    assert set(ways) <= set(every)
    assert answer["more"] == (len(every) > limit)
    assert answer["back"] == (kind(data, b) != "questions" and bool(expected(data, b, a, editorial)))


NAMES = ("a", "b", "c", "d", "e", "f")


@st.composite
def maps(draw: st.DrawFn) -> Data:
    some = st.lists(st.sampled_from(NAMES), max_size=2)
    nodes = []
    for name in NAMES:
        against = []
        for target in draw(some):
            end: Data = {"id": target, "attack": draw(st.sampled_from(("rebut", "undermine", "undercut", "limit")))}
            if end["attack"] == "undercut" and draw(st.booleans()):
                end["link"] = draw(st.sampled_from(NAMES))
            if draw(st.booleans()):
                end["editorial"] = True
            against.append(end)
        node: Data = {"claim": name, "text": f"{name}.", "for": draw(some), "against": against}
        node["conflicts"] = draw(st.lists(st.sampled_from((*NAMES, "nobody")), max_size=1))
        node["question"] = draw(st.lists(st.sampled_from(("q", "r", "s")), max_size=2))
        node["by"] = draw(st.lists(st.sampled_from(("x", "y")), max_size=1))
        node["cite"] = [{"source": "s1", "via": "s2"}] if draw(st.booleans()) else []
        nodes.append(node)
    above = draw(st.sampled_from([None, "r", "s"]))
    questions = [{"id": "q", "text": "Q?"} | ({"under": above} if above else {}), {"id": "r", "text": "R?", "under": "q"}]
    return {
        "questions": [*questions, {"id": "s", "text": "S?", "under": "r"}],
        "people": [{"id": "x", "name": "X"}, {"id": "y", "name": "Y"}],
        "sources": [{"id": "s1", "type": "book", "title": "S"}, {"id": "s2", "type": "book", "title": "T"}],
        "nodes": nodes,
    }


PAIRS = [("a", "b"), ("a", "f"), ("a", "q"), ("s1", "q"), ("x", "y"), ("s1", "x"), ("a", "y"), ("x", "b")]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(maps(), st.sampled_from(PAIRS), st.sampled_from([1, 3, 12]), st.booleans())
def test_ways_on_random_maps_are_the_shortest_of_all_simple_ones(content: Data, pair: tuple[str, str], limit: int, editorial: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.yaml"
        file.write_text(json.dumps(content), encoding="utf-8")
        where = ("--limit", str(limit), "--editorial" if editorial else "--no-editorial", "--project", str(file))
        data = json.loads(printed("export", "--project", str(file))[1])
        status, out = printed("path", *pair, "--format", "json", *where)
        answer = json.loads(out)
        assert status == (0 if answer["ways"] else 1)
        check(data, *pair, answer, limit, editorial)
        for format in ("tree", "markdown"):
            again, text = printed("path", *pair, "--format", format, *where)
            assert again == status
            assert all(step["to"] in text for way in answer["ways"] for step in way["steps"])


@pytest.fixture(scope="module")
def shipped() -> Data:
    data: Data = json.loads(printed("export", "--project", str(ROOT))[1])
    return data


@pytest.mark.parametrize(
    "pair",
    [
        ("gottwald-letter", "origins"),
        ("perimeter-was-older", "stalins-war"),
        ("kim-2019", "lai"),
        ("revisionist", "orthodox"),
        ("ulam", "origins"),
    ],
    ids=" ".join,
)
def test_shortest_ways_of_the_shipped_map(shipped: Data, pair: tuple[str, str]) -> None:
    answer = json.loads(printed("path", *pair, "--limit", "5", "--format", "json", "--project", str(ROOT))[1])
    graph = graph_of(shipped, *pair)
    spare = (kind(shipped, pair[0]) == "nodes") + (kind(shipped, pair[1]) == "nodes")
    shortest = nx.shortest_path_length(graph, START, GOAL) - spare
    assert answer["ways"][0]["length"] == shortest
    lengths = [way["length"] for way in answer["ways"]]
    assert lengths == sorted(lengths)


def test_what_bears_on_a_node_has_a_way_to_it(argmap: Program) -> None:
    found = argmap("query", "bears-on:wedge-asian-tito", "--format", "ids", "--project", str(ROOT)).out.split()
    assert found
    for id in found:
        assert argmap("path", id, "wedge-asian-tito", "--project", str(ROOT)).status == (2 if id == "wedge-asian-tito" else 0)


# -- what is said


CASE = """
questions: [{id: q, text: Who?}, {id: why, text: Why?, under: q}]
positions: [{id: school, name: School}, {id: empty, name: Empty}]
people: [{id: p, name: P}]
sources: [{id: book, type: book, title: Book}]
nodes:
  - {claim: main, text: Main., question: why, position: school, by: p, cite: [{source: book}], against: main-rival}
  - {claim: main-rival, text: Rival., question: why, conflicts: other}
  - {claim: other, text: Other.}
  - {support: ground, text: Ground., for: [main, elsewhere]}
  - {claim: elsewhere, text: Elsewhere., granted: true}
  - {rebuttal: cutter, text: Cutter., against: {id: ground, attack: undercut, link: elsewhere}}
  - {rebuttal: limiter, text: Limiter., against: {id: ground, attack: limit}}
  - {rebuttal: answer, text: Answer., against: {id: limiter, attack: undermine, editorial: true}, premises: fact}
  - {claim: fact, text: Fact.}
  - {claim: form, text: Form., variant_of: ground}
  - {claim: narrower, text: Narrower., variant_of: other}
  - {claim: ghostly, text: Ghostly., for: nobody, against: nothing}
"""


@pytest.fixture
def case(argmap: Program) -> Program:
    argmap.write("claims/x.yaml", CASE)
    return argmap


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("ground", "main", ["+ 1. for, answered by limiter: Main.", "On this way ground speaks for main\n", "one way, of 1 step\n"]),
        ("ground", "main-rival", ["- 2. against (rebut), UNANSWERED: Rival.", "speaks against main-rival", "Step 1 is answered"]),
        (
            "limiter",
            "main",
            ["- 1. against (limit), answered by answer: Ground.", "limiter only limits main\n", "Step 1 is a limit, which defeats nothing"],
        ),
        (
            "answer",
            "main",
            ["(undermine, editorial), UNANSWERED: Limiter.", "answered by step 1", "only takes away from what is said against main"],
        ),
        ("fact", "limiter", ["& 1. needed by (premise): Answer.", "fact speaks against limiter"]),
        ("main", "other", ["x 2. in conflict with", "main speaks for other"]),
        ("cutter", "elsewhere", ["against (undercut of its link to elsewhere), UNANSWERED: Ground.", "cutter speaks against elsewhere"]),
        ("cutter", "ground", ["cutter speaks against ground"]),
        ("ground", "q", ["? 2. answers: Why? [why]", "? 3. under: Who? [q]", "ground speaks for main"]),
        ("main", "q", ["Here main itself answers why", "2. under: Who?"]),
        ("book", "why", ["* 1. cited for: Main.", "Here main itself answers why"]),
        ("p", "school", ["1. holds: Main.", "2. of the position: School [school]", "Here main itself belongs to school"]),
        ("ground", "book", ["2. which cites: Book [book]"]),
        ("ground", "p", ["2. held by: P [p]"]),
    ],
)
def test_steps_and_what_they_amount_to(case: Program, a: str, b: str, said: list[str]) -> None:
    result = case("path", a, b, columns=200)
    assert result.status == 0
    for words in said:
        assert words in result.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cutter", "main"), ["No way leads from `cutter` to `main`", "From `cutter` reasons lead to 2 other nodes"]),
        (("main", "ground"), ["The other way round there is one: `argmap path ground main`"]),
        (
            ("answer", "main", "--no-editorial"),
            ["over links that authors make", "Over the editor's links one does: `argmap path answer main`"],
        ),
        (("narrower", "main-rival"), ["From `other`, which it is a variant of, there is one: `argmap path other main-rival`"]),
        (("ghostly", "main"), ["From `ghostly` reasons lead to no other node"]),
        (("empty", "main"), ["No node of the map belongs to `empty`"]),
        (("fact", "empty"), ["No node of the map belongs to `empty`"]),
    ],
)
def test_that_there_is_no_way_is_said_with_what_comes_near(case: Program, arguments: tuple[str, ...], said: list[str]) -> None:
    result = case("path", *arguments, columns=200)
    assert result.status == 1
    for words in said:
        assert words in result.out
    empty = json.loads(case("path", *arguments, "--format", "json").out)
    whole = json.loads(case("path", "ground", "main", "--format", "json").out)
    assert list(empty) == list(whole)
    assert empty["ways"] == []
    assert empty["more"] is False


@pytest.mark.parametrize(
    ("arguments", "message", "cure"),
    [
        (("main", "main"), "both ends", "`argmap show main`"),
        (("q", "ground"), "`q` is a question, which bears on nothing", "`argmap path main ground`"),
        (("q", "ground"), "`q` is a question", "`argmap path ground q`"),
        (("mian", "ground"), "nothing is called `mian`", "did you mean `main`"),
        (("ground", "schol"), "nothing is called `schol`", "did you mean `school`"),
        (("ground", "main", "--limit", "0"), "`--limit` cannot be `0`", "at least 1"),
        (("ground", "main", "--limit", "two"), "`--limit` cannot be `two`", "at least 1"),
    ],
)
def test_what_has_no_way_is_answered_with_what_has(case: Program, arguments: tuple[str, ...], message: str, cure: str) -> None:
    result = case("path", *arguments)
    assert (result.status, result.out) == (2, "")
    assert message in result.err
    assert cure in result.err


def test_the_cure_of_compare_works(argmap: Program) -> None:
    result = argmap("compare", "stalins-war", "orthodox-expansion", "--project", str(ROOT))
    assert "`argmap path stalins-war orthodox-expansion`" in result.err
    assert argmap("path", "stalins-war", "orthodox-expansion", "--project", str(ROOT)).status in (0, 1)


def test_texts_are_only_text(argmap: Program) -> None:
    argmap.write(
        "claims/x.yaml",
        'nodes:\n  - {claim: a, text: "\\e[31mred [bold]x[/bold] <b>*y*</b>", for: b}\n  - {claim: b, text: "| `code`"}\n',
    )
    for format in ("tree", "markdown", "json"):
        out = argmap("path", "a", "b", "--format", format, "--color", "never").out
        assert "\x1b" not in out
    assert r"\<b\>\*y\*\</b\>" in argmap("path", "a", "b", "--format", "markdown").out


# -- large maps


def test_every_step_of_a_long_way_is_printed(argmap: Program) -> None:
    many = 20_000
    lines = [f"- {{claim: n{at}, text: T., for: n{at + 1}}}" for at in range(many)]
    argmap.write("claims/x.yaml", "nodes:\n" + "\n".join(lines) + f"\n- {{claim: n{many}, text: T.}}\n")
    result = argmap("path", "n5000", "n15000")
    assert result.status == 0
    assert "one way, of 10,000 steps" in result.out
    rows = [row for row in result.out.splitlines() if row.startswith("  + ")]
    assert rows == [f"  + {at:,}. for: T." for at in range(1, 10_001)]
    assert all(cell_len(row) <= 80 for row in result.out.splitlines())
    assert argmap("path", "n15000", "n5000").status == 1


def test_millions_of_ways_are_not_gone_through(argmap: Program) -> None:
    """A ladder of 2,000 rungs has 2**2000 shortest ways."""
    rungs = range(2_000)
    lines = [f"- {{claim: m{at}, text: T., for: [u{at}, d{at}]}}" for at in rungs]
    lines += [f"- {{claim: {side}{at}, text: T., for: m{at + 1}}}" for at in rungs for side in "ud"]
    argmap.write("claims/x.yaml", "nodes:\n" + "\n".join(lines) + "\n- {claim: m2000, text: T.}\n")
    answer = json.loads(argmap("path", "m0", "m2000", "--limit", "20", "--format", "json").out)
    assert [way["length"] for way in answer["ways"]] == [4_000] * 20
    assert answer["more"] is True


def test_a_search_for_further_ways_that_leads_nowhere_is_given_up(argmap: Program) -> None:
    """Behind each node of the way lies a maze, all of whose ways come back to nodes that are passed already."""
    length, rooms = 300, 3_000
    lines = [f"- {{claim: w{at}, text: T., for: [w{at + 1}{', r0' if at else ''}]}}" for at in range(length)]
    lines += [
        f"- {{claim: r{at}, text: T., for: [r{(at * 7 + 1) % rooms}, r{(at * 11 + 3) % rooms}, r{(at * 13 + 5) % rooms}, w1]}}"
        for at in range(rooms)
    ]
    lines.append(f"- {{claim: w{length}, text: T.}}")
    argmap.write("claims/x.yaml", "nodes:\n" + "\n".join(lines) + "\n")
    answer = json.loads(argmap("path", "w0", f"w{length}", "--format", "json").out)
    assert [way["length"] for way in answer["ways"]] == [length]
    assert answer["more"] is None
    assert "given up" in argmap("path", "w0", f"w{length}").out


@pytest.mark.parametrize("format", ["tree", "markdown", "json"])
def test_the_same_bytes_under_any_hash_seed(argmap: Program, format: str) -> None:
    command = ("path", "gottwald-letter", "origins", "--limit", "7", "--format", format, "--project", str(ROOT))
    outputs = {argmap.process(*command, env={"PYTHONHASHSEED": seed}).stdout for seed in ("0", "1", "77")}
    assert len(outputs) == 1
