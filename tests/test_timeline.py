"""`argmap timeline`: order, documents and who reads them, what has no date, and the drawing."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.dates import DateError, parse_date
from argmap.times import parse_time, time_words
from tests.conftest import ROOT, Program

MAP = (ROOT / "tests/dates.yaml").read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"
WORKS = {
    "article", "article-journal", "article-magazine", "book", "chapter", "collection", "entry", "entry-dictionary", "entry-encyclopedia",
    "paper-conference", "post", "post-weblog", "review", "review-book", "thesis", "webpage",
}  # fmt: skip


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write("claims/map.yaml", MAP)
    return argmap


@pytest.fixture
def shipped(argmap: Program) -> Program:
    argmap.write("argmap.toml", 'paths = ["claims"]\n')
    (argmap.folder / "claims").mkdir()
    for path in (ROOT / "claims").rglob("*.yaml"):
        argmap.write(f"claims/{path.relative_to(ROOT / 'claims')}", path.read_bytes())
    return argmap


def data_of(argmap: Program, *arguments: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(argmap("timeline", "--format", "json", *arguments).out)
    assert data["argmap"] == 1
    return data


# What a timeline holds, told from the exported map alone


def range_of(text: str | None) -> tuple[Any, Any] | None:
    try:
        days = parse_date(text) if text is not None else None
    except DateError:
        return None
    return (days.earliest, days.latest) if days else None


def brute(exported: dict[str, Any], works: bool = False) -> tuple[set[tuple[str, str, str]], set[tuple[str, str]], set[str], set[str]]:
    """(date, document, node) for each reading; (date, node) for other nodes; the undated; the invalid."""
    nodes = exported["nodes"]
    through = {cite.get("via") for node in nodes for cite in node.get("cite", ())}
    sources = {source["id"]: source for source in exported["sources"]}

    def is_wanted(source: dict[str, Any]) -> bool:
        return works or (
            source["type"] not in WORKS and "working paper" not in source.get("genre", "").lower() and source["id"] not in through
        )

    readings = set()
    for node in nodes:
        for cite in node.get("cite", ()):
            source = sources.get(cite["source"])
            if source is not None and is_wanted(source) and range_of(source.get("issued")):
                readings.add((source["issued"], source["id"], node["id"]))
    told = {(when, node) for when, _, node in readings}
    events = {(node["date"], node["id"]) for node in nodes if range_of(node.get("date"))} - told
    undated = {node["id"] for node in nodes if "date" not in node}
    return readings, events, undated, {node["id"] for node in nodes if "date" in node and not range_of(node["date"])}


def check_against_brute_force(argmap: Program, *options: str) -> None:
    data = data_of(argmap, *options)
    readings, events, undated, invalid = brute(json.loads(argmap("export").out), "--works" in options)
    moments = data["moments"]
    assert {(m["date"], d["id"], r["id"]) for m in moments for d in m["documents"] for r in d["readings"]} == readings
    assert {(m["date"], node) for m in moments for node in m["nodes"]} == events
    assert set(data["undated"]) == undated
    assert {each["id"] for each in data["invalid"]} == invalid
    earliest = [range_of(moment["date"])[0] for moment in moments]  # type: ignore[index]
    assert earliest == sorted(earliest)
    assert len({moment["date"] for moment in moments}) == len(moments)
    rows = list(csv.DictReader(io.StringIO(argmap("timeline", "--format", "csv", *options).out)))
    assert len(rows) == len(readings) + len(events)


def test_shipped_map_is_ordered_as_by_brute_force(shipped: Program) -> None:
    check_against_brute_force(shipped)
    check_against_brute_force(shipped, "--works")


DATES = st.sampled_from(
    ["1950", "1950-06", "1950-06-25", "1950-06~", "1950?", "195X", "19XX", "1949/1951", "../1950", "1950/..", "1950/", "/1950", "1950-21",
     "1950-06-XX", "1950-XX-XX", "-0043", "Y17000", "1950-06-25T04:00:00", "1950-06/1950-07-03", "1950%/1951~", "June", "1950-13"]
)  # fmt: skip


@st.composite
def maps(draw: st.DrawFn) -> dict[str, Any]:
    sources = [
        {"id": f"s{n}", "type": draw(st.sampled_from(["book", "report", "speech", "interview"])), "title": f"S {n}"} for n in range(4)
    ]
    for source in sources:
        if draw(st.booleans()):
            source["issued"] = draw(DATES)
    nodes = []
    for n in range(draw(st.integers(0, 7))):
        cite = []
        for _ in range(draw(st.integers(0, 3))):
            each = {"source": f"s{draw(st.integers(0, 4))}"}
            if draw(st.integers(0, 3)) == 0:
                each["via"] = f"s{draw(st.integers(0, 3))}"
            cite.append(each)
        node: dict[str, Any] = {"claim": f"n{n}", "text": "T.", "cite": cite}
        if draw(st.integers(0, 3)):
            node["date"] = draw(DATES)
        nodes.append(node)
    return {"sources": sources, "nodes": nodes}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=maps())
def test_any_map_is_ordered_as_by_brute_force(argmap: Program, data: dict[str, Any]) -> None:
    argmap.write("claims/map.yaml", yaml.safe_dump(data))
    check_against_brute_force(argmap)
    for format in ("text", "markdown", "svg"):
        assert argmap("timeline", "--format", format).status in (0, 1)


@pytest.mark.parametrize(("since", "until"), [("1950-06", "1950-06"), ("1951", None), (None, "1949"), ("1950-06-24", "1950-06-24")])
def test_since_and_until_are_those_of_query(project: Program, since: str | None, until: str | None) -> None:
    options = [word for name, value in (("--since", since), ("--until", until)) if value for word in (name, value)]
    data = data_of(project, *options)
    told = {node for moment in data["moments"] for node in moment["nodes"]}
    told |= {reading["id"] for moment in data["moments"] for document in moment["documents"] for reading in document["readings"]}
    found = set(project("query", *options, "--format", "ids").out.split())
    assert found <= told  # the rest stands under a document of this time
    assert {node for moment in data["moments"] for node in moment["nodes"]} <= found


def test_competing_readings_of_a_document_stand_together(project: Program) -> None:
    moment = data_of(project, "cites:order", "--until", "1950-06-24", "--since", "1950-06-24")["moments"][-1]
    (document,) = moment["documents"]
    assert [(each["id"], each["by"], each["via"]) for each in document["readings"]] == [
        ("order-says-at-once", ["aal"], "aal-1990"),
        ("order-names-no-hour", ["berg"], "berg-2001"),
    ]
    assert document["cited_by"] == 2
    (moment, *_) = data_of(project, "by:berg and cites:order")["moments"]
    assert [each["id"] for each in moment["documents"][0]["readings"]] == ["order-names-no-hour"]
    assert moment["documents"][0]["cited_by"] == 2


def test_all_who_read_a_document_in_one_way_are_named(argmap: Program) -> None:
    argmap.write(
        "claims/map.yaml",
        """
        people: [{id: holm, name: Peter Holm}, {id: weber, name: Anna Weber}, {id: kern, name: Jo Kern}]
        sources:
          - {id: letter, type: personal_communication, title-short: Letter, issued: 1911-09-30}
          - {id: holm-1920, type: book, author: [holm], title: Mills, issued: 1920}
          - {id: weber-1930, type: book, author: [weber], title: Fires, issued: 1930}
        nodes:
          - support: policy-was-new
            text: The letter shows that the policy was new.
            by: kern
            cite:
              - {source: letter, via: holm-1920, at: p. 1, by: holm}
              - {source: letter, via: weber-1930, at: p. 2, by: weber}
        """,
    )
    (moment,) = data_of(argmap, "by:weber")["moments"]
    (reading,) = moment["documents"][0]["readings"]
    assert (reading["by"], reading["via"], reading["at"], reading["more"]) == (["holm", "weber"], "holm-1920", "p. 1", 1)
    out = argmap("timeline").out
    assert "Holm, Weber: The letter shows" in out
    assert "in Holm 1920, p. 1 (+1 more) | policy-was-new" in out


def test_what_begins_before_the_time_asked_for_stands_behind(argmap: Program) -> None:
    argmap.write(
        "claims/map.yaml",
        """
        nodes:
          - {claim: long, text: It lasted., date: 1945/1951}
          - {claim: day, text: It was then., date: 1950-01-05}
          - {claim: later, text: It went on., date: 1950-02/1950-08}
        """,
    )
    assert [each["nodes"] for each in data_of(argmap, "--since", "1950-01")["moments"]] == [["long"], ["day"], ["later"]]
    for format in ("text", "markdown"):
        out = argmap("timeline", "--since", "1950-01", "--format", format).out
        heading = out.index("Dates that begin before January 1950")
        assert out.index("It was then.") < out.index("It went on.") < heading < out.index("It lasted.")
        assert "Dates that begin" not in argmap("timeline", "--format", format).out
    alone = argmap("timeline", "--since", "1950-03", "--until", "1950-03").out
    assert alone.startswith("Dates that begin before March 1950\n")


def test_command_for_undated_nodes_finds_them(project: Program) -> None:
    for arguments in ((), ("type:support or type:claim",), ("--project", "claims/map.yaml")):
        out = re.sub(r"\s+", " ", project("timeline", *arguments).out)
        match = re.search(r"(\d+) nodes? ha(?:s|ve) no date.*?: `argmap (query .*?)`", out)
        assert match
        ids = project(*shlex.split(match[2]), "--format", "ids").out.split()
        assert len(ids) == int(match[1])
        assert ids == data_of(project, *arguments)["undated"]


def test_nothing_in_this_time(project: Program) -> None:
    result = project("timeline", "--since", "1999", "--until", "1999", "type:rebuttal")
    assert result.status == 1
    assert "Nothing of this has a date in this time." in result.out
    assert data_of(project, "--since", "2090", "type:rebuttal")["moments"] == []
    svg = project("timeline", "--since", "2090", "type:rebuttal", "--format", "svg")
    assert svg.status == 1
    ElementTree.fromstring(svg.out)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1950-08-27", "27 August 1950"),
        ("1950-06~", "ca. June 1950"),
        ("1950-04?", "April 1950 (uncertain)"),
        ("1950%", "ca. 1950 (uncertain)"),
        ("195X", "the 1950s"),
        ("19XX", "1900 to 1999"),
        ("1945/1949", "1945 to 1949"),
        ("1950-06-03/1950-06-05", "3 to 5 June 1950"),
        ("1950-05-30/1950-06-05", "30 May to 5 June 1950"),
        ("1950-05/1950-06", "May to June 1950"),
        ("1949-12-30/1950-01-05", "30 December 1949 to 5 January 1950"),
        ("1950-06/..", "from June 1950 on"),
        ("1950-06/", "June 1950 to an unknown date"),
        ("../1950", "until 1950"),
        ("/1950", "from an unknown date until 1950"),
        ("1950-21", "spring 1950"),
        ("1950-21/1950-24", "spring 1950 to winter 1950"),
        ("1950-06-XX", "June 1950 (day unknown)"),
        ("1950-XX-XX", "1950 (day and month unknown)"),
        ("-0043-03-15", "15 March 44 BC"),
        ("0000", "1 BC"),
        ("Y170000002", "170000002"),
        ("1950-06-25T04:00:00", "25 June 1950, 04:00:00"),
        ("1950-06-03~/1950-06-05", "ca. 3 June 1950 to 5 June 1950"),
    ],
)
def test_words_of_dates(text: str, words: str) -> None:
    assert time_words(parse_time(text)) == words


def test_days_are_counted_as_datetime_counts_them() -> None:
    from argmap.picture.axis import civil
    from argmap.times import day_number

    offset = day_number((1, 1, 1)) - 1
    for step in range(0, 800_000, 97):
        day = date(1, 1, 1) + timedelta(days=step)
        number = day_number((day.year, day.month, day.day))
        assert number == day.toordinal() + offset
        assert civil(number) == (day.year, day.month, day.day)
    assert civil(day_number((-4713, 11, 24))) == (-4713, 11, 24)


# The drawing


def texts(svg: str) -> list[tuple[str, float, float, float, float, float]]:
    """Each text with its rectangle and size."""
    found = []
    for each in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        size = float(each.get("font-size", "0"))
        wide = float(each.get("textLength", size * 0.6 * len(each.text or "")))
        x, y = float(each.get("x", "0")), float(each.get("y", "0"))
        left = x - wide / 2 if each.get("text-anchor") == "middle" else x
        found.append((each.text or "", left, y - 0.75 * size, left + wide, y + 0.2 * size, size))
    return found


def check_drawing(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    all_texts = texts(svg)
    for text, left, top, right, bottom, size in all_texts:
        assert size >= 20, text
        assert 0 <= left < right <= width + 1, text
        assert 0 <= top < bottom <= height, text
    for (one, l1, t1, r1, b1, _), (two, l2, t2, r2, b2, _) in combinations(all_texts, 2):
        assert r1 <= l2 + 1 or r2 <= l1 + 1 or b1 <= t2 + 1 or b2 <= t1 + 1, f"{one} / {two}"
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("size", ["16:9", "4:3", "a4", "a3", "auto"])
def test_drawing_of_every_kind_of_date(project: Program, size: str) -> None:
    result = project("timeline", "--format", "svg", "--size", size, "--since", "1949", "--until", "1952")
    check_drawing(result.out)
    if size == "auto":
        data = data_of(project, "--since", "1949", "--until", "1952")
        wanted = {document["id"] for moment in data["moments"] for document in moment["documents"]}
        wanted |= {moment["nodes"][0] for moment in data["moments"] if len(moment["nodes"]) == 1}
        assert wanted <= {each.get("id") for each in ElementTree.fromstring(result.out).iter(f"{SVG}g")}


@pytest.mark.parametrize("arguments", ["", "--since 1950-01 --until 1950-06", "--since 1950-06-20 --until 1950-06-30 --theme dark", "--since 1945 --until 1953 --size a3 --theme print --color-by person", "cites:gottwald-letter --size 4:3 --color-by label", "--size auto by:weathersby"])  # fmt: skip
def test_drawings_of_the_shipped_map(shipped: Program, arguments: str) -> None:
    result = shipped("timeline", "--format", "svg", *arguments.split())
    assert result.status == 0
    check_drawing(result.out)


def test_golden_drawing(project: Program, update: bool) -> None:
    golden = ROOT / "tests/pictures/timeline-dates.svg"
    drawn = project("timeline", "--since", "1949", "--until", "1952", "--format", "svg").out
    if update:
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


def test_drawing_of_the_docs_is_what_the_command_draws(shipped: Program, update: bool) -> None:
    golden = ROOT / "docs/timeline-1950.svg"
    drawn = shipped("timeline", "--since", "1950-01", "--until", "1950-06", "--format", "svg").out
    if update:
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


def test_what_is_left_out_is_said_in_the_drawing_with_a_command_that_works(shipped: Program) -> None:
    result = shipped("timeline", "--since", "1950-01", "--until", "1950-06", "by:kim-yun-young or by:bano", "-o", "x.svg")
    note = re.search(r"note: (.*) More: argmap (timeline .*)", result.err)
    assert note
    assert note[1] in (shipped.folder / "x.svg").read_text(encoding="utf-8")
    numbers = re.findall(r"([\d,]+) of ([\d,]+) (?:documents|dates)", note[1])
    assert len(numbers) == 2
    data = json.loads(shipped(*shlex.split(note[2]), "--format", "json").out)
    assert int(numbers[0][1]) == sum(len(moment["documents"]) for moment in data["moments"])
    assert int(numbers[1][1]) == sum(bool(moment["nodes"]) for moment in data["moments"])


HOSTILE = r"=1+2 \e[31mred <script>alert(1)</script> \u202Eback & \"x\" ]]> [x](y) `c` *d*" + "\\n" * 3 + "end"


@pytest.mark.parametrize("format", ["text", "markdown", "csv", "json", "svg"])
def test_text_from_files_is_only_text(argmap: Program, format: str) -> None:
    argmap.write(
        "claims/x.yaml",
        f"""
