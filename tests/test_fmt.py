"""`argmap fmt`, and the two rules of style."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pytest

from argmap.linter import check
from tests.conftest import Program, traceback_in

MESSY = "nodes:\n- claim: a\n  question:   [q]\n  text: 'He came.'\n"
TIDY = "nodes:\n  - claim: a\n    text: He came.\n    question: [q]\n"


def formatted(argmap: Program, text: str) -> str:
    """The text as `fmt` writes it, which must be stable."""
    file = argmap.write("claims/map.yaml", text)
    result = argmap("fmt", "claims/map.yaml")
    assert result.status == 0, result.err
    once = file.read_text(encoding="utf-8")
    assert argmap("fmt", "--check").status == 0
    return once


ENTRY = "nodes:\n  - claim: a\n"
LONG = "word " * 30 + "end"

COMMENTS = {
    "empty": ("", ""),
    "blank": ("\n \n", ""),
    "comments only": ("\n# a\n\n\n#b\n", "# a\n\n#b\n"),
    "head and end": ("---\n# a\n\nnodes: []\n# b\n...\n# c\n", "# a\n\nnodes: []\n# b\n# c\n"),
    "marker with a comment": ("--- # a\nnodes: []\n", "# a\nnodes: []\n"),
    "after a key": ("nodes: # a\n- claim: a\n", "nodes:  # a\n  - claim: a\n"),
    "above and beside": (
        "nodes:\n- claim: a\n# b\n- claim: b # c\n  # d\n  text: x\n",
        "nodes:\n  - claim: a\n  # b\n  - claim: b  # c\n    # d\n    text: x\n",
    ),
    "end of an entry": (ENTRY + "    # of a\n\n  - claim: b\n", ENTRY + "    # of a\n\n  - claim: b\n"),
    "end of a section": (
        "nodes:\n  - claim: a\n  # n\nquestions: []\n# q\npeople: []\n",
        "nodes:\n  - claim: a\n  # n\n\nquestions: []\n\n# q\npeople: []\n",
    ),
    "end of a list": (ENTRY + "    by:\n      - x\n      # more\n    note: x\n", ENTRY + "    by:\n      - x\n      # more\n    note: x\n"),
    "header of a block": (f"{ENTRY}    text: >- # why\n      {LONG}\n", None),
    "before a value": (ENTRY + "    text:\n      # why\n      short # end\n", ENTRY + "    # why\n    text: short  # end\n"),
    "key and value": (ENTRY + "    text: # why\n      short # end\n", ENTRY + "    # why\n    text: short  # end\n"),
    "key alone": (ENTRY + "    text: # why\n      short\n", ENTRY + "    text: short  # why\n"),
    "after a dash": ("nodes:\n- # a\n  claim: a\n- # b\n  claim: b\n", "nodes:\n  # a\n  - claim: a\n  # b\n  - claim: b\n"),
    "after a dash, further in": ("nodes:\n- claim: a\n-\n    # b\n    claim: b\n", "nodes:\n  - claim: a\n  # b\n  - claim: b\n"),
    "in a flow list": (
        ENTRY + "    by: [ # a\n      x, # b\n      # c\n      z # d\n      # e\n    ] # f\n",
        ENTRY + "    by:  # a\n      - x  # b\n      # c\n      - z  # d\n      # e\n      # f\n",
    ),
    "in an empty list": (ENTRY + "    by: [ # a\n      # b\n    ] # c\n", ENTRY + "    # a\n    # b\n    by: []  # c\n"),
    "first field moves": (
        "nodes:\n  # a\n  - text: x  # t\n    # c\n    claim: a\n",
        "nodes:\n  # a\n  # c\n  - claim: a\n    text: x  # t\n",
    ),
    "number signs in texts": (ENTRY + "    text: 'no # comment'\n    note: a#b\n", ENTRY + '    text: "no # comment"\n    note: a#b\n'),
    "blank lines": (
        "nodes:\n\n\n  - claim: a\n\n\n    text: x\n\n    # c\n\n    note: x\n\n\n  - claim: b\n  - claim: c\nquestions: []\n",
        "nodes:\n  - claim: a\n    text: x\n\n    # c\n    note: x\n\n  - claim: b\n  - claim: c\n\nquestions: []\n",
    ),
    "a line end that is not ours": ("# a\x85nodes: []\n# b\u2028# c\n", "# a\nnodes: []\n# b\n# c\n"),
}


@pytest.mark.parametrize("name", COMMENTS)
def test_comments_and_blank_lines(argmap: Program, name: str) -> None:
    text, expected = COMMENTS[name]
    result = formatted(argmap, text)
    if expected is None:
        assert result.startswith(ENTRY + "    text: >-  # why\n      word word")
    else:
        assert result == expected


TEXTS = {
    "plain": ("'He came.'", "He came."),
    "comma": ('"a, b"', "a, b"),
    "number": ("1992", '"1992"'),
    "date": ("1950-08-27", '"1950-08-27"'),
    "month": ("1950-01~", '"1950-01~"'),
    "word of YAML 1.1": ("no", '"no"'),
    "word in quotes": ("'true'", '"true"'),
    "truth": ("True", "true"),
    "null": ("~", "null"),
    "colon": ("'a: b'", '"a: b"'),
    "colon at the end": ("'a:'", '"a:"'),
    "indicator": ("'- a'", '"- a"'),
    "quotes inside": ("a \"b\" 'c'", "a \"b\" 'c'"),
    "quotes first": ("'\"b\" c'", '"\\"b\\" c"'),
    "spaces at the ends": ("' a '", '" a "'),
    "line ends": ('"a\\nb"', "|-\n      a\n      b"),
    "line end at the end": ('"a\\nb\\n"', "|\n      a\n      b"),
    "line ends at the end": ('"a\\n\\n"', '"a\\n\\n"'),
    "space before a line end": ('"a \\nb"', '"a \\nb"'),
    "invisible": ('"a\\u200bb"', '"a\\u200bb"'),
    "bidi, as it is": ('"a\u202eb"', '"a\\u202eb"'),
    "tab": ('"a\tb"', '"a\\tb"'),
    "next line": ('"a\\Nb"', '"a\\x85b"'),
    "not Latin": ('"북한"', "북한"),
    "two spaces": ("a  b", "a  b"),
    "one long word": ("x" * 120, "x" * 120),
    "long, two spaces": ("x" * 60 + "  " + "y" * 60, "x" * 60 + "  " + "y" * 60),
    "long": ("x" * 60 + " " + "y" * 60, ">-\n      " + "x" * 60 + "\n      " + "y" * 60),
    "long in quotes": ("'" + "x:" * 30 + " " + "y" * 60 + "'", ">-\n      " + "x:" * 30 + "\n      " + "y" * 60),
    "long, wide": ("북" * 30 + " " + "한" * 30, ">-\n      " + "북" * 30 + "\n      " + "한" * 30),
    "just fits": ("x" * 45 + " " + "y" * 44, "x" * 45 + " " + "y" * 44),
    "just does not": ("x" * 45 + " " + "y" * 45, ">-\n      " + "x" * 45 + " " + "y" * 45),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(argmap: Program, name: str) -> None:
    text, expected = TEXTS[name]
    assert formatted(argmap, f"{ENTRY}    text: {text}\n") == f"{ENTRY}    text: {expected}\n"


LISTS = {
    "citations": ("cite: [{at: p. 1, source: s}]", "cite:\n      - {source: s, at: p. 1}"),
    "one citation": ("cite: {at: p. 1, source: s}", "cite: {source: s, at: p. 1}"),
    "comma in flow": ("cite: [{source: s, at: 'a, b'}]", 'cite:\n      - {source: s, at: "a, b"}'),
    "ids": ("by:\n    - a\n    - b", "by: [a, b]"),
    "one id": ("by: a", "by: a"),
    "long": (f"by: [{'a' * 50}, {'b' * 50}]", f"by:\n      - {'a' * 50}\n      - {'b' * 50}"),
    "long citation": (
        f"cite: [{{source: s, at: '{'x, ' * 30}.'}}]",
        "cite:\n      - source: s\n        at: >-\n          " + "x, " * 29 + "x,\n          .",
    ),
    "link ends": ("for: [{editorial: true, id: a}, b]", "for: [{id: a, editorial: true}, b]"),
    "unknown fields": ("odd: {z: 1, a: 2}\n    by: a", 'by: a\n    odd: {z: "1", a: "2"}'),
    "nothing": ("by:\n    note: ~\n    tags: []", "by:\n    note: null\n    tags: []"),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_mappings(argmap: Program, name: str) -> None:
    text, expected = LISTS[name]
    assert formatted(argmap, f"{ENTRY}    {text}\n") == f"{ENTRY}    {expected}\n"


def test_bytes(argmap: Program) -> None:
    file = argmap.write("claims/map.yaml", b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert argmap("fmt", "--check").out == "claims/map.yaml\n"
    assert argmap("fmt").status == 0
    assert file.read_bytes() == TIDY.encode()


def test_only_what_changes_is_written(argmap: Program) -> None:
    messy = argmap.write("claims/messy.yaml", MESSY)
    tidy = argmap.write("claims/tidy.yaml", TIDY)
    messy.chmod(0o640)
    link = argmap.folder / "claims" / "link.yaml"
    link.symlink_to("messy.yaml")
    before = tidy.stat()
    result = argmap("fmt")
    assert (result.status, result.out, result.err) == (0, "", "1 file formatted, 1 unchanged\n")
    assert messy.read_text() == TIDY
    assert stat.S_IMODE(messy.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert (tidy.stat().st_ino, tidy.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_through_a_link(argmap: Program) -> None:
    file = argmap.write("elsewhere/map.yaml", MESSY)
    link = argmap.write("claims/x.yaml", TIDY).with_name("link.yaml")
    link.symlink_to("../../" + f"{argmap.folder.name}/elsewhere/map.yaml")
    assert argmap("fmt", "claims/link.yaml").status == 0
    assert link.is_symlink()
    assert file.read_text() == TIDY


def test_check_and_diff_write_nothing(argmap: Program) -> None:
    file = argmap.write("claims/map.yaml", MESSY)
    result = argmap("fmt", "--check")
    assert (result.status, result.out, result.err) == (1, "claims/map.yaml\n", "1 file would be formatted, 0 unchanged\n")
    result = argmap("fmt", "--diff", "claims")
    assert result.status == 1
    assert patched(MESSY, result.out) == TIDY
    assert file.read_text() == MESSY


def patched(text: str, diff: str) -> str:
    """The text after a unified diff of it, every line of which must fit."""
    old = re.findall(r"[^\n]*\n|[^\n]+", text)
    new: list[str] = []
    at = 0
    for line in re.findall(r"[^\n]*\n", diff)[2:]:
        hunk = re.match(r"@@ -(\d+)", line)
        if hunk:
            start = max(0, int(hunk[1]) - 1)
            new += old[at:start]
            at = start
        elif line[0] == "+":
            new.append(line[1:])
        elif line[0] != "\\":  # "no newline at the end" is said of old lines alone
            assert line[1:].rstrip("\n") == old[at].rstrip("\n")
            if line[0] == " ":
                new.append(old[at])
            at += 1
    return "".join([*new, *old[at:]])


@pytest.mark.parametrize("text", [MESSY.rstrip("\n"), MESSY.replace("\n", "\r\n"), MESSY + "# \u202e\n", "\ufeff" + TIDY])
def test_diff_can_be_applied(argmap: Program, text: str) -> None:
    argmap.write("claims/map.yaml", text)
    before = argmap("fmt", "--diff").out
    argmap("fmt")
    assert patched(text, before) == (argmap.folder / "claims/map.yaml").read_text(encoding="utf-8")


def test_diff_of_many_lines_can_be_applied(argmap: Program) -> None:
    """More than are compared at a time, some of them with nothing that tells them apart."""
    lines = ["nodes:\n"]
    for number in range(600):
        lines += [f"- text:  Claim {number % 7 or number}.\n", f"  claim: c{number}\n", "  by: [ a ]\n", *["\n"] * (number % 3)]
    argmap.write("claims/map.yaml", "".join(lines) + "  tags:\n" + "  - a\n" * 6000)
    text = (argmap.folder / "claims/map.yaml").read_text()
    diff = argmap("fmt", "--diff").out
    argmap("fmt")
    assert patched(text, diff) == (argmap.folder / "claims/map.yaml").read_text()


def test_diff_on_a_terminal_is_visible(argmap: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    argmap.write("claims/map.yaml", MESSY + "# \u202e\n")
    assert "\u202e" in argmap("fmt", "--diff").out
    monkeypatch.setattr("argmap.cli._output.on_terminal", lambda: True)
    shown = argmap("fmt", "--diff").out
    assert "\u202e" not in shown
    assert "# \\u202e" in shown


def test_standard_input(argmap: Program) -> None:
    done = argmap.process("fmt", "-", stdin=MESSY.encode())
    assert (done.returncode, done.stdout.decode()) == (0, TIDY)
    done = argmap.process("fmt", "-", stdin=TIDY.encode())
    assert (done.returncode, done.stdout.decode()) == (0, TIDY)
    done = argmap.process("fmt", "--check", "-", stdin=MESSY.encode())
    assert (done.returncode, done.stdout) == (1, b"<stdin>\n")
    done = argmap.process("fmt", "--diff", "-", stdin=TIDY.encode())
    assert (done.returncode, done.stdout) == (0, b"")
    for faulty in (b"nodes: [", b"a: b", b"nodes: []\xff", b"- a", b"text", b"nodes: [{claim: a, claim: b}]"):
        done = argmap.process("fmt", "-", stdin=faulty)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"left as it is" in done.stderr
        assert not traceback_in(done.stderr.decode())
    assert argmap("fmt", "-", "claims").status == 2


def test_without_a_project(argmap: Program) -> None:
    result = argmap("fmt")
    assert (result.status, result.out) == (2, "")
    assert "no project here or above" in result.err


def test_paths(argmap: Program) -> None:
    argmap.write("argmap.toml", 'paths = ["maps"]\n')
    inside = argmap.write("maps/a/x.yaml", MESSY)
    other = argmap.write("maps/b/x.yml", MESSY)
    hidden = argmap.write("maps/.hidden/x.yaml", MESSY)
    outside = argmap.write("elsewhere/x.yaml", MESSY)
    assert argmap("fmt", "maps/a", "maps/a/x.yaml").err == "1 file formatted, 0 unchanged\n"
    assert (inside.read_text(), other.read_text()) == (TIDY, MESSY)
    assert argmap("fmt", ".").err == "1 file formatted, 1 unchanged\n"
    assert (other.read_text(), hidden.read_text(), outside.read_text()) == (TIDY, MESSY, MESSY)
    assert argmap("fmt", "elsewhere").err == "1 file formatted, 0 unchanged\n"
    (argmap.folder / "none").mkdir()
    assert argmap("fmt", "none").status == 2
    assert argmap("fmt", "nowhere").status == 2
    assert argmap("--project", "elsewhere", "fmt", "--check").err == "0 files would be formatted, 1 unchanged\n"
    assert argmap("fmt", "--project", "elsewhere", "maps").status == 2


def test_diff_is_coloured_as_that_of_check(argmap: Program) -> None:
    argmap.write("claims/map.yaml", "nodes:\n- claim: a \n")
    out = argmap("fmt", "--diff", "--color", "always").out
    assert "\x1b[31m-- claim: a \x1b[0m\n\x1b[32m+  - claim: a\x1b[0m\n" in out
    assert "\x1b" not in argmap("fmt", "--diff").out


def test_what_is_not_ours_is_left_alone(argmap: Program) -> None:
    files = {
        "claims/notes.txt": MESSY,
        "claims/workflow.yaml": "on:   push\n",
        "claims/list.yaml": "-   a\n",
        "claims/two.yaml": "a:  1\n---\nb: 1\n",
        "claims/cluster.yaml": "kind:  Cluster\nnodes:\n- role: control-plane\n",
        "claims/charts.yaml": "spec:\n  nodes:  3\n---\nspec: {}\n",
        "claims/template.yaml": "a: {{ .Values.a }}-1\n  sources: 1\n",
    }
    for name, text in files.items():
        argmap.write(name, text)
    ours = argmap.write("claims/map.yaml", MESSY)
    result = argmap("fmt")
    assert (result.status, result.err) == (
        0,
        "note: 6 files do not look like claim files, and are left alone\n1 file formatted, 0 unchanged\n",
    )
    assert ours.read_text() == TIDY
    for name, text in files.items():
        assert argmap("fmt", name).status == 2
        assert (argmap.folder / name).read_text() == text


@pytest.mark.parametrize(
    "text",
    [
        "nodes: [",
        "nodes:\n  - {claim: a, claim: b}\n",
        "nodes: &a []\n",
        "nodes: !t []\n",
        "nodes: []\n---\nnodes: []\n",
        "%YAML 1.1\n---\nnodes:   []\n",
        "nodes: [" * 40,
        b"nodes: []  # caf\xe9\n",
        "nodes: []  # \x07\n",
    ],
)
def test_faulty_files_are_left_alone_and_the_others_formatted(argmap: Program, text: str | bytes) -> None:
    faulty = argmap.write("claims/a.yaml", text)
    other = argmap.write("claims/b.yaml", MESSY)
    before = faulty.read_bytes()
    result = argmap("fmt")
    assert result.status == 2
    assert "error: `claims/a.yaml` is left as it is" in result.err
    assert "help: " in result.err
    assert result.err.endswith("1 file formatted, 0 unchanged, 1 left as it is\n")
    assert faulty.read_bytes() == before
    assert other.read_text() == TIDY


def test_what_only_the_builder_minds_is_formatted(argmap: Program) -> None:
    text = "nodes:\n- clam: [a, {b:   c}]\n- text\n- \nodd: 1\nquestions: {a: b}\n"
    assert formatted(argmap, text) == 'nodes:\n  - clam: [a, {b: c}]\n  - text\n  - null\n\nodd: "1"\n\nquestions:\n  a: b\n'


@pytest.mark.parametrize(
    "lossy", ["", "nodes: []\n", TIDY.replace("He", "She"), TIDY.replace(" # c", ""), "nodes: [", TIDY + "  - claim: b\n"]
)
def test_a_layout_that_loses_something_is_not_written(argmap: Program, monkeypatch: pytest.MonkeyPatch, lossy: str) -> None:
    text = MESSY.replace("a\n", "a # c\n", 1)
    file = argmap.write("claims/map.yaml", text)
    monkeypatch.setattr("argmap.formatter.verified.lay_out", lambda document: lossy)
    result = argmap("fmt")
    assert result.status == 2
    assert "the new layout would change" in result.err
    assert file.read_text() == text


def test_a_file_that_cannot_be_written(argmap: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    file = argmap.write("claims/map.yaml", MESSY)

    def refuse(path: Path, text: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("argmap.cli._formatted.write_atomically", refuse)
    result = argmap("fmt")
    assert result.status == 2
    assert "`claims/map.yaml` is left as it is: it cannot be written: permission denied" in result.err
    assert file.read_text() == MESSY
    assert os.listdir(argmap.folder / "claims") == ["map.yaml"]


IGNORED = """
sources:
- {id: s, type: book, title: T}
- {id: unused, type: book, title: A title that is long enough that it will not fit on a line of one hundred columns}  # argmap: ignore[unused-entry]
# argmap: ignore[unused-entry]
- {id: unused-2, type: book, title: T}
questions: [{id: q, text: Why?}, {id: q2, text: Why?}]  # argmap: ignore[unused-entry]
nodes:
- text: Is it so?   # argmap: ignore[question-as-claim]
  # argmap: ignore[unsupported-claim, uncited-node]
  claim: a
  question: [q]
