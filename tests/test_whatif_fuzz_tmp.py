"""What-if and critical: forged letters, lost works, schools and people; brute force and naive labels as oracles."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from argmap.builder import build
from argmap.errors import ArgmapError
from argmap.evaluation import critical as critical_module
from argmap.evaluation import evaluate
from argmap.evaluation.critical import critical, critical_for
from argmap.evaluation.framework import Burden
from argmap.evaluation.grounded import IN, OUT
from argmap.evaluation.whatif import Change, touched, what_if
from argmap.model import ArgumentMap
from argmap.reader import read_document
from tests.evaluation_maps import Argument, Entry, compiled, is_asserted, map_of, naive_grounded, node_lists, read_nodes, written_links

RECORDS = """
questions:
  - {id: who-began, text: Who began it?}
positions:
  - {id: orthodox, name: Orthodox school}
  - {id: revisionist, name: Revisionist school}
people:
  - {id: stueck, name: William Stueck}
  - {id: cumings, name: Bruce Cumings}
sources:
  - {id: the-letter, type: personal_communication}
  - {id: the-diary, type: personal_communication}
  - {id: kim-2019, type: thesis}
  - {id: lai-2021, type: thesis}
nodes:
"""


def read(nodes: str) -> ArgumentMap:
    made = build([read_document("x.yaml", (RECORDS + nodes).encode())])
    assert {fault.rule for _, fault in made.faults} <= {"missing-field"}, made.faults
    return made.map


def shifts(change: Change) -> dict[str, str]:
    return {shift.id: f"{shift.old} -> {shift.new}" for shift in change.shifts}


FORGED = """
  - {claim: north-began, question: who-began, by: stueck, cite: {source: kim-2019}}
  - {support: order-of-may, for: north-began, cite: {source: the-letter, via: kim-2019}}
  - {claim: south-began, question: who-began, by: cumings, conflicts: north-began}
  - {support: border-raids, for: south-began, cite: {source: lai-2021}}
"""
SECOND_WITNESS = "  - {support: plan-found, for: north-began, cite: {source: the-diary, via: kim-2019}}\n"


def test_forged_letter_was_the_only_witness() -> None:
    change = what_if(evaluate(read(FORGED)), without=["the-letter"])
    assert change.removed == ("order-of-may",)
    assert shifts(change) == {"north-began": "open -> falls", "order-of-may": "stands -> falls", "south-began": "open -> stands"}
    north, order, south = change.shifts
    assert (north.links, north.clashes) == (("order-of-may for north-began",), ())
    assert (order.links, order.clashes) == ((), ())
    assert (south.links, south.clashes) == ((), ("north-began",))
    assert change.after.labels["south-began"] == "stands"


def test_forged_letter_and_a_second_witness() -> None:
    change = what_if(evaluate(read(FORGED + SECOND_WITNESS)), without=["the-letter"])
    assert shifts(change) == {"order-of-may": "stands -> falls"}
    assert change.holding == ("north-began",)


def test_both_witnesses_lost() -> None:
    evaluation = evaluate(read(FORGED + SECOND_WITNESS))
    for lost in (["the-letter", "the-diary"], ["the-letter", "plan-found"], ["order-of-may", "plan-found"]):
        change = what_if(evaluation, without=lost)
        assert change.removed == ("order-of-may", "plan-found")
        assert shifts(change)["north-began"] == "open -> falls"


def test_losing_a_node_is_not_deleting_its_line() -> None:
    before, after = "  - {claim: c, by: stueck}\n  - {support: s, for: c}\n", "  - {claim: c, by: stueck}\n"
    assert evaluate(read(after)).labels["c"] == "asserted"
    assert what_if(evaluate(read(before)), without=["s"]).after.labels["c"] == "falls"


TWICE_CITED = """
  - {claim: c}
  - {support: s, for: c, cite: [{source: the-letter}, {source: the-diary}]}
  - {support: t, for: c, cite: [{source: the-letter, at: a}, {source: the-letter, at: b}]}
  - {support: u, for: c}
