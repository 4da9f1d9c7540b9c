"""Edits of a file's text, and reading a project again as it would be after them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from argmap.builder import build
from argmap.diagnostics import Edit
from argmap.document import Document
from argmap.project import Project
from argmap.reader import read_document


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


def read_again(document: Document, text: str) -> Document:
    """What a file would be with another text."""
    return read_document(document.path, text.encode("utf-8", "surrogatepass"))


def with_documents(project: Project, changed: Mapping[str, Document]) -> Project:
    """A project with some documents, by path, in the place of those of the same path."""
    documents = [changed.get(document.path, document) for document in project.documents]
    return replace(project, documents=documents, build=build(documents))
