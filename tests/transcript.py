"""The runner of console transcripts, for `tests/transcripts/`, README and docs alike.

In a Markdown file, a block

    ```yaml claims/map.yaml

is a file that is written first, and a block

    ```console

holds commands behind `$ `, each followed by what it prints (stdout and stderr
as they come) and, where its exit status is not 0, by a line `[exit 2]`.  A
command may end in `| head -N`; `ls *.svg` shows what was written.  A file
without `yaml` blocks runs in the root of the repository, or, if its commands
write files, in a folder with the same map and examples.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Callable
from pathlib import Path

_BLOCK = re.compile(r"^```(?P<info>console|(?:yaml|toml) [^\s`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)

Run = Callable[[list[str]], int]


_WRITES = re.compile(r"^\$ argmap .* -o (?!-( |$))", re.MULTILINE)


def writes(text: str) -> bool:
    """Whether a command of a transcript writes a file."""
    return any(_WRITES.search(m["body"]) for m in _BLOCK.finditer(text) if m["info"] == "console")


def files_in(text: str) -> dict[str, str]:
    """The files that a transcript writes."""
    return {m["info"].split()[1]: m["body"] for m in _BLOCK.finditer(text) if m["info"] != "console"}


def replay(text: str, run: Run) -> str:
    """The transcript with what its commands print now."""

    def block(match: re.Match[str]) -> str:
        if match["info"] != "console":
            return match.group()
        commands = re.findall(r"^\$ (.*)$", match["body"], re.MULTILINE)
        printed = "".join(f"$ {command}\n{_output(command, run)}" for command in commands)
        return f"```console\n{printed}```"

    return _BLOCK.sub(block, text)


def _output(command: str, run: Run) -> str:
    words = shlex.split(command)
    if words[0] == "ls":
        return "".join(f"{path.name}\n" for path in sorted(Path().glob(words[1])))
    most = None
    if len(words) > 2 and words[-3:-1] == ["|", "head"]:
        most = int(words[-1].lstrip("-"))
        words = words[:-3]
    assert words[0] == "argmap", f"transcripts run argmap only: {command}"
    buffer = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True)
    with contextlib.redirect_stdout(buffer), contextlib.redirect_stderr(buffer):
        status = run(words[1:])
    buffer.seek(0)
    lines = buffer.read().splitlines(keepends=True)
    text = "".join(lines[:most])
    if text and not text.endswith("\n"):
        text += "\n"
    return text + (f"[exit {status}]\n" if status else "")


def write_files(text: str, folder: Path) -> None:
    for name, body in files_in(text).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
