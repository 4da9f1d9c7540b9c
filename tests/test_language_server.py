"""The heart of `argmap lsp`, as an editor sees it: what is checked and when, cures, layout, and how it ends."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.language_server.answers.line_edits import edits_between
from argmap.language_server.open_texts import Change, opened
from argmap.language_server.positions import Encoding
from argmap.language_server.workspace import Workspace
from tests.conftest import ROOT, Program, traceback_in
from tests.editor import CAPABILITIES, WAIT, Editor, Refused, Shared, at, edited, place, typed

QUESTIONS = "questions:\n  - id: origins\n    text: Why did the war begin?\n"
PEOPLE = 'people:\n  - {id: bob, name: Bob Ross}\n\nsources:\n  - {id: ross-1990, type: book, author: [bob], title: War, issued: "1990"}\n'
CLAIMS = """nodes:
  - claim: north-attacked
    text: The North attacked first.
    question: [origins]
    cite: [{source: ross-1990, at: p. 1}]

  - claim: south-attacked
    text: The South attacked first.
    question: [origins]
    conflicts: [north-attacked]
    cite: [{source: ross-1990, at: p. 2}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project without faults."""
    (tmp_path / "claims").mkdir()
    for name, text in {"questions": QUESTIONS, "people": PEOPLE, "nodes": CLAIMS}.items():
        (tmp_path / "claims" / f"{name}.yaml").write_text(text)
    return tmp_path


@pytest.fixture
def editor(folder: Path, editors: Shared) -> Iterator[Editor]:
    """An editor on the project, which has been read; at the end the server must still be well."""
    with editors.on(folder) as editor:
        assert editor.request("workspace/symbol", {"query": "north-attacked"})
        yield editor


NODES = "claims/nodes.yaml"
OPTIONS = {"tabSize": 2, "insertSpaces": True}


def test_what_it_can_do(folder: Path) -> None:
    with Editor(folder) as editor:
        result = editor.initialize()
        assert result["serverInfo"]["name"] == "argmap"
        can = result["capabilities"]
        assert can["positionEncoding"] == "utf-16"
        assert can["textDocumentSync"] == {"openClose": True, "change": 2, "save": True}
        assert "quickfix" in can["codeActionProvider"]["codeActionKinds"]
        assert can["renameProvider"] == {"prepareProvider": True}
        editor.until(lambda: editor.asked)
        [(method, params)] = editor.asked
        assert method == "client/registerCapability"
        globs = [watcher["globPattern"] for watcher in params["registrations"][0]["registerOptions"]["watchers"]]
        assert "**/*.yaml" in globs
        assert "**/argmap.toml" in globs
        assert editor.shut_down() == 0
        assert editor.errors == b""


def test_open_text_over_saved_and_back(editor: Editor) -> None:
    editor.open(NODES)
    assert editor.checked(NODES) == []
    change, _ = typed(CLAIMS, "[north-attacked]", "[north-atacked]")
    version = editor.change(NODES, change)
    [found] = editor.checked(NODES, version)
    assert found["code"] == "dangling-reference"
    assert found["severity"] == 1
    assert found["source"] == "argmap"
    assert found["message"].endswith("\nhelp: did you mean `north-attacked`?")
    assert found["range"] == {"start": {"line": 9, "character": 16}, "end": {"line": 9, "character": 29}}
    editor.close(NODES)  # what is saved holds again
    editor.until_rules(NODES)


def test_faults_of_the_whole_project_are_told_without_a_file_open(folder: Path, editors: Shared) -> None:
    (folder / NODES).write_text(CLAIMS.replace("ross-1990, at: p. 1", "ros-1990, at: p. 1"))
    with editors.on(folder) as editor:
        editor.until_rules(NODES, "dangling-reference")
        assert editor.published == [editor.uri(NODES)]  # and of files without faults nothing is said
        assert editor.versions[editor.uri(NODES)] is None


def test_a_change_is_seen_in_other_files_and_these_alone_are_told(editor: Editor) -> None:
    people = "claims/people.yaml"
    editor.open(people)
    editor.checked(people)
    told = len(editor.published)
    change, after = typed(PEOPLE, "ross-1990", "ross-1991")
    editor.change(people, change)
    editor.until_rules(NODES, "dangling-reference", "dangling-reference")
    change, _ = typed(after, "ross-1991", "ross-1990")
    editor.checked(people, editor.change(people, change))
    editor.until_rules(NODES)
    assert set(editor.published[told:]) == {editor.uri(NODES), editor.uri(people)}


def test_second_places_tags_and_versions_only_for_those_who_know_them(folder: Path) -> None:
    again = "people:\n  - {id: bob, name: Bob}\n  - {id: ann, name: Ann}\n"
    (folder / "claims/zz.yaml").write_text(again)
    with Editor(folder) as editor:
        editor.initialize()
        twice, unused = editor.until_rules("claims/zz.yaml", "duplicate-id", "unused-entry")
        [related] = twice["relatedInformation"]
        assert related["location"]["uri"] == editor.uri("claims/people.yaml")
        assert related["location"]["range"]["start"] == {"line": 1, "character": 9}
        assert unused["tags"] == [1]
    with Editor(folder) as editor:
        editor.initialize(capabilities={})
        twice, unused = editor.until_rules("claims/zz.yaml", "duplicate-id", "unused-entry")
        assert "relatedInformation" not in twice
        assert "tags" not in unused
        editor.open("claims/zz.yaml", again + " ")
        editor.request(
            "textDocument/hover", {"textDocument": {"uri": editor.uri("claims/zz.yaml")}, "position": {"line": 0, "character": 0}}
        )
        assert set(editor.versions.values()) == {None}


@pytest.mark.parametrize("remove", ["file", "folder"])
def test_a_file_that_vanishes_takes_its_faults_along(editor: Editor, remove: str) -> None:
    extra = editor.folder / "claims" / "extra" / "more.yaml"
    extra.parent.mkdir()
    extra.write_text("people:\n  - {id: ann, name: Ann}\n")
    editor.watched("claims/extra/more.yaml", kind=1)
    editor.until_rules("claims/extra/more.yaml", "unused-entry")
    if remove == "file":
        extra.unlink()
        editor.watched("claims/extra/more.yaml", kind=3)
    else:
        shutil.rmtree(extra.parent)
        editor.notify("workspace/didDeleteFiles", {"files": [{"uri": editor.uri("claims/extra")}]})
    editor.until_rules("claims/extra/more.yaml")


def test_a_file_that_is_renamed(editor: Editor) -> None:
    (editor.folder / NODES).write_text(CLAIMS.replace("[origins]", "[origin]"))
    editor.watched(NODES)
    editor.until_rules(NODES, "dangling-reference", "dangling-reference")
    (editor.folder / NODES).rename(editor.folder / "claims" / "renamed.yaml")
    editor.watched(NODES, kind=3)
    editor.until_rules("claims/renamed.yaml", "dangling-reference", "dangling-reference")
    editor.until_rules(NODES)


def test_saved_files_are_looked_at_by_and_by_if_nobody_says_when_they_change(editor: Editor) -> None:
    editor.open("claims/people.yaml")
    editor.checked("claims/people.yaml")
    (editor.folder / NODES).write_text(CLAIMS.replace("[origins]", "[origin]", 1))

    def is_seen() -> bool:
        editor.change("claims/people.yaml", PEOPLE)
        editor.checked("claims/people.yaml")
        return editor.rules(NODES) == ["dangling-reference"]

    end = time.monotonic() + WAIT
    while not is_seen():
        assert time.monotonic() < end


def test_a_file_that_lies_open_stays_when_it_is_gone_from_the_disk(editor: Editor) -> None:
    editor.open(NODES)
    editor.checked(NODES)
    (editor.folder / NODES).unlink()
    editor.watched(NODES, kind=3)
    change, _ = typed(CLAIMS, "[north-attacked]", "[north-atacked]")
    [found] = editor.checked(NODES, editor.change(NODES, change))
    assert found["code"] == "dangling-reference"
    editor.close(NODES)
    editor.until_rules("claims/questions.yaml", "question-without-answers")
    editor.until_rules(NODES)


def test_a_new_file_that_was_never_saved(editor: Editor) -> None:
    editor.open("claims/new/ideas.yaml", "nodes:\n  - claim: third-way\n    text: Both attacked.\n    question: [origns]\n")
    editor.checked("claims/new/ideas.yaml")
    assert editor.rules("claims/new/ideas.yaml") == ["uncited-node", "dangling-reference"]
    editor.close("claims/new/ideas.yaml")
    editor.until_rules("claims/new/ideas.yaml")


def test_a_broken_file_keeps_its_nodes_known(editor: Editor) -> None:
    editor.open(NODES)
    editor.checked(NODES)
    change, after = typed(CLAIMS, "question: [origins]", "question: [origins")
    [found] = editor.checked(NODES, editor.change(NODES, change))
    assert found["code"] == "invalid-yaml"
    editor.open("claims/new.yaml", "nodes:\n  - support: ground\n    for: [nor]\n")
    here = {"textDocument": {"uri": editor.uri("claims/new.yaml")}, "position": {"line": 2, "character": 13}}
    assert "north-attacked" in [item["label"] for item in editor.request("textDocument/completion", here)["items"]]
    change, _ = typed(after, "question: [origins", "question: [origins]")
    editor.checked(NODES, editor.change(NODES, change))
    assert editor.rules(NODES) == []


def test_a_file_that_is_broken_when_it_is_opened_is_known_as_it_was_saved(folder: Path) -> None:
    with Editor(folder) as editor:
        editor.initialize(folders=[])
        broken = CLAIMS.replace("question: [origins]", "question: [origins", 1)
        editor.open(NODES, broken)
        editor.open("claims/new.yaml", "nodes:\n  - support: ground\n    for: [nor]\n")
        here = {"textDocument": {"uri": editor.uri("claims/new.yaml")}, "position": {"line": 2, "character": 13}}
        assert "north-attacked" in [item["label"] for item in editor.request("textDocument/completion", here)["items"]]
        assert [each["code"] for each in editor.checked(NODES)] == ["invalid-yaml"]
        assert editor.shut_down() == 0


def test_files_that_cannot_be_read(editor: Editor) -> None:
    other = editor.folder / "claims" / "other.yaml"
    other.write_bytes(b"people: \xff\n")
    editor.watched("claims/other.yaml", kind=1)
    editor.until_rules("claims/other.yaml", "invalid-encoding")
    other.unlink()
    os.mkfifo(other)
    editor.watched("claims/other.yaml")
    editor.until_rules("claims/other.yaml", "unreadable-file")
    other.unlink()
    editor.watched("claims/other.yaml", kind=3)
    editor.until_rules("claims/other.yaml")


def test_only_claim_files_of_the_project_are_checked(editor: Editor) -> None:
    (editor.folder / "argmap.toml").write_text('paths = ["claims"]\n')
    editor.watched("argmap.toml", kind=1)
    for path in ("docker-compose.yaml", "claims/.hidden.yaml", "claims/notes.txt"):
        (editor.folder / path).write_text("nodes: 3\n")
        editor.open(path)
    editor.open(NODES)
    editor.checked(NODES)
    editor.close(NODES)
    editor.request("workspace/symbol", {"query": ""})
    assert {uri for uri in editor.diagnostics if editor.diagnostics[uri]} == set()
    assert (
        editor.request("textDocument/formatting", {"textDocument": {"uri": editor.uri("docker-compose.yaml")}, "options": OPTIONS}) is None
    )


def test_files_outside_of_projects(tmp_path: Path, editors: Shared) -> None:
    """A claim file that lies in no project is one of its own; what is somebody else's is left alone."""
    with editors.on(tmp_path) as editor:
        editor.open("map.yaml", "nodes:\n  - claim: alone\n    question: [nowhere]\n")
        editor.open("other.yaml", "services:\n  web: {image: nginx}\n")
        editor.open("untitled:Untitled-1", "people:\n  - {id: ann, name: Ann}\n")
        editor.open("git:/map.yaml?x", "people:\n  - {id: ann, name: Ann}\n")
        editor.checked("map.yaml")
        editor.checked("untitled:Untitled-1")
        assert "missing-field" in editor.rules("map.yaml")
        assert editor.rules("untitled:Untitled-1") == ["unused-entry"]
        assert set(editor.diagnostics) == {editor.uri("map.yaml"), "untitled:Untitled-1"}
        editor.close("untitled:Untitled-1")
        editor.until(lambda: not editor.diagnostics["untitled:Untitled-1"])


def test_several_projects_and_folders_that_come_and_go(editor: Editor, tmp_path_factory: pytest.TempPathFactory) -> None:
    second = tmp_path_factory.mktemp("second")
    (second / "claims").mkdir()
    (second / "claims/x.yaml").write_text("people:\n  - {id: bob, name: Bob}\n")
    x = (second / "claims/x.yaml").as_uri()
    editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [{"uri": second.as_uri(), "name": "b"}], "removed": []}})
    editor.until_rules(x, "unused-entry")
    editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [{"uri": second.as_uri(), "name": "b"}]}})
    editor.until_rules(x)
    editor.open(x, (second / "claims/x.yaml").read_text())  # as soon as a file of it is open it is there again
    editor.until_rules(x, "unused-entry")


