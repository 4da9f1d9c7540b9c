"""What the server says in the words of the protocol: places, edits, completions, symbols, actions."""

from collections.abc import Iterable, Sequence

from lsprotocol import types

from argmap.diagnostics import Edit
from argmap.document import Document
from argmap.language_server.answers.actions import Action, extent
from argmap.language_server.answers.completion import Completion, Suggestion
from argmap.language_server.answers.symbols import Symbol
from argmap.language_server.diagnostics import Publisher
from argmap.language_server.kept import View
from argmap.language_server.positions import Positions
from argmap.language_server.snapshot import Stretch

_SUGGESTED = {
    "section": types.CompletionItemKind.Module,
    "field": types.CompletionItemKind.Field,
    "value": types.CompletionItemKind.EnumMember,
    "rule": types.CompletionItemKind.EnumMember,
    "claim": types.CompletionItemKind.Class,
    "support": types.CompletionItemKind.Method,
    "rebuttal": types.CompletionItemKind.Event,
    "question": types.CompletionItemKind.Interface,
    "position": types.CompletionItemKind.Folder,
    "person": types.CompletionItemKind.Variable,
    "source": types.CompletionItemKind.Reference,
}
_SHOWN = {
    "section": types.SymbolKind.Namespace,
    "claim": types.SymbolKind.Class,
    "support": types.SymbolKind.Method,
    "rebuttal": types.SymbolKind.Event,
    "question": types.SymbolKind.Interface,
    "position": types.SymbolKind.Package,
    "person": types.SymbolKind.Variable,
    "source": types.SymbolKind.File,
}


class Converter:
    """Converts what is said of one project."""

    def __init__(self, view: View, publisher: Publisher, with_versions: bool) -> None:
        self.view = view
        self.publisher = publisher
        self.with_versions = with_versions

    def positions(self, document: Document) -> Positions:
        """Places in a document as it is now, or (of one that is broken now) as it was."""
        return self.publisher.positions(self.view, document)

    def range(self, document: Document, start: int, end: int) -> types.Range:
        """A stretch between two offsets."""
        return _range(self.positions(document), start, end)

    def stretch(self, stretch: Stretch) -> types.Range:
        """A stretch of a document."""
        return self.range(stretch.document, stretch.start, stretch.end)

    def location(self, stretch: Stretch) -> types.Location:
        """A stretch, with the file it lies in."""
        return types.Location(self.uri(stretch.document), self.stretch(stretch))

    def uri(self, document: Document) -> str:
        """What the editor calls a file."""
        return self.view.uris[document.path][0]

    def edits(self, document: Document, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """Edits of a document."""
        positions = self.positions(document)
        return [types.TextEdit(_range(positions, edit.start, edit.end), edit.text) for edit in edits]

    def workspace_edit(self, edits: Iterable[tuple[Document, Sequence[Edit]]]) -> types.WorkspaceEdit:
        """Edits of several documents, each bound to its version if the editor can tell them."""
        converted = [(document, self.edits(document, some)) for document, some in edits]
        if not self.with_versions:
            return types.WorkspaceEdit(changes={self.uri(document): some for document, some in converted})
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(self.uri(document), self._version(document)), some)
                for document, some in converted
            ]
        )

    def _version(self, document: Document) -> int | None:
        text = self.view.texts.get(document.path)
        return text.version if text is not None else None

    def action(self, action: Action, told: Iterable[types.Diagnostic]) -> types.CodeAction:
        """A quick fix of one of the diagnostics that the editor ``told`` of."""
        about = self.range(action.document, *extent(action.about))
        return types.CodeAction(
            title=action.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[each for each in told if (each.code, each.range) == (action.about.rule, about)] or None,
            is_preferred=action.is_sure or None,
            edit=self.workspace_edit([(action.document, action.edits)]),
        )

    def symbol(self, symbol: Symbol) -> types.DocumentSymbol:
        """An entry of an outline."""
        return types.DocumentSymbol(
            name=symbol.name,
            kind=_SHOWN[symbol.kind],
            range=self.stretch(symbol.whole),
            selection_range=self.stretch(symbol.named),
            detail=symbol.detail or None,
            children=[self.symbol(held) for held in symbol.held],
        )

    def symbol_information(self, symbol: Symbol) -> types.WorkspaceSymbol:
        """An entry of a project."""
        return types.WorkspaceSymbol(self.location(symbol.named), symbol.name, _SHOWN[symbol.kind], container_name=symbol.detail or None)


def _range(positions: Positions, start: int, end: int) -> types.Range:
    first, last = positions.place(start), positions.place(end)
    return types.Range(types.Position(*first), types.Position(*last))


def completion_list(found: Completion, positions: Positions) -> types.CompletionList:
    """What may be written, in the order in which it was given."""
    range = _range(positions, found.stretch.start, found.stretch.end)
    return types.CompletionList(
        is_incomplete=found.is_incomplete, items=[_item(number, each, range) for number, each in enumerate(found.suggestions)]
    )


def _item(number: int, each: Suggestion, range: types.Range) -> types.CompletionItem:
    return types.CompletionItem(
        label=each.label,
        kind=_SUGGESTED[each.kind],
        detail=each.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.PlainText, each.documentation) if each.documentation else None,
        sort_text=f"{number:06}",
        filter_text=each.filter_text or None,
        text_edit=types.TextEdit(range, each.new_text),
    )
