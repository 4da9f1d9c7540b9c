"""Mends what has exactly one cure: applies the fixes that findings carry, and checks what comes of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from argmap.diagnostics import Diagnostic, Edit, applied
from argmap.document import Document
from argmap.edits import with_documents
from argmap.linter import Report
from argmap.project import Project
from argmap.rereading import read_again

_ROUNDS = 20
"""How often the rules are run again at the most; a fix seldom lays bare more than one other finding."""


@dataclass(frozen=True)
class Mended:
    """A project as it would be with all fixes, and what is left to report."""

    report: Report
    counts: Counter[str]
    """How many findings of each rule were mended."""
    changed: dict[str, tuple[Document, Document]]
    """By path: the document as it was, and as it is now."""


def mend(report: Report, check: Callable[[Project], Report], unsafe: bool = False) -> Mended:
    """Apply the fixes of a report in memory, and check again, until nothing more can be mended.

    ``check`` runs the rules on a project once more.  A fix after which a file
    could be read less well, or would lose a comment or a blank line, is not
    applied.
    """
    originals = {document.path: document for document in report.project.documents}
    counts: Counter[str] = Counter()
    refused: set[tuple[str, str]] = set()
    for _ in range(_ROUNDS):
        changed: dict[str, Document] = {}
        for path, diagnostics in _fixable(report.diagnostics, unsafe).items():
            document, kept = _mended(diagnostics, refused)
            if kept:
                changed[path] = document
                counts.update(each.rule for each in kept)
        if not changed:
            break
        report = check(with_documents(report.project, changed))
    now = {document.path: document for document in report.project.documents}
    return Mended(report, counts, {path: (old, now[path]) for path, old in originals.items() if now[path].source.text != old.source.text})


def fixable(diagnostic: Diagnostic, unsafe: bool = False) -> bool:
    """Whether a diagnostic has a fix that may be applied."""
    return diagnostic.fix is not None and (unsafe or diagnostic.fix.safe)


def _fixable(diagnostics: Iterable[Diagnostic], unsafe: bool) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for each in diagnostics:
        if fixable(each, unsafe):
            found.setdefault(each.path, []).append(each)
    return found


def _mended(diagnostics: list[Diagnostic], refused: set[tuple[str, str]]) -> tuple[Document, list[Diagnostic]]:
    """A document with as many of its fixes as go together, and these.

    Those that are not sound are found by halving, so that a few among many cost
    little.
    """
    document = diagnostics[0].document
    mended = document
    kept: list[Diagnostic] = []
    together = _apart(each for each in diagnostics if _key(each) not in refused)
    pending = [together] if together else []
    while pending:
        some = pending.pop()
        tried = _sound(document, [*kept, *some])
        if tried is not None:
            kept += some
            mended = tried
        elif len(some) == 1:
            refused.add(_key(some[0]))
        else:
            half = len(some) // 2
            pending += (some[half:], some[:half])
    return mended, kept


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.path, f"{diagnostic.rule} {diagnostic.message}"


def _apart(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics whose edits touch none of those before them; the others' turn comes in the next round."""
    kept: list[Diagnostic] = []
    free_from = 0
    for each in sorted(diagnostics, key=_extent):
        start, end = _extent(each)
        if start >= free_from:
            kept.append(each)
            free_from = max(end, start + 1)
    return kept


def _extent(diagnostic: Diagnostic) -> tuple[int, int]:
    edits = diagnostic.fix.edits if diagnostic.fix else ()
    return min(edit.start for edit in edits), max(edit.end for edit in edits)


def _sound(document: Document, diagnostics: list[Diagnostic]) -> Document | None:
    """The document with the fixes of ``diagnostics``, or None if it would be worse off."""
    edits: list[Edit] = [edit for each in diagnostics if each.fix for edit in each.fix.edits]
    try:
        text = applied(document.source.text, edits)
    except ValueError:
        return None
    after = read_again(document, text)
    same = after.readable and len(after.faults) <= len(document.faults) and _beside(after) == _beside(document)
    return after if same else None


def _beside(document: Document) -> tuple[list[str], int]:
    """What a file holds beside its values: the comments, in order, and how many blank lines."""
    text = document.source.text
    return sorted(text[start:end] for start, end in document.comments), document.blank_lines
