"""Whatever a file holds, a run ends with 0, 1 or 2, and says where and what."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.reporters import formats
from tests.conftest import Program, traceback_in

NODE = "nodes:\n  - claim: a\n    text: One two.\n    question: [q]\n    cite: [{source: s, at: p. 1}]\n"
WHOLE = 'questions:\n  - {id: q, text: "Who?"}\nsources:\n  - {id: s, type: book, title: S}\n' + NODE


def diagnosed(argmap: Program, *arguments: str) -> list[tuple[str, int, int]]:
    result = argmap("check", "--format", "json", *arguments)
    assert result.status in (0, 1)
    return [(each["rule"], each["start"]["line"], each["start"]["column"]) for each in json.loads(result.out)["diagnostics"]]


CASES: dict[str, tuple[bytes, list[tuple[str, int, int]]]] = {
    "clean": (WHOLE.encode(), []),
    "byte-order mark": (b"\xef\xbb\xbf" + WHOLE.encode(), []),
    "CRLF": (WHOLE.replace("\n", "\r\n").encode(), []),
    "CR": (WHOLE.replace("\n", "\r").encode(), []),
    "empty": (b"", []),
    "only a comment": (b"# nothing yet\n", []),
    "Latin-1 after a byte-order mark": (b"\xef\xbb\xbfnodes: []\n# caf\xe9\n", [("invalid-encoding", 2, 6)]),
    "Latin-1": (b"nodes: []\n# caf\xe9\n", [("invalid-encoding", 2, 6)]),
    "UTF-16": ("nodes: []".encode("utf-16"), [("invalid-encoding", 1, 1)]),
    "NUL": (b"nodes: []\nab\x00c", [("invalid-yaml", 2, 3)]),
    "escape sequence": (b"nodes: []\n# \x1b[31m\n", [("invalid-yaml", 2, 3)]),
    "tab": (b"nodes:\n\t- claim: a\n", [("invalid-yaml", 2, 1)]),
    "open quote": (b"nodes:\n  - claim: 'a\n    text: b\n", [("invalid-yaml", 2, 12)]),
    "open bracket": (b"nodes: [\n  a, b\n", [("invalid-yaml", 1, 8)]),
    "two documents": (b"nodes: []\n---\nnodes: []\n", [("invalid-yaml", 2, 1)]),
    "mapping as a key": (b"? {a: b}\n: c\n", [("wrong-shape", 1, 3)]),
    "a list": (b"- a\n", [("wrong-shape", 1, 1)]),
    "a text": (b"hello\n", [("wrong-shape", 1, 1)]),
    "other people's YAML": (b"version: 3\nservices:\n  web: {image: x}\n", [("wrong-shape", 1, 1)]),
    "brackets": (b"nodes: " + b"[" * 200_000, [("nested-too-deep", 1, 39)]),
    "closed brackets": (b"nodes: " + b"[" * 200_000 + b"]" * 200_000, [("nested-too-deep", 1, 39)]),
    "billion laughs": (
        b"a: &a [x, x]\nb: &b [*a, *a]\nnodes: [*b]\n",
        [
            ("unknown-field", 1, 1), ("alias-or-tag", 1, 4), ("unknown-field", 2, 1), ("alias-or-tag", 2, 4),
            ("alias-or-tag", 2, 8), ("alias-or-tag", 2, 12), ("alias-or-tag", 3, 9),
        ],
    ),
    "code": (b"nodes: !!python/object/apply:os.system []\n", [("alias-or-tag", 1, 8)]),
    "a number, a truth, a date as texts": (WHOLE.replace("One two.", "no").replace("at: p. 1", "at: 010").encode(), [("not-a-sentence", 7, 11)]),
    "true as a text": (WHOLE.replace("One two.", "true").encode(), [("wrong-shape", 7, 11)]),
    "ids that differ in case": (
        (WHOLE + "  - claim: A\n    text: Three four.\n    question: q\n    cite: [{source: s, at: 14}]\n").encode(),
        [("invalid-id", 10, 12)],
    ),
    "NEL is no line break": ("positions: ['a\x85b\u2028c']\nnodes: {}\n".encode(), [("wrong-shape", 1, 13), ("wrong-shape", 2, 8)]),
    "wide text before": ("nodes: [{claim: 한국, txt: 조선}]\n".encode(), [("invalid-id", 1, 17), ("unknown-field", 1, 21)]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_file(argmap: Program, case: str) -> None:
    content, expected = CASES[case]
    argmap.write("claims/x.yaml", content)
    found = diagnosed(argmap)
    assert [each for each in found if each[0] not in ("unattached-node", "uncited-node")] == expected


def test_large_scalar_is_refused(argmap: Program) -> None:
    argmap.write("claims/x.yaml", b"nodes: '" + b"x" * 50_000_000 + b"'\n")
    assert diagnosed(argmap) == [("unreadable-file", 1, 1)]


def test_no_claim_file(argmap: Program) -> None:
    (argmap.folder / "claims").mkdir()
    argmap.write("claims/readme.txt", "nothing")
    for command in ("check", "show"):
        result = argmap(command)
        assert (result.status, result.out) == (2, "")
        assert "no claim file" in result.err
        assert "help:" in result.err


def test_no_project_is_no_reason_to_check_the_shipped_map(argmap: Program) -> None:
    assert argmap("check").status == 2
    shown = argmap("show")
    assert shown.status == 0
    assert "the map that ships with argmap" in shown.err


def test_odd_folders(argmap: Program) -> None:
    argmap.write("claims/good.yaml", WHOLE)
    argmap.write("claims/folder.yaml/inner.yaml", "nodes: []\n")
    argmap.write("claims/.hidden/x.yaml", "rubbish")
    argmap.write("claims/.hidden.yaml", "rubbish")
    argmap.write("claims/venv/pyvenv.cfg", "")
    argmap.write("claims/venv/lib/x.yaml", WHOLE)
    argmap.write("outside/x.yaml", "rubbish")
    (argmap.folder / "claims" / "loop").symlink_to(".", target_is_directory=True)
    (argmap.folder / "claims" / "twin.yaml").symlink_to("good.yaml")
    away = argmap.folder.parent / f"{argmap.folder.name}-away"
    away.mkdir()
    (away / "y.yaml").write_text("rubbish")
    (argmap.folder / "claims" / "away").symlink_to(away, target_is_directory=True)
    (argmap.folder / "claims" / "away.yaml").symlink_to(away / "y.yaml")
    result = argmap("check")
    assert result.status == 0, result.out + result.err
    assert "`claims/away` is a link that leaves the project" in result.err
    assert "`claims/away.yaml` is a link that leaves the project" in result.err
    assert "1 node in 2 files" in result.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this file system")
def test_a_pipe_does_not_hang(argmap: Program) -> None:
    (argmap.folder / "claims").mkdir()
    os.mkfifo(argmap.folder / "claims" / "x.yaml")
    assert diagnosed(argmap) == [("unreadable-file", 1, 1)]


@pytest.mark.skipif(sys.platform == "win32", reason="file names are text there")
def test_file_name_is_only_text(argmap: Program) -> None:
    (argmap.folder / "claims").mkdir()
    name = os.path.join(os.fsencode(argmap.folder), b"claims", b"a\x1b[31m\xff\n.yaml")  # noqa: PTH118
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(b"nodes: {}\n")
    for format in formats():
        process = argmap.process("check", "--format", format)
        assert process.returncode == 1
        assert b"\x1b" not in process.stdout + process.stderr
        assert not traceback_in(process.stderr.decode())


def test_a_file_that_cannot_be_read_brings_no_echoes(argmap: Program) -> None:
    argmap.write("claims/a.yaml", WHOLE.replace("question: [q]", "question: [q]\n    for: [b]"))
    argmap.write("claims/b.yaml", "nodes: [")
    assert diagnosed(argmap) == [("invalid-yaml", 1, 9)]
    assert "not reported yet" in argmap("check").err


def test_all_faults_of_all_files_in_order(argmap: Program) -> None:
    argmap.write("claims/b.yaml", "nodes:\n  - claim: B\n    text: ''\n")
    argmap.write("claims/a.yaml", "people: 3\nnodes: 4\n")
    result = argmap("check", "--format", "concise")
    places = [line.split(": ")[0] for line in result.out.splitlines()]
    assert places == ["claims/a.yaml:1:9", "claims/a.yaml:2:8"] + ["claims/b.yaml:2:12"] * 3 + ["claims/b.yaml:3:11"]


def test_check_of_one_file_reads_the_whole_project(argmap: Program) -> None:
    argmap.write("argmap.toml", 'paths = ["claims"]\n')
    argmap.write("claims/sources.yaml", WHOLE.split("nodes:")[0])
    argmap.write("claims/nodes.yaml", NODE)
    argmap.write("claims/bad.yaml", "nodes: 3\n")
    argmap.write("elsewhere/alone.yaml", NODE)
    assert diagnosed(argmap, "claims/nodes.yaml") == []
    assert diagnosed(argmap, "claims") == [("wrong-shape", 1, 8)]
    assert [rule for rule, _, _ in diagnosed(argmap, "elsewhere/alone.yaml")] == ["dangling-reference"] * 2
    assert argmap("check", "nowhere.yaml").status == 2


def test_standard_input(argmap: Program) -> None:
    process = argmap.process("check", "-", "--format", "concise", stdin=b"nodes: 3\n")
    assert process.returncode == 1
    assert process.stdout.startswith(b"<stdin>:1:8: error[wrong-shape]")
    process = argmap.process("show", "q", "--project", "-", stdin=WHOLE.encode())
    assert process.returncode == 0
    assert b"One two." in process.stdout


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes(argmap: Program, content: bytes) -> None:
    argmap.write("claims/x.yaml", content)
    for arguments in (("check",), ("check", "--format", "json"), ("show", "--depth", "all"), ("export",), ("query",)):
        result = argmap(*arguments)
        assert result.status in (0, 1, 2)
        assert "\x1b" not in result.out


FIELDS = st.sampled_from(
    "claim support rebuttal text for against attack premises question conflicts variant_of granted position by about cite date "
    "certainty note tags id name under type author source at via link editorial family".split()
)
SCALARS = st.sampled_from(["a", "b", "c", "q", "s", "true", "null", "rebut", "undercut", "1950", "'x y'", "A", "[red]", "-1"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(FIELDS, inner, max_size=3).map(lambda pairs: "{" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}"),
    ),
    max_leaves=6,
)
ENTRIES = st.dictionaries(FIELDS, VALUES, max_size=8).map(lambda pairs: "{" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}")
SECTIONS = st.sampled_from(["questions", "positions", "people", "sources", "nodes"])
PROJECTS = st.dictionaries(SECTIONS, st.lists(ENTRIES, max_size=5), max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PROJECTS)
def test_any_entries(argmap: Program, project: dict[str, list[str]]) -> None:
    """Whatever entries hold: a span lies in its file, and the whole view holds every node."""
    text = "".join(f"{section}:\n" + "".join(f"  - {entry}\n" for entry in entries) for section, entries in project.items())
    path = argmap.write("claims/x.yaml", text)
    lines = path.read_text().splitlines()
    for each in json.loads(argmap("check", "--format", "json").out)["diagnostics"]:
        start, end = each["start"], each["end"]
        assert (start["line"], start["column"]) <= (end["line"], end["column"])
        assert 1 <= start["column"] <= len(lines[start["line"] - 1]) + 1
        assert 1 <= end["column"] <= len(lines[end["line"] - 1]) + 1
    exported = json.loads(argmap("export").out)
    shown = json.loads(argmap("show", "--depth", "all", "--format", "json").out)
    assert {node["id"] for node in shown["nodes"]} == {node["id"] for node in exported["nodes"]}
    for entry in (entry for kind in ("questions", "positions", "people", "sources", "nodes") for entry in exported[kind]):
        assert argmap("show", "--", entry["id"]).status == 0


def test_two_faults_in_an_entry_without_its_list(argmap: Program) -> None:
    argmap.write("claims/x.yaml", "nodes:\n  - {claim: a, text: One two., for: {attack: x, link: [y]}, cite: {at: [1]}}\n")
    assert [rule for rule, _, _ in diagnosed(argmap)] == ["missing-field", "wrong-shape", "wrong-shape", "missing-field", "wrong-shape"]


def test_deep_chain(argmap: Program) -> None:
    """A chain of 20,000 claims: no recursion, and output that grows with the chain only."""
    length = 20_000
    argmap.write(
        "claims/x.yaml",
        "questions:\n  - {id: q, text: Q}\nnodes:\n  - {claim: c0, text: Number 0 is so., question: q, by: editor}\n"
        + "".join(
            f"  - {{claim: c{number}, text: Number {number} is so., for: c{number - 1}, by: editor}}\n" for number in range(1, length)
        ),
    )
    argmap.write("claims/p.yaml", "people:\n  - {id: editor, name: E}\n")
    assert diagnosed(argmap) == []
    shown = argmap("show", "--depth", "all")
    assert all(f"| c{number}\n" in shown.out for number in range(0, length, 997))
    assert len(shown.out) < 120 * length
    assert len(json.loads(argmap("export").out)["links"]) == length - 1
    assert f"c{length - 1}" in argmap("show", f"c{length - 1}").out


def test_reading_does_not_write(argmap: Program) -> None:
    path = argmap.write("claims/x.yaml", WHOLE.replace("[q]", "[r]"))
    before = sorted(argmap.folder.rglob("*")), path.read_bytes()
    for command in ("check", "show", "query", "export"):
        argmap(command)
    assert (sorted(argmap.folder.rglob("*")), path.read_bytes()) == before


def test_public_interface(argmap: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    import argmap as package

    path = argmap.write("claims/x.yaml", WHOLE.replace("[q]", "[r]"))
    assert list(package.load(path).nodes) == ["a"]
    assert [each.rule for each in package.check(str(path))] == ["question-without-answers", "dangling-reference"]
    assert isinstance(package.load(path), package.ArgumentMap)
    monkeypatch.chdir(Path(argmap.folder))
    assert list(package.load().nodes) == ["a"]
