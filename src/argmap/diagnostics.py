"""What a check yields: severities, findings, diagnostics, and their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from argmap.document import Document
from argmap.source_text import Span


class Severity(StrEnum):
    """How much a diagnostic weighs."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a diagnostic speaks of."""

    path: str
    span: Span
    label: str
    document: Document


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of what stands from ``start`` to before ``end`` (offsets into a document's text)."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """``text`` after edits, in any order, that do not overlap.  Raises `ValueError` if two do."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at or not edit.start <= edit.end <= len(text):
            raise ValueError("edits overlap, or lie outside the text")
        pieces += (text[at : edit.start], edit.text)
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Fix:
    """The one cure of a finding, in edits of its document that do not overlap; ``message`` says what they do."""

    message: str
    edits: tuple[Edit, ...]
    safe: bool = True
    """False where the cure is a guess that somebody should look at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one place: offsets into the document's text, end exclusive."""

    document: Document
    start: int
    end: int
    message: str
    help: str = ""
    node: str = ""
    other: tuple[Document, int, int] | None = None
    other_label: str = ""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its rule, its severity and its place in lines and columns."""

    rule: str
    severity: Severity
    message: str
    help: str
    path: str
    span: Span
    node: str
    related: tuple[Related, ...]
    document: Document
    fix: Fix | None = None

    def sort_key(self) -> tuple[str, Span, str, str]:
        """By file, line, column; then rule and message, so that the order is total."""
        return (self.path, self.span, self.rule, self.message)