def test_an_open_file_is_judged_by_its_own_project_alone(folder: Path) -> None:
    """A project in the folder of another one's claims: the outer one reads its files as they are saved."""
    (folder / "claims/within").mkdir()
    (folder / "claims/within/argmap.toml").write_text('paths = ["."]\n')
    inner = "claims/within/x.yaml"
    (folder / inner).write_text(QUESTIONS)
    with Editor(folder) as editor:
        editor.initialize([])
        editor.open(inner, "people:\n  - {id: cleo, name: Cleo}\n")
        editor.until_rules(inner, "unused-entry")
        editor.open(NODES)
        editor.checked(NODES)
        assert editor.rules(inner) == ["unused-entry"]
        assert editor.shut_down() == 0
    (folder / "claims/within/argmap.toml").write_text("paths = [\n")  # now nobody can tell what it is part of
    with Editor(folder) as editor:
        editor.initialize()
        editor.until_rules(inner, "duplicate-id")
        editor.open(inner, "people:\n  - {id: cleo, name: Cleo}\n")
        editor.until(lambda: editor.diagnostics.get(editor.uri("claims/within/argmap.toml")))
        assert editor.rules(inner) == []  # nothing about a text that is not there any more
        editor.close(inner)
        editor.until_rules(inner, "duplicate-id")


