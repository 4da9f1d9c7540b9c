"""The hooks for pre-commit, run by pre-commit in scratch repositories.

Here they run the argmap under test; `--from-index` (as `.ci/run` does) also lets pre-commit clone this repository and
install what it finds, which needs an index of packages and half a minute.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, Program
from tests.test_moved_claims import break_one, commit, git

pytest.importorskip("pre_commit", reason="pre-commit is not installed")
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
SHIPPED = ("src", "claims", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "action.yml")
"""What installing argmap from its repository needs, and what is to be found there."""


def pre_commit(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    whole = {**os.environ, "PRE_COMMIT_COLOR": "never", **(env or {})}
    return subprocess.run([sys.executable, "-m", "pre_commit", *arguments], cwd=folder, capture_output=True, text=True, env=whole)


def manifest() -> list[dict[str, Any]]:
    hooks: list[dict[str, Any]] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return hooks


@pytest.fixture
def repository(argmap: Program, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A repository of claim files with both hooks installed, which run the argmap under test."""
    for name in ("HOME", "PRE_COMMIT_HOME"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    for variable, value in (("NAME", "a"), ("EMAIL", "a@example.org")):
        monkeypatch.setenv(f"GIT_AUTHOR_{variable}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{variable}", value)
    hooks = [{**hook, "language": "system", "entry": hook["entry"].replace("argmap", f"{shlex.quote(sys.executable)} -m argmap")} for hook in manifest()]
    argmap.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    argmap.write("claims/fire.yaml", (ROOT / "examples/mill-fire.yaml").read_bytes())
    commit(argmap.folder)
    assert pre_commit(argmap.folder, "install").returncode == 0
    return argmap


def committed(argmap: Program) -> subprocess.CompletedProcess[str]:
    """Commit all that has changed, with the hooks."""
    git(argmap.folder, "add", "--all")
    return subprocess.run(["git", "commit", "-m", "Change"], cwd=argmap.folder, capture_output=True, text=True)


def test_manifest_is_valid() -> None:
    done = pre_commit(ROOT, "validate-manifest", str(MANIFEST))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert [(hook["id"], hook["language"], hook["pass_filenames"]) for hook in manifest()] == [
        ("argmap-check", "python", False),
        ("argmap-fmt", "python", False),
    ]


def test_commits_pass_and_fail(repository: Program) -> None:
    repository.write("README.md", "A debate.\n")
    done = committed(repository)
    assert done.returncode == 0
    assert "argmap check" in done.stderr
    break_one(repository)
    done = committed(repository)
    assert done.returncode == 1
    assert "error[dangling-reference]: no node is called `fire-was-sett`" in done.stderr
    assert "claims/fire.yaml:" in done.stderr


def test_a_commit_that_only_deletes_is_checked(repository: Program) -> None:
    """pre-commit names no deleted file to a hook, so that a hook with `files` would be passed over."""
    head, nodes = (repository.folder / "claims/fire.yaml").read_text(encoding="utf-8").split("\nnodes:\n")
    repository.write("claims/fire.yaml", head.rstrip() + "\n")
    repository.write("claims/nodes.yaml", f"nodes:\n{nodes}")
    done = committed(repository)
    assert done.returncode == 0, done.stderr
    (repository.folder / "claims/fire.yaml").unlink()
    done = committed(repository)
    assert done.returncode == 1
    assert "error[dangling-reference]" in done.stderr


def test_layout_is_mended_and_the_commit_fails_once(repository: Program) -> None:
    file = repository.folder / "claims/fire.yaml"
    tidy = file.read_bytes()
    file.write_bytes(tidy + b"\n\n\n")
    done = committed(repository)
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stderr
    assert file.read_bytes() == tidy
    assert pre_commit(repository.folder, "run", "--all-files").returncode == 0


def test_what_is_not_staged_is_not_checked(repository: Program) -> None:
    """A commit is judged by what it holds: pre-commit puts the rest aside."""
    repository.write("notes.txt", "1")
    git(repository.folder, "add", "notes.txt")
    break_one(repository)
    done = subprocess.run(["git", "commit", "-m", "Notes"], cwd=repository.folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_settings_and_other_files(repository: Program) -> None:
    """The layout is looked at where claim files or settings are staged, the map at every commit."""
    for name, is_run in (("argmap.toml", True), ("sub/argmap.toml", True), ("pyproject.toml", True), ("notes.md", False), ("my-argmap.toml", False)):
        repository.write(name, 'paths = ["."]\n' if "argmap.toml" in name else "\n")
        done = pre_commit(repository.folder, "run", "--files", name, "--verbose")
        assert ("argmap fmt..." in done.stdout and "no files to check" not in done.stdout) is is_run, (name, done.stdout)
        assert "argmap check" in done.stdout
        (repository.folder / name).unlink()


def test_wrong_folder_fails(repository: Program) -> None:
    (repository.folder / "claims").rename(repository.folder / "maps")
    done = committed(repository)
    assert done.returncode == 1
    assert done.stdout.count("no project here or above") + done.stderr.count("no project here or above") == 2


def test_hooks_take_arguments(repository: Program) -> None:
    (repository.folder / "debate").mkdir()
    (repository.folder / "claims").rename(repository.folder / "debate/claims")
    file = repository.folder / ".pre-commit-config.yaml"
    config = yaml.safe_load(file.read_text(encoding="utf-8"))
    for hook in config["repos"][0]["hooks"]:
        hook["args"] = ["--project", "debate"] + (["--strict"] if hook["id"] == "argmap-check" else [])
    file.write_text(yaml.safe_dump(config), encoding="utf-8")
    done = committed(repository)
    assert done.returncode == 0, done.stderr


def test_installed_by_pre_commit(argmap: Program, from_index: None, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """As anybody uses it: pre-commit clones this repository, installs argmap, and runs it in theirs."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("pre-commit")))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    ours = tmp_path_factory.mktemp("argmap")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, ours / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, ours)
    commit(ours)
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ours, capture_output=True, text=True, check=True).stdout.strip()
    hooks = [{"id": "argmap-fmt"}, {"id": "argmap-check", "args": ["--strict"]}]
    argmap.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": str(ours), "rev": revision, "hooks": hooks}]}))
    argmap.write("claims/fire.yaml", (ROOT / "examples/mill-fire.yaml").read_bytes())
    commit(argmap.folder)
    done = pre_commit(argmap.folder, "run", "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no faults found (7 nodes in 1 file)" in done.stdout
    break_one(argmap)
    git(argmap.folder, "add", ".")
    done = pre_commit(argmap.folder, "run")
    assert done.returncode == 1
    assert "error[dangling-reference]" in done.stdout