"""


def test_weakened() -> None:
    evaluation = evaluate(read(TWICE_CITED))
    lost = touched(evaluation.map, "the-letter")
    assert (lost.kind, lost.falls, lost.weakened) == ("source", ("t",), ("s",))
    change = what_if(evaluation, without=["the-letter"])
    assert change.weakened == ("s",)
    assert shifts(change) == {"t": "stands -> falls"}
    together = what_if(evaluation, without=["the-letter", "the-diary"])
    assert (together.removed, together.weakened) == (("s", "t"), ())


def test_weakened_only_if_its_label_holds() -> None:
    nodes = "  - {support: s, for: c, premises: p}\n  - {claim: c}\n"
    nodes += "  - {claim: p, by: [stueck, cumings]}\n  - {rebuttal: r, against: p, attack: undermine, by: stueck}\n"
    evaluation = evaluate(read(nodes))
    assert evaluation.labels["p"] == "falls"
    change = what_if(evaluation, without=["stueck"])
    assert touched(evaluation.map, "stueck").weakened == ("p",)
    assert shifts(change) == {"s": "falls -> stands", "c": "falls -> stands", "p": "falls -> asserted", "r": "stands -> falls"}
    assert change.weakened == ()


def test_via() -> None:
    nodes = """
  - {claim: c}
  - {support: read-in-it, for: c, cite: {source: the-letter, via: kim-2019}}
  - {support: said-by-it, for: c, cite: {source: kim-2019}}
  - {support: both-ways, for: c, cite: [{source: the-letter, via: kim-2019}, {source: kim-2019}]}
  - {support: also-elsewhere, for: c, cite: [{source: the-letter, via: kim-2019}, {source: the-letter, via: lai-2021}]}
  - {support: not-at-all, for: c, cite: {source: the-letter, via: lai-2021}}
  - {support: uncited, for: c}
"""
    map = read(nodes)
    assert touched(map, "via:kim-2019").falls == ("read-in-it", "said-by-it", "both-ways")
    assert touched(map, "via:kim-2019").weakened == ("also-elsewhere",)
    assert touched(map, "via:kim-2019").kind == "via"
    assert (touched(map, "kim-2019").falls, touched(map, "kim-2019").weakened) == (("said-by-it",), ("both-ways",))
    assert touched(map, "the-letter").falls == ("read-in-it", "also-elsewhere", "not-at-all")


HELD = """
  - {claim: alone, by: stueck, position: orthodox}
  - {claim: in-citation, cite: {source: kim-2019, by: stueck}}
  - {claim: twice, by: stueck, cite: {source: kim-2019, by: stueck}}
  - {claim: shared, by: [stueck, cumings], position: [orthodox, revisionist]}
  - {claim: shared-by-citation, by: stueck, cite: {source: kim-2019, by: cumings}}
  - {claim: of-the-editor, by: editor}
  - {claim: about-him, about: stueck, by: cumings}
