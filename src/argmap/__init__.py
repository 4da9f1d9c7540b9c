"""Argument maps as plain text: read, check, query and draw a scholarly debate.

The names below are the public interface; they are imported on first use, so
that ``import argmap`` costs next to nothing.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["ArgumentMap", "Diagnostic", "__version__", "check", "load"]

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic
    from argmap.linter import check
    from argmap.model import ArgumentMap
    from argmap.project import load

_HOMES = {
    "ArgumentMap": "argmap.model",
    "Diagnostic": "argmap.diagnostics",
    "check": "argmap.linter",
    "load": "argmap.project",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'argmap' has no attribute {name!r}")