def test_a_text_without_a_file_is_not_the_file_of_its_name(folder: Path) -> None:
    (folder / "Untitled-1").write_text(CLAIMS)
    with Editor(folder) as editor:
        editor.initialize([])
        text = "nodes:\n  - claim: mine\n    text: [\n  - rebuttal: r\n    against: "
        uri = editor.open("untitled:Untitled-1", text)
        editor.until_rules(uri, "invalid-yaml")
        found = editor.request("textDocument/completion", {"textDocument": {"uri": uri}, "position": place(text, len(text))})
        assert found["items"] == []


def test_files_that_are_gone_are_forgotten(folder: Path) -> None:
    """Who saves, deletes and opens all day must not fill the memory."""
    workspace, new = Workspace(), folder / "claims/new.yaml"
    uri = (folder / "claims/never-saved.yaml").as_uri()
    new.write_text(PEOPLE)
    [view] = workspace.read({uri: opened(uri, 1, QUESTIONS)}, [folder.as_uri()], look=True).views.values()
    kept = [weakref.ref(view.snapshot.documents[f"claims/{name}.yaml"]) for name in ("new", "never-saved")]
    new.unlink()
    del view
    workspace.read({}, [folder.as_uri()], look=True)
    gc.collect()
    assert [document() for document in kept] == [None, None]


