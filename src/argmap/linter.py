"""Runs the rules: severities, ignore comments, order."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from argmap.diagnostics import Diagnostic, Finding, Related, Severity
from argmap.display import with_short_names
from argmap.document import Document, Ignore
from argmap.project import Project, locate_for_reading, open_project
from argmap.rules import Rule, all_rules
from argmap.rules._memory import Memory
from argmap.rules._rule import Context
from argmap.severities import Severities

__all__ = ["Memory", "Report", "check", "lint"]

_LAST = "unused-ignore"


@dataclass(frozen=True)
class Report:
    """What a check of one project found."""

    project: Project
    diagnostics: tuple[Diagnostic, ...]
    withheld: bool
    """Whether rules were withheld because a file could not be read."""
    unmatched: tuple[str, ...] = ()
    """The patterns of the settings that match no file of the project."""

    def failed(self, strict: bool = False) -> bool:
        """Whether there is an error, or (``strict``) any diagnostic."""
        return any(strict or diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


def check(path: str | Path | None = None) -> list[Diagnostic]:
    """Check a project: a folder or a file; without a path the project here or above, or the shipped map.

    Raises `ArgmapError` where there is nothing to check.
    """
    return list(lint(open_project(locate_for_reading(None if path is None else str(path)))).diagnostics)


def lint(
    project: Project,
    reported: Callable[[str], bool] = lambda path: True,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    before_rule: Callable[[], None] = lambda: None,
    memory: Memory | None = None,
) -> Report:
    """Run the rules on a project, and keep what lies in the files that ``reported`` accepts (by path).

    For ``select`` and ``ignore`` see `Severities`, which raises `ArgmapError` for wrong names.
    ``before_rule`` is called before each rule; what it raises ends the run.  A
    ``memory`` is that of checks of the same project with the same settings.
    """
    severities = Severities(project.location.config, select, ignore)
    context = Context(project, active=severities.active, is_off=severities.is_off, memory=memory)
    diagnostics: list[Diagnostic] = []
    ignores = {id(document): _by_line(document) for document in project.documents if document.ignores}
    rules = all_rules()
    for rule in [*(rule for name, rule in rules.items() if name != _LAST), rules[_LAST]]:
        if rule.name not in context.active:
            continue
        before_rule()
        context.rule = rule.name
        faulty: set[str] = set()
        for finding in rule.check(context):
            faulty.add(finding.node)
            lines = ignores.get(id(finding.document)) if rule.can_ignore else None
            if lines and _is_ignored(context, rule, finding, lines):
                continue
            severity = severities.of(rule.name, finding.document.path)
            if severity is not Severity.OFF and reported(finding.document.path):
                diagnostics.append(_diagnostic(rule, severity, finding))
        if memory is not None and "" not in faulty:  # a finding that names no entry: nobody can tell which was sound
            memory.note(rule.name, context.looked_at, faulty)
        context.looked_at.clear()
    if memory is not None:
        memory.forget(len(project.build.places))
    unmatched = severities.unmatched(document.path for document in project.documents)
    return Report(project, tuple(sorted(diagnostics, key=Diagnostic.sort_key)), context.is_partial, tuple(unmatched))


def _by_line(document: Document) -> dict[int, list[Ignore]]:
    found: dict[int, list[Ignore]] = {}
    for ignore in document.ignores:
        for line in ignore.lines:
            found.setdefault(line, []).append(ignore)
    return found


def _is_ignored(context: Context, rule: Rule, finding: Finding, lines: dict[int, list[Ignore]]) -> bool:
    """Whether a comment on one of the finding's lines names its rule; all that do are noted as used."""
    span = finding.document.source.span(finding.start, finding.end)
    hits: list[Ignore] = []
    for line in range(span.start.line, span.end.line + 1):
        hits.extend(ignore for ignore in lines.get(line, ()) if any(name == rule.name for name, _, _ in ignore.rules))
    context.ignored.extend((finding.document, ignore, rule.name) for ignore in hits)
    return bool(hits)


def _diagnostic(rule: Rule, severity: Severity, finding: Finding) -> Diagnostic:
    related: tuple[Related, ...] = ()
    if finding.other is not None:
        document, start, end = finding.other
        related = (Related(document.path, document.source.span(start, end), finding.other_label, document),)
    return Diagnostic(
        rule.name,
        severity,
        with_short_names(finding.message),
        with_short_names(finding.help),
        finding.document.path,
        finding.document.source.span(finding.start, finding.end),
        finding.node,
        related,
        finding.document,
        finding.fix,
    )
