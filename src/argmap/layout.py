"""Running the Graphviz engine on DOT text: where everything lies.

The engine is a program of its own, so that one that fails, hangs or prints
nonsense ends in one clear line.  It reads the text from standard input and
answers in Graphviz's format ``json0``, the smallest one that keeps the ids of
what is drawn between nodes.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from math import isfinite
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from argmap.display import shortened, visible
from argmap.errors import ArgmapError, reason

Engine = Literal["auto", "bundled", "system"]
Point = tuple[float, float]

MAX_ANSWER = 32 * 1024 * 1024
"""The most that an engine may print, in bytes; 2,000 nodes take about 1.3 MB."""

_MAX_COMPLAINT = 4096
_ARGUMENTS = ("-Kdot", "-Tjson0", "-q")
_BUNDLED = "graphviz-pure.exe" if os.name == "nt" else "graphviz-pure"
_WITHOUT = "or write the picture as text with `-o FILE.dot`"
_FEWER = "draw less at once (`--max-nodes`, `--depth`, `--focus ID`)"
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Curve(NamedTuple):
    """What is drawn between two nodes: a chain of cubic Bezier curves of 3k + 1 ``points`` from tail to head.

    ``head`` is the tip of the arrowhead, which begins where the last point
    lies, and ``tail`` that of a mark at the tail; None where there is none.
    """

    points: tuple[Point, ...]
    head: Point | None = None
    tail: Point | None = None


class Layout(NamedTuple):
    """Where everything lies, in points (1/72 inch) from the top left; y grows downwards.

    ``places`` holds the centre of each node by its DOT name, ``curves`` what is
    drawn between them by its attribute ``id``.  The engine gives five
    significant digits: within half a point up to a size of 100,000.
    """

    width: float
    height: float
    places: dict[str, Point]
    curves: dict[str, Curve]


class FoundEngine(NamedTuple):
    """An engine on this machine: ``bundled`` is graphviz-pure, which argmap depends on; ``system`` is an installed Graphviz."""

    kind: Literal["bundled", "system"]
    path: str


def find_engine(engine: Engine = "auto") -> FoundEngine:
    """The engine to use: the bundled one, for ``auto`` the system's where the bundled one is not installed.

    Raises `ArgmapError` where there is none.
    """
    bundled = _find_bundled() if engine != "system" else None
    if bundled:
        return FoundEngine("bundled", bundled)
    system = _find_system() if engine != "bundled" else None
    if system:
        return FoundEngine("system", system)
    install = "install it with `python -m pip install graphviz-pure`"
    if engine == "bundled":
        raise ArgmapError("the bundled engine, graphviz-pure, is not installed", f"{install}, {_WITHOUT}")
    if engine == "system":
        raise ArgmapError("no program `dot` is on the PATH", f"install Graphviz, leave out `--engine system`, {_WITHOUT}")
    raise ArgmapError("no layout engine is installed: neither graphviz-pure nor `dot` of Graphviz", f"{install}, {_WITHOUT}")


def lay_out(dot: str, engine: Engine = "auto", seconds: float = 20.0) -> Layout:
    """Lay out one DOT text, in at most some seconds of wall time.  Raises `ArgmapError`."""
    return lay_out_all([dot], engine, seconds)[0]


def lay_out_all(dots: Sequence[str], engine: Engine = "auto", seconds: float = 20.0) -> list[Layout]:
    """Lay out several DOT texts, each of one digraph, in a single run of the engine; the seconds are for all.

    An engine takes some milliseconds to start, so this is the way to try many
    small pictures.  Raises `ArgmapError` if any of them fails.
    """
    if not dots:
        return []
    found = find_engine(engine)
    answer = _run(found, "\n".join(dots).encode("utf-8", "replace"), seconds)
    try:
        layouts = [_layout(each) for each in _documents(answer.decode())]
        if len(layouts) != len(dots):
            raise ValueError(f"{len(layouts)} pictures came back, {len(dots)} were asked for")
    except _UNREADABLE as error:
        detail = f"nothing is called {error}" if isinstance(error, KeyError) else str(error)
        raise _failure(found, f"gave an answer that cannot be read: {_line(detail)}") from error
    return layouts


# Finding


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


# Running


def _run(found: FoundEngine, text: bytes, seconds: float) -> bytes:
    """What the engine prints.  It and all it has started are gone when this returns or raises."""
    deadline = time.monotonic() + seconds
    answer, complaint = bytearray(), bytearray()
    process = _start(found)
    try:
        threads = [
            _thread(_keep, process.stdout, answer, MAX_ANSWER + 1, False),
            _thread(_keep, process.stderr, complaint, _MAX_COMPLAINT, True),
            _thread(_feed, process.stdin, text),
        ]
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if len(answer) > MAX_ANSWER:
                raise _failure(found, f"printed more than {MAX_ANSWER >> 20} MB")
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
        raise _failure(found, f"cannot be run: {reason(error)}") from error


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
            raise _failure(found, f"was ended by signal {signal.Signals(-status).name}")
        raise _failure(found, f"was ended by signal {-status}")
    if status:
        said = next((line for line in complaint.splitlines() if line.strip()), "")
        raise _failure(found, f"failed with status {status}" + (f": {_line(said)}" if said else ""))


# Errors


def _line(text: str) -> str:
    """What somebody else's program or file says, fit for a line of ours."""
    return shortened(visible(text), 160)


