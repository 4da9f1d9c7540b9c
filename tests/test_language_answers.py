"""Hover, definitions, uses, renaming and outlines, as functions on a snapshot; over the wire in `test_language_requests.py`."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from argmap.diagnostics import applied
from argmap.document import Document
from argmap.entries import Entry, Node
from argmap.errors import ArgmapError
from argmap.language_server.answers.completion import completion
from argmap.language_server.answers.definitions import defined, definition, id_at, uses_of
from argmap.language_server.answers.hover import hover
from argmap.language_server.answers.rename import prepare_rename, rename
from argmap.language_server.answers.symbols import document_symbols, workspace_symbols
from argmap.language_server.snapshot import Snapshot, Stretch
from argmap.model import link_ends
from argmap.references import references
from tests.conftest import ROOT, Program
from tests.snapshots import shipped, snapshot

PEOPLE = """people:
  - {id: holm, name: Peter Holm}  # the constable
  - id: "berg"
    name: Anna Berg
sources:
  - {id: inquest, type: hearing, author: [holm, {person: berg}]}
"""
NODES = """questions:
  - {id: fire, text: What set the mill on fire?}
nodes:
  - claim: fire-was-set
    text: Somebody set the fire, says holm.
    question: "fire"
    by: ['holm']
    date: "1910-06~"
    certainty: likely
    cite: [{source: inquest, at: p. 1, by: holm}]

  - support: cans-were-empty
    for: [fire-was-set]
    text: The cans were empty.

  - rebuttal: cans-were-old
    against:
      - {id: cans-were-empty, attack: undercut, link: fire-was-set}
    text: The cans were old.  # argmap: ignore[uncited-node]
