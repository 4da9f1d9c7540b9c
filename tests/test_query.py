"""The language of queries: what it finds, what it says of mistakes, and how what is found is printed."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import pytest
from rich.cells import cell_len

from argmap import load
from argmap.query import compile
from tests.conftest import ROOT, Program, traceback_in

MAP = r"""
questions:
  - {id: war, text: Why war?}
  - {id: aim, text: What aim?, under: war}
  - {id: apart, text: What else?}
positions:
  - {id: old, name: Old school}
  - {id: new, name: New school}
people:
  - {id: lee, name: Ann Lee, aliases: [A. L.]}
  - {id: ulam, name: Adam Ulam}
  - {id: kolko-g, name: Gabriel Kolko, short: G. Kolko}
  - {id: kolko-j, name: Joyce Kolko, short: J. Kolko}
sources:
  - {id: book, type: book, title: Book}
  - {id: letter, type: personal_communication, title: Letter}
nodes:
  - {claim: c1, text: "Moscow meant war; Łódź, CAFÉ and 김일성 too.", question: aim, position: old, by: ulam, date: "1950", tags: [Ports], cite: {source: book, at: p. 1}}
  - {claim: c2, text: "Nobody’s plan\n  was made.", question: [war, apart], position: [old, new], by: kolko-g, conflicts: c1, certainty: likely, date: "1950-06~"}
  - {claim: c3, text: A step., for: {id: c1, editorial: true}, variant_of: c2, date: "195X", note: "a Remark"}
  - {support: s1, text: The letter says so., for: [c1], premises: [c4], about: lee, date: 1949-12/1950-02, cite: {source: letter, via: book, at: n. 1, by: lee, certainty: possible, quote: "balance of power", note: misread}}
  - {claim: c4, text: The letter is real., granted: true, by: editor}
  - {rebuttal: r1, text: "It is forged, ’tis said.", against: [s1], attack: undermine, by: kolko-j, date: "1951"}
  - {rebuttal: r2, text: It is not., against: [r1], attack: undercut}
  - {rebuttal: r3, text: Too narrow., against: [{id: c1, attack: limit}, {id: r2, attack: rebut}, nowhere], date: "1850"}
  - {rebuttal: r4, text: No., against: [{id: s1, attack: undercut, link: c1}], position: new}
  - {claim: ring1, text: Round., for: ring2, by: lee}
  - {claim: ring2, text: And round., for: ring1}
