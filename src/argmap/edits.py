"""A project as it would be after edits of its files."""

from collections.abc import Mapping
from dataclasses import replace

from argmap.builder import join
from argmap.document import Document
from argmap.parts import read_part
from argmap.project import Project


def with_documents(project: Project, changed: Mapping[str, Document]) -> Project:
    """A project with some documents, by path, in the place of those of the same path."""
    documents = [changed.get(document.path, document) for document in project.documents]
    known = {part.document.path: part for part in project.build.parts}
    return replace(project, documents=documents, build=join(read_part(each, known.get(each.path)) for each in documents))
