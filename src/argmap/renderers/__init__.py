"""The shelf of renderers: one file format of a picture per file, named after the format.

A renderer is a module with a docstring and a function ``render(picture) -> bytes``.
"""

from importlib import import_module
from pkgutil import iter_modules

from argmap.picture.page import Picture


def formats() -> list[str]:
    """The names of the formats."""
    return sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))


def render(picture: Picture, format: str) -> bytes:
    """The picture as a file in one of `formats`.  Raises `ArgmapError` where the format needs what is not there."""
    data: bytes = import_module(f"{__name__}.{format}").render(picture)
    return data
