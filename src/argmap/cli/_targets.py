"""Which projects the paths given to `check` lie in."""

from collections.abc import Callable
from os.path import relpath
from pathlib import Path

from argmap.errors import ArgmapError
from argmap.linter import Report, lint
from argmap.project import STDIN, Location, claim_files, locate, locate_named, open_project


def reports(paths: list[str], project: str | None) -> list[Report]:
    """Check the projects that ``paths`` lie in, each once, and report on the paths.  Raises `ArgmapError`."""
    if project is not None:
        location = locate_named(project)
        return [lint(open_project(location), _within(location, [_known(path) for path in paths]))]
    if not paths:
        here = locate(Path.cwd())
        if here is None:
            raise ArgmapError("no project here or above", "make a folder `claims`, or name the files to check")
        return [lint(open_project(here))]
    found: dict[Location, list[Path]] = {}
    for path in dict.fromkeys(paths):
        location, asked = _project_of(path)
        found.setdefault(location, []).extend(asked)
    return [lint(open_project(location), _within(location, asked)) for location, asked in found.items()]


def _known(path: str) -> Path:
    try:
        Path(path).lstat()
    except (OSError, ValueError) as error:
        raise ArgmapError(f"there is no file or folder `{path}`") from error
    return Path(path).absolute()


def _project_of(path: str) -> tuple[Location, list[Path]]:
    """The project a path lies in, or the one it is by itself, and the paths to report on (none for all)."""
    if path == STDIN:
        return locate_named(path), []
    asked = Path(_known(path))
    around = locate(asked if asked.is_dir() else asked.parent)
    if around is not None and (asked == around.root or _holds(around, asked)):
        return around, [asked]
    return locate_named(path), []


def _holds(location: Location, asked: Path) -> bool:
    """Whether a path is, or lies in, or holds what the project reads."""
    if any(asked == start or asked in start.parents for start in location.starts):
        return True
    if not any(start in asked.parents for start in location.starts):
        return False
    return asked.is_dir() or asked in claim_files(location)


def _within(location: Location, asked: list[Path]) -> Callable[[str], bool]:
    """Whether a document (by path) lies in one of the paths; any does if there are none."""
    if not asked or location.root in asked:
        return lambda path: True

    def test(path: str) -> bool:
        whole = location.root / path
        return any(whole == each or each in whole.parents for each in asked)

    return test


def as_seen_from_here(report: Report, path: str) -> str:
    """The path of a document (and of nothing else) as it can be opened from the current folder.

    Where the project lies neither around nor below this folder it stays
    relative to the project, so that no absolute path is printed.
    """
    root, here = report.project.location.root, Path.cwd()
    if root == here or not (root.is_relative_to(here) or here.is_relative_to(root)):
        return path
    return relpath(root / path, here).replace("\\", "/") if path != "<stdin>" else path