"""


def test_person_and_position() -> None:
    map = read(HELD)
    person = touched(map, "stueck")
    assert person.falls == ("alone", "in-citation", "twice")
    assert person.weakened == ("shared", "shared-by-citation")
    position = touched(map, "orthodox")
    assert (position.kind, position.falls, position.weakened) == ("position", ("alone",), ("shared",))
    assert touched(map, "editor").falls == ("of-the-editor",)
    change = what_if(evaluate(map), without=["stueck"])
    assert shifts(change) == dict.fromkeys(person.falls, "asserted -> falls")
    assert change.weakened == person.weakened
    assert what_if(evaluate(map), without=["orthodox", "revisionist"]).removed == ("alone", "shared")


def test_a_map_with_errors() -> None:
    map = read("  - {claim: c, by: nobody, cite: {source: lost-work, via: lost-book}}\n")
    for id, kind in (("nobody", "person"), ("lost-work", "source"), ("via:lost-book", "via")):
        assert (touched(map, id).kind, touched(map, id).falls) == (kind, ("c",))


@pytest.mark.parametrize(
    ("id", "message", "help"),
    [
        ("north-begn", "nothing is called `north-begn`", "did you mean `north-began` or `south-began`?"),
        ("the-leter", "nothing is called `the-leter`", "did you mean `the-letter`?"),
        ("bruce cuming", "nothing is called `bruce cuming`", "did you mean `cumings`?"),
        ("via:kim-2018", "no source is called `kim-2018`", "did you mean `via:kim-2019`?"),
        ("via:north-began", "no source is called `north-began`", "name a node, a source, `via:` and a source, a position or a person"),
        ("via:", "no source is called ``", "name a node, a source, `via:` and a source, a position or a person"),
        ("", "nothing is called ``", "name a node, a source, `via:` and a source, a position or a person"),
        ("xyzzy", "nothing is called `xyzzy`", "name a node, a source, `via:` and a source, a position or a person"),
        ("who-began", "`who-began` is a question, not a statement", "claims that answer it: `north-began` or `south-began`"),
    ],
)
def test_unknown_ids(id: str, message: str, help: str) -> None:
    evaluation = evaluate(read(FORGED))
    for call in (lambda: touched(evaluation.map, id), lambda: what_if(evaluation, assume=[id]), lambda: critical_for(evaluation, id)):
        with pytest.raises(ArgmapError) as error:
            call()
        assert (error.value.message, error.value.help) == (message, help)


def test_critical_for_what_is_no_node() -> None:
    with pytest.raises(ArgmapError, match="`the-letter` is not a node"):
        critical_for(evaluate(read(FORGED)), "the-letter")


def test_lost_and_assumed_at_once() -> None:
    evaluation = evaluate(read(FORGED))
    with pytest.raises(
        ArgmapError, match=r"`order-of-may` is both lost \(`--without the-letter`\) and assumed \(`--assume order-of-may`\)"
    ):
        what_if(evaluation, without=["the-letter"], assume=["order-of-may"])
    mixed = what_if(evaluation, without=["the-letter"], assume=["north-began"])
    assert shifts(mixed) == {"north-began": "open -> stands", "order-of-may": "stands -> falls", "south-began": "open -> falls"}


def test_assume() -> None:
    nodes = """
  - {claim: c}
  - {support: s, for: c, premises: p}
  - {rebuttal: r, against: s, attack: undermine}
  - {claim: p}
"""
    change = what_if(evaluate(read(nodes)), assume=["s"])
    assert shifts(change) == {"c": "unsupported -> stands", "s": "unsupported -> stands"}
    assert change.shifts[0].links == ("s for c",)
    change = what_if(evaluate(read(nodes)), assume=["p"])
    assert shifts(change) == {"c": "unsupported -> falls", "s": "unsupported -> falls", "p": "unsupported -> stands"}


def test_a_bare_assertion_that_is_assumed_attacks_what_has_evidence() -> None:
    nodes = """
  - {claim: c, by: stueck}
  - {support: s, for: c}
  - {claim: d, by: cumings, conflicts: c}
  - {claim: e, by: cumings, against: c}
"""
    evaluation = evaluate(read(nodes))
    assert [evaluation.labels[id] for id in ("c", "d", "e")] == ["stands", "falls", "asserted"]
    by_conflict = what_if(evaluation, assume=["d"])
    assert shifts(by_conflict) == {"c": "stands -> falls", "d": "falls -> stands"}
    assert by_conflict.shifts[0].clashes == ("d",)
    by_attack = what_if(evaluation, assume=["e"])
    assert by_attack.shifts[0].links == ("e against c",)
    assert shifts(by_attack)["c"] == "stands -> open"


def test_assumed_is_all_that_an_id_has_a_part_in() -> None:
    change = what_if(evaluate(read(HELD)), assume=["stueck"])
    assert change.assumed == ("alone", "in-citation", "twice", "shared", "shared-by-citation")
    assert set(shifts(change).values()) == {"asserted -> stands"}


def test_undercuts_are_named() -> None:
    nodes = """
  - {claim: c}
  - {support: s, for: c}
  - {rebuttal: u, against: s, attack: undercut}
  - {rebuttal: v, against: u, attack: undermine}
