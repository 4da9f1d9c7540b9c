"""PNG, made of the SVG."""

from argmap.picture.conversion import converted
from argmap.picture.page import Picture


def render(picture: Picture) -> bytes:
    """The picture as PNG.  Raises `ArgmapError` as `convert` does."""
    return converted(picture, "png")
