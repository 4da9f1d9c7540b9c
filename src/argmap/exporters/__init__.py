"""The shelf of exporters: one way of writing a map per file, named after the format.

An exporter is a module with a docstring and a function ``export(project) -> str``.
"""

from importlib import import_module
from pkgutil import iter_modules

from argmap.project import Project


def formats() -> list[str]:
    """The names of the formats."""
    return sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))


def export(project: Project, format: str) -> str:
    """The map in one of `formats`."""
    text: str = import_module(f"{__name__}.{format}").export(project)
    return text