# argmap: ignore[question-as-claim]
- text: Is it so again?
  claim: b
  question: q
  by: [nobody]   # argmap: ignore[dangling-reference]
  about: nobody
  # argmap: ignore[missing-locator]
  cite: [{source: s}, {source: s, note: A note of some length that is there so that this line cannot be as short as it would have to be}]
- claim: c # argmap: ignore[long-text]
  question: q
  cite:
  - source: s  # argmap: ignore[missing-locator]
  - source: s
    note: one
  text: LONG  # argmap: ignore[long-text]
- claim: d
  text: What is it?
  question: q
  cite: {source: s, at: p}
""".replace("LONG", LONG * 2)


def test_comments_that_silence_rules_still_do(argmap: Program) -> None:
    """Nothing is reported after formatting that was not, nor the other way round."""

    def found() -> list[tuple[str, str, str]]:
        data = json.loads(argmap("check", "--format", "json").out)
        return sorted((each["rule"], each["node"], each["message"]) for each in data["diagnostics"] if each["rule"] != "unsorted-fields")

    argmap.write("claims/map.yaml", IGNORED)
    before = found()
    assert {rule for rule, _, _ in before} >= {"missing-locator", "unused-ignore", "dangling-reference", "question-as-claim"}
    formatted(argmap, IGNORED)
    assert found() == before


UNSORTED = {
    "node": ("nodes:\n  - claim: a\n    by: [q]  # q\n    # t\n    text: x\n    note: n\n", "`text` of `a` stands after `by`"),
    "first": ("nodes:\n  - text: >-\n      x\n    claim: a\n", "`claim` of `a` stands after `text`"),
    "citation": ("nodes:\n  - claim: a\n    cite: [{at: 'a, b', source: s}]\n", "`source` in a citation of `a` stands after `at`"),
    "link": ("nodes:\n  - claim: a\n    for: {editorial: true, id: b}\n", "`id` in a link of `a` stands after `editorial`"),
    "person": ("people:\n  - {name: A, id: a}\n", "`id` of `a` stands after `name`"),
    "no id": ("nodes:\n  - claim:\n    by: q\n    text: x\n", "`text` stands after `by`"),
    "tail": (
        "nodes:\n  - claim: a\n    cite:\n      - {source: s}\n      # c\n\n    # t\n\n    text: x\n    # end\n",
        "`text` of `a` stands after `cite`",
    ),
    "Windows": ("nodes:\r\n  - claim: a\r\n    date: n\r\n    text: x", "`text` of `a` stands after `date`"),
}


@pytest.mark.parametrize("name", UNSORTED)
def test_unsorted_fields(argmap: Program, name: str) -> None:
    text, message = UNSORTED[name]
    file = argmap.write("claims/map.yaml", text)
    found = [each for each in check(file) if each.rule == "unsorted-fields"]
    assert [each.message for each in found] == [message]
    key = re.search(r"`([a-z]+)`", message)
    assert key
    assert found[0].document.source.line(found[0].span.start.line)[found[0].span.start.column - 1 :].startswith(key[1])
    fix = found[0].fix
    assert fix
    assert fix.safe
    new = text
    for edit in sorted(fix.edits, key=lambda edit: -edit.start):
        new = new[: edit.start] + edit.text + new[edit.end :]
    assert sorted(re.split(r"[ {},\r\n]+", new)) == sorted(re.split(r"[ {},\r\n]+", text))
    assert new.count("\n") == text.count("\n")
    file.write_bytes(new.encode())
    assert not [each for each in check(file) if each.rule in ("unsorted-fields", "invalid-yaml")]


@pytest.mark.parametrize(
    "text",
    [
        "nodes:\n  - text: x\n    # of the id\n    claim: a\n",  # the comment would come before the dash
        "nodes:\n  # argmap: ignore[long-text]\n  - text: x\n    claim: a\n",  # the comment speaks for the line below it
        "nodes:\n  - {text: x, # c\n     claim: a}\n",
        "nodes:\n  - claim: a\n    ? date\n    : n\n    text: x\n",
        "nodes:\n  - claim: a\n    date: |+\n      n\n\n    text: x\n",
    ],
)
def test_no_fix_where_it_is_not_safe(argmap: Program, text: str) -> None:
    found = [each for each in check(argmap.write("claims/map.yaml", text)) if each.rule == "unsorted-fields"]
    assert [each.fix for each in found] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "nodes:\n  - claim: a\n    granted: true\n    note: n\n    question: q\n    text: x\n    conflicts: b\n",
        "nodes:\n  - claim: a\n    text: x\n    cite: {source: s, note: n, at: p, by: b}\n    by: b\n    position: p\n    conflicts: b\n",
        "sources:\n  - {id: s, note: n, title: T, type: book, author: {given: A, family: B}}\n",
        "questions:\n  - {id: q, under: p, text: x}\n",
    ],
)
def test_orders_that_are_as_easy_to_read(argmap: Program, text: str) -> None:
    file = argmap.write("claims/map.yaml", text)
    assert "unsorted-fields" not in {each.rule for each in check(file)}
    argmap("fmt")
    assert file.read_text() != text  # `fmt` has one order for all


def test_one_spelling_of_truth_and_of_nothing(argmap: Program) -> None:
    text = "nodes:\n  - claim: a\n    granted: TRUE\n    by: [NULL, 'Null', 'True']\n    date:\n    note: ~\n"
    assert formatted(argmap, text) == 'nodes:\n  - claim: a\n    granted: true\n    by: [null, "Null", "True"]\n    date:\n    note: null\n'


def test_unknown_fields_are_no_matter_of_order(argmap: Program) -> None:
    file = argmap.write("claims/map.yaml", "nodes:\n  - claim: a\n    nuote: n\n    text: x\n    question: q\n")
    assert "unsorted-fields" not in {each.rule for each in check(file)}


def layout_findings(argmap: Program, settings: str = "") -> list[tuple[int, int]]:
    argmap.write("argmap.toml", f'[rules]\nnon-canonical-layout = "warning"\n{settings}')
    data = json.loads(argmap("check", "--format", "json").out)["diagnostics"]
    assert all(each["help"] == f"run `argmap fmt {each['path']}`" for each in data if each["rule"] == "non-canonical-layout")
    return [(each["start"]["line"], each["end"]["column"]) for each in data if each["rule"] == "non-canonical-layout"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TIDY, []),
        (MESSY, [(2, 11)]),
        (TIDY.replace("He came.", "'He came.'"), [(3, 21)]),
        (TIDY.rstrip("\n"), [(4, 18)]),
        (TIDY + "\n\n", [(5, 1)]),
        (TIDY.replace("\n", "\r\n"), [(1, 7)]),
        ("nodes: [", []),
        ("on:   push\n", []),
        ("%YAML 1.1\n---\nnodes:   []\n", []),
        ("", []),
        ("\n", [(1, 1)]),
    ],
)
def test_non_canonical_layout(argmap: Program, text: str, found: list[tuple[int, int]]) -> None:
    argmap.write("claims/map.yaml", text)
    assert layout_findings(argmap) == found


def test_layout_does_not_echo_the_order_of_fields(argmap: Program) -> None:
    lines = TIDY.replace("question: [q]", "date: q").splitlines(keepends=True)
    argmap.write("claims/map.yaml", "".join([*lines[:2], lines[3], lines[2]]))
    assert layout_findings(argmap) == []
    assert layout_findings(argmap, 'unsorted-fields = "off"\n') == [(3, 12)]


def test_a_comment_below_a_field_without_a_value_stays_where_it_is(argmap: Program) -> None:
    text = (
        "sources:\n  - id: a\n    type: book\n    title:\n    # of the field\n\n  # of the next\n  - id: b\n    type: book\n    title: B\n"
    )
    argmap.write("claims/a.yaml", text)
    argmap("fmt")
    once = (argmap.folder / "claims/a.yaml").read_text()
    assert "    title:\n    # of the field\n" in once
    assert "  # of the next\n  - id: b\n" in once
    assert argmap("fmt", "--check").status == 0
