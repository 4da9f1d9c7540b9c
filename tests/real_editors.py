"""Real editors, run without a screen: Neovim by the keys it is sent, Emacs by what its server evaluates."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

WAIT = 30.0
"""How many seconds until something is called missing; nothing near it is to be expected."""


def until(condition: Callable[[], Any], what: str, timeout: float = WAIT) -> Any:
    """Wait until a condition holds, and return its value."""
    end = time.monotonic() + timeout
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come; last seen: {value!r}")
        time.sleep(0.05)
    return value


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked about does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class RealEditor:
    """An editor in a folder of its own, with the configuration under test and a `argmap` on its PATH that says who it is."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        home.mkdir(parents=True, exist_ok=True)
        program = home / "bin" / "argmap"
        program.parent.mkdir()
        run = shlex.join([sys.executable, "-m", "argmap"])
        program.write_text(f'#!/bin/sh\necho $$ >> {shlex.quote(str(home / "servers"))}\nPYTHONPATH={ROOT / "src"} exec {run} "$@"\n')
        program.chmod(0o755)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("NVIM", "NVIM_LISTEN_ADDRESS")},
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "HOME": str(home),
            **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = str(Path(tempfile.mkdtemp(prefix="argmap-")) / "socket")  # not in `home`, for its length is bounded
        Path(self.socket).with_name("kept").touch()  # Emacs takes an empty folder away before it makes its socket there

    def __enter__(self) -> RealEditor:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            self.process.wait(WAIT)
        for server in self.servers():
            if is_alive(server):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(server, 9)
        shutil.rmtree(Path(self.socket).parent, ignore_errors=True)

    def start(self, command: list[str]) -> None:
        """Start the editor; what it prints goes to a file."""
        log = (self.home / "log").open("wb")
        with log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        until(self.listens, f"{command[0]}: {(self.home / 'log').read_text(errors='replace')[-500:]}")

    def listens(self) -> bool:
        """Whether the editor can be spoken to."""
        with socket.socket(socket.AF_UNIX) as end:
            return end.connect_ex(self.socket) == 0

    def ask(self, command: list[str]) -> str:
        """What a command of the editor's own client prints."""
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, timeout=WAIT, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")
        return done.stdout.decode() or done.stderr.decode()

    def servers(self) -> list[int]:
        """The processes of `argmap lsp` that this editor has started."""
        written = self.home / "servers"
        return [int(line) for line in written.read_text().split()] if written.exists() else []

    def kill(self) -> None:
        """What the kernel does to an editor that is out of luck."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(WAIT)


class Neovim(RealEditor):
    """Neovim, spoken to by `--remote-send` and `--remote-expr`."""

    def __init__(self, program: str, home: Path, folder: Path, init: str, *files: str) -> None:
        super().__init__(home, folder)
        self.program = program
        (home / "init.lua").write_text(init)
        self.start([program, "--clean", "--headless", "--listen", self.socket, "-u", str(home / "init.lua"), *files])

    def keys(self, keys: str) -> None:
        """Type; `<Esc>` and the like are keys."""
        self.ask([self.program, "--server", self.socket, "--remote-send", keys])

    def command(self, *commands: str) -> None:
        """Type commands, and wait until they are done."""
        self.lua("vim.g.commands_done = 0")
        self.keys("".join(f":{command}<CR>" for command in (*commands, "let g:commands_done = 1")))
        until(lambda: self.lua("return vim.g.commands_done") == 1, "the end of " + commands[-1])

    def lua(self, code: str) -> Any:
        """Run Lua, and return what it returns."""
        script = self.home / "asked.lua"
        script.write_text(code)
        expression = f"json_encode(luaeval('dofile(_A)', '{script}'))"
        return json.loads(self.ask([self.program, "--server", self.socket, "--remote-expr", expression]))

    def attached(self) -> None:
        """Wait until the server serves the text at hand (before Neovim 0.8: any)."""
        until(lambda: self.lua("return #(vim.lsp.get_clients or vim.lsp.get_active_clients)({ bufnr = 0 })"), "a server")

    def at(self, pattern: str) -> None:
        """Move to the first character of the first match of a Vim pattern."""
        code = f"vim.fn.cursor(1, 1) return vim.fn.search({json.dumps(pattern)}, 'cW')"
        until(lambda: self.lua(code), pattern)  # keys are taken in when Neovim has time for them

    def line(self) -> str:
        """The line that the cursor is in."""
        return str(self.lua("return vim.api.nvim_get_current_line()"))

    def rules(self) -> list[str]:
        """The rules of what was found in the text at hand."""
        return list(self.lua("return vim.tbl_map(function(each) return each.code or '' end, vim.diagnostic.get(0))"))

    def popup(self) -> list[str]:
        """The words that are offered; empty while nothing is."""
        code = "local info = vim.fn.complete_info() return info.pum_visible == 1 and vim.tbl_map(function(i) return i.word end, info.items)"
        return list(self.lua(code) or [])

    def floating(self) -> str:
        """The text of the window that floats over the others; empty if none does."""
        code = """for _, window in ipairs(vim.api.nvim_list_wins()) do
          if vim.api.nvim_win_get_config(window).relative ~= "" then
            return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\\n")
          end
        end return "" """
        return str(self.lua(code))

    def listed(self) -> list[str]:
        """The entries of the quickfix or location list: file, line and text."""
        code = """local list = vim.fn.getloclist(0)
        if #list == 0 then list = vim.fn.getqflist() end
        return vim.tbl_map(function(e) return vim.fn.fnamemodify(vim.fn.bufname(e.bufnr), ":t") .. ":" .. e.lnum .. ":" .. e.text end, list)"""
        return list(self.lua(code))


class Emacs(RealEditor):
    """Emacs as a daemon, spoken to by `emacsclient`."""

    def __init__(self, home: Path, folder: Path, init: str) -> None:
        super().__init__(home, folder)
        start = home / ".emacs.d" / "init.el"
        start.parent.mkdir()
        start.write_text(init)
        self.start(["emacs", f"--fg-daemon={self.socket}"])

    def eval(self, code: str) -> Any:
        """Evaluate Lisp in the buffer at hand, and return what it gives, by JSON."""
        answer = self.home / "answer.json"
        script = self.home / "asked.el"
        script.write_text(f"""
(require 'json)
(defun vectors (it) (if (consp it) (vconcat (mapcar #'vectors it)) it))
(let ((answer (json-encode (vectors (with-current-buffer (window-buffer) {code})))))
  (with-temp-file "{answer}" (insert answer)))
""")
        self.ask(["emacsclient", "-s", self.socket, "--eval", f'(load "{script}" nil t)'])
        return json.loads(answer.read_text())


def neovim(least: tuple[int, int], below: tuple[int, int] | None = None) -> str | None:
    """A Neovim of at least one version (and below another one) on this machine; `ARGMAP_NVIM` may name more, divided by `:`."""
    for program in [*filter(None, os.environ.get("ARGMAP_NVIM", "").split(":")), "nvim"]:
        path = shutil.which(program)
        if path is None:
            continue
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
        version = re.match(r"NVIM v(\d+)\.(\d+)", said)
        if version and least <= (found := (int(version[1]), int(version[2]))) and (below is None or found < below):
            return path
    return None
