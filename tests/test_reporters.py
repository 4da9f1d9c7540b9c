"""Every format of `argmap check`: all that was found is in it, it is valid whatever files hold, and its bytes are always the same."""

from __future__ import annotations

import json
import os
import re
import sys
from itertools import combinations
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.cli.check import Format
from argmap.diagnostics import Diagnostic, Edit, Fix, Related, Severity, applied
from argmap.document import Document
from argmap.reporters import Setting, formats, report
from argmap.rules import all_rules
from argmap.source_text import SourceText
from tests.conftest import ROOT, Program
from tests.report_readers import READERS, Read, read_sarif, sarif_path

GOLDEN = ROOT / "tests/reporters"
JSON_FORMATS = ("gitlab", "json", "rdjson", "sarif")

BURNT = """questions:
  - {id: fire, text: What set the mill on fire?}
  - {id: storm, text: Was there a storm?}
sources:
  - {id: inquest, type: hearing, title: Inquest}
nodes:
  - claim: fire-was-set
    text: Somebody set the fire.
    question: fire
    cite: [{source: inquest}, {source: inquest}]
  - claim: rain-came   # 雨
    text: "雨 came & <b>𐐀</b> went. "
    question: [fire, stomr]
    cite: [{source: inquest, at: p. 1}]
  - claim: fire-was-set
    text: "[A](b) \\U0001F525 {0} set the fire."
    question: fire
"""
WHOLE = """people:
  - {id: holm, name: Peter Holm}
nodes:
  - claim: wind-blew
    text: The wind blew.
    question: [fire, storm]
    by: holm
    cite: [{source: inquest, at: p. 2}]
"""
NAME = "the fire/50% wet, #2: x.yaml"


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write(f"claims/{NAME}", BURNT)
    argmap.write("claims/whole.yaml", WHOLE)
    return argmap


def checked(argmap: Program, format: str, *arguments: str) -> Any:
    """A report in JSON."""
    return json.loads(argmap("check", "--format", format, *arguments).out)


