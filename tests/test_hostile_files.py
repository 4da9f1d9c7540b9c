"""Faults that a hostile reader of the file format found, each with its place and cure."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Program

P = "questions: [{id: q, text: Why?}]\nsources: [{id: s, type: book, title: T}]\nnodes:\n"
OK = "  - {claim: ok, text: It is so., question: q, cite: [{source: s, at: p}]}\n"


def found(argmap: Program, text: str) -> list[tuple[str, str]]:
    """The rules that fire, each with the text under its caret."""
    argmap.write("claims/x.yaml", text)
    lines = text.splitlines()
    rows = []
    for each in json.loads(argmap("check", "--format", "json").out)["diagnostics"]:
        line = lines[each["start"]["line"] - 1] if each["path"] == "claims/x.yaml" else ""
        rows.append((each["rule"], line[each["start"]["column"] - 1 : each["end"]["column"] - 1]))
    return rows


def helps(argmap: Program, text: str) -> list[str]:
    argmap.write("claims/x.yaml", text)
    return [each["help"] for each in json.loads(argmap("check", "--format", "json").out)["diagnostics"]]


def node(fields: str) -> str:
    return P + OK + f"  - {{{fields}}}\n"


CITE = "cite: [{source: s, at: p}]"
CASES = {
    "comma in a text": (node(f"claim: a, text: He came, and won., question: q, {CITE}"), [("unknown-field", "and won.")]),
    "comma in a locator": (node("claim: a, text: A is so., question: q, cite: [{source: s, at: Introduction, n. 14}]"), [("unknown-field", "n. 14")]),
    "id beside the type": (node(f"claim: a, id: b, text: A is so., question: q, {CITE}"), [("unknown-field", "id")]),
    "field without a value": (node(f"claim: a, text: A is so., question: q, date: , {CITE}"), []),
    "one bad value keeps the citations": (
        node("claim: a, text: A is so., question: q, cite: [{source: s, at: p, by: true}, {source: zz, at: p}]"),
        [("wrong-shape", "true"), ("dangling-reference", "zz")],
    ),
    "places after an entry that is left out": (
        node(f"claim: a, text: A is so., question: q, for: [[x], nobody, ok], {CITE}"),
        [("wrong-shape", "["), ("dangling-reference", "nobody")],
    ),
    "a citation without source, one without locator": (
        node("claim: a, text: A is so., question: q, cite: [{at: x}, {source: s}]"),
        [("missing-field", "{"), ("missing-locator", "s")],
    ),
    "an empty list attaches nothing": (node(f"claim: a, text: A is so., question: [], {CITE}"), [("unattached-node", "a")]),
    "an attack on nothing": (node(f"claim: a, text: A is so., question: q, against: [], attack: limit, {CITE}"), [("void-link", "limit")]),
    "conflict with a support": (
        node(f"support: u, for: ok, text: U is so., {CITE}") + f"  - {{claim: b, text: B is so., question: q, conflicts: [u], {CITE}}}\n",
        [("void-link", "u")],
    ),
    "for and in conflict": (node(f"claim: a, text: A is so., question: q, for: ok, conflicts: ok, {CITE}"), [("supports-and-rebuts", "ok")]),
    "a misspelt question is no unused one": (node(f"claim: a, text: A is so., question: q, {CITE}").replace("question: q,", "question: qq,"), [
        ("dangling-reference", "qq"), ("dangling-reference", "qq"),
    ]),
    "an unknown type of node": (node(f"clam: a, text: A is so., {CITE}") + f"  - {{support: u, for: a, text: U is so., {CITE}}}\n", [("unknown-field", "clam")]),
    "a statement that ends with a question": (node(f"claim: a, text: 'He asked \"Why?\"', question: q, {CITE}"), []),
    "a question with emphasis": (node(f"claim: a, text: 'Why?!', question: q, {CITE}"), [("question-as-claim", "'Why?!'")]),
    "an ignore comment in the head of a block": (
        P + OK + f"  - claim: a\n    text: >-  # argmap: ignore[long-text]\n      Word {'word ' * 59}end.\n    question: q\n    {CITE}\n", [],
    ),
    "a claim that contradicts itself": (node(f"claim: a, text: A is so., question: q, conflicts: a, {CITE}"), [("self-reference", "a")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_found(argmap: Program, case: str) -> None:
    text, expected = CASES[case]
    assert found(argmap, text) == expected


@pytest.mark.parametrize(
    ("text", "help"),
    [
        (node(f"claim: a, text: He came, and won., question: q, {CITE}"), "put quotes around a text that contains a comma"),
        (P + '  - claim: a\n    text: "The order" was given.\n', "quote the whole text, from its first character on"),
        (P + "  - claim: a\n    text: [The] order was given.\n", "quote the whole text, from its first character on"),
        (P + "  - claim: a\n    text: *foo* bar\n", "quote a text that begins with `*` or `&`"),
        (P + "  - claim: a\n    question: [q\n    text: A is so.\n", "close the bracket that is opened here"),
        (P + "\t- claim: a\n", "indent with spaces; quote a text that starts with `@`, `` ` `` or `%`"),
        (node(f"claim: a, txt: A is so., question: q, {CITE}"), "did you mean `text`?"),
        (node(f"claim: a, tekst: A is so., question: q, {CITE}"), "did you mean `text`?"),
        (node(f"claim: a, text: A is so., fro: ok, {CITE}"), "did you mean `for`?"),
        (node(f"claim: a, text: A is so., for: true, {CITE}"), "write the id of a node, or `{id: some-id, ...}`"),
    ],
)
def test_cure(argmap: Program, text: str, help: str) -> None:
    assert helps(argmap, text) == [help]


def test_ignore_of_a_withheld_rule_is_not_called_unused(argmap: Program) -> None:
    argmap.write("claims/broken.yaml", "nodes: [")
    assert [rule for rule, _ in found(argmap, node("claim: a, text: A is so., for: b  # argmap: ignore[dangling-reference]\n  "))] == [
        "invalid-yaml",
        "uncited-node",
    ]


def test_links_of_ids_with_spaces_keep_apart(argmap: Program) -> None:
    argmap.write(
        "claims/x.yaml",
        "nodes:\n  - {claim: b, text: B., by: editor}\n  - {claim: b 2, text: B2., by: editor}\n  - {support: a, text: A., for: [b, b, b 2]}\n",
    )
    links = [link["id"] for link in json.loads(argmap("export").out)["links"]]
    assert len(set(links)) == 3


def test_many_ignores_on_one_line(argmap: Program) -> None:
    argmap.write("claims/x.yaml", P + OK.rstrip() + "# argmap: ignore[x] " * 20_000 + "\n" + "#" + " # argmap: ignore[" * 20_000 + "\n")
    assert argmap("check").status == 0