"""
FILES = {"a.yaml": PEOPLE, "b.yaml": NODES}
BROKEN = {"a.yaml": PEOPLE, "b.yaml": NODES.replace("for: [fire-was-set]", "for: [fire-was-set")}


@pytest.fixture(params=["readable", "broken"])
def made(request: pytest.FixtureRequest) -> Snapshot:
    """The same files, whole and with one of them broken in the middle."""
    return snapshot(FILES if request.param == "readable" else BROKEN, known=FILES)


def at(made: Snapshot, path: str, words: str, into: int = 0) -> tuple[Document, int]:
    """A place in a file: ``into`` characters behind the beginning of the first such words."""
    document = made.documents[path]
    return document, document.source.text.index(words) + into


def shown(stretches: list[Stretch]) -> list[tuple[str, int, str]]:
    """File, line and text of each."""
    return [
        (each.document.path, each.document.source.position(each.start).line, each.document.source.text[each.start : each.end])
        for each in stretches
    ]


# Definitions and uses.

DEFINED = [
    ("by: ['holm']", 6, "a.yaml", 2, "holm"),
    ("by: holm}", 5, "a.yaml", 2, "holm"),
    ("source: inquest", 8, "a.yaml", 6, "inquest"),
    ("source: inquest", 15, "a.yaml", 6, "inquest"),
    ('question: "fire"', 11, "b.yaml", 2, "fire"),
    ("for: [fire-was-set", 12, "b.yaml", 4, "fire-was-set"),
    ("link: fire-was-set", 6, "b.yaml", 4, "fire-was-set"),
    ("id: cans-were-empty", 9, "b.yaml", 12, "cans-were-empty"),
    ("claim: fire-was-set", 9, "b.yaml", 4, "fire-was-set"),
]


@pytest.mark.parametrize(("words", "into", "path", "line", "text"), DEFINED)
def test_definition(made: Snapshot, words: str, into: int, path: str, line: int, text: str) -> None:
    assert shown(definition(made, *at(made, "b.yaml", words, into))) == [(path, line, text)]


@pytest.mark.parametrize("words", ["Somebody", "text: S", "at: p. 1", "p. 1", "  - claim", "# argmap", "1910-06~", "likely"])
def test_no_definition_of_what_is_no_id(made: Snapshot, words: str) -> None:
    assert definition(made, *at(made, "b.yaml", words, 1)) == []


def test_an_id_that_is_written_twice_is_defined_twice() -> None:
    made = snapshot({**FILES, "c.yaml": "people:\n  - {id: 'holm', name: Paul Holm}\n"})
    assert shown(defined(made, "holm")) == [("a.yaml", 2, "holm"), ("c.yaml", 2, "holm")]


def test_an_entry_of_a_broken_file_is_found_where_its_id_stands_below_other_keys() -> None:
    people = "people:\n  - name: Peter Holm\n    id: holm\n"
    made = snapshot({"a.yaml": f"{people}  - [", "b.yaml": NODES}, known={"a.yaml": people})
    assert shown(definition(made, *at(made, "b.yaml", "by: holm", 5))) == [("a.yaml", 3, "holm")]


def test_uses(made: Snapshot) -> None:
    assert shown(uses_of(made, "holm")) == [("a.yaml", 6, "holm"), ("b.yaml", 7, "holm"), ("b.yaml", 10, "holm")]
    assert shown(uses_of(made, "holm", with_definition=True))[0] == ("a.yaml", 2, "holm")
    assert [line for _, line, _ in shown(uses_of(made, "fire-was-set"))] == [13, 18]
    assert [line for _, line, _ in shown(uses_of(made, "fire-was-set", with_definition=True))] == [4, 13, 18]
    assert uses_of(made, "fire-was") == []


def test_uses_written_with_escapes_are_found() -> None:
    made = snapshot({**FILES, "c.yaml": 'nodes:\n  - claim: x\n    text: X.\n    by: "ho\\x6cm"\n'})
    assert ("c.yaml", 4, "ho\\x6cm") in shown(uses_of(made, "holm"))


def test_every_id_of_the_shipped_map_leads_to_its_definition_and_back() -> None:
    made = shipped()
    build = made.project.build
    places: dict[str, set[tuple[str, int]]] = {}
    for entry in (each for table in build.map.tables.values() for each in table.values()):
        place = build.places[entry.id]
        for named, path in named_in(entry):
            start = place.span(*path)[0]
            text = place.document.source.text
            start += text[start] in "\"'"
            places.setdefault(named, set()).add((place.document.path, start))
            assert id_at(place.document, start) == id_at(place.document, start + len(named)) == named
    for number, id in enumerate(build.places):
        assert shown(defined(made, id))[0][2] == id
        if number % 25 == 0:
            assert {(each.document.path, each.start) for each in uses_of(made, id)} == places.get(id, set())


def named_in(entry: Entry) -> list[tuple[str, tuple[str | int, ...]]]:
    found = [(id, path) for _, id, path in references(entry)]
    if isinstance(entry, Node):
        found += [(end.link, (field, number, "link")) for field, number, end in link_ends(entry) if end.link is not None]
    return found


# Hover.

MEANT = [
    ("question:", 2, "**question**: the questions it answers"),
    ("undercut", 2, "**undercut**: the target may be true, but does not show what it is used for"),
    ("likely", 6, "**likely**: the author thinks it likely"),
    ("nodes:", 0, "**nodes**: claims, supports and rebuttals"),
    ("1910-06", 3, "1910-06-01 to 1910-06-30 (approximate)"),
    ("uncited-node", 3, "**uncited-node**: A node has no citation."),
    ("at: p. 1", 1, "**at**: the locator"),
]


@pytest.mark.parametrize(("words", "into", "expected"), MEANT)
def test_hover_says_what_words_mean(made: Snapshot, words: str, into: int, expected: str) -> None:
    found = hover(made, *at(made, "b.yaml", words, into))
    assert found is not None
    assert expected in found.markdown


@pytest.mark.parametrize("words", ["Somebody set", "p. 1", "\n\n"])
def test_hover_says_nothing_of_texts(made: Snapshot, words: str) -> None:
    assert hover(made, *at(made, "b.yaml", words, 1)) is None


@pytest.mark.parametrize("id", ["limited-occupation", "ulam-1992", "stalin", "wedge-asian-tito", "gottwald-letter"])
def test_a_card_is_what_show_prints(argmap: Program, id: str) -> None:
    made = shipped()
    [stretch] = defined(made, id)
    found = hover(made, stretch.document, stretch.start)
    assert found is not None
    printed = argmap("show", id, "--format", "markdown", "--project", str(ROOT / "claims")).out
    card, _, more = found.markdown.partition("\n...\n")
    assert read(printed).startswith(read(card).rstrip())
    assert bool(more) == (len(found.markdown) > 4000 or read(printed).rstrip() != read(card).rstrip())
    assert not more or f"`argmap show {id}`" in more


def read(markdown: str) -> str:
    """The words that a reader of Markdown sees."""
    return re.sub(r"\s+", " ", re.sub(r"(?m)^ *<br>", "", markdown))


NASTY = (
    "[a](command:evil) ![b](http://evil/x.png) <script>alert(1)</script> <img src=x> **b** `c` https://evil.example www.evil.example "
    "me@evil.example &amp; ~~x~~ | y | [ref]: http://z $(icon) # h"
)


@pytest.mark.parametrize(
    "text", [NASTY, "# heading", "---", "===", "- item", "1. item", "> quote", "    code", "```", "<!--", "a\\", "*", "\u202eabc"]
)
def test_text_of_files_is_text(text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    file = f"""people:
  - {{id: p, name: {quoted}, aliases: [{quoted}], text: {quoted}, note: {quoted}}}
