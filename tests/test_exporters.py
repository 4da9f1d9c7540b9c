"""Every exporter: all nodes are there, the bytes are always the same, and they are the golden ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from argmap.exporters import formats
from tests.conftest import ROOT, Program

MAPS = sorted((ROOT / "tests/maps").glob("*.yaml"))
GOLDEN = ROOT / "tests/exporters"


@pytest.mark.parametrize("format", formats())
@pytest.mark.parametrize("file", MAPS, ids=lambda file: file.stem)
def test_export(argmap: Program, format: str, file: Path, update: bool) -> None:
    argmap.write("claims/map.yaml", file.read_bytes())
    outputs = {argmap.process("export", "--format", format, env={"PYTHONHASHSEED": seed}).stdout for seed in ("0", "1", "2")}
    assert len(outputs) == 1
    output = outputs.pop().decode()
    for id in json.loads(argmap("export").out)["nodes"]:
        assert id["id"] in output
    golden = GOLDEN / f"{file.stem}.{format}"
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(output, encoding="utf-8")
    assert output == golden.read_text(encoding="utf-8")


def test_spans_are_those_of_the_entries(argmap: Program) -> None:
    argmap.write("claims/map.yaml", MAPS[0].read_bytes())
    lines = MAPS[0].read_text(encoding="utf-8").splitlines()
    for node in json.loads(argmap("export").out)["nodes"]:
        start, end = node["span"]["start"], node["span"]["end"]
        assert lines[start["line"] - 1][start["column"] - 1 :] == f"{node['type']}: {node['id']}"
        assert end["column"] == len(lines[end["line"] - 1]) + 1
        assert start["line"] < end["line"]
        assert node["path"] == "claims/map.yaml"
