"""From a path on the command line to one map."""

import gc
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from argmap.builder import Build, build
from argmap.config import Config, config_in
from argmap.document import Document
from argmap.errors import ArgmapError
from argmap.files import MAX_BYTES, is_folder, read_bytes
from argmap.model import ArgumentMap
from argmap.reader import read_document, unreadable_document

SUFFIXES = (".yaml", ".yml")
STDIN = "-"


@dataclass(frozen=True)
class Location:
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
        raise ArgmapError(f"there is no file or folder `{name}`") from error
    except OSError as error:
        raise ArgmapError(f"`{name}` cannot be opened: {(error.strerror or str(error)).lower()}") from error
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
    starts = tuple(folder / path for path in settings.paths)
    for path, start in zip(settings.paths, starts, strict=True):
        if not os.path.lexists(start):
            raise ArgmapError(f"{settings.file or folder}: there is no `{path}`, which `paths` names", "make it, or correct `paths`")
    return Location(folder, settings, starts)


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


def open_project(location: Location) -> Project:
    """Read every claim file of a project.  Raises `ArgmapError` if it has none."""
    with _no_collection():
        if location.starts == (Path(STDIN),):
            documents = [_read_stdin()]
            return Project(location, documents, build(documents), real_paths={STDIN: documents[0].path})
        skipped: list[str] = []
        files = claim_files(location, skipped)
        documents = [_read(location.root, path) for path in files.values()]
        if not documents:
            where = ", ".join(f"`{start.name if start == location.root else _shown(location.root, start)}`" for start in location.starts)
            raise ArgmapError(f"there is no claim file (`*.yaml`, `*.yml`) in {where}", "write one, or name another folder")
        real_paths = {real: document.path for real, document in zip(files, documents, strict=True)}
        return Project(location, documents, build(documents), skipped, real_paths)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Reading makes many objects and drops none; looking for garbage meanwhile costs half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_stdin() -> Document:
    try:
        return read_document("<stdin>", stdin_bytes())
    except OSError as error:
        return unreadable_document("<stdin>", (error.strerror or str(error)).lower())


def stdin_bytes() -> bytes:
    """All of standard input.  Raises `ArgmapError` if it is closed, `OSError` if it cannot be read or is too large."""
    if sys.stdin is None:
        raise ArgmapError("standard input is closed", "give argmap something to read, as in `argmap check - < map.yaml`")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(0, f"too large: at most {MAX_BYTES:,} bytes are read")
    return data


def _read(root: Path, path: Path) -> Document:
    shown = _shown(root, path)
    try:
        return read_document(shown, read_bytes(path))
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        return unreadable_document(shown, reason)


def _shown(root: Path, path: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def claim_files(location: Location, skipped: list[str] | None = None) -> dict[str, Path]:
    """Every claim file of a project by where it really lies, sorted by path, each file once.

    Left out are hidden folders, virtual environments, and links that leave the
    project; the latter are added to ``skipped``.  What cannot be looked into is
    returned, for reading it will say why.
    """
    first = location.starts[0]
    if location.config.file is None and location.starts == (first,) and not is_folder(first):
        return {os.path.realpath(first): first}  # a file that was named, wherever it leads
    walk = _Walk(location.root, [] if skipped is None else skipped)
    return walk.files(location.starts)


class _Walk:
    """One walk over the folders of a project, which links cannot lead astray.

    Real paths are carried along from folder to folder and only looked up at
    links: looking up each would cost quadratic time in the depth.
    """

    def __init__(self, root: Path, skipped: list[str]) -> None:
        self.root = root
        self.real_root = os.path.realpath(root)
        self.skipped = skipped
        self.found: dict[str, str] = {}
        self.linked: dict[str, str] = {}
        """Files that a link leads to; a name that is no link wins over one that is."""
        self.pending: deque[tuple[str, str]] = deque()
        """Folders, each also by its real path; those that a link leads to on the left, to be looked into last."""

    def files(self, starts: Iterable[Path]) -> dict[str, Path]:
        """What there is in some folders and files, by real path and in the order of the paths."""
        for start in starts:
            self._add(str(start), os.path.realpath(start), start.is_symlink(), is_folder(start))
        seen = set()
        while self.pending:
            folder, real = self.pending.pop()
            if real not in seen:
                seen.add(real)
                self._look_into(folder, real)
        whole = {real: Path(path) for real, path in (self.linked | self.found).items()}
        return dict(sorted(whole.items(), key=lambda item: item[1].as_posix()))

    def _look_into(self, folder: str, real: str) -> None:
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            self.found[real] = folder
            return
        if any(entry.name == "pyvenv.cfg" for entry in entries):
            return
        for entry in entries:
            leads_to_folder = _leads_to_folder(entry)
            if not entry.name.startswith(".") and (leads_to_folder or entry.name.endswith(SUFFIXES)):
                is_link = entry.is_symlink()
                inner = f"{real.rstrip(os.sep)}{os.sep}{entry.name}"
                self._add(entry.path, os.path.realpath(inner) if is_link else inner, is_link, leads_to_folder)

    def _add(self, path: str, real: str, is_link: bool, leads_to_folder: bool) -> None:
        if is_link and real != self.real_root and not real.startswith(self.real_root.rstrip(os.sep) + os.sep):
            self.skipped.append(_shown(self.root, Path(path)))
        elif leads_to_folder and is_link:
            self.pending.appendleft((path, real))
        elif leads_to_folder:
            self.pending.append((path, real))
        else:
            (self.linked if is_link else self.found).setdefault(real, path)


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle, or where nobody may look
        return False
