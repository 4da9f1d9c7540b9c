"""The shelf of styles: one way of citing per file, named after the style.

A style is a module with a docstring and a function ``cite(map, cited)``.  It
returns the finished text of a file for other programs, or `Prose` for people,
which is still to be printed as text, Markdown, HTML or JSON.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmap.model import ArgumentMap
    from argmap.works.cited import Cited
    from argmap.works.prose import Prose


def styles() -> list[str]:
    """The names of the styles."""
    return sorted(info.name.replace("_", "-") for info in iter_modules(__path__) if not info.name.startswith("_"))


def cite(map: "ArgumentMap", cited: "Cited", style: str) -> "Prose | str":
    """What is cited, in one of `styles`."""
    module = import_module(f"{__name__}.{style.replace('-', '_')}")
    made: Prose | str = module.cite(map, cited)
    return made
