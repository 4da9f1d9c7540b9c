"""Every console block in README, docs and `tests/transcripts/` prints what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from argmap.cli import run
from tests.conftest import ROOT
from tests.transcript import files_in, replay, write_files, writes

FILES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "tests/transcripts").glob("*.md")])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_transcript(file: Path, update: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = file.read_text(encoding="utf-8")
    folder = ROOT
    if files_in(text):
        write_files(text, tmp_path)
        folder = tmp_path
    elif writes(text):
        folder = tmp_path
        for name in ("claims", "examples"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "argmap.toml", folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    now = replay(text, run)
    if update and now != text:
        file.write_text(now, encoding="utf-8")
    assert update or now == text


def test_there_are_transcripts_for_every_command() -> None:
    from argmap.cli import app

    blocks = "".join(file.read_text(encoding="utf-8") for file in FILES)
    for command in app().registered_commands:
        assert f"$ argmap {command.name}" in blocks
