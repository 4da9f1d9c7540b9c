"""The Graphviz engine as a program: found, run within bounds, and ended."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from argmap.display import shortened, visible
from argmap.errors import ArgmapError, reason

Engine = Literal["auto", "bundled", "system"]

MAX_ANSWER = 32 * 1024 * 1024
"""The most that an engine may print, in bytes; 2,000 nodes take about 1.3 MB."""

_MAX_COMPLAINT = 4096
_ARGUMENTS = ("-Kdot", "-Tjson0", "-q")
_BUNDLED = "graphviz-pure.exe" if os.name == "nt" else "graphviz-pure"
_INSTALL = "install graphviz-pure with `python -m pip install graphviz-pure`"
_WITHOUT = "or write the picture as text with `-o FILE.dot`"
_FEWER = "draw less at once (`--max-nodes`, `--depth`, `--focus ID`)"


class EngineError(ArgmapError):
    """No engine can lay out a picture: there is none, or it has failed."""


class FoundEngine(NamedTuple):
    """An engine on this machine: ``bundled`` is graphviz-pure, which argmap depends on; ``system`` is an installed Graphviz."""

    kind: Literal["bundled", "system"]
    path: str


def find_engine(engine: Engine = "auto") -> FoundEngine:
    """The engine to use: the bundled one, for ``auto`` the system's where the bundled one is not installed.

    Raises `EngineError` where there is none.
    """
    bundled = _find_bundled() if engine != "system" else None
    if bundled:
        return FoundEngine("bundled", bundled)
    system = _find_system() if engine != "bundled" else None
    if system:
        return FoundEngine("system", system)
    if engine == "bundled":
        raise EngineError("the bundled engine, graphviz-pure, is not installed", f"{_INSTALL}, {_WITHOUT}")
    if engine == "system":
        raise EngineError("no program `dot` is on the PATH", f"install Graphviz, leave out `--engine system`, {_WITHOUT}")
    raise EngineError("no layout engine is installed: neither graphviz-pure nor `dot` of Graphviz", f"{_INSTALL}, {_WITHOUT}")


def _find_bundled() -> str | None:
    """graphviz-pure beside this Python, where `pip` puts scripts, or where `pip --user` does."""
    paths = (Path(folder, _BUNDLED).absolute() for folder in _script_folders())
    return next((str(path) for path in paths if os.access(path, os.X_OK) and path.is_file()), None)


def _script_folders() -> Iterator[str]:
    if sys.executable:
        yield str(Path(sys.executable).parent)
    import sysconfig  # slow, and seldom needed

    yield sysconfig.get_path("scripts")
    yield sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user"))


def _find_system() -> str | None:
    """`dot` on the PATH, but never one that lies in the current folder: that may hold anything."""
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(folder).is_absolute()]
    path = shutil.which("dot", path=os.pathsep.join(folders)) if folders else None
    return path if path and Path(path).is_absolute() else None  # Windows looks in the current folder of its own accord


def run_engine(found: FoundEngine, text: bytes, seconds: float) -> bytes:
    """What the engine prints.  It and all it has started are gone when this returns or raises."""
    deadline = time.monotonic() + seconds
    answer, complaint = bytearray(), bytearray()
    process = _start(found)
    try:
        _limit(process, seconds)
        threads = [
            _thread(_keep, process.stdout, answer, MAX_ANSWER + 1, False),
            _thread(_keep, process.stderr, complaint, _MAX_COMPLAINT, True),
            _thread(_feed, process.stdin, text),
        ]
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if len(answer) > MAX_ANSWER:
                raise failure(found, f"printed more than {MAX_ANSWER >> 20} MB")
        try:
            status = process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired as error:
            raise _too_slow(found, seconds) from error
        if any(thread.is_alive() for thread in threads):  # the engine has ended, but not what it has started
            raise _too_slow(found, seconds)
    finally:
        _end(process)
    _check(found, status, complaint.decode("utf-8", "replace"))
    return bytes(answer)


def _start(found: FoundEngine) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603
            [found.path, *_ARGUMENTS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=os.path.abspath(os.sep),  # nothing of the project is reached by a relative path
            env=_environment(found),
            start_new_session=True,  # so that it can be ended with all it has started
        )
    except OSError as error:
        raise failure(found, f"cannot be run: {reason(error)}") from error


def _limit(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Bound the engine's time even if argmap itself is killed, where the system can."""
    if sys.platform == "linux":
        import resource

        most = int(seconds) + 2
        with suppress(OSError, ValueError):
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (most, most))


def _environment(found: FoundEngine) -> dict[str, str]:
    """What the engine gets to know: SERVER_NAME keeps Graphviz from reading images and other files."""
    if found.kind == "system":  # it may need to be told where its libraries, plugins and fonts are
        kept = {name: value for name, value in os.environ.items() if name not in ("GV_FILE_PATH", "DOTFONTPATH")}
    else:
        kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {"SERVER_NAME": "argmap"}


def _thread(work: Callable[..., None], *arguments: Any) -> threading.Thread:
    thread = threading.Thread(target=work, args=arguments, daemon=True)
    thread.start()
    return thread


def _keep(stream: IO[bytes], into: bytearray, most: int, rest: bool) -> None:
    """Read a stream into memory up to a size; then read and forget the ``rest``, or break off."""
    with suppress(OSError), stream:
        while data := stream.read(1 << 16):
            into += data[: most - len(into)]
            if len(into) == most and not rest:
                return


def _feed(stream: IO[bytes], text: bytes) -> None:
    """Write to an engine, which need not read it all."""
    left = memoryview(text)
    with suppress(OSError), stream:
        while left:
            left = left[stream.write(left) :]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the engine and all it has started; its pipes are closed by those who use them."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _check(found: FoundEngine, status: int, complaint: str) -> None:
    """Raise `ArgmapError` if the engine says that it has failed; what it says when it has not is of no concern."""
    if status < 0:
        with suppress(ValueError):
            raise failure(found, f"was ended by signal {signal.Signals(-status).name}")
        raise failure(found, f"was ended by signal {-status}")
    if status:
        said = next((line for line in complaint.splitlines() if line.strip()), "")
        raise failure(found, f"failed with status {status}", said)


def failure(found: FoundEngine, what: str, detail: str = "") -> EngineError:
    """What is wrong with an engine, with the other one as the cure; the detail may come from anywhere."""
    if found.kind == "bundled":
        other = "use `--engine system`" if _find_system() else "install Graphviz and use `--engine system`"
    else:
        other = "use `--engine bundled`" if _find_bundled() else _INSTALL
    said = f": {shortened(visible(detail), 160)}" if detail else ""
    return EngineError(f"the {found.kind} layout engine `{visible(found.path)}` {what}{said}", f"{other}, {_WITHOUT}")


def _too_slow(found: FoundEngine, seconds: float) -> EngineError:
    return EngineError(f"the {found.kind} layout engine took more than {seconds:g} seconds and was stopped", f"{_FEWER}, {_WITHOUT}")
