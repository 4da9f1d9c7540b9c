"""What docs/ci.md shows is what there is, and works: its blocks are taken out of the page and run."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import junitparser
import pytest
import yaml

from tests.action_runner import Runner, action
from tests.conftest import ROOT, Program
from tests.repositories import break_one, commit, git, hooks, pre_commit, put_argmap, put_example
from tests.test_docs import keep

PAGE = ROOT / "docs" / "ci.md"
WORKFLOWS = (".github/workflows/argmap.yml", ".github/workflows/argmap-scanning.yml")
PLACE = "https://github.com/OWNER/argmap"


def blocks(language: str) -> list[str]:
    """The blocks of the page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def block(file: str) -> str:
    """The block that shows a file, named in a comment in its first line."""
    [found] = [text for language in ("yaml", "groovy") for text in blocks(language) if re.match(rf"(#|//) {re.escape(file)}\n", text)]
    return found


def loaded(file: str) -> Any:
    return yaml.safe_load(block(file))


@pytest.fixture
def shell(argmap: Program, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Runs lines as a CI server does, in a repository with the example as its claims, with argmap on the path."""
    put_example(argmap.folder)
    programs = tmp_path_factory.mktemp("programs")
    for name, text in (
        ("argmap", f'exec {shlex.quote(sys.executable)} -m argmap "$@"'),
        ("reviewdog", 'echo "$@" > review.txt; cat >> review.txt'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")}

    def run(lines: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["bash", "-e", "-c", lines], cwd=argmap.folder, env=env, capture_output=True, text=True)

    return run


def script_of(test: str) -> str:
    """The lines that a section of the page lets a server run where argmap is installed."""
    if test == "gitlab":
        return "set -o pipefail\n" + "\n".join(loaded(".gitlab-ci.yml")["argmap"]["script"])
    if test == "jenkins":
        return "\n".join(re.findall(r"\bsh '(.*?)'", block("Jenkinsfile")))
    if test == "reviewdog":
        return next(text for text in blocks("sh") if "reviewdog" in text)
    return "\n".join(line.replace(".venv/bin/", "") for line in blocks("sh")[-1].splitlines() if ".venv/bin/argmap" in line)


def inputs() -> str:
    rows = ["| input | means | default |", "|---|---|---|"]
    for name, each in action()["inputs"].items():
        default = f"`{each['default']}` " if each["default"] else ""
        rows.append(f"| `{name}` | {each['description']} | {default}|")
    return "\n".join(rows) + "\n"


def test_inputs_of_the_action(update: bool) -> None:
    keep(PAGE, "inputs", inputs(), update)


def test_placeholders_are_the_same_everywhere() -> None:
    shown = "".join(text for language in ("yaml", "sh", "groovy") for text in blocks(language))
    assert re.findall(r"OWNER\S*", shown)
    assert {place.rstrip('"') for place in re.findall(r"OWNER\S*", shown)} == {"OWNER/argmap", "OWNER/argmap@REV"}
    assert "`OWNER/argmap` stands for" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "schema"),
    [*((file, "github-workflows") for file in WORKFLOWS), (".gitlab-ci.yml", "gitlab-ci")],
    ids=lambda value: value.rsplit("/")[-1],
)
def test_files_are_valid(tmp_path: Path, file: str, schema: str) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    (tmp_path / "file.yml").write_text(block(file), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(tmp_path / "file.yml")]
    if schema == "gitlab-ci":
        command += ["--data-transform", "gitlab-ci", "--regex-variant", "nonunicode"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_block_is_looked_at() -> None:
    """Whoever adds a block adds a test of it."""
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^```(\S.*)$", page, re.MULTILINE) == [
        "yaml claims/map.yaml", "console", "yaml", "yaml", "yaml", "yaml", "groovy", "sh", "sh",
    ]  # fmt: skip


def test_hooks_that_are_shown_are_there(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    (tmp_path / "config.yaml").write_text(block(".pre-commit-config.yaml").replace("REV", "v1.2.3"), encoding="utf-8")
    done = pre_commit(tmp_path, "validate-config", "config.yaml")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    [repository] = loaded(".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == PLACE
    assert {hook["id"] for hook in repository["hooks"]} == {hook["id"] for hook in hooks()}


@pytest.mark.parametrize("file", WORKFLOWS)
def test_workflows_run_the_action(file: str, tmp_path: Path) -> None:
    [job] = loaded(file)["jobs"].values()
    [step] = [step for step in job["steps"] if step["uses"].startswith("OWNER/")]
    runner = Runner(tmp_path / "work", tmp_path / "temp", env={"PYTHONPATH": str(ROOT / "src")})
    put_example(runner.workspace)
    runner.temporary.mkdir()
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nshift\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    given = {name: str(value).lower() if isinstance(value, bool) else value for name, value in step["with"].items()}
    assert runner.run(given, {"install": {"python": str(python)}}).status == 0
    if "output-file" in given:
        [upload] = [step for step in job["steps"] if "upload-sarif" in step["uses"]]
        assert upload["with"]["sarif_file"] == given["output-file"]
        assert f"hashFiles('{given['output-file']}')" in upload["if"]
        report = json.loads((runner.workspace / given["output-file"]).read_text(encoding="utf-8"))
        assert report["version"] == "2.1.0"
        (runner.workspace / given["output-file"]).unlink()
        shutil.rmtree(runner.workspace / "claims")
        assert runner.run(given, {"install": {"python": str(python)}}).outputs == {"status": "2"}
        assert not (runner.workspace / given["output-file"]).exists()


@pytest.mark.parametrize("server", ["gitlab", "jenkins", "reviewdog", "other"])
def test_scripts_pass_and_fail(argmap: Program, shell: Any, server: str) -> None:
    script = script_of(server)
    assert "argmap check" in script
    done = shell(script)
    assert done.returncode == 0, done.stderr
    break_one(argmap.folder)
    assert shell(script).returncode == (0 if server == "reviewdog" else 1)  # reviewdog decides itself
    if server == "gitlab":
        reports = loaded(".gitlab-ci.yml")["argmap"]["artifacts"]["reports"]
        found = json.loads((argmap.folder / reports["codequality"]).read_text(encoding="utf-8"))
        assert {"claims/fire.yaml"} == {each["location"]["path"] for each in found}
        assert "dangling-reference" in {each["check_name"] for each in found}
    if server in ("gitlab", "jenkins"):
        name = "argmap-junit.xml"
        assert (server == "gitlab" and reports["junit"] == name) or f"junit '{name}'" in block("Jenkinsfile")
        [suite] = junitparser.JUnitXml.fromfile(str(argmap.folder / name))
        assert (suite.name, suite.failures > 0) == ("claims/fire.yaml", True)
    if server == "reviewdog":
        first, _, rest = (argmap.folder / "review.txt").read_text(encoding="utf-8").partition("\n")
        assert "-f=rdjson" in first
        assert json.loads(rest)["diagnostics"]
    shutil.rmtree(argmap.folder / "claims")
    assert shell(script).returncode == 2


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """This repository, as one that can be fetched from: its address, and the commit."""
    folder = tmp_path_factory.mktemp("argmap")
    revision = put_argmap(folder)
    return folder.as_uri(), revision


def test_hooks_are_installed_from_the_repository(
    argmap: Program, from_index: None, ours: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As anybody uses them: pre-commit clones this repository, installs argmap, and runs it in theirs."""
    env = {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")), "PYTHONPATH": ""}
    place, revision = ours
    argmap.write(".pre-commit-config.yaml", block(".pre-commit-config.yaml").replace(PLACE, place).replace("REV", revision))
    put_example(argmap.folder)
    commit(argmap.folder)
    done = pre_commit(argmap.folder, "run", "--all-files", "--verbose", env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no faults found (7 nodes in 1 file)" in done.stdout
    break_one(argmap.folder)
    git(argmap.folder, "add", ".")
    done = pre_commit(argmap.folder, "run", env=env)
    assert done.returncode == 1
    assert "error[dangling-reference]" in done.stdout


def test_argmap_is_installed_from_the_repository(argmap: Program, from_index: None, ours: tuple[str, str]) -> None:
    """The lines for any other CI, and the line of the job for GitLab that installs."""
    place, revision = ours
    lines = blocks("sh")[-1]
    [install] = loaded(".gitlab-ci.yml")["argmap"]["before_script"]
    assert install in lines.replace(".venv/bin/", "")
    put_example(argmap.folder)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    script = ["bash", "-e", "-c", lines.replace(PLACE, place).replace("REV", revision)]
    done = subprocess.run(script, cwd=argmap.folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no faults found (7 nodes in 1 file)" in done.stderr
