"""`argmap check --fix`: mends what has exactly one cure, and loses nothing."""

from __future__ import annotations

import json
import os
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, Program

HIDDEN = "\N{ZERO WIDTH SPACE}"
FAULTY = f"""# head comment
questions:
  - {{id: fire, text: " What set the mill on fire?  "}}

people:
  - {{id: holm, name: "Peter{HIDDEN} Holm"}}   # a hidden one
sources:
  - {{id: inquest, type: hearing, title: Inquest, note: 'x '}}

nodes:
  - claim: fire-was-set
    text: "Somebody set\\u200b the fire. "
    question: [fire, fire]   # twice
    by: holm
    cite: [{{source: inquest, at: p. 1}}]


  - support: cans-were-empty
    for: [fire-was-sett]
    text: >-
      The cans were\u202e empty.
    cite:
      - {{source: inquest, at: p. 2}}
      - {{source: inquest, at: p. 2}}

    # the end
"""
MENDED = """# head comment
questions:
  - {id: fire, text: "What set the mill on fire?"}

people:
  - {id: holm, name: "Peter Holm"}   # a hidden one
sources:
  - {id: inquest, type: hearing, title: Inquest, note: 'x'}

nodes:
  - claim: fire-was-set
    text: "Somebody set the fire."
    question: [fire]   # twice
    by: holm
    cite: [{source: inquest, at: p. 1}]


  - support: cans-were-empty
    for: [fire-was-sett]
    text: >-
      The cans were empty.
    cite:
      - {source: inquest, at: p. 2}

    # the end
"""


def rules(out: str) -> list[str]:
    return [each["rule"] for each in json.loads(out)["diagnostics"]]


def test_fix_mends_what_has_one_cure_and_reports_the_rest(argmap: Program) -> None:
    path = argmap.write("claims/a.yaml", FAULTY)
    result = argmap("check", "--fix", "--format", "json")
    assert path.read_text() == MENDED
    assert rules(result.out) == ["dangling-reference"]
    assert result.status == 1
    assert "8 faults mended in 1 file" in result.err


def test_unsafe_fix_mends_an_id_that_misspells_exactly_one_other(argmap: Program) -> None:
    path = argmap.write("claims/a.yaml", FAULTY)
    result = argmap("check", "--fix", "--unsafe-fixes")
    assert path.read_text() == MENDED.replace("fire-was-sett", "fire-was-set")
    assert (result.status, result.out) == (0, "")


def test_fixing_twice_changes_nothing_more(argmap: Program) -> None:
    path = argmap.write("claims/a.yaml", FAULTY)
    argmap("check", "--fix", "--unsafe-fixes")
    before = path.stat().st_mtime_ns, path.read_bytes()
    result = argmap("check", "--fix", "--unsafe-fixes")
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
    assert "nothing to mend" in result.err


