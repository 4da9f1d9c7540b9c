"""Completion, hover, definitions, uses, renaming and outlines over the wire, with positions that UTF-16 and CRLF shift."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Program
from tests.editor import Editor, Refused, Shared, at, edited, place

pytest.importorskip("pygls")

PEOPLE = "people:\r\n  - {id: holm, name: 'Peter 𝔥olm'}\r\n  - {id: berg, name: Anna Berg}\r\n"
NODES = """questions:
  - {id: fire, text: What set the mill on fire?}
nodes:
  - claim: fire-was-set
    text: Somebody set the fire.
    question: fire
    by: [holm]

  - {rebuttal: cans-were-old, text: The 𝔠𝔞𝔫𝔰 were old., against: [fire-was-set], by: holm, note: old}
"""


@pytest.fixture
def editor(argmap: Program, editors: Shared) -> Iterator[Editor]:
    argmap.write("claims/people.yaml", PEOPLE)
    argmap.write("claims/nodes.yaml", NODES)
    with editors.on(argmap.folder) as running:
        running.open("claims/nodes.yaml")
        running.checked("claims/nodes.yaml")
        yield running


def asked(editor: Editor, method: str, position: dict[str, int] | None = None, **more: Any) -> Any:
    document = {"textDocument": {"uri": editor.uri("claims/nodes.yaml")}}
    return editor.request(f"textDocument/{method}", {**document, **({"position": position} if position else {}), **more})


def words(text: str, range: dict[str, dict[str, int]]) -> str:
    """What stands in a range."""
    kept = edited(text, [{"range": range, "newText": "\0"}])
    before, _, after = kept.partition("\0")
    return text[len(before) : len(text) - len(after)]


def test_completion_while_the_file_is_broken(editor: Editor) -> None:
    text = NODES.replace("[fire-was-set]", "[some").replace("note: old", "note: 'x")
    editor.change("claims/nodes.yaml", text)
    [item] = asked(editor, "completion", at(text, "[some", after=True))["items"]
    assert item["label"] == "fire-was-set"
    assert item["detail"] == "Somebody set the fire."
    assert item["filterText"].startswith("some")
    assert words(text, item["textEdit"]["range"]) == "some"
    assert "[fire-was-set," in edited(text, [item["textEdit"]])


def test_hover(editor: Editor) -> None:
    found = asked(editor, "hover", at(NODES, "by: holm, note", after=True) | {"character": at(NODES, "by: holm")["character"] + 5})
    assert "Peter 𝔥olm" in found["contents"]["value"]
    assert words(NODES, found["range"]) == "holm"
    assert asked(editor, "hover", at(NODES, "Somebody")) is None


def test_definition_and_uses(editor: Editor) -> None:
    here = at(NODES, "holm, note")
    [found] = asked(editor, "definition", here)
    assert found["uri"] == editor.uri("claims/people.yaml")
    assert words(PEOPLE, found["range"]) == "holm"
    uses = asked(editor, "references", here, context={"includeDeclaration": False})
    assert [(each["uri"], words(NODES, each["range"])) for each in uses] == [(editor.uri("claims/nodes.yaml"), "holm")] * 2
    assert len(asked(editor, "references", here, context={"includeDeclaration": True})) == 3


def test_rename_across_files(editor: Editor) -> None:
    here = at(NODES, "holm, note")
    assert asked(editor, "prepareRename", here)["placeholder"] == "holm"
    answer = asked(editor, "rename", here, newName="holm-peter")
    changes = {each["textDocument"]["uri"]: each["edits"] for each in answer["documentChanges"]}
    assert edited(NODES, changes[editor.uri("claims/nodes.yaml")]) == NODES.replace("holm", "holm-peter")
    assert edited(PEOPLE, changes[editor.uri("claims/people.yaml")]) == PEOPLE.replace("id: holm", "id: holm-peter")
    with pytest.raises(Refused, match="already the id of a person"):
        asked(editor, "rename", here, newName="berg")
    with pytest.raises(Refused, match="there is no id here"):
        asked(editor, "prepareRename", place(NODES, NODES.index("Somebody")))


def test_outline(editor: Editor) -> None:
    questions, nodes = asked(editor, "documentSymbol")
    assert [each["name"] for each in (questions, nodes)] == ["questions", "nodes"]
    assert [(each["name"], each["detail"]) for each in nodes["children"]] == [
        ("fire-was-set", "Somebody set the fire."),
        ("cans-were-old", "The 𝔠𝔞𝔫𝔰 were old."),
    ]
    assert [words(NODES, each["selectionRange"]) for each in nodes["children"]] == ["fire-was-set", "cans-were-old"]
    found = editor.request("workspace/symbol", {"query": "cans"})
    assert [each["name"] for each in found] == ["cans-were-old"]
