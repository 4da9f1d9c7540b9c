"""Measure how soon `argmap lsp` answers: `.venv/bin/python benchmarks/editor.py [--quick]`.

A real client talks to a real server over its standard input and output.  What
is measured is time on the clock, from the key to the last byte of the answer,
so it needs a machine that does nothing else; the median and the most of a run
of keys are printed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import Any

_BENCHMARKS = Path(__file__).resolve().parent
_WAIT = 60.0
PROJECTS = ((1_000, 200, 0.1), (10_000, 200, 0.5), (10_000, 10_000, None))
"""How many nodes, how many in a file, and how long an answer may take, in seconds."""


class Client:
    """The least that can talk to a server: notes when each message came."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "argmap", "lsp"]
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.came: list[tuple[float, dict[str, Any]]] = []
        self.news = threading.Condition()
        self.number = 0
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

    def when(self, condition: Any) -> tuple[float, dict[str, Any]]:
        """When a message came that a condition holds for; waits for it."""
        seen = 0
        end = time.monotonic() + _WAIT
        with self.news:
            while True:
                for came, message in self.came[seen:]:
                    if condition(message):
                        return came, message
                seen = len(self.came)
                if not self.news.wait(max(0.0, end - time.monotonic())):
                    raise TimeoutError("the server does not answer")

    def request(self, method: str, params: Any) -> tuple[float, Any]:
        """Ask, and return how long it took and the answer."""
        start = time.perf_counter()
        number = self.send(method, params, is_request=True)
        came, message = self.when(lambda message: message.get("id") == number and "method" not in message)
        if "error" in message:
            raise RuntimeError(message["error"]["message"])
        return came - start, message["result"]


def measure(project: Path, keys: int) -> dict[str, list[float]]:
    """The seconds that each thing took, for each of some keys."""
    client = Client(project)
    capabilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
    folders = [{"uri": project.as_uri(), "name": "x"}]
    took: dict[str, list[float]] = {}
    start = time.perf_counter()
    client.request("initialize", {"processId": None, "rootUri": None, "workspaceFolders": folders, "capabilities": capabilities})
    took["start to initialized"] = [time.perf_counter() - start]
    texts = {file: file.read_text(encoding="utf-8") for file in (project / "claims").rglob("*.yaml")}
    file = max(texts, key=lambda file: texts[file].count("\n    by: ["))
    text, uri = texts[file], file.as_uri()
    start = time.perf_counter()
    client.send("initialized", {})
    client.send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 0, "text": text}})
    came, _ = client.when(lambda message: _is_about(message, uri, 0))
    took["opening to first diagnostics"] = [came - start]
    lines = text.split("\n")
    line = 1 + next(number for number, line in enumerate(lines) if line.startswith("    text: >"))
    column = len(lines[line])
    by = next(number for number, line in enumerate(lines) if line.startswith("    by: ["))
    for version in range(1, keys + 1):
        # A letter that is typed at the end of a text, and two spaces that are a fault.
        change = {"range": {"start": _at(line, column), "end": _at(line, column)}, "text": "x" if version % 3 else " "}
        column += 1
        start = time.perf_counter()
        client.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]})
        took.setdefault("key to completion", []).append(_completion(client, uri, by, start))
        came, _ = client.when(lambda message, version=version: _is_about(message, uri, version))
        took.setdefault("key to diagnostics", []).append(came - start)
        took.setdefault("hover", []).append(client.request("textDocument/hover", _place(uri, by, 12))[0])
        time.sleep(0.05)
    took["actions"] = [client.request("textDocument/codeAction", _action(uri, line))[0]]
    took["uses"] = [client.request("textDocument/references", {**_place(uri, by, 12), "context": {"includeDeclaration": True}})[0]]
    took["layout"] = [
        client.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": True}})[0]
    ]
    client.request("shutdown", None)
    client.send("exit", None)
    client.process.wait(_WAIT)
    return took


def _completion(client: Client, uri: str, line: int, start: float) -> float:
    """How long it takes until ids are suggested behind a key that was just sent."""
    _, found = client.request("textDocument/completion", _place(uri, line, len("    by: [")))
    if not found["items"]:
        raise RuntimeError("no ids were suggested")
    return time.perf_counter() - start


def _is_about(message: dict[str, Any], uri: str, version: int) -> bool:
    params = message.get("params") or {}
    return message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri and params.get("version") == version


def _at(line: int, column: int) -> dict[str, int]:
    return {"line": line, "character": column}


def _place(uri: str, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": _at(line, column)}


def _action(uri: str, line: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "range": {"start": _at(line, 0), "end": _at(line, 200)}, "context": {"diagnostics": []}}


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how soon the language server answers, and print a table.")
    parser.add_argument("--keys", metavar="N", type=int, default=15, help="type N keys (default: 15)")
    parser.add_argument("--quick", action="store_true", help="measure 1,000 nodes alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
        for size, per_file, most in PROJECTS[: 1 if options.quick else None]:
            project = Path(folder) / f"{size}-{per_file}"
            generate = [sys.executable, str(_BENCHMARKS / "generate.py"), str(size), "--out", str(project), "--per-file", str(per_file)]
            subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
            wanted = f", at most {most * 1000:.0f} ms wanted" if most is not None else ""
            print(f"{size:,} nodes, {per_file:,} in a file{wanted}")
            for what, seconds in measure(project, options.keys).items():
                over = most is not None and what.startswith("key") and median(seconds) > most
                print(f"  {what:<30} {median(seconds) * 1000:7.0f} ms   most {max(seconds) * 1000:7.0f} ms{'   over' if over else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
