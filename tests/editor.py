"""A small client of `argmap lsp`: what the tests have in the place of an editor."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.conftest import traceback_in

WAIT = 20.0
"""How many seconds a client waits before it calls something missing; nothing near it is to be expected."""


class Refused(Exception):
    """The server answered a request with an error."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["message"])
        self.code = error["code"]
        self.message = error["message"]


class Editor:
    """A running server, and what it has said so far.

    Everything it sends is kept: answers by id, notifications in ``said`` (method
    and parameters in their order), diagnostics in ``diagnostics`` by URI (those
    published last).  Requests of the server are answered with null, those to
    apply an edit with success; they are kept in ``asked``.
    """

    def __init__(self, folder: Path, *arguments: str, env: dict[str, str] | None = None, command: list[str] | None = None) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            command or [sys.executable, "-m", "argmap", "lsp", *arguments],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})},
        )
        self.answers: dict[Any, dict[str, Any]] = {}
        self.said: list[tuple[str, Any]] = []
        self.asked: list[tuple[str, Any]] = []
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.versions: dict[str, int | None] = {}
        """The version of the document that the diagnostics published last are about."""
        self.published: list[str] = []
        """The URIs for which diagnostics were published, in order."""
        self.stray = b""
        """What the server wrote to stdout that is not the protocol."""
        self.errors = b""
        self.capabilities: dict[str, Any] = {}
        self._texts: dict[str, int] = {}
        self._number = 0
        self._news = threading.Condition()
        self._writing = threading.Lock()
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._read, self._read_errors)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(WAIT)
        for thread in self._threads:
            thread.join(WAIT)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()

    # What the server says

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = None
            while line := stream.readline():
                name, _, value = line.decode("latin-1").partition(":")
                if name.lower() == "content-length":
                    length = int(value)
                elif not line.strip():
                    break
                elif name.lower() != "content-type":
                    self.stray += line
            if not line:
                break
            if length is None:
                self.stray += b"(no length)"
                continue
            self._take(json.loads(stream.read(length)))
        with self._news:
            self._news.notify_all()

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.errors += line

    def _take(self, message: dict[str, Any]) -> None:
        with self._news:
            if "method" not in message:
                self.answers[message["id"]] = message
            elif "id" in message:
                self.asked.append((message["method"], message.get("params")))
            else:
                self.said.append((message["method"], message.get("params")))
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                self.diagnostics[params["uri"]] = params["diagnostics"]
                self.versions[params["uri"]] = params.get("version")
                self.published.append(params["uri"])
            self._news.notify_all()
        if "method" in message and "id" in message:
            result = {"applied": True} if message["method"] == "workspace/applyEdit" else None
            self.write({"jsonrpc": "2.0", "id": message["id"], "result": result})

    def until(self, condition: Callable[[], Any], what: str = "what was waited for", timeout: float = WAIT) -> Any:
        """Wait until a condition holds, and return its value."""
        end = time.monotonic() + timeout
        with self._news:
            while not (value := condition()):
                left = end - time.monotonic()
                if left <= 0 or (self.process.poll() is not None and not self._threads[0].is_alive()):
                    raise AssertionError(f"{what} did not come; stderr: {self.errors.decode(errors='replace')}; said: {self.said[-3:]}")
                self._news.wait(min(left, 0.5))
        return value

    # What is said to the server

    def write(self, message: Any) -> None:
        self.write_bytes(self.frame(message))

    def write_bytes(self, data: bytes) -> None:
        assert self.process.stdin is not None
        with self._writing, contextlib.suppress(BrokenPipeError, ValueError):
            self.process.stdin.write(data)
            self.process.stdin.flush()

    @staticmethod
    def frame(message: Any) -> bytes:
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)

    def notify(self, method: str, params: Any = None) -> None:
        self.write({"jsonrpc": "2.0", "method": method, **({} if params is None else {"params": params})})

    def send(self, method: str, params: Any = None) -> int:
        """Send a request without waiting for its answer; returns its id."""
        self._number += 1
        self.write({"jsonrpc": "2.0", "id": self._number, "method": method, **({} if params is None else {"params": params})})
        return self._number

    def answer(self, id: Any, timeout: float = WAIT) -> Any:
        """The answer to a request that was sent.  Raises `Refused`."""
        message = self.until(lambda: self.answers.get(id), f"the answer to request {id}", timeout)
        if "error" in message:
            raise Refused(message["error"])
        return message["result"]

    def request(self, method: str, params: Any = None, timeout: float = WAIT) -> Any:
        """Send a request and return the answer.  Raises `Refused`."""
        return self.answer(self.send(method, params), timeout)

    # What editors do

    def uri(self, path: str) -> str:
        """The URI of a file of the folder; a text that is a URI already stays as it is."""
        return path if "://" in path or path.startswith("untitled:") else (self.folder / path).as_uri()

    def initialize(self, folders: Iterable[Path] | None = None, capabilities: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """Begin as editors do; without ``folders`` this folder is the workspace."""
        roots = [self.folder] if folders is None else list(folders)
        result: dict[str, Any] = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": roots[0].as_uri() if roots else None,
                "workspaceFolders": [{"uri": root.as_uri(), "name": root.name} for root in roots],
                "capabilities": capabilities if capabilities is not None else CAPABILITIES,
                **more,
            },
        )
        self.capabilities = result["capabilities"]
        self.notify("initialized", {})
        return result

    def begin(self, folder: Path) -> None:
        """Begin to work on a folder, as if nothing had been said before."""
        self.folder = folder
        with self._news:
            for kept in (self.answers, self.said, self.asked, self.diagnostics, self.versions, self.published):
                kept.clear()
        self._change_folders(added=[folder])

    def leave(self) -> None:
        """Leave the folder and all that is open; when this returns, nothing more will be said of them."""
        for uri in list(self._texts):
            self.close(uri)
        self._change_folders(removed=[self.folder])
        last = self.open("untitled:the-last", "people:\n  - {id: ann, name: Ann}\n")
        self.until_rules(last, "unused-entry")  # and what was said before that is here, too
        self.close(last)
        self.until_rules(last)
        assert not any(self.diagnostics.values()), self.diagnostics
        assert self.request("workspace/symbol", {"query": ""}) == []

    def _change_folders(self, added: Iterable[Path] = (), removed: Iterable[Path] = ()) -> None:
        event = {
            name: [{"uri": each.as_uri(), "name": each.name} for each in some] for name, some in (("added", added), ("removed", removed))
        }
        self.notify("workspace/didChangeWorkspaceFolders", {"event": event})

    def open(self, path: str, text: str | None = None, language: str = "yaml") -> str:
        """Open a file, with the text that is saved if no other is given; returns its URI."""
        uri = self.uri(path)
        if text is None:
            text = (self.folder / path).read_bytes().decode()
        self._texts[uri] = 1
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, path: str, *changes: str | dict[str, Any]) -> int:
        """Change an open file: whole texts or, as the protocol has them, ranges and texts.  Returns the new version."""
        uri = self.uri(path)
        self._texts[uri] += 1
        listed = [{"text": change} if isinstance(change, str) else change for change in changes]
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": self._texts[uri]}, "contentChanges": listed})
        return self._texts[uri]

    def save(self, path: str) -> None:
        self.notify("textDocument/didSave", {"textDocument": {"uri": self.uri(path)}})

    def close(self, path: str) -> None:
        self._texts.pop(self.uri(path), None)
        self.notify("textDocument/didClose", {"textDocument": {"uri": self.uri(path)}})

    def watched(self, *paths: str, kind: int = 2) -> None:
        """Say that files changed on the disk (1 made, 2 changed, 3 gone)."""
        self.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": self.uri(path), "type": kind} for path in paths]})

    def rules(self, path: str) -> list[str]:
        """The rules of the diagnostics published last for a file, in their order."""
        return [each["code"] for each in self.diagnostics.get(self.uri(path), [])]

    def checked(self, path: str, version: int | None = None, timeout: float = WAIT) -> list[dict[str, Any]]:
        """Wait for the diagnostics of (this version of, or the version known last of) an open file, and return them."""
        uri = self.uri(path)
        wanted = version if version is not None else self._texts[uri]
        self.until(lambda: self.versions.get(uri) == wanted, f"diagnostics of {path}, version {wanted}", timeout)
        return self.diagnostics[uri]

    def until_rules(self, path: str, *rules: str, timeout: float = WAIT) -> list[dict[str, Any]]:
        """Wait until the diagnostics of a file are of just these rules."""
        uri = self.uri(path)
        try:
            self.until(lambda: uri in self.diagnostics and sorted(self.rules(path)) == sorted(rules), timeout=timeout)
        except AssertionError as error:
            raise AssertionError(f"{path} has {self.rules(path)}, not {list(rules)}: {error}") from error
        return self.diagnostics[uri]

    def is_well(self) -> None:
        """Fail if something went wrong that nobody was told."""
        assert self.process.poll() is None
        assert self.stray == b""
        errors = self.errors.decode()
        assert not traceback_in(errors), errors
        assert "went wrong" not in errors, errors

    def shut_down(self) -> int:
        """End as editors do; returns the exit status."""
        self.request("shutdown")
        self.notify("exit")
        return self.ended()

    def ended(self, timeout: float = WAIT) -> int:
        """Wait for the end of the process; returns its exit status."""
        status = self.process.wait(timeout)
        for thread in self._threads:
            thread.join(timeout)
        return status


