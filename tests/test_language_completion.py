"""What the language server offers in the middle of texts that are mostly broken; the mark `|` is the cursor."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.document import Document
from argmap.entries import NODE_TYPES
from argmap.language_server.answers.completion import Completion, completion
from argmap.language_server.answers.definitions import definition, uses
from argmap.language_server.answers.hover import hover
from argmap.language_server.answers.symbols import document_symbols
from argmap.language_server.fields import entry_fields, field_at, fields_within
from argmap.language_server.snapshot import Snapshot
from argmap.language_server.unfinished.context import context_at
from argmap.reader import read_document
from argmap.references import references
from argmap.source_text import SourceText
from tests.conftest import ROOT
from tests.snapshots import shipped, snapshot, with_open_file

BASE = """questions:
  - {id: fire, text: What set the mill on fire?}
  - {id: rain, text: Did the rain help?, under: fire}
positions:
  - {id: arson, name: Arson}
  - {id: accident, name: Accident}
people:
  - {id: holm, name: Peter Holm, aliases: [P. Holm]}
  - {id: berg, name: Anna Berg}
  - {id: "null", name: Nobody}
sources:
  - {id: inquest, type: hearing, title: The Inquest, author: [holm]}
  - {id: letter-1910, type: personal_communication, author: [berg], recipient: [holm], issued: "1910-05-02"}
nodes:
  - {claim: fire-was-set, text: Somebody set the mill on fire., question: fire, by: holm}
  - {claim: rain-came, text: The rain came before midnight., question: rain, by: berg}
  - {support: cans-were-empty, text: The cans were empty., for: fire-was-set}
  - {rebuttal: cans-were-old, text: The cans were old., against: [cans-were-empty], attack: undermine, premises: rain-came}