positions:
  - {{id: s, name: {quoted}, text: {quoted}}}
questions:
  - {{id: q, text: {quoted}}}
sources:
  - {{id: w, type: book, title: {quoted}, author: [{{literal: {quoted}}}], URL: {quoted}, issued: {quoted}}}
nodes:
  - {{claim: n, text: {quoted}, by: p, position: s, question: q, date: {quoted}, tags: {quoted}, cite: [{{source: w, at: {quoted}, quote: {quoted}}}]}}
  - {{rebuttal: r, text: {quoted}, against: n, note: {quoted}}}
"""
    made = snapshot({"a.yaml": file})
    assert made.documents["a.yaml"].readable
    for id in "psqwnr":
        [stretch] = defined(made, id)
        found = hover(made, stretch.document, stretch.start)
        assert found is not None
        outside_code = re.sub(r"`[^`\n]*`", "", found.markdown)
        assert not re.search(r"(?<!\\)(://|@)|www\.", outside_code)
        kinds = set()
        for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(found.markdown):
            kinds |= {token.type, *(inner.type for inner in token.children or ())}
        assert kinds <= {
            *("heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "text", "text_special", "code_inline"),
            *(
                "bullet_list_open",
                "bullet_list_close",
                "list_item_open",
                "list_item_close",
                "hardbreak",
                "softbreak",
                "strong_open",
                "strong_close",
            ),
        }


def test_a_hostile_word_under_the_pointer_is_text() -> None:
    made = snapshot({"a.yaml": 'nodes:\n  - claim: a\n    text: X.\n    certainty: "[x](command:y)"\n    by: "<b>"\n'})
    document = made.documents["a.yaml"]
    for offset in range(len(document.source.text)):
        found = hover(made, document, offset)
        assert found is None or "command:" not in found.markdown


def test_a_long_card_is_cut_and_says_so() -> None:
    claims = "".join(f"  - {{claim: c-{number}, text: Claim number {number}., position: s, by: p{number}}}\n" for number in range(500))
    made = snapshot({"a.yaml": f"positions:\n  - {{id: s, name: School}}\nnodes:\n{claims}"})
    found = hover(made, *at(made, "a.yaml", "id: s", 4))
    assert found is not None
    for text in (found.markdown, found.plain):
        assert len(text) < 5000
        assert "Claim number 1." in text
        assert text.endswith("\n...\n\n`argmap show s` shows all of it.\n")


def test_a_card_for_editors_without_markdown(argmap: Program) -> None:
    made = shipped()
    [stretch] = defined(made, "cumings-war-grew-from-1945")
    found = hover(made, stretch.document, stretch.start)
    assert found is not None
    assert found.plain == argmap("show", "cumings-war-grew-from-1945", "--color", "never", "--project", str(ROOT / "claims")).out


def test_ids_that_are_none_are_not_offered_and_do_no_harm() -> None:
    nasty = "a` [x](command:y)"
    claims = "".join(f"  - {{claim: c{number}, text: X., by: '{nasty}'}}\n" for number in range(300))
    made = snapshot({"a.yaml": f"people:\n  - {{id: '{nasty}', name: N}}\nnodes:\n{claims}  - claim: last\n    by: \n"})
    found = hover(made, *at(made, "a.yaml", nasty, 1))
    assert found is not None
    assert "`argmap show a' [x](command:y)`" in found.markdown
    document = made.documents["a.yaml"]
    assert [each.label for each in completion(made, document, len(document.source.text) - 1).suggestions] == ["editor"]


# Renaming.


def test_rename_everywhere() -> None:
    made = snapshot(FILES)
    done = rename(made, *at(made, "b.yaml", "by: holm}", 5), "holm-peter")
    texts = {path: applied(FILES[path], edits) for path, edits in done.edits.items()}
    assert texts == {
        "a.yaml": PEOPLE.replace("id: holm", "id: holm-peter").replace("[holm", "[holm-peter"),
        "b.yaml": NODES.replace("'holm'", "'holm-peter'").replace("by: holm}", "by: holm-peter}"),
    }
    assert all(edit.end - edit.start <= len("'holm'") for edits in done.edits.values() for edit in edits)
    assert {path: after.source.text for path, (_, after) in done.changed.items()} == texts
    assert done.places == 4


def test_prepare_rename_gives_the_id_without_quotation_marks() -> None:
    made = snapshot(FILES)
    named = prepare_rename(made, *at(made, "b.yaml", "['holm']", 3))
    assert (named.id, shown([named.stretch])) == ("holm", [("b.yaml", 7, "holm")])


@pytest.mark.parametrize(
    ("files", "words", "message"),
    [
        (FILES, "Somebody", "there is no id here"),
        (FILES, "text:", "there is no id here"),
        (BROKEN, "'holm'", "`b.yaml` cannot be read, and may name `holm`"),
        ({"b.yaml": NODES.replace("'holm'", "'hollm'")}, "hollm", "there is no `hollm` in this map"),
        ({"b.yaml": NODES.replace("'holm'", "editor")}, "editor", "`editor` stands for whoever encoded the map"),
    ],
)
def test_what_cannot_be_renamed_says_why(files: dict[str, str], words: str, message: str) -> None:
    made = snapshot(files)
    with pytest.raises(ArgmapError, match=re.escape(message)) as caught:
        prepare_rename(made, *at(made, "b.yaml", words, 2))
    assert caught.value.help


@pytest.mark.parametrize("new", ["berg", "No Id", "", "editor", "holm"])
def test_a_name_that_cannot_be_used_is_refused(new: str) -> None:
    made = snapshot(FILES)
    with pytest.raises(ArgmapError):
        rename(made, *at(made, "b.yaml", "'holm'", 2), new)


# Outlines.


def test_outline(made: Snapshot) -> None:
    questions, nodes = document_symbols(made, made.documents["b.yaml"])
    assert [(each.name, each.kind) for each in (questions, nodes)] == [("questions", "section"), ("nodes", "section")]
    assert [(each.name, each.kind, each.detail) for each in nodes.held] == [
        ("fire-was-set", "claim", "Somebody set the fire, says holm."),
        ("cans-were-empty", "support", "The cans were empty."),
        ("cans-were-old", "rebuttal", "The cans were old."),
    ]
    text = made.documents["b.yaml"].source.text
    for each in nodes.held:
        assert text[each.named.start : each.named.end] == each.name
        assert text[each.whole.start : each.whole.end].startswith(f"{each.kind}: {each.name}\n")
    assert text[nodes.held[0].whole.start : nodes.held[0].whole.end].endswith("by: holm}]")


def test_search(made: Snapshot) -> None:
    assert [each.name for each in workspace_symbols(made, "cans")] == ["cans-were-empty", "cans-were-old"]
    assert [each.name for each in workspace_symbols(made, "somebody FIRE")] == ["fire-was-set"]
    assert [each.name for each in workspace_symbols(made, "fire")] == ["fire", "fire-was-set"]
    assert len(workspace_symbols(made, "")) == 7
    assert len(workspace_symbols(made, "", most=3)) == 3
    assert workspace_symbols(made, "zeppelin") == []
