"""The protocol as pygls has it, made to answer whatever comes, and to end when it should."""

import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import PurePath
from traceback import extract_tb
from typing import Any, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from argmap.display import shortened, visible
from argmap.errors import ArgmapError
from argmap.language_server.stream import framed

log = logging.getLogger("argmap.language_server")
_Errors = types.ErrorCodes
_LONGEST_NAME = 100

Handler = Callable[[Any], Awaitable[Any]]


class Protocol(LanguageServerProtocol):
    """What pygls leaves open: a request that cannot be understood is answered too, and so is one at the wrong time.

    pygls would keep the open texts as well, by lines of its own; here the server does (see `open_texts`).
    """

    ended: Callable[[int], None] = staticmethod(lambda status: None)
    """What to call with the exit status when the editor says that it is time."""
    took: Callable[[str, Any], None] = staticmethod(lambda method, params: None)
    """What to call for each notification about open texts, in their order."""
    is_shut_down = False
    """Whether the editor has asked the server to end."""
    _greeted = False

    def take(self, body: bytes) -> None:
        """Act on one message."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError) as error:
            self.refuse(None, _Errors.ParseError, f"this is no JSON: {error}")
            return
        if not isinstance(data, dict):
            self.refuse(None, _Errors.InvalidRequest, "a message is a JSON object")
            return
        id, method = data.get("id"), data.get("method")
        is_id = isinstance(id, str) or (isinstance(id, int) and not isinstance(id, bool))
        if method is None and is_id and ("result" in data or "error" in data):
            self._take_answer(data)
        elif data.get("jsonrpc") != "2.0" or not isinstance(method, str) or not ("id" not in data or is_id):
            self.refuse(
                id if is_id else None, _Errors.InvalidRequest, "a request has `jsonrpc`, `method` and, if it is to be answered, `id`"
            )
        elif is_id:
            self._take_request(data, cast("str | int", id), method)
        else:
            self._take_notification(data, method)

    def _take_answer(self, data: dict[str, Any]) -> None:
        try:
            self.handle_message(self.structure_message(data))
        except Exception as error:
            say(f"an answer of the editor cannot be understood: {error}")

    def _take_request(self, data: dict[str, Any], id: str | int, method: str) -> None:
        if self.is_shut_down:
            self.refuse(id, _Errors.InvalidRequest, "the server is shut down")
        elif method == types.INITIALIZE and self._greeted:
            self.refuse(id, _Errors.InvalidRequest, "the server is initialized already")
        elif method != types.INITIALIZE and not self._greeted:
            self.refuse(id, _Errors.ServerNotInitialized, "the server is not initialized yet")
        elif not self._answers(method):  # pygls leaves it unanswered, and ends in the middle of itself at a request to `exit`
            self.refuse(id, _Errors.MethodNotFound, f"there is no request `{shortened(visible(method), _LONGEST_NAME)}`")
        else:
            try:
                message = self.structure_message(data)
            except Exception as error:
                self.refuse(id, _Errors.InvalidParams, f"the parameters of `{visible(method)}` are not as they should be: {_cause(error)}")
                return
            self._greeted = True
            self.is_shut_down = method == types.SHUTDOWN
            self.handle_message(message)

    def _take_notification(self, data: dict[str, Any], method: str) -> None:
        if method == types.EXIT:
            self.ended(0 if self.is_shut_down else 1)
        elif self.is_shut_down or not self._greeted or not self._knows(method):
            pass  # as the protocol says
        else:
            try:
                self.handle_message(self.structure_message(data))
            except Exception as error:
                say(f"`{visible(method)}` cannot be understood: {_cause(error)}")

    def _knows(self, method: str) -> bool:
        return method in self.fm.features or method in self.fm.builtin_features

    def _answers(self, method: str) -> bool:
        """Whether a method is one that is answered, and no notification."""
        return self._knows(method) and types.METHOD_TO_TYPES[method][1] is not None

    def refuse(self, id: str | int | None, code: int, message: str) -> None:
        """Answer a request with an error."""
        self.tell({"id": id, "error": {"code": int(code), "message": message}})

    def say(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification whose parameters are JSON already."""
        self.tell({"method": method, "params": params})

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message that is JSON already."""
        if self.writer is not None:
            self.writer.write(framed(json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode()))

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take in a text that was opened."""
        self.took(types.TEXT_DOCUMENT_DID_OPEN, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take in a change of a text."""
        self.took(types.TEXT_DOCUMENT_DID_CHANGE, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Take in that a text was closed."""
        self.took(types.TEXT_DOCUMENT_DID_CLOSE, params)


class Server(LanguageServer):
    """The server of pygls, but that what goes wrong is said on stderr, and not in the editor's face."""

    protocol: Protocol

    def on(self, method: str, handler: Callable[[Any], None], options: Any = None) -> None:
        """Call a handler for each notification of a method, at once."""

        # pygls marks what it calls with attributes, which a method cannot have.
        def act(params: Any) -> None:
            handler(params)

        self.feature(method, options)(act)

    def answer(self, method: str, handler: Handler, options: Any = None) -> None:
        """Answer the requests of a method; failures are errors of the protocol, and faults of the program also a line on stderr."""

        async def act(params: Any) -> Any:
            try:
                return await handler(params)
            except ArgmapError as error:
                said = visible(error.message) + (f"; {visible(error.help)}" if error.help else "")
                raise JsonRpcException(said, types.LSPErrorCodes.RequestFailed.value) from None
            except Exception as error:
                raise JsonRpcException(f"argmap failed: {say_fault(f'`{method}`', error)}", types.ErrorCodes.InternalError.value) from None

        self.feature(method, options)(act)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Say in one line what went wrong, if it has not been said."""
        if not isinstance(error, JsonRpcException):
            say_fault("a message", error)


def _cause(error: BaseException) -> str:
    """The innermost reason why something could not be understood, in one line."""
    while True:
        inner = error.__cause__ or next(iter(getattr(error, "exceptions", ())), None)
        if inner is None:
            return visible(f"{type(error).__name__}: {error}")[:200]
        error = inner


def say(text: str) -> None:
    """Say something in one line on stderr, where editors keep a log."""
    log.warning("%s", visible(text)[:500])


def say_fault(what: str, error: BaseException) -> str:
    """Say what went wrong that should not have, and where in the program; returns the former."""
    said = f"{type(error).__name__}: {visible(str(error))[:200]}"
    frames = extract_tb(error.__traceback__)
    where = f" ({'/'.join(PurePath(frames[-1].filename).parts[-2:])}:{frames[-1].lineno})" if frames else ""
    say(f"{what} went wrong: {said}{where}")
    return said


class OneLine(logging.Handler):
    """Hands on what pygls and others log, each in one line without its traceback."""

    def __init__(self, put: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self.put = put

    def emit(self, record: logging.LogRecord) -> None:
        """Hand on a record, but for what pygls says of messages: the editor is told of these, and what is ours to say is said."""
        error = record.exc_info[1] if record.exc_info else None
        is_told = isinstance(error, JsonRpcException) or (error is None and record.name.startswith("pygls"))
        if not is_told:
            what = f": {type(error).__name__}: {visible(str(error))[:300]}" if error is not None else ""
            self.put(f"argmap lsp: {visible(record.getMessage())[:500]}{what}")
