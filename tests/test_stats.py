"""`argmap stats`: every figure counted again from the exported map."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.display import width
from tests.conftest import ROOT, Program
from tests.test_timeline import WORKS

MAP = (ROOT / "tests/maps/all-kinds.yaml").read_text(encoding="utf-8")
DATES = (ROOT / "tests/dates.yaml").read_text(encoding="utf-8")


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write("claims/map.yaml", MAP)
    return argmap


def data_of(argmap: Program, *arguments: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(argmap("stats", "--format", "json", *arguments).out)
    assert data["argmap"] == 1
    return data


# All figures, by brute force on what `export` and `evaluate` print


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def is_answered(link: dict[str, Any], links: list[dict[str, Any]]) -> bool:
    return any(
        other["type"] == "attack"
        and other["to"] == link["from"]
        and (other.get("attack") != "undercut" or other.get("link") in (None, link["to"]))
        for other in links
    )


def counted(values: Iterable[Iterable[Any]]) -> dict[Any, int]:
    return dict(Counter(value for each in values for value in (set(each) or {None})))


def brute(exported: dict[str, Any], labels: dict[str, str], chosen: set[str]) -> dict[str, Any]:
    nodes = {node["id"]: node for node in exported["nodes"]}
    found = [node for node in exported["nodes"] if node["id"] in chosen]
    links = exported["links"]
    touching = [link for link in links if link["from"] in chosen or link["to"] in chosen]
    attacks = [link for link in touching if link["type"] == "attack"]
    through = {cite.get("via") for node in nodes.values() for cite in node.get("cite", ())}
    primary = {
        source["id"]
        for source in exported["sources"]
        if source["type"] not in WORKS and "working paper" not in source.get("genre", "").lower() and source["id"] not in through
    }

    def positions(id: str) -> set[Any]:
        return set(nodes[id].get("position", ())) or {None}

    def people(node: dict[str, Any]) -> set[str]:
        return {*node.get("by", ()), *(person for cite in node.get("cite", ()) for person in cite.get("by", ()))}

    def tallied(some: list[dict[str, Any]]) -> dict[str, int]:
        editorial = sum(bool(link.get("editorial")) for link in some)
        return {"own": len(some) - editorial, "editorial": editorial, "unanswered": sum(not is_answered(link, links) for link in some)}

    cells = {(row, column) for link in attacks for row in positions(link["from"]) for column in positions(link["to"])}
    pairs = {frozenset((node["id"], other)) for node in nodes.values() for other in node.get("conflicts", ()) if other in nodes}
    pairs = {pair for pair in pairs if len(pair) == 2 and pair & chosen}
    clashes: Counter[frozenset[Any]] = Counter()
    for one, other in map(tuple, pairs):
        clashes.update({frozenset((a, b)) for a in positions(one) for b in positions(other)})
    against = {node["id"]: [link for link in links if link["type"] == "attack" and link["to"] == node["id"]] for node in found}
    leaving = {node["id"]: [link for link in links if link["type"] == "attack" and link["from"] == node["id"]] for node in found}
    replied = [[is_answered(link, links) for link in each] for each in leaving.values() if each]
    return {
        "nodes": len(found),
        "whole": len(nodes),
        "types": {type: sum(node["type"] == type for node in found) for type in ("claim", "support", "rebuttal")},
        "labels": Counter((labels[node["id"]], node["type"]) for node in found),
        "positions": counted(positions(node["id"]) for node in found),
        "people": counted(people(node) for node in found),
        "read_in": counted([cite.get("via", cite["source"]) for cite in node.get("cite", ())] for node in found),
        "documents": Counter(s for node in found for s in {cite["source"] for cite in node.get("cite", ())} if s in primary),
        "works": Counter(s for node in found for s in {cite["source"] for cite in node.get("cite", ())} if s not in primary),
        "questions": counted(node.get("question", ()) for node in found if node["type"] == "claim"),
        "links": {
            **{type: sum(link["type"] == type for link in touching) for type in ("support", "attack", "premise")},
            "editorial": sum(bool(link.get("editorial")) for link in touching),
        },
        "attacks": {
            kind: tallied([link for link in attacks if link["attack"] == kind]) for kind in ("rebut", "undermine", "undercut", "limit")
        },
        "matrix": {
            (row, column): tallied([link for link in attacks if row in positions(link["from"]) and column in positions(link["to"])])
            for row, column in cells
        },
        "clashes": dict(clashes),
        "contested": {
            id: (len(each), sum(not is_answered(link, links) for link in each))
            for id, each in against.items()
            if each and nodes[id]["type"] == "claim"
        },
        "rebuttals": {
            "answered": sum(all(each) for each in replied),
            "partly": sum(any(each) and not all(each) for each in replied),
            "unanswered": sum(not any(each) for each in replied),
        },
    }


def check_against_brute_force(argmap: Program, *expression: str) -> None:
    exported = json.loads(argmap("export").out)
    labels = {id: each["label"] for id, each in json.loads(argmap("evaluate", "--format", "json").out)["nodes"].items()}
    chosen = set(argmap("query", "--format", "ids", *expression).out.split())
    expected = brute(exported, labels, chosen)
    data = data_of(argmap, *expression)
    for key in ("nodes", "whole", "types", "links", "attacks", "rebuttals"):
        assert data[key] == expected[key], key
    assert {(label, type): n for label, types in data["labels"].items() for type, n in types.items() if n} == expected["labels"]
    for key in ("positions", "people", "read_in", "documents", "works", "questions"):
        assert {each["id"]: each["count"] for each in data[key]} == expected[key], key
        counts = [each["count"] for each in data[key]]
        assert counts == sorted(counts, reverse=True)
    assert {(e["from"], e["on"]): {k: e[k] for k in ("own", "editorial", "unanswered")} for e in data["matrix"]} == expected["matrix"]
    assert {frozenset(each["positions"]): each["count"] for each in data["clashes"]} == expected["clashes"]
    assert {each["id"]: (each["attacks"], each["unanswered"]) for each in data["contested"]} == expected["contested"]
    check_table(argmap, data, *expression)


def check_table(argmap: Program, data: dict[str, Any], *expression: str) -> None:
    """The CSV says the same as the JSON."""
    rows = list(csv.DictReader(io.StringIO(argmap("stats", "--format", "csv", *expression).out)))
    table: dict[str, dict[tuple[str, str], int]] = {}
    for row in rows:
        assert table.setdefault(row["section"], {}).setdefault((row["key"], row["other"]), int(row["count"])) == int(row["count"])
    assert sum(len(each) for each in table.values()) == len(rows)
    for section in ("positions", "people", "read-in", "documents", "works", "questions"):
        assert table.get(section, {}) == {(each["id"] or "", ""): each["count"] for each in data[section.replace("-", "_")]}
    assert table["types"] == {(type, ""): n for type, n in data["types"].items()}
    for field in ("own", "editorial", "unanswered"):
        assert table[f"attacks-{field}"] == {(kind, ""): each[field] for kind, each in data["attacks"].items()}
        assert table.get(f"matrix-{field}", {}) == {(e["from"] or "", e["on"] or ""): e[field] for e in data["matrix"]}
    assert table["rebuttals"] == {(key, ""): n for key, n in data["rebuttals"].items()}
    assert table.get("contested-attacks", {}) == {(each["id"], ""): each["attacks"] for each in data["contested"]}


@pytest.fixture
def shipped(argmap: Program) -> Program:
    argmap.write("argmap.toml", 'paths = ["claims"]\n')
    for path in (ROOT / "claims").rglob("*.yaml"):
        argmap.write(f"claims/{path.relative_to(ROOT / 'claims')}", path.read_bytes())
    return argmap


@pytest.mark.parametrize("expression", ["", "position:revisionist", "bears-on:acheson-effect", "type:rebuttal and not by:kim-yun-young"])
def test_figures_of_the_shipped_map_are_those_of_brute_force(shipped: Program, expression: str) -> None:
    check_against_brute_force(shipped, *([expression] if expression else []))


@st.composite
def maps(draw: st.DrawFn) -> dict[str, Any]:
    some = st.lists(st.sampled_from(["a", "b", "nowhere"]), max_size=2)
    size = draw(st.integers(1, 8))
    ids = [f"n{n}" for n in range(size)] + ["gone"]
    nodes = []
    for n in range(size):
        type = draw(st.sampled_from(["claim", "support", "rebuttal"]))
        node: dict[str, Any] = {type: f"n{n}", "text": "T.", "position": draw(some), "by": draw(some)}
        node["cite"] = [
            {
                "source": draw(st.sampled_from(["book", "letter", "lost"])),
                **({"via": "report"} if draw(st.booleans()) else {}),
                "by": draw(some),
            }
            for _ in range(draw(st.integers(0, 2)))
        ]
        ends = st.lists(
            st.builds(lambda id, editorial: {"id": id, "editorial": editorial}, st.sampled_from(ids), st.booleans()), max_size=3
        )
        if type != "support":
            node["against"] = draw(ends)
            node["attack"] = draw(st.sampled_from(["rebut", "undermine", "undercut", "limit"]))
            if node["attack"] == "undercut" and draw(st.booleans()):
                for end in node["against"]:
                    end["link"] = draw(st.sampled_from(ids))
        if type != "rebuttal":
            node["for"] = draw(ends)
        if type == "claim":
            node["question"] = draw(some)
            node["conflicts"] = draw(st.lists(st.sampled_from(ids), max_size=2))
        nodes.append(node)
    return {
        "questions": [{"id": "a", "text": "A?"}],
        "positions": [{"id": "b", "name": "B"}],
        "sources": [{"id": "book", "type": "book"}, {"id": "letter", "type": "speech"}, {"id": "report", "type": "report"}],
        "nodes": nodes,
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=maps(), expression=st.sampled_from(["", "type:claim", "unanswered", "editorial", "id:n0"]))
def test_figures_of_any_map_are_those_of_brute_force(argmap: Program, data: dict[str, Any], expression: str) -> None:
    argmap.write("claims/map.yaml", yaml.safe_dump(data))
    words = [expression] if expression else []
    if argmap("query", "--count", *words).out.strip() != "0":
        check_against_brute_force(argmap, *words)


def test_answered_and_unanswered_are_those_of_query(shipped: Program) -> None:
    figures = data_of(shipped)["rebuttals"]
    assert figures["answered"] == int(shipped("query", "answered", "--count").out)
    assert figures["partly"] + figures["unanswered"] == int(shipped("query", "unanswered", "--count").out)


def test_rest_of_a_list_is_counted_and_its_command_works(shipped: Program) -> None:
    out = shipped("stats", "by:kim-yun-young or by:bano", "--limit", "3").out
    commands = re.findall(r"and [\d,]+ more:\s+`argmap (stats.*?)`", re.sub(r"\s+", " ", out))
    assert commands
    assert len(set(commands)) == 1
    whole = shipped(*shlex.split(commands[0])).out
    assert " more: `" not in whole
    data = data_of(shipped, "by:kim-yun-young or by:bano")
    for key in ("documents", "works", "questions", "positions"):
        assert all(f"[{each['id']}]" in whole for each in data[key] if each["id"] and len(each["id"]) < 30), key
    sections = re.split(r"\n\n", out)
    for heading, key in (("Nodes by person", "people"), ("Most cited documents", "documents"), ("Most contested", "contested")):
        section = next(each for each in sections if each.startswith(heading))
        assert re.search(rf"and {len(data[key]) - 3:,} more", section)


@pytest.mark.parametrize("columns", [20, 30, 80, 200])
def test_lines_keep_to_the_width_and_lose_nothing(project: Program, columns: int) -> None:
    out = project("stats", "--limit", "all", columns=columns).out
    assert max(width(line) for line in out.splitlines()) <= columns
    squeezed = re.sub(r"\s", "", out)
    for text in ("stalin-approved", "[cumings]", "Whobeganthewar?[origins]", "[ulam-1992]", "[orthodox]"):
        assert re.sub("[0-9#]", "", text) in re.sub("[0-9#]", "", squeezed)


def test_color_adds_nothing_but_color(project: Program) -> None:
    colored = project("stats", "--color", "always").out
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == project("stats").out
    assert "\x1b[" in colored


def test_matrix_of_many_positions_is_a_list_where_it_does_not_fit(argmap: Program) -> None:
    data: dict[str, Any] = {"positions": [{"id": f"p{n}", "name": f"Position number {n}"} for n in range(20)]}
    data["nodes"] = [{"claim": f"c{n}", "text": "T.", "position": f"p{n}", "against": f"c{(n + 1) % 20}"} for n in range(20)]
    argmap.write("claims/map.yaml", yaml.safe_dump(data))
    out = argmap("stats", "--limit", "all").out
    assert all(f"Position number {n} on Position number {(n + 1) % 20} " in out for n in range(20))
    assert "A number behind" in argmap("stats", columns=200).out


def test_nothing_found(project: Program) -> None:
    result = project("stats", "type:claim and type:support")
    assert (result.status, result.out) == (1, "Figures of 0 of 8 nodes\n")
    assert data_of(project, "type:claim and type:support")["nodes"] == 0


def test_json_has_the_same_keys_for_any_map(argmap: Program) -> None:
    keys = set()
    for content in ("nodes: []\n", MAP, DATES):
        argmap.write("claims/map.yaml", content)
        keys.add(tuple(data_of(argmap)))
    assert len(keys) == 1


def test_text_from_files_is_only_text(argmap: Program) -> None:
    hostile = r"=1 \e[31m \u202E [bold]x[/] \n\ny"
    argmap.write(
        "claims/x.yaml",
        f"""
questions: [{{id: q, text: "{hostile}"}}]
people: [{{id: p, name: "{hostile}"}}]
positions: [{{id: o, name: "{hostile}"}}]
sources: [{{id: s, type: speech, title: "{hostile}"}}]
nodes:
  - {{claim: c, text: "{hostile}", by: [p, "=x"], position: [o, "=y \\e"], question: q, cite: {{source: s}}}}
  - {{claim: d, text: "{hostile}", against: c, conflicts: c, position: o}}
""",
    )
    for format in ("text", "csv", "json"):
        result = argmap("stats", "--format", format)
        assert result.status == 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.out + result.err)
    cells = [cell for row in csv.reader(io.StringIO(argmap("stats", "--format", "csv").out)) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (("--limit", "0"), "write a number of rows, 1 or more, or `all`"),
        (("--limit", "some"), "write a number of rows"),
        (("--format", "svg"), "it takes `text`"),
        (("positon:orthodox",), "did you mean `position`?"),
        (("orthodox",), "write `position:orthodox`"),
    ],
)
def test_wrong_words(project: Program, arguments: tuple[str, ...], cure: str) -> None:
    result = project("stats", *arguments)
    assert (result.status, result.out) == (2, "")
    assert cure in result.err
