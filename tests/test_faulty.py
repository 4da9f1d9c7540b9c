"""Claim files as editors spoil them: what `check` says of each, that its cures work, and that fixes take nothing along.

Each case of `tests/faulty` is a file (or a folder of files) that stands beside `background.yaml`; its `.expected` holds
`line:column rule` for every diagnostic, and its `.cured` is what an editor makes of it who follows the help.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from argmap.linter import Memory, lint
from argmap.project import locate_named, open_project
from argmap.reporters import report
from tests.conftest import Program

FAULTY = Path(__file__).parent / "faulty"
CASES = sorted(path.stem for path in FAULTY.glob("*.expected"))


def project(argmap: Program, case: str, suffix: str = "") -> dict[str, Path]:
    """The background and the files of a case, as a project; the files by how the case calls them."""
    argmap.write("argmap.toml", "")
    argmap.write("claims/background.yaml", (FAULTY / "background.yaml").read_bytes())
    folder = FAULTY / f"{case}{suffix}"
    if folder.is_dir():
        files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.yaml"))}
    else:
        files = {"faulty.yaml": FAULTY / f"{case}{suffix}.yaml"}
    return {name: argmap.write(f"claims/{name}", path.read_bytes()) for name, path in files.items()}


def diagnostics(argmap: Program, is_single: bool) -> list[str]:
    found = []
    for each in json.loads(argmap("check", "--format", "json").out)["diagnostics"]:
        path = each["path"].removeprefix("claims/")
        prefix = "" if is_single and path == "faulty.yaml" else f"{path}:"
        found.append(f"{prefix}{each['start']['line']}:{each['start']['column']} {each['rule']}")
    return found


def test_background_is_clean(argmap: Program) -> None:
    argmap.write("claims/background.yaml", (FAULTY / "background.yaml").read_bytes())
    assert diagnostics(argmap, True) == []


def test_there_are_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_found_where_it_is(argmap: Program, case: str) -> None:
    files = project(argmap, case)
    expected = (FAULTY / f"{case}.expected").read_text(encoding="utf-8").splitlines()
    assert sorted(diagnostics(argmap, "faulty.yaml" in files)) == sorted(expected)


@pytest.mark.parametrize("case", CASES)
def test_a_check_that_remembers_the_one_before_says_the_same(argmap: Program, case: str) -> None:
    project(argmap, case)
    opened, memory = open_project(locate_named(str(argmap.folder))), Memory()
    said = "".join(report(lint(opened).diagnostics, "json"))
    for _ in range(3):
        assert "".join(report(lint(opened, memory=memory).diagnostics, "json")) == said


@pytest.mark.parametrize("case", CASES)
def test_cured_is_silent(argmap: Program, case: str) -> None:
    files = project(argmap, case, ".cured")
    assert diagnostics(argmap, "faulty.yaml" in files) == []


@pytest.mark.parametrize("options", [["--fix"], ["--fix", "--unsafe-fixes"]], ids=" ".join)
@pytest.mark.parametrize("case", CASES)
def test_fixes_take_nothing_along(argmap: Program, case: str, options: list[str]) -> None:
    files = project(argmap, case)
    before = {name: path.read_bytes() for name, path in files.items()}
    assert argmap("check", *options).status in (0, 1)
    for name, path in files.items():
        after = path.read_bytes()
        if after != before[name]:
            assert comments(after) == comments(before[name])
            assert blank_lines(after) == blank_lines(before[name])
            assert ids(after) == ids(before[name])
    mended = {name: path.read_bytes() for name, path in files.items()}
    argmap("check", *options)
    assert {name: path.read_bytes() for name, path in files.items()} == mended


def comments(data: bytes) -> list[str]:
    return re.findall(r"(?m)(?:^|(?<=\s))#.*$", data.decode())


def blank_lines(data: bytes) -> int:
    return sum(not line.strip() for line in data.decode().splitlines())


def ids(data: bytes) -> list[str]:
    """The ids of the entries of a file, which must be one that can be read."""
    root: dict[str, Any] = yaml.load(data, Loader=yaml.BaseLoader)
    entries = [entry for section in root.values() if isinstance(section, list) for entry in section if isinstance(entry, dict)]
    return [entry[key] for entry in entries for key in ("id", "claim", "support", "rebuttal") if key in entry]
