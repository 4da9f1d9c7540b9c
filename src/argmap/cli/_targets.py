"""Which projects the paths given to a command lie in, and which files they stand for."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from os.path import relpath
from pathlib import Path

from argmap.config import Config
from argmap.display import choice
from argmap.entries import KEYS
from argmap.errors import ArgmapError
from argmap.files import is_folder
from argmap.members import is_part, may_hold
from argmap.project import (
    STDIN,
    Location,
    Project,
    claim_files,
    existing,
    here,
    locate,
    locate_named,
    no_project,
    nothing_in,
    open_project,
    refuse_barren,
)
from argmap.walk import SUFFIXES, holds, shown


@dataclass(frozen=True)
class Target:
    """A project, and which of its files are asked about."""

    project: Project
    paths: frozenset[str] | None
    """The paths of the documents that are asked about; None for all."""
    is_stdin: bool = False
    """Whether what is asked about was read from standard input."""

    def holds(self, path: str) -> bool:
        """Whether the document with this path is asked about."""
        return self.paths is None or path in self.paths


def targets(paths: list[str], project: str | None) -> list[Target]:
    """The projects that ``paths`` lie in, each once, read; without paths the project around here.  Raises `ArgmapError`."""
    return [_target(open_project(location), asked) for location, asked in _asked(paths, project)]


@dataclass(frozen=True)
class ClaimFile:
    """A file to read by itself: where it is, and how it is called in messages."""

    path: Path
    shown: str
    is_named: bool
    """Whether it was named itself, and not the folder or project it lies in."""


def files_of(paths: list[str], project: str | None, skipped: list[str]) -> list[ClaimFile]:
    """The claim files that ``paths`` stand for, each once; without paths those of the project around here.

    Links that leave a project are added to ``skipped``.  Raises `ArgmapError`
    where there is no such file or folder, or no claim file in it.
    """
    found: dict[str, ClaimFile] = {}
    for location, asked in _asked(paths, project):
        links: list[str] = []
        files = claim_files(location, links)
        wanted = _chosen(location, files, asked)
        seen = _seen_from_here(location.root) or str
        skipped.extend(seen(link) for link in links if wanted is None)
        if not (files if wanted is None else wanted):
            raise nothing_in(location, links)
        if wanted is None:
            refuse_barren(location, files)
        for real in files if wanted is None else wanted:
            found.setdefault(real, ClaimFile(files[real], seen(shown(location.root, files[real])), real in asked))
    return list(found.values())


def _asked(paths: list[str], project: str | None) -> list[tuple[Location, list[str]]]:
    """The projects that paths lie in, each with the real paths asked for.  Raises `ArgmapError`."""
    if project is not None:
        location = locate_named(project)
        asked = {path: _real(path) for path in paths}
        files = claim_files(location) if paths else {}
        for path, real in asked.items():
            if not is_part(location, files, real):
                raise _stranger(path)
        return [(location, list(asked.values()))]
    if not paths:
        around = locate(here())
        if around is None:
            raise no_project()
        return [(around, [])]
    found = _Targets()
    for path in dict.fromkeys(paths):
        found.add(path)
    return list(found.asked.values())


def stdin_target(name: str, project: str | None) -> Target:
    """The project in which standard input stands for a file, there or not yet.  Raises `ArgmapError`."""
    if not name.endswith(SUFFIXES):
        raise ArgmapError(f"`{name}` is not the name of a claim file", "a claim file ends in `.yaml` or `.yml`")
    folder = existing(str(Path(name).parent))
    real = os.path.join(os.path.realpath(folder), Path(name).name)  # noqa: PTH118 - a text, as all real paths are
    if os.path.lexists(real):
        real = os.path.realpath(real)
    around = locate_named(project) if project is not None else locate(folder)
    if around is None or not may_hold(around, real):
        if project is not None:
            raise _stranger(name)
        around = Location(folder, Config(), (Path(real),))
    opened = open_project(around, stdin_for=real)
    return Target(opened, frozenset({opened.real_paths[real]}), is_stdin=True)


def _stranger(name: str) -> ArgmapError:
    """The error for a path that `--project` does not hold."""
    return ArgmapError(f"`{name}` is not part of this project", "leave out `--project`, or name what the project reads")


class _Targets:
    """Paths by the projects they lie in.

    Paths are compared by where they really lie, so that `..` and links lead to
    the same file or folder here as they do for the system.
    """

    def __init__(self) -> None:
        self.asked: dict[tuple[str, ...], tuple[Location, list[str]]] = {}
        self._located = cache(locate)
        self._files = cache(claim_files)

    def add(self, path: str) -> None:
        """Take in a path.  Raises `ArgmapError` if there is no such file or folder."""
        real = _real(path)
        location = self._around(path, real) or locate_named(path)
        key = tuple(os.path.realpath(each) for each in (location.root, *location.starts))
        self.asked.setdefault(key, (location, []))[1].append(real)

    def _around(self, path: str, real: str) -> Location | None:
        """The project that a path is part of, by the name it has from here if it has one."""
        if path == STDIN:
            return None
        around = self._located(_folder(Path(real)))
        if around is None or not is_part(around, self._files(around), real):
            return None
        named = existing(path, follow=False)
        if str(named) != real:
            other = self._located(_folder(named))
            if other is not None and os.path.realpath(other.root) == str(around.root):
                return other
        return around


def _folder(path: Path) -> Path:
    return path if is_folder(path) else path.parent


def _real(path: str) -> str:
    """Where a path really leads.  Raises `ArgmapError` if there is no such file or folder."""
    return path if path == STDIN else os.path.realpath(existing(path, follow=False))


def _target(project: Project, asked: Iterable[str]) -> Target:
    """The documents that lie in one of some real paths; all if there are none."""
    if STDIN in project.real_paths:
        return Target(project, None, is_stdin=True)
    asked = list(asked)
    wanted = _chosen(project.location, project.real_paths, asked)
    if wanted is None:
        refuse_barren(project.location, project.real_paths)
        return Target(project, None)
    for real in asked:
        if real not in project.real_paths and not any(holds(real, file) for file in project.real_paths):
            name = shown(Path(os.path.realpath(project.location.root)), Path(real))
            raise ArgmapError(f"`{name}` is no claim file, and holds none", f"a claim file begins with {choice(KEYS.values())}")
    return Target(project, frozenset(project.real_paths[real] for real in wanted))


def _chosen(location: Location, files: Iterable[str], asked: Iterable[str]) -> list[str] | None:
    """Which of a project's files (by where they really lie) are asked for or lie in a folder that is; None for all."""
    wanted = set(asked)
    if not wanted or os.path.realpath(location.root) in wanted:
        return None
    every = list(files)
    folders = wanted.difference(every)
    return [real for real in every if real in wanted or any(holds(folder, real) for folder in folders)]


def seen_from_here(project: Project) -> Callable[[str], str] | None:
    """What turns the path of a document (and of nothing else) into one that can be opened from the current folder.

    Where the project lies neither around nor below this folder paths stay
    relative to the project, so that no absolute path is printed, and this is None.
    """
    return _seen_from_here(project.location.root)


def _seen_from_here(root: Path) -> Callable[[str], str] | None:
    try:
        current = here()
    except ArgmapError:
        return None
    if root == current or not (root.is_relative_to(current) or current.is_relative_to(root)):
        return None
    return cache(lambda path: relpath(root / path, current).replace("\\", "/") if path != "<stdin>" else path)
