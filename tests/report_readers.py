"""Reads each format of `argmap check` as those do that it is made for: strictly, or it fails."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

import jsonschema
import junitparser

from tests.conftest import ROOT


class Read(NamedTuple):
    """What a report says of one diagnostic; the path as bytes where the format can say it."""

    rule: str
    path: str
    line: int
    text: str


def _text(schema: str) -> dict[str, Any]:
    return {"type": schema}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "properties": required | (optional or {}), "required": list(required), "additionalProperties": False}


_LINES = _object({"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer", "minimum": 1}})
# As documented at docs.gitlab.com/ci/testing/code_quality; what else a list may hold GitLab ignores.
_GITLAB = jsonschema.Draft202012Validator(
    {
        "type": "array",
        "items": _object(
            {
                "description": {"type": "string", "minLength": 1},
                "check_name": _text("string"),
                "fingerprint": _text("string"),
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": _object({"path": {"type": "string", "minLength": 1}, "lines": _LINES}),
            }
        ),
    }
)

_POSITION = _object({"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}})
_RANGE = _object({"start": _POSITION, "end": _POSITION})
_LOCATION = _object({"path": {"type": "string", "minLength": 1}, "range": _RANGE})
_SEVERITY = {"enum": ["ERROR", "WARNING", "INFO"]}
_SOURCE = _object({"name": _text("string")}, {"url": _text("string")})
# The messages of reviewdog's proto/rdf/reviewdog.proto; older versions of reviewdog refuse unknown fields.
_RDJSON = jsonschema.Draft202012Validator(
    _object(
        {
            "diagnostics": {
                "type": "array",
                "items": _object(
                    {"message": {"type": "string", "minLength": 1}, "location": _LOCATION},
                    {
                        "severity": _SEVERITY,
                        "source": _SOURCE,
                        "code": _object({"value": _text("string")}, {"url": _text("string")}),
                        "suggestions": {"type": "array", "items": _object({"range": _RANGE, "text": _text("string")})},
                        "related_locations": {"type": "array", "items": _object({"location": _LOCATION}, {"message": _text("string")})},
                    },
                ),
            }
        },
        {"source": _SOURCE, "severity": _SEVERITY},
    )
)


@cache
def _sarif_validator() -> jsonschema.Draft4Validator:
    schema = json.loads((ROOT / "tests/reporters/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


@cache
def _validate_rules(rules: str) -> None:
    """Validate what all runs have in common, which is most of the work, once."""
    run = {"tool": {"driver": {"name": "argmap", "rules": json.loads(rules)}}, "results": []}
    _sarif_validator().validate({"version": "2.1.0", "runs": [run]})


def _data(out: str) -> Any:
    """A JSON document that every parser takes: no lone surrogates, which many refuse."""
    assert not re.search(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]", out)
    return json.loads(out)


def read_sarif(out: str) -> list[Read]:
    data = _data(out)
    (run,) = data["runs"]
    rules = run["tool"]["driver"].pop("rules")
    _validate_rules(json.dumps(rules))
    _sarif_validator().validate(data)
    found = []
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert list(result["partialFingerprints"]) == ["primaryLocationLineHash"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert set(place["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        linked = re.findall(r"(?<!\\)(?:\\\\)*\]\((.*?)\)", result["message"]["text"])
        assert linked == [str(each["id"]) for each in result.get("relatedLocations", [])]
        assert not re.search(r"(?<!\{)\{\d+\}(?!\})", result["message"]["text"])
        found.append(Read(result["ruleId"], sarif_path(place["artifactLocation"]), place["region"]["startLine"], result["message"]["text"]))
    return found


def sarif_path(location: dict[str, str]) -> str:
    """The path that a place names, as Python holds it."""
    uri = location["uri"]
    assert location["uriBaseId"] == "%SRCROOT%"
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    parts = urlsplit(uri)
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", uri)
    return unquote_to_bytes(uri).decode("utf-8", "surrogateescape")


def read_gitlab(out: str) -> list[Read]:
    data = _data(out)
    _GITLAB.validate(data)
    assert len({each["fingerprint"] for each in data}) == len(data)
    return [Read(each["check_name"], each["location"]["path"], each["location"]["lines"]["begin"], each["description"]) for each in data]


def read_rdjson(out: str) -> list[Read]:
    data = _data(out)
    _RDJSON.validate(data)
    return [
        Read(each["code"]["value"], each["location"]["path"], each["location"]["range"]["start"]["line"], each["message"])
        for each in data["diagnostics"]
    ]


def read_json(out: str) -> list[Read]:
    data = json.loads(out)
    return [
        Read(each["rule"], each["path"], each["start"]["line"], each["message"] + (f"; {each['help']}" if each["help"] else ""))
        for each in data["diagnostics"]
    ]


def read_junit(out: str) -> list[Read]:
    """All that the report says; warnings that fail nothing are lines of `system-out`."""
    suites = junitparser.JUnitXml.fromstring(out.encode())
    found = []
    tests = failures = 0
    for suite in suites:
        cases = list(suite)
        assert (suite.tests, suite.failures, suite.errors) == (len(cases), sum(bool(case.result) for case in cases), 0)
        assert len({(case.classname, case.name) for case in cases}) == len(cases) > 0
        tests, failures = tests + suite.tests, failures + suite.failures
        for case in cases:
            attributes = case._elem.attrib
            for result in case.result:
                assert isinstance(result, junitparser.Failure)
                assert result.message in result.text
                found.append(Read(result.type, attributes["file"], int(attributes["line"]), result.message))
            for line in (case.system_out or "").splitlines():
                match = re.fullmatch(r"(.*?):(\d+):\d+: warning\[([a-z-]+)\] (.*)", line)
                assert match, line
                found.append(Read(match[3], attributes["file"], int(match[2]), match[4]))
    assert (suites.tests, suites.failures, suites.errors) == (tests, failures, 0)
    return found


def read_github(out: str) -> list[Read]:
    """As the runner of GitHub Actions reads workflow commands (ActionCommand.cs)."""
    found = []
    for line in out.splitlines():
        match = re.fullmatch(r"::(?:error|warning) ([^:]*)::(.*)", line)
        assert match, line
        properties = dict(each.split("=", 1) for each in match[1].split(","))
        rule = _unescaped(properties["title"]).removeprefix("argmap: ")
        found.append(Read(rule, _unescaped(properties["file"]), int(properties["line"]), _unescaped(match[2])))
    return found


def _unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def read_concise(out: str) -> list[Read]:
    found = []
    for line in out.splitlines():
        match = re.fullmatch(r"(.*?):(\d+):\d+: (?:error|warning)\[([a-z-]+)\] (.*)", line)
        assert match, line
        found.append(Read(match[3], match[1], int(match[2]), match[4]))
    return found


def read_full(out: str) -> list[Read]:
    blocks = re.findall(r"^(?:error|warning)\[([a-z-]+)\]: (.*)\n *--> (.*?):(\d+):\d+$", out, re.MULTILINE)
    return [Read(rule, path, int(line), text) for rule, text, path, line in blocks]


READERS = {
    "concise": read_concise,
    "full": read_full,
    "github": read_github,
    "gitlab": read_gitlab,
    "json": read_json,
    "junit": read_junit,
    "rdjson": read_rdjson,
    "sarif": read_sarif,
}
