"""Which rules run on which files, and with what severity: the rules' own, the settings', and what a command asks for."""

from collections.abc import Collection, Iterable

from argmap.config import Config
from argmap.diagnostics import Severity
from argmap.errors import ArgmapError, joined
from argmap.patterns import Pattern
from argmap.rule_names import ALWAYS, no_such_rule
from argmap.rules import all_rules


class Severities:
    """The severity of each rule in each file of a project.

    A rule has its own severity, unless ``[rules]`` gives it another, unless a
    table of ``[rules]`` for a pattern that matches the file does: the last such
    table that names the rule decides.

    ``select`` leaves these rules alone to run, those included that are off in
    general (as warnings); ``ignore`` takes rules away.  Neither touches the
    rules that always run (`rule_names.ALWAYS`), and where a table for files
    switches a rule off it stays off.  Raises `ArgmapError` for names in
    ``select`` and ``ignore`` that are no rule's or cannot be ignored.
    """

    def __init__(self, config: Config, select: Collection[str] = (), ignore: Collection[str] = ()) -> None:
        _check_names(select, ignore)
        rules = all_rules()
        self._asked = frozenset(name for name in rules if name in ALWAYS or ((not select or name in select) and name not in ignore))
        self._general = {name: Severity(config.rules.get(name, rule.severity)) for name, rule in rules.items()}
        for name in rules:
            if name not in self._asked:
                self._general[name] = Severity.OFF
            elif name in select and self._general[name] is Severity.OFF:
                self._general[name] = Severity.WARNING
        self._patterns = [(Pattern(pattern), self._for_files(severities)) for pattern, severities in config.overrides]
        self._by_path: dict[str, dict[str, Severity]] = {}

    def _for_files(self, severities: dict[str, str]) -> dict[str, Severity]:
        return {name: Severity(severity) for name, severity in severities.items() if name in self._asked}

    @property
    def active(self) -> frozenset[str]:
        """The rules that are on in some file, or would be if there were one."""
        tables = (self._general, *(table for _, table in self._patterns))
        return frozenset(name for table in tables for name, severity in table.items() if severity is not Severity.OFF)

    @property
    def general(self) -> dict[str, Severity]:
        """The severity of each rule in a file that no pattern matches."""
        return dict(self._general)

    def of(self, rule: str, path: str) -> Severity:
        """The severity of a rule in the file at ``path`` (relative to the project, with `/`)."""
        if not self._patterns:
            return self._general[rule]
        own = self._by_path.get(path)
        if own is None:
            own = self._by_path[path] = {}
            for pattern, table in self._patterns:
                if pattern.matches(path):
                    own |= table
        return own.get(rule) or self._general[rule]

    def is_off(self, rule: str, path: str) -> bool:
        """Whether a rule is off in the file at ``path``."""
        return self.of(rule, path) is Severity.OFF

    def unmatched(self, paths: Iterable[str]) -> list[str]:
        """The patterns of the settings that match none of some paths."""
        left = [pattern for pattern, _ in self._patterns]
        for path in paths if left else ():
            left = [pattern for pattern in left if not pattern.matches(path)]
        return [pattern.text for pattern in left]


def _check_names(select: Iterable[str], ignore: Iterable[str]) -> None:
    faults = [no_such_rule(name) for name in dict.fromkeys([*select, *ignore]) if name not in all_rules()]
    always = sorted(ALWAYS.intersection(ignore))
    faults += [ArgmapError(f"`{name}` cannot be ignored", "mend what it reports") for name in always]
    if faults:
        raise joined(faults)
