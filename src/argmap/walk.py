"""Finds the claim files in folders that may hold anything."""

import os
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from argmap.files import is_folder

SUFFIXES = (".yaml", ".yml")


class Walk:
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
        if is_link and real != self.real_root and not holds(self.real_root, real):
            self.skipped.append(shown(self.root, Path(path)))
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


def holds(folder: str, file: str) -> bool:
    """Whether a file lies somewhere in a folder; both are real paths."""
    return file.startswith(folder.rstrip(os.sep) + os.sep)


def shown(root: Path, path: Path) -> str:
    """A path as messages call it: relative to the project where it lies in it, with `/`."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