class Shared:
    """Editors for one test after another on the same server, which starts slowly; on a new one after a test that left it unwell."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._free: Editor | None = None

    @contextlib.contextmanager
    def on(self, folder: Path) -> Iterator[Editor]:
        """An editor that works on a folder."""
        editor, self._free = self._free or self._started(), None
        try:
            editor.begin(folder)
            yield editor
            editor.leave()
            editor.is_well()
        except BaseException:
            editor.__exit__()
            raise
        editor.errors = b""
        self._free = editor

    def _started(self) -> Editor:
        editor = Editor(self._home)
        editor.initialize(folders=[])
        return editor

    def end(self) -> None:
        """End the server as editors do."""
        if self._free is not None:
            with self._free as editor:
                assert editor.shut_down() == 0
                assert editor.stray == b""


CAPABILITIES: dict[str, Any] = {
    "textDocument": {
        "synchronization": {"didSave": True, "dynamicRegistration": True},
        "publishDiagnostics": {
            "relatedInformation": True,
            "versionSupport": True,
            "codeDescriptionSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "completion": {
            "completionItem": {"documentationFormat": ["markdown", "plaintext"], "snippetSupport": True, "insertReplaceSupport": True}
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source", "source.fixAll"]}},
            "isPreferredSupport": True,
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "definition": {"linkSupport": True},
        "rename": {"prepareSupport": True},
    },
    "workspace": {
        "workspaceFolders": True,
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "general": {"positionEncodings": ["utf-16"]},
}
"""What a modern editor can do."""


def place(text: str, offset: int) -> dict[str, int]:
    """An offset in code points as a position of the protocol, in UTF-16; lines end at LF, CRLF and CR."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return {"line": before.count("\n"), "character": len(before.rpartition("\n")[2].encode("utf-16-le", "surrogatepass")) // 2}


