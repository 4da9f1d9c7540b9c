"""Each rule finds its own example, and nothing in what its page says to write instead."""

from __future__ import annotations

import json

import pytest

from argmap.rules import all_rules
from argmap.rules._examples import BYTES, PREAMBLE, REASONS
from tests.conftest import ROOT, Program

UNSHOWN = {*BYTES, *REASONS}
"""What cannot be shown in a text."""


def checked(argmap: Program, example: str | bytes, name: str = "") -> list[str]:
    """The rules that fire on an example that stands beside the preamble; ``name`` is switched on if it is off."""
    if name and all_rules()[name].severity == "off":
        argmap.write("argmap.toml", f'[rules]\n{name} = "warning"\n')
    argmap.write("claims/preamble.yaml", PREAMBLE)
    argmap.write("claims/zz-example.yaml", example)
    result = argmap("check", "claims/zz-example.yaml", "--format", "json")
    return [each["rule"] for each in json.loads(result.out)["diagnostics"]]


@pytest.mark.parametrize("name", sorted(set(all_rules()) - UNSHOWN))
def test_example_yields_exactly_its_rule(argmap: Program, name: str) -> None:
    assert checked(argmap, all_rules()[name].block("Example"), name) == [name]


@pytest.mark.parametrize("name", sorted(set(all_rules()) - UNSHOWN))
def test_use_instead_is_clean(argmap: Program, name: str) -> None:
    example = all_rules()[name].block("Use instead")
    assert example
    assert checked(argmap, example, name) == []


def test_invalid_encoding(argmap: Program) -> None:
    assert checked(argmap, BYTES["invalid-encoding"]) == ["invalid-encoding"]


def test_unreadable_file(argmap: Program) -> None:
    argmap.write("claims/preamble.yaml", PREAMBLE)
    (argmap.folder / "claims" / "gone.yaml").symlink_to("nowhere.yaml")
    result = argmap("check", "--format", "json")
    assert [(each["rule"], each["path"]) for each in json.loads(result.out)["diagnostics"]] == [("unreadable-file", "claims/gone.yaml")]
    assert result.status == 1


@pytest.mark.parametrize("name", sorted(all_rules()))
def test_page(argmap: Program, name: str) -> None:
    rule = all_rules()[name]
    assert rule.summary.endswith(".")
    assert "\n\n" in rule.page
    result = argmap("explain", name)
    assert result.status == 0
    assert result.out.startswith(f"{name} (")
    assert f"[{name}]: " in result.out
    for line in rule.page.splitlines():
        assert line in result.out


def test_page_of_all_rules_is_what_the_program_prints(argmap: Program, update: bool) -> None:
    file = ROOT / "docs" / "rules.md"
    printed = argmap("explain", "--format", "markdown").out
    if update:
        file.write_text(printed, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("name", sorted(set(all_rules()) - UNSHOWN))
def test_page_shows_what_check_says(argmap: Program, name: str) -> None:
    """The output on the page is that of a run on real files, however it was made."""
    rule = all_rules()[name]
    off = rule.severity == "off"
    argmap.write("argmap.toml", 'paths = ["."]\n' + (f'[rules]\n{name} = "warning"\n' if off else ""))
    argmap.write("background.yaml", PREAMBLE)
    argmap.write("example.yaml", rule.block("Example"))
    said = argmap("check", "example.yaml").out.strip("\n")
    assert f"\n```text\n{said}\n```\n" in argmap("explain", name, "--format", "markdown").out


def test_page_of_a_rule_is_part_of_the_whole(argmap: Program) -> None:
    whole = argmap("explain", "--format", "markdown").out
    section = argmap("explain", "void-link", "--format", "markdown").out
    assert section.startswith("## void-link\n\nError.\n")
    assert section in whole


@pytest.mark.parametrize("name", sorted(all_rules()))
def test_severity_can_be_set(argmap: Program, name: str) -> None:
    example = all_rules()[name].block("Example") or BYTES.get(name)
    if not example:
        pytest.skip("needs a file that cannot be opened")
    argmap.write("argmap.toml", f'[rules]\n{name} = "off"\n')
    if all_rules()[name].can_ignore:
        assert name not in checked(argmap, example)
    else:
        argmap.write("claims/preamble.yaml", PREAMBLE)
        argmap.write("claims/zz-example.yaml", example)
        assert argmap("check").status == 2
    argmap.write("argmap.toml", f'[rules]\n{name} = "warning"\n')
    result = argmap("check", "--format", "json")
    assert {each["severity"] for each in json.loads(result.out)["diagnostics"] if each["rule"] == name} == {"warning"}


@pytest.mark.parametrize("name", sorted(set(all_rules()) - UNSHOWN - {"unused-ignore"}))
def test_comment_on_the_line_silences_the_rule_if_it_may(argmap: Program, name: str) -> None:
    rule = all_rules()[name]
    checked(argmap, rule.block("Example"), name)
    argmap.write("claims/zz-example.yaml", rule.block("Example"))
    before = json.loads(argmap("check", "claims/zz-example.yaml", "--format", "json").out)["diagnostics"]
    line = before[0]["start"]["line"]
    lines = rule.block("Example").splitlines()
    lines.insert(line - 1, f"# argmap: ignore[{name}]")
    after = checked(argmap, "\n".join(lines) + "\n")
    if rule.can_ignore:
        assert after == []
    else:
        assert name in after
        assert set(after) <= {name, "unused-ignore"}
