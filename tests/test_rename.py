"""`argmap rename`: everywhere in the project, or nowhere."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import ROOT, Program

PEOPLE = """# who
people:
  - {id: holm, name: Peter Holm}  # holm is the constable
sources:
  - {id: inquest, type: hearing, title: Inquest, author: [holm, {person: holm}], note: 'Led by `holm`, later by "holm-junior".'}
"""
NODES = """questions:
  - {id: fire, text: What set the mill on fire?}
nodes:
  - claim: fire-was-set
    text: Somebody set the fire, says holm.
    question: "fire"
    by: [ 'holm' ]
    about: holm
    cite: [{source: inquest, at: p. 1, by: holm}]

  - support: cans-were-empty
    for: [fire-was-set, {id: rain-came, editorial: true}]
    text: The cans were empty.
    cite: {source: inquest, at: p. 2}

  - claim: rain-came
    text: The rain came.
    conflicts: fire-was-set
    variant_of: fire-was-set
    question: fire
    cite: {source: inquest, at: p. 2}

  - rebuttal: cans-were-old
    against: {id: cans-were-empty, attack: undercut, link: fire-was-set}
    premises: fire-was-set
    text: The cans were old.
    cite: {source: inquest, at: p. 2}
"""


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write("claims/people.yaml", PEOPLE)
    argmap.write("claims/nodes.yaml", NODES)
    return argmap


def texts(argmap: Program) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted((argmap.folder / "claims").iterdir())}


def exported(argmap: Program) -> str:
    """The map without places in files."""
    data = json.loads(argmap("export").out)
    for entries in data.values():
        for entry in entries if isinstance(entries, list) else ():
            entry.pop("path", None)
            entry.pop("span", None)
    return json.dumps(data)


@pytest.mark.parametrize("id", ["holm", "inquest", "fire", "fire-was-set", "cans-were-empty", "rain-came", "cans-were-old"])
def test_renamed_everywhere(project: Program, id: str) -> None:
    before = json.loads(exported(project))
    result = project("rename", id, "x-9")
    assert result.status == 0
    after = exported(project)
    named = json.dumps(before).count(f'"{id}"')
    assert f'"{id}"' not in after
    assert after.count('"x-9"') == named
    assert project("check").out == ""


def test_there_and_back_is_the_same_bytes(project: Program) -> None:
    before = texts(project)
    assert project("rename", "holm", "weber").status == 0
    assert texts(project) != before
    assert project("rename", "weber", "holm").status == 0
    assert texts(project) == before


def test_words_in_texts_and_comments_stay(project: Program) -> None:
    result = project("rename", "holm", "weber")
    after = texts(project)
    assert "# holm is the constable" in after["people.yaml"]
    assert "says holm." in after["nodes.yaml"]
    assert "holm-junior" in after["people.yaml"]
    assert "still mentions `holm`: claims/people.yaml:5" in result.err
    assert "renamed `holm` to `weber`: 6 places in 2 files" in result.err
    assert result.out == ""


@pytest.mark.parametrize("id", ["null", "true", "1950", "no"])
def test_ids_that_yaml_would_take_for_something_else(project: Program, id: str) -> None:
    assert project("rename", "fire-was-set", id).status == 0
    assert project("check").out == ""
    assert project("show", id).status == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("hulm", "x"), "did you mean `holm`"),
        (("holm", "holm"), "is called so already"),
        (("holm", "inquest"), "already the id of a source (claims/people.yaml:5)"),
        (("holm", "Peter Holm"), "is no id"),
        (("holm", "x" * 61), "is no id"),
        (("holm", ""), "is no id"),
        (("holm", "editor"), "stands for whoever encoded the map"),
        (("", "x"), "there is no"),
        (("holm", "a: b"), "is no id"),
    ],
)
def test_refused(project: Program, arguments: tuple[str, str], message: str) -> None:
    before = texts(project)
    result = project("rename", *arguments)
    assert result.status == 2
    assert message in result.err
    assert texts(project) == before


@pytest.mark.parametrize(
    "broken",
    [
        "nodes: [",
        "nodes:\n  - claim: x\n    text: A.\n    by: [{person: holm}]\n",
        "nodes:\n  - claim: x\n    text: A.\n    byy: holm\n",
        "people:\n  - {id: holm, name: Another Holm}\n",
        "nodes:\n  - claim: x\n    text: A.\n    text: B.\n    by: holm\n    by: weber\n",
    ],
)
def test_nothing_is_changed_where_something_faulty_may_name_it(project: Program, broken: str) -> None:
    project.write("claims/zz.yaml", broken)
    before = texts(project)
    result = project("rename", "holm", "weber")
    if result.status == 0:  # what can be told apart may be renamed: then nothing names it any more
        assert "holm" not in exported(project).replace("`holm`", "").replace("holm-junior", "").replace("says holm", "")
    else:
        assert result.status == 2
        assert "argmap check" in result.err
        assert texts(project) == before


def test_all_files_or_none(project: Program) -> None:
    before = texts(project)
    (project.folder / "claims").chmod(0o555)
    try:
        if os.access(project.folder / "claims", os.W_OK):
            pytest.skip("this user may write everywhere")
        result = project("rename", "holm", "weber")
    finally:
        (project.folder / "claims").chmod(0o755)
    assert result.status == 2
    assert "nothing was changed" in result.err
    assert texts(project) == before


def test_second_file_that_cannot_be_written_puts_the_first_back(project: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(project)
    replace = os.replace
    seen: list[str] = []

    def failing(source: str, target: str | Path) -> None:
        seen.append(str(target))
        if len(seen) == 2:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    result = project("rename", "holm", "weber")
    assert result.status == 2
    assert "no space left on device" in result.err
    assert len(set(seen)) == 2
    assert texts(project) == before


def test_marks_line_ends_links_and_permissions_stay(project: Program) -> None:
    path = project.write("claims/people.yaml", b"\xef\xbb\xbf" + PEOPLE.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    real = project.folder / "claims" / "real.yaml"
    path.rename(real)
    path.symlink_to("real.yaml")
    assert project("rename", "holm", "weber").status == 0
    data = real.read_bytes()
    assert path.is_symlink()
    assert (
        data
        == b"\xef\xbb\xbf"
        + PEOPLE.replace("\n", "\r\n")
        .replace("id: holm", "id: weber")
        .replace("[holm, {person: holm}]", "[weber, {person: weber}]")
        .encode()
    )
    assert real.stat().st_mode & 0o777 == 0o640


def test_diff_writes_nothing(project: Program) -> None:
    before = texts(project)
    result = project("rename", "fire", "mill-fire", "--diff")
    assert result.status == 0
    assert '+    question: "mill-fire"' in result.out
    assert texts(project) == before


def test_no_project_is_no_rename(argmap: Program) -> None:
    result = argmap("rename", "origins", "beginnings")
    assert result.status == 2
    assert "no project here or above" in result.err


def test_standard_input_is_not_renamed_in(argmap: Program) -> None:
    result = argmap.process("rename", "holm", "weber", "--project", "-", stdin=PEOPLE.encode())
    assert result.returncode == 2
    assert b"standard input" in result.stderr


def test_shipped_map_can_be_renamed_in_and_back(argmap: Program) -> None:
    for path in (ROOT / "claims").rglob("*.yaml"):
        argmap.write(f"claims/{path.relative_to(ROOT / 'claims').as_posix()}", path.read_bytes())
    before = exported(argmap)
    assert argmap("rename", "stalin", "dzhugashvili").status == 0
    assert argmap("check", "--strict").out == ""
    assert argmap("rename", "dzhugashvili", "stalin").status == 0
    assert exported(argmap) == before
