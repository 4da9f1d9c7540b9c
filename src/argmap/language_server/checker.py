"""Reads and checks what is open, in a thread of its own, whenever something has changed."""

import asyncio
import gc
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar

from argmap.config import Config
from argmap.language_server.kept import View
from argmap.language_server.open_texts import OpenText
from argmap.language_server.protocol import say_fault
from argmap.language_server.workspace import Workspace, World
from argmap.linter import Memory, Report, lint

PAUSE = 0.03
"""For how many seconds at the most nothing must have changed before a check begins: keys that come quickly are not checked one by
one.  Less before a check that is short (see `SHARE`), for then little is lost if it was in vain."""
SHARE = 0.2
"""How long that pause is, as a share of what reading and checking took the last time."""
LONGEST_PAUSE = 0.15
LOOK = 2.0
"""After how many seconds saved files are looked at again, for editors that do not say when files change."""
IDLE = 1.0
"""For how many seconds nothing must have changed before garbage is looked for."""
MANY = 100_000
"""From how many new objects on they are not looked through for garbage: it would keep the next key waiting."""

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
        self._memories: dict[str, tuple[Config, Memory]] = {}
        """By the key of a project: what its checks need not find out again as long as its settings are these."""
        self._suspects: set[str] = set()
        self._must_look = True
        self._looked = 0.0
        self._took = PAUSE / SHARE
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
            start = time.monotonic()
            revision = self.revision
            self._changed.clear()
            self._hurried.clear()
            try:
                await self._read(revision)
                await self._check(revision)
                self._took = time.monotonic() - start
            except _Stale:
                continue
            except Exception as error:  # a fault of ours must not end the server
                say_fault("the check", error)
                self.read = self.checked = revision
            async with self._news:
                self._news.notify_all()

    async def _tidy(self) -> None:
        """Look for garbage when nobody types, among what is new since the last time.

        Python would do so at any time, and look through a whole project, which
        takes half a second if it is large.  What is read and found of a project
        refers to nothing in a circle, so it is gone when nobody needs it.
        """
        try:
            async with asyncio.timeout(IDLE):  # `wait_for` of Python 3.11 may lose that the server is to end
                await self._changed.wait()
        except TimeoutError:
            if gc.get_count()[0] < MANY:
                await self._in_thread(gc.collect)
            gc.freeze()

    async def _pause(self) -> None:
        """Wait until nothing changes for a moment, unless an answer waits for this."""
        end = time.monotonic() + LONGEST_PAUSE
        revision = -1
        while revision != self.revision and time.monotonic() < end and not self._hurried.is_set():
            revision = self.revision
            with suppress(TimeoutError):
                async with asyncio.timeout(min(PAUSE, self._took * SHARE)):
                    await self._hurried.wait()

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
        for key in self._memories.keys() - world.views.keys():
            del self._memories[key]
        for key, view in world.views.items():
            known = self._found.get(key)
            if known is None or known[0].snapshot is not view.snapshot:
                project, memory = view.snapshot.project, self._memory(key, view.snapshot.project.location.config)
                report = await self._in_thread(partial(lint, project, before_rule=go_on, memory=memory))
                go_on()
                known = (view, report)
            self._found[key] = (view, known[1])
        go_on()
        self._reported = world
        self.reports = reports = {key: report for key, (_, report) in self._found.items()}
        self.checked = revision
        await self._in_thread(lambda: self._publish(world, reports))

    def _memory(self, key: str, config: Config) -> Memory:
        known = self._memories.get(key)
        if known is None or known[0] != config:
            known = self._memories[key] = config, Memory()
        return known[1]

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)
