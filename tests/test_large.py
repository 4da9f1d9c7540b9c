"""Large and hostile maps: what is printed grows with the map, not with its square.

The sizes are such that a walk of the whole map for each entry would be felt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

import pytest

from tests.conftest import Program

MANY = 3_200


def questions(number: int, under: Callable[[int], int | None]) -> list[str]:
    lines = ["questions:"]
    for each in range(number):
        above = under(each)
        lines.append(f"- {{id: q{each}, text: Q?{'' if above is None else f', under: q{above}'}}}")
    return lines


def write(argmap: Program, *parts: Iterable[str]) -> None:
    argmap.write("argmap.toml", "")
    argmap.write("claims/all.yaml", "\n".join(line for part in parts for line in part))


def chain(each: int) -> int | None:
    return each - 1 if each else None


def star(each: int) -> int | None:
    return 0 if each else None


def claims(number: int, more: str = "") -> list[str]:
    return [f"- {{claim: c{each}, text: Claim {each}., question: q{each}{more}}}" for each in range(number)]


def tallies(out: str) -> dict[str, str]:
    """The tally printed under each question."""
    return dict(re.findall(r"\[(q\d+)\]\n\s*(\S.*)\n", out))


@pytest.mark.parametrize("last_under", [None, 2 * MANY - 1], ids=["chain", "circle"])
def test_nested_questions(argmap: Program, last_under: int | None) -> None:
    write(argmap, questions(2 * MANY, lambda each: each - 1 if each else last_under), ["nodes:", "- {claim: c, text: T, question: q9}"])
    shown = argmap("show") if last_under else argmap("show", "q0", "--depth", "all")
    assert shown.status == 0
    assert len(shown.out) < 2 * MANY * 100
    found = tallies(shown.out)
    assert len(found) == 2 * MANY
    below = "1 claim, 0 for, 0 against" if last_under else "no claim answers it yet"
    assert found["q0"] == found["q9"] == "1 claim, 0 for, 0 against"
    assert found["q10"] == found[f"q{2 * MANY - 1}"] == below


def test_claims_of_nested_questions_are_counted_once(argmap: Program) -> None:
    every = ", ".join(f"q{each}" for each in range(MANY))
    write(argmap, questions(MANY, chain), ["nodes:", *claims(MANY), f"- {{claim: all, text: T, question: [{every}]}}"])
    found = tallies(argmap("show").out)
    assert [found[f"q{each}"] for each in (0, 1, MANY - 1)] == [f"{each:,} claims, 0 for, 0 against" for each in (MANY + 1, MANY, 2)]


def test_what_stands_under_a_circle_is_no_root(argmap: Program) -> None:
    write(argmap, questions(MANY, lambda each: each + 1 if each < MANY - 1 else MANY - 2))
    shown = argmap("show").out
    assert len(shown) < MANY * 100
    assert shown.count("\n") == 2 * MANY
    assert shown.startswith(f"? Q? [q{MANY - 2}]\n")


def test_many_questions_under_one(argmap: Program) -> None:
    write(argmap, ["positions:", "- {id: p, name: P}"], questions(2 * MANY, star), ["nodes:", *claims(2 * MANY, ", position: p")])
    tree = argmap("show", "q0", "--depth", "all").out
    assert tree.count("  * Claim ") == len(re.findall(r"\| c\d+$", tree, re.MULTILINE)) == 2 * MANY
    assert tallies(tree)["q0"] == f"{2 * MANY:,} claims, 0 for, 0 against"
    card = argmap("show", "p").out
    assert card.count("  * Claim ") == 2 * MANY
    assert card.count("\n  under q0\n") == 2 * MANY - 1


def test_trail_of_a_nested_question(argmap: Program) -> None:
    write(argmap, ["positions:", "- {id: p, name: P}"], questions(MANY, chain), ["nodes:", *claims(MANY, ", position: p")])
    card = argmap("show", "p").out
    assert len(card) < MANY * 150
    trails = re.findall(r"^  (under .*)$", card, re.MULTILINE)
    assert trails[:4] == ["under q0", "under q0 > q1", "under q0 > ... > q2", "under q0 > ... > q3"]
    assert len(trails) == MANY - 1


def test_causes_in_a_chain_of_conflicts(argmap: Program) -> None:
    nodes = [f"- {{claim: c{each}, text: T, question: q0, by: x, conflicts: [c{each + 1}]}}" for each in range(MANY - 1)]
    write(argmap, questions(1, chain), ["nodes:", *nodes, f"- {{claim: c{MANY - 1}, text: T, question: q0, by: x}}"])
    table = argmap("evaluate").out
    assert len(table) < MANY * 100
    assert len(re.findall(r" \| open: 0 for, 0 against, (?:1 clash|2 clashes) \| by `c", table)) == MANY


def test_grounds_that_are_all_lost(argmap: Program) -> None:
    nodes = [f"- {{claim: c{each}, text: T, for: [hub]}}" for each in range(MANY)]
    write(argmap, questions(1, chain), ["nodes:", "- {claim: hub, text: H, question: q0}", *nodes])
    assert f"by `c0` +{MANY - 1}" in argmap("evaluate", "hub").out
    assert argmap("evaluate", "--why", "hub").out.count("rested on: ") == MANY


def test_a_way_to_many_questions(argmap: Program) -> None:
    every = ", ".join(f"q{each}" for each in range(MANY))
    nodes = [f"- {{claim: c{each}, text: T, for: [c{each + 1}]}}" for each in range(MANY)]
    write(argmap, questions(MANY, star), ["nodes:", *nodes, f"- {{claim: c{MANY}, text: T, question: [{every}]}}"])
    card = argmap("show", "c0").out
    assert card.count("by way of c1 -> c2 -> ") == 12
    assert len(card) < 12 * MANY * 15


def test_cards_of_a_person_and_a_source(argmap: Program) -> None:
    every = ", ".join(f"c{each}" for each in range(MANY // 4))
    nodes = ["nodes:", f"- {{claim: hub, text: H, by: x, cite: [{{source: s}}], against: [{every}]}}"]
    for each in range(MANY // 4):
        nodes.append(f"- {{claim: c{each}, text: T, question: q0, by: x, cite: [{{source: s}}]}}")
        nodes.append(f"- {{rebuttal: r{each}, text: T, by: x, cite: [{{source: s}}], against: [hub]}}")
        nodes.append(f"- {{support: s{each}, text: T, by: x, cite: [{{source: s}}], for: [c{each}]}}")
    write(argmap, questions(1, chain), ["people:", "- {id: x, name: X}", "sources:", "- {id: s, title: S}"], nodes)
    person = argmap("show", "x").out
    assert person.count(" | hub\n") == MANY // 4 + 1
    assert "Left out" not in person
    source = argmap("show", "s").out
    assert f"Cited by: {3 * MANY // 4 + 1:,} nodes\n" in source
    assert source.count(" | hub\n") == MANY // 4
    assert max(len(person), len(source)) < 5 * MANY * 100


SMALL = """\
questions:
- {id: q0, text: Q?}
positions:
- {id: p, name: P}
people:
- {id: x, name: X}
sources:
- {id: s, title: S}
nodes:
- {claim: a, text: T, question: q0, position: p, by: x, cite: [{source: s}]}
- {support: b, text: T, for: [a]}
- {rebuttal: c, text: T, against: [a]}
"""


@pytest.mark.parametrize("id", ["p", "x", "s"])
@pytest.mark.parametrize("depth", ["0", "all"])
def test_depth_is_not_for_cards_without_a_tree(argmap: Program, id: str, depth: str) -> None:
    write(argmap, [SMALL])
    refused = argmap("show", id, "--depth", depth)
    assert (refused.status, refused.out) == (2, "")
    assert "`--depth` is for trees: questions and nodes" in refused.err
    assert f"see `argmap query` for the nodes of `{id}`" in refused.err
    assert argmap("show", "a", "--depth", depth).status == argmap("show", "q0", "--depth", depth).status == 0


@pytest.mark.parametrize("id", ["p", "x"])
def test_cards_say_what_they_leave_out(argmap: Program, id: str) -> None:
    write(argmap, [SMALL])
    whole = "node that supports these or replies further; `argmap show ID` of a claim shows it."
    assert argmap("show", id, columns=200).out.endswith(f"\n\nLeft out: 1 {whole}\n")
    assert json.loads(argmap("show", id, "--format", "json").out)["left_out"] == 1
    write(argmap, [SMALL, "- {rebuttal: d, text: T, against: [c]}"])
    assert argmap("show", id, columns=200).out.endswith(
        "\n\nLeft out: 2 nodes that support these or reply further; `argmap show ID` of a claim shows them.\n"
    )
    write(argmap, [SMALL.replace("{support: b, text: T, for: [a]}", "{support: b, text: T}")])
    assert "Left out" not in argmap("show", id).out
