"""The shelf of reporters: one way of printing diagnostics per file, named after the format.

A reporter is a module with a docstring and a function
``report(diagnostics, setting) -> Iterator[str]``, which yields text that ends in
LF.  The text depends on nothing but these two: no environment, no clock, no
absolute path.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from argmap.diagnostics import Diagnostic


@dataclass(frozen=True)
class Setting:
    """What a reporter may know of a run beside what was found."""

    color: bool = False
    files: Sequence[str] = ()
    """The paths of all files that were checked, those without a diagnostic too, named as in the diagnostics."""
    strict: bool = False
    """Whether warnings fail the run."""


def formats() -> list[str]:
    """The names of the formats."""
    return sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))


def report(diagnostics: Sequence[Diagnostic], format: str, setting: Setting | None = None) -> Iterator[str]:
    """Diagnostics, in their order, in one of `formats`."""
    text: Iterator[str] = import_module(f"{__name__}.{format}").report(diagnostics, setting or Setting())
    return text
