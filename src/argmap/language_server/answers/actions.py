"""What can be done about what a check found: its cure, a comment that silences it, all cures of a file at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.diagnostics import Diagnostic, Edit, applied
from argmap.display import visible
from argmap.document import Document, Ignore
from argmap.fixes import fixable, mend
from argmap.formatter.values import same_values
from argmap.language_server.answers.line_edits import edits_between
from argmap.linter import Report, lint
from argmap.project import Project
from argmap.rereading import read_again
from argmap.rules import all_rules


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done to a file."""

    title: str
    document: Document
    edits: tuple[Edit, ...]
    about: Diagnostic
    is_sure: bool
    """Whether it is the one thing to do, and no guess."""


def at(report: Report, path: str, start: int, end: int) -> list[Diagnostic]:
    """What was found in a file that touches a stretch of it."""
    found: list[Diagnostic] = []
    for each in report.diagnostics:
        if each.path == path:
            first, last = extent(each)
            if first <= end and start <= last:
                found.append(each)
    return found


def extent(each: Diagnostic) -> tuple[int, int]:
    """Where a diagnostic stands, in offsets."""
    source = each.document.source
    first, last = (source.line_start(place.line) + place.column - 1 for place in each.span)
    return first, last


def cures(diagnostics: list[Diagnostic]) -> Iterator[Action]:
    """The cures that diagnostics carry."""
    for each in diagnostics:
        if each.fix is not None:
            title = visible(each.fix.message)
            yield Action(title[:1].upper() + title[1:], each.document, each.fix.edits, each, each.fix.safe)


def silences(diagnostics: list[Diagnostic]) -> Iterator[Action]:
    """Comments that silence diagnostics, where their rules can be silenced and a comment can stand."""
    done: set[tuple[str, int]] = set()
    for each in diagnostics:
        key = each.rule, each.span.start.line
        if key not in done and all_rules()[each.rule].can_ignore and each.document.readable and each.rule != "unused-ignore":
            done.add(key)
            edit = next((edit for edit in _comments(each) if _silences(each, edit)), None)
            if edit is not None:
                yield Action(f"Ignore `{each.rule}` on this line", each.document, (edit,), each, False)


def _comments(each: Diagnostic) -> Iterator[Edit]:
    """Where a comment for a diagnostic may stand, the best first: in one that is there, at the end of a line, above the first."""
    source = each.document.source
    lines = range(each.span.start.line, each.span.end.line + 1)
    for ignore in each.document.ignores:
        if any(line in lines for line in ignore.lines):
            yield _joined(ignore, each.rule)
    for line in lines if len(lines) <= 2 else (lines[0], lines[-1]):
        end = source.line_start(line) + source.line_length(line)
        kept = len(source.line(line).rstrip(" \t"))
        yield Edit(source.line_start(line) + kept, end, f"  # argmap: ignore[{each.rule}]")
    start = source.line_start(lines[0])
    written = source.line(lines[0])
    margin = written[: len(written) - len(written.lstrip(" "))]
    yield Edit(start, start, f"{margin}# argmap: ignore[{each.rule}]{_line_end(source.text)}")


def _joined(ignore: Ignore, rule: str) -> Edit:
    if ignore.rules:
        at = ignore.rules[-1][2]
        return Edit(at, at, f", {rule}")
    return Edit(ignore.start, ignore.end, f"# argmap: ignore[{rule}]")


def _line_end(text: str) -> str:
    return next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")


def _silences(each: Diagnostic, edit: Edit) -> bool:
    """Whether an edit adds nothing but a comment that speaks for one of the lines of a diagnostic."""
    document = each.document
    after = read_again(document, applied(document.source.text, [edit]))
    if not after.readable or len(after.faults) != len(document.faults) or not same_values(document.root, after.root):
        return False
    first, last = extent(each)
    moved = len(edit.text) - (edit.end - edit.start)
    span = after.source.span(*(place + moved if edit.start <= first else place for place in (first, last)))
    lines = range(span.start.line, span.end.line + 1)
    return any(line in lines and any(name == each.rule for name, _, _ in ignore.rules) for ignore in after.ignores for line in ignore.lines)


def all_safe(report: Report, path: str) -> bool:
    """Whether there is something in a file that has a cure which is no guess."""
    return any(each.path == path and fixable(each) for each in report.diagnostics)


def fix_all(report: Report, path: str) -> tuple[Document, list[Edit]] | None:
    """What all such cures change in a file; None if that is nothing."""

    def check(project: Project) -> Report:
        return lint(project, lambda other: other == path)

    own = Report(report.project, tuple(each for each in report.diagnostics if each.path == path), report.withheld)
    changed = mend(own, check).changed.get(path)
    if changed is None:
        return None
    old, new = changed
    return old, edits_between(old.source.text, new.source.text)
