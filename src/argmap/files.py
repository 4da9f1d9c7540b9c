"""Bounded reading and atomic writing of files that are not trusted, and what is written safely into them."""

import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 32 * 1024 * 1024
"""The largest file that is read, in bytes."""

_MARK = b"\xef\xbb\xbf"
"""The byte-order mark that some editors begin a UTF-8 file with."""

_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,6})")


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; where that cannot be known, it does not."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


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
        data = file.read(status.st_size + 1)
        if len(data) > status.st_size:  # it has grown, or its size is not known
            data += file.read(MAX_BYTES + 1 - len(data))
    if len(data) > MAX_BYTES:
        raise OSError(0, f"too large: more than {MAX_BYTES:,} bytes")
    return data


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` so that ``path`` is the old file or the new one, never half of it.

    A link is followed: the file it leads to is replaced and the link stays.
    The permissions of a file that is replaced are kept, and its owner where
    that is allowed.  What is no regular file (a device, a pipe) is never
    replaced but written to.  Raises `OSError`.
    """
    stream = _stream(path)
    old = None
    with suppress(FileNotFoundError):
        old = path.stat() if stream is None else None
    if stream is not None or (old is not None and not stat.S_ISREG(old.st_mode)):
        with os.fdopen(os.open(path, os.O_WRONLY) if stream is None else os.dup(stream), "wb") as file:
            file.write(data)
    else:
        _replace(Path(os.path.realpath(path)), data, old)


def _stream(path: Path) -> int | None:
    """The descriptor that a path such as `/dev/stdout` stands for, whatever it leads to."""
    name = path.as_posix()
    match = _DESCRIPTOR.fullmatch(name)
    return int(match[1]) if match else _STREAMS.get(name)


def write_together(changes: Mapping[Path, tuple[str, str]]) -> None:
    """Replace the text of several regular files, or that of none: by path, the text that is expected there and the new one.

    A byte-order mark and everything else that `write_atomically` keeps is kept.
    All new files lie on the disk before the first takes its place, and those
    that have done so are put back if another cannot.  Raises `OSError`, with the
    file in ``filename``; also if a file no longer holds the text expected.
    """
    staged: list[tuple[Path, str, bytes]] = []
    done: list[tuple[Path, bytes]] = []
    at = Path()
    try:
        for path, (expected, text) in changes.items():
            at = target = Path(os.path.realpath(path))
            data = read_bytes(target)
            if data.removeprefix(_MARK) != expected.encode():
                raise OSError(0, "changed by somebody else in the meantime")
            written = _MARK + text.encode() if data.startswith(_MARK) else text.encode()
            staged.append((target, _stage(target, written, target.stat()), data))
        for at, name, data in staged:
            os.replace(name, at)
            done.append((at, data))
    except BaseException as error:
        for target, data in done:
            with suppress(OSError):
                os.replace(_stage(target, data, target.stat()), target)
        for _, name, _ in staged:
            Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):  # which may name the file that was to take its place
            error.filename = str(at)
        raise


def _replace(target: Path, data: bytes, old: os.stat_result | None) -> None:
    name = _stage(target, data, old)
    try:
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _stage(target: Path, data: bytes, old: os.stat_result | None) -> str:
    """Write a new file beside ``target``, with the permissions and owner it is to have, and return its name."""
    import tempfile  # slow to import, and most runs write nothing

    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old is not None and hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(name, old.st_uid, old.st_gid)
        os.chmod(name, _mode_for(old))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name


def _mode_for(old: os.stat_result | None) -> int:
    """The permissions of the file that is there, or those a new file would get."""
    if old is not None:
        return stat.S_IMODE(old.st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
