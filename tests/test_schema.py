"""The JSON Schema takes what argmap takes, and refuses what is wrong with the shape of one file."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import argmap as library
from argmap.rules import all_rules
from argmap.schema import claim_file_schema
from tests.conftest import ROOT, Program

REFUSED = {"empty-text", "invalid-date", "invalid-id", "missing-field", "nested-too-deep", "unknown-field", "wrong-shape"}
"""The rules whose examples a schema can refuse; every other example it must take, if it is YAML at all."""
SHIPPED = sorted([*(ROOT / "claims").rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml"), *(ROOT / "tests/maps").glob("*.yaml")])


class CoreLoader(yaml.CSafeLoader):
    """Plain scalars as YAML 1.2 resolves them, which is what editors do."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)
CoreLoader.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node), 0 if "x" in node.value or "o" in node.value else 10)
)
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(loader.construct_scalar(node)))


def json_like(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): json_like(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [json_like(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(claim_file_schema()))
    return found


def faults(schema: dict[str, Any], text: str, loader: Any = CoreLoader) -> list[str]:
    data = json_like(yaml.load(text, Loader=loader))
    return [f"{each.json_path}: {each.message}" for each in jsonschema.Draft7Validator(schema).iter_errors(data)]


def test_it_is_a_schema_and_is_what_the_command_prints(argmap: Program, schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)
    assert json.loads(argmap("schema").out) == schema
    assert argmap("schema", "-o", "argmap.schema.json").out == ""
    assert json.loads((argmap.folder / "argmap.schema.json").read_text(encoding="utf-8")) == schema


@pytest.mark.parametrize("loader", [CoreLoader, yaml.CSafeLoader])
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_it_takes_every_shipped_file(schema: dict[str, Any], file: Path, loader: Any) -> None:
    assert faults(schema, file.read_text(encoding="utf-8"), loader) == []


@pytest.mark.parametrize("name", sorted(all_rules()))
def test_it_refuses_the_examples_of_the_rules_about_shape_and_no_other(schema: dict[str, Any], name: str) -> None:
    rule = all_rules()[name]
    try:
        found = faults(schema, rule.block("Example"))
    except yaml.YAMLError:
        found = []
        assert name not in REFUSED
    assert bool(found) == (name in REFUSED), found
    assert faults(schema, rule.block("Use instead")) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("nodes: [3]", "$.nodes[0]: 3 is not of type 'object'"),
        ("nodes: 3", "$.nodes: 3 is not of type 'array', 'null'"),
        ("nods: []", "$: Additional properties are not allowed ('nods' was unexpected)"),
        ("nodes: [{text: A.}]", "$.nodes[0]: {'text': 'A.'} is not valid under any of the given schemas"),
        ("nodes: [{claim: a}]", "$.nodes[0]: 'text' is a required property"),
        ("nodes: [{claim: a, support: b, text: A.}]", "$.nodes[0]: Additional properties are not allowed ('support' was unexpected)"),
        ("nodes: [{support: a, text: A., question: q}]", "$.nodes[0]: Additional properties are not allowed ('question' was unexpected)"),
        ("nodes: [{claim: a, text: A., against: {id: b, atack: rebut}}]", "$.nodes[0].against: Additional properties are not allowed ('atack' was unexpected)"),
        ("nodes: [{claim: a, text: A., cite: [{at: p}]}]", "$.nodes[0].cite[0]: 'source' is a required property"),
        ("nodes: [{claim: a, text: A., cite: s}]", "$.nodes[0].cite: 's' is not of type 'object', 'array', 'null'"),
        ("nodes: [{claim: a, text: A., granted: 'true'}]", "$.nodes[0].granted: 'true' is not of type 'boolean', 'null'"),
        (f"nodes: [{{claim: {'a' * 61}, text: A.}}]", f"$.nodes[0].claim: '{'a' * 61}' is too long"),
    ],
)  # fmt: skip
def test_messages_point_at_the_fault(schema: dict[str, Any], text: str, fault: str) -> None:
    assert faults(schema, text) == [fault]


def test_every_field_is_described(schema: dict[str, Any]) -> None:
    for name, part in schema["definitions"].items():
        for field, inner in part.get("properties", {}).items():
            assert inner["description"], f"{name}.{field}"


TEXT = ["Some words.", "1992", "1.5", "'no'", "no", "~", "true", "[a]", "{a: b}", "''", "010", "-3"]
ID = ["a", "b-2", "1950", "a_b", "~", "[a]", "true"]
MANY = ["a", "[a, b]", "[]", "[3]", "~", "[[a]]", "[~]", "{id: a}"]
LINKS = [*MANY, "[{id: a, attack: rebut}, b]", "{id: a, editorial: true}", "[{id: a, attack: rebutt}]", "[{attack: rebut}]", "{id: [a]}"]
CITE = [
    "{source: s}",
    "[{source: s, at: 3, by: a}]",
    "[{source: s, by: [a, b], quote: q}]",
    "s",
    "[s]",
    "[{at: p}]",
    "[{source: s, by: {a: b}}]",
    "~",
]
NAMES = ["a", "[a, {family: B, given: C}]", "{literal: X}", "[{name: X}]", "{family: [X]}", "~"]
DATE = ["1950", "1950-01-30", "1945/1949", "195X", "'1950-06-25/..'", "May 1992", "1950~", "[1950]", "~", "1950-06-XX?", "Y12345"]
WORD = ["rebut", "likely", "~", "book", "possible", "3", "[rebut]"]
FIELDS = {
    "text": TEXT, "name": TEXT, "note": TEXT, "title": TEXT, "volume": TEXT, "id": ID, "under": TEXT, "variant_of": TEXT, "short": TEXT,
    "claim": ID, "support": ID, "rebuttal": ID, "for": LINKS, "against": LINKS, "premises": LINKS, "by": MANY, "tags": MANY, "question": MANY,
    "aliases": MANY, "cite": CITE, "author": NAMES, "date": DATE, "issued": DATE, "attack": WORD, "certainty": WORD, "type": WORD,
    "granted": ["true", "false", "~", "yes", "'true'"], "unknown": ["~", "x"],
}  # fmt: skip
USUAL = {
    "questions": ["id", "text"], "positions": ["id", "name"], "people": ["id", "name"], "sources": ["id", "type"], "nodes": ["claim", "text"],
}  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> str:
    section = draw(st.sampled_from(sorted(USUAL)))
    usual = list(USUAL[section])
    if section == "nodes":
        usual[0] = draw(st.sampled_from(["claim", "support", "rebuttal"]))
    names = [*(name for name in usual if draw(st.integers(0, 9))), *draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=2))]
    fields = []
    for name in dict.fromkeys(names):
        values = FIELDS[name]
        fields.append(f"{name}: {draw(st.sampled_from(values[:1] if name in usual and draw(st.integers(0, 3)) else values))}")
    if section == "sources":
        fields = [field.replace("type: rebut", "type: book") for field in fields]
    return f"{section}:\n  - {{{', '.join(fields)}}}\n"


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=files())
def test_it_says_what_argmap_says_of_the_shape(tmp_path: Path, text: str) -> None:
    """A file of one entry: the schema finds a fault if and only if one of those rules does."""
    schema = claim_file_schema()
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    found = [each for each in library.check(tmp_path / "x.yaml") if each.rule in REFUSED]
    assert bool(faults(schema, text)) == bool(found), (text, found)