people: [{{id: p, name: "{HOSTILE}"}}]
sources: [{{id: s, type: speech, title: "{HOSTILE}", issued: "1950-01-01"}}, {{id: "B@d id<x>", type: speech, issued: "1950"}}]
nodes:
  - {{claim: c, text: "{HOSTILE}", by: p, date: "1950-01-02", cite: [{{source: s, at: "{HOSTILE}"}}]}}
  - {{claim: d, text: "{HOSTILE}", date: "{HOSTILE}"}}
""",
    )
    result = argmap("timeline", "--format", format)
    assert result.status == 0
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b]", result.out + result.err)
    if format == "svg":
        root = ElementTree.fromstring(result.out)
        assert {each.tag for each in root.iter()} <= {SVG + tag for tag in ("svg", "title", "desc", "g", "rect", "path", "circle", "text")}
    if format == "csv":
        cells = [cell for row in csv.reader(io.StringIO(result.out)) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_same_bytes_whatever_the_environment(project: Program) -> None:
    all_formats = """if True:
        from argmap.cli import run
        from argmap.cli._output import prepare_streams
        prepare_streams()
        for format in ("text", "json", "svg"):
            assert run(["timeline", "--format", format]) == 0
    """
    outputs = set()
    for seed, locale in (("0", "C"), ("1", "tr_TR.UTF-8"), ("2", "en_US.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "COLUMNS": "80"}
        done = subprocess.run([sys.executable, "-c", all_formats], cwd=project.folder, env=env, capture_output=True, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert outputs.pop().rstrip().endswith(b"</svg>")


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (("--since", "June 1950"), "write it like `1950-06-25`"),
        (("--since", "1951", "--until", "1950"), "change them round"),
        (("-o", "x.svgg"), "did you mean `x.svg`?"),
        (("-o", "x"), "write a name that ends in"),
        (("-o", "x.svg", "--format", "csv"), "write `-o x.csv`"),
        (("tpye:claim",), "did you mean `type`?"),
        (("--format", "table"), "it takes `text`"),
        (("cites:ordr",), "did you mean `order`"),
    ],
)
def test_wrong_words(project: Program, arguments: tuple[str, ...], cure: str) -> None:
    result = project("timeline", *arguments)
    assert (result.status, result.out) == (2, "")
    assert cure in result.err


@pytest.mark.parametrize("columns", [20, 80])
def test_lines_keep_to_the_width(project: Program, columns: int) -> None:
    from argmap.display import width

    out = project("timeline", columns=columns).out
    assert max(width(line) for line in out.splitlines()) <= columns
    squeezed = re.sub(r"\s", "", out)
    for text in ("order-names-no-hour", "Diaryofaferryman", "wrong-date"):
        assert text in squeezed
    assert project("timeline", "--color", "always").out != project("timeline").out


def test_output_file_is_as_printed(project: Program) -> None:
    for name, format in (("x.txt", "text"), ("x.md", "markdown"), ("x.csv", "csv"), ("x.json", "json"), ("x.svg", "svg")):
        assert project("timeline", "-o", name).out == ""
        assert (project.folder / name).read_text(encoding="utf-8") == project("timeline", "--format", format).out


def test_works_are_listed_if_asked_for(project: Program) -> None:
    def ids(*options: str) -> set[str]:
        return {document["id"] for moment in data_of(project, *options)["moments"] for document in moment["documents"]}

    assert ids() == {"order", "diary", "talk"}
    assert ids("--works") == {"order", "diary", "talk", "aal-1990", "berg-2001", "paper"}
    assert data_of(project)["undated_documents"] == ["leaflet"]
    assert data_of(project)["invalid_documents"] == [{"id": "map-of-1950", "date": "summer 1950"}]
