"""Reads and checks what is open, in a thread of its own, whenever something has changed."""

import asyncio
import gc
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argmap.language_server.open_texts import OpenText
from argmap.language_server.protocol import say_fault
from argmap.language_server.workspace import View, Workspace, World
from argmap.linter import Report, lint

PAUSE = 0.03
"""For how many seconds nothing must have changed before a check begins: keys are not checked one by one while they come quickly."""
LONGEST_PAUSE = 0.15
LOOK = 2.0
"""After how many seconds saved files are looked at again, for editors that do not say when files change."""
ROUNDS = 100
"""After how many checks garbage is looked for, as soon as nothing has changed for `IDLE` seconds."""
IDLE = 1.0

_T = TypeVar("_T")


class _Stale(Exception):
    """What is being checked is not what is open any more."""


class Checker:
    """The last that was read and found of all projects.

    All but the reading, checking and publishing itself runs in the thread of
    the event loop.  ``revision`` counts the changes; what was read and found is that of
    the revision that ``read`` and ``checked`` tell.
    """

    def __init__(self, publish: Callable[[World, dict[str, Report]], None]) -> None:
        self.texts: dict[str, OpenText] = {}
        self.folders: list[str] = []
        self.world = World({}, {}, ())
        self.reports: dict[str, Report] = {}
        """By the key of a project: what a check found last."""
        self._reported = self.world
        """The projects that this was found in; ``world`` may be newer."""
        self.revision = 0
        self.read = 0
        self.checked = 0
        self._publish = publish
        self._workspace = Workspace()
        self._found: dict[str, tuple[View, Report]] = {}
        self._suspects: set[str] = set()
        self._must_look = True
        self._looked = 0.0
        self._rounds = 0
        self._pool = ThreadPoolExecutor(1, "checker")
        self._changed = asyncio.Event()
        self._hurried = asyncio.Event()
        self._news = asyncio.Condition()

    def change(self, look: bool = False, suspects: Iterable[str] = ()) -> None:
        """Note that something has changed; ``look`` if it may be saved files, ``suspects`` those that certainly are other ones."""
        self.revision += 1
        self._must_look = self._must_look or look
        self._suspects.update(suspects)
        self._changed.set()

    async def current(self) -> World:
        """All projects as they are now."""
        wanted = self.revision
        if self.read < wanted:
            self._hurried.set()
        async with self._news:
            await self._news.wait_for(lambda: self.read >= wanted)
        return self.world

    async def found(self, uri: str) -> tuple[View, str, Report] | None:
        """The project of a text as it is now, the text's path in it, and what a check of it finds; None if it is part of none."""
        wanted = self.revision
        if self.checked < wanted:
            self._hurried.set()
        async with self._news:
            await self._news.wait_for(lambda: self.checked >= wanted)
        home = self._reported.find(uri)
        report = self.reports.get(self._reported.homes[uri][0]) if home is not None else None
        return (*home, report) if home is not None and report is not None else None

    async def run(self) -> None:
        """Read and check, again and again."""
        while True:
            await self._tidy()
            await self._changed.wait()
            await self._pause()
            revision = self.revision
            self._changed.clear()
            self._hurried.clear()
            try:
                await self._read(revision)
                await self._check(revision)
            except _Stale:
                continue
            except Exception as error:  # a fault of ours must not end the server
                say_fault("the check", error)
                self.read = self.checked = revision
            async with self._news:
                self._news.notify_all()

    async def _tidy(self) -> None:
        """Look for garbage now and then, when nobody types: in a large map it takes a quarter of a second."""
        self._rounds += 1
        if self._rounds < ROUNDS:
            return
        try:
            await asyncio.wait_for(self._changed.wait(), IDLE)
        except TimeoutError:
            self._rounds = 0
            await self._in_thread(gc.collect)

    async def _pause(self) -> None:
        """Wait until nothing changes for a moment, unless an answer waits for this."""
        end = time.monotonic() + LONGEST_PAUSE
        revision = -1
        while revision != self.revision and time.monotonic() < end and not self._hurried.is_set():
            revision = self.revision
            try:
                await asyncio.wait_for(self._hurried.wait(), PAUSE)
            except TimeoutError:
                continue

    async def _read(self, revision: int) -> None:
        now = time.monotonic()
        look = self._must_look or now - self._looked > LOOK
        suspects, self._suspects = self._suspects, set()
        if look:
            self._must_look, self._looked = False, now
        texts, folders = dict(self.texts), list(self.folders)
        self.world = await self._in_thread(lambda: self._workspace.read(texts, folders, look, suspects))
        self.read = revision
        async with self._news:
            self._news.notify_all()

    async def _check(self, revision: int) -> None:
        """Check the projects that changed.  Raises `_Stale` as soon as this is of no use any more."""

        def go_on() -> None:
            if self.revision != revision:
                raise _Stale

        world = self.world
        for key in self._found.keys() - world.views.keys():
            del self._found[key]
        for key, view in world.views.items():
            known = self._found.get(key)
            if known is None or known[0].snapshot is not view.snapshot:
                project = view.snapshot.project
                report = await self._in_thread(lambda project=project: lint(project, before_rule=go_on))  # type: ignore[misc]
                go_on()
                known = (view, report)
            self._found[key] = (view, known[1])
        go_on()
        self._reported = world
        self.reports = reports = {key: report for key, (_, report) in self._found.items()}
        self.checked = revision
        await self._in_thread(lambda: self._publish(world, reports))

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)
