"""Which projects the paths given to `check` and `fmt` lie in, and which files they stand for."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from os.path import relpath
from pathlib import Path

from argmap.errors import ArgmapError
from argmap.files import is_folder
from argmap.linter import Report, lint
from argmap.project import STDIN, Location, Project, claim_files, existing, here, locate, locate_named, open_project


def reports(paths: list[str], project: str | None) -> list[Report]:
    """Check the projects that ``paths`` lie in, each once, and report on the paths.  Raises `ArgmapError`."""
    if project is not None:
        opened = open_project(locate_named(project))
        asked = {path: _real(path) for path in paths}
        for path, real in asked.items():
            _refuse_stranger(opened.location, opened.real_paths, path, real)
        return [_report(opened, asked.values())]
    if not paths:
        around = locate(here())
        if around is None:
            raise ArgmapError("no project here or above", "make a folder `claims`, or name the files to check")
        return [lint(open_project(around))]
    targets = _Targets()
    for path in dict.fromkeys(paths):
        targets.add(path)
    return [_report(open_project(location), asked) for location, asked in targets.asked.values()]


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
        if around is None or not _is_part(around, self._files(around), real):
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


def _is_part(location: Location, files: Iterable[str], real: str) -> bool:
    """Whether a real path is a project's root or one of its claim files, or holds one."""
    return real == os.path.realpath(location.root) or real in files or any(_holds(real, file) for file in files)


def _holds(folder: str, file: str) -> bool:
    return file.startswith(folder.rstrip(os.sep) + os.sep)


def _report(project: Project, asked: Iterable[str]) -> Report:
    """The report on the documents that lie in one of some real paths; on all if there are none."""
    wanted = _chosen(project.location, project.real_paths, asked)
    return lint(project) if wanted is None else lint(project, {project.real_paths[real] for real in wanted}.__contains__)


def _chosen(location: Location, files: Iterable[str], asked: Iterable[str]) -> list[str] | None:
    """Which of a project's files (by where they really lie) are asked for or lie in a folder that is; None for all."""
    wanted = set(asked)
    if not wanted or os.path.realpath(location.root) in wanted:
        return None
    every = list(files)
    folders = wanted.difference(every)
    return [real for real in every if real in wanted or any(_holds(folder, real) for folder in folders)]


@dataclass(frozen=True)
class Target:
    """A file to read: where it is, and how it is called in messages."""

    path: Path
    shown: str
    is_named: bool
    """Whether it was named itself, and not the folder or project it lies in."""


def targets(paths: list[str], project: str | None, skipped: list[str]) -> list[Target]:
    """The claim files that ``paths`` stand for, each once; without paths those of the project around here.

    Links that leave a project are added to ``skipped``.  Raises `ArgmapError`
    where there is no such file or folder, or no claim file in it.
    """
    found: dict[str, Target] = {}
    for location, asked in _asked(paths, project):
        links: list[str] = []
        files = claim_files(location, links)
        chosen = _chosen(location, files, asked)
        seen = _seen_from_here(location.root) or str
        skipped.extend(seen(link) for link in links if chosen is None)
        if not (files if chosen is None else chosen):
            raise ArgmapError(f"there is no claim file (`*.yaml`, `*.yml`) in `{location.root.name}`", "name another folder")
        for real in files if chosen is None else chosen:
            path = files[real]
            name = path.relative_to(location.root).as_posix() if path.is_relative_to(location.root) else path.as_posix()
            found.setdefault(real, Target(path, seen(name), real in asked))
    return list(found.values())


def _asked(paths: list[str], project: str | None) -> list[tuple[Location, list[str]]]:
    """The projects that paths lie in, each with the real paths asked for.  Raises `ArgmapError`."""
    if project is not None:
        location = locate_named(project)
        asked = {path: _real(path) for path in paths}
        files = claim_files(location)
        for path, real in asked.items():
            _refuse_stranger(location, files, path, real)
        return [(location, list(asked.values()))]
    if not paths:
        around = locate(here())
        if around is None:
            raise ArgmapError("no project here or above", "make a folder `claims`, or name the files")
        return [(around, [])]
    found = _Targets()
    for path in dict.fromkeys(paths):
        found.add(path)
    return list(found.asked.values())


def _refuse_stranger(location: Location, files: Iterable[str], path: str, real: str) -> None:
    if not _is_part(location, files, real):
        raise ArgmapError(f"`{path}` is not part of this project", "leave out `--project`, or name what the project reads")


def seen_from_here(report: Report) -> Callable[[str], str] | None:
    """What turns the path of a document (and of nothing else) into one that can be opened from the current folder.

    Where the project lies neither around nor below this folder paths stay
    relative to the project, so that no absolute path is printed, and this is None.
    """
    return _seen_from_here(report.project.location.root)


def _seen_from_here(root: Path) -> Callable[[str], str] | None:
    try:
        current = here()
    except ArgmapError:
        return None
    if root == current or not (root.is_relative_to(current) or current.is_relative_to(root)):
        return None
    return cache(lambda path: relpath(root / path, current).replace("\\", "/") if path != "<stdin>" else path)
