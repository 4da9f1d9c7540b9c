"""The options of `argmap check` beside those that mend."""

from __future__ import annotations

import json

import pytest

from argmap.reporters import formats
from tests.conftest import Program

FAULTY = """questions:
  - {id: fire, text: What set the mill on fire?}
sources:
  - {id: inquest, type: hearing, title: Inquest}
nodes:
  - claim: fire-was-set
    text: Somebody set the fire.
    question: fire
    cite: [{source: inquest}]
  - claim: rain-came
    text: The rain came
    question: fier
    cite: [{source: inquest}]
"""


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write("claims/a.yaml", FAULTY)
    return argmap


def rules(argmap: Program, *arguments: str) -> list[str]:
    return [each["rule"] for each in json.loads(argmap("check", "--format", "json", *arguments).out)["diagnostics"]]


def test_select_and_ignore(project: Program) -> None:
    every = rules(project)
    assert sorted(set(every)) == ["dangling-reference", "missing-locator", "not-a-sentence"]
    assert rules(project, "--select", "missing-locator") == ["missing-locator"] * 2
    assert sorted(rules(project, "--select", "missing-locator, not-a-sentence")) == ["missing-locator"] * 2 + ["not-a-sentence"]
    assert sorted(rules(project, "--select", "missing-locator", "--select", "not-a-sentence")) == ["missing-locator"] * 2 + [
        "not-a-sentence"
    ]
    assert rules(project, "--ignore", "missing-locator,not-a-sentence") == ["dangling-reference"]
    assert rules(project, "--select", "missing-locator", "--ignore", "missing-locator") == []
    assert rules(project, "--select", "lonely-answer") == ["lonely-answer"]  # off unless it is asked for


def test_what_cannot_be_read_is_said_whatever_is_selected(project: Program) -> None:
    project.write("claims/b.yaml", "nodes: [")
    assert rules(project, "--select", "missing-locator") == ["missing-locator", "missing-locator", "invalid-yaml"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--select", "missing-locater"), "did you mean `missing-locator`?"),
        (("--ignore", "zzzz"), "no rule is called `zzzz`"),
        (("--ignore", "invalid-yaml"), "cannot be ignored"),
        (("--select", ""), "names no rule"),
        (("--ignore", " , "), "names no rule"),
        (("--unsafe-fixes",), "goes with `--fix` or `--diff`"),
        (("--statistics", "--diff"), "do not go together"),
        *((("--format", format, "--diff"), "do not go together") for format in formats() if format not in ("full", "concise")),
        *(
            (("--format", format, "--statistics"), "do not go together")
            for format in formats()
            if format not in ("full", "concise", "json")
        ),
        (("--output-file", "claims/a.yaml"), "is a claim file, and would be lost"),
        (("--output-file", "argmap.toml"), "what it holds would be lost"),
        (("--output-file", "nowhere/x.txt"), "cannot be written"),
        (("claims", "--stdin-filename", "claims/a.yaml"), "goes with standard input alone"),
    ],
)
def test_refused(project: Program, arguments: tuple[str, ...], message: str) -> None:
    settings = project.write("argmap.toml", 'paths = ["claims"]\n')
    result = project("check", *arguments)
    assert result.status == 2
    assert message in result.err
    assert settings.read_text() == 'paths = ["claims"]\n'
    assert (project.folder / "claims" / "a.yaml").read_text() == FAULTY


def test_statistics(project: Program) -> None:
    result = project("check", "--statistics")
    assert result.out == ("2  warning  missing-locator\n1  error    dangling-reference  (1 with a fix)\n1  warning  not-a-sentence\n")
    assert result.status == 1
    counted = json.loads(project("check", "--statistics", "--format", "json").out)["statistics"]
    assert counted[0] == {"rule": "missing-locator", "severity": "warning", "count": 2, "fixable": 0}
    project.write("claims/a.yaml", FAULTY.split("sources")[0] + "nodes: []\n")
    assert project("check", "--statistics", "--ignore", "question-without-answers").out == ""


def test_exit_zero(project: Program) -> None:
    assert project("check").status == 1
    assert project("check", "--exit-zero").status == 0
    assert project("check", "--exit-zero", "--select", "zzzz").status == 2


def test_strict(project: Program) -> None:
    assert project("check", "--select", "missing-locator").status == 0
    assert project("check", "--select", "missing-locator", "--strict").status == 1