"""


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write("claims/map.yaml", MAP)
    return argmap


def ids(program: Program, *arguments: str) -> str:
    result = program("query", "--format", "ids", *arguments)
    assert result.status == (0 if result.out else 1), result.err
    return " ".join(result.out.split())


FOUND = {
    "id:c1,r1": "c1 r1",
    "type:rebuttal": "r1 r2 r3 r4",
    "type:claim and position:new": "c2",
    "type:claim or position:new": "c1 c2 c3 c4 r4 ring1 ring2",
    "type:claim position:old": "c1 c2",
    "not type:claim not type:rebuttal": "s1",
    "type:support or type:claim and by:ulam": "c1 s1",
    "(type:support or type:claim) AND by:ulam": "c1",
    "NOT (type:claim OR type:rebuttal)": "s1",
    "not not type:support": "s1",
    "not(type:claim or type:rebuttal)": "s1",
    "type:support,claim by:lee , ulam": "c1 s1 ring1",
    "by:lee": "s1 ring1",
    "by:editor": "c4",
    "by:kolko": "c2 r1",
    'by:"G. KOLKO"': "c2",
    "by:none": "c3 r2 r3 r4 ring2",
    "not by:*": "c3 r2 r3 r4 ring2",
    "position:none type:rebuttal": "r1 r2 r3",
    "about:lee": "s1",
    "about:*": "s1",
    "cites:book": "c1 s1",
    "source:book": "c1",
    "via:book": "s1",
    "cites:none type:claim": "c2 c3 c4 ring1 ring2",
    "question:war": "c1 c2",
    "question:aim": "c1",
    "question:none type:claim": "c3 c4 ring1 ring2",
    "bears-on:aim": "c1 c3 s1 c4 r1 r2 r3 r4",
    "bears-on:war": "c1 c2 c3 s1 c4 r1 r2 r3 r4",
    "bears-on:s1": "c4 r1 r2 r3 r4",
    "bears-on:r1": "r2 r3",
    "bears-on:ring1": "ring1 ring2",
    "certainty:likely": "c2",
    "certainty:possible": "s1",
    "certainty:asserted type:support": "s1",
    "tag:ports": "c1",
    "tag:*": "c1",
    "text:MOSCOW": "c1",
    "text:lodz text:cafe": "c1",
    'text:"nobody\'s plan was"': "c2",
    "text:nobody's": "c2",
    "text:\"'tis said\"": "r1",
    "text:김일": "c1",
    f"text:{unicodedata.normalize('NFD', '김일성')}": "c1",
    "text:step,letter": "c3 s1 c4",
    "note:remark": "c3",
    "note:misread": "s1",
    "note:*": "c3 s1",
    "note:none type:support": "",
    'note:"none"': "",
    'quote:"of power"': "s1",
    "quote:none type:support": "",
    "date:1950": "c1 c2 c3 s1",
    "date:1950-03..1950-05": "c1 c3",
    "date:1950-06": "c1 c2 c3",
    "date:..1949": "s1 r3",
    "date:1951..": "c3 r1",
    "date:1949/1950-01": "c1 c3 s1",
    "date:../1900": "r3",
    "date:1950-06~": "c1 c2 c3",
    "date:185X": "r3",
    "date:none type:rebuttal": "r2 r4",
    "attack:undercut": "r2 r4",
    "attack:limit,rebut": "r3",
    "attack:none type:rebuttal": "",
    "unanswered": "r3 r4",
    "answered": "r1 r2",
    "contested": "c1 s1 r1 r2",
    "granted": "c4",
    "editorial": "c3 c4",
    "rebuts(id:s1)": "r1 r4",
    "attacks(id:s1)": "r1 r4",
    "rebuts(id:s1) and attack:undermine": "r1",
    "undermines(type:support)": "r1",
    "undercuts(type:support)": "r4",
    "limits(type:claim)": "r3",
    "limits(id:r2)": "",
    "answered-by(type:rebuttal and by:none)": "c1 s1 r1 r2",
    "supports(position:old)": "c3 s1",
    "supported-by(type:support)": "c1",
    "supports(supported-by(type:claim)) type:claim": "c3 ring1 ring2",
    "needs(granted)": "s1",
    "needed-by(type:support)": "c4",
    "conflicts-with(id:c1)": "c2",
    "conflicts-with(id:c2)": "c1",
    "variant-of(position:new)": "c3",
    "has-variant(note:*)": "c2",
    "rebuts(rebuts(rebuts(type:support)))": "r3",
}  # fmt: skip


@pytest.mark.parametrize("expression", FOUND)
def test_what_an_expression_finds(project: Program, expression: str) -> None:
    assert ids(project, expression) == FOUND[expression]


@pytest.mark.parametrize("label", ["stands", "asserted", "open", "falls", "unsupported"])
def test_labels_are_those_of_evaluate(project: Program, label: str) -> None:
    labels = {id: each["label"] for id, each in json.loads(project("evaluate", "--format", "json").out)["nodes"].items()}
    assert ids(project, f"label:{label}").split() == [id for id in labels if labels[id] == label]
    assert ids(project, f"type:rebuttal not label:{label}").split() == [
        id for id in labels if id[:2] in "r1 r2 r3 r4" and labels[id] != label
    ]
    for id in labels:
        tallies = json.loads(project("query", f"id:{id}", "--format", "json").out)["tallies"]
        assert tallies[id]["label"] == labels[id]


def test_options_are_joined_to_the_expression_by_and(project: Program) -> None:
    assert ids(project, "by:ulam or by:lee", "--type", "support") == "s1"
    assert ids(project, "--by", "kolko", "--type", "claim", "--type", "rebuttal") == "c2 r1"
    assert ids(project, "--text", "letter", "--text", "real") == "c4"
    assert ids(project, "--since", "1949/1950", "--until", "1949-12") == "s1"
    assert ids(project, "--tag", "none") == ""


def test_unquoted_words_are_joined(project: Program) -> None:
    assert ids(project, "type:claim", "and", "by:ulam") == "c1"
    refused = project("query", "type:claim", "text:two words")
    assert (refused.status, refused.out) == (2, "")
    assert "the shell took the quotes of `text:two words`" in refused.err


WRONG = {
    "": ("the expression is empty", "", "leave it out"),
    "  ": ("the expression is empty", "", "leave it out"),
    "type:claim and": ("expected a condition after `and`", "              ^", "`type:claim`"),
    "or type:claim": ("expected a condition before `or`", "^^", ""),
    "(type:claim": ("`(` is not closed", "^", "close it with `)`"),
    "type:claim)": ("`)` closes nothing", "          ^", ""),
    "()": ("expected a condition after `(`", " ^", ""),
    "by:": ("expected a value after `by:`", "   ^", ""),
    "by: and type:claim": ("expected a value after `by:`", "    ^^^", ""),
    "by:lee, or granted": ("expected a value after `,`", "        ^^", ""),
    "by:(lee or ulam)": ("expected a value after `by:`", "   ^", "`by:one,two`"),
    'text:"open': ('the quote " is not closed', "     ^", ""),
    '"some words"': ("a text stands by itself", "^^^^^^^^^^^^", '`text:"some words"`'),
    "granted, contested": ("`,` stands only between values", "       ^", "`and` or `or`"),
    "type :claim": ("expected a field before `:`", "     ^", ""),
    "type:claim && granted": ("`&&` is no word", "           ^^", "write `and`"),
    "typ:claim": ("`typ` is no field", "^^^", "did you mean `type`?"),
    "author:lee": ("`author` is no field", "^^^^^^", "argmap calls this `by`"),
    "school:old": ("`school` is no field", "^^^^^^", "argmap calls this `position`"),
    "granted -by:lee": ("`-by` is no field", "        ^^^", "write `not by:lee`"),
    "rebuts:lee": ("`rebuts` is no field", "^^^^^^", "`rebuts(by:weathersby)`"),
    "granted:true": ("`granted` is no field", "^^^^^^^", "stands alone"),
    "zzz:1": ("`zzz` is no field", "^^^", "the fields are id, type"),
    "by(by:lee)": ("`by` takes no expression", "^^", "write `by:cumings`"),
    "refutes(by:lee)": ("`refutes` takes no", "^^^^^^^", "argmap calls this `rebuts`"),
    "suports(by:lee)": ("`suports` takes no", "^^^^^^^", "did you mean `supports`?"),
    "granted(by:lee)": ("`granted` takes no", "^^^^^^^", "`granted and (...)`"),
    "unansewred": ("`unansewred` is no condition", "^^^^^^^^^^", "did you mean `unanswered`?"),
    "rebuts (by:lee)": ("`rebuts` is no condition", "^^^^^^", "`rebuts(by:weathersby)`"),
    "attacked": ("`attacked` is no condition", "^^^^^^^^", "argmap calls this `contested`"),
    "old": ("`old` is no condition", "^^^", "write `position:old`"),
    "c1": ("`c1` is no condition", "^^", "write `id:c1`"),
    "book": ("`book` is no condition", "^^^^", "write `cites:book`"),
    "lee": ("`lee` is no condition", "^^^", "write `by:lee`"),
    "by=lee": ("`by=lee` is no condition", "^^^^^^", "write `by:lee`"),
    "by!=lee": ("`by!=lee` is no condition", "^^^^^^^", "write `not by:lee`"),
    "date>=1950": ("`date>=1950` is no condition", "^^^^^^^^^^", "write `date:1950..`"),
    "Moscow": ("`Moscow` is no condition", "^^^^^^", "`text:Moscow`"),
    "text:“Moscow war”": ("`war”` is no condition", "             ^^^^", "straight quotes"),
    "by:ulan": ("no person is called `ulan`", "   ^^^^", "did you mean `ulam`?"),
    "by:old": ("`old` is a position, not a person", "   ^^^", "write `position:old`"),
    "bears-on:ulam": ("`ulam` is a person, not a question or node", "         ^^^^", "`by:ulam`"),
    "bears-on:warr": ("no question or node is called `warr`", "         ^^^^", "did you mean `war`?"),
    "type:suport": ("`suport` is no type of node", "     ^^^^^^", "did you mean `support`?"),
    "type:none": ("`none` is no type of node", "     ^^^^", ""),
    "label:true": ("`true` is no label", "      ^^^^", "stands, asserted, open"),
    "date:June": ("`June` is no date", "     ^^^^", "`1950-01..1950-06`"),
    "date:1951..1950": ("the range ends before it begins", "     ^^^^^^^^^^", ""),
    "date:..": ("needs at least one date", "     ^^", ""),
    "text:''": ("there is nothing to look for", "     ^^", ""),
    "text:김일성 by:ulan": ("no person is called `ulan`", "               ^^^^", "`ulam`"),
    "text:\x1b[31m by:ulan": ("no person is called `ulan`", "                 ^^^^", "`ulam`"),
}  # fmt: skip


@pytest.mark.parametrize("expression", WRONG)
def test_mistakes_are_shown_at_their_place(project: Program, expression: str) -> None:
    message, caret, help = WRONG[expression]
    result = project("query", expression)
    assert (result.status, result.out) == (2, "")
    lines = result.err.splitlines()
    assert lines[0].startswith("error: ")
    assert message in lines[0]
    if caret:
        assert lines[2] == f"  {caret}"
        assert len(lines[2].rstrip("^")) <= cell_len(lines[1])
    assert help in lines[-1]
    assert lines[-1].startswith("help: ")
    assert "\x1b" not in result.err


def test_all_mistakes_of_words_are_said_at_once(project: Program) -> None:
    err = project("query", "typ:claim and (by:ulan or rebutts(unansewred)) and type:claim,clam").err
    assert err.count("error: ") == 5
    assert err.count("^") == sum(len(word) for word in ("typ", "ulan", "rebutts", "unansewred", "clam"))


@pytest.mark.parametrize("opening", ["(", "not ", "rebuts(", "not(", "(not (", ")", "(,", "by:", "'", "\\", "and ", "type:claim or ("])
def test_a_hundred_thousand_of_anything_is_an_error_not_a_traceback(project: Program, opening: str) -> None:
    from argmap.cli import run

    result = project("query", opening * 100_000 + "type:claim")
    assert result.status == 2
    assert not traceback_in(result.err)
    assert len(result.err) < 1_000
    assert run(["query", opening]) == 2


def test_a_long_flat_expression_is_answered(project: Program) -> None:
    assert ids(project, " or ".join(["by:ulam"] * 5_000)) == "c1"
    assert ids(project, "id:" + ",".join(["c1"] * 5_000)) == "c1"
    assert ids(project, " ".join(["by:ulam"] * 5_000)) == "c1"


def test_who_is_meant_and_what_is_not_there_is_said(project: Program) -> None:
    result = project("query", "by:kolko", "--count")
    assert result.out == "2\n"
    assert result.err == "note: `kolko` is Gabriel Kolko [kolko-g], Joyce Kolko [kolko-j]\n"
    result = project("query", "tag:port")
    assert (result.status, result.out) == (1, "")
    assert "note: no node has the tag `port`; there is `ports`" in result.err


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("file", "c1 c2 c3 s1 c4 r1 r2 r3 r4 ring1 ring2"),
        ("id", "c1 c2 c3 c4 r1 r2 r3 r4 ring1 ring2 s1"),
        ("-id", "s1 ring2 ring1 r4 r3 r2 r1 c4 c3 c2 c1"),
        ("date", "r3 s1 c1 c3 c2 r1 c4 r2 r4 ring1 ring2"),
        ("date:desc", "r1 c2 c3 c1 s1 r3 c4 r2 r4 ring1 ring2"),
        ("type,-id", "ring2 ring1 c4 c3 c2 c1 s1 r4 r3 r2 r1"),
        ("position", "c1 c2 r4 c3 s1 c4 r1 r2 r3 ring1 ring2"),
        ("-attacks", "s1 c1 r1 r2 c2 c3 c4 r3 r4 ring1 ring2"),
        ("supports:desc,id", "c1 ring1 ring2 c2 c3 c4 r1 r2 r3 r4 s1"),
        ("-unanswered", "c1 s1 r2 c2 c3 c4 r1 r3 r4 ring1 ring2"),
    ],
)  # fmt: skip
def test_sort(project: Program, order: str, expected: str) -> None:
    assert ids(project, "--sort", order) == expected


def test_sort_by_label_and_text(project: Program) -> None:
    labels = [row["label"] for row in csv.DictReader(io.StringIO(project("query", "--sort", "label", "--format", "csv").out))]
    order = ["stands", "asserted", "open", "falls", "unsupported"]
    assert labels == sorted(labels, key=order.index)
    assert ids(project, "--sort", "text", "type:rebuttal") == "r1 r2 r4 r3"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--sort", "dat"), "did you mean `date`?"),
        (("--sort", "date:down"), "`down` is no direction"),
        (("--sort", ""), "cannot be sorted by ``"),
        (("--limit", "0"), "`--limit` cannot be `0`"),
        (("--limit", "few"), "`--limit` cannot be `few`"),
        (("--format", "tabel"), "did you mean `table`?"),
    ],
)
def test_wrong_options(project: Program, arguments: tuple[str, ...], message: str) -> None:
    result = project("query", *arguments)
    assert (result.status, result.out) == (2, "")
    assert message in result.err


def test_limit_says_how_many_more(project: Program) -> None:
    result = project("query", "--limit", "2", "--format", "ids", "--sort", "-id")
    assert result.out.split() == ["s1", "ring2"]
    assert result.err == "11 of 11 nodes; 9 more than the 2 printed\n"
    data = json.loads(project("query", "--limit", "2", "--format", "json").out)
    assert (data["found"], [node["id"] for node in data["nodes"]]) == (11, ["c1", "c2"])
    assert project("query", "--limit", "9" * 5_000, "--count").out == "11\n"


def test_nothing_found_is_an_empty_document(project: Program) -> None:
    for format in ("table", "tree", "ids", "markdown"):
        assert project("query", "tag:none tag:*", "--format", format).out == ""
    found, empty = (json.loads(project("query", each, "--format", "json").out) for each in ("by:ulam", "tag:none tag:*"))
    assert found.keys() == empty.keys()
    assert (empty["nodes"], empty["found"]) == ([], 0)
    assert project("query", "tag:none tag:*", "--format", "csv").out.count("\n") == 1
    for format, out in (("table", "0\n"), ("json", '{\n "argmap": 1,\n "found": 0\n}\n')):
        result = project("query", "tag:none tag:*", "--count", "--format", format)
        assert (result.status, result.out) == (1, out)


@pytest.mark.parametrize("expression", ["type:rebuttal", "bears-on:war", "id:ring1", "id:s1,c4", "unanswered", "type:claim"])
def test_tree_prints_each_node_found_once_with_its_way_up(project: Program, expression: str) -> None:
    found = ids(project, expression).split()
    texts = {node["id"]: " ".join(node["text"].split()) for node in json.loads(project("export").out)["nodes"]}
    out = project("query", expression, "--format", "tree", columns=400).out
    lines = out.splitlines()
    for id in found:
        assert sum(line.endswith(f" {texts[id]}") for line in lines) == 1
    assert ("Under no question" in out) == any(id.startswith("ring") for id in found)


def test_tree_says_what_else_a_node_leads_to(project: Program) -> None:
    out = project("query", "id:r3,c2,c3,s1", "--format", "tree").out
    assert re.sub(r"(stands|asserted|open|falls|unsupported):", "LABEL:", out) == (
        "? Why war? [war]\n"
        "  * Nobody\u2019s plan was made.\n"
        "    G. Kolko, likely | LABEL: 0 for, 0 against, 1 clash | c2\n"
        "    also answers apart\n"
        "    ~ (variant) A step.\n"
        "      LABEL: 0 for, 0 against | c3\n"
        "      also for (editorial) c1\n"
        "\n"
        "? What aim? [aim]\n"
        "  under war\n"
        "  * Moscow meant war; Łódź, CAFÉ and 김일성 too. | c1\n"
        "    + (answered) The letter says so.\n"
        "      Lee | Letter, in Book, n. 1 | s1\n"
        "    - (limit) Too narrow.\n"
        "      UNANSWERED | r3\n"
        "      also against (rebut) r2\n"
    )


def test_formats_tell_the_same(project: Program) -> None:
    found = ids(project, "bears-on:war").split()
    data = json.loads(project("query", "bears-on:war", "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(project("query", "bears-on:war", "--format", "csv").out)))
    assert [node["id"] for node in data["nodes"]] == found == [row["id"] for row in rows]
    for row in rows:
        tally = data["tallies"][row["id"]]
        assert (row["label"], row["for"], row["against"]) == (tally["label"], str(tally["for"]), str(tally["against"]))
    markdown = project("query", "bears-on:war", "--format", "markdown").out
    assert all(f"`{id}`" in markdown for id in found)


def test_examples_of_the_issue_on_the_shipped_map() -> None:
    map = load(ROOT)
    for expression in (
        "type:rebuttal and by:kim-yun-young", "by:cumings or by:kolko", "cites:gottwald-letter", "date:1950-01..1950-06",
        "text:acheson", "question:stalins-aim and not label:falls", "bears-on:origins", "rebuts(by:weathersby)",
        "supports(position:wedge-theory)", "answered-by(by:kim-yun-young)", "unanswered", "editorial", "certainty:likely",
    ):  # fmt: skip
        assert compile(expression, map).nodes, expression
    for expression in ("type:rebuttal and position:revisionist", "tag:ports"):
        compile(expression, map)
