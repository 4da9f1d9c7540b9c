"""Reading a project again as it would be after edits of its files."""

from collections.abc import Mapping
from dataclasses import replace

from argmap.builder import build
from argmap.document import Document
from argmap.project import Project
from argmap.reader import read_document


def read_again(document: Document, text: str) -> Document:
    """What a file would be with another text."""
    return read_document(document.path, text.encode("utf-8", "surrogatepass"))


def with_documents(project: Project, changed: Mapping[str, Document]) -> Project:
    """A project with some documents, by path, in the place of those of the same path."""
    documents = [changed.get(document.path, document) for document in project.documents]
    return replace(project, documents=documents, build=build(documents))