def test_wrong_settings_are_told_where_they_are_wrong(editor: Editor) -> None:
    settings = editor.folder / "argmap.toml"
    settings.write_text('paths = ["claims"]\n\n[rules]\nlong-txt = "off"\n')
    editor.watched("argmap.toml", kind=1)
    [found] = editor.until(lambda: editor.diagnostics.get(editor.uri("argmap.toml")))
    assert found["range"]["start"] == {"line": 3, "character": 0}
    assert found["message"] == "no rule is called `long-txt`\nhelp: did you mean `long-text`?"
    editor.open(NODES, CLAIMS.replace("[origins]", "[origin]", 1))  # goes on with what was set before
    editor.checked(NODES)
    assert editor.rules(NODES) == ["dangling-reference"]
    settings.write_text('paths = ["claims"]\n\n[rules]\ndangling-reference = "off"\n')
    editor.watched("argmap.toml")
    editor.until_rules(NODES)
    editor.until(lambda: editor.diagnostics[editor.uri("argmap.toml")] == [])


def test_settings_that_are_wrong_from_the_beginning(folder: Path, editors: Shared) -> None:
    (folder / "argmap.toml").write_text("paths = [\n")
    with editors.on(folder) as editor:
        editor.until(lambda: editor.diagnostics.get(editor.uri("argmap.toml")))
        editor.open(NODES)
        here = {"textDocument": {"uri": editor.uri(NODES)}, "position": {"line": 1, "character": 14}}
        assert editor.request("textDocument/hover", here) is None
        (folder / "argmap.toml").write_text('paths = ["claims"]\n')
        editor.save("argmap.toml")
        editor.until(lambda: editor.diagnostics[editor.uri("argmap.toml")] == [])
        assert "north-attacked" in editor.request("textDocument/hover", here)["contents"]["value"]


def test_one_file_under_several_names(folder: Path, editors: Shared) -> None:
    """A link to the project, percent signs, and names that are no ASCII."""
    (folder / "claims" / "50% é#1.yaml").write_text("people:\n  - {id: ann, name: Ann}\n")
    link = folder.parent / f"{folder.name}-link"
    link.symlink_to(folder, target_is_directory=True)
    with editors.on(link) as editor:
        by_link = (link / "claims" / "50% é#1.yaml").as_uri()
        editor.until_rules(by_link, "unused-entry")
        plain = f"file://{folder}/claims/50%25%20%c3%a9%231.yaml"  # written in another way
        editor.open(plain, "people:\n  - {id: ann, name: Ann}\n")
        editor.until_rules(plain, "unused-entry")
        editor.until_rules(by_link)
        editor.change(plain, "people: []\n")
        editor.until_rules(plain)


