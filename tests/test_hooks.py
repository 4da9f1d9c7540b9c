"""The hooks for pre-commit, run by pre-commit in scratch repositories.

They run the argmap under test; that pre-commit can install it from its repository is seen in test_ci_docs.py.
"""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest
import yaml

from tests.conftest import ROOT, Program
from tests.repositories import MANIFEST, break_one, commit, git, hooks, part_in_two, pre_commit, put_example

pytest.importorskip("pre_commit", reason="pre-commit is not installed")


@pytest.fixture
def repository(argmap: Program, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A repository of claim files with both hooks installed, which run the argmap under test."""
    for name in ("HOME", "PRE_COMMIT_HOME"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    for variable, value in (("NAME", "a"), ("EMAIL", "a@example.org")):
        monkeypatch.setenv(f"GIT_AUTHOR_{variable}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{variable}", value)
    ours = [
        {**hook, "language": "system", "entry": hook["entry"].replace("argmap", f"{shlex.quote(sys.executable)} -m argmap")}
        for hook in hooks()
    ]
    argmap.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": ours}]}))
    put_example(argmap.folder)
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
    assert [(hook["id"], hook["language"], hook["pass_filenames"]) for hook in hooks()] == [
        ("argmap-check", "python", False),
        ("argmap-fmt", "python", False),
    ]


def test_commits_pass_and_fail(repository: Program) -> None:
    repository.write("README.md", "A debate.\n")
    done = committed(repository)
    assert done.returncode == 0
    assert "argmap check" in done.stderr
    break_one(repository.folder)
    done = committed(repository)
    assert done.returncode == 1
    assert "error[dangling-reference]: no node is called `fire-was-sett`" in done.stderr
    assert "claims/fire.yaml:" in done.stderr


def test_a_commit_that_only_deletes_is_checked(repository: Program) -> None:
    """pre-commit names no deleted file to a hook, so that a hook with `files` would be passed over."""
    part_in_two(repository.folder)
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
    break_one(repository.folder)
    done = subprocess.run(["git", "commit", "-m", "Notes"], cwd=repository.folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_settings_and_other_files(repository: Program) -> None:
    """The layout is looked at where claim files or settings are staged, the map at every commit."""
    for name, is_run in (
        ("argmap.toml", True),
        ("sub/argmap.toml", True),
        ("pyproject.toml", True),
        ("notes.md", False),
        ("my-argmap.toml", False),
    ):
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
