"""Scratch repositories of git: of claim files, and of what this project ships."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
EXAMPLE = ROOT / "examples" / "mill-fire.yaml"
_SHIPPED = ("src", "claims", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "action.yml")
"""What installing argmap from its repository needs, and what others look for there."""


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody, and return what it prints."""
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path) -> str:
    """Make a repository of a folder, with all it holds in one commit; returns the commit."""
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "All")
    return git(folder, "rev-parse", "HEAD").strip()


def put_example(folder: Path) -> None:
    """Write the example, which has no fault, as the claims of a folder."""
    (folder / "claims").mkdir(parents=True)
    shutil.copy(EXAMPLE, folder / "claims/fire.yaml")


def break_one(folder: Path) -> None:
    """Misspell an id in the example."""
    file = folder / "claims/fire.yaml"
    text = file.read_text(encoding="utf-8")
    assert "for: fire-was-set" in text
    file.write_text(text.replace("for: fire-was-set", "for: fire-was-sett", 1), encoding="utf-8")


def part_in_two(folder: Path) -> None:
    """Put the nodes of the example into a file of their own, which names what stands in the other."""
    file = folder / "claims/fire.yaml"
    head, nodes = file.read_text(encoding="utf-8").split("\nnodes:\n")
    file.write_text(head.rstrip() + "\n", encoding="utf-8")
    (folder / "claims/nodes.yaml").write_text(f"nodes:\n{nodes}", encoding="utf-8")


def put_argmap(folder: Path) -> str:
    """Make a folder a repository of this project, as it is now; returns its commit."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    return commit(folder)


def hooks() -> list[dict[str, Any]]:
    """The hooks for pre-commit, as they are written."""
    data: list[dict[str, Any]] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return data


def pre_commit(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run pre-commit in a folder."""
    whole = {**os.environ, "PRE_COMMIT_COLOR": "never", **(env or {})}
    return subprocess.run([sys.executable, "-m", "pre_commit", *arguments], cwd=folder, capture_output=True, text=True, env=whole)
