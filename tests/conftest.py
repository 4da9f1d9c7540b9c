"""What the tests share: running the program, transcripts, and `--update`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.editor import Shared

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what the program prints into transcripts, docs and golden files")
    parser.addoption("--all-pictures", action="store_true", help="look through a picture of every entry of the shipped map (a minute)")
    parser.addoption(
        "--from-index", action="store_true", help="let hooks and actions install argmap from this repository (a minute, and PyPI)"
    )


@pytest.fixture(autouse=True, scope="session")
def _no_repository_around() -> None:
    """What git tells its hooks, from one of which the tests may be run, is not about the repositories that tests make."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX"):
        os.environ.pop(name, None)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture
def from_index(request: pytest.FixtureRequest) -> None:
    """Skips what installs packages from an index, unless that is asked for."""
    if not request.config.getoption("--from-index"):
        pytest.skip("installs packages from an index: --from-index, as .ci/run does")


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


class Program:
    """Runs argmap in a folder, as a whole process or (quicker) inside this one."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def write(self, path: str, content: str | bytes) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return target

    def __call__(self, *arguments: str, columns: int = 80) -> Result:
        from argmap.cli import run
        from argmap.cli._output import prepare_streams

        with self._monkeypatch.context() as patch:
            patch.chdir(self.folder)
            patch.setenv("COLUMNS", str(columns))
            self._capfd.readouterr()
            prepare_streams()
            status = run(list(arguments))
            sys.stdout.flush()
            captured = self._capfd.readouterr()
        return Result(status, captured.out, captured.err)

    def process(
        self, *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None, timeout: float = 120
    ) -> subprocess.CompletedProcess[bytes]:
        whole = {**os.environ, "COLUMNS": "80", **(env or {})}
        return subprocess.run(
            [sys.executable, "-m", "argmap", *arguments], cwd=self.folder, input=stdin, capture_output=True, env=whole, timeout=timeout
        )


@pytest.fixture
def argmap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Program:
    """The program, in an empty folder that is no project."""
    return Program(tmp_path, monkeypatch, capfd)


@pytest.fixture(scope="session")
def editors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Editors that share one language server."""
    from tests.editor import Shared

    shared = Shared(tmp_path_factory.mktemp("home"))
    yield shared
    shared.end()


def traceback_in(text: str) -> bool:
    return bool(re.search(r"^Traceback \(most recent call last\)", text, re.MULTILINE))