@pytest.mark.parametrize(
    "uri",
    [
        "file:///c%3A/Users/x/map.yaml",
        "file://server/share/map.yaml",
        "file:///a%00b.yaml",
        "file:relative.yaml",
        "http://[x/map.yaml",
        "file:///" + "long/" * 2000 + "map.yaml",
        "",
    ],
)
def test_odd_uris(editor: Editor, uri: str) -> None:
    editor.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": "people: [\n"}})
    here = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    editor.request("textDocument/hover", here)
    with contextlib.suppress(Refused):  # where it is a file that could be there, it is a broken one
        editor.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": OPTIONS})
    editor.open(NODES)
    assert editor.checked(NODES) == []
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_in_the_units_that_were_agreed_on(folder: Path, encoding: str) -> None:
    text = "people:\n  - {id: ann, name: 𝒜é}  # 𝒜é\n  - {id: 𝒜é𝒜, name: x}\n"
    with Editor(folder) as editor:
        capabilities = {**CAPABILITIES, "general": {"positionEncodings": [encoding]}}
        editor.initialize(capabilities=capabilities)
        assert editor.capabilities["positionEncoding"] == encoding
        editor.open("claims/zz.yaml", text)
        found = editor.until_rules("claims/zz.yaml", "unused-entry", "unused-entry", "invalid-id")
        long = {"utf-8": 10, "utf-16": 5, "utf-32": 3}[encoding]
        last = next(each for each in found if each["code"] == "invalid-id")
        assert last["range"] == {"start": {"line": 2, "character": 9}, "end": {"line": 2, "character": 9 + long}}
        # The same units count in what the editor says: the id is put in the place of another.
        change = {"range": {"start": {"line": 2, "character": 9}, "end": {"line": 2, "character": 9 + long}}, "text": "bert"}
        editor.change("claims/zz.yaml", change)
        editor.until_rules("claims/zz.yaml", "unused-entry", "unused-entry")


LINES = "# a\u2028# b\x85# d\u2029# e\r\n# 𝒜\rpeople:\n  - {id: ann, name: Ann}\n"


def test_lines_end_where_editors_end_them(editor: Editor) -> None:
    """Not at U+2028, form feeds and others, where `str.splitlines` ends them."""
    text = LINES
    editor.open("claims/zz.yaml", text)
    [found] = editor.until_rules("claims/zz.yaml", "unused-entry")
    assert found["range"]["start"] == {"line": 3, "character": 9}
    for needle, new in (("ann", "an"), ("# 𝒜", "# 𝒜𝒜"), ("\u2028# b", "\u2028# bb"), ("Ann", "An"), ("id: an", "id: bo")):
        change, text = typed(text, needle, new)
        editor.change("claims/zz.yaml", change)
    here = {"textDocument": {"uri": editor.uri("claims/zz.yaml")}}
    [section] = editor.request("textDocument/documentSymbol", here)
    assert [(held["name"], held["detail"]) for held in section["children"]] == [("bo", "An")]


def test_the_text_is_what_the_editor_has_whatever_is_typed(editor: Editor) -> None:
    """Ranges beyond the end, backwards, several at once, marks at the beginning, halves of characters."""
    path = "claims/zz.yaml"
    editor.open(path, "\ufeffpeople:\n  - {id: ann, name: Ann}\n")
    [found] = editor.until_rules(path, "unused-entry")
    assert found["range"]["start"] == {"line": 1, "character": 9}
    far = {"line": 99, "character": 7}
    editor.change(path, {"range": {"start": far, "end": far}, "text": "  - {id: bert, name: B\ud83d}\n"})
    editor.until_rules(path, "unused-entry", "unused-entry")
    back = {"start": {"line": 2, "character": 13}, "end": {"line": 2, "character": 9}}
    first = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}
    editor.change(path, {"range": back, "text": "cleo"}, {"range": first, "text": ""})  # the mark goes
    editor.change(path, {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 99}}, "text": "people:"})
    here = {"textDocument": {"uri": editor.uri(path)}}
    [section] = editor.request("textDocument/documentSymbol", here)
    assert [held["name"] for held in section["children"]] == ["ann", "cleo"]
    assert section["selectionRange"] == {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 6}}


_PIECES = st.lists(
    st.sampled_from(["\r", "\n", "\r\n", "a", "- b", "\ufeff", "\U0001f600", "\ud55c", "e\u0301", "\u2028", "\f"]), max_size=12
).map("".join)


@settings(deadline=None)
@given(_PIECES, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), _PIECES), max_size=6))
def test_changes_make_the_text_that_an_editor_has(text: str, changes: list[tuple[int, int, str]]) -> None:
    now = opened("", 1, text)
    for start, length, new in changes:
        start, end = (min(at, len(text)) for at in (start, start + length))
        start, end = (at - (text[at - 1 : at + 1] == "\r\n") for at in (start, end))  # no editor has a place between the two
        places = [(found["line"], found["character"]) for found in (place(text, start), place(text, end))]
        text = text[:start] + new + text[end:]
        now = now.changed(2, [Change(places[0], places[1], new)], Encoding.UTF_16)
        assert (now.text, now.is_marked) == (text.removeprefix("\ufeff"), text.startswith("\ufeff"))
        assert now.lines == opened("", 2, text).lines


def actions(editor: Editor, path: str, text: str, needle: str, **context: Any) -> list[dict[str, Any]]:
    """The actions that are offered on a piece of a text."""
    range = {"start": at(text, needle), "end": at(text, needle, after=True)}
    context = {"diagnostics": editor.diagnostics.get(editor.uri(path), []), **context}
    found: list[dict[str, Any]] = editor.request(
        "textDocument/codeAction", {"textDocument": {"uri": editor.uri(path)}, "range": range, "context": context}
    )
    return found


def carried_out(editor: Editor, path: str, text: str, action: dict[str, Any]) -> str:
    """A text after an action on its file alone."""
    [change] = action["edit"]["documentChanges"]
    assert change["textDocument"]["uri"] == editor.uri(path)
    return edited(text, change["edits"])


def test_a_cure_and_a_comment_for_a_fault(editor: Editor) -> None:
    text = CLAIMS.replace("[north-attacked]", "[north-atacked]")
    editor.open(NODES, text)
    [diagnostic] = editor.checked(NODES)
    cure, silence = actions(editor, NODES, text, "north-atacked", only=["quickfix"])
    assert cure["kind"] == "quickfix"
    assert cure["diagnostics"] == [diagnostic]
    assert carried_out(editor, NODES, text, cure) == CLAIMS
    assert "isPreferred" not in cure  # a guess
    assert silence["title"] == "Ignore `dangling-reference` on this line"
    after = carried_out(editor, NODES, text, silence)
    assert "    conflicts: [north-atacked]  # argmap: ignore[dangling-reference]\n" in after
    editor.change(NODES, after)
    editor.until_rules(NODES)
    assert actions(editor, NODES, after, "south-attacked") == []


