"""The shelf of reporters: one way of printing diagnostics per file, named after the format.

A reporter is a module with a docstring and a function
``report(diagnostics, color) -> Iterator[str]``, which yields text that ends in LF.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules

from argmap.diagnostics import Diagnostic


def formats() -> list[str]:
    """The names of the formats."""
    return sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))


def report(diagnostics: Sequence[Diagnostic], format: str, color: bool = False) -> Iterator[str]:
    """Diagnostics in one of `formats`."""
    text: Iterator[str] = import_module(f"{__name__}.{format}").report(diagnostics, color)
    return text
