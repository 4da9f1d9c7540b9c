"""What may come next on a command line that is being typed."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args, get_origin

import typer

from argmap.cli._line import Line, Typed, options_of, read, takes_value
from argmap.cli._takes import BY_METAVAR, IDS, NOTHING, Candidate, Takes

if TYPE_CHECKING:
    from argmap.project import Location
    from argmap.query.fields import Field

# No map may have an id with spaces, quotes, `$` or whatever else a shell acts on; where one stands in a file, it is not offered.
_PLAIN = re.compile(r"\w[\w.+:@/-]{0,199}")
_DEPTHS = ("all", "1", "2", "3")
_OWN_PROJECT = ("rename",)
"""The commands that never read the map that ships with argmap."""


class Offer(NamedTuple):
    """What may come next."""

    candidates: list[Candidate]
    typed: str = ""
    """The end of the current word in whose place a candidate is put."""
    is_file: bool = False
    """Whether it is the name of a file, which the shell knows best."""


def offer(line: Line, is_anywhere: bool = False) -> Offer:
    """What may come next on a line; all that is offered begins with what is typed.

    With ``is_anywhere``: where no id begins with it, the ids that hold it.
    Raises what reading the project raises.
    """
    return _Completion(line, is_anywhere).offer()


class _Completion:
    """One line, and what is known of it."""

    def __init__(self, line: Line, is_anywhere: bool) -> None:
        self.current = line.current
        self.is_anywhere = is_anywhere
        self.name = ""
        self.root = read(_command(), line.words, is_group=True)
        self.typed = self.root
        if self.root.rest:
            self.name, *words = self.root.rest
            command = _command(self.name)
            self.typed = self.root._replace(command=None) if command is None else read(command, words)

    def offer(self) -> Offer:
        """What may come next."""
        typed = self.typed
        if typed.command is None:
            return Offer([])
        if typed.waiting is not None:
            return self._value(typed.waiting, self.current)
        if self.current.startswith("-") and not typed.is_plain:
            return self._option(typed)
        if typed is self.root:
            commands = (Candidate(name, _short_help(each)) for name, each in _commands().items() if not each.hidden)
            return Offer(_beginning(commands, self.current), self.current)
        arguments = [each for each in typed.command.params if each.param_type_name == "argument"]
        if arguments and (len(typed.arguments) < len(arguments) or arguments[-1].nargs == -1):
            return self._value(arguments[min(len(typed.arguments), len(arguments) - 1)], self.current)
        return Offer([])

    def _option(self, typed: Typed) -> Offer:
        """An option, or a value behind `=`."""
        options = options_of(typed.command)
        flag, equals, value = self.current.partition("=")
        if equals:
            option = options.get(flag)
            return self._value(option, value) if option is not None and takes_value(option) else Offer([])
        open_ = (Candidate(flag, each.help or "") for flag, each in options.items() if each.multiple or each.name not in typed.given)
        return Offer(_beginning(open_, self.current), self.current)

    def _value(self, parameter: Any, current: str) -> Offer:
        """A value of an option or argument."""
        takes = what_it_takes(self.typed.command, parameter)
        if "file" in takes.kinds:
            return Offer([], current, is_file=True)
        if "expression" in takes.kinds:
            return self._expression(current)
        before, typed = "", current
        if takes.is_list and parameter.param_type_name == "option":
            before, _, typed = current.rpartition(",")
        given = set(before.split(","))
        found = [each for each in self._candidates(takes, typed) if each.value not in given]
        return Offer(_beginning(found, typed, self.is_anywhere and typed == current), typed)

    def _candidates(self, takes: Takes, typed: str) -> Iterator[Candidate]:
        yield from (Candidate(word) for word in takes.words)
        kinds = [kind for kind in takes.kinds if kind in IDS]
        if kinds:
            yield from self._names(kinds, typed)
        for kind in takes.kinds:
            if kind not in IDS:
                yield from _OTHERS[kind](self, typed)

    def _names(self, kinds: list[str], typed: str) -> Iterator[Candidate]:
        from argmap.names import names

        if self.location is None:
            return
        is_said = len(kinds) > 1
        found = names(self.location, kinds, typed)  # type: ignore[arg-type]
        for name in sorted(found, key=lambda name: _order(name.kind)):
            if _PLAIN.fullmatch(name.id):
                yield Candidate(name.id, ": ".join(part for part in (name.kind if is_said else "", name.text) if part))

    def _via(self, typed: str) -> Iterator[Candidate]:
        prefix = "via:"
        if typed.startswith(prefix):
            for each in self._names(["source"], typed.removeprefix(prefix)):
                yield Candidate(prefix + each.value, each.words)
        else:
            yield Candidate(prefix, "what was read in this work")

    def _tags(self, typed: str) -> Iterator[Candidate]:
        from argmap.names import tags

        found = () if self.location is None else tags(self.location)
        yield from (Candidate(tag.id) for tag in found if _PLAIN.fullmatch(tag.id))

    def _rules(self, typed: str) -> Iterator[Candidate]:
        from argmap.rule_names import rule_names, written_summary

        yield from (Candidate(name, written_summary(name)) for name in rule_names() if name.startswith(typed) or self.is_anywhere)

    def _types(self, typed: str) -> Iterator[Candidate]:
        from argmap.kinds import NODE_TYPES

        yield from map(Candidate, NODE_TYPES)

    def _labels(self, typed: str) -> Iterator[Candidate]:
        from argmap.kinds import LABELS

        yield from map(Candidate, LABELS)

    def _depths(self, typed: str) -> Iterator[Candidate]:
        yield from map(Candidate, _DEPTHS)

    def _sorts(self, typed: str) -> Iterator[Candidate]:
        from argmap.query.fields import SORTS

        sign = "-" if typed.startswith("-") else ""
        yield from (Candidate(sign + each) for each in SORTS)

    def _expression(self, current: str) -> Offer:
        """The words of the query language, and what may stand behind a colon."""
        from argmap.cli._expression import complete
        from argmap.query.fields import FIELDS, FLAGS, RELATIONS

        typed, found = complete(" ".join([*self.typed.arguments, current]), (FIELDS, FLAGS, RELATIONS), self._values_of)
        return Offer(found, typed)

    def _values_of(self, field: "Field", typed: str) -> Iterator[Candidate]:
        yield from map(Candidate, field.choices)
        kinds = [kind for kind in IDS if kind in field.kind.split(" or ")]
        if kinds:
            yield from self._names(kinds, typed)
        if field.name == "tag":
            yield from self._tags(typed)

    @cached_property
    def location(self) -> "Location | None":
        """The project that the command would read; None where there is none."""
        from argmap.project import here, locate, locate_for_reading

        named = next((each[-1] for each in (self.typed.given.get("project"), self.root.given.get("project")) if each), None)
        if named is None and self.name in _OWN_PROJECT:
            return locate(here())
        return locate_for_reading(None if named is None else _expanded(named))


_OTHERS = {
    "via": _Completion._via,
    "tag": _Completion._tags,
    "rule": _Completion._rules,
    "type": _Completion._types,
    "label": _Completion._labels,
    "depth": _Completion._depths,
    "sort": _Completion._sorts,
}


def what_it_takes(command: Any, parameter: Any) -> Takes:
    """What an option or argument takes: as `Takes` says, or its type if that is a few words, or what the help calls it."""
    import inspect

    declared = inspect.signature(command.callback).parameters.get(parameter.name) if command.callback else None
    if declared is not None and get_origin(declared.annotation) is Annotated:
        for each in get_args(declared.annotation):
            if isinstance(each, Takes):
                return each
    choices = parameter.shell_complete(typer.Context(command, resilient_parsing=True), "")
    if choices:
        return Takes(words=[item.value for item in choices])
    return BY_METAVAR.get(parameter.metavar or "", NOTHING)


def _beginning(candidates: Iterable[Candidate], typed: str, is_anywhere: bool = False) -> list[Candidate]:
    """Those that begin with what is typed; with ``is_anywhere``, if none does, those that hold it."""
    every = list(candidates)
    found = [each for each in every if each.value.startswith(typed)]
    return found or [each for each in every if is_anywhere and typed in each.value]


def _order(kind: str) -> int:
    return IDS.index(kind) if kind in IDS else len(IDS)


def _expanded(path: str) -> str:
    """A path as the shell will give it, if it begins with `~` or holds the name of a variable; nothing is run."""
    import os

    return path if os.path.exists(path) else os.path.expandvars(os.path.expanduser(path))  # noqa: PTH111


def _command(name: str | None = None) -> Any:
    """A command, or None; without a name the program itself, which knows no command then."""
    from argmap.cli import COMMANDS, app

    if name is None:
        return typer.main.get_command(app(()))
    return _commands((name,) if name in COMMANDS else COMMANDS).get(name)


def _commands(modules: tuple[str, ...] | None = None) -> dict[str, Any]:
    from argmap.cli import COMMANDS, app

    group: Any = typer.main.get_command(app(COMMANDS if modules is None else modules))
    commands: dict[str, Any] = group.commands
    return commands


def _short_help(command: Any) -> str:
    return str(command.get_short_help_str(limit=200))
