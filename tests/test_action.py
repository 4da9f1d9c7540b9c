"""The GitHub Action: its steps, run as the runner does."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from argmap.reporters import formats
from tests.action_runner import ACTION, Outcome, Runner, action, commands
from tests.conftest import ROOT
from tests.repositories import break_one, git, put_argmap, put_example

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner with the example checked out as a repository's claims."""
    workspace, temporary = tmp_path / "work/a repository", tmp_path / "temp of $x"
    put_example(workspace)
    temporary.mkdir()
    return Runner(workspace, temporary, env={"PYTHONPATH": str(ROOT / "src")})


def check(runner: Runner, **inputs: str) -> Outcome:
    """Run the action with argmap installed already: this one."""
    program = runner.temporary / "python"
    program.write_text(f'#!/bin/sh\ntest "$1 $2" = "-I -m" || exit 9\nshift\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return runner.run({name.replace("_", "-"): value for name, value in inputs.items()}, {"install": {"python": str(program)}})


def write(runner: Runner, name: str, text: str) -> Path:
    path = runner.workspace / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_metadata_is_valid() -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", str(ACTION)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_script_holds_what_comes_from_outside() -> None:
    for step in action()["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert "eval" not in step["run"]
    checker = shutil.which("shellcheck")
    if checker:
        for step in action()["runs"]["steps"]:
            script = "#!/bin/bash\nset -eo pipefail\n" + step["run"]
            done = subprocess.run([checker, "-"], input=script, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout


def test_good_claims(runner: Runner) -> None:
    done = check(runner)
    assert (done.status, done.outputs, done.commands) == (0, {"status": "0"}, [])
    assert "no faults found (7 nodes in 1 file)" in done.log


def test_faulty_claims(runner: Runner) -> None:
    break_one(runner.workspace)
    done = check(runner)
    assert (done.status, done.outputs) == (1, {"status": "1"})
    [(command, text)] = [each for each in done.commands if "dangling-reference" in each[1]]
    assert command == "error"
    assert "file=claims/fire.yaml,line=" in text
    assert "no node is called `fire-was-sett`" in text
    concise = check(runner, format="concise")
    assert concise.status == 1
    assert "claims/fire.yaml:" in concise.log
    assert concise.commands == []


def test_nothing_to_check(runner: Runner) -> None:
    write(runner, "deploy/map.yaml", "kind: ConfigMap\n")
    for inputs in (
        {"paths": "claim"},
        {"paths": "deploy"},
        {"project": "deploy"},
        {"paths": "-"},
        {"project": "-"},
        {"paths": "claims\nempty"},
    ):
        done = check(runner, **inputs)
        assert (done.status, done.outputs) == (2, {"status": "2"}), inputs
        assert done.commands == [("error", " title=argmap::nothing was checked; the log of this step says why")]
        assert "error: " in done.log
        assert "no faults found" not in done.log
    shutil.rmtree(runner.workspace / "claims")
    assert check(runner).outputs == {"status": "2"}


def test_warnings_fail_only_if_asked(runner: Runner) -> None:
    file = runner.workspace / "claims/fire.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(", at: ", ", via: inquest-1911, at: ", 1), encoding="utf-8")
    done = check(runner)
    assert (done.status, [command for command, _ in done.commands]) == (0, ["warning"])
    assert check(runner, strict="true").status == 1
    done = check(runner, strict="yes")
    assert (done.status, done.outputs) == (2, {"status": "2"})
    assert ("error", " title=argmap::the input strict is neither true nor false") in done.commands


def test_paths_with_spaces_and_several_lines(runner: Runner) -> None:
    shutil.copytree(runner.workspace / "claims", runner.workspace / "the old mill/claims")
    done = check(runner, paths="claims\r\n\n  \nthe old mill\n".replace("  \n", ""))
    assert done.status == 0
    assert "14 nodes in 2 files" in done.log
    done = check(runner, project="the old mill")
    assert (done.status, "7 nodes in 1 file" in done.log) == (0, True)


def test_options_by_line(runner: Runner) -> None:
    break_one(runner.workspace)
    done = check(runner, args="--ignore=dangling-reference\n--ignore=unattached-node\n--ignore=unsupported-claim\n--exit-zero\n")
    assert done.status == 0
    done = check(runner, args="--select dangling-reference")
    assert done.status == 2  # one word to the shell
    done = check(runner, args="--select\ndangling-reference")
    assert done.status == 2
    assert any("no option" in text for _, text in done.commands)


def test_report_in_a_file(runner: Runner) -> None:
    break_one(runner.workspace)
    done = check(runner, format="json", output_file="my report.json")
    assert (done.status, done.outputs["status"]) == (1, "1")
    assert (runner.workspace / "my report.json").read_text(encoding="utf-8").startswith("{")
    assert check(runner, output_file="claims/fire.yaml").status == 2


HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "a\n; touch pwned",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "*",
    "&& touch pwned",
    "${IFS}",
)


@pytest.mark.parametrize("name", [name for name in action()["inputs"] if name != "python"])
@pytest.mark.parametrize("value", HOSTILE)
def test_inputs_are_text(runner: Runner, name: str, value: str) -> None:
    done = check(runner, **{name.replace("-", "_"): value})
    assert done.status == (0 if name == "output-file" else 2), done.log
    assert not list(runner.workspace.parent.rglob("pwned"))
    assert not list(runner.temporary.rglob("pwned"))


def test_commands_in_claim_files_are_text(runner: Runner) -> None:
    """The runner looks for `##[command]` anywhere in a line, so that a quoted line could hide faults or change later steps."""
    for number, name in enumerate(("add-path", "stop-commands", "set-env name=A", "add-mask", "error")):
        write(
            runner,
            f"claims/##[{name}]x{number}.yaml",
            f"nodes:\n  - claim: c{number}\n    text: '##[{name}]evil'\n    for: '##[{name}]evil'\n",
        )
        write(
            runner,
            f"claims/y{number}.yaml",
            f"nodes:\n  - claim: d{number}\n    text: |\n      ::{name}::evil\n      ::{name}::evil\n    for: |\n      ::{name}::evil\n",
        )
    write(runner, "claims/a\n::add-mask::fault.yaml", "nodes:\n  - claim: e\n    text: '::add-mask::fault'\n    for: e\n")
    (runner.workspace / "claims/##[add-path]out.yaml").symlink_to(runner.temporary / "elsewhere")
    for format in formats():
        for more in ("--verbose", *(("--statistics", "--diff") if format in ("full", "concise") else ())):
            done = check(runner, format=format, args=more)
            assert done.status in (0, 1), done.log
            assert {command for command, _ in done.commands} <= ({"error", "warning"} if format == "github" else set())
            assert all(text.startswith(" title=argmap") for _, text in done.commands)


def test_the_reader_of_commands_reads_them() -> None:
    assert commands("x ##[add-path]a\n ::error file=b::c\n::nothing::\n::stop-commands::t\n##[add-path]a\n::t::\n##[debug]b") == [
        ("add-path", "::a"),
        ("error", " file=b::c"),
        ("debug", "::b"),
    ]


def test_python_is_looked_for(runner: Runner, tmp_path: Path) -> None:
    """Where none is new enough, or not the one that is named, that is said."""
    old = tmp_path / "bin"
    old.mkdir()
    for name in ("python3", "python"):
        (old / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (old / name).chmod(0o755)
    runner.env["PATH"] = f"{old}{os.pathsep}{os.environ['PATH']}"
    for inputs in ({}, {"python": "python3"}, {"python": "no such python"}, {"python": "$(touch pwned)"}, {"python": "; touch pwned"}):
        done = runner.run(inputs)
        assert done.status == 2
        assert [command for command, _ in done.commands] == ["error"]
        assert "argmap needs Python 3.11 or newer" in done.log
        assert not list(runner.workspace.parent.rglob("pwned"))


def test_whole_action(runner: Runner, from_index: None, tmp_path: Path) -> None:
    """The action checked out as the runner does, installed from its own ref, in a repository that tries to be in its way."""
    ours = tmp_path / "_actions/OWNER/argmap/a ref"
    put_argmap(ours)
    runner.action_path = ours
    del runner.env["PYTHONPATH"]
    for name in ("pip.py", "venv.py", "yaml.py", "argmap.py", "encodings.py", "sitecustomize.py"):
        write(runner, name, "raise SystemExit('not this one')\n")
    done = runner.run({"python": sys.executable})
    assert (done.status, done.outputs) == (0, {"status": "0"}), done.log
    assert "no faults found (7 nodes in 1 file)" in done.log
    assert git(ours, "status", "--porcelain") == ""
    break_one(runner.workspace)
    assert runner.run({"python": sys.executable}).outputs == {"status": "1"}