def test_comments_stand_where_they_can(editor: Editor) -> None:
    text = 'people:\n  - {id: ann, name: "Ann\n      Smith"}  # argmap: ignore[long-text]\n  - {id: bert, name: Bert}\n'
    text += "nodes:\n  - claim: war\n    text: >-\n      War\n"
    editor.open("claims/zz.yaml", text)
    editor.checked("claims/zz.yaml")
    by_rule = {}
    for needle in ("ann", "bert", "      War"):
        for action in actions(editor, "claims/zz.yaml", text, needle):
            if action["title"].startswith("Ignore"):
                by_rule[needle, action["title"].split("`")[1]] = carried_out(editor, "claims/zz.yaml", text, action)
    assert "  # argmap: ignore[unused-entry]\n  - {id: ann, " in by_rule["ann", "unused-entry"]
    assert "Bert}  # argmap: ignore[unused-entry]\n" in by_rule["bert", "unused-entry"]
    for (needle, rule), after in by_rule.items():
        before = editor.rules("claims/zz.yaml").count(rule)
        version = editor.change("claims/zz.yaml", after)
        editor.checked("claims/zz.yaml", version)
        assert editor.rules("claims/zz.yaml").count(rule) == before - 1, (needle, rule, after)
        editor.checked("claims/zz.yaml", editor.change("claims/zz.yaml", text))


def test_what_cannot_be_silenced_has_no_comment(editor: Editor) -> None:
    text = PEOPLE.replace("people:\n", "people:\n  - {id: bob, name: Bob}\n")
    editor.open("claims/people.yaml", text)
    editor.checked("claims/people.yaml")
    assert "duplicate-id" in editor.rules("claims/people.yaml")
    titles = [action["title"] for action in actions(editor, "claims/people.yaml", text, text)]
    assert not any("duplicate-id" in title for title in titles)


def test_all_safe_cures_of_a_file_at_once(editor: Editor) -> None:
    text = (
        CLAIMS.replace("The North attacked first.", '" The North attacked first."')
        .replace("at: p. 2", 'at: " p. 2"')
        .replace("conflicts: [north", "conflicts: [noth")
    )
    editor.open(NODES, text)
    editor.checked(NODES)
    [action] = actions(editor, NODES, text, "nodes", only=["source.fixAll"])
    assert action["kind"] == "source.fixAll.argmap"
    after = carried_out(editor, NODES, text, action)
    assert '    text: "The North attacked first."\n' in after
    assert 'at: "p. 2"' in after
    assert "noth" in after  # that cure is a guess
    assert actions(editor, NODES, text, "nodes", only=["source.organizeImports"]) == []


def test_all_safe_cures_are_worked_out_when_they_are_wanted(folder: Path) -> None:
    capabilities = json.loads(json.dumps(CAPABILITIES))
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = {"properties": ["edit"]}
    text = CLAIMS.replace("at: p. 2", 'at: " p. 2"')
    with Editor(folder) as editor:
        editor.initialize(capabilities=capabilities)
        editor.open(NODES, text)
        editor.checked(NODES)
        action = actions(editor, NODES, text, "nodes:")[-1]
        assert "edit" not in action
        assert 'at: "p. 2"' in carried_out(editor, NODES, text, editor.request("codeAction/resolve", action))


UGLY = "nodes:\n- rebuttal: r-one\n  text:   It was not so.\n  against: [north-attacked]\n  cite:\n  - source: ross-1990\n    at: p. 3\n"


def test_layout_by_small_edits(argmap: Program, editor: Editor) -> None:
    argmap.write("claims/ugly.yaml", UGLY)
    editor.open("claims/ugly.yaml", UGLY)
    edits = editor.request("textDocument/formatting", {"textDocument": {"uri": editor.uri("claims/ugly.yaml")}, "options": OPTIONS})
    argmap("fmt", "claims/ugly.yaml")
    assert edited(UGLY, edits) == (argmap.folder / "claims/ugly.yaml").read_text() != UGLY
    editor.change("claims/ugly.yaml", edited(UGLY, edits))
    assert editor.request("textDocument/formatting", {"textDocument": {"uri": editor.uri("claims/ugly.yaml")}, "options": OPTIONS}) == []


def test_what_cannot_be_read_is_not_laid_out(editor: Editor) -> None:
    editor.open(NODES, CLAIMS + "  - [\n")
    with pytest.raises(Refused, match=r"`claims/nodes.yaml` is left as it is: it cannot be read in full; see `argmap check") as refused:
        editor.request("textDocument/formatting", {"textDocument": {"uri": editor.uri(NODES)}, "options": OPTIONS})
    assert refused.value.code == -32803
    assert editor.errors == b""


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", " ", "  x: y", "\r", "\n", "\r\n", "é", "𝒜"]), max_size=24).map("".join),
    st.lists(st.sampled_from(["a", "b", " ", "  x: y", "\r", "\n", "\r\n", "é", "𝒜"]), max_size=24).map("".join),
)
def test_small_edits_make_the_new_text(old: str, new: str) -> None:
    edits = [
        {"range": {"start": place(old, edit.start), "end": place(old, edit.end)}, "newText": edit.text} for edit in edits_between(old, new)
    ]
    assert edited(old, edits) == new


