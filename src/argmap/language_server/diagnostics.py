"""Diagnostics as the protocol has them, for the files where they have changed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from argmap.diagnostics import Diagnostic, Severity
from argmap.display import visible
from argmap.document import Document
from argmap.errors import ArgmapError
from argmap.language_server.kept import View
from argmap.language_server.positions import Encoding, Positions
from argmap.language_server.uris import uri_of
from argmap.language_server.workspace import World
from argmap.linter import Report
from argmap.source_text import Position, Span

SOURCE = "argmap"
_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2}
_UNNECESSARY = 1
"""The tag of what can be left out; editors show it faded."""

Json = dict[str, Any]


class Publisher:
    """Tells the editor what was found, and what of it is so no longer."""

    def __init__(self, send: Callable[[Json], None]) -> None:
        self._send = send
        self._sent: dict[str, tuple[int | None, list[Json]]] = {}
        self.encoding = Encoding.UTF_16
        self.has_related = False
        self.has_tags = False
        self.has_versions = False

    def publish(self, world: World, reports: Mapping[str, Report]) -> None:
        """Send the diagnostics of each file where they, or the version that they are about, are not what was sent last."""
        now: dict[str, tuple[int | None, list[Json]]] = {}
        for key, view in world.views.items():
            by_path: dict[str, list[Diagnostic]] = {}
            for each in reports[key].diagnostics if key in reports else ():
                by_path.setdefault(each.path, []).append(each)
            for path, uris in view.uris.items():
                found = [self.converted(view, each) for each in by_path.get(path, ())] if path in by_path else []
                versions = {uri: text.version for uri in uris if (text := view.texts.get(path)) is not None}
                now.update({uri: (versions.get(uri), found) for uri in uris if world.is_of(uri, key)})
        for error in world.wrong_settings:
            for uri, fault in _of_settings(error):
                now.setdefault(uri, (None, []))[1].append(fault)
        gone: dict[str, tuple[int | None, list[Json]]] = {
            uri: (None, []) for uri, (_, sent) in self._sent.items() if sent and uri not in now
        }
        for uri, (version, found) in (gone | now).items():
            if self._sent.get(uri, (None, [])) != (version, found):
                self._send(
                    {"uri": uri, **({"version": version} if version is not None and self.has_versions else {}), "diagnostics": found}
                )
        self._sent = now

    def positions(self, view: View, document: Document) -> Positions:
        """Places in a document as the editor counts them."""
        text = view.texts.get(document.path)
        return Positions(document.source, self.encoding, text is not None and text.is_marked)

    def range(self, view: View, document: Document, span: Span) -> Json:
        """A stretch of a document."""
        positions = self.positions(view, document)
        return {"start": _end(document, positions, span.start), "end": _end(document, positions, span.end)}

    def converted(self, view: View, each: Diagnostic) -> Json:
        """One diagnostic, its cure in the message."""
        converted: Json = {
            "range": self.range(view, each.document, each.span),
            "severity": _SEVERITIES[each.severity],
            "code": each.rule,
            "source": SOURCE,
            "message": message(each.message, each.help),
        }
        related = [self._related(view, other.path, other.span, other.label) for other in each.related] if self.has_related else []
        if any(related):
            converted["relatedInformation"] = [other for other in related if other is not None]
        if self.has_tags and each.rule.startswith("unused-"):
            converted["tags"] = [_UNNECESSARY]
        return converted

    def _related(self, view: View, path: str, span: Span, label: str) -> Json | None:
        document = view.snapshot.documents.get(path)
        if document is None:
            return None
        return {"location": {"uri": view.uris[path][0], "range": self.range(view, document, span)}, "message": visible(label)}


def message(said: str, help: str) -> str:
    """What is wrong, and the cure on a line of its own."""
    return f"{visible(said)}\nhelp: {visible(help)}" if help else visible(said)


def _end(document: Document, positions: Positions, place: Position) -> Json:
    line, column = positions.place(document.source.line_start(place.line) + place.column - 1)
    return {"line": line, "character": column}


def _of_settings(error: ArgmapError) -> Iterable[tuple[str, Json]]:
    """What is wrong with settings, each with the file; the columns are in code points, for the file need not be there any more."""
    for each in (error, *error.more):
        if each.place is not None:
            start = {"line": each.place.line - 1, "character": each.place.column - 1}
            end = {"line": each.place.line - 1, "character": each.place.column}
            yield (
                uri_of(each.place.file),
                {"range": {"start": start, "end": end}, "severity": 1, "source": SOURCE, "message": message(each.said, each.help)},
            )
