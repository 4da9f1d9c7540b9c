"""One project kept in memory: open texts over saved files, and only what changed read again."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from argmap.builder import Build, join
from argmap.document import Document
from argmap.foreign import is_foreign
from argmap.language_server.open_texts import OpenText
from argmap.language_server.snapshot import Snapshot
from argmap.language_server.uris import uri_of
from argmap.parts import Part, read_part
from argmap.project import Location, Project, claim_files, is_left_out, read_file
from argmap.reader import read_document
from argmap.rereading import read_again
from argmap.walk import shown


@dataclass(frozen=True)
class View:
    """A project as it was read at one moment; the same object as before where nothing has changed."""

    snapshot: Snapshot
    uris: Mapping[str, tuple[str, ...]]
    """By the path of a document: what the editor calls it; several where it has the file open under several names."""
    texts: Mapping[str, OpenText]
    """By the path of a document: the text that is open."""


@dataclass(frozen=True)
class _Saved:
    """A saved file as it was read; ``stamp`` tells whether it is still the same."""

    stamp: tuple[int, ...]
    part: Part


@dataclass
class Kept:
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
            name, base = self.path_of(path), self.readable.get(real)
            if base is not None and base.document.path == name:
                document = read_again(base.document, text.text)
            else:
                document = read_document(name, text.text.encode())
            saved = self.saved.get(real)
            part = _read(document, base, saved.part if saved else None)
            part.document.source = text.source  # the same text, whose lines need not be counted twice
            known = self.opened[real] = (text.text, part)
            if base is None and not document.readable and self.location.starts:  # a text without a file has a name, but no place
                self._note(real, read_part(read_file(self.location.root, path)))  # what is saved tells what was in it
            self._note(real, part)
        return known[1]

    def _note(self, real: str, part: Part) -> None:
        if part.document.readable:
            self.readable[real] = part

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
            self._note(real, part)
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
        last = {real: part if part.document.readable else self.readable.get(real, part) for real, part in parts.items()}
        return built if _same(last.values(), parts.values()) else join(last.values())


def _read(document: Document, *known: Part | None) -> Part:
    """What a document holds: one of the parts that are known if it was read from the same, else with the entries of the first."""
    for part in known:
        if part is not None and (part.document is document or _told(part.document) == _told(document)):
            return part
    return read_part(document, known[0])


def _told(document: Document) -> tuple[str, str, bool, list[tuple[str, int, str]]]:
    """What a document was read from, and what came of it."""
    faults = [(fault.rule, fault.start, fault.message) for fault in document.faults]
    return document.path, document.source.text, document.readable, faults


def _same(some: Iterable[object], others: Iterable[object]) -> bool:
    """Whether two collections hold the very same objects in the same order."""
    return [id(each) for each in some] == [id(each) for each in others]
