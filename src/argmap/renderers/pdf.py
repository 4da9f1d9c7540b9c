"""PDF, made of the SVG."""

from argmap.picture.conversion import FONT, convert
from argmap.picture.page import Picture
from argmap.picture.svg import svg_text


def render(picture: Picture) -> bytes:
    """The picture as PDF.  Raises `ArgmapError` as `convert` does."""
    return convert(
        svg_text(picture, FONT),
        "pdf",
        picture.width * picture.points,
        picture.height * picture.points,
        1 / picture.points,
        picture.title,
        picture.description,
    )