"""
    change = what_if(evaluate(read_nodes(nodes)), without=["v"])
    assert change.shifts[0].links == ("s for c", "u against s")
    assert change.shifts[1].links == ("v against u",)


def test_chain_without_recursion() -> None:
    size = 5_000
    nodes = "- {support: s, for: c0}\n" + "".join(f"- {{claim: c{n}, for: c{n + 1}}}\n" for n in range(size)) + f"- {{claim: c{size}}}\n"
    evaluation = evaluate(read_nodes(nodes))
    assert len(what_if(evaluation, without=["s"]).shifts) == size + 2
    assert [[ground.ids for ground in loss] for loss in critical_for(evaluation, f"c{size}").losses] == [[("s",)]]


# Critical


def test_critical_ranks_sources_and_nodes() -> None:
    nodes = """
  - {claim: c}
  - {claim: d, for: c}
  - {support: s, for: d, cite: {source: the-letter}}
  - {support: t, for: e, cite: {source: the-diary}}
  - {support: u, for: e, cite: {source: the-diary}}
  - {claim: e}
"""
    points = critical(evaluate(read(nodes)))
    assert [(point.id, point.kind, point.removed, point.changed) for point in points] == [
        ("the-letter", "source", ("s",), ("c", "d")),
        ("s", "node", ("s",), ("c", "d")),
        ("the-diary", "source", ("t", "u"), ("e",)),
        ("d", "node", ("d",), ("c",)),
    ]
    assert critical(evaluate(read(nodes)), limit=2) == points[:2]
    assert critical(evaluate(read(""))) == []


def losses(nodes: str, claim: str) -> list[list[tuple[str, ...]]]:
    return [[ground.ids for ground in loss] for loss in critical_for(evaluate(read(nodes)), claim).losses]


def test_critical_for_a_claim() -> None:
    assert losses("  - {claim: c}\n  - {support: s, for: c, cite: {source: the-letter}}\n", "c") == [[("s", "the-letter")]]
    assert losses(TWICE_CITED, "c") == []  # needs three
    two = "  - {claim: c}\n  - {support: s, for: c, cite: {source: kim-2019}}\n  - {support: t, for: c, cite: {source: kim-2019}}\n"
    assert losses(two, "c") == [[("kim-2019",)], [("s",), ("t",)]]


def test_critical_for_counts_those_that_defend() -> None:
    nodes = """
  - {claim: c}
  - {support: s, for: c}
  - {rebuttal: r, against: c, attack: undermine}
  - {rebuttal: a, against: r, attack: undermine}
  - {rebuttal: b, against: r, attack: undermine}
"""
    assert losses(nodes, "c") == [[("s",)], [("a",), ("b",)]]


def test_critical_for_counts_a_ground_that_rises_later() -> None:
    """`spare` is cut as long as `main` stands; with both lost nothing is left."""
    nodes = """
  - {claim: c}
  - {support: main, for: c}
  - {support: spare, for: c}
  - {rebuttal: cut, against: spare, attack: undermine, premises: main}
