"""The projects that an editor works on, kept in memory."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from argmap.errors import ArgmapError
from argmap.language_server.around import ALONE, Around, Home, key_of
from argmap.language_server.kept import Kept, View
from argmap.language_server.open_texts import OpenText
from argmap.language_server.uris import path_of
from argmap.project import Location, without_collection


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


class Workspace:
    """Reads projects.  Used by one thread at a time."""

    def __init__(self) -> None:
        self._projects: dict[str, Kept] = {}
        self._homes: dict[str, Home | None] = {}
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
        around = Around(self._projects)
        wanted: dict[str, Location] = {}
        for folder in folders:
            path = path_of(folder)
            location = around.of_folder(path) if path is not None else None
            if location is not None:
                wanted.setdefault(key_of(location), location)
        self._homes = {uri: around.home(text, wanted) for uri, text in texts.items()}
        self._wrong = list(around.wrong.values())
        for key, location in wanted.items():
            kept = self._projects.get(key)
            if kept is None or kept.location.root != location.root:
                self._projects[key] = Kept(location, key.startswith(ALONE))
            else:
                kept.location = location
        for key in self._projects.keys() - wanted.keys():
            del self._projects[key]
