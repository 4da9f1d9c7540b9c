"""Which projects the open texts and the folders of the workspace are part of."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from argmap.config import Config
from argmap.errors import ArgmapError
from argmap.language_server.kept import Kept
from argmap.language_server.open_texts import OpenText
from argmap.language_server.uris import path_of
from argmap.members import is_part, may_hold
from argmap.project import Location, claim_files, locate
from argmap.walk import SUFFIXES

UNTITLED = "untitled:"
"""How the URI of a text begins that has no file yet."""


@dataclass(frozen=True)
class Home:
    """Where an open text belongs: the key of a project, and where its file really lies."""

    key: str
    real: str
    path: Path


ALONE = "alone:"
"""How the key of a file begins that is a project of its own."""


def key_of(location: Location) -> str:
    """The key of the project that lies somewhere: where its folder really is."""
    return os.path.realpath(location.root)


class Around:
    """Finds projects, each folder looked at once."""

    def __init__(self, kept: Mapping[str, Kept]) -> None:
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

    def home(self, text: OpenText, wanted: dict[str, Location]) -> Home | None:
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
                key = ALONE + real
                location = wanted.setdefault(key, Location(Path(path).parent, Config(), (Path(path),)))
                return Home(key, real, location.starts[0])
            if not may_hold(around, real, self._files(around)):
                return None
            named = self._locate(os.path.dirname(path))  # noqa: PTH120
        except (ArgmapError, OSError, ValueError):
            return None
        location = named if named is not None and key_of(named) == key_of(around) else around
        location = wanted.setdefault(key_of(location), location)
        below = os.path.relpath(real, os.path.realpath(location.root))
        return Home(key_of(location), real, self._files(location).get(real) or location.root / below)

    def _untitled(self, text: OpenText, wanted: dict[str, Location]) -> Home | None:
        """A text without a file is checked alone; one that some other program keeps is nobody's."""
        if not text.uri.startswith(UNTITLED) or text.language not in ("yaml", ""):
            return None
        name = PurePosixPath(unquote(text.uri.removeprefix(UNTITLED))).name or "untitled"
        key = ALONE + text.uri
        wanted[key] = Location(Path(os.sep), Config(), ())
        return Home(key, text.uri, Path(name))

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
