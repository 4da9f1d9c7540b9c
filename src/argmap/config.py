"""Settings: finding and reading `argmap.toml` or `[tool.argmap]` in `pyproject.toml`."""

import os
import re
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from argmap.errors import ArgmapError, FilePlace, joined, reason
from argmap.files import read_bytes
from argmap.nearest import nearest
from argmap.patterns import pattern_fault
from argmap.rule_names import ALWAYS, no_such_rule, rule_names
from argmap.source_text import Position, SourceText

if TYPE_CHECKING:
    from argmap.toml_text import Places

DEFAULT_PATHS = ("claims",)
SEVERITIES = ("error", "warning", "off")
_KEYS = ("paths", "rules")
_SHARED = ("tool", "argmap")
_TOML_PLACE = r"(?s)(.*) \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)"
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate")
_TOML_CURES = {
    **dict.fromkeys(_TWICE, "join the two, or remove one"),
    "Invalid value": 'put a text in quotes, as in `long-text = "off"`',
    "Expected '='": "write `key = value`",
    "Unclosed array": 'separate texts by commas, as in `["claims", "more"]`, and close the bracket',
    "Unescaped": "write `/` in a path, or put the text in single quotes",
}
_STATEMENT = r"""[ \t]*(?:\[|[\w.\-"' \t]+=)"""
_LISTED = 1000
"""How many names in a folder are compared with one that is not there."""
_SEVERITY_HELP = 'write "error", "warning" or "off"'


@dataclass(frozen=True)
class Config:
    """What a project sets: the claim files, and the severity of rules."""

    file: Path | None = None
    """The file the settings stand in; None where there is none."""
    paths: tuple[str, ...] = DEFAULT_PATHS
    rules: dict[str, str] = field(default_factory=dict, hash=False)
    """The severities that hold for all files, by rule."""
    overrides: tuple[tuple[str, dict[str, str]], ...] = field(default=(), hash=False)
    """The severities that hold for the files that a pattern matches, in the order written: the last match wins."""


class SettingsText:
    """The text of a file of settings, for messages that name a place in it; ``table`` are the keys that lead to its settings."""

    def __init__(self, file: Path, text: str, data: dict[str, Any], table: tuple[str, ...] = ()) -> None:
        self.file = file
        self.text = text
        self.data = data
        self.table = table

    def fault(self, message: str, help: str, *way: str | int, at_key: bool = False) -> ArgmapError:
        """An error about what stands at the end of ``way`` in the settings; without its place if that cannot be told."""
        offset = self.offset(*way, at_key=at_key)
        return _wrong(self.file, message, help, None if offset is None else SourceText(self.text).position(offset))

    def offset(self, *way: str | int, at_key: bool = False) -> int | None:
        """Where the value (or its key) at the end of ``way`` begins; None if that cannot be told."""
        return (self._places.of_key if at_key else self._places.of_value)(*self.table, *way)

    @cached_property
    def _places(self) -> "Places":
        from argmap.toml_text import Places  # only what is wrong has to be found

        return Places(self.text, self.data)


def config_in(folder: Path) -> Config | None:
    """The settings of a folder, or None if it holds none.  Raises `ArgmapError`, which says all that is wrong with them."""
    own = folder / "argmap.toml"
    if os.path.lexists(own):
        try:
            data = read_bytes(own)
        except OSError as error:
            raise _unreadable(own, reason(error)) from error
        read = _parse(own, data)
        return _checked(read, read.data)
    return _shared_config(folder / "pyproject.toml")


def shown_file(file: Path) -> str:
    """A file of settings as it is seen from the current folder, if that lies above or below; else the whole path."""
    try:
        here = Path.cwd()
        near = file.parent.is_relative_to(here) or here.is_relative_to(file.parent)
        return os.path.relpath(file, here).replace("\\", "/") if near else str(file)
    except (OSError, ValueError):
        return str(file)


def _shared_config(file: Path) -> Config | None:
    """The table `tool.argmap` of a file that is somebody else's, and for them to mend where it does not speak of argmap."""
    try:
        data = read_bytes(file)
    except OSError:
        return None
    try:
        read = _parse(file, data, _SHARED)
        table = read.data.get("tool", {}).get("argmap")
    except AttributeError:  # `tool` is no table
        return None
    except ArgmapError:
        if b"[tool.argmap" in data:
            raise
        return None
    return None if table is None else _checked(read, table)


