"""Settings: finding and reading `argmap.toml` or `[tool.argmap]` in `pyproject.toml`."""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from argmap.errors import ArgmapError
from argmap.files import read_bytes
from argmap.nearest import nearest

DEFAULT_PATHS = ("claims",)
_KEYS = ("paths", "rules")
_SEVERITIES = ("error", "warning", "off")


@dataclass(frozen=True)
class Config:
    """What a project sets: the claim files, and the severity of rules."""

    file: Path | None = None
    """The file the settings stand in; None where there is none."""
    paths: tuple[str, ...] = DEFAULT_PATHS
    rules: dict[str, str] = field(default_factory=dict, hash=False)


def config_in(folder: Path) -> Config | None:
    """The settings of a folder, or None if it holds none.  Raises `ArgmapError`."""
    own = folder / "argmap.toml"
    if os.path.lexists(own):
        try:
            data = read_bytes(own)
        except OSError as error:
            raise ArgmapError(f"{own} cannot be read: {(error.strerror or str(error)).lower()}") from error
        return _checked(own, _parse(own, data))
    shared = folder / "pyproject.toml"
    table = _shared_table(shared)
    return None if table is None else _checked(shared, table)


def _shared_table(file: Path) -> Any:
    """The table `tool.argmap` of a file that is somebody else's, and for them to mend where it does not speak of argmap."""
    try:
        data = read_bytes(file)
    except OSError:
        return None
    try:
        return _parse(file, data).get("tool", {}).get("argmap")
    except AttributeError:  # `tool` is no table
        return None
    except ArgmapError:
        if b"[tool.argmap" in data:
            raise
        return None


def _parse(file: Path, data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ArgmapError(f"{file} is not UTF-8", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ArgmapError(f"{file} is not valid TOML: {error}") from error
    except RecursionError as error:
        raise ArgmapError(f"{file} is not valid TOML: nested too deep") from error
    except ValueError as error:
        raise ArgmapError(f"{file} cannot be read: it holds a number of too many digits") from error


def _checked(file: Path, table: Any) -> Config:
    if not isinstance(table, dict):
        raise ArgmapError(f"{file}: `argmap` must be a table")
    for key in table:
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            help = f"did you mean `{near}`?" if near else "the keys are `paths` and `rules`"
            raise ArgmapError(f"{file}: `{key}` is not a setting", help)
    return Config(file, _paths(file, table.get("paths", list(DEFAULT_PATHS))), _rules(file, table.get("rules", {})))


def _paths(file: Path, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(path, str) and path for path in value):
        raise ArgmapError(f"{file}: `paths` must be a list of folders and files", 'write `paths = ["claims"]`')
    for path in value:
        parts = PurePosixPath(path.replace("\\", "/"))
        if parts.is_absolute() or Path(path).is_absolute() or ".." in parts.parts:
            raise ArgmapError(f"{file}: `{path}` in `paths` leaves the project", "name folders below the file")
    return tuple(value)


def _rules(file: Path, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ArgmapError(f"{file}: `rules` must be a table", 'write `long-text = "off"` under `[rules]`')
    for name, severity in value.items():
        if severity not in _SEVERITIES:
            shown = f"`{severity}`" if isinstance(severity, str) else "anything but a text"
            raise ArgmapError(f"{file}: the severity of `{name}` cannot be {shown}", 'write "error", "warning" or "off"')
    return dict(value)