def test_rename_in_all_files(editor: Editor) -> None:
    editor.open(NODES)
    here = {"textDocument": {"uri": editor.uri(NODES)}, "position": at(CLAIMS, "ross-1990")}
    assert editor.request("textDocument/prepareRename", here)["placeholder"] == "ross-1990"
    changes = editor.request("textDocument/rename", {**here, "newName": "ross-1991"})["documentChanges"]
    versions = {change["textDocument"]["uri"]: change["textDocument"]["version"] for change in changes}
    assert versions == {editor.uri(NODES): 1, editor.uri("claims/people.yaml"): None}
    [after] = [edited(CLAIMS, change["edits"]) for change in changes if change["textDocument"]["version"] == 1]
    assert after == CLAIMS.replace("ross-1990", "ross-1991")
    with pytest.raises(Refused, match="is already the id of a person"):
        editor.request("textDocument/rename", {**here, "newName": "bob"})


def test_it_says_what_check_says(argmap: Program) -> None:
    """Of files full of faults, saved or open."""
    shutil.copytree(ROOT / "tests" / "faulty", argmap.folder / "claims")
    said: dict[str, list[tuple[Any, ...]]] = {}
    for each in json.loads(argmap("check", "--format", "json").out)["diagnostics"]:
        place = each["start"]["line"] - 1, each["start"]["column"] - 1, each["end"]["line"] - 1, each["end"]["column"] - 1
        said.setdefault(each["path"], []).append((*place, each["rule"], {"error": 1, "warning": 2}[each["severity"]]))

    def told(editor: Editor, path: str) -> list[tuple[Any, ...]]:
        return [
            (*each["range"]["start"].values(), *each["range"]["end"].values(), each["code"], each["severity"])
            for each in editor.diagnostics[editor.uri(path)]
        ]

    with Editor(argmap.folder) as editor:
        editor.initialize(capabilities={**CAPABILITIES, "general": {"positionEncodings": ["utf-32"]}})
        editor.until(lambda: len(editor.diagnostics) == len(said))
        assert {path: told(editor, path) for path in said} == said
        opened = []
        for path in said:
            with contextlib.suppress(UnicodeDecodeError):
                editor.open(path, (argmap.folder / path).read_bytes().decode("utf-8-sig"))
                opened.append(path)
        for path in opened:
            editor.checked(path)
            assert told(editor, path) == said[path]


# How it takes what is no good, and how it ends


def test_messages_that_are_no_good_are_answered(editor: Editor) -> None:
    editor.write_bytes(Editor.frame(b"{no json"))
    editor.until(lambda: editor.answers.get(None, {}).get("error", {}).get("code") == -32700)
    for body in (b"[]", b"17", b'{"id": 77}', b'{"jsonrpc": "1.0", "id": 78, "method": "shutdown"}', b"[" * 100_000, b"\xff\xfe"):
        editor.answers.pop(None, None)
        editor.write_bytes(Editor.frame(body))
        editor.until(lambda: {None, 77, 78} & editor.answers.keys())
        assert all(answer["error"]["code"] in (-32600, -32700) for id, answer in editor.answers.items() if id in (None, 77, 78))
        editor.answers.pop(77, None)
        editor.answers.pop(78, None)
    for method, params, code in (
        ("textDocument/hover", {"textDocument": 5}, -32602),
        ("textDocument/hover", None, -32602),
        ("textDocument/nonsense", {}, -32601),
        ("textDocument/nonsense", None, -32601),
        ("$/nonsense", None, -32601),
        ("initialized", {}, -32601),  # these are not to be answered, and yet no request may be left without an answer
        ("textDocument/didSave", {"textDocument": {"uri": editor.uri(NODES)}}, -32601),
        ("exit", None, -32601),
        ("initialize", {"capabilities": {}, "processId": None, "rootUri": None}, -32600),
    ):
        with pytest.raises(Refused) as refused:
            editor.request(method, params)
        assert refused.value.code == code
    assert editor.request("codeAction/resolve", {"title": "x", "data": {"uri": 3}})["title"] == "x"
    for method, params in (
        ("textDocument/didChange", {}),
        ("$/nonsense", {}),
        ("x/nonsense", None),
        ("textDocument/didClose", {"textDocument": {"uri": "x:y"}}),
    ):
        editor.notify(method, params)
    editor.write({"jsonrpc": "2.0", "id": "never-asked", "result": 3})
    editor.write_bytes(b"Content-Type: x\r\n\r\nContent-Length: x\r\n\r\n")
    editor.write_bytes(b"content-length: 57\r\n\r\n" + b'{"jsonrpc": "2.0", "id": "low", "method": "x/unheard-of"}')
    editor.until(lambda: "low" in editor.answers)
    assert b"Traceback" not in editor.errors


def test_a_request_that_is_taken_back(editor: Editor) -> None:
    editor.open(NODES)
    number = editor.send(
        "textDocument/codeAction",
        {
            "textDocument": {"uri": editor.uri(NODES)},
            "range": {"start": at(CLAIMS, "text"), "end": at(CLAIMS, "text")},
            "context": {"diagnostics": []},
        },
    )
    editor.notify("$/cancelRequest", {"id": number})
    editor.notify("$/cancelRequest", {"id": "unknown"})
    editor.until(lambda: editor.answers.get(number))
    assert editor.answers[number].get("result") == [] or editor.answers[number]["error"]["code"] == -32800


