"""Messages over two streams: each a header that gives its length, and a body of JSON."""

import os
import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import BinaryIO

MOST_BYTES = 256 * 1024 * 1024
"""The longest message that is read."""
_LONGEST_LINE = 16 * 1024
_LENGTH = re.compile(rb"(?i)content-length:[ \t]*([0-9]{1,15})[ \t]*")


class StreamEnded(Exception):
    """What is read cannot be told apart into messages any more; ``str()`` says why."""


def read_message(stream: BinaryIO) -> bytes | None:
    """The body of the next message; None at the end of the stream.

    A header without a length is passed over, for nobody can tell where what
    follows it ends but that another header begins there.  Raises `StreamEnded`.
    """
    length: int | None = None
    while line := stream.readline(_LONGEST_LINE):
        stripped = line.strip(b"\r\n")
        if match := _LENGTH.fullmatch(stripped):
            length = int(match[1])
        elif not stripped and length is not None:
            break
        elif len(line) == _LONGEST_LINE:
            raise StreamEnded("a header is too long")
    if not line or length is None:
        return None
    if length > MOST_BYTES:
        raise StreamEnded(f"a message of {length:,} bytes is too long")
    body = stream.read(length)
    return body if len(body) == length else None


def framed(body: bytes) -> bytes:
    """A message with its header."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


class Reader(threading.Thread):
    """Reads messages in a thread of its own; None follows the last one."""

    def __init__(self, stream: BinaryIO, take: Callable[[bytes | None], None], failed: Callable[[str], None]) -> None:
        super().__init__(name="reader", daemon=True)
        self._stream = stream
        self._take = take
        self._failed = failed

    def run(self) -> None:
        """Read until the end."""
        try:
            while (body := read_message(self._stream)) is not None:
                self._take(body)
        except StreamEnded as error:
            self._failed(str(error))
        except (OSError, ValueError, MemoryError) as error:
            self._failed(f"standard input cannot be read: {error}")
        with suppress(RuntimeError):  # the other side has ended
            self._take(None)


class Writer(threading.Thread):
    """Writes messages in a thread of its own, so that nobody waits for an editor that does not read."""

    def __init__(self, stream: BinaryIO, broken: Callable[[], None]) -> None:
        super().__init__(name="writer", daemon=True)
        self._stream = stream
        self._broken = broken
        self._queue: SimpleQueue[bytes | None] = SimpleQueue()

    def write(self, data: bytes) -> None:
        """Write bytes, some time soon."""
        self._queue.put(data)

    def close(self) -> None:
        """Write what is left, but do not wait long for it."""
        self._queue.put(None)
        self.join(2.0)

    def run(self) -> None:
        """Write until closed."""
        try:
            while (data := self._queue.get()) is not None:
                self._stream.write(data)
                self._stream.flush()
        except (OSError, ValueError):
            with suppress(RuntimeError):
                self._broken()


def take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, for the protocol alone: what anything else prints goes to standard error from now on."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno() if sys.stderr is not None else os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return sys.stdin.buffer, out