def at(text: str, needle: str, after: bool = False) -> dict[str, int]:
    """Where (or after which) a piece of a text stands first."""
    return place(text, text.index(needle) + (len(needle) if after else 0))


def typed(text: str, needle: str, new: str) -> tuple[dict[str, Any], str]:
    """The change that puts a text in the place of the first occurrence of another, and the whole text after it."""
    start = text.index(needle)
    end = start + len(needle)
    change = {"range": {"start": place(text, start), "end": place(text, end)}, "text": new}
    return change, text[:start] + new + text[end:]


def edited(text: str, edits: Iterable[dict[str, Any]]) -> str:
    """A text after edits of the protocol, positions in UTF-16."""
    starts = [0]
    for number, char in enumerate(text):
        if char == "\n" or (char == "\r" and text[number + 1 : number + 2] != "\n"):
            starts.append(number + 1)

    def offset(position: dict[str, int]) -> int:
        start = starts[position["line"]]
        end = starts[position["line"] + 1] if position["line"] + 1 < len(starts) else len(text)
        units = text[start:end].encode("utf-16-le", "surrogatepass")[: 2 * position["character"]]
        return start + len(units.decode("utf-16-le", "surrogatepass"))

    pieces = sorted(((offset(edit["range"]["start"]), offset(edit["range"]["end"]), edit["newText"]) for edit in edits), reverse=True)
    for start, end, new in pieces:
        text = text[:start] + new + text[end:]
    return text