def test_before_it_begins_and_after_it_ends(folder: Path) -> None:
    with Editor(folder) as editor:
        with pytest.raises(Refused) as refused:
            editor.request("textDocument/hover", {"textDocument": {"uri": "file:///x.yaml"}, "position": {"line": 0, "character": 0}})
        assert refused.value.code == -32002
        editor.notify("textDocument/didOpen", {"textDocument": {"uri": "file:///x.yaml", "languageId": "", "version": 1, "text": ""}})
        editor.initialize()
        assert editor.request("shutdown") is None
        with pytest.raises(Refused) as refused:
            editor.request("workspace/symbol", {"query": ""})
        assert refused.value.code == -32600
        editor.notify("exit")
        assert editor.ended() == 0
        assert editor.errors == b""


def end_of_input(editor: Editor) -> None:
    assert editor.process.stdin is not None
    editor.process.stdin.close()


def exit_without_shutdown(editor: Editor) -> None:
    editor.notify("exit")


def nobody_reads(editor: Editor) -> None:
    assert editor.process.stdout is not None
    os.close(editor.process.stdout.fileno())
    for number in range(200):
        editor.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": editor.uri(NODES), "version": number}, "contentChanges": [{"text": f"- {number}"}]},
        )
        editor.send("workspace/symbol", {"query": ""})


@pytest.mark.parametrize("leave", [end_of_input, exit_without_shutdown])
@pytest.mark.parametrize("when", ["at once", "initialized", "busy"])
def test_an_editor_that_goes_without_a_word(folder: Path, leave: Any, when: str) -> None:
    with Editor(folder) as editor:
        if when != "at once":
            editor.initialize()
        if when == "busy":
            editor.open(NODES)
            for number in range(50):
                editor.change(NODES, f"{CLAIMS}# {number}\n")
                editor.send("workspace/symbol", {"query": ""})
        leave(editor)
        assert editor.ended() == 1
        assert editor.errors == b""


def test_an_editor_that_reads_no_more(folder: Path) -> None:
    """Its process ends without a traceback, although it never said so."""
    process = subprocess.Popen(
        [sys.executable, "-m", "argmap", "lsp"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    params = {"processId": None, "rootUri": None, "capabilities": {}}
    process.stdin.write(Editor.frame({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}))
    process.stdin.flush()
    assert process.stdout.readline()
    process.stdout.close()
    process.stdin.write(Editor.frame({"jsonrpc": "2.0", "id": 2, "method": "x/y"}))
    process.stdin.flush()
    assert process.wait(20) == 1
    assert process.stderr.read() == b""
    process.stderr.close()
    process.stdin.close()


def test_an_editor_whose_process_is_gone_although_the_pipe_is_open(folder: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with Editor(folder) as editor:
        editor.initialize(processId=parent.pid)
        parent.communicate(b"\n")
        assert editor.ended() == 1
        assert editor.errors == b""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_end_it(folder: Path, number: signal.Signals) -> None:
    with Editor(folder) as editor:
        editor.initialize()
        editor.process.send_signal(number)
        assert editor.ended() != 0
        assert not traceback_in(editor.errors.decode())


def test_a_truncated_message_and_a_header_without_end(folder: Path) -> None:
    with Editor(folder) as editor:
        editor.write_bytes(b"Content-Length: 100\r\n\r\n{")
        end_of_input(editor)
        assert editor.ended() == 1
    with Editor(folder) as editor:
        editor.write_bytes(b"x" * 100_000)
        assert editor.ended() == 1
        assert editor.errors == b"argmap lsp: a header is too long\n"
    with Editor(folder) as editor:
        editor.write_bytes(b"Content-Length: 999999999999\r\n\r\n")
        assert editor.ended() == 1
        assert b"too long" in editor.errors


def test_without_the_extra(argmap: Program) -> None:
    argmap.write("pygls/__init__.py", "raise ModuleNotFoundError('no', name='pygls')\n")
    done = argmap.process("lsp", env={"PYTHONPATH": os.pathsep.join([str(argmap.folder), os.environ.get("PYTHONPATH", "")])})
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode() == 'error: the language server needs the extra `lsp`\nhelp: run `pip install "argmap[lsp]"`\n'


def test_on_a_terminal_it_says_that_it_waits(folder: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "argmap", "lsp"], cwd=folder, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    os.close(theirs)
    assert process.stderr is not None
    assert b"waits for an editor" in process.stderr.readline()
    os.write(ours, b"\x04")  # Ctrl+D
    out, err = process.communicate(timeout=20)
    os.close(ours)
    assert (process.returncode, out, err) == (1, b"", b"")


def test_closed_streams(folder: Path) -> None:
    for redirect in ("<&-", ">&-", "2>&-"):
        command = (
            f'"{sys.executable}" -m argmap lsp {redirect} </dev/null' if redirect != "<&-" else f'"{sys.executable}" -m argmap lsp <&-'
        )
        done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, timeout=60)
        assert done.returncode in (1, 2)
        assert not traceback_in(done.stderr.decode())