def _parse(file: Path, data: bytes, table: tuple[str, ...] = ()) -> SettingsText:
    try:
        text = data.decode("utf-8-sig")
        return SettingsText(file, text, tomllib.loads(text), table)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")  # without the byte-order mark, as `start` counts
        raise _wrong(file, "the file is not UTF-8", "save it as UTF-8", SourceText(before).position(len(before))) from error
    except tomllib.TOMLDecodeError as error:
        raise _invalid_toml(file, text, str(error)) from error
    except RecursionError as error:
        raise _wrong(file, "not valid TOML: nested too deep") from error
    except ValueError as error:
        raise _unreadable(file, "it holds a number of too many digits") from error


def _invalid_toml(file: Path, text: str, said: str) -> ArgmapError:
    """What `tomllib` says of a text that is not TOML, with its place and a cure for the usual slips."""
    match = re.fullmatch(_TOML_PLACE, said)
    if match is None:
        return _wrong(file, f"not valid TOML: {said}")
    source = SourceText(text)
    line, column = (int(match[2]), int(match[3])) if match[2] else source.position(len(text.rstrip()))
    written = source.line(line)
    said_of_it = match[1][:1].lower() + match[1][1:] + ("" if match[2] else " at the end of the file")
    help = next((cure for start, cure in _TOML_CURES.items() if match[1].startswith(start)), "")
    if match[1].startswith(_TWICE):
        said_of_it = "this is written already"
        if re.match(_STATEMENT, written):  # `tomllib` names its end
            column = len(written) - len(written.lstrip()) + 1
    elif re.search("[*/?]", re.split("[=\"']", written)[0]):
        help = 'put a pattern in quotes: `[rules."claims/drafts/**"]`'
    return _wrong(file, f"not valid TOML: {said_of_it}", help, Position(line, column))


def _wrong(file: Path, said: str, help: str = "", at: Position | None = None) -> ArgmapError:
    """An error about a place in a file of settings, or about the whole of it."""
    where = f"{shown_file(file)}:{at.line}:{at.column}" if at else shown_file(file)
    return ArgmapError(f"{where}: {said}", help, place=FilePlace(file, *(at or (1, 1))), said=said)


def _unreadable(file: Path, why: str) -> ArgmapError:
    return ArgmapError(f"{shown_file(file)} cannot be read: {why}", place=FilePlace(file, 1, 1), said=f"the file cannot be read: {why}")


def _checked(read: SettingsText, table: Any) -> Config:
    """The settings in ``table``.  Raises one `ArgmapError` for all that is wrong with them, in the order written."""
    check = _Check(read)
    if not isinstance(table, dict):
        check.fault("`argmap` must be a table", "write `[tool.argmap]`")
        table = {}
    for key in table:
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            check.fault(
                f"`{key}` is not a setting", f"did you mean `{near}`?" if near else "the keys are `paths` and `rules`", key, at_key=True
            )
    paths = check.paths(table.get("paths"))
    rules, overrides = check.rules(table.get("rules", {}))
    if check.faults:
        raise joined([error for _, error in sorted(check.faults, key=lambda fault: fault[0])])
    return Config(read.file, paths, rules, overrides)


