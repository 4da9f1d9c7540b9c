"""SVG: scales to any size, for slides and web pages."""

from argmap.picture.page import Picture
from argmap.picture.svg import svg_text


def render(picture: Picture) -> bytes:
    """The picture as SVG in UTF-8."""
    return svg_text(picture).encode()
