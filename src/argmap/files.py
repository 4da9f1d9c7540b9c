"""Bounded reading and atomic writing of files that are not trusted."""

import os
import stat
from pathlib import Path

MAX_BYTES = 32 * 1024 * 1024
"""The largest file that is read, in bytes."""


def read_bytes(path: Path) -> bytes:
    """Return the content of a regular file of at most `MAX_BYTES` bytes.

    Never blocks on a pipe or a device.  Raises `OSError` with a readable
    ``strerror`` for everything that cannot be read, a file too large included.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "not a regular file")
        if status.st_size > MAX_BYTES:
            raise OSError(0, f"too large: {status.st_size:,} bytes, and at most {MAX_BYTES:,} are read")
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(0, f"too large: more than {MAX_BYTES:,} bytes")
    return data


def write_atomically(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 with LF so that ``path`` is the old file or the new one, never half of it.

    A link is followed: the file it leads to is replaced and the link stays.
    The permissions of a file that is replaced are kept.  Raises `OSError`.
    """
    import tempfile  # slow to import, and most runs write nothing

    target = Path(os.path.realpath(path))
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode_for(target))
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode_for(target: Path) -> int:
    """The permissions of the file that is there, or those a new file would get."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
