"""The contract of the command line (design, section 5), point by point."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from rich.cells import cell_len

from argmap.display import width
from argmap.reporters import formats
from tests.conftest import ROOT, Program
from tests.editor import Editor

MAP = (ROOT / "tests/maps/all-kinds.yaml").read_text(encoding="utf-8")


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write("claims/map.yaml", MAP)
    return argmap


COMMANDS = (
    "show",
    "query",
    "compare",
    "path",
    "brief",
    "evaluate",
    "render",
    "timeline",
    "stats",
    "cite",
    "check",
    "fmt",
    "rename",
    "explain",
    "config",
    "schema",
    "export",
    "lsp",
    "completion",
)


def help_blocks() -> list[tuple[str, str]]:
    return [(command, example) for command in COMMANDS for example in import_module(f"argmap.cli.{command}").EXAMPLES]


@pytest.mark.parametrize(("command", "example"), help_blocks())
def test_examples_in_help_work_on_the_shipped_map(argmap: Program, command: str, example: str) -> None:
    (argmap.folder / "claims").symlink_to(ROOT / "claims", target_is_directory=True)
    argmap.write("argmap.toml", 'paths = ["claims"]\n')
    linked = argmap.folder / "claims"
    linked.unlink()
    subprocess.run(["cp", "-r", str(ROOT / "claims"), str(linked)], check=True)
    words = shlex.split(example)
    assert words[:2] == ["argmap", command]
    if command == "lsp":  # which waits for an editor
        with Editor(argmap.folder, command=[sys.executable, "-m", *words]) as editor:
            assert editor.initialize()["serverInfo"]["name"] == "argmap"
            assert editor.shut_down() == 0
    else:
        result = argmap(*words[1:])
        assert result.status == 0, result.err
    assert example in argmap(command, "--help").out


def test_help_names_every_command_and_its_status(argmap: Program) -> None:
    from argmap.cli import app

    assert {command.name for command in app().registered_commands if not command.hidden} == set(COMMANDS)
    whole = argmap("--help")
    for command, _ in help_blocks():
        assert re.search(rf"^  {command} ", whole.out, re.MULTILINE)
        assert "Exit status:" in argmap(command, "--help").out


def test_validate_is_check(project: Program) -> None:
    assert project("validate", "--format", "concise").out == project("check", "--format", "concise").out


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (("shwo",), "did you mean `show`?"),
        (("lint",), "argmap calls this `check`"),
        (("settings",), "argmap calls this `config`"),
        (("list",), "argmap calls this `show`"),
        (("show", "--dpeth", "2"), "did you mean `--depth`?"),
        (("show", "stalin-aproved"), "did you mean `stalin-approved`"),
        (("show", "Adam Ulam"), "did you mean `ulam`"),
        (("show", "origins", "--position", "orthodx"), "did you mean `orthodox`"),
        (("show", "origins", "--position", "ulam"), "`ulam` is a person, not a position"),
        (("show", "--depth", "some"), "write a number of levels, or `all`"),
        (("query", "--type", "suport"), "did you mean `support`?"),
        (("query", "--since", "June 1950"), "write it like `1950-06-25`"),
        (("briefing",), "argmap calls this `brief`"),
        (("brief", "orthodx"), "did you mean `orthodox`"),
        (("brief", "orthodox", "--agianst", "revisionist"), "did you mean `--against`?"),
        (("compare", "ulam", "cumigns"), "did you mean `cumings`"),
        (("compare", "ulam", "cumings", "--only", "clash"), "did you mean `clashes`?"),
        (("compare", "ulam", "cumings", "--question", "orgins"), "did you mean `origins`"),
        (("versus",), "argmap calls this `compare`"),
        (("path", "stalin-aproved", "origins"), "did you mean `stalin-approved`"),
        (("path", "stalin-approved", "origins", "--no-editoral"), "did you mean `--no-editorial`?"),
        (("route",), "argmap calls this `path`"),
        (("query", "--by", "stalni"), "did you mean `stalin`"),
        (("explain", "void-lnk"), "did you mean `void-link`?"),
        (("check", "nowhere.yaml"), "no file or folder `nowhere.yaml`"),
        (("show", "--project", "nowhere"), "no file or folder `nowhere`"),
        (("show", "\x1b[31m"), "nothing is called `\\x1b[31m`"),
    ],
)
def test_wrong_words_are_answered_with_the_nearest(project: Program, arguments: tuple[str, ...], cure: str) -> None:
    result = project(*arguments)
    assert (result.status, result.out) == (2, "")
    assert cure in result.err
    assert result.err.startswith("error: ")


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        ('pahts = ["claims"]', "did you mean `paths`?"),
        ('[rules]\nlong-txt = "off"', "did you mean `long-text`?"),
        ('[rules]\nlong-text = "of"', "cannot be `of`"),
        ("paths = 3", "must be a list"),
        ('paths = ["../x"]', "leaves the project"),
        ('paths = ["/etc"]', "leaves the project"),
        ('paths = ["nowhere"]', "no `nowhere`"),
        ("paths = [", "not valid TOML"),
        ("rules = 1", "must be a table"),
        ("x = " + "[" * 100_000, "not valid TOML"),
    ],
)
def test_wrong_settings(project: Program, config: str, complaint: str) -> None:
    project.write("argmap.toml", config + "\n")
    result = project("check")
    assert (result.status, result.out) == (2, "")
    assert complaint in result.err
    assert "argmap.toml" in result.err


def test_settings_in_pyproject(project: Program) -> None:
    project.write("pyproject.toml", '[tool.argmap]\npaths = ["claims"]\n[tool.argmap.rules]\nunused-entry = "error"\n')
    (project.folder / "claims" / "inner").mkdir()
    project.write("claims/more.yaml", "people:\n  - {id: x, name: X}\n")
    assert project("check").status == 1
    assert project("check", "--project", str(project.folder / "claims" / "inner" / "..")).status == 0


def test_warnings_fail_only_if_strict(project: Program) -> None:
    project.write("claims/more.yaml", "people:\n  - {id: x, name: X}\n")
    assert project("check").status == 0
    assert project("check", "--strict").status == 1


def test_stdout_is_only_the_answer(argmap: Program) -> None:
    argmap.write("claims/map.yaml", MAP.replace("A. Ulam]", "A. Ulam], nikname: x"))
    argmap.write("claims/b.yaml", "nodes: [")
    for arguments in (("show", "--format", "json"), ("show", "origins", "--format", "json"), ("query", "--format", "json"), ("export",)):
        result = argmap(*arguments)
        assert json.loads(result.out)["argmap"] == 1
        assert "2 faults" in result.err
    result = argmap("check", "--format", "json")
    assert json.loads(result.out)["argmap"] == 1
    assert "2 errors, 0 warnings" in result.err


def test_same_bytes_whatever_the_environment(project: Program) -> None:
    (project.folder / "away").mkdir()
    commands = [
        ("show", "--depth", "all"),
        ("export",),
        ("query", "--format", "csv"),
        ("query", "by:ulam or contested", "--format", "tree"),
        ("query", "not label:falls", "--format", "json", "--sort", "by,-date"),
        ("check",),
        ("show", "ulam"),
        ("show", "telegram-1950"),
        ("compare", "orthodox", "revisionist"),
        ("compare", "ulam-1992", "cumings-1990", "--format", "json"),
        ("brief", "orthodox"),
        ("brief", "orthodox", "--format", "html"),
        ("brief", "revisionist", "--against", "orthodox", "--format", "json"),
    ]
    for command in commands:
        outputs = set()
        for seed, locale, folder in (("0", "C", "."), ("1", "en_US.UTF-8", "away"), ("2", "tr_TR.UTF-8", "claims")):
            env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONIOENCODING": "ascii", "COLUMNS": "80", "PYTHONUTF8": "0"}
            done = subprocess.run(
                [sys.executable, "-m", "argmap", *command], cwd=project.folder / folder, env=env, capture_output=True, timeout=60
            )
            assert done.returncode == 0
            assert b"\r" not in done.stdout
            done.stdout.decode("utf-8")
            outputs.add(done.stdout)
        assert len(outputs) == 1


@pytest.mark.parametrize("format", ["tree", "markdown", "json"])
def test_whole_view_holds_every_node_with_its_text(project: Program, format: str) -> None:
    out = project("show", "--depth", "all", "--format", format).out
    for id in (
        "stalin-approved",
        "telegram-is-genuine",
        "talks-were-about-war",
        "approval-came-late",
        "moscow-knew",
        "north-decided-alone",
    ):
        assert id in out


@pytest.mark.parametrize("columns", [1, 20, 80, 200])
def test_lines_keep_to_the_width_and_lose_nothing(project: Program, columns: int) -> None:
    from rich.cells import cell_len

    out = project("show", "--depth", "all", columns=columns).out
    assert all(cell_len(line) <= max(columns, 20) for line in out.splitlines())
    squeezed = re.sub(r"\s|\(\d+\)", "", out)
    for text in ("북한decided[bold]alone[/bold];`nobody`was*asked*.", "UNANSWERED", "telegram-offers-help"):
        assert text in squeezed


def test_color_adds_nothing_but_color(project: Program) -> None:
    for arguments in (
        ("show", "origins"),
        ("show", "ulam"),
        ("query",),
        ("query", "--format", "tree"),
        ("compare", "orthodox", "revisionist"),
        ("brief", "orthodox"),
        ("check", "claims/map.yaml"),
    ):
        plain = project(*arguments)
        colored = project(*arguments, "--color", "always")
        assert re.sub(r"\x1b\[[\d;]*m", "", colored.out) == plain.out
        assert "\x1b" not in plain.out
    assert "\x1b[" in project("show", "origins", "--color", "always").out
    assert "\x1b[" in project("--color", "always", "show", "origins").out


HOSTILE = r"\e[31mred\e]0;title\a \u202Eback\u202C [bold]x[/] <b>&amp;</b> `c` *d* \u200Bz"
HOSTILE_MAP = f"""
questions:
  - {{id: q, text: "{HOSTILE}"}}
