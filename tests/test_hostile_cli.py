"""What a hostile tester found on the command line: paths, streams, files and settings, each through the public surface."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Program

CLEAN = "questions:\n  - {id: q, text: Why?}\nnodes:\n  - {claim: a, text: One two., question: q, by: editor}\n"
BROKEN = "nodes:\n  - {claim: b, text: Three four., question: q, colour: red}\n"
OTHER = "nodes:\n  - {claim: c, text: Five six., question: nowhere}\n"
MANY_DIGITS = "9" * 5000

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links, pipes and descriptors")


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write(
        "argmap.toml", '[rules]\nuncited-node = "off"\nunsupported-claim = "off"\nunused-entry = "off"\nquestion-without-answers = "off"\n'
    )
    argmap.write("claims/a.yaml", CLEAN)
    argmap.write("claims/sub/b.yaml", BROKEN)
    argmap.write("claims/other/c.yaml", OTHER)
    return argmap


def inside(program: Program, folder: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Program:
    return Program(program.folder / folder, monkeypatch, capfd)


def shell(folder: Path, script: str, **env: str) -> subprocess.CompletedProcess[str]:
    whole = {**os.environ, "COLUMNS": "80", **env}
    argmap = f'argmap() {{ {sys.executable} -m argmap "$@"; }}; '
    return subprocess.run(["bash", "-c", argmap + script], cwd=folder, capture_output=True, text=True, env=whole, timeout=60)


def places(out: str) -> list[str]:
    return sorted({line.split(":")[0] for line in out.splitlines()})


@pytest.mark.parametrize(
    ("folder", "path", "expected"),
    [
        ("claims", "..", ["other/c.yaml", "sub/b.yaml"]),
        ("claims", ".", ["other/c.yaml", "sub/b.yaml"]),
        ("claims/sub", "../../claims", ["../other/c.yaml", "b.yaml"]),
        ("claims/sub", "..", ["../other/c.yaml", "b.yaml"]),
        ("claims", "../claims/sub/b.yaml", ["sub/b.yaml"]),
        (".", "claims/../claims/sub", ["claims/sub/b.yaml"]),
        (".", "claims/latest", ["claims/sub/b.yaml"]),
        (".", "claims/zlatest/b.yaml", ["claims/sub/b.yaml"]),
        (".", "lc/sub/b.yaml", ["claims/sub/b.yaml"]),
        (".", "lc/sub/..", ["claims/other/c.yaml", "claims/sub/b.yaml"]),
        (".", "one.yaml", ["claims/sub/b.yaml"]),
        (".", "claims/one.yaml", ["claims/sub/b.yaml"]),
        (".", "claims/a.yaml", []),
    ],
)
def test_paths_are_compared_by_where_they_lead(
    project: Program, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], folder: str, path: str, expected: list[str]
) -> None:
    links = {
        "claims/latest": "sub",
        "claims/zlatest": "sub",
        "lc": "claims",
        "one.yaml": "claims/sub/b.yaml",
        "claims/one.yaml": "sub/b.yaml",
    }
    for link, target in links.items():
        (project.folder / link).symlink_to(target)
    there = inside(project, folder, monkeypatch, capfd)
    result = there("check", path, "--format", "concise")
    assert places(result.out) == expected, result.err
    assert result.status == (1 if expected else 0)
    assert places(there("check", "--project", str(project.folder), path, "--format", "concise").out) == expected


def test_link_from_outside_leads_into_the_project(project: Program, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away")
    (away / "b.yaml").symlink_to(project.folder / "claims/sub/b.yaml")
    result = project("check", str(away / "b.yaml"), str(project.folder / "claims/sub/b.yaml"), "--format", "concise")
    assert result.out.count("unknown-field") == 1
    assert "3 nodes in 3 files" in result.err


def test_link_without_a_project_is_read(argmap: Program, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away")
    (away / "x.yaml").write_text(CLEAN)
    (argmap.folder / "link.yaml").symlink_to(away / "x.yaml")
    assert "1 node in 1 file" in argmap("check", "link.yaml").err
    assert argmap("show", "a", "--project", "link.yaml").status == 0


@pytest.mark.parametrize("path", ["/etc/passwd", "beside.yaml", "claims/empty", "-"])
def test_path_outside_the_named_project(project: Program, path: str) -> None:
    project.write("beside.yaml", CLEAN)
    (project.folder / "claims/empty").mkdir()
    result = project("check", "--project", ".", path)
    assert (result.status, result.out) == (2, "")
    assert f"error: `{path}` is not part of this project" in result.err


def test_folder_without_claim_files_is_named(project: Program) -> None:
    for folder in ("empty", "claims/empty"):
        (project.folder / folder).mkdir()
        result = project("check", folder)
        assert result.status == 2
        assert "there is no claim file (`*.yaml`, `*.yml`) in `empty`" in result.err


def test_the_empty_path_is_not_the_current_folder(project: Program) -> None:
    for arguments in (("check", ""), ("check", "--project", ""), ("show", "--project", "")):
        result = project(*arguments)
        assert (result.status, result.out) == (2, "")
        assert "there is no file or folder ``" in result.err


def test_output_is_written_to_what_is_no_regular_file(project: Program) -> None:
    whole = project("export").out
    assert shell(project.folder, "argmap export -o /dev/stdout | cat").stdout == whole
    assert shell(project.folder, "argmap export -o /dev/fd/3 3>&1 >/dev/null").stdout == whole
    shell(project.folder, "(echo before; argmap export -o /dev/stdout; echo after) > out")
    assert (project.folder / "out").read_text() == f"before\n{whole}after\n"
    assert project("export", "-o", os.devnull).status == 0
    assert Path(os.devnull).is_char_device()
    pipe = project.folder / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    assert project("export", "-o", "pipe").status == 0
    reader.join(10)
    assert read == [whole]
    assert pipe.is_fifo()


def test_output_to_a_folder_or_a_circle(project: Program) -> None:
    circle = project.folder / "circle"
    circle.symlink_to("circle")
    for name, reason in (("claims", "is a directory"), ("circle", "too many levels"), ("", "is a directory")):
        result = project("export", "-o", name)
        assert result.status == 2
        assert reason in result.err
    assert circle.is_symlink()


def test_output_through_a_link_keeps_link_mode_and_owner(project: Program) -> None:
    target = project.write("real.json", "old")
    target.chmod(0o604)
    if os.getuid() == 0:
        os.chown(target, 1234, 1234)
    before = target.stat()
    (project.folder / "link.json").symlink_to("real.json")
    assert project("export", "-o", "link.json").status == 0
    after = target.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert (project.folder / "link.json").is_symlink()
    assert json.loads(target.read_text())["argmap"] == 1


@pytest.mark.parametrize("rule", ["invalid-yaml", "invalid-encoding", "unreadable-file", "duplicate-id"])
def test_rules_that_cannot_be_switched_off(project: Program, rule: str) -> None:
    project.write("argmap.toml", f'[rules]\n{rule} = "off"\n')
    result = project("check")
    assert (result.status, result.out) == (2, "")
    assert f"`{rule}` cannot be switched off" in result.err
    assert 'write "error" or "warning"' in result.err
    project.write("argmap.toml", f'[rules]\n{rule} = "warning"\n')
    assert project("check").status == 1


def test_numbers_of_many_digits(project: Program) -> None:
    whole = project("show", "--depth", "all").out
    for depth in (MANY_DIGITS, "0" * 5000 + "99"):
        assert project("show", "--depth", depth).out == whole
    done = project.process("show", env={"COLUMNS": MANY_DIGITS})
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    for text in (f"x = {MANY_DIGITS}", f"[rules]\nlong-text = {MANY_DIGITS}", f"[rules]\nlong-text = 0x{MANY_DIGITS}"):
        project.write("argmap.toml", text + "\n")
        result = project("check")
        assert (result.status, result.out) == (2, "")
        assert "argmap.toml" in result.err


@pytest.mark.parametrize(
    ("command", "out", "err"),
    [
        ("argmap show q >&-", "", "the output cannot be written: standard output is closed"),
        ("argmap --help >&-", "", "the output cannot be written: standard output is closed"),
        ("argmap export -o /dev/null >&-", "", ""),
        ("argmap check - <&-", "", "standard input is closed"),
        ("argmap nonsense 2>&-", "", ""),
        ("argmap check claims/a.yaml 2>&-", "", ""),
    ],
)
def test_closed_streams(project: Program, command: str, out: str, err: str) -> None:
    done = shell(project.folder, command)
    assert done.stdout.strip() == out
    assert err in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if "closed" in err or "nonsense" in command else 0)


def test_help_for_a_reader_that_goes_away(argmap: Program) -> None:
    done = shell(argmap.folder, "argmap --help | true; echo ${PIPESTATUS[0]}")
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_current_folder_that_is_gone(project: Program) -> None:
    gone = project.folder / "gone"
    gone.mkdir()
    for command in ("check ..", "show"):
        done = shell(gone, f"rmdir ../gone; argmap {command}; status=$?; mkdir ../gone 2>/dev/null; mkdir {gone}; exit $status")
        assert done.returncode == 2
        assert done.stderr.startswith("error: ")
        assert "output" not in done.stderr
        assert "Traceback" not in done.stderr
        gone.mkdir(exist_ok=True)
    done = shell(gone, f"rmdir {gone}; argmap check --project {project.folder} --format concise")
    assert places(done.stdout) == ["claims/other/c.yaml", "claims/sub/b.yaml"]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="the superuser may look everywhere")
def test_folder_that_may_not_be_looked_into(project: Program) -> None:
    locked = project.folder / "claims/sub"
    locked.chmod(0o600)
    result = project("check", "--format", "json")
    locked.chmod(0o700)
    assert ("unreadable-file", "claims/sub/b.yaml") in {(each["rule"], each["path"]) for each in json.loads(result.out)["diagnostics"]}


@pytest.fixture
def deep(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Program]:
    """A project in a folder of its own: pytest cannot remove very deep folders."""
    folder = Path(tempfile.mkdtemp(prefix="argmap-"))
    program = Program(folder, monkeypatch, capfd)
    program.write("claims/a.yaml", CLEAN)
    yield program
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def nest(start: Path, name: str, depth: int) -> int:
    """Make ``depth`` folders one in another, which together may have too long a path; returns the innermost, open."""
    at = os.open(start, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=at)
        inner = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    return at


def test_folders_deeper_than_a_path_may_be_long(deep: Program) -> None:
    at = nest(deep.folder / "claims", "n" * 200, 25)
    os.close(os.open("x.yaml", os.O_CREAT | os.O_WRONLY, dir_fd=at))
    os.close(at)
    result = deep("check", "--format", "json")
    found = [each for each in json.loads(result.out)["diagnostics"] if each["rule"] == "unreadable-file"]
    assert ["file name too long" in each["message"] for each in found] == [True]
    assert deep("check", "n" * 300).status == 2


def test_deep_folders_take_no_time(deep: Program) -> None:
    depth = (4000 - len(str(deep.folder))) // 2
    os.close(nest(deep.folder / "claims", "d", depth))
    began = time.perf_counter()
    assert deep("check", "claims/a.yaml").status == 0
    assert time.perf_counter() - began < 3


def test_many_faults_in_one_long_line(argmap: Program) -> None:
    padding = "x" * 8_000_000
    argmap.write("claims/a.yaml", "nodes: [" + "3, " * 2000 + f'"{padding}"]\n')
    began = time.perf_counter()
    out = argmap("check").out
    assert time.perf_counter() - began < 4
    assert out.count("error[wrong-shape]") == 2001
    assert max(map(len, out.splitlines())) < 200


def test_related_places_are_seen_from_here_too(
    project: Program, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    project.write("claims/sub/twice.yaml", CLEAN)
    out = inside(project, "claims/sub", monkeypatch, capfd)("check", "twice.yaml").out
    assert "--> twice.yaml:" in out
    assert ": ../a.yaml:" in out
    data = json.loads(inside(project, "claims/sub", monkeypatch, capfd)("check", "twice.yaml", "--format", "json").out)
    assert {other["path"] for each in data["diagnostics"] for other in each["related"]} == {"claims/a.yaml"}


def test_several_projects_are_sorted_together(argmap: Program) -> None:
    for name in ("z", "m", "b"):
        argmap.write(f"{name}/claims/x.yaml", OTHER)
    result = argmap("check", "z", "b", "m", "--format", "concise")
    order = [line.split(":")[0] for line in result.out.splitlines()]
    assert set(order) == {"b/claims/x.yaml", "m/claims/x.yaml", "z/claims/x.yaml"}
    assert order == sorted(order)
    data = json.loads(argmap("check", "z", "b", "--format", "json").out)
    assert {each["path"] for each in data["diagnostics"]} == {"claims/x.yaml"}


def test_json_holds_nothing_that_a_terminal_acts_on(argmap: Program) -> None:
    text = "A \x9b31m \x85 \u200e\u200f \u202a\u202e \u2066\u2069 \u00e9 \u97d3."
    escaped = json.dumps(text).replace("\\u00e9", "\u00e9").replace("\\u97d3", "\u97d3")
    argmap.write(
        "claims/a.yaml", f"questions:\n  - {{id: q, text: Why?}}\nnodes:\n  - {{claim: a, text: {json.dumps(text)}, question: q}}\n"
    )
    argmap.write("claims/b.yaml", f"nodes:\n  - {{claim: b, text: B., question: {json.dumps(text)}}}\n")
    for arguments in (("export",), ("show", "a", "--format", "json"), ("query", "--format", "json"), ("check", "--format", "json")):
        out = argmap(*arguments).out
        json.loads(out)
        assert not {character for character in out if 0x7F <= ord(character) < 0xA0 or 0x200E <= ord(character) <= 0x2069}
        assert escaped[1:-1] in out
    assert json.loads(argmap("export").out)["nodes"][0]["text"] == text


def test_settings_that_are_broken_are_not_passed_over(argmap: Program) -> None:
    argmap.write("claims/a.yaml", CLEAN)
    argmap.write("pyproject.toml", "[project\n")
    assert argmap("check").status == 0
    argmap.write("pyproject.toml", '[tool.argmap]\npaths = ["claims"]\n[project\n')
    result = argmap("check")
    assert (result.status, result.out) == (2, "")
    assert "pyproject.toml:3:9: not valid TOML: " in result.err
    (argmap.folder / "pyproject.toml").unlink()
    (argmap.folder / "argmap.toml").symlink_to("nowhere.toml")
    result = argmap("check")
    assert (result.status, result.out) == (2, "")
    assert "argmap.toml cannot be read: no such file" in result.err


@pytest.mark.parametrize(
    ("arguments", "message", "cure"),
    [
        (("show", "--format", "jsn"), "`--format` cannot be `jsn`", "did you mean `json`? it takes `tree`, `markdown`, `json`"),
        (
            ("check", "--format", "xml"),
            "`--format` cannot be `xml`",
            "it takes `full`, `concise`, `json`, `github`, `gitlab`, `junit`, `rdjson`, `sarif`",
        ),
        (("--color", "allways", "show"), "`--color` cannot be `allways`", "did you mean `always`?"),
        (("help",), "`help` is not a command", "see `argmap --help`"),
        (("help", "show"), "`help` is not a command", "see `argmap show --help`"),
        (("draw", "q"), "`draw` is not a command", "argmap calls this `render`"),
    ],
)
def test_wrong_words(project: Program, arguments: tuple[str, ...], message: str, cure: str) -> None:
    result = project(*arguments)
    assert (result.status, result.out) == (2, "")
    assert f"error: {message}" in result.err
    assert cure in result.err


def test_usage_has_one_pair_of_brackets(argmap: Program) -> None:
    for command, usage in (("show", "[ID]"), ("evaluate", "[ID]"), ("explain", "[RULE]"), ("check", "[PATH]...")):
        assert argmap(command, "--help").out.startswith(f"Usage: argmap {command} [OPTIONS] {usage}\n")


@pytest.mark.parametrize(
    ("arguments", "message", "cure"),
    [
        (("query", "--tpye", "claim"), "`argmap query` has no option `--tpye`", "did you mean `--type`?"),
        (("query", "--typ", "claim"), "`argmap query` has no option `--typ`", "did you mean `--type`?"),
        (("compare", "orthodox"), "missing argument `B`", "see `argmap compare --help`"),
        (("brief", "orthodox", "--against", "x"), "no position is called `x`", "the positions are `orthodox`, "),
        (("brief", "orthodox", "--against", "orthodox"), "`orthodox` cannot be set against itself", "name another position, or "),
    ],
)
def test_the_cure_is_the_nearest_or_all_there_is(argmap: Program, arguments: tuple[str, ...], message: str, cure: str) -> None:
    result = argmap(*arguments)
    assert (result.status, result.out) == (2, "")
    assert f"error: {message}\nhelp: {cure}" in result.err


def test_of_thousands_of_mistakes_in_an_expression_some_are_told(argmap: Program) -> None:
    for expression in ("id:" + ",".join(["nothing-like-it"] * 3000), "nobody:x " * 3000, "nothing-like-it " * 3000):
        result = argmap("query", expression)
        assert (result.status, result.out) == (2, "")
        assert result.err.count("error: ") == 21
        assert result.err.endswith("error: the expression has 20 mistakes, and the rest of it was not looked at\n")


@pytest.mark.parametrize("command", [("cite", "--all"), ("brief", "orthodox"), ("timeline",), ("render", "origins", "--format", "dot")])
def test_output_to_a_dash_is_standard_output(argmap: Program, command: tuple[str, ...]) -> None:
    result = argmap(*command, "-o", "-")
    assert result.status == 0
    assert result.out
    assert not (argmap.folder / "-").exists()
