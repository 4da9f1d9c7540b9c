"""What the language server knows of one project at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from argmap.builder import Build
from argmap.document import Document
from argmap.evaluation import Evaluation, evaluate
from argmap.project import Project


@dataclass(frozen=True)
class Snapshot:
    """A project with what is open in the editor in the place of what is saved."""

    project: Project
    """As the files are now: what is checked, and where edits are made."""
    known: Build
    """The map with each file as it was when it could last be read, so that a file that is broken
    in the middle of a word does not take its nodes away; the same as the project's if none is."""
    documents: Mapping[str, Document]
    """By path relative to the project: the files as they are now."""

    @cached_property
    def evaluation(self) -> Evaluation:
        """The labels of the known map; found when they are first asked for."""
        return evaluate(self.known.map)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a file: offsets in code points, ``end`` exclusive."""

    document: Document
    start: int
    end: int
