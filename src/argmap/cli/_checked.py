"""One run of `argmap check`: projects checked, mended if asked, and what is printed of them."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from argmap.cli._changes import diff, write_all
from argmap.cli._output import protect, say
from argmap.cli._targets import Target, seen_from_here, stdin_target, targets
from argmap.diagnostics import Diagnostic, Severity
from argmap.display import choice, counted, first_few, json_text
from argmap.entries import KEYS
from argmap.errors import ArgmapError
from argmap.fixes import Mended, fixable, mend
from argmap.linter import Report, lint
from argmap.project import STDIN, Project
from argmap.reporters import Setting, report
from argmap.views.settings import words

_EMPTY_HELP = f"write one, under {choice(KEYS.values())}, or name another folder"


@dataclass
class Run:
    """Checks of one or more projects."""

    targets: list[Target]
    reports: list[Report]
    select: list[str]
    ignore: list[str]
    mended: list[Mended] = field(default_factory=list)
    is_written: bool = False

    @classmethod
    def prepared(cls, paths: list[str], project: str | None, stdin_filename: str | None, select: list[str], ignore: list[str]) -> "Run":
        """Check the projects that ``paths`` lie in.  Raises `ArgmapError`."""
        if stdin_filename is None:
            found = targets(paths, project)
        elif paths not in ([STDIN], []):
            raise ArgmapError("`--stdin-filename` goes with standard input alone", "give `-` as the only PATH")
        else:
            found = [stdin_target(stdin_filename, project)]
        run = cls(found, [], _split("--select", select), _split("--ignore", ignore))
        run.reports = [run._lint(target, target.project) for target in found]
        for target in found:
            _refuse_empty(target.project)
        return run

    def _lint(self, target: Target, project: Project) -> Report:
        return lint(project, target.holds, self.select, self.ignore)

    def say_settings(self) -> None:
        """Say on stderr which settings each project has."""
        for target in self.targets:
            for line in words(target.project.location.config):
                say(line)
        for what, names in (("selected", self.select), ("ignored", self.ignore)):
            if names:
                say(f"{what} in this run: {', '.join(names)}")

    def refuse_as_output(self, output: str | None) -> None:
        """Keep a report from being written over a claim file, or over settings.  Raises `ArgmapError`."""
        if output is None:
            return
        if any(os.path.realpath(output) in target.project.real_paths for target in self.targets):
            raise ArgmapError(f"`{output}` is a claim file, and would be lost", "name another file for the report")
        protect(output)

    def mend(self, unsafe: bool, write: bool) -> None:
        """Apply the fixes, and write the files that change if ``write``.  Raises `ArgmapError`."""
        for number, target in enumerate(self.targets):
            mended = mend(self.reports[number], lambda project, target=target: self._lint(target, project), unsafe)  # type: ignore[misc]
            self.mended.append(mended)
        if not write:
            return
        self.is_written = True
        for target, mended in zip(self.targets, self.mended, strict=True):
            write_all(target, mended.changed)
        self.reports = [mended.report for mended in self.mended]

    def diagnostics(self, format: str, color: bool, strict: bool) -> Iterator[str]:
        """The report of all projects in one order."""
        from_here = format != "json"
        return report(self._in_order(from_here), format, Setting(color, self._files(from_here), strict))

    def _files(self, from_here: bool) -> list[str]:
        """The files that are reported on, named as `_in_order` names them."""
        found: set[str] = set()
        for target, one in zip(self.targets, self.reports, strict=True):
            seen = (seen_from_here(one.project) if from_here else None) or str
            found.update(seen(document.path) for document in one.project.documents if target.holds(document.path))
        return sorted(found)

    def _in_order(self, from_here: bool) -> list[Diagnostic]:
        """All diagnostics, with paths as they are in each project or as they are seen from here."""
        found: list[Diagnostic] = []
        for one in self.reports:
            seen = seen_from_here(one.project) if from_here else None
            found.extend(one.diagnostics if seen is None else (_moved(each, seen) for each in one.diagnostics))
        return sorted(found, key=Diagnostic.sort_key)

    def statistics(self, format: str) -> Iterator[str]:
        """How many diagnostics each rule has, most first."""
        every = [each for one in self.reports for each in one.diagnostics]
        found = Counter((each.rule, str(each.severity)) for each in every)
        mendable = Counter((each.rule, str(each.severity)) for each in every if fixable(each, unsafe=True))
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        if format == "json":
            rows = [
                {"rule": rule, "severity": severity, "count": number, "fixable": mendable[rule, severity]}
                for (rule, severity), number in ordered
            ]
            yield json_text({"argmap": 1, "statistics": rows})
            return
        widest = max((len(f"{number:,}") for number in found.values()), default=0)
        for (rule, severity), number in ordered:
            can = mendable[rule, severity]
            yield f"{number:>{widest},}  {severity:<7}  {rule}{f'  ({can:,} with a fix)' if can else ''}\n"

    def diff(self, color: bool) -> Iterator[str]:
        """What the fixes change."""
        for target, mended in zip(self.targets, self.mended, strict=True):
            yield from diff(target, mended.changed, color)

    def summary(self, is_diff: bool) -> Iterator[str]:
        """What is said on stderr at the end."""
        for one in self.reports:
            yield from _notes(one)
        counts = sum((mended.counts for mended in self.mended), Counter[str]())
        if self.mended:
            files = sum(len(mended.changed) for mended in self.mended)
            done = "would be mended" if is_diff else "mended"
            yield f"{counted(counts.total(), 'fault')} {done} in {counted(files, 'file')}" if counts else "nothing to mend"
        if not is_diff:
            yield from self._totals()

    def _totals(self) -> Iterator[str]:
        every = [each for one in self.reports for each in one.diagnostics]
        files = sum(len(one.project.documents) for one in self.reports)
        nodes = sum(len(one.project.map.nodes) for one in self.reports)
        checked = f"{counted(nodes, 'node')} in {counted(files, 'file')}"
        if not every:
            yield f"no faults {'left' if any(mended.counts for mended in self.mended) else 'found'} ({checked})"
            return
        errors = sum(each.severity is Severity.ERROR for each in every)
        yield f"{counted(errors, 'error')}, {counted(len(every) - errors, 'warning')} ({checked})"
        safe, all_fixes = (sum(fixable(each, unsafe) for each in every) for unsafe in (False, True))
        if safe and not self.is_written:
            more = f", and {all_fixes - safe:,} more with `--unsafe-fixes`" if all_fixes > safe else ""
            yield f"{safe:,} can be mended with `--fix`{more}"
        elif all_fixes:
            yield f"{all_fixes:,} can be mended with `--fix --unsafe-fixes`"

    def status(self, strict: bool, is_diff: bool) -> int:
        """The exit status."""
        if is_diff:
            return int(any(mended.changed for mended in self.mended))
        return int(any(one.failed(strict) for one in self.reports))


def _refuse_empty(project: Project) -> None:
    """Raise `ArgmapError` if a folder that may hold anything holds YAML without one entry: most likely it is the wrong one."""
    if project.location.root in project.location.starts and project.location.config.file is None and _is_empty(project):
        named = _some(project, [document.path for document in project.documents])
        raise ArgmapError(f"there is nothing to check: {named} {'holds' if len(project.documents) == 1 else 'hold'} no entry", _EMPTY_HELP)


def _is_empty(project: Project) -> bool:
    map = project.map
    return not (project.fault_count or map.nodes or map.questions or map.positions or map.people or map.sources)


def _some(project: Project, paths: Sequence[str]) -> str:
    """The first of some files, as seen from here."""
    seen = seen_from_here(project) or str
    return first_few([seen(path) for path in paths])


def _split(option: str, names: Sequence[str]) -> list[str]:
    """Names of rules, also where several are given as one word with commas between.  Raises `ArgmapError` if there are none."""
    parts = [part.strip() for name in names for part in name.split(",")]
    if names and not any(parts):
        raise ArgmapError(f"`{option}` names no rule", "`argmap explain` lists the rules")
    return [part for part in parts if part]


def _moved(each: Diagnostic, seen: Callable[[str], str]) -> Diagnostic:
    """A diagnostic with other paths."""
    return replace(each, path=seen(each.path), related=tuple(replace(other, path=seen(other.path)) for other in each.related))


def _notes(one: Report) -> Iterator[str]:
    seen = seen_from_here(one.project) or str
    for path in one.project.skipped:
        yield f"note: `{seen(path)}` is a link that leaves the project, and is not read"
    foreign = list(one.project.foreign.values())
    if foreign:
        yield f"note: {counted(len(foreign), 'other YAML file')} left out: {_some(one.project, foreign)}"
    if _is_empty(one.project) and STDIN not in one.project.real_paths:
        yield "note: the claim files hold no entry yet"
    yield from _unmatched(one)
    if one.withheld:
        yield "note: a file cannot be read, so what leads nowhere or is used by nothing is not reported yet"


def _unmatched(one: Report) -> Iterator[str]:
    """What to say of patterns in the settings that match no file."""
    file = one.project.location.config.file
    names = {document.path for document in one.project.documents}
    for pattern in one.unmatched:
        folder = pattern.rstrip("/")
        help = f"; write `{folder}/**` for the files in it" if any(name.startswith(folder + "/") for name in names) else ""
        yield f"note: `{pattern}` in {file.name if file else 'the settings'} matches no claim file{help}"