def results(argmap: Program, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = checked(argmap, "sarif", *arguments)["runs"][0]["results"]
    return found


def test_the_command_knows_the_formats() -> None:
    assert sorted(get_args(Format)) == formats() == sorted(READERS)


@pytest.mark.parametrize("format", formats())
def test_all_that_was_found(project: Program, format: str, update: bool) -> None:
    found = [(each["rule"], each["path"], each["start"]["line"], each["message"]) for each in checked(project, "json")["diagnostics"]]
    assert {path for _, path, _, _ in found} == {f"claims/{NAME}"}
    assert len(found) > 5
    outputs = {project.process("check", "--format", format, env={"PYTHONHASHSEED": seed}).stdout for seed in ("0", "1", "2")}
    assert len(outputs) == 1
    out = outputs.pop().decode()
    read = READERS[format](out)
    assert sorted((each.rule, each.path, each.line) for each in read) == sorted((rule, path, line) for rule, path, line, _ in found)
    assert all(any(message in literal(each.text) for each in read) for _, _, _, message in found)
    if format == "sarif":
        data = json.loads(out)
        del data["runs"][0]["tool"]
        out = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    golden = GOLDEN / f"faulty.{format}"
    if update:
        golden.write_text(out, encoding="utf-8", newline="\n")
    assert out == golden.read_text(encoding="utf-8")


def literal(text: str) -> str:
    """Text as it was before it was kept from being a link or a placeholder of SARIF."""
    return re.sub(r"\{(\{\d+\})\}", r"\1", text.replace("] (", "]("))


@pytest.mark.parametrize("format", formats())
def test_nothing_found(argmap: Program, format: str) -> None:
    argmap.write("claims/a.yaml", BURNT.split("nodes:")[0] + WHOLE.split("people:")[0])
    argmap.write("claims/b.yaml", WHOLE)
    result = argmap("check", "--format", format)
    assert (result.status, READERS[format](result.out)) == (0, [])
    if format == "junit":
        cases = ElementTree.fromstring(result.out).findall(".//testcase")
        assert [case.get("file") for case in cases] == ["claims/a.yaml", "claims/b.yaml"]


@pytest.mark.parametrize("format", formats())
def test_the_same_from_anywhere(project: Program, format: str) -> None:
    """Where the project lies, what the environment holds and where the output goes changes nothing."""
    printed = project.process("check", "--format", format).stdout
    env = {"GITHUB_ACTIONS": "true", "GITLAB_CI": "true", "CI": "true", "LC_ALL": "C", "COLUMNS": "40", "TERM": "xterm"}
    assert project.process("check", "--format", format, "-o", "../report.txt", env=env).stdout == b""
    assert (project.folder.parent / "report.txt").read_bytes() == printed
    assert os.fsencode(project.folder.parent) not in printed


HOSTILE_NAMES = [
    b"two  spaces .yaml",
    b"100%25.yaml",
    b"a?b&c#d=e.yaml",
    b"c:d,e;f.yaml",
    b"quotes'\"`.yaml",
    b"<b>&amp;]]>.yaml",
    b"[x](y){0}.yaml",
    b"back\\slash.yaml",
    "雨𐐀é.yaml".encode(),
    b"not-utf-8-\xff\xfe.yaml",
    b"line\nbreak\r.yaml",
    b"tab\tand\x1b[31m.yaml",
    "\u202egnp.yaml".encode(),
]
HOSTILE_TEXTS = [
    "]](http://example.org) [x](1) [y](sarif:/runs/0)",
    "{0} {{1}} {} {a}",
    "</failure>]]><x/>&lt;&#0;",
    "%0A::error::no %25",
    "[[ATTACHMENT|/etc/passwd]]",
    '"quotes" and \\\\ and `ticks`',
    "\\x1b[31m\\u202e\\x85\\u2028\\ufffe\\ufeff",
    "𐐀 雨 \\U0010ffff",
]


@pytest.mark.skipif(sys.platform == "win32", reason="file names are text there")
@pytest.mark.parametrize("format", formats())
def test_hostile_names_and_texts(argmap: Program, format: str) -> None:
    argmap.write("argmap.toml", "")
    folder = os.fsencode(argmap.folder) + b"/claims/"
    os.mkdir(folder)  # noqa: PTH102
    for number, name in enumerate(HOSTILE_NAMES):
        ids = ", ".join('"' + text.replace('"', '\\"').replace('\\\\"', '\\"') + '"' for text in HOSTILE_TEXTS)
        with open(folder + name, "wb") as file:  # noqa: PTH123
            file.write(f"nodes:\n  - claim: c{number}\n    text: T.\n    question: [{ids}]\n    cite: [{{source: s}}]\n".encode())
    process = argmap.process("check", "--format", format)
    assert process.returncode == 1
    out = process.stdout.decode("utf-8")  # strictly
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)
    read = READERS[format](out)
    rules = [each["rule"] for each in checked(argmap, "json")["diagnostics"]]
    assert sorted(each.rule for each in read) == sorted(rules)
    assert rules.count("dangling-reference") == len(HOSTILE_NAMES) * (len(HOSTILE_TEXTS) + 1)
    wanted = {exact(name, format) for name in HOSTILE_NAMES} if format not in ("full", "concise") else set()
    assert not wanted or {each.path.removeprefix("claims/") for each in read} == wanted


def exact(name: bytes, format: str) -> str:
    """A name as a format can say it: SARIF all of it, the others no bytes that are no UTF-8, XML and a log no control characters."""
    text = os.fsdecode(name)
    if format in ("sarif", "json"):
        return text
    if format in ("gitlab", "rdjson"):
        return re.sub("[\ud800-\udfff]", escaped, text)
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e\ud800-\udfff]", escaped, text)


def escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def test_paths_lead_to_the_files(project: Program) -> None:
    """From the folder above, from one inside, and with two projects at once."""
    for folder, option in ((project.folder.parent, project.folder.name), (project.folder / "claims", None)):
        inside = Program(folder, project._monkeypatch, project._capfd)
        for format in ("sarif", "gitlab", "github", "junit", "rdjson"):
            out = inside("check", "--format", format, *([option] if option else [])).out
            assert {(folder / each.path).resolve() for each in READERS[format](out)} == {project.folder / "claims" / NAME}


def test_sarif_says_what_the_rules_are(project: Program) -> None:
    driver = checked(project, "sarif")["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == list(all_rules())
    for rule in driver["rules"]:
        page = project("explain", rule["id"]).out
        assert rule["shortDescription"]["text"] in page
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
            assert 0 < len(text) <= 1024  # more GitHub does not show
            assert "Example:" not in text
        assert rule["help"]["text"].startswith(rule["shortDescription"]["text"])
        assert rule["help"]["markdown"].count("```") % 2 == 0
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
        assert rule["defaultConfiguration"].get("enabled", True) == ("off by default" not in page.splitlines()[0])
    assert project("--version").out == f"argmap {driver['semanticVersion']}\n"


def test_sarif_regions_and_ranges_of_rdjson_name_the_same_text(project: Program) -> None:
    text = (project.folder / "claims" / NAME).read_text(encoding="utf-8")
    lines, coded = text.split("\n"), text.encode().split(b"\n")
    several = 0
    for result, other in zip(results(project), checked(project, "rdjson")["diagnostics"], strict=True):
        region, range = result["locations"][0]["physicalLocation"]["region"], other["location"]["range"]
        assert region["startLine"] == region["endLine"] == range["start"]["line"] == range["end"]["line"]
        piece = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        bytes = coded[range["start"]["line"] - 1][range["start"]["column"] - 1 : range["end"]["column"] - 1]
        assert piece == bytes.decode()
        several += region["startColumn"] != range["start"]["column"]
    assert several >= 1


def test_fixes_are_those_of_fix(project: Program) -> None:
    text = (project.folder / "claims" / NAME).read_text(encoding="utf-8")
    source = SourceText(text)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    sarif, rdjson = [], []
    for result in results(project):
        for fix in result.get("fixes", []):
            (change,) = fix["artifactChanges"]
            assert sarif_path(change["artifactLocation"]) == f"claims/{NAME}"
            assert fix["properties"]["safe"] == ("look at it first" not in fix["description"]["text"])
            for each in change["replacements"]:
                region = each["deletedRegion"]
                start = starts[region["startLine"] - 1] + region["startColumn"] - 1
                end = starts[region["endLine"] - 1] + region["endColumn"] - 1
                assert source.span(start, end) == ((region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"]))
                sarif.append(Edit(start, end, each["insertedContent"]["text"]))
    data = text.encode()
    byte_starts = [0, *(match.end() for match in re.finditer(b"\n", data))]
    for diagnostic in checked(project, "rdjson")["diagnostics"]:
        for suggestion in diagnostic.get("suggestions", []):
            ends = [byte_starts[at["line"] - 1] + at["column"] - 1 for at in (suggestion["range"]["start"], suggestion["range"]["end"])]
            rdjson.append((*ends, suggestion["text"].encode()))
    assert len(sarif) == len(rdjson) >= 2
    for start, end, new in sorted(rdjson, reverse=True):
        data = data[:start] + new + data[end:]
    assert applied(text, sarif) == data.decode()
    project("check", "--fix", "--unsafe-fixes")
    assert (project.folder / "claims" / NAME).read_bytes() == data


def fingerprints(argmap: Program, format: str) -> list[tuple[str, str]]:
    """Of each diagnostic the rule and the fingerprint."""
    if format == "sarif":
        return [(each["ruleId"], each["partialFingerprints"]["primaryLocationLineHash"]) for each in results(argmap)]
    return [(each["check_name"], each["fingerprint"]) for each in checked(argmap, "gitlab")]


@pytest.mark.parametrize("format", ["gitlab", "sarif"])
def test_fingerprints(project: Program, format: str) -> None:
    before = fingerprints(project, format)
    assert len(set(before)) == len(before)
    shifted = BURNT.replace("nodes:", "# One more\n# and another\n\nnodes:").replace("  - claim: rain", "\n  - claim: rain")
    project.write(f"claims/{NAME}", shifted)
    assert fingerprints(project, format) == before
    project.write(f"claims/{NAME}", shifted.replace(", stomr]", "]"))
    after = fingerprints(project, format)
    assert after == [each for each in before if each[0] != "dangling-reference"]
    # Two that nothing tells apart but their number: what is left when one goes is the first.
    same = [each for each in before if each[0] == "missing-locator"]
    assert len(same) == 2
    project.write(f"claims/{NAME}", BURNT.replace("[{source: inquest}, ", "["))
    assert [each for each in fingerprints(project, format) if each[0] == "missing-locator"] == same[:1]
    project.write(f"claims/{NAME}", BURNT)
    below = Program(project.folder / "claims", project._monkeypatch, project._capfd)
    assert fingerprints(below, format) == before


def test_a_fingerprint_follows_a_node_into_another_file(project: Program) -> None:
    before = fingerprints(project, "sarif")
    (project.folder / "claims" / NAME).rename(project.folder / "claims" / "fire.yaml")
    assert fingerprints(project, "sarif") == before


@pytest.mark.parametrize("rule", [name for name in all_rules() if all_rules()[name].block("Example")])
def test_no_message_says_a_line(argmap: Program, rule: str) -> None:
    """A message is part of the fingerprint, so it may not change when lines move."""
    argmap.write("argmap.toml", 'paths = ["claims"]\n')
    argmap.write("claims/background.yaml", (ROOT / "tests/faulty/background.yaml").read_bytes())
    example = all_rules()[rule].block("Example")
    argmap.write("claims/x.yaml", example)
    before = fingerprints(argmap, "gitlab")
    argmap.write("claims/x.yaml", f"# A line\n\n\n{example}")
    assert fingerprints(argmap, "gitlab") == before


@pytest.mark.parametrize("arguments", [(), ("--strict",), ("--select", "missing-locator"), ("--select", "missing-locator", "--strict")])
def test_junit_fails_as_the_run_does(project: Program, arguments: tuple[str, ...]) -> None:
    result = project("check", "--format", "junit", *arguments)
    root = ElementTree.fromstring(result.out)
    failures = root.findall(".//failure")
    assert bool(failures) == bool(result.status)
    found = checked(project, "json", *arguments)["diagnostics"]
    failing = [each for each in found if "--strict" in arguments or each["severity"] == "error"]
    assert [each.get("type") for each in failures] == [each["rule"] for each in failing]
    said = "".join(each.text or "" for each in root.findall(".//system-out"))
    assert said.count("warning[") == len(found) - len(failing)
    assert [case.get("file") for case in root.findall(".//testcase") if not case.findall("failure")][-1] == "claims/whole.yaml"


def test_junit_names_the_files_that_were_asked_about(project: Program) -> None:
    root = ElementTree.fromstring(project("check", "claims/whole.yaml", "--format", "junit").out)
    assert [(case.get("name"), case.get("file")) for case in root.findall(".//testcase")] == [("no faults", "claims/whole.yaml")]


@pytest.mark.parametrize("format", formats())
def test_a_file_that_cannot_be_read(argmap: Program, format: str) -> None:
    argmap.write("claims/a.yaml", b"nodes: [\xff")
    argmap.write("claims/b.yaml", "nodes: [")
    argmap.write("claims/c.yaml", "\ufeff# \U0010ffff\x01\r\nnodes: 3\r")
    result = argmap("check", "--format", format)
    read = READERS[format](result.out)
    assert result.status == 1
    assert {(each.rule, each.path) for each in read} >= {("invalid-encoding", "claims/a.yaml"), ("invalid-yaml", "claims/b.yaml")}


@pytest.mark.parametrize("format", formats())
def test_standard_input(argmap: Program, format: str) -> None:
    argmap.write("claims/a.yaml", WHOLE)
    process = argmap.process("check", "-", "--stdin-filename", "claims/new.yaml", "--format", format, stdin=b"nodes: 3\n")
    assert [(each.rule, each.path) for each in READERS[format](process.stdout.decode())] == [("wrong-shape", "claims/new.yaml")]
    process = argmap.process("check", "-", "--format", format, stdin=b"nodes: 3\n")
    assert [each.path for each in READERS[format](process.stdout.decode())] == ["<stdin>"]


@pytest.mark.parametrize("format", formats())
def test_many_in_one_line(argmap: Program, format: str) -> None:
    """10,000 diagnostics in one line of a million bytes: work on the whole line, or on all others, for each would be felt."""
    nodes = ",".join(f"{{claim: c{number}, text: {'雨' * 20}., question: nobody-{number}}}" for number in range(5_000))
    argmap.write("claims/a.yaml", f"nodes: [{nodes}]\n")
    result = argmap("check", "--format", format)
    assert all(result.out.count(rule) >= 4_999 for rule in ("dangling-reference", "uncited-node", "duplicate-text"))


TEXT = st.text(st.characters(), max_size=20) | st.text(
    st.sampled_from("[](){}01`\\\"'<>&%:,;\x00\x1b\n\r\t \u202e\ud800\udcff雨𐐀"), max_size=20
)
NAMES = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=12).map(lambda name: f"claims/{name}.yaml")


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    # What a file holds is UTF-8; messages and names may hold surrogates.
    text = draw(st.text(st.characters(codec="utf-8"), max_size=30))
    document = Document(draw(NAMES), SourceText(text))
    a, b, c, d = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 4)))
    span = document.source.span(b, c)
    related = (Related(document.path, span, draw(TEXT), document),) if draw(st.booleans()) else ()
    new = draw(st.text(st.characters(codec="utf-8"), max_size=5))
    fix = Fix(draw(TEXT), (Edit(a, b, new), Edit(c, d, "")), draw(st.booleans())) if draw(st.booleans()) else None
    severity = draw(st.sampled_from([Severity.ERROR, Severity.WARNING]))
    rule = draw(st.sampled_from(list(all_rules())))
    message = "x" + draw(TEXT)  # a message is never empty
    return Diagnostic(rule, severity, message, draw(TEXT), document.path, span, draw(TEXT), related, document, fix)


@given(found=st.lists(diagnostics(), max_size=4), strict=st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_is_only_text(found: list[Diagnostic], strict: bool) -> None:
    found = sorted(found, key=Diagnostic.sort_key)
    setting = Setting(files=sorted({each.path for each in found}), strict=strict)
    outputs: dict[str, list[Read]] = {}
    for format in formats():
        out = "".join(report(found, format, setting))
        out.encode()  # UTF-8 throughout
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)
        if format != "full":  # where lines are quoted, one may look like anything
            outputs[format] = READERS[format](out)
    for one, other in combinations(outputs, 2):
        assert sorted((each.rule, each.line) for each in outputs[one]) == sorted((each.rule, each.line) for each in outputs[other])
    paths = sorted(each.path.encode("utf-8", "surrogatepass") for each in found)
    assert sorted(each.path.encode("utf-8", "surrogatepass") for each in outputs["json"]) == paths


def test_sarif_of_nothing_is_valid() -> None:
    assert read_sarif("".join(report([], "sarif"))) == []
