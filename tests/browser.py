"""Drives a headless chromium over its debugging pipe, with nothing but the standard library."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
_OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-dev-shm-usage --remote-debugging-pipe"
).split()
# Chromium reads commands from file 3 and answers in file 4.
_START = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """One browser with one page."""

    def __init__(self, folder: Path, width: int = 1440, height: int = 900) -> None:
        assert PROGRAM
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        command = [sys.executable, "-c", _START, str(to_read), str(to_write), PROGRAM, *_OPTIONS, f"--user-data-dir={folder}"]
        self.process = subprocess.Popen(command, pass_fds=(to_read, to_write), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self._number = 0
        self._pending = b""
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.size(width, height)

    def size(self, width: int, height: int) -> None:
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            event = self._read()
            if event.get("id") == self._number:
                assert "error" not in event, (method, event["error"])
                result: dict[str, Any] = event["result"]
                return result
            self.events.append(event)

    def _read(self, seconds: float = 30) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while b"\0" not in self._pending:
            ready, _, _ = select.select([self._from], [], [], max(0.0, until - time.monotonic()))
            data = os.read(self._from, 1 << 16) if ready else b""
            if not data:
                raise TimeoutError("the browser says nothing")
            self._pending += data
        one, _, self._pending = self._pending.partition(b"\0")
        event: dict[str, Any] = json.loads(one)
        return event

    def open(self, url: str) -> None:
        self.call("Page.navigate", url="about:blank")
        self._wait_for("about:blank")
        self.events.clear()
        self.call("Page.navigate", url=url)
        self._wait_for(url)

    def _wait_for(self, url: str) -> None:
        until = time.monotonic() + 30
        while self.run("document.readyState + location.href") != f"complete{url}":
            assert time.monotonic() < until, f"{url} does not open"
            time.sleep(0.02)

    def run(self, script: str) -> Any:
        """The value of an expression, a promise awaited."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def settle(self) -> None:
        self.run("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))")

    def key(self, key: str, text: str = "", modifiers: int = 0) -> None:
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, " ": 32}
        code = codes.get(key, 0)
        text = "\r" if key == "Enter" else text
        more = {"text": text} if text else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, modifiers=modifiers, **more)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code, modifiers=modifiers)
        self.settle()

    def mouse(self, type: str, x: float, y: float, **more: Any) -> None:
        self.call("Input.dispatchMouseEvent", type=type, x=x, y=y, **more)

    def click(self, selector: str) -> None:
        x, y = self.run(
            f"(() => {{ const r = ({selector}).getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2] }})()"
        )
        for type in ("mousePressed", "mouseReleased"):
            self.mouse(type, x, y, button="left", buttons=1, clickCount=1)
        self.settle()

    def pdf(self) -> bytes:
        return base64.b64decode(self.call("Page.printToPDF")["data"])

    def complaints(self) -> list[Any]:
        wanted = ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")
        return [event["params"] for event in self.events if event.get("method") in wanted]

    def requests(self) -> list[str]:
        return [event["params"]["request"]["url"] for event in self.events if event.get("method") == "Network.requestWillBeSent"]

    def close(self) -> None:
        self._session = ""
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except (OSError, TimeoutError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self._to)
        os.close(self._from)
