"""Printing: the answer to stdout, everything else to stderr."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

DEFAULT_COLUMNS = 80
_NARROWEST, _WIDEST = 20, 1000


def prepare_streams() -> None:
    """UTF-8 with LF whatever the machine and the locale say."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]


def write(lines: Iterable[str]) -> None:
    """Print text to stdout.  A reader that has gone away is no error: the rest is not printed.  Raises `ArgmapError`."""
    with _writing() as stream:
        pending: list[str] = []
        size = 0
        for line in lines:
            pending.append(line)
            size += len(line)
            if size > 1 << 16:
                stream.write("".join(pending))
                pending, size = [], 0
        stream.write("".join(pending))
        stream.flush()


@contextmanager
def _writing() -> Iterator[Any]:
    """Standard output, and what is said when it fails.  Raises `ArgmapError`."""
    if sys.stdout is None:
        from argmap.errors import ArgmapError

        raise ArgmapError("the output cannot be written: standard output is closed", "leave it open, or write to a file with `-o`")
    try:
        yield sys.stdout
    except BrokenPipeError:
        _discard_the_rest()
    except OSError as error:
        from argmap.errors import ArgmapError, reason

        _discard_the_rest()
        raise ArgmapError(f"the output cannot be written: {reason(error)}") from error


def _discard_the_rest() -> None:
    """Send what stdout still holds nowhere, for it is flushed once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


kept: list[object] = []
"""What need not be taken apart when a command returns, because the process ends then: see `finish`."""


def finish(status: int) -> NoReturn:
    """End the process at once: taking a large map apart object by object would cost a tenth of the run."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


def say(text: str) -> None:
    """Print a line to stderr."""
    from argmap.display import visible

    _say(visible(text))


def _say(line: str) -> None:
    if sys.stderr is None:  # print would take standard output instead
        return
    with suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)


def say_error(message: str, help: str = "", excerpt: Iterable[str] = ()) -> None:
    """Print what stops the run, lines that show where, and what to do about it, to stderr."""
    from argmap.display import visible_line

    say(f"error: {message}")
    for line in excerpt:
        _say(f"  {visible_line(line)}")
    if help:
        say(f"help: {help}")


def bounded(digits: str, most: int) -> int:
    """The number that ASCII digits stand for, however many they are, or ``most`` if it is greater."""
    return min(int(digits.lstrip("0")[:12] or "0"), most)


def columns() -> int:
    """How wide the output may be: `COLUMNS`, else the terminal's width, else 80."""
    value = os.environ.get("COLUMNS", "")
    if value.isascii() and value.isdigit() and value.strip("0"):
        return max(_NARROWEST, bounded(value, _WIDEST))
    if on_terminal():
        with suppress(OSError):
            return max(_NARROWEST, min(os.get_terminal_size(sys.stdout.fileno()).columns or DEFAULT_COLUMNS, _WIDEST))
    return DEFAULT_COLUMNS


def use_color(choice: str | None) -> bool:
    """Whether to colour: as chosen, else on a terminal that can and if `NO_COLOR` is not set."""
    if choice in ("always", "never"):
        return choice == "always"
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def on_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def protect(output: str) -> None:
    """Keep an answer, which is never YAML or TOML, from replacing claims or settings.  Raises `ArgmapError`."""
    name = os.path.basename(os.path.realpath(output))
    if (name.endswith((".yaml", ".yml")) or name in ("argmap.toml", "pyproject.toml")) and os.path.isfile(output):  # noqa: PTH113
        from argmap.errors import ArgmapError

        raise ArgmapError(f"`{output}` is there already, and what it holds would be lost", "name another file for the output")


def put(text: Iterable[str], output: str | None) -> None:
    """Print to stdout, which `-` is too, or with `-o` replace a file in one step.  Raises `ArgmapError`.

    A device or a pipe is written to.
    """
    if output in (None, "-"):
        write(text)
    else:
        put_bytes("".join(text).encode(), output)


def put_bytes(data: bytes, output: str | None) -> None:
    """As `put`, for a file that need not be text."""
    from pathlib import Path

    from argmap.errors import ArgmapError, reason

    if output is None or output == "-":
        write_bytes(data)
        return
    protect(output)
    from argmap.files import write_atomically

    try:
        write_atomically(Path(output), data)
    except BrokenPipeError:
        return  # as with stdout: a reader that has gone away is no error
    except (OSError, ValueError) as error:
        raise ArgmapError(f"`{output}` cannot be written: {reason(error)}", _cure(output)) from error


def _cure(output: str) -> str:
    """What to do about a file that cannot be written, where that is plain."""
    if os.path.isdir(output):  # noqa: PTH112
        return "name a file in that folder"
    folder = os.path.dirname(output)  # noqa: PTH120
    return f"make the folder `{folder}` first" if folder and not os.path.exists(folder) else ""


def write_bytes(data: bytes) -> None:
    """Print a file to stdout, as `write` prints text.  Raises `ArgmapError`."""
    with _writing() as stream:
        stream.buffer.write(data)
        stream.flush()
