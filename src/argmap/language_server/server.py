"""`argmap lsp`: the protocol, and which module answers what."""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

from lsprotocol import types

from argmap import __version__
from argmap.language_server.checker import Checker
from argmap.language_server.diagnostics import Publisher
from argmap.language_server.features import Features, register
from argmap.language_server.open_texts import Change, opened
from argmap.language_server.positions import Encoding
from argmap.language_server.protocol import OneLine, Protocol, Server, say, say_fault
from argmap.language_server.stream import Reader, Writer, take_streams

_PARENT = 1.0
"""How often, in seconds, is looked whether the editor's process is still there."""
_TURN = 0.001
"""How long, in seconds, the thread that checks keeps the one that answers waiting; Python's own 5 ms would be spent several times."""
_WATCHED = ("**/*.yaml", "**/*.yml", "**/argmap.toml", "**/pyproject.toml")


class Session:
    """One editor and what it has open."""

    def __init__(self) -> None:
        self.server = Server("argmap", __version__, protocol_cls=Protocol)
        self.protocol = self.server.protocol
        self.publisher = Publisher(lambda params: self.protocol.say(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params))
        self.checker = Checker(self.publisher.publish)
        self.protocol.took = self._take
        self.capabilities = types.ClientCapabilities()
        handlers: dict[str, Callable[[Any], None]] = {
            types.INITIALIZE: self._initialize,
            types.INITIALIZED: self._initialized,
            types.TEXT_DOCUMENT_DID_SAVE: self._saved,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: self._watched,
            types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: self._folders_changed,
        }
        for method, handler in handlers.items():
            self.server.on(method, handler)
        everything = types.FileOperationRegistrationOptions([types.FileOperationFilter(types.FileOperationPattern("**"), "file")])
        for method in (types.WORKSPACE_DID_CREATE_FILES, types.WORKSPACE_DID_RENAME_FILES, types.WORKSPACE_DID_DELETE_FILES):
            self.server.on(method, self._files_changed, everything)
        register(self.server, Features(self.checker, self.publisher, self.can))

    def can(self, *way: str) -> Any:
        """What the editor says of itself at the end of a way through its capabilities; None if that is nothing."""
        at: Any = self.capabilities
        for name in way:
            at = getattr(at, name, None)
        return at

    def _initialize(self, params: types.InitializeParams) -> None:
        self.capabilities = params.capabilities
        told = ("text_document", "publish_diagnostics")
        self.publisher.has_related = bool(self.can(*told, "related_information"))
        self.publisher.has_versions = bool(self.can(*told, "version_support"))
        tags = self.can(*told, "tag_support", "value_set")
        self.publisher.has_tags = types.DiagnosticTag.Unnecessary in (tags or ())
        folders = [folder.uri for folder in params.workspace_folders or ()]
        if not folders and params.root_uri:
            folders = [params.root_uri]
        self.checker.folders = folders
        if params.process_id is not None:
            self._watch_parent(params.process_id)

    def _initialized(self, params: types.InitializedParams) -> None:
        encoding = self.server.server_capabilities.position_encoding
        self.publisher.encoding = Encoding(str(getattr(encoding, "value", encoding) or "utf-16"))
        self.checker.change(look=True)
        if self.can("workspace", "did_change_watched_files", "dynamic_registration"):
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(pattern) for pattern in _WATCHED])
            registration = types.Registration("argmap-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.server.client_register_capability(types.RegistrationParams([registration]))

    def _take(self, method: str, params: Any) -> None:
        """Keep the open texts as the editor has them."""
        texts = self.checker.texts
        uri = params.text_document.uri
        if method == types.TEXT_DOCUMENT_DID_OPEN:
            document = params.text_document
            texts[uri] = opened(uri, document.version, document.text, document.language_id)
        elif uri not in texts:
            say(f"`{uri}` is not open")
            return
        elif method == types.TEXT_DOCUMENT_DID_CLOSE:
            del texts[uri]
        else:
            changes = [_change(each) for each in params.content_changes]
            texts[uri] = texts[uri].changed(params.text_document.version, changes, self.publisher.encoding)
        self.checker.change(look=method != types.TEXT_DOCUMENT_DID_CHANGE)

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        self.checker.change(look=True, suspects=[params.text_document.uri])

    def _watched(self, params: types.DidChangeWatchedFilesParams) -> None:
        self.checker.change(look=True, suspects=[change.uri for change in params.changes])

    def _files_changed(self, params: Any) -> None:
        self.checker.change(look=True)

    def _folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        removed = {folder.uri for folder in params.event.removed}
        kept = [uri for uri in self.checker.folders if uri not in removed]
        self.checker.folders = list(dict.fromkeys([*kept, *(folder.uri for folder in params.event.added)]))
        self.checker.change(look=True)

    def _watch_parent(self, process: int) -> None:
        """End when the editor's process has: its end of the pipe may be held open by another one."""
        if os.name != "posix" or not _is_running(process):  # an editor outside of this container has a number of no meaning here
            return

        async def watch() -> None:
            while _is_running(process):
                await asyncio.sleep(_PARENT)
            self.protocol.ended(1)

        self._parent = asyncio.ensure_future(watch())

    async def serve(self) -> int:
        """Talk until the editor says that it is enough, or is gone; returns the exit status."""
        loop = asyncio.get_running_loop()
        inbox: asyncio.Queue[bytes | None] = asyncio.Queue()
        status: asyncio.Future[int] = loop.create_future()

        def end(with_status: int) -> None:
            if not status.done():
                status.set_result(with_status)

        def lost() -> None:
            loop.call_soon_threadsafe(end, 1)

        def take(body: bytes | None) -> None:
            loop.call_soon_threadsafe(inbox.put_nowait, body)

        source, target = take_streams()
        writer = Writer(target, lost)
        self.protocol.set_writer(writer)
        self.protocol.ended = end
        reader = Reader(source, take, say)
        for thread in (writer, reader):
            thread.start()
        tasks = [asyncio.ensure_future(self.checker.run()), asyncio.ensure_future(self._take_all(inbox))]
        result = await status
        for task in tasks:
            task.cancel()
        writer.close()
        return result

    async def _take_all(self, inbox: "asyncio.Queue[bytes | None]") -> None:
        while (body := await inbox.get()) is not None:
            try:
                self.protocol.take(body)
            except Exception as error:  # a fault of ours must not end the server
                say_fault("a message", error)
            if inbox.empty():
                await asyncio.sleep(0)
        self.protocol.ended(0 if self.protocol.is_shut_down else 1)


def _change(change: Any) -> Change:
    range = getattr(change, "range", None)
    if range is None:
        return Change(None, None, change.text)
    return Change((range.start.line, range.start.character), (range.end.line, range.end.character), change.text)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True  # it is somebody else's
    return True


def serve(put: Callable[[str], None]) -> int:
    """Talk to an editor over standard input and output, and return the exit status; ``put`` prints a line on stderr."""
    logging.basicConfig(handlers=[OneLine(put)], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    gc.disable()  # the checker looks for garbage when nobody types
    sys.setswitchinterval(_TURN)

    async def session() -> int:
        return await Session().serve()

    return asyncio.run(session())
