"""Runs the steps of a composite action as the runner of GitHub does, as far as our action needs it.

From the sources of actions/runner: a step with `shell: bash` is a file run by `bash --noprofile --norc -eo pipefail`;
expressions are put in before that; `GITHUB_OUTPUT` is a file of `name=value` lines; and a line of the log is a command
where it begins with `::name`, or holds `##[name]` anywhere, unless commands are stopped.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

ACTION = ROOT / "action.yml"
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_COMMANDS = "add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|notice|remove-matcher|save-state|set-env|set-output|stop-commands|warning"


def action() -> dict[str, Any]:
    """The action as it is written."""
    data: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    return data


def commands(log: str) -> list[tuple[str, str]]:
    """The commands in a log that the runner carries out, each with what follows its name."""
    found: list[tuple[str, str]] = []
    token = None
    for line in log.splitlines():
        names = f"{_COMMANDS}|{re.escape(token)}" if token else _COMMANDS
        match = re.match(rf"\s*::({names})( .*?)?::(.*)", line) or re.search(rf"##\[({names})( [^\]]*)?\](.*)", line)
        if match is None:
            continue
        if token is not None:
            token = None if match[1] == token else token
        elif match[1] == "stop-commands":
            token = match[3]
        else:
            found.append((match[1], f"{match[2] or ''}::{match[3]}"))
    assert token is None, "commands are not taken up again"
    return found


@dataclass
class Outcome:
    """What a run of the action did."""

    status: int = 0
    log: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def commands(self) -> list[tuple[str, str]]:
        return commands(self.log)


@dataclass
class Runner:
    """A machine with a repository checked out, and folders of its own."""

    workspace: Path
    temporary: Path
    action_path: Path = ROOT
    env: dict[str, str] = field(default_factory=dict)

    def run(self, inputs: dict[str, str], results: dict[str, dict[str, str]] | None = None) -> Outcome:
        """Run the action's steps until one fails; those in ``results`` are not run, but have these outputs."""
        spec = action()
        unknown = set(inputs) - set(spec["inputs"])
        assert not unknown, f"the action has no input {unknown}"
        values = {f"inputs.{name}": inputs.get(name, each.get("default", "")) for name, each in spec["inputs"].items()}
        outcome = Outcome()
        for number, step in enumerate(spec["runs"]["steps"]):
            outputs = (results or {}).get(step["id"])
            if outputs is None:
                outputs = self._step(number, step, values, outcome)
            values |= {f"steps.{step['id']}.outputs.{name}": value for name, value in outputs.items()}
            if outcome.status:
                break
        outcome.outputs = {name: _filled(each["value"], values) for name, each in spec["outputs"].items()}
        return outcome

    def _step(self, number: int, step: dict[str, Any], values: dict[str, str], outcome: Outcome) -> dict[str, str]:
        assert set(step) <= {"name", "id", "shell", "env", "run"}
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        script = self.temporary / f"step-{number}.sh"
        script.write_text(step["run"], encoding="utf-8")
        output = self.temporary / f"output-{number}"
        output.touch()
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.temporary),
            **{name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))},
            **self.env,
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action_path),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temporary),
            **{name: _filled(value, values) for name, value in step.get("env", {}).items()},
        }
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(shell, cwd=self.workspace, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        outcome.status = done.returncode
        outcome.log += done.stdout
        return dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())


def _filled(text: str, values: dict[str, str]) -> str:
    """A text with its expressions replaced; what is not known is empty, as it is for the runner."""
    return _EXPRESSION.sub(lambda match: values.get(match[1], ""), str(text))
