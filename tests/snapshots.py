"""What the language server knows of a project, made of texts, for tests of its features."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from argmap.builder import build
from argmap.config import Config
from argmap.document import Document
from argmap.language_server.snapshot import Snapshot
from argmap.project import Location, Project, locate_named, open_project
from argmap.reader import read_document
from tests.conftest import ROOT


def snapshot(texts: Mapping[str, str], known: Mapping[str, str] | None = None) -> Snapshot:
    """A project of files by path; ``known``, their texts when they could last be read, where these are others."""
    documents = {path: read_document(path, text.encode("utf-8", "surrogatepass")) for path, text in texts.items()}
    before = {path: read_document(path, text.encode()) for path, text in (known or {}).items()}
    project = Project(Location(Path(), Config(), ()), list(documents.values()), build(documents.values()))
    kept = build([before.get(path, document) for path, document in documents.items()]) if before else project.build
    return Snapshot(project, kept, documents)


@cache
def shipped() -> Snapshot:
    """The map that ships with argmap."""
    project = open_project(locate_named(str(ROOT / "claims")))
    return Snapshot(project, project.build, {each.path: each for each in project.documents})


def with_open_file(text: str) -> tuple[Snapshot, Document]:
    """The shipped map and a further file that is open."""
    whole = shipped()
    written = read_document("open.yaml", text.encode("utf-8", "surrogatepass"))
    return Snapshot(whole.project, whole.known, {**whole.documents, written.path: written}), written
