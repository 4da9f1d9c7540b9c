"""Measure how soon `argmap lsp` answers: `.venv/bin/python benchmarks/editor.py [--quick]`.

A real client talks to a real server over its standard input and output.  What
is measured is time on the clock, from the key to the last byte of the answer,
and beside it the CPU time that the server took meanwhile, for which the
machine need not be quiet; of each the median and the most of a run of keys.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

_BENCHMARKS = Path(__file__).resolve().parent
_WAIT = 60.0
_PAUSE = 0.1
"""How long, in seconds, the hands rest between an answer and the next key."""
PROJECTS = ((1_000, 200, 0.1), (10_000, 200, 0.5), (10_000, 10_000, 0.5))
"""How many nodes, how many in a file, and how long an answer may take, in seconds."""


class Client:
    """The least that can talk to a server: notes when each message came."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "argmap", "lsp"]
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.came: list[tuple[float, dict[str, Any]]] = []
        self.news = threading.Condition()
        self.number = 0
        self.last = 0.0
        """When the message came that was waited for last."""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(int(header.split(b":")[1])))
            with self.news:
                self.came.append((time.perf_counter(), message))
                self.news.notify_all()

    def send(self, method: str, params: Any, is_request: bool = False) -> int:
        """Send a message; returns the id of a request."""
        self.number += is_request
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **({"id": self.number} if is_request else {})}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()
        return self.number

    def when(self, condition: Any) -> dict[str, Any]:
        """The first message that a condition holds for; waits for it."""
        seen = 0
        end = time.monotonic() + _WAIT
        with self.news:
            while True:
                for came, message in self.came[seen:]:
                    if condition(message):
                        self.last = came
                        return message
                seen = len(self.came)
                if not self.news.wait(max(0.0, end - time.monotonic())):
                    raise TimeoutError("the server does not answer")

    def request(self, method: str, params: Any) -> Any:
        """Ask, and return the answer."""
        number = self.send(method, params, is_request=True)
        message = self.when(lambda message: message.get("id") == number and "method" not in message)
        if "error" in message:
            raise RuntimeError(message["error"]["message"])
        return message["result"]

    @contextmanager
    def timed(self, took: "Took", what: str) -> Iterator[None]:
        """Note how long it takes, to the moment when the last message came that was waited for."""
        clock, cpu = time.perf_counter(), self.cpu()
        yield
        took.setdefault(what, []).append((self.last - clock, self.cpu() - cpu))

    def cpu(self) -> float:
        """The seconds of CPU time that the server has taken; 0 where the system does not tell."""
        if not sys.platform.startswith("linux"):
            return 0.0
        return time.clock_gettime((~self.process.pid << 3) | 2)  # the clock of another process, as `clock_getcpuclockid` has it


Took = dict[str, list[tuple[float, float]]]
"""By what was asked for: the seconds on the clock and of the server's CPU that each answer took."""


def measure(project: Path, keys: int) -> Took:
    """What each thing took, for each of some keys."""
    client = Client(project)
    capabilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
    folders = [{"uri": project.as_uri(), "name": "x"}]
    took: Took = {}
    with client.timed(took, "start to initialized"):
        client.request("initialize", {"processId": None, "rootUri": None, "workspaceFolders": folders, "capabilities": capabilities})
    texts = {file: file.read_text(encoding="utf-8") for file in (project / "claims").rglob("*.yaml")}
    file = max(texts, key=lambda file: texts[file].count("\n    by: ["))
    text, uri = texts[file], file.as_uri()
    with client.timed(took, "opening to first diagnostics"):
        client.send("initialized", {})
        client.send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 0, "text": text}})
        client.when(lambda message: _is_about(message, uri, 0))
    desk = _Desk(client, uri, text)
    for _ in range(keys):
        version = desk.key()
        with client.timed(took, "key to diagnostics"):
            desk.send()
            with client.timed(took, "key to completion"):
                if not client.request("textDocument/completion", desk.place(len("    by: [")))["items"]:
                    raise RuntimeError("no ids were suggested")
            client.when(lambda message, version=version: _is_about(message, uri, version))
        time.sleep(_PAUSE)
    for what, method, params in desk.requests():
        for _ in range(keys):
            version = desk.key()
            with client.timed(took, f"key to {what}"):
                desk.send()
                client.request(method, params)
            client.when(lambda message, version=version: _is_about(message, uri, version))
            time.sleep(_PAUSE)
    desk.mend()
    for new_name in ("renamed-once", "renamed-again"):
        with client.timed(took, "rename"):
            client.request("textDocument/rename", {**desk.place(12), "newName": new_name})
    with client.timed(took, "layout"):
        client.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": True}})
    client.request("shutdown", None)
    client.send("exit", None)
    client.process.wait(_WAIT)
    return took