class _Check:
    """Looks through the settings and gathers all that is wrong."""

    def __init__(self, read: SettingsText) -> None:
        self.read = read
        self.faults: list[tuple[int, ArgmapError]] = []
        """Each with its offset, so that they can be put in order."""

    def fault(self, message: str, help: str, *way: str | int, at_key: bool = False) -> None:
        offset = self.read.offset(*way, at_key=at_key)
        self.faults.append((offset or 0, self.read.fault(message, help, *way, at_key=at_key)))

    def paths(self, value: Any) -> tuple[str, ...]:
        if value is None:
            for path in () if self.faults else DEFAULT_PATHS:  # a wrong key may be meant for `paths`
                self._must_be_there(path, "which holds the claim files where `paths` is not set")
            return DEFAULT_PATHS
        if not isinstance(value, list) or not value:
            self.fault("`paths` must be a list of folders and files", 'write `paths = ["claims"]`', "paths")
            return DEFAULT_PATHS
        for number, path in enumerate(value):
            if not isinstance(path, str) or not path:
                self.fault("`paths` must be a list of folders and files", 'write `paths = ["claims"]`', "paths", number)
                continue
            parts = PurePosixPath(path.replace("\\", "/"))
            if parts.is_absolute() or Path(path).is_absolute() or ".." in parts.parts:
                self.fault(f"`{path}` in `paths` leaves the project", "name folders below the file", "paths", number)
            else:
                self._must_be_there(path, "which `paths` names", number)
        return tuple(value)

    def _must_be_there(self, path: str, why: str, *number: int) -> None:
        folder = self.read.file.parent
        if not os.path.lexists(folder / path):
            near = nearest_path(folder, path)
            help = "make it, or name another in `paths`"
            self.fault(f"there is no `{path}`, {why}", f"did you mean `{near}`?" if near and number else help, "paths", *number)

    def rules(self, value: Any) -> tuple[dict[str, str], tuple[tuple[str, dict[str, str]], ...]]:
        if not isinstance(value, dict):
            self.fault("`rules` must be a table", 'write `long-text = "off"` under `[rules]`', "rules")
            return {}, ()
        rules: dict[str, str] = {}
        overrides: list[tuple[str, dict[str, str]]] = []
        for name, inner in value.items():
            if not isinstance(inner, dict) or name in rule_names():
                rules[name] = self._severity(inner, "rules", name)
                continue
            fault = pattern_fault(name)
            if fault:
                self.fault(*fault, "rules", name, at_key=True)
            overrides.append((name, {rule: self._severity(severity, "rules", name, rule) for rule, severity in inner.items()}))
        return rules, tuple(overrides)

    def _severity(self, value: Any, *way: str) -> str:
        """Check the name of a rule at the end of ``way`` and its severity."""
        name = way[-1]
        if name not in rule_names():
            self._wrong_name(value, way)
            if isinstance(value, dict):
                return ""
        if not isinstance(value, str):
            self.fault(f"the severity of `{name}` must be a text, not {_kind(value)}", _SEVERITY_HELP, *way)
        elif value not in SEVERITIES:
            near = nearest(value, SEVERITIES)
            help = f'did you mean "{near}"?' if near else _SEVERITY_HELP
            self.fault(f"the severity of `{name}` cannot be `{value}`", help, *way)
        elif value == "off" and name in ALWAYS:
            self.fault(f"`{name}` cannot be switched off", 'write "error" or "warning", or leave it out', *way)
        return value if isinstance(value, str) else ""

    def _wrong_name(self, value: Any, way: Sequence[str]) -> None:
        error = no_such_rule(way[-1])
        help = error.help
        if re.search(r"[*/?]|\.ya?ml$", way[-1]):
            help = f'a pattern of files is a table: write `[rules."{way[-1]}"]`, and rules under it'
        elif isinstance(value, dict):
            help = f'put a pattern of files in quotes: `[rules."{"/".join(way[1:])}/**"]`'
        self.fault(error.message, help, *way, at_key=True)


def _kind(value: Any) -> str:
    """What kind of TOML value this is, in words."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    kinds = {dict: "a table", list: "a list", int: "a number", float: "a number"}
    return kinds.get(type(value), "a date or time")


def nearest_path(folder: Path, path: str) -> str | None:
    """The path that is there and differs from ``path`` in one part; None if none is near."""
    parts = PurePosixPath(path).parts
    for number, part in enumerate(parts):
        around = folder.joinpath(*parts[:number])
        if not os.path.lexists(around / part):
            with suppress(OSError, ValueError), os.scandir(around) as listing:
                names = [entry.name for entry in islice(listing, _LISTED) if not entry.name.startswith(".")]
                near = nearest(part, sorted(names))
                found = PurePosixPath(*parts[:number], near, *parts[number + 1 :]) if near else None
                return str(found) if found and os.path.lexists(folder / found) else None
    return None
