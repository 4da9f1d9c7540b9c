"""The projects that an editor works on, kept in memory: open texts over saved files, and only what changed read again."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from argmap.builder import Build, Part, join, read_part
from argmap.config import Config
from argmap.document import Document
from argmap.errors import ArgmapError
from argmap.foreign import is_foreign
from argmap.language_server.snapshot import Snapshot
from argmap.language_server.texts import OpenText
from argmap.language_server.uris import path_of, uri_of
from argmap.members import is_part, may_hold
from argmap.project import Location, Project, claim_files, is_left_out, locate, read_file, without_collection
from argmap.reader import read_document
from argmap.walk import SUFFIXES, shown

UNTITLED = "untitled:"
"""How the URI of a text begins that has no file yet."""


@dataclass(frozen=True)
class View:
    """A project as it was read at one moment; the same object as before where nothing has changed."""

    snapshot: Snapshot
    uris: Mapping[str, tuple[str, ...]]
    """By the path of a document: what the editor calls it; several where it has the file open under several names."""
    texts: Mapping[str, OpenText]
    """By the path of a document: the text that is open."""


@dataclass(frozen=True)
class World:
    """All that is open, or lies in the folders of the workspace."""

    views: Mapping[str, View]
    """By a key that stays."""
    homes: Mapping[str, tuple[str, str]]
    """By the URI of an open text: the key of the project it is part of, and its path in it."""
    wrong_settings: tuple[ArgmapError, ...]
    opened: frozenset[str] = frozenset()
    """The URIs of all open texts, those included that are part of no project."""

    def is_of(self, uri: str, key: str) -> bool:
        """Whether it is for a project to say what is wrong with a text: an open one is read as part of its own project alone."""
        return uri not in self.opened or self.homes.get(uri, ("", ""))[0] == key

    def find(self, uri: str) -> tuple[View, str] | None:
        """The project that a text is part of, and its path in it; None if it is part of none."""
        home = self.homes.get(uri)
        if home is None:
            return None
        view = self.views.get(home[0])
        return (view, home[1]) if view is not None and home[1] in view.snapshot.documents else None


@dataclass(frozen=True)
class _Home:
    """Where an open text belongs: the key of a project, and where its file really lies."""

    key: str
    real: str
    path: Path


class Workspace:
    """Reads projects.  Used by one thread at a time."""

    def __init__(self) -> None:
        self._projects: dict[str, _Kept] = {}
        self._homes: dict[str, _Home | None] = {}
        self._wrong: list[ArgmapError] = []

    def read(self, texts: Mapping[str, OpenText], folders: Iterable[str], look: bool, suspects: Collection[str] = ()) -> World:
        """All projects with the open ``texts`` (by URI) in the place of what is saved.

        Saved files are looked at if ``look``, or if a text is open that was not
        before; those of ``suspects`` (URIs) are read again even if they look as before.
        """
        look = look or texts.keys() != self._homes.keys()
        with without_collection():
            if look:
                self._look(texts, folders)
            opened: dict[str, dict[str, list[OpenText]]] = {}
            new: dict[str, dict[str, Path]] = {}
            for uri, text in texts.items():
                home = self._homes[uri]
                if home is not None:
                    opened.setdefault(home.key, {}).setdefault(home.real, []).append(text)
                    new.setdefault(home.key, {})[home.real] = home.path
            dirty = {os.path.realpath(path) for path in map(path_of, suspects) if path is not None}
            views = {key: kept.read(opened.get(key, {}), new.get(key, {}), dirty if look else None) for key, kept in self._projects.items()}
        homes = {uri: (home.key, self._projects[home.key].path_of(home.path)) for uri, home in self._homes.items() if home is not None}
        return World(views, homes, tuple(self._wrong), frozenset(texts))

    def _look(self, texts: Mapping[str, OpenText], folders: Iterable[str]) -> None:
        """Find the projects anew."""
        around = _Around(self._projects)
        wanted: dict[str, Location] = {}
        for folder in folders:
            path = path_of(folder)
            location = around.of_folder(path) if path is not None else None
            if location is not None:
                wanted.setdefault(_key(location), location)
        self._homes = {uri: around.home(text, wanted) for uri, text in texts.items()}
        self._wrong = list(around.wrong.values())
        for key, location in wanted.items():
            kept = self._projects.get(key)
            if kept is None or kept.location.root != location.root:
                self._projects[key] = _Kept(location, key.startswith(_ALONE))
            else:
                kept.location = location
        for key in self._projects.keys() - wanted.keys():
            del self._projects[key]


_ALONE = "alone:"
"""How the key of a file begins that is a project of its own."""


def _key(location: Location) -> str:
    return os.path.realpath(location.root)


class _Around:
    """Finds projects, each folder looked at once."""

    def __init__(self, kept: Mapping[str, "_Kept"]) -> None:
        self.kept = kept
        self.wrong: dict[str, ArgmapError] = {}
        self._locate = cache(self._located)
        self._files = cache(claim_files)

    def of_folder(self, folder: str) -> Location | None:
        """The project that a folder of the workspace is part of, or holds."""
        try:
            location = self._locate(folder)
        except ArgmapError:
            return None
        return location if location is not None and is_part(location, self._files(location), os.path.realpath(folder)) else None

    def home(self, text: OpenText, wanted: dict[str, Location]) -> _Home | None:
        """Where an open text belongs, as `argmap check FILE` has it; its project is added to ``wanted``.

        None for what is no claim file of the project around it.
        """
        path = path_of(text.uri)
        if path is None:
            return self._untitled(text, wanted)
        if not path.endswith(SUFFIXES):
            return None
        try:
            folder = os.path.realpath(os.path.dirname(path))  # noqa: PTH120 - a text, as all real paths are
            real = os.path.realpath(path) if os.path.lexists(path) else os.path.join(folder, os.path.basename(path))  # noqa: PTH118
            around = self._locate(os.path.dirname(real))  # noqa: PTH120
            if around is None:
                key = _ALONE + real
                location = wanted.setdefault(key, Location(Path(path).parent, Config(), (Path(path),)))
                return _Home(key, real, location.starts[0])
            if not may_hold(around, real, self._files(around)):
                return None
            named = self._locate(os.path.dirname(path))  # noqa: PTH120
        except (ArgmapError, OSError, ValueError):
            return None
        location = named if named is not None and _key(named) == _key(around) else around
        location = wanted.setdefault(_key(location), location)
        below = os.path.relpath(real, os.path.realpath(location.root))
        return _Home(_key(location), real, self._files(location).get(real) or location.root / below)

    def _untitled(self, text: OpenText, wanted: dict[str, Location]) -> _Home | None:
        """A text without a file is checked alone; one that some other program keeps is nobody's."""
        if not text.uri.startswith(UNTITLED) or text.language not in ("yaml", ""):
            return None
        name = PurePosixPath(unquote(text.uri.removeprefix(UNTITLED))).name or "untitled"
        key = _ALONE + text.uri
        wanted[key] = Location(Path(os.sep), Config(), ())
        return _Home(key, text.uri, Path(name))

    def _located(self, folder: str) -> Location | None:
        """The project around a folder; while its settings are wrong, as it was before.  Raises `ArgmapError`."""
        try:
            return locate(Path(folder))
        except ArgmapError as error:
            if error.place is None:
                raise
            root = os.path.realpath(error.place.file.parent)
            self.wrong[root] = error
            if root not in self.kept:
                raise
            return self.kept[root].location


