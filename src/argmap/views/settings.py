"""The settings in force: as TOML that can be copied into a file, as data, and in a few lines."""

from collections.abc import Iterator
from typing import Any

from argmap.config import DEFAULT_PATHS, Config, shown_file
from argmap.rules import all_rules
from argmap.severities import Severities
from argmap.toml_text import quoted


def toml(config: Config) -> Iterator[str]:
    """The lines of a file of settings that means the same, with every rule; comments say what is not the default."""
    shared = config.file is not None and config.file.name == "pyproject.toml"
    prefix = "tool.argmap" if shared else ""
    inner = f"{prefix}." if shared else ""
    name = config.file.name if config.file else ""
    yield (
        f"# The settings in {name}, and the defaults for all that it leaves out.\n"
        if name
        else "# There is no file of settings: these are the defaults.\n"
    )
    if prefix:
        yield f"[{prefix}]\n"
    paths = ", ".join(quoted(path) for path in config.paths)
    yield f"paths = [{paths}]{'' if config.paths == DEFAULT_PATHS else f'  # default: {quoted(*DEFAULT_PATHS)}'}\n"
    yield f"\n[{inner}rules]\n"
    for rule, severity in Severities(config).general.items():
        default = all_rules()[rule].severity
        yield f'{rule} = "{severity}"{"" if severity == default else f"  # default: {default}"}\n'
    for pattern, severities in config.overrides:
        yield f"\n[{inner}rules.{quoted(pattern)}]\n"
        yield from (f'{rule} = "{severity}"\n' for rule, severity in severities.items())


def data(config: Config) -> dict[str, Any]:
    """The same for programs."""
    general = Severities(config).general
    return {
        "argmap": 1,
        "file": config.file.name if config.file else None,
        "paths": list(config.paths),
        "rules": {rule: {"severity": severity, "default": all_rules()[rule].severity} for rule, severity in general.items()},
        "files": [{"pattern": pattern, "rules": severities} for pattern, severities in config.overrides],
    }


def words(config: Config) -> list[str]:
    """A few lines: the file of settings as seen from the current folder, the paths, and what is not the default."""
    lines = [
        f"settings: {shown_file(config.file) if config.file else 'none, the defaults hold'}",
        f"paths: {', '.join(config.paths)}",
    ]
    general = Severities(config).general
    changed = [f"{rule} {severity}" for rule, severity in general.items() if severity != all_rules()[rule].severity]
    lines.append(f"rules: {', '.join(changed) or 'as by default'}")
    for pattern, severities in config.overrides:
        lines.append(f"rules in {pattern}: {', '.join(f'{rule} {severity}' for rule, severity in severities.items()) or 'the same'}")
    return lines
