"""`argmap compare` against small loops of its own over the machine form, on random maps and on the shipped one."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from argmap.cli import run
from tests.conftest import ROOT, Program

Data = dict[str, Any]
Pair = tuple[str, str]


def printed(*arguments: str) -> str:
    """What a command prints to stdout, run in this process."""
    buffer = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True)
    with contextlib.redirect_stdout(buffer), contextlib.redirect_stderr(io.StringIO()):
        assert run(list(arguments)) == 0
    buffer.seek(0)
    return buffer.read()


# -- the oracle


def held(node: Data) -> set[str]:
    return {*node.get("by", ()), *(by for cite in node.get("cite", ()) for by in cite.get("by", ()))}


class Oracle:
    """Two sides of a map in its machine form, by loops over nodes and links."""

    def __init__(self, data: Data, pair: Pair) -> None:
        self.pair = pair
        self.nodes: dict[str, Data] = {node["id"]: node for node in data["nodes"]}
        self.links: dict[str, Data] = {link["id"]: link for link in data["links"]}
        self.members: dict[str, set[str]] = {id: set() for id in pair}
        self.schools: dict[str, set[str]] = {}
        of_positions = pair[0] in {position["id"] for position in data["positions"]}
        for node in data["nodes"]:
            cited = {cite.get(key) for cite in node.get("cite", ()) for key in ("source", "via")}
            for id in pair:
                if id in node.get("position", ()) or id in held(node) or id in cited:
                    self.members[id].add(node["id"])
            for person in held(node) if of_positions and node["type"] == "claim" else ():
                self.schools.setdefault(person, set()).update(set(node.get("position", ())) & set(pair))

    def side(self, id: str) -> tuple[set[str], bool]:
        """To whom of two a node belongs, and whether it is theirs rather than, being of no school, spoken for them."""
        own = {each for each in self.pair if id in self.members[each]}
        if own or self.nodes[id].get("position"):
            return own, bool(own)
        named = [self.schools[person] for person in held(self.nodes[id]) if self.schools.get(person)]
        return (named[0] if named and all(each == named[0] and len(each) == 1 for each in named) else set()), False

    def crossing(self, source: str, target: str) -> Pair | None:
        """From whom to whom something leads between two; None if it does not lead from one to the other."""
        (ours, one), (theirs, other) = self.side(source), self.side(target)
        if not ours or not theirs or not (one or other) or ours == theirs:
            return None
        words = {frozenset([self.pair[0]]): "a", frozenset([self.pair[1]]): "b", frozenset(self.pair): "both"}
        return words[frozenset(ours)], words[frozenset(theirs)]

    def attacks(self) -> dict[str, Pair]:
        """The links that attack from one side to the other, with whose ends they have."""
        ends = {id: self.crossing(link["from"], link["to"]) for id, link in self.links.items() if link["type"] == "attack"}
        return {id: each for id, each in ends.items() if each is not None}

    def conflicts(self) -> set[frozenset[str]]:
        written = {
            (id, other) for id, node in self.nodes.items() for other in node.get("conflicts", ()) if other in self.nodes and other != id
        }
        return {frozenset(ends) for ends in written if self.crossing(*ends) is not None}

    def agreements(self) -> Counter[tuple[str, str, str]]:
        found = Counter(("both", id, id) for id in self.members[self.pair[0]] & self.members[self.pair[1]])
        for link in self.links.values():
            ends = self.crossing(link["from"], link["to"])
            if link["type"] != "attack" and ends is not None and "both" not in ends:
                found[link["type"], link["from"], link["to"]] += 1
        for id, node in self.nodes.items():
            of = node.get("variant_of")
            if of in self.nodes and of != id and self.crossing(id, of) in (("a", "b"), ("b", "a")):
                found["variant", id, of] += 1
        return found

    def answers(self, link: Data) -> set[str]:
        """The nodes that attack the source of an attack, but for undercuts of another link of it."""
        return {
            reply["from"]
            for reply in self.links.values()
            if reply["type"] == "attack"
            and reply["to"] == link["from"]
            and not (reply["attack"] == "undercut" and reply.get("link", link["to"]) != link["to"])
        }


def check(data: Data, compared: Data, pair: Pair) -> None:
    """Compare an answer with the oracle."""
    oracle = Oracle(data, pair)
    clashes = [clash for question in compared["questions"] for clash in question["clashes"]]
    attacks = [clash for clash in clashes if clash["kind"] == "attack"]
    shown = {attack["link"]: (attack["from_side"], attack["to_side"]) for attack in attacks}
    assert len(shown) == len(attacks), "an attack appears twice"
    assert shown == oracle.attacks()
    for attack in attacks:
        link = oracle.links[attack["link"]]
        assert (attack["from"], attack["to"], attack["attack"]) == (link["from"], link["to"], link["attack"])
        assert attack["editorial"] == link.get("editorial", False)
        assert set(attack["answered_by"]) == oracle.answers(link)
        assert len(attack["answered_by"]) == attack["answers"]
    conflicts = [frozenset((clash["from"], clash["to"])) for clash in clashes if clash["kind"] == "conflict"]
    assert len(set(conflicts)) == len(conflicts)
    assert set(conflicts) == oracle.conflicts()
    agreed = [each for question in compared["questions"] for each in question["agreements"] if each["kind"] != "same-text"]
    assert Counter((each["kind"], each["from"], each["to"]) for each in agreed) == oracle.agreements()
    for key, id in zip("ab", pair, strict=True):
        assert set(compared[key]["nodes"]) == oracle.members[id]
    spoken = {id for question in (*compared["questions"], *compared["only_a"], *compared["only_b"]) for id in nodes_in(question)}
    assert spoken == set().union(*oracle.members.values())


def nodes_in(question: Data) -> list[str]:
    shares = [question[party] for party in ("a", "b", "both")] if "a" in question else [question]
    return [id for share in shares for id in (*share["claims"], *share["grounds"])]


# -- random maps

IDS = [f"n{number}" for number in range(8)]
some = st.lists(st.sampled_from([*IDS, "nowhere"]), max_size=3, unique=True)
names = st.lists(st.sampled_from(["x", "y", "z"]), max_size=2, unique=True)


@st.composite
def cites(draw: st.DrawFn) -> Data:
    cite: Data = {"source": draw(st.sampled_from(["s", "t", "u", "lost"])), "by": draw(names)}
    via = draw(st.sampled_from(["", "s", "t"]))
    return {**cite, "via": via} if via else cite


@st.composite
def links(draw: st.DrawFn, attack: bool) -> list[Data]:
    found = []
    for id in draw(some):
        link: Data = {"id": id, "editorial": draw(st.booleans())}
        if attack:
            link["attack"] = draw(st.sampled_from(["rebut", "undermine", "undercut", "limit"]))
            if link["attack"] == "undercut" and draw(st.booleans()):
                link["link"] = draw(st.sampled_from(IDS))
        found.append(link)
    return found


@st.composite
def maps(draw: st.DrawFn) -> Data:
    nodes = []
    for id in draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True)):
        type = draw(st.sampled_from(["claim", "claim", "support", "rebuttal"]))
        node: Data = {type: id, "text": draw(st.sampled_from(["Same words.", f"Words of {id}."]))}
        node["position"] = draw(st.lists(st.sampled_from(["p", "o", "r"]), max_size=2, unique=True))
        node["by"] = draw(names)
        node["cite"] = draw(st.lists(cites(), max_size=2))
        if type != "rebuttal":
            node["for"] = draw(links(False))
        if type != "support":
            node["against"] = draw(links(True))
        if type != "claim":
            node["premises"] = draw(links(False))
        else:
            node["question"] = draw(st.lists(st.sampled_from(["q", "q2", "q3", "lost"]), max_size=2, unique=True))
            node["conflicts"] = draw(some)
            node["variant_of"] = draw(st.sampled_from(IDS))
        nodes.append({key: value for key, value in node.items() if value})
    under = draw(st.sampled_from([{}, {"under": "q2"}]))  # a circle of questions, or none
    return {
        "questions": [{"id": "q", "text": "Q?", **under}, {"id": "q2", "text": "Q2?", "under": "q"}, {"id": "q3", "text": "Q3?"}],
        "positions": [{"id": id, "name": id} for id in ("p", "o", "r")],
        "people": [{"id": id, "name": id} for id in ("x", "y", "z")],
        "sources": [{"id": id, "type": "book", "title": id} for id in ("s", "t", "u")],
        "nodes": nodes,
    }


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(maps(), st.sampled_from([("p", "o"), ("x", "y"), ("s", "t"), ("t", "u")]))
def test_each_meeting_of_random_maps_appears_once_with_its_direction(content: Data, pair: Pair) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.yaml"
        file.write_text(json.dumps(content), encoding="utf-8")
        where = ("--project", str(file))
        data = json.loads(printed("export", *where))
        check(data, json.loads(printed("compare", *pair, "--format", "json", *where)), pair)
        back = json.loads(printed("compare", *reversed(pair), "--format", "json", *where))
        check(data, back, (pair[1], pair[0]))
        whole = printed("compare", *pair, "--all", *where)
        assert all(cell_len(line) <= 1000 for line in whole.splitlines())
        assert printed("compare", *pair, "--format", "markdown", *where)
        within = json.loads(printed("compare", *pair, "--question", "q2", "--format", "json", *where))
        assert {question["id"] for question in within["questions"]} <= {"q", "q2"}
        rows = list(csv.DictReader(io.StringIO(printed("compare", *pair, "--format", "csv", *where))))
        oracle = Oracle(data, pair)
        expected = Counter((oracle.links[id]["from"], oracle.links[id]["to"]) for id in oracle.attacks())
        assert Counter((row["from_id"], row["to_id"]) for row in rows if row["kind"] == "attack") == expected


# -- the shipped map


@pytest.fixture(scope="module")
def shipped() -> Data:
    data: Data = json.loads(printed("export", "--project", str(ROOT)))
    return data


@pytest.mark.parametrize(
    "pair",
    [("revisionist", "orthodox"), ("orthodox", "post-orthodox"), ("kim-yun-young", "shen-zhihua"), ("lai", "bano-1999")],
    ids=" ".join,
)
def test_each_meeting_of_the_shipped_map_appears_once(shipped: Data, pair: Pair) -> None:
    check(shipped, json.loads(printed("compare", *pair, "--format", "json", "--project", str(ROOT))), pair)


def test_two_columns_hold_to_their_sides(argmap: Program) -> None:
    out = argmap("compare", "lai", "kim-2019", "--project", str(ROOT), "--question", "origins", "--only", "clashes").out
    assert all(cell_len(line) <= 80 for line in out.splitlines())
    rows = [(line[:40], line[43:]) for line in out.splitlines() if line.startswith("    ") and line[40:42] == " |"]
    left, right = ("".join(row[at].strip() for row in rows) for at in (0, 1))
    assert "kim-il-sung-started-the-war" in left
    assert "stalins-war" in right


@pytest.mark.parametrize("columns", [20, 40, 57, 80, 200])
def test_everything_is_there_at_any_width(argmap: Program, columns: int) -> None:
    pair = ("revisionist", "orthodox", "--project", str(ROOT))
    out = argmap("compare", *pair, "--all", columns=columns).out
    assert all(cell_len(line) <= columns for line in out.splitlines())
    data = json.loads(argmap("compare", *pair, "--format", "json").out)
    ids = {id for question in (*data["questions"], *data["only_a"], *data["only_b"]) for id in claims_in(question)}
    assert len(ids) == 56
    assert [id for id in ids if not is_in(id, out)] == []


def claims_in(question: Data) -> list[str]:
    shares = [question[party] for party in ("a", "b", "both")] if "a" in question else [question]
    return [id for share in shares for id in share["claims"]]


def is_in(id: str, out: str) -> bool:
    """Whether an id stands in a text, whole or in pieces that each stand in a row of their own."""
    rows = {re.sub(r"^[*+=-] ", "", cell.strip(" |")) for line in out.splitlines() for cell in (line, *line.split(" | "))}

    def rest(left: str) -> bool:
        return not left or any(left[:at] in rows and rest(left[at:]) for at in range(1, len(left) + 1))

    return id in out or rest(id)


def test_wide_letters_keep_the_columns_straight(argmap: Program) -> None:
    argmap.write(
        "claims/x.yaml",
        "questions: [{id: q, text: 朝鮮戦争はなぜ始まったのか?}]\npositions: [{id: a, name: 甲}, {id: b, name: 乙}]\nnodes:\n"
        "  - {claim: c, text: 'スターリンは朝鮮半島での戦争を長引かせて米国を弱らせようとした。', question: q, position: a}\n"
        "  - {claim: d, text: '북한이 스스로 결정하였고 아무에게도 묻지 않았다.', question: q, position: b, against: c}\n",
    )
    out = argmap("compare", "a", "b").out
    bars = {cell_len(line[: line.index(" | ")]) for line in out.splitlines() if line.startswith("    ") and " | " in line}
    assert len(bars) == 1
    assert all(cell_len(line) <= 80 for line in out.splitlines())


def test_parts_leave_the_shape_of_json_alone(argmap: Program) -> None:
    def data(*options: str) -> Data:
        result: Data = json.loads(argmap("compare", "shen-2010", "lai", "--project", str(ROOT), "--format", "json", *options).out)
        return result

    whole = data()
    assert whole["documents"]
    for part, full in (("clashes", "questions"), ("documents", "documents"), ("silent", "only_b")):
        some = data("--only", part)
        assert list(some) == list(whole)
        assert some[full] == whole[full] or full == "questions"
        assert [question["id"] for question in some["questions"]] == [question["id"] for question in whole["questions"]]
        for key in ("only_a", "only_b"):
            assert bool(some[key]) == (part == "silent" and bool(whole[key]))
    assert not any(question["agreements"] for question in data("--only", "clashes")["questions"])
    assert data("--only", "clashes", "--only", "agreements")["questions"] == whole["questions"]


def test_what_is_left_out_is_said_with_the_command_that_shows_it(argmap: Program) -> None:
    few = argmap("compare", "shen-2010", "lai", "--project", str(ROOT), "--no-cite").out.replace("\n", " ")
    assert "`argmap compare shen-2010 lai --no-cite --all` shows them." in few
    everything = argmap("compare", "shen-2010", "lai", "--project", str(ROOT), "--all").out
    assert "Left out" not in everything


@pytest.mark.parametrize(
    ("ids", "message", "cure"),
    [
        (("revisionist", "revisionist"), "`revisionist` cannot be set against itself", "name two positions"),
        (("kim-2019", "revisionist"), "`kim-2019` is a source and `revisionist` a position", "two people or two sources"),
        (("origins", "initiator"), "`origins` is a question", "`argmap show origins`"),
        (("stalins-war", "orthodox-expansion"), "`stalins-war` is a node", "`argmap path stalins-war orthodox-expansion`"),
        (("kim-2019", "shen-20010"), "nothing is called `shen-20010`", "`shen-2010`"),
    ],
)
def test_what_cannot_be_compared_is_answered_with_what_can(argmap: Program, ids: Pair, message: str, cure: str) -> None:
    result = argmap("compare", *ids, "--project", str(ROOT))
    assert (result.status, result.out) == (2, "")
    assert message in result.err
    assert cure in result.err


def test_sides_that_do_not_meet_and_sides_without_nodes(argmap: Program) -> None:
    argmap.write(
        "claims/x.yaml",
        "questions: [{id: q, text: Q?}, {id: r, text: R?}]\npositions: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\nnodes:\n"
        "  - {claim: x, text: One., question: q, position: a}\n  - {claim: y, text: Two., question: r, position: b}\n",
    )
    apart = argmap("compare", "a", "b")
    assert apart.status == 0
    assert "The two do not meet" in apart.out
    assert "[q] 1 claim" in apart.out
    empty = argmap("compare", "a", "c")
    assert empty.status == 0
    assert "No node of the map belongs to C." in empty.out


def test_many_answers_to_many_attacks_are_not_all_named_each_time(argmap: Program) -> None:
    many = range(500)
    argmap.write(
        "claims/x.yaml",
        "positions: [{id: a, name: A}, {id: b, name: B}]\nnodes:\n"
        + f"  - {{claim: hub, text: Hub., position: a, against: [{', '.join(f't{n}' for n in many)}]}}\n"
        + "".join(f"  - {{claim: t{n}, text: T., position: b}}\n  - {{rebuttal: r{n}, text: R., against: hub}}\n" for n in many),
    )
    data = json.loads(argmap("compare", "a", "b", "--format", "json").out)
    clashes = data["questions"][0]["clashes"]
    assert len(clashes) == 500
    assert {(clash["answers"], len(clash["answered_by"])) for clash in clashes} == {(500, 20)}
    assert "r19 (nobody named) and 480 more" in re.sub(r"\s+", " ", argmap("compare", "a", "b").out)


def test_two_works_of_one_name_are_told_apart(argmap: Program) -> None:
    argmap.write(
        "claims/x.yaml",
        "people: [{id: p, name: P}]\nsources: [{id: s, type: book, author: p, issued: '1999'}, {id: t, type: book, author: p, issued: '1999'}]\n"
        "nodes:\n  - {claim: x, text: One., cite: [{source: s}]}\n  - {claim: y, text: Two., cite: [{source: t}], against: x}\n",
    )
    out = argmap("compare", "s", "t").out
    assert "t against s (rebut)" in out
    assert "? Under no question" in out


def test_every_pair_of_documents_is_in_the_page_of_clashes(shipped: Data) -> None:
    page = (ROOT / "docs" / "clashes.md").read_text(encoding="utf-8")
    documents = ("shen-2010", "kim-2019", "bano-1999", "lai")
    read = {node["id"]: {cite.get("via", cite["source"]) for cite in node.get("cite", ())} & set(documents) for node in shipped["nodes"]}
    across = [link for link in shipped["links"] if link["type"] == "attack" and read[link["from"]] and read[link["to"]]]
    across = [link for link in across if not read[link["from"]] & read[link["to"]]]
    assert len(across) > 90
    rows = page.splitlines()
    for link in across:
        assert any(f"`{link['from']}`" in row and f"`{link['to']}`" in row and " against " in row for row in rows), link["id"]
    assert len(list(combinations(documents, 2))) == page.count("```\nargmap compare ")