"""
    assert losses(nodes, "c") == [[("main",), ("spare",)]]


def test_critical_for_asserted_claims_and_what_does_not_stand() -> None:
    nodes = "  - {claim: c, cite: {source: kim-2019}}\n  - {claim: d, by: stueck, for: c}\n  - {claim: e}\n"
    found = critical_for(evaluate(read(nodes)), "c")
    assert (found.label, found.known_from, found.complete) == ("stands", "kim-2019", True)
    assert [[ground.ids for ground in loss] for loss in found.losses] == [[("d",)]]
    assert critical_for(evaluate(read(nodes)), "d").losses == ()
    not_standing = critical_for(evaluate(read(nodes)), "e")
    assert (not_standing.label, not_standing.losses, not_standing.known_from) == ("unsupported", (), None)


def test_critical_for_says_when_pairs_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes = "- {claim: c}\n- {claim: d}\n"
    for side, number in product("ab", range(4)):  # two chains of premises, four long
        needs = f", premises: {side}{number + 1}" if number < 3 else ""
        nodes += f"- {{support: {side}{number}, for: {'d' if number else 'c'}{needs}}}\n"
    evaluation = evaluate(read_nodes(nodes))
    whole = critical_for(evaluation, "c")
    assert whole.complete
    assert len(whole.losses) == 16
    monkeypatch.setattr(critical_module, "MAX_PAIRS", 5)
    part = critical_for(evaluation, "c")
    assert (part.complete, len(part.losses)) == (False, 5)
    assert set(part.losses) <= set(whole.losses)


# Properties

BURDENS: tuple[Burden, ...] = ("default", "strict")
SIGNS = {IN: "in", OUT: "out"}


@st.composite
def maps_and_node(draw: st.DrawFn) -> tuple[list[Entry], str, Burden]:
    nodes = draw(node_lists())
    return nodes, draw(st.sampled_from([node["id"] for node in nodes])), draw(st.sampled_from(BURDENS))


def signs(change: Change) -> dict[str, str]:
    """in, out or undecided."""
    made = change.after
    return {id: SIGNS.get(made.arguments[argument], "undecided") for id, argument in made.framework.statements.items()}


@settings(deadline=None, max_examples=3000)
@given(maps_and_node())
def test_without_a_node_is_to_undermine_it(drawn: tuple[list[Entry], str, Burden]) -> None:
    nodes, lost, burden = drawn
    killer: Entry = {"type": "rebuttal", "id": "killer", "against": [{"id": lost, "attack": "undermine"}]}
    by_hand = dict(evaluate(map_of([*nodes, killer]), burden).labels)
    del by_hand["killer"]
    assert what_if(evaluate(map_of(nodes), burden), without=[lost]).after.labels == by_hand


@settings(deadline=None, max_examples=3000)
@given(maps_and_node())
def test_without_a_node_is_to_delete_its_links(drawn: tuple[list[Entry], str, Burden]) -> None:
    """A claim it was for keeps a support, and a node that needs it a premise, that nothing can make stand."""
    nodes, lost, burden = drawn
    links = [link for link, _ in written_links(nodes)]
    dead: Entry = {"type": "support", "id": "dead", "premises": [{"id": "nobody"}]}
    dead["for"] = [{"id": link[2]} for link in links if link[:2] == (lost, "support")]
    by_hand: list[Entry] = [dead, {"type": "claim", "id": "nobody"}]
    for node in nodes:
        if node["id"] == lost:
            node = {key: value for key, value in node.items() if key not in ("for", "against", "attack", "conflicts")}
        else:
            node = {**node, "conflicts": [id for id in node.get("conflicts", ()) if id != lost]}
            if "premises" in node:
                node["premises"] = [{"id": "nobody"} if end["id"] == lost else end for end in node["premises"]]
            if node["type"] != "claim":
                del node["conflicts"]
        if node["type"] == "support":
            node = {"for": [], **node}
        by_hand.append(node)
    expected = evaluate(map_of(by_hand), burden)
    found = signs(what_if(evaluate(map_of(nodes), burden), without=[lost]))
    for id in found.keys() - {lost}:
        assert found[id] == SIGNS.get(expected.arguments[expected.framework.statements[id]], "undecided"), id


@settings(deadline=None, max_examples=3000)
@given(maps_and_node(), st.data())
def test_forced_labels_against_a_naive_labelling(drawn: tuple[list[Entry], str, Burden], data: st.DataObject) -> None:
    nodes, _, burden = drawn
    ids = st.lists(st.sampled_from([node["id"] for node in nodes]), max_size=2)
    lost, taken = data.draw(ids), data.draw(ids)
    assume(not set(lost) & set(taken))
    granted: list[Entry] = []
    for node in nodes:
        extra: Entry = {"granted": True} if node["type"] == "claim" else {"premises": []}
        granted.append({**node, **extra} if node["id"] in taken else node)
    never: Argument = ("never",)
    attackers = compiled(granted, burden == "strict") | {never: set()}
    attackers |= {("s", id): {never} for id in lost} | {("s", id): set() for id in taken}
    expected = naive_grounded(attackers)
    change = what_if(evaluate(map_of(nodes), burden), lost, taken)
    assert signs(change) == {id: expected["s", id] for id in change.after.map.nodes}
    before = evaluate(map_of(nodes), burden)
    for shift in change.shifts:
        assert (shift.old, shift.new) == (before.labels[shift.id], change.after.labels[shift.id])
        moved = (
            before.arguments[before.framework.statements[shift.id]] != change.after.arguments[change.after.framework.statements[shift.id]]
        )
        if shift.id not in (*lost, *taken) and moved:
            assert shift.links or shift.clashes
        assert len(set(shift.links)) == len(shift.links)


@settings(deadline=None, max_examples=3000)
@given(maps_and_node())
def test_what_is_unrelated_changes_nothing(drawn: tuple[list[Entry], str, Burden]) -> None:
    nodes, id, burden = drawn
    alone: list[Entry] = [{"type": "claim", "id": "c"}, {"type": "support", "id": "s", "for": [{"id": "c"}]}]
    evaluation = evaluate(map_of([*nodes, *alone]), burden)
    for change in (what_if(evaluation, without=["s"]), what_if(evaluation, assume=["s"]), what_if(evaluation, assume=["c"])):
        assert set(shifts(change)) <= {"c", "s"}
    assert not {"c", "s"} & set(shifts(what_if(evaluation, without=[id])))
    assert what_if(evaluation).shifts == ()


@settings(deadline=None, max_examples=3000)
@given(node_lists(), st.sampled_from(BURDENS))
def test_critical_agrees_with_what_if(nodes: list[Entry], burden: Burden) -> None:
    evaluation = evaluate(map_of(nodes), burden)
    found = {point.id: point.changed for point in critical(evaluation)}
    ids = [node["id"] for node in nodes] + [citation["source"] for node in nodes for citation in node.get("cite", ())]
    for id in ids:
        change = what_if(evaluation, without=[id])
        assert found.get(id, ()) == tuple(shift.id for shift in change.shifts if shift.id not in change.removed)
    counts = [len(changed) for changed in found.values()]
    assert counts == sorted(counts, reverse=True)


@settings(deadline=None, max_examples=3000)
@given(maps_and_node())
def test_critical_for_against_brute_force(drawn: tuple[list[Entry], str, Burden]) -> None:
    nodes, claim, burden = drawn
    evaluation = evaluate(map_of(nodes), burden)
    supported = {link[2] for link, _ in written_links(nodes) if link[1] == "support"}
    removed: dict[str, set[str]] = {"y": {node["id"] for node in nodes if "cite" in node} - {claim}}
    for node in nodes:
        if node["type"] != "claim" or node.get("granted") or is_asserted(node, supported, burden == "strict"):
            removed[node["id"]] = {node["id"]}
    removed.pop(claim, None)

    def falls(*ids: str) -> bool:
        lost = [node for id in ids for node in removed[id]]
        return signs(what_if(evaluation, without=lost))[claim] != "in"

    expected = set()
    if not falls():
        alone = {id for id in removed if falls(id)}
        pairs = {frozenset(pair) for pair in combinations(removed.keys() - alone, 2) if falls(*pair)}
        expected = {frozenset((id,)) for id in alone} | pairs
    result = critical_for(evaluation, claim)
    found = [frozenset(each) for loss in result.losses for each in product(*(ground.ids for ground in loss))]
    assert result.complete
    assert set(found) == expected
    assert len(found) == len(set(found))