people:
  - {{id: p, name: "{HOSTILE}"}}
  - {{id: p2, name: "{HOSTILE}"}}
positions:
  - {{id: o, name: "{HOSTILE}"}}
  - {{id: o2, name: "{HOSTILE}"}}
sources:
  - {{id: s2, type: book, title: "{HOSTILE}", author: p2}}
  - {{id: s3, type: book, title: "{HOSTILE}"}}
  - {{id: s, type: book, title: "{HOSTILE}", author: p}}
nodes:
  - claim: c
    text: "{HOSTILE}"
    question: q
    by: p
    position: o
    note: "{HOSTILE}"
    tags: ["{HOSTILE}"]
    cite: [{{source: s, at: "{HOSTILE}", quote: "{HOSTILE}"}}, {{source: s3, at: "{HOSTILE}"}}]
  - {{claim: "x\\e[0m", text: "{HOSTILE}", question: q, position: o2, by: p2, conflicts: c, cite: [{{source: s2}}, {{source: s3}}]}}
"""


@pytest.mark.parametrize(
    "command",
    [
        "show", "show q", "show c", "show p", "show o", "show s", "show q --format markdown", "query", "query --format ids",
        "query --format csv", "query --format tree", "query --format markdown",
        "compare o o2", "compare o o2 --format csv", "compare o o2 --format json", "compare o o2 --format markdown",
        "compare p p2", "compare s s2 --all", "brief o", "brief o2 --against o --format html",
        "timeline", "timeline --format markdown", "timeline --format svg", "stats", "cite --all", "cite --all --format html",
        *(f"check --format {format}" for format in formats()),
    ],
)  # fmt: skip
def test_text_from_files_is_only_text(argmap: Program, command: str) -> None:
    argmap.write("claims/x.yaml", HOSTILE_MAP)
    result = argmap(*command.split())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b]", result.out + result.err)


def test_markup_of_others_is_shown_as_it_is(argmap: Program) -> None:
    argmap.write("claims/x.yaml", HOSTILE_MAP)
    assert "[bold]x[/]" in argmap("show", "q").out
    assert "<b>" not in argmap("show", "q", "--format", "markdown").out.replace(r"\<b\>", "")


def test_csv_is_text_for_a_spreadsheet(argmap: Program) -> None:
    argmap.write("claims/x.yaml", 'nodes:\n  - {claim: a, text: "=1+2, \\"x\\""}\n  - {claim: b, text: "@SUM(A1)"}\n')
    rows = list(csv.DictReader(io.StringIO(argmap("query", "--format", "csv").out)))
    assert [row["text"] for row in rows] == ['\'=1+2, "x"', "'@SUM(A1)"]


def test_query(project: Program) -> None:
    def ids(*arguments: str) -> list[str]:
        result = project("query", "--format", "ids", *arguments)
        assert result.status == (0 if result.out else 1)
        return result.out.split()

    assert len(ids()) == 8
    assert ids("--type", "claim", "--position", "orthodox") == ["stalin-approved"]
    assert ids("--position", "orthodox", "--position", "revisionist") == ["stalin-approved", "north-decided-alone"]
    assert ids("--by", "ulam") == ["stalin-approved", "north-decided-alone", "telegram-offers-help", "telegram-is-genuine"]
    assert ids("--source", "telegram-1950") == ["telegram-offers-help"]
    assert ids("--via", "ulam-1992") == ["north-decided-alone", "telegram-offers-help"]
    assert ids("--question", "telegram") == ["north-decided-alone", "telegram-is-genuine"]
    assert ids("--question", "origins") == ["stalin-approved", "north-decided-alone", "moscow-knew", "telegram-is-genuine"]
    assert ids("--tag", "consent") == ["stalin-approved"]
    assert ids("--text", "TELEGRAM", "--text", "genuine") == ["telegram-is-genuine"]
    assert ids("--since", "1950-01-31") == ["stalin-approved"]
    assert ids("--until", "1949") == []


def test_views_say_what_they_leave_out(project: Program) -> None:
    out = project("show", "origins", "--depth", "1").out
    assert "Left out: 5 nodes below this depth; `argmap show origins --depth all`" in out
    assert "Left out" not in project("show", "origins", "--depth", "all").out
    out = project("show", "origins", "--position", "orthodox").out
    assert "Left out: 2 claims of other positions or people; `argmap show origins`" in out.replace("\n", " ")
    assert json.loads(project("show", "origins", "--depth", "1", "--format", "json").out)["left_out"] == 5


def test_output_file_is_replaced_whole(project: Program) -> None:
    target = project.write("map.json", "old")
    target.chmod(0o640)
    assert project("export", "-o", "map.json").status == 0
    assert json.loads(target.read_text())["argmap"] == 1
    assert target.stat().st_mode & 0o777 == 0o640
    assert project("export", "-o", "claims").status == 2
    assert project("export", "-o", "no/such/folder/x.json").status == 2
    assert sorted(path.name for path in project.folder.iterdir()) == ["claims", "map.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_reader_that_goes_away(project: Program) -> None:
    project.write("claims/big.yaml", "nodes:\n" + "".join(f"  - {{claim: n{i}, text: Some words here.}}\n" for i in range(5000)))
    script = f"set -o pipefail; {sys.executable} -m argmap query --format json | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=project.folder, capture_output=True, timeout=60)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_startup_imports_typer_only() -> None:
    code = "import sys, argmap.__main__\nfrom argmap.cli import run\nrun(['--help'])\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "typer" in loaded
    assert not loaded & {"yaml", "pydantic", "rich", "pydantic_core", "argmap.entries", "argmap.project", "graphviz"}


def test_a_command_starts_without_the_others() -> None:
    code = "import sys\nfrom argmap.cli import run\nrun(['export', '--help'])\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {name for name in loaded if name.startswith("argmap.cli.")} == {"argmap.cli._app", "argmap.cli._output", "argmap.cli.export"}


def test_western_text_is_as_wide_as_rich_says() -> None:
    for character in map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x350), *range(0x2000, 0x2070)]):
        text = f"\u00e9{character}e"
        assert width(text) == cell_len(text), f"U+{ord(character):04X}"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("arguments", [("show",), ("--help",), ("export",), ("check",)])
def test_full_disk(project: Program, arguments: tuple[str, ...]) -> None:
    project.write("claims/b.yaml", "nodes: 3")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "argmap", *arguments], cwd=project.folder, stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert done.returncode == 2
    assert b"error: the output cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_version(argmap: Program) -> None:
    from argmap import __version__

    assert argmap("--version").out == f"argmap {__version__}\n"


def test_who_reads_a_document_is_named_where_its_citation_names_others(argmap: Program) -> None:
    """`The letter, in Holm 1920` on a line of its own would make Holm say what he only reports of Kern."""
    argmap.write(
        "claims/map.yaml",
        """
        questions: [{id: fire, text: What set the mill on fire?}]
        positions: [{id: arson, name: Arson}]
        people: [{id: holm, name: Peter Holm}, {id: kern, name: Jo Kern}]
        sources:
          - {id: letter, type: personal_communication, title-short: Letter, issued: 1911-09-30}
          - {id: holm-1920, type: book, author: [holm], title: Mills, issued: 1920}
        nodes:
          - {claim: set, text: Somebody set it on fire., question: fire, position: arson, by: kern}
          - support: letter-shows-intent
            for: set
            text: The letter shows that it was meant.
            by: kern
            cite: [{source: letter, via: holm-1920, at: p. 1}]
          - support: holm-found-cans
            for: set
            text: There were oil cans.
            by: holm
            cite: [{source: letter, via: holm-1920, at: p. 2}]
        """,
    )
    for arguments in (("show", "fire"), ("show", "set"), ("show", "letter"), ("query", "--format", "tree"), ("brief", "arson")):
        out = " ".join(argmap(*arguments).out.split())
        assert "Kern | Letter 1911-09-30, in Holm 1920, p. 1" in out
        assert "Holm | Letter 1911-09-30, in Holm 1920, p. 2" not in out