@dataclass(frozen=True)
class _Saved:
    """A saved file as it was read; ``stamp`` tells whether it is still the same."""

    stamp: tuple[int, ...]
    part: Part


@dataclass
class _Kept:
    """A project, and what has been read of it."""

    location: Location
    is_alone: bool
    files: dict[str, Path] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    saved: dict[str, _Saved] = field(default_factory=dict)
    opened: dict[str, tuple[str, Part]] = field(default_factory=dict)
    readable: dict[str, Part] = field(default_factory=dict)
    """By where a file really lies: what was in it when it could last be read."""
    view: View | None = None

    def path_of(self, path: Path) -> str:
        """How messages call a file of this project."""
        return shown(self.location.root, path)

    def read(self, opened: Mapping[str, list[OpenText]], new: Mapping[str, Path], dirty: Collection[str] | None) -> View:
        """The project as it is now; saved files are looked at unless ``dirty`` is None, and read again if they are in it."""
        if dirty is not None:
            self.skipped.clear()
            self.files = {} if not self.location.starts else claim_files(self.location, self.skipped)
        files = self.files
        if not new.keys() <= files.keys():
            files = dict(sorted({**new, **files}.items(), key=lambda item: item[1].as_posix()))
        parts: dict[str, Part] = {}
        for real, path in files.items():
            part = self._open(real, path, opened[real][-1]) if real in opened else self._saved(real, path, dirty)
            if part is not None:
                parts[real] = part
        for kept in (self.saved, self.opened, self.readable):
            for gone in kept.keys() - files.keys():
                del kept[gone]
        return self._view(parts, files, opened)

    def _open(self, real: str, path: Path, text: OpenText) -> Part:
        known = self.opened.get(real)
        if known is None or known[0] != text.text:
            saved = self.saved.get(real)
            part = _read(read_document(self.path_of(path), text.text.encode()), saved.part if saved else None)
            known = self.opened[real] = (text.text, part)
        return known[1]

    def _saved(self, real: str, path: Path, dirty: Collection[str] | None) -> Part | None:
        """What a saved file holds; None if it is there no longer."""
        _, closed = self.opened.pop(real, ("", None))
        known = self.saved.get(real)
        if known is not None and dirty is None:
            return known.part
        try:
            status = os.stat(path)  # noqa: PTH116
            stamp: tuple[int, ...] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        except (OSError, ValueError):
            if not os.path.lexists(path):
                return None
            stamp = ()
        if known is None or not stamp or known.stamp != stamp or (dirty and real in dirty):
            part = _read(read_file(self.location.root, path), closed, known.part if known else None)
            known = self.saved[real] = _Saved(stamp, part)
        return known.part

    def _view(self, parts: Mapping[str, Part], files: Mapping[str, Path], opened: Mapping[str, list[OpenText]]) -> View:
        """The view of these parts; the one before if it is of the same."""
        kept = {real: part for real, part in parts.items() if not self._is_left_out(part)}
        documents = {part.document.path: part.document for part in kept.values()}
        texts = {kept[real].document.path: found[-1] for real, found in opened.items() if real in kept}
        uris: dict[str, tuple[str, ...]] = {}
        for real, part in kept.items():
            names = tuple(text.uri for text in opened.get(real, ()))
            uris[part.document.path] = names or (uri_of(self.location.root / files[real]),)
        snapshot = self.view.snapshot if self.view else None
        if snapshot is None or snapshot.project.location != self.location or not _same(snapshot.project.documents, documents.values()):
            foreign = {real: part.document.path for real, part in parts.items() if real not in kept}
            real_paths = {real: part.document.path for real, part in kept.items()}
            built = join(kept.values())
            project = Project(self.location, list(documents.values()), built, list(self.skipped), foreign, real_paths)
            snapshot = Snapshot(project, self._known(kept, built), documents)
        elif self.view and (self.view.uris, self.view.texts) == (uris, texts):
            return self.view
        self.view = View(snapshot, uris, texts)
        return self.view

    def _is_left_out(self, part: Part) -> bool:
        """Whether a file is somebody else's YAML; editors open any there is, and not only those that were named as claim files."""
        return is_foreign(part.document) if self.is_alone else is_left_out(self.location, part.document)

    def _known(self, parts: Mapping[str, Part], built: Build) -> Build:
        """The map with each file as it was when it could last be read."""
        last = dict(parts)
        for real, part in parts.items():
            if part.document.readable:
                self.readable[real] = part
            elif real in self.readable:
                last[real] = self.readable[real]
        return built if _same(last.values(), parts.values()) else join(last.values())


def _read(document: Document, *known: Part | None) -> Part:
    """What a document holds: one of the parts that are known if it was read from the same."""
    for part in known:
        if part is not None and _told(part.document) == _told(document):
            return part
    return read_part(document)


def _told(document: Document) -> tuple[str, str, bool, list[tuple[str, int, str]]]:
    """What a document was read from, and what came of it."""
    faults = [(fault.rule, fault.start, fault.message) for fault in document.faults]
    return document.path, document.source.text, document.readable, faults


def _same(some: Iterable[object], others: Iterable[object]) -> bool:
    """Whether two collections hold the very same objects in the same order."""
    return [id(each) for each in some] == [id(each) for each in others]
