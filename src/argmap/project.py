"""From a path on the command line to one map."""

import gc
import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from argmap.builder import Build, build
from argmap.config import Config, config_in, nearest_path
from argmap.display import choice
from argmap.document import Document
from argmap.entries import KEYS
from argmap.errors import ArgmapError, reason
from argmap.files import MAX_BYTES, is_folder, read_bytes
from argmap.model import ArgumentMap
from argmap.reader import read_document, unreadable_document
from argmap.walk import Walk, holds, shown

STDIN = "-"

_LISTED = 1000
"""How many entries of a folder are looked at for a project."""


class Location(NamedTuple):
    """Where a project lies: its folder, its settings, and what of it holds claim files."""

    root: Path
    config: Config
    starts: tuple[Path, ...]
    """The folders and files that are looked through."""
    shipped: bool = False


@dataclass(frozen=True)
class Project:
    """A project that has been read."""

    location: Location
    documents: list[Document]
    build: Build
    skipped: list[str] = field(default_factory=list)
    """Links that leave the project, and so were not followed."""
    foreign: dict[str, str] = field(default_factory=dict)
    """Somebody else's YAML in a folder that may hold anything: left out, by where it really lies."""
    real_paths: dict[str, str] = field(default_factory=dict)
    """The path of each document, by where the file really lies."""

    @property
    def map(self) -> ArgumentMap:
        """The one map of the project."""
        return self.build.map

    @property
    def fault_count(self) -> int:
        """How many things were left out when the files were read."""
        return len(self.build.faults) + sum(len(document.faults) for document in self.documents)


def load(path: str | Path | None = None) -> ArgumentMap:
    """Read a project: a folder or a file; without a path the project here or above, or the map that ships with argmap.

    What cannot be read is left out; `argmap.check` says what that is.  Raises
    `ArgmapError` where there is nothing to read at all.
    """
    return open_project(locate_for_reading(None if path is None else str(path))).map


def locate_for_reading(name: str | None) -> Location:
    """The project that a reading command is about; falls back on the shipped map.  Raises `ArgmapError`."""
    if name is not None:
        return locate_named(name)
    return locate(here()) or Location(shipped_root(), Config(), (shipped_root() / "claims",), shipped=True)


def locate_named(name: str) -> Location:
    """The project named by `--project`: a folder, a file, or `-` for standard input.  Raises `ArgmapError`."""
    if name == STDIN:
        return Location(here(), Config(), (Path(STDIN),))
    path = existing(name)
    if not is_folder(path):
        return Location(path.parent, Config(), (path,))
    return _in_folder(path) or Location(path, Config(), (path,))


def existing(name: str, follow: bool = True) -> Path:
    """The absolute path of a file or folder that is there; unless ``follow``, a link that leads nowhere is there too.

    Raises `ArgmapError`.
    """
    try:
        os.stat(name, follow_symlinks=follow)  # noqa: PTH116 - a Path makes the empty name the current folder
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        near = nearest_path(Path(), name)
        help = f"did you mean `{near}`?" if near else "name one that is there, as seen from the current folder"
        raise ArgmapError(f"there is no file or folder `{name}`", help) from error
    except OSError as error:
        raise ArgmapError(f"`{name}` cannot be opened: {reason(error)}") from error
    return _absolute(Path(name))


def here() -> Path:
    """The current folder.  Raises `ArgmapError` if it is there no longer."""
    try:
        return Path.cwd()
    except OSError as error:
        raise ArgmapError("the current folder is not there any more, or cannot be read", "go to another folder first") from error


def locate(start: Path) -> Location | None:
    """The project at or above a folder.  Raises `ArgmapError` for settings that are wrong."""
    start = _absolute(start)
    for folder in (start, *start.parents):
        found = _in_folder(folder)
        if found:
            return found
    return None


def _in_folder(folder: Path) -> Location | None:
    config = config_in(folder)
    if config is None and not is_folder(folder / "claims"):
        return None
    settings = config or Config()
    return Location(folder, settings, tuple(folder / path for path in settings.paths))


def no_project() -> ArgmapError:
    """The error where no project is found here or above; its help names one that lies right below."""
    with suppress(OSError, ArgmapError), os.scandir(here()) as listing:
        names = sorted(entry.name for entry in islice(listing, _LISTED) if not entry.name.startswith("."))
        for name in names:
            if is_folder(Path(name, "claims")) or os.path.lexists(Path(name, "argmap.toml")):
                return ArgmapError("no project here or above", f"there is one in `{name}`: add `--project {shlex.quote(name)}`")
    return ArgmapError("no project here or above", "make a folder `claims`, or name a project with `--project`")


def shipped_root() -> Path:
    """The folder that holds the map shipped with argmap: in the wheel, or in the source tree.  Raises `ArgmapError`."""
    package = Path(__file__).parent
    for folder in (package, package.parent.parent):
        if (folder / "claims").is_dir():
            return folder
    raise ArgmapError("no project here or above", "make a folder `claims`, or name a project with `--project`")