class _Desk:
    """A file, and somebody who types in it: letters and spaces, ids that are none, quotation marks that break the file."""

    def __init__(self, client: Client, uri: str, text: str) -> None:
        self.client, self.uri, self.version = client, uri, 0
        lines = text.split("\n")
        self.line = 1 + next(number for number, line in enumerate(lines) if line.startswith("    text: >"))
        self.by = next(number for number, line in enumerate(lines) if line.startswith("    by: ["))
        end = len(lines[self.line])
        entry = next(number for number in range(self.line, 0, -1) if lines[number].startswith("  - "))
        id, link = (
            lines[entry].index(": ") + 2,
            next(n for n, line in enumerate(lines) if line.startswith(("    for: [", "    against: ["))),
        )
        inside = lines[link].index("[") + 2
        self.edits = [
            *((self.line, end + number, 0, letter) for number, letter in enumerate("ab c d ")),
            (self.line, end, 7, ""),
            (entry, id, 0, '"'),
            (entry, id, 1, ""),
            (link, inside, 0, "x"),
            (link, inside, 1, ""),
            (entry, id + 1, 0, "x"),
            (entry, id + 1, 1, ""),
        ]

    def key(self) -> int:
        """Make ready the next key; returns the version of the text that it makes."""
        self.version += 1
        return self.version

    def send(self) -> None:
        """Send the key."""
        line, column, removed, text = self.edits[(self.version - 1) % len(self.edits)]
        change = {"range": {"start": _at(line, column), "end": _at(line, column + removed)}, "text": text}
        document = {"uri": self.uri, "version": self.version}
        self.client.send("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def mend(self) -> None:
        """Type until the file is as it was."""
        while self.version % len(self.edits):
            self.key()
            self.send()

    def place(self, column: int) -> dict[str, Any]:
        """A place in a line with the ids of people."""
        return {"textDocument": {"uri": self.uri}, "position": _at(self.by, column)}

    def requests(self) -> list[tuple[str, str, dict[str, Any]]]:
        """What is asked for behind keys."""
        here = self.place(12)
        around = {"start": _at(self.line, 0), "end": _at(self.line, 200)}
        document = {"textDocument": {"uri": self.uri}}
        return [
            ("hover", "textDocument/hover", here),
            ("definition", "textDocument/definition", here),
            ("uses", "textDocument/references", {**here, "context": {"includeDeclaration": True}}),
            ("actions", "textDocument/codeAction", {**document, "range": around, "context": {"diagnostics": []}}),
            ("outline", "textDocument/documentSymbol", document),
            ("search", "workspace/symbol", {"query": "the"}),
        ]


def _is_about(message: dict[str, Any], uri: str, version: int) -> bool:
    params = message.get("params") or {}
    return message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri and params.get("version") == version


def _at(line: int, column: int) -> dict[str, int]:
    return {"line": line, "character": column}


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how soon the language server answers, and print a table.")
    parser.add_argument("--keys", metavar="N", type=int, default=40, help="type N keys for each kind of answer (default: 40)")
    parser.add_argument("--only", metavar="N", type=int, choices=range(1, len(PROJECTS) + 1), help="measure the Nth project alone")
    parser.add_argument("--quick", action="store_true", help="measure 1,000 nodes alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
        for size, per_file, most in PROJECTS[options.only - 1 : options.only] if options.only else PROJECTS[: 1 if options.quick else None]:
            project = Path(folder) / f"{size}-{per_file}"
            generate = [sys.executable, str(_BENCHMARKS / "generate.py"), str(size), "--out", str(project), "--per-file", str(per_file)]
            subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
            print(f"{size:,} nodes, {per_file:,} in a file, at most {most * 1000:.0f} ms wanted behind any key")
            print(f"  {'':<30} {'median':>10} {'most':>10} {'CPU':>10} {'most':>10}")
            for what, pairs in measure(project, options.keys).items():
                clock, cpu = zip(*pairs, strict=True)
                figures = " ".join(f"{each * 1000:7.0f} ms" for each in (median(clock), max(clock), median(cpu), max(cpu)))
                print(f"  {what:<30} {figures}{'   over' if what.startswith('key') and max(clock) > most else ''}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