"""
CLAIMS = {"fire-was-set", "rain-came"}
NODES = CLAIMS | {"cans-were-empty", "cans-were-old"}
NAMED = {"holm", "berg", "null"}
PEOPLE = NAMED | {"editor"}
SOURCES = {"inquest", "letter-1910"}
QUESTIONS = {"fire", "rain"}
POSITIONS = {"arson", "accident"}
ATTACKS = {"rebut", "undermine", "undercut", "limit"}
HEDGES = {"asserted", "likely", "possible", "conjecture"}
TRUTHS = {"true", "false"}
TYPES = set(NODE_TYPES)
SECTIONS = {"questions", "positions", "people", "sources", "nodes"}
CLAIM = set(entry_fields("node", "claim"))
SUPPORT = set(entry_fields("node", "support"))
REBUTTAL = set(entry_fields("node", "rebuttal"))
SOURCE = set(entry_fields("source"))
PERSON = set(entry_fields("person"))
QUESTION = set(entry_fields("question"))
CITATION = set(fields_within(entry_fields("node", "claim")["cite"]))
END = set(fields_within(entry_fields("node", "claim")["for"]))
NAME = set(fields_within(entry_fields("source")["author"]))
SOURCE_TYPES = set(entry_fields("source")["type"].choices)
NOTHING: set[str] = set()


def opened(text: str) -> tuple[Snapshot, Document]:
    """A project of the map above and of one file that is open, and may be broken."""
    made = snapshot({"claims/base.yaml": BASE, "claims/open.yaml": text})
    return made, made.documents["claims/open.yaml"]


def asked(marked: str) -> Completion:
    """What is offered at the mark."""
    at = marked.index("|")
    return completion(*opened(marked[:at] + marked[at + 1 :]), at)


def labels(marked: str) -> list[str]:
    return [each.label for each in asked(marked).suggestions]


def accepted(marked: str, label: str) -> str:
    """The text after a suggestion is taken."""
    answer = asked(marked)
    [new_text] = [each.new_text for each in answer.suggestions if each.label == label]
    text = marked.replace("|", "", 1)
    return text[: answer.stretch.start] + new_text + text[answer.stretch.end :]


NODE = "nodes:\n  - claim: new\n"
GROUND = "nodes:\n  - support: new\n"
ATTACK = "nodes:\n  - rebuttal: new\n"
BELOW = "    text: Something.\n  - claim: next\n    by: [holm]\n"

CASES: dict[str, tuple[str, set[str]]] = {
    # Values of one line.
    "behind a key": (f"{NODE}    by: |", PEOPLE),
    "behind a key without a space": (f"{NODE}    by:|", PEOPLE),
    "behind a key, with more below": (f"{NODE}    by: |\n{BELOW}", PEOPLE),
    "a word begun": (f"{NODE}    by: ho|\n{BELOW}", {"holm"}),
    "a word of a name": (f"{NODE}    by: anna|", {"berg"}),
    "two words of a name": (f"{NODE}    by: Anna Be|", {"berg"}),
    "a word of a text": (f"{NODE}    for: midnight|", {"rain-came"}),
    "letters of an id with others between": (f"{NODE}    for: rncm|", {"rain-came"}),
    "in a word": (f"{NODE}    by: ho|lm\n{BELOW}", {"holm"}),
    "before a word": (f"{NODE}    by: |holm\n{BELOW}", PEOPLE),
    "in double quotes": (f'{NODE}    by: "ho|"', {"holm"}),
    "in single quotes": (f"{NODE}    by: 'ho|'", {"holm"}),
    "in quotes that are open": (f'{NODE}    by: "ho|\n{BELOW}', {"holm"}),
    "before a comment": (f"{NODE}    by: ho|  # who?", {"holm"}),
    "on the line below": (f"{NODE}    by:\n      ho|", {"holm"}),
    "behind a tab": (f"{NODE}    by:\tho|", {"holm"}),
    "with CRLF": (f"{NODE}    by: ho|\n{BELOW}".replace("\n", "\r\n"), {"holm"}),
    "with CR": (f"{NODE}    by: ho|\n{BELOW}".replace("\n", "\r"), {"holm"}),
    "behind a value that is done": (f'{NODE}    by: "holm"|', NOTHING),
    "behind a list that is done": (f"{NODE}    by: [holm]|", NOTHING),
    # Lists in brackets.
    "in brackets": (f"{NODE}    by: [|]", PEOPLE),
    "in brackets that are open": (f"{NODE}    by: [|\n{BELOW}", PEOPLE),
    "a word in brackets that are open": (f"{NODE}    by: [ho|\n{BELOW}", {"holm"}),
    "behind a comma": (f"{NODE}    by: [holm, |]", PEOPLE - {"holm"}),
    "behind a comma, with brackets open": (f"{NODE}    by: [holm, |\n{BELOW}", PEOPLE - {"holm"}),
    "before a comma": (f"{NODE}    by: [|, holm]", PEOPLE - {"holm"}),
    "between two": (f"{NODE}    by: [holm, |, berg]", {"null", "editor"}),
    "in brackets over lines": (f"{NODE}    by: [\n      holm,\n      |\n    ]\n{BELOW}", PEOPLE - {"holm"}),
    "in brackets over lines, at the margin of the key": (f"{NODE}    by: [holm,\n    be|]", {"berg"}),
    "in brackets, a word in quotes": (f'{NODE}    by: ["ho|"]', {"holm"}),
    "in brackets, a word in quotes that are open": (f'{NODE}    by: [berg, "ho|\n{BELOW}', {"holm"}),
    # Lists with dashes.
    "behind a dash": (f"{NODE}    by:\n      - |", PEOPLE),
    "behind a dash without a space": (f"{NODE}    by:\n      -|", PEOPLE),
    "behind a dash, the list no further in": (f"{NODE}    by:\n    - |", PEOPLE),
    "behind a second dash": (f"{NODE}    by:\n      - holm\n      - |\n{BELOW}", PEOPLE - {"holm"}),
    "behind a first dash": (f"{NODE}    by:\n      - |\n      - holm\n{BELOW}", PEOPLE - {"holm"}),
    "where a dash is missing": (f"{NODE}    by:\n      - holm\n      |\n{BELOW}", PEOPLE - {"holm"}),
    "a word where a dash is missing": (f"{NODE}    by:\n      - holm\n      be|\n{BELOW}", {"berg"}),
    "entries no further in than their key": ("nodes:\n- claim: new\n  by:\n  - holm\n  - |\n  text: X.\n", PEOPLE - {"holm"}),
    # Each field its ids.
    "for": (f"{GROUND}    for: |", CLAIMS),
    "for, in a dash": (f"{GROUND}    for:\n      - |", CLAIMS),
    "against": (f"{ATTACK}    against: [|", NODES),
    "against, in braces": (f"{ATTACK}    against: [{{id: |}}]", NODES),
    "against, in braces with more": (f"{ATTACK}    against: [rain-came, {{id: |, attack: limit}}]", NODES - {"rain-came"}),
    "against, beside braces": (f"{ATTACK}    against: [{{id: rain-came, attack: limit}}, |]", NODES - {"rain-came"}),
    "against, keys below a dash": (f"{ATTACK}    against:\n      - attack: limit\n        id: |\n", NODES),
    "premises": (f"{GROUND}    premises:\n      - fire-was-set\n      - |\n", NODES - {"fire-was-set"}),
    "premises of a claim, which has none": (f"{NODE}    premises: |", NOTHING),
    "question": (f"{NODE}    question: [|", QUESTIONS),
    "conflicts": (f"{NODE}    conflicts: |", CLAIMS),
    "variant_of": (f"{NODE}    variant_of: |", CLAIMS),
    "position": (f"{NODE}    position: |", POSITIONS),
    "about": (f"{NODE}    about: [|", NAMED),
    "source": (f"{NODE}    cite: [{{source: in|, at: p. 1}}]", {"inquest"}),
    "source, all open": (f"{NODE}    cite:\n      - {{source: |\n{BELOW}", SOURCES),
    "source, below a dash": (f"{NODE}    cite:\n      - source: |\n        at: p. 1\n", SOURCES),
    "via": (f"{NODE}    cite: [{{source: inquest, via: |}}]", SOURCES),
    "by of a citation": (f"{NODE}    cite: [{{source: inquest, by: [holm, |]}}]", PEOPLE - {"holm"}),
    "source of a citation that is split": (f"{NODE}    cite: [source: |, at: p. 1]", SOURCES),
    "source of a position": ("positions:\n  - id: new\n    cite: [{source: |", SOURCES),
    "under": ("questions:\n  - id: new\n    under: |", QUESTIONS),
    "author": ("sources:\n  - id: new\n    author: [|", NAMED),
    "author, in braces": ("sources:\n  - id: new\n    author: [{person: |}]", NAMED),
    "recipient": ("sources:\n  - {id: new, recipient: |", NAMED),
    "link": (f"{ATTACK}    against: [{{id: cans-were-empty, attack: undercut, link: |}}]", {"fire-was-set"}),
    "link before the target": (f"{ATTACK}    against: [{{link: |, id: cans-were-empty}}]", {"fire-was-set"}),
    "link of a premise": (f"{ATTACK}    against:\n      - id: rain-came\n        link: |\n", {"cans-were-old"}),
    "link of no target": (f"{ATTACK}    against: [{{link: |", NOTHING),
    # Words of a fixed set.
    "attack": (f"{ATTACK}    attack: |", ATTACKS),
    "attack of one link": (f"{ATTACK}    against: [{{id: rain-came, attack: u|}}]", ATTACKS),
    "certainty": (f"{NODE}    certainty: |", HEDGES),
    "certainty of a citation": (f"{NODE}    cite: [{{source: inquest, certainty: |}}]", HEDGES),
    "granted": (f"{NODE}    granted: |", TRUTHS),
    "editorial": (f"{NODE}    for: [{{id: rain-came, editorial: |}}]", TRUTHS),
    "type of a source": ("sources:\n  - id: new\n    type: |", SOURCE_TYPES),
    # Names of fields.
    "a field": (f"{NODE}    |\n", CLAIM - {"claim"}),
    "a field between others": (f"{NODE}    |\n    text: X.\n    by: [holm]\n", CLAIM - {"claim", "text", "by"}),
    "a field begun": (f"{NODE}    qu|\n    text: X.\n", CLAIM - {"claim", "text"}),
    "a field that is there": (f"{NODE}    te|xt: X.\n", CLAIM - {"claim"}),
    "a field below a list": (f"{NODE}    by:\n      - holm\n    |\n    text: X.\n", CLAIM - {"claim", "text", "by"}),
    "a field below a list no further in": (f"{NODE}    by:\n    - holm\n    |\n", CLAIM - {"claim", "by"}),
    "a field below a long text": (f"{NODE}    text: >-\n      Some\n      text.\n    |\n", CLAIM - {"claim", "text"}),
    "a field below a broken list": (f"{NODE}    by: [holm\n    text: X.\n    |\n", CLAIM - {"claim", "text", "by"}),
    "a field below a broken text": (f'{NODE}    by: "holm\n    text: X.\n    |\n', CLAIM - {"claim", "text", "by"}),
    "a field of a support": (f"{GROUND}    |\n", SUPPORT - {"support"}),
    "a field of a rebuttal in braces": ("nodes:\n  - {rebuttal: new, |}\n", REBUTTAL - {"rebuttal"}),
    "a field of a citation": (f"{NODE}    cite: [{{source: inquest, |}}]", CITATION - {"source"}),
    "a field of a citation below a dash": (
        f"{NODE}    cite:\n      - source: inquest\n        |\n        at: p. 1\n",
        CITATION - {"source", "at"},
    ),
    "a citation": (f"{NODE}    cite: [|]", CITATION),
    "a citation behind a dash": (f"{NODE}    cite:\n      - |\n", CITATION),
    "a field of a link": (f"{ATTACK}    against: [{{id: rain-came, |}}]", END - {"id"}),
    "a field of a name": ("sources:\n  - {id: new, author: [{family: X, |}]}\n", NAME - {"family"}),
    "a field of a source": ("sources:\n  - id: new\n    |\n", SOURCE - {"id"}),
    "a field of a question in braces": ("questions:\n  - {id: new, |", QUESTION - {"id"}),
    "a field of a person": ("people:\n  - {|}\n", PERSON),
    # Entries and top-level keys.
    "a new node": ("nodes:\n  - |\n", TYPES),
    "a new node below another": (f"{NODE}    text: X.\n  - |\n", TYPES),
    "a new node begun": (f"{NODE}    text: X.\n  - cla|\n", TYPES),
    "a new node without its dash": (f"{NODE}    text: X.\n  |\n", TYPES),
    "a first node without its dash": ("nodes:\n  |\n", TYPES),
    "a new person": ("people:\n  - |\n", PERSON),
    "an empty file": ("|", SECTIONS),
    "a top-level key": ("nodes:\n  - claim: new\n|\npeople:\n", SECTIONS - {"nodes", "people"}),
    "a top-level key begun": ("nodes:\n  - claim: new\nso|\n", SECTIONS - {"nodes"}),
    # Where nothing is known.
    "the id of a new entry": ("nodes:\n  - claim: |\n", NOTHING),
    "the id of a new question": ("questions:\n  - id: fi|\n", NOTHING),
    "a text": (f"{NODE}    text: The rain| came.\n", NOTHING),
    "a text over lines": (f"{NODE}    text: >-\n      The rain\n      by: |\n", NOTHING),
    "a text in quotes": (f'{NODE}    text: "The rain|', NOTHING),
    "a note in braces": (f"{NODE}    cite: [{{source: inquest, note: |}}]", NOTHING),
    "a date": (f"{NODE}    date: 19|\n", NOTHING),
    "a comment": (f"{NODE}    by: [holm]  # by: |\n", NOTHING),
    "a field that is none": (f"{NODE}    bye: |\n", NOTHING),
    "a key that is none": ("things:\n  - id: |\n", NOTHING),
    "prose": ("Once upon a time | there was\n", NOTHING),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_offered(case: str) -> None:
    marked, expected = CASES[case]
    found = labels(marked)
    assert set(found) == expected
    assert len(found) == len(expected)


# What is written when a suggestion is taken.

TAKEN = [
    (f"{NODE}    by:|", "holm", f"{NODE}    by: holm"),
    (f"{NODE}    by: ho|xx # who?", "holm", f"{NODE}    by: holm # who?"),
    (f"{NODE}    by: Anna Be|", "berg", f"{NODE}    by: berg"),
    (f"{NODE}    by: [ho|lm, x]", "holm", f"{NODE}    by: [holm, x]"),
    (f"{NODE}    by: [holm,|]", "berg", f"{NODE}    by: [holm,berg]"),
    (f'{NODE}    by: "ho|"', "holm", f'{NODE}    by: "holm"'),
    (f'{NODE}    by: ["ho|', "holm", f'{NODE}    by: ["holm"'),
    (f"{NODE}    by: |", "null", f'{NODE}    by: "null"'),
    (f"{NODE}    by: '|'", "null", f"{NODE}    by: 'null'"),
    (f"{NODE}    by:\n      -|", "holm", f"{NODE}    by:\n      - holm"),
    (f"{NODE}    by:\n      - berg\n      ho|\n", "holm", f"{NODE}    by:\n      - berg\n      - holm\n"),
    (f"{NODE}    qu|\n", "question", f"{NODE}    question: \n"),
    (f"{NODE}    te|xt: X.\n", "text", f"{NODE}    text: X.\n"),
    (f"{NODE}    te|xt: X.\n", "by", f"{NODE}    by: X.\n"),
    (f"{NODE}    cite: |\n", "source", f"{NODE}    cite: {{source: \n"),
    (f"{NODE}    cite: [|]\n", "source", f"{NODE}    cite: [{{source: ]\n"),
    (f"{NODE}    cite:\n      - |\n", "source", f"{NODE}    cite:\n      - source: \n"),
    (f"{NODE}    cite:\n      - {{|}}\n", "source", f"{NODE}    cite:\n      - {{source: }}\n"),
    (f"{NODE}    text: X.\n  |\n", "rebuttal", f"{NODE}    text: X.\n  - rebuttal: \n"),
    (f"{NODE}    granted: |\n", "true", f"{NODE}    granted: true\n"),
    ("no|", "nodes", "nodes:"),
    (f"{NODE}    text: X.  # argmap: ignore[long-|]", "long-text", f"{NODE}    text: X.  # argmap: ignore[long-text]"),
]


@pytest.mark.parametrize(("marked", "label", "expected"), TAKEN)
def test_what_is_written(marked: str, label: str, expected: str) -> None:
    assert accepted(marked, label) == expected


def test_rules_are_offered_in_an_ignore_comment() -> None:
    found = labels(f"{NODE}    text: X.  # argmap: ignore[long-text, |]")
    assert "uncited-node" in found
    assert "long-text" not in found  # is there
    assert "invalid-yaml" not in found  # cannot be silenced
    assert labels(f"{NODE}    text: X.  # argmap: ignore |") == []
    assert labels(f"{NODE}    text: 'argmap: ignore[|") == []


def test_a_node_is_not_offered_to_itself() -> None:
    marked = BASE.replace("question: fire, by: holm", "question: fire, conflicts: |")
    at = marked.index("|")
    made = snapshot({"claims/base.yaml": marked.replace("|", "")}, known={"claims/base.yaml": BASE})
    answer = completion(made, made.documents["claims/base.yaml"], at)
    assert [each.label for each in answer.suggestions] == ["rain-came"]


def test_what_is_most_likely_meant_comes_first() -> None:
    # The claim of the same question, though it stands in another file and later.
    same = "  - claim: here\n    text: X.\n    question: fire\n"
    assert labels(f"nodes:\n{same}  - claim: new\n    question: rain\n    conflicts: |\n")[0] == "rain-came"
    # Without a question, what is in the same file.
    assert labels(f"nodes:\n{same}  - support: new\n    for: |\n")[0] == "here"
    # What begins with the word, before what has it elsewhere.
    assert labels(f"{ATTACK}    against: [ca|")[0] == "cans-were-empty"
    assert labels(f"{ATTACK}    against: [old|")[0] == "cans-were-old"
    # People whom this file names, before others.
    assert labels(f"nodes:\n  - claim: here\n    text: X.\n    by: berg\n{NODE[7:]}    by: |")[0] == "berg"


def test_the_required_fields_come_first() -> None:
    assert labels("sources:\n  - |\n")[:2] == ["id", "type"]
    assert labels(f"{NODE}    |\n")[0] == "text"


def test_an_editor_that_compares_letters_finds_what_was_matched_in_a_text() -> None:
    [found] = asked(f"{NODE}    for: midn|").suggestions
    assert found.label == "rain-came"
    assert found.filter_text.startswith("midn")
    assert found.detail == "The rain came before midnight."
    assert found.documentation.endswith("claim, claims/base.yaml")


def test_what_the_id_alone_matches_is_left_to_the_id() -> None:
    """Where there is a text to compare, Neovim before 0.11 takes what follows the last hyphen for the word."""
    [found] = asked(f"{NODE}    for: rain-c|").suggestions
    assert (found.label, found.filter_text) == ("rain-came", "")


# Texts cut anywhere.

SHIPPED = sorted((ROOT / "claims").rglob("*.yaml"))
GARBAGE = [
    "",
    "\n",
    "]",
    "}",
    "\t- [{",
    '"',
    "'",
    "\r\n  - claim: x\n",
    "# argmap: ignore[",
    ": :",
    "\x00\ufeff",
    "|\n",
    "&a *a !x",
    "\u2028 ",
]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_cut_of_any_file_is_answered(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SHIPPED)).read_text()
    at = data.draw(st.integers(0, len(text)))
    behind = data.draw(st.one_of(st.sampled_from(GARBAGE), st.text(max_size=30), st.just(text[at : at + 300])))
    shown, written = with_open_file(text[:at] + behind)
    answer = completion(shown, written, at)
    assert 0 <= answer.stretch.start <= at <= answer.stretch.end <= len(written.source.text)
    assert not set("\r\n") & set(written.source.text[answer.stretch.start : answer.stretch.end])
    for feature in (hover, definition, uses):
        feature(shown, written, at)
    for symbol in document_symbols(shown, written):
        assert symbol.whole.start <= symbol.named.start <= symbol.named.end <= symbol.whole.end <= len(written.source.text)


def test_every_id_is_offered_when_two_letters_of_it_are_there() -> None:
    """At every place of the shipped claims that names an entry."""
    shown = shipped()
    build, missing = shown.known, []
    for id, place in build.places.items():
        entry = build.map.entry(id)
        assert entry is not None
        text = place.document.source.text
        for kind, named, path in references(entry):
            start, _ = place.span(*path)
            start += text[start] in "\"'"
            context = context_at(text[: start + 2], start + 2)
            field = field_at(context.kind, context.node_type, context.keys) if context and context.kind else None
            good = context and field and (context.start, context.before, context.id) == (start, named[:2], id) and field.names == kind
            if not good or named in context.taken:
                missing.append((id, path))
    assert missing == []


def test_ids_are_offered_in_shipped_files() -> None:
    shown = shipped()
    build = shown.known
    for number, (id, place) in enumerate(build.places.items()):
        if number % 80 == 0:
            entry = build.map.entry(id)
            assert entry is not None
            for _, named, path in references(entry):
                if named in build.places:
                    start, _ = place.span(*path)
                    start += place.document.source.text[start] in "\"'"
                    written = read_document(place.document.path, place.document.source.text[: start + 2].encode())
                    found = completion(shown, written, start + 2)
                    assert named in [each.label for each in found.suggestions], (id, path)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "- " * 100_000, "a: " * 50_000, '"' * 100_001, "\n" * 200_000, "nodes:\n" + "  - x\n" * 50_000, " " * 200_000]
)
def test_long_nonsense_is_answered(text: str) -> None:
    written = Document("claims/open.yaml", SourceText(text), readable=False)
    shown, _ = opened("")
    for at in (0, 1, len(text) // 2, len(text)):
        completion(shown, written, at)
