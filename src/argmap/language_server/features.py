"""What an editor can ask for: each request with what answers it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

from lsprotocol import types

from argmap.document import Document
from argmap.language_server.answers import actions
from argmap.language_server.answers.completion import completion
from argmap.language_server.answers.definitions import definition, uses
from argmap.language_server.answers.formatting import formatting
from argmap.language_server.answers.hover import hover
from argmap.language_server.answers.rename import prepare_rename, rename
from argmap.language_server.answers.symbols import document_symbols, workspace_symbols
from argmap.language_server.checker import Checker
from argmap.language_server.convert import Converter, completion_list
from argmap.language_server.diagnostics import Publisher
from argmap.language_server.kept import View
from argmap.language_server.positions import Positions
from argmap.language_server.protocol import Handler, Server
from argmap.language_server.snapshot import Snapshot

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.argmap"
_TRIGGERS = [" ", "[", "{", ",", '"', "'", "-", ":"]

_T = TypeVar("_T")


class At(NamedTuple):
    """A place in a file of a project."""

    view: View
    document: Document
    offset: int
    convert: Converter

    @property
    def snapshot(self) -> Snapshot:
        """What is known of the project."""
        return self.view.snapshot


def register(server: Server, features: "Features") -> None:
    """Make a server answer requests."""
    plain: dict[str, Handler] = {
        types.TEXT_DOCUMENT_HOVER: features.hover,
        types.TEXT_DOCUMENT_DEFINITION: features.definition,
        types.TEXT_DOCUMENT_REFERENCES: features.references,
        types.TEXT_DOCUMENT_PREPARE_RENAME: features.prepare_rename,
        types.TEXT_DOCUMENT_RENAME: features.rename,
        types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: features.document_symbols,
        types.WORKSPACE_SYMBOL: features.workspace_symbols,
        types.TEXT_DOCUMENT_FORMATTING: features.formatting,
        types.CODE_ACTION_RESOLVE: features.resolve,
    }
    for method, handler in plain.items():
        server.answer(method, handler)
    server.answer(types.TEXT_DOCUMENT_COMPLETION, features.completion, types.CompletionOptions(trigger_characters=_TRIGGERS))
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]
    server.answer(types.TEXT_DOCUMENT_CODE_ACTION, features.code_actions, types.CodeActionOptions(kinds, resolve_provider=True))


class Features:
    """The answers to requests; ``can`` says what the editor can do (see `Session.can`)."""

    def __init__(self, checker: Checker, publisher: Publisher, can: Callable[..., Any]) -> None:
        self._checker = checker
        self._publisher = publisher
        self._can = can
        self._pool = ThreadPoolExecutor(1, "features")

    def _converter(self, view: View) -> Converter:
        return Converter(view, self._publisher, bool(self._can("workspace", "workspace_edit", "document_changes")))

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        """Do what may take long without keeping others waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def _now(self, uri: str) -> tuple[View, Document, Converter] | None:
        """A file as it is now."""
        found = (await self._checker.current()).find(uri)
        return (found[0], found[0].snapshot.documents[found[1]], self._converter(found[0])) if found is not None else None

    async def _at(self, params: Any) -> At | None:
        """The place that a request is about, in the files as they are now."""
        found = await self._now(params.text_document.uri)
        if found is None:
            return None
        view, document, convert = found
        return At(view, document, convert.positions(document).offset(params.position.line, params.position.character), convert)

    async def completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        """By the text as it is now, and what was known of the project last: who types does not wait for a check."""
        uri = params.text_document.uri
        text = self._checker.texts.get(uri)
        found = self._checker.world.find(uri)
        if found is None and text is not None:
            found = (await self._checker.current()).find(uri)
            text = self._checker.texts.get(uri)
        if found is None or text is None:
            return None
        view, path = found
        document = Document(path, text.source, readable=False)
        positions = Positions(text.source, self._publisher.encoding, text.is_marked)
        offset = positions.offset(params.position.line, params.position.character)
        return completion_list(completion(view.snapshot, document, offset), positions)

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The card of what stands at a place."""
        at = await self._at(params)
        found = hover(at.snapshot, at.document, at.offset) if at is not None else None
        if at is None or found is None:
            return None
        formats = self._can("text_document", "hover", "content_format")
        is_plain = bool(formats) and types.MarkupKind.Markdown not in formats
        content = (types.MarkupKind.PlainText, found.plain) if is_plain else (types.MarkupKind.Markdown, found.markdown)
        return types.Hover(types.MarkupContent(*content), at.convert.stretch(found.stretch))

    async def definition(self, params: types.DefinitionParams) -> list[types.Location]:
        """Where the id at a place is defined."""
        at = await self._at(params)
        return [at.convert.location(each) for each in definition(at.snapshot, at.document, at.offset)] if at is not None else []

    async def references(self, params: types.ReferenceParams) -> list[types.Location]:
        """Where the id at a place is named."""
        at = await self._at(params)
        if at is None:
            return []
        here, with_definition = at, params.context.include_declaration
        found = await self._in_thread(lambda: uses(here.snapshot, here.document, here.offset, with_definition))
        return [at.convert.location(each) for each in found]

    async def prepare_rename(self, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        """The id at a place, if it can be renamed."""
        at = await self._at(params)
        if at is None:
            return None
        named = prepare_rename(at.snapshot, at.document, at.offset)
        return types.PrepareRenamePlaceholder(at.convert.stretch(named.stretch), named.id)

    async def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """An id renamed in all files."""
        at = await self._at(params)
        if at is None:
            return None
        here = at
        done = await self._in_thread(lambda: rename(here.snapshot, here.document, here.offset, params.new_name))
        return at.convert.workspace_edit([(done.changed[path][0], edits) for path, edits in done.edits.items()])

    async def document_symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
        """The outline of a file; flat, for editors that cannot show another one."""
        found = await self._now(params.text_document.uri)
        if found is None:
            return []
        view, document, convert = found
        symbols = [convert.symbol(each) for each in document_symbols(view.snapshot, document)]
        if self._can("text_document", "document_symbol", "hierarchical_document_symbol_support"):
            return symbols
        uri = params.text_document.uri
        return [
            types.SymbolInformation(types.Location(uri, held.range), held.name, held.kind, container_name=section.name)
            for section in symbols
            for held in section.children or ()
        ]

    async def workspace_symbols(self, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        """The entries of all projects that a word is looked for in."""
        world = await self._checker.current()
        return [
            self._converter(view).symbol_information(each)
            for view in world.views.values()
            for each in workspace_symbols(view.snapshot, params.query)
        ]

    async def formatting(self, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        """The edits that bring a file into the canonical layout."""
        found = await self._now(params.text_document.uri)
        if found is None:
            return None
        _, document, convert = found
        edits = await self._in_thread(lambda: formatting(document))
        return convert.edits(document, edits)

    async def code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done about what was found at a place."""
        uri = params.text_document.uri
        found = await self._checker.found(uri)
        if found is None:
            return []
        view, path, report = found
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        convert = self._converter(view)
        made: list[types.CodeAction] = []
        if not only or types.CodeActionKind.QuickFix.value in only or "" in only:
            positions = convert.positions(view.snapshot.documents[path])
            start, end = (positions.offset(place.line, place.character) for place in (params.range.start, params.range.end))
            here = actions.at(report, path, start, end)
            every = [*actions.cures(here), *await self._in_thread(lambda: list(actions.silences(here)))]
            made += [convert.action(each, params.context.diagnostics) for each in every]
        if (not only or any(_is_kind(FIX_ALL, kind) for kind in only)) and actions.all_safe(report, path):
            fix_all = types.CodeAction("Fix all that has exactly one cure", FIX_ALL, data={"uri": uri})
            is_resolved_later = "edit" in (self._can("text_document", "code_action", "resolve_support", "properties") or ())
            if not is_resolved_later and (only or params.context.trigger_kind is not types.CodeActionTriggerKind.Automatic):
                fix_all = await self.resolve(fix_all)
            if is_resolved_later or fix_all.edit is not None:
                made.append(fix_all)
        return made

    async def resolve(self, action: types.CodeAction) -> types.CodeAction:
        """What all safe cures change in a file."""
        uri = action.data.get("uri") if isinstance(action.data, dict) else None
        found = await self._checker.found(uri) if isinstance(uri, str) else None
        if found is not None:
            view, path, report = found
            changed = await self._in_thread(lambda: actions.fix_all(report, path))
            if changed is not None:
                action.edit = self._converter(view).workspace_edit([changed])
        return action


def _is_kind(kind: str, asked: str) -> bool:
    """Whether a kind of action is the one that was asked for, or one of its kind."""
    return not asked or kind == asked or kind.startswith(f"{asked}.")
