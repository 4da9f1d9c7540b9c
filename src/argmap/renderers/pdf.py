"""PDF, made of the SVG; of a deck a page for each slide."""

from argmap.picture.conversion import FONT, Page, convert_pages, converted
from argmap.picture.page import Picture
from argmap.picture.slides import Deck
from argmap.picture.svg import svg_text


def render(picture: Picture) -> bytes:
    """The picture as PDF.  Raises `ArgmapError` as `convert` does."""
    return converted(picture, "pdf")


def render_deck(deck: Deck) -> bytes:
    """The slides as pages of one PDF.  Raises `ArgmapError` as `convert` does."""
    first = deck.slides[0].picture
    pages = [Page(svg_text(slide.picture, FONT), slide.picture.description) for slide in deck.slides]
    return convert_pages(pages, first.width * first.points, first.height * first.points, deck.title)
