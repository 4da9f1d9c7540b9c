"""Real shells that complete a line: bash and zsh at a terminal of their own, fish by its own command for that."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import shutil
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from argmap.cli._shells import SCRIPTS

_KEY = "\x07"
"""Ctrl-G, which shells are told to answer with their line."""
_PROMPT = "ready>"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\x07|\x00")

# The line is moved to its place when it is whole.
_BASH = r"""
PS1='{prompt} '
bind 'set completion-query-items 0'
bind 'set page-completions off'
bind 'set bell-style none'
{start}
dump() {{ printf '%s|' "$READLINE_LINE" > {line}.new; mv {line}.new {line}; }}
bind -x '"\C-g": dump'
"""
_ZSH = r"""
PS1='{prompt} '
setopt no_beep
LISTMAX=100000
{start}
dump() {{ print -rn -- "$BUFFER|" > {line}.new; mv {line}.new {line} }}
zle -N dump; bindkey '^G' dump
"""
_STARTS = {"bash": (_BASH, ("--noprofile", "--rcfile", "{rc}", "-i")), "zsh": (_ZSH, ("-d", "-i"))}


@dataclass(frozen=True)
class Completed:
    """What a shell made of a line, and what it showed."""

    line: str
    screen: str


class Shells:
    """Shells in which `argmap` is this Python's, in a folder."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home
        program = home / "bin" / "argmap"
        program.parent.mkdir()
        source = Path(__file__).parent.parent / "src"
        program.write_text(f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(source))} exec {shlex.quote(sys.executable)} -m argmap "$@"\n')
        program.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if name in ("LANG", "LC_ALL", "TMPDIR")}
        self.env = {
            "LC_ALL": "C.UTF-8",
            **kept,
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "ZDOTDIR": str(home),
            "TERM": "xterm",
            "HISTFILE": "/dev/null",
        }
        for shell, script in SCRIPTS.items():
            (home / f"script.{shell}").write_text(script)

    def need(self, shell: str) -> str:
        """The path of a shell; skips the test where it is not installed."""
        found = shutil.which(shell)
        if found is None:
            pytest.skip(f"{shell} is not installed")
        return found

    def script(self, shell: str, text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a script of a shell in which completion is there."""
        quiet = ("--no-config",) if shell == "fish" else ("--norc",) if shell == "bash" else ("-f",)
        whole = f"source {self.home}/script.{shell}\n{text}"
        command = [self.need(shell), *quiet, "-c", whole, *(("--",) if shell == "fish" else (shell,)), *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL, check=False
        )

    def fish(self, line: str, start: str | None = None) -> dict[str, str]:
        """What fish offers for a line, with what it says of it; with ``start`` as its configuration."""
        if start is None:
            done = self.script("fish", "complete -C $argv[1]", line)
        else:
            rc = self.home / ".config" / "fish" / "config.fish"
            rc.parent.mkdir(parents=True, exist_ok=True)
            rc.write_text(start)
            done = subprocess.run(
                [self.need("fish"), "-c", "complete -C $argv[1]", "--", line],
                cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL, check=False,
            )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return dict([*each.split("\t", 1), ""][:2] for each in done.stdout.splitlines())  # type: ignore[misc]

    def bash(self, line: str, type: int = 9) -> list[str]:
        """What our function of bash offers for a line, when it is called as bash calls it."""
        call = """
        COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=$2 COLUMNS=80
        _argmap argmap "$3" ""
        (( ${#COMPREPLY[@]} )) && printf '%s\n' "${COMPREPLY[@]}"
        """
        word = re.split(r"""[\s"'><=;|&(:]""", line)[-1]
        done = self.script("bash", call, line, str(type), word)
        assert done.stderr == ""
        return done.stdout.splitlines()

    def type(self, shell: str, keys: str, columns: int = 100, start: str = "") -> Completed:
        """Press keys in a shell at a terminal, in whose start-up file the lines ``start`` stand."""
        path = self.need(shell)
        lines, options = _STARTS[shell]
        start = start or ("autoload -Uz compinit; compinit -D\n" if shell == "zsh" else "") + f"source {self.home}/script.{shell}"
        written = self.home / "line"
        written.unlink(missing_ok=True)
        rc = self.home / (".zshrc" if shell == "zsh" else "rc")
        rc.write_text(lines.format(prompt=_PROMPT, start=start, line=written))
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execve(path, [shell, *(option.format(rc=rc) for option in options)], self.env)
        try:
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
            _read_until(terminal, lambda seen: _PROMPT in seen)
            time.sleep(0.1)  # the prompt is printed before keys are read
            os.write(terminal, (keys + _KEY).encode())
            screen = _read_until(terminal, lambda seen: written.exists())
        finally:
            os.close(terminal)
            os.waitpid(pid, 0)
        return Completed(written.read_text(encoding="utf-8").removesuffix("|"), _ESCAPES.sub("", screen))


def _read_until(terminal: int, is_done: object, seconds: float = 60) -> str:
    """What a terminal shows until something is so.  Raises `AssertionError` if that takes too long."""
    seen = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.02)[0]:
            try:
                seen += os.read(terminal, 1 << 16)
            except OSError:
                break
        elif is_done(seen.decode(errors="replace")):  # type: ignore[operator]
            return seen.decode(errors="replace")
    raise AssertionError(f"the shell does not answer: {seen.decode(errors='replace')!r}")
