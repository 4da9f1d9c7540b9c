"""Runs the rules: severities, ignore comments, order."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from argmap.diagnostics import Diagnostic, Finding, Related, Severity
from argmap.display import with_short_names
from argmap.document import Document, Ignore
from argmap.errors import ArgmapError
from argmap.nearest import nearest
from argmap.project import Location, Project, locate_for_reading, open_project
from argmap.rules import Rule, all_rules
from argmap.rules._rule import Context

_LAST = "unused-ignore"


@dataclass(frozen=True)
class Report:
    """What a check of one project found."""

    project: Project
    diagnostics: tuple[Diagnostic, ...]
    withheld: bool
    """Whether rules were withheld because a file could not be read."""

    def failed(self, strict: bool = False) -> bool:
        """Whether there is an error, or (``strict``) any diagnostic."""
        return any(strict or diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


def check(path: str | Path | None = None) -> list[Diagnostic]:
    """Check a project: a folder or a file; without a path the project here or above, or the shipped map.

    Raises `ArgmapError` where there is nothing to check.
    """
    return list(lint(open_project(locate_for_reading(None if path is None else str(path)))).diagnostics)


def lint(project: Project, reported: Callable[[str], bool] = lambda path: True) -> Report:
    """Run all rules on a project, and keep what lies in the files that ``reported`` accepts (by path).

    Raises `ArgmapError` if the settings name a rule that does not exist.
    """
    severities = _severities(project.location)
    context = Context(project, active=frozenset(name for name, severity in severities.items() if severity is not Severity.OFF))
    diagnostics: list[Diagnostic] = []
    ignores = {id(document): _by_line(document) for document in project.documents if document.ignores}
    rules = all_rules()
    for rule in [*(rule for name, rule in rules.items() if name != _LAST), rules[_LAST]]:
        if rule.name not in context.active:
            continue
        for finding in rule.check(context):
            lines = ignores.get(id(finding.document)) if rule.can_ignore else None
            if lines and _is_ignored(context, rule, finding, lines):
                continue
            if reported(finding.document.path):
                diagnostics.append(_diagnostic(rule, severities[rule.name], finding))
    return Report(project, tuple(sorted(diagnostics, key=Diagnostic.sort_key)), context.is_partial)


def _severities(location: Location) -> dict[str, Severity]:
    rules = all_rules()
    severities = {name: rule.severity for name, rule in rules.items()}
    for name, severity in location.config.rules.items():
        if name not in rules:
            near = nearest(name, rules)
            help = f"did you mean `{near}`?" if near else "`argmap explain` lists the rules"
            raise ArgmapError(f"{location.config.file}: no rule is called `{name}`", help)
        severities[name] = Severity(severity)
        if severities[name] is Severity.OFF and not rules[name].can_ignore:
            raise ArgmapError(f"{location.config.file}: `{name}` cannot be switched off", 'write "error" or "warning", or leave it out')
    return severities


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
        related = (Related(document.path, document.source.span(start, end), finding.other_label),)
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