def _failure(found: FoundEngine, what: str) -> ArgmapError:
    other = "bundled" if found.kind == "system" else "system"
    return ArgmapError(f"the {found.kind} layout engine `{visible(found.path)}` {what}", f"use `--engine {other}`, {_WITHOUT}")


def _too_slow(found: FoundEngine, seconds: float) -> ArgmapError:
    return ArgmapError(f"the {found.kind} layout engine took more than {seconds:g} seconds and was stopped", f"{_FEWER}, {_WITHOUT}")


# Reading what it answers

_SPACE = re.compile(r"\s*")


def _documents(text: str) -> Iterator[Any]:
    """JSON documents, one after the other."""
    decoder = json.JSONDecoder()
    at = _end_of_space(text, 0)
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document
        at = _end_of_space(text, at)


def _end_of_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _layout(document: Any) -> Layout:
    """One picture of Graphviz's json0: subgraphs come first in ``objects``, as many as ``_subgraph_cnt`` says."""
    left, low, right, top = _numbers(document["bb"], 4)

    def point(x: float, y: float) -> Point:
        return round(x - left, 3), round(top - y, 3)

    places: dict[str, Point] = {}
    for each in document.get("objects", [])[document["_subgraph_cnt"] :]:
        x, y = _numbers(_position(each, "node", each["name"]), 2)
        places[each["name"]] = point(x, y)
    curves = {each["id"]: _curve(_position(each, "line", each["id"]), point) for each in document.get("edges", []) if "id" in each}
    return Layout(round(right - left, 3), round(top - low, 3), places, curves)


def _position(thing: dict[str, str], kind: str, name: str) -> str:
    if "pos" not in thing:
        raise ValueError(f"the {kind} `{name}` has no position")
    return thing["pos"]


def _numbers(text: str, count: int) -> list[float]:
    values = [float(part) for part in text.split(",")]
    if len(values) != count or not all(map(isfinite, values)):
        raise ValueError(f"`{text}` is not {count} numbers")
    return values


def _curve(text: str, point: Callable[[float, float], Point]) -> Curve:
    """A ``pos`` as Graphviz writes it: ``s,x,y e,x,y x,y x,y ...``, both ends optional."""
    ends: dict[str, Point] = {}
    points: list[Point] = []
    for part in text.split():
        end = part[0] if part[0] in "se" else ""
        x, y = _numbers(part[2:] if end else part, 2)
        if end:
            ends[end] = point(x, y)
        else:
            points.append(point(x, y))
    if len(points) < 4 or len(points) % 3 != 1:
        raise ValueError(f"`{text}` is not a curve")
    return Curve(tuple(points), ends.get("e"), ends.get("s"))
