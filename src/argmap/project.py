"""From a path on the command line to one map."""

import gc
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from argmap.builder import Build, build
from argmap.config import Config, config_in
from argmap.document import Document
from argmap.errors import ArgmapError
from argmap.files import MAX_BYTES, read_bytes
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
    return locate(Path.cwd()) or Location(shipped_root(), Config(), (shipped_root() / "claims",), shipped=True)


def locate_named(name: str) -> Location:
    """The project named by `--project`: a folder, a file, or `-` for standard input.  Raises `ArgmapError`."""
    if name == STDIN:
        return Location(Path.cwd(), Config(), (Path(STDIN),))
    path = Path(name)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise ArgmapError(f"there is no file or folder `{name}`") from error
    if not stat.S_ISDIR(mode):
        return Location(_absolute(path).parent, Config(), (_absolute(path),))
    return _in_folder(_absolute(path)) or Location(_absolute(path), Config(), (_absolute(path),))


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
    if config is None and not (folder / "claims").is_dir():
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
    """Absolute and without `..`, but with links left as they are."""
    return Path(os.path.abspath(path))


def open_project(location: Location) -> Project:
    """Read every claim file of a project.  Raises `ArgmapError` if it has none."""
    with _no_collection():
        skipped: list[str] = []
        if location.starts == (Path(STDIN),):
            documents = [_read_stdin()]
        else:
            documents = [_read(location.root, path) for path in claim_files(location, skipped)]
        if not documents:
            where = ", ".join(f"`{_shown(location.root, start)}`" for start in location.starts)
            raise ArgmapError(f"there is no claim file (`*.yaml`, `*.yml`) in {where}", "write one, or name another folder")
        return Project(location, documents, build(documents), skipped)


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
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return unreadable_document("<stdin>", f"too large: at most {MAX_BYTES:,} bytes are read")
    return read_document("<stdin>", data)


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


def claim_files(location: Location, skipped: list[str] | None = None) -> list[Path]:
    """Every claim file of a project, sorted by path, each file once.

    Left out are hidden folders, virtual environments, and links that leave the
    project; the latter are added to ``skipped``.
    """
    walk = _Walk(location.root, [] if skipped is None else skipped)
    for start in location.starts:
        walk.add(start)
    return walk.files()


class _Walk:
    """One walk over the folders of a project, which links cannot lead astray."""

    def __init__(self, root: Path, skipped: list[str]) -> None:
        self.root = root
        self.real_root = os.path.realpath(root)
        self.skipped = skipped
        self.found: dict[str, Path] = {}  # by real path; a name that is no link wins over one that is
        self.unreadable: list[Path] = []
        self.folders: set[str] = set()

    def files(self) -> list[Path]:
        """What was found, in order."""
        return sorted([*self.found.values(), *self.unreadable], key=lambda path: path.as_posix())

    def add(self, start: Path) -> None:
        """Take in a file, or a folder with all that is below it."""
        pending = [start]
        while pending:
            path = pending.pop()
            if path.is_symlink() and not self._stays_inside(path):
                self.skipped.append(_shown(self.root, path))
            elif path.is_dir():
                pending.extend(self._children(path))
            elif path.is_symlink() or path.exists():
                self._add_file(path)
            else:
                self.unreadable.append(path)

    def _stays_inside(self, path: Path) -> bool:
        try:
            real = os.path.realpath(path)
        except OSError:
            return True
        return real == self.real_root or real.startswith(self.real_root.rstrip(os.sep) + os.sep)

    def _add_file(self, path: Path) -> None:
        real = os.path.realpath(path)
        known = self.found.get(real)
        if known is None or (known.is_symlink() and not path.is_symlink()):
            self.found[real] = path

    def _children(self, folder: Path) -> list[Path]:
        real = os.path.realpath(folder)
        if real in self.folders:
            return []
        self.folders.add(real)
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError:
            self.unreadable.append(folder)
            return []
        if "pyvenv.cfg" in names:
            return []
        visible = [folder / name for name in names if not name.startswith(".")]
        return [path for path in visible if path.suffix in SUFFIXES or path.is_dir()]
