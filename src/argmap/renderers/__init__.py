"""The shelf of renderers: one file format of a picture per file, named after the format.

A renderer is a module with a docstring and a function ``render(picture) -> bytes``.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from argmap.picture.page import Picture

if TYPE_CHECKING:
    from argmap.picture.slides import Deck


def formats() -> list[str]:
    """The names of the formats."""
    return sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))


def render(picture: Picture, format: str) -> bytes:
    """The picture as a file in one of `formats`.  Raises `ArgmapError` where the format needs what is not there."""
    data: bytes = import_module(f"{__name__}.{format}").render(picture)
    return data


def render_deck(deck: "Deck", format: str, template: str | None = None) -> bytes:
    """A deck as PDF or as a file of PowerPoint, the latter on a template if one is given.  Raises `ArgmapError` as `render` does."""
    if format == "pptx":
        from argmap.renderers import pptx

        return pptx.render_deck(deck, template)
    from argmap.renderers import pdf

    return pdf.render_deck(deck)
