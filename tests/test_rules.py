"""Each rule finds its own example, and nothing in what its page says to write instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from argmap.rules import all_rules
from tests.conftest import Program

PREAMBLE = (Path(__file__).parent / "rules" / "preamble.yaml").read_text(encoding="utf-8")
# What cannot be shown in a text: the bytes, and how the file gets there.
BYTES = {"invalid-encoding": b"nodes: []\n# caf\xe9\n"}
UNSHOWN = {"invalid-encoding", "unreadable-file"}


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
    assert result.out.startswith(f"{name} ({rule.severity})")


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