def test_output_file_holds_what_would_be_printed(project: Program) -> None:
    for format in formats():
        printed = project("check", "--format", format)
        written = project("check", "--format", format, "--output-file", "report.txt", "--color", "always")
        assert (project.folder / "report.txt").read_text() == printed.out
        assert (written.out, written.err, written.status) == ("", printed.err, 1)


def test_verbose_names_the_settings_in_force(project: Program) -> None:
    assert "claims" in project("check", "-v").err
    project.write("argmap.toml", '[rules]\nmissing-locator = "error"\n')
    result = project("check", "--verbose")
    assert "argmap.toml" in result.err
    assert "missing-locator" in result.err
    assert result.out == project("check").out


def test_standard_input_stands_for_a_file_of_the_project(project: Program) -> None:
    project.write("claims/b.yaml", "people:\n  - {id: holm, name: Peter Holm}\n")
    mended = FAULTY.replace("fier", "fire").replace("rain came", "rain came.").replace("inquest}", "inquest, at: p. 1}")

    def run(text: str, *arguments: str) -> list[tuple[str, str]]:
        done = project.process("check", "-", "--format", "json", *arguments, stdin=text.encode())
        return [(each["path"], each["rule"]) for each in json.loads(done.stdout)["diagnostics"]]

    assert run(mended, "--stdin-filename", "claims/a.yaml") == []
    assert {path for path, _ in run(FAULTY, "--stdin-filename", "claims/a.yaml")} == {"claims/a.yaml"}
    new = "nodes:\n  - claim: wind-blew\n    text: The wind blew.\n    question: fire\n    by: holm\n    cite: [{source: inquest, at: p. 2}]\n"
    assert run(new, "--stdin-filename", "claims/new.yaml") == []  # a file that is not saved yet
    assert run(new, "--stdin-filename", "elsewhere.yaml")  # in no project: nothing it names is there
    assert (project.folder / "claims" / "a.yaml").read_text() == FAULTY


def test_other_yaml_in_a_folder_for_anything(argmap: Program) -> None:
    argmap.write("notes/fire.yaml", FAULTY)
    argmap.write("docker-compose.yaml", "version: 3\nservices: {a: {image: x}}\n")
    argmap.write("chart/values.yaml", "a: {{ .Values.x }}\n- b\n")
    argmap.write("play.yml", "- hosts: all\n")
    argmap.write("several.yaml", "spec:\n  nodes: 3\n---\nspec: {}\n")
    argmap.write("net.yaml", "nodes:\n  - {name: a, ip: 10.0.0.1}\nedges: []\n")
    argmap.write("people.yaml", "people:\n  - {name: Ann, age: 30}\n")
    argmap.write("strings.yml", "nodes: Knoten\nsources: Quellen\n")
    argmap.write("stack.yaml", "Resources: {Bucket: !Ref x}\n")
    argmap.write("begun.yaml", "nodes:\n  - text: A node that has no id yet.\n")
    argmap.write("empty.yaml", "")
    argmap.write("misspelt.yaml", "node:\n  - claim: x\n")
    argmap.write("bare.yaml", "- claim: x\n  text: A list that lacks its key.\n")
    result = argmap("check", ".", "--format", "json")
    paths = {each["path"] for each in json.loads(result.out)["diagnostics"]}
    assert paths == {"notes/fire.yaml", "misspelt.yaml", "bare.yaml", "begun.yaml"}
    assert "8 other YAML files left out: `chart/values.yaml`, `docker-compose.yaml`, `net.yaml`, ..." in result.err
    named = argmap("check", "docker-compose.yaml")
    assert named.status == 1
    assert "this is no claim file" in named.out
    argmap.write("argmap.toml", 'paths = ["."]\n')
    asked = argmap("check", "chart")
    assert asked.status == 2
    assert "`chart` is no claim file, and holds none" in asked.err
    argmap.write("argmap.toml", 'paths = ["chart"]\n')
    assert argmap("check").status == 1  # a folder for claim files: there it is a fault


def test_no_answer_replaces_claims(project: Program) -> None:
    for command in (["schema"], ["export"]):
        result = project(*command, "-o", "claims/a.yaml")
        assert result.status == 2
        assert "what it holds would be lost" in result.err
    assert (project.folder / "claims" / "a.yaml").read_text() == FAULTY