def test_diff_shows_it_and_writes_nothing(argmap: Program) -> None:
    path = argmap.write("claims/a.yaml", FAULTY)
    result = argmap("check", "--diff")
    assert path.read_text() == FAULTY
    assert result.status == 1
    assert result.out.startswith("--- claims/a.yaml\n+++ claims/a.yaml\n@@ ")
    removed = [line for line in result.out.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert len(removed) == 7
    argmap.write("claims/a.yaml", MENDED)
    clean = argmap("check", "--diff")
    assert (clean.status, clean.out) == (0, "")
    unsafe = argmap("check", "--diff", "--unsafe-fixes")
    assert unsafe.status == 1
    assert "+    for: [fire-was-set]" in unsafe.out


def test_json_tells_editors_the_edits(argmap: Program) -> None:
    argmap.write("claims/a.yaml", FAULTY)
    found = json.loads(argmap("check", "--format", "json").out)["diagnostics"]
    text = FAULTY.split("\n")
    for each in found:
        for edit in each["fix"]["edits"]:
            line = text[edit["start"]["line"] - 1]
            assert edit["start"]["column"] <= len(line) + 1
    [dangling] = [each for each in found if each["rule"] == "dangling-reference"]
    assert dangling["fix"]["safe"] is False
    assert dangling["fix"]["edits"] == [{"start": dangling["start"], "end": dangling["end"], "text": "fire-was-set"}]


def test_only_the_files_that_are_asked_for_are_mended(argmap: Program) -> None:
    one = argmap.write("claims/a.yaml", FAULTY)
    other = argmap.write("claims/b.yaml", "people:\n  - {id: weber, name: 'Anna Weber '}\n")
    result = argmap("check", "claims/b.yaml", "--fix", "--select", "untrimmed-text")
    assert one.read_text() == FAULTY
    assert other.read_text() == "people:\n  - {id: weber, name: 'Anna Weber'}\n"
    assert result.status == 0


def test_rules_that_are_off_or_ignored_mend_nothing(argmap: Program) -> None:
    argmap.write("argmap.toml", '[rules]\nuntrimmed-text = "off"\n')
    path = argmap.write("claims/a.yaml", FAULTY.replace("# a hidden one", "# argmap: ignore[hidden-characters]"))
    argmap("check", "--fix")
    after = path.read_text()
    assert f"Peter{HIDDEN} Holm" in after
    assert "'x '" in after
    assert "question: [fire]" in after


def test_marks_line_ends_links_and_permissions_stay(argmap: Program) -> None:
    real = argmap.write("claims/real.yaml", b"\xef\xbb\xbf" + FAULTY.replace("\n", "\r\n").encode())
    real.chmod(0o604)
    (argmap.folder / "claims" / "a.yaml").symlink_to("real.yaml")
    argmap("check", "--fix")
    assert real.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()
    assert real.stat().st_mode & 0o777 == 0o604
    assert (argmap.folder / "claims" / "a.yaml").is_symlink()


def test_file_that_cannot_be_written_leaves_all_as_they_were(argmap: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    one = argmap.write("claims/a.yaml", FAULTY)
    other = argmap.write("claims/b.yaml", "people:\n  - {id: weber, name: 'Anna Weber '}\n")
    replace, seen = os.replace, []

    def failing(source: str, target: str) -> None:
        seen.append(target)
        if len(seen) == 2:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    result = argmap("check", "--fix")
    assert result.status == 2
    assert "nothing was changed" in result.err
    assert one.read_text() == FAULTY
    assert "'Anna Weber '" in other.read_text()
    assert sorted(path.name for path in one.parent.iterdir()) == ["a.yaml", "b.yaml"]


def test_standard_input_is_shown_and_not_mended(argmap: Program) -> None:
    result = argmap.process("check", "-", "--fix", stdin=FAULTY.encode())
    assert result.returncode == 2
    assert b"--diff" in result.stderr
    assert argmap.process("check", "-", "--diff", stdin=FAULTY.encode()).stdout.startswith(b"--- <stdin>\n")


def test_faulty_file_keeps_its_faults_and_is_mended_beside_them(argmap: Program) -> None:
    path = argmap.write("claims/a.yaml", "people:\n  - {id: weber, name: ' Anna', nme: x}\n  - {id: [], name: 'B '}\n")
    argmap.write("claims/b.yaml", "nodes: [\n")
    before = rules(argmap("check", "--format", "json").out)
    after = rules(argmap("check", "--fix", "--format", "json").out)
    assert "name: 'Anna', nme: x" in path.read_text()
    assert Counter(before) - Counter(after) == Counter({"untrimmed-text": before.count("untrimmed-text")})


CLEAN = (ROOT / "examples" / "mill-fire.yaml").read_text(encoding="utf-8")
SPOTS = [match.end() for match in re.finditer(r'(?:text: |title: |name: )"?\w+', CLEAN)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spots=st.lists(st.tuples(st.sampled_from(SPOTS), st.sampled_from(["\u200b", "\u202e", "\ufeff", "\u2066"])), max_size=4),
    comments=st.lists(st.integers(0, CLEAN.count("\n") - 1), max_size=4),
    doubled=st.booleans(),
)
def test_what_was_spoilt_is_mended_and_the_rest_stays(
    argmap: Program, spots: list[tuple[int, str]], comments: list[int], doubled: bool
) -> None:
    """Hidden characters and doubled links go; every other character, comment and blank line of the file is as it was."""
    text = CLEAN
    if doubled:
        text = text.replace("for: fire-was-set", "for: [fire-was-set]", 1)
    expected = text
    for at, character in sorted(spots, reverse=True):
        at = text.find(CLEAN[at - 12 : at]) + 12
        text = text[:at] + character + text[at:]
    if doubled:
        text = text.replace("for: [fire-was-set]", "for: [fire-was-set, fire-was-set]", 1)
    lines, wanted = text.split("\n"), expected.split("\n")
    for number in comments:
        if ">-" not in wanted[number - 1]:
            lines[number] += "  # kept"
            wanted[number] += "  # kept"
    path = argmap.write("claims/a.yaml", "\n".join(lines))
    argmap("check", "--fix")
    assert path.read_text(encoding="utf-8") == "\n".join(wanted)
