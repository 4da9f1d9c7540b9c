"""Laws of the language of queries, over expressions and maps drawn at random."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.builder import build
from argmap.dates import parse_date
from argmap.errors import ArgmapError
from argmap.evaluation import evaluate
from argmap.query import Tree, compile, parse, printed
from argmap.query.fields import FIELDS, FLAGS, RELATIONS
from argmap.query.folding import folded
from argmap.query.parser import DEEPEST
from argmap.query.syntax import And, Condition, Flag, Not, Or, Relation, Value
from argmap.reader import read_document
from tests.conftest import Program, traceback_in
from tests.evaluation_maps import Entry, map_of, node_lists
from tests.test_query import MAP

THE_MAP = build([read_document("x.yaml", MAP.encode())]).map

# Syntax trees, whatever their words mean

NAMES = st.text("abcxyz-é김", min_size=1, max_size=6).filter(lambda name: name.lower() not in ("and", "or", "not", "-"))
BARE = st.text("abc:*-'\"é김.~?/", min_size=1, max_size=6).filter(lambda text: text[0] not in "'\"")
VALUES = st.one_of(st.builds(Value, BARE), st.builds(Value, st.text(max_size=8), st.just(True)))


def grown(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(trees, min_size=2, max_size=4).map(tuple)
    return st.one_of(st.builds(Not, trees), st.builds(And, several), st.builds(Or, several), st.builds(Relation, NAMES, trees))


CONDITIONS = st.builds(Condition, NAMES, st.lists(VALUES, min_size=1, max_size=3).map(tuple))
TREES = st.recursive(st.one_of(CONDITIONS, st.builds(Flag, NAMES)), grown, max_leaves=20)


@given(TREES)
@settings(max_examples=300)
def test_what_is_printed_is_read_as_the_same_tree(tree: Tree) -> None:
    assert parse(printed(tree)) == tree


@given(
    st.lists(st.sampled_from([*"()\"',: \n\\\x1b*", "and", "or ", "not ", "OR", "type:", "claim", "rebuts(", "by:lee", "김"]), max_size=25)
)
@settings(max_examples=300)
def test_any_text_is_a_tree_or_an_error_that_shows_a_place_in_it(pieces: list[str]) -> None:
    expression = "".join(pieces)
    try:
        tree = parse(expression)
    except ArgmapError as error:
        line, carets = error.excerpt
        assert carets.strip("^ ") == ""
        assert "^" in carets
        assert (line + carets).isprintable()
    else:
        assert parse(printed(tree)) == tree


@given(st.text(max_size=30))
def test_any_text_ends_well(text: str) -> None:
    for expression in (text, f"text:{text}", f'text:"{text}"', f"date:{text}", f"by:{text} or {text}"):
        try:
            found = compile(expression, THE_MAP).ids
        except ArgmapError:
            continue
        assert found <= THE_MAP.nodes.keys()


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "type:claim\x00", "text:\x1b[31m", "a" * 200, "--", "type:claim --", "*", "text:\u202e"]
)
def test_any_text_ends_well_as_a_command(argmap: Program, text: str) -> None:
    argmap.write("claims/map.yaml", MAP)
    result = argmap("query", text)
    assert result.status in (0, 1, 2)
    assert not traceback_in(result.err)
    assert "\x1b" not in result.err


@pytest.mark.parametrize("depth", [DEEPEST, DEEPEST + 1])
@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("not ", ""), ("rebuts(", ")"), ("not (", ")")])
def test_depth_is_bounded_and_reached(opening: str, closing: str, depth: int) -> None:
    times = depth // 2 if opening == "not (" and depth == DEEPEST else depth
    expression = opening * times + "type:claim" + closing * times
    if depth == DEEPEST:
        compile(expression, THE_MAP)
    else:
        with pytest.raises(ArgmapError, match="nested more than"):
            parse(expression)


# What an expression finds, against what the entries say

WORDS: dict[str, list[str]] = {
    "id": [*THE_MAP.nodes],
    "type": ["claim", "support", "rebuttal"],
    "position": [*THE_MAP.positions, "*", "none"],
    "by": [*THE_MAP.people, "editor", "*", "none"],
    "about": [*THE_MAP.people, "*", "none"],
    "cites": [*THE_MAP.sources, "*", "none"],
    "source": [*THE_MAP.sources, "*", "none"],
    "via": [*THE_MAP.sources, "*", "none"],
    "question": [*THE_MAP.questions, "*", "none"],
    "bears-on": [*THE_MAP.questions, *THE_MAP.nodes],
    "label": ["stands", "asserted", "open", "falls", "unsupported"],
    "certainty": ["asserted", "likely", "possible", "conjecture"],
    "tag": ["ports", "PORTS", "x", "*", "none"],
    "text": ["letter", "NO", "é"],
    "note": ["mis", "*", "none"],
    "quote": ["power", "*", "none"],
    "date": ["1950", "1949..1950-01", "1951..", "..1949", "*", "none"],
    "attack": ["rebut", "undermine", "undercut", "limit", "*", "none"],
}  # fmt: skip
SENSIBLE = st.one_of(
    st.sampled_from(sorted(WORDS)).flatmap(
        lambda field: st.builds(
            Condition, st.just(field), st.lists(st.sampled_from(WORDS[field]).map(Value), min_size=1, max_size=2).map(tuple)
        )
    ),
    st.sampled_from(sorted(FLAGS)).map(Flag),
)
QUERIES = st.recursive(
    SENSIBLE,
    lambda trees: st.one_of(
        st.builds(Not, trees),
        st.builds(And, st.lists(trees, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(trees, min_size=2, max_size=3).map(tuple)),
        st.builds(Relation, st.sampled_from(sorted(RELATIONS)), trees),
    ),
    max_leaves=8,
)

DATA: dict[str, dict[str, Any]] = {id: {"type": node.type, **node.model_dump(by_alias=True)} for id, node in THE_MAP.nodes.items()}
LABELS = evaluate(THE_MAP).labels


def ends(field: str, id: str) -> list[dict[str, Any]]:
    return [end for end in DATA[id].get(field, ()) if end["id"] in DATA]


@cache
def attacks() -> list[tuple[str, str, str, str | None]]:
    """From, to, how, and the link that is cut."""
    return [(id, end["id"], end["attack"] or DATA[id]["attack"] or "rebut", end["link"]) for id in DATA for end in ends("against", id)]


def is_open(attack: tuple[str, str, str, str | None]) -> bool:
    return not any(to == attack[0] and (how != "undercut" or cut in (None, attack[1])) for _, to, how, cut in attacks())


def under(question: str) -> set[str]:
    return {id for id, entry in THE_MAP.questions.items() if id == question or (entry.under and question in above(entry.under))}


def above(question: str) -> set[str]:
    of = THE_MAP.questions[question].under
    return {question} | (above(of) if of else set())


@cache
def leading_to(starts: frozenset[str]) -> set[str]:
    links = {
        *((id, end["id"]) for id in DATA for field in ("for", "against") for end in ends(field, id)),
        *((end["id"], id) for id in DATA for end in ends("premises", id)),
    }
    found: set[str] = set()
    while True:
        more = {one for one, other in links if other in starts | found}
        if more <= found:
            return found
        found |= more


def values(field: str, id: str) -> list[str]:
    """The values of a node as they are compared with what is asked for."""
    node, cites = DATA[id], DATA[id]["cite"]
    found: dict[str, Callable[[], list[Any]]] = {
        "id": lambda: [id],
        "type": lambda: [node["type"]],
        "by": lambda: [*node["by"], *(by for cite in cites for by in cite["by"])],
        "cites": lambda: [cite[key] for cite in cites for key in ("source", "via")],
        "source": lambda: [cite["source"] for cite in cites],
        "via": lambda: [cite["via"] for cite in cites],
        "certainty": lambda: [node["certainty"], *(cite["certainty"] for cite in cites)],
        "tag": lambda: [tag.lower() for tag in node["tags"]],
        "note": lambda: [node["note"], *(cite["note"] for cite in cites)],
        "quote": lambda: [cite["quote"] for cite in cites],
        "text": lambda: [node["text"]],
        "date": lambda: [node["date"]],
        "attack": lambda: [how for one, _, how, _ in attacks() if one == id],
        "label": lambda: [LABELS[id]],
    }
    return [value for value in found.get(field, lambda: node.get(field, []))() if value]


def meets(field: str, wanted: str, id: str) -> bool:
    if field == "bears-on":
        answers = {each for each in DATA if set(DATA[each].get("question", ())) & under(wanted)} if wanted in THE_MAP.questions else set()
        return id in answers | leading_to(frozenset(answers or {wanted}))
    own = values(field, id)
    if wanted in ("*", "none") and FIELDS[field].may_be_absent:
        return bool(own) == (wanted == "*")
    if field == "question":
        return bool(set(own) & under(wanted))
    if field in ("text", "note", "quote"):
        return any(folded(wanted) in folded(text) for text in own)
    if field == "date":
        since, dots, until = wanted.partition("..")
        first = parse_date(since).earliest if since else (-9999, 1, 1)
        last = parse_date(until if dots else since).latest if until or not dots else (9999, 1, 1)
        return any(parse_date(date).latest >= first and parse_date(date).earliest <= last for date in own)
    return (wanted.lower() if field == "tag" else wanted) in own


def flagged(flag: str, id: str) -> bool:
    own = [attack for attack in attacks() if attack[0] == id]
    return {
        "unanswered": any(is_open(attack) for attack in own),
        "answered": bool(own) and not any(is_open(attack) for attack in own),
        "contested": any(attack[1] == id for attack in attacks()),
        "granted": bool(DATA[id].get("granted")),
        "editorial": "editor" in values("by", id)
        or any(e["editorial"] for f in ("for", "against", "premises") for e in DATA[id].get(f, ())),
    }[flag]


@cache
def partners(relation: str, id: str) -> set[str]:
    """The nodes to which a node stands in a relation."""
    of = DATA[id].get("variant_of")
    found: dict[str, set[str]] = {
        "rebuts": {to for one, to, _, _ in attacks() if one == id},
        "undermines": {to for one, to, how, _ in attacks() if one == id and how == "undermine"},
        "undercuts": {to for one, to, how, _ in attacks() if one == id and how == "undercut"},
        "limits": {to for one, to, how, _ in attacks() if one == id and how == "limit"},
        "answered-by": {one for one, to, _, _ in attacks() if to == id},
        "supports": {end["id"] for end in ends("for", id)},
        "supported-by": {each for each in DATA if any(end["id"] == id for end in ends("for", each))},
        "needs": {end["id"] for end in ends("premises", id)},
        "needed-by": {each for each in DATA if any(end["id"] == id for end in ends("premises", each))},
        "conflicts-with": {each for each in DATA if each in DATA[id].get("conflicts", ()) or id in DATA[each].get("conflicts", ())},
        "variant-of": {of} if of else set(),
        "has-variant": {each for each in DATA if DATA[each].get("variant_of") == id},
    }
    return found["rebuts" if relation == "attacks" else relation]


def brute(tree: Tree) -> set[str]:
    """The nodes that match, by the letter of docs/query.md, one by one."""
    match tree:
        case Condition(field, wanted):
            return {id for id in DATA if any(meets(field, value.text, id) for value in wanted)}
        case Flag(name):
            return {id for id in DATA if flagged(name, id)}
        case Relation(name, of):
            others = brute(of)
            return {id for id in DATA if partners(name, id) & others}
        case Not(of):
            return DATA.keys() - brute(of)
        case And(parts):
            return set.intersection(*map(brute, parts))
        case Or(parts):
            return set.union(*map(brute, parts))


def asked(tree: Tree) -> set[str]:
    return compile(printed(tree), THE_MAP).ids


@given(QUERIES)
@settings(max_examples=300, deadline=None)
def test_an_expression_finds_what_its_words_say(tree: Tree) -> None:
    assert asked(tree) == brute(tree), printed(tree)


@given(QUERIES, QUERIES)
@settings(deadline=None)
def test_laws_of_logic(one: Tree, other: Tree) -> None:
    assert asked(Not(Not(one))) == asked(one)
    assert asked(Not(And((one, other)))) == asked(Or((Not(one), Not(other))))
    assert asked(Not(Or((one, other)))) == asked(And((Not(one), Not(other))))
    assert asked(And((one, other))) == asked(And((other, one))) == asked(one) & asked(other)
    assert compile(f"({printed(one)}) ({printed(other)})", THE_MAP).ids == asked(And((one, other)))
    assert compile(printed(one), THE_MAP, options=other).ids == asked(And((one, other)))
    query = compile(printed(one), THE_MAP)
    assert [node.id for node in query.nodes] == [id for id, node in THE_MAP.nodes.items() if query(node)]


@given(node_lists(), st.data(), st.sampled_from(["default", "strict"]))
@settings(max_examples=150)
def test_labels_of_some_nodes_are_those_of_the_whole(nodes: list[Entry], data: st.DataObject, burden: Any) -> None:
    map = map_of(nodes)
    some = data.draw(st.sets(st.sampled_from([*map.nodes]), max_size=3)) if map.nodes else set()
    whole, part = evaluate(map, burden).labels, evaluate(map, burden, of=some)
    assert {id: part.label(id) for id in some} == {id: whole[id] for id in some}
    assert all(whole[id] == label for id, label in part.labels.items())