def _absolute(path: Path) -> Path:
    """Absolute and without `..`, but with links left as they are where no `..` follows them."""
    whole = path if path.is_absolute() else here() / path
    return Path(os.path.realpath(whole)) if ".." in whole.parts else whole


def open_project(location: Location, stdin_for: str | None = None, keep_values: bool = True) -> Project:
    """Read every claim file of a project.  Raises `ArgmapError` if it has none.

    Standard input stands for the file that really lies at ``stdin_for``, which
    need not be there yet.  For ``keep_values`` see `build`: to read a map without
    them takes a seventh less memory.
    """
    with without_collection():
        if location.starts == (Path(STDIN),):
            single = _read_stdin("<stdin>")
            return Project(location, [single], build([single], keep_values), real_paths={STDIN: single.path})
        skipped: list[str] = []
        files = claim_files(location, skipped)
        if stdin_for is not None and stdin_for not in files:
            new = location.root / os.path.relpath(stdin_for, os.path.realpath(location.root))
            files = dict(sorted({**files, stdin_for: new}.items(), key=lambda item: item[1].as_posix()))
        documents: dict[str, Document] = {}
        foreign: dict[str, str] = {}

        def read() -> Iterator[Document]:
            for real, path in files.items():
                document = _read_stdin(shown(location.root, path)) if real == stdin_for else read_file(location.root, path)
                if is_left_out(location, document):
                    foreign[real] = document.path
                else:
                    documents[real] = document
                    yield document

        built = build(read(), keep_values)
        if not documents:
            raise nothing_in(location, skipped, bool(foreign))
        real_paths = {real: document.path for real, document in documents.items()}
        return Project(location, list(documents.values()), built, skipped, foreign, real_paths)


def nothing_in(location: Location, skipped: Sequence[str], is_foreign: bool = False) -> ArgmapError:
    """The error for a project that holds no claim file, with what it holds instead: links that leave it, or somebody else's YAML."""
    where = ", ".join(f"`{start.name if start == location.root else shown(location.root, start)}`" for start in location.starts)
    found = f"there is no claim file (`*.yaml`, `*.yml`) in {where}"
    if skipped:
        link = f"{found}: `{skipped[0]}` is a link that leaves the project, and is not read"
        return ArgmapError(link, "put the files there in its place, or name the folder that it leads to")
    if is_foreign:
        return ArgmapError(f"{found}: what is there begins with none of {choice(KEYS.values())}", "write one, or name another folder")
    return ArgmapError(found, "write one, or name another folder")


def refuse_barren(location: Location, files: Iterable[str]) -> None:
    """Raise `ArgmapError` if a folder that `paths` names holds none of the claim files (by where they really lie).

    What is checked in part must not look as if all were well: such a folder may be
    a submodule that was not fetched, or a link that leads out of the project.
    """
    if location.config.file is None:
        return
    for name, start in zip(location.config.paths, location.starts, strict=True):
        real = os.path.realpath(start)
        if not any(file == real or holds(real, file) for file in files):
            raise ArgmapError(
                f"there is no claim file (`*.yaml`, `*.yml`) in `{name}`, which `paths` in {location.config.file.name} names",
                "write one, or leave it out of `paths`",
            )


def is_left_out(location: Location, document: Document) -> bool:
    """Whether a file is somebody else's YAML: only where a whole project folder is looked through, and not one for claim files."""
    if location.root not in location.starts:
        return False
    from argmap.foreign import is_foreign  # most projects say where their claim files are

    return is_foreign(document)


@contextmanager
def without_collection() -> Iterator[None]:
    """Reading makes many objects and drops none; looking for garbage meanwhile costs half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_stdin(name: str) -> Document:
    try:
        return read_document(name, stdin_bytes())
    except OSError as error:
        return unreadable_document(name, reason(error))


def stdin_bytes() -> bytes:
    """All of standard input.  Raises `ArgmapError` if it is closed, `OSError` if it cannot be read or is too large."""
    if sys.stdin is None:
        raise ArgmapError("standard input is closed", "give argmap something to read, as in `argmap check - < map.yaml`")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(0, f"too large: at most {MAX_BYTES:,} bytes are read")
    return data


def read_file(root: Path, path: Path) -> Document:
    """A saved file of the project at ``root``, or a stand-in that says why it cannot be read."""
    name = shown(root, path)
    try:
        return read_document(name, read_bytes(path))
    except (OSError, ValueError) as error:
        return unreadable_document(name, reason(error))


def claim_files(location: Location, skipped: list[str] | None = None) -> dict[str, Path]:
    """Every claim file of a project by where it really lies, sorted by path, each file once.

    Left out are hidden folders, virtual environments, and links that leave the
    project; the latter are added to ``skipped``.  What cannot be looked into is
    returned, for reading it will say why.
    """
    first = location.starts[0]
    if location.config.file is None and location.starts == (first,) and not is_folder(first):
        return {os.path.realpath(first): first}  # a file that was named, wherever it leads
    walk = Walk(location.root, [] if skipped is None else skipped)
    return walk.files(location.starts)
