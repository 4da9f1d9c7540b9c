"""Slides for PowerPoint and LibreOffice: native shapes, glued lines, speaker notes."""

import io
import zipfile
from datetime import datetime

from argmap.errors import ArgmapError
from argmap.picture.page import Picture
from argmap.picture.slides import Deck, Slide
from argmap.renderers.pptx.base import CURE, Base, base
from argmap.renderers.pptx.legend import foot, legend
from argmap.renderers.pptx.parts import Numbers
from argmap.renderers.pptx.shapes import Drawn
from argmap.renderers.pptx.words import title, words
from argmap.renderers.pptx.xml import NAMESPACES

_DATE = datetime(2000, 1, 1)  # the same map is to give the same bytes
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)


def render(picture: Picture) -> bytes:
    """The picture as one slide.  Raises `ArgmapError` as `render_deck` does."""
    return render_deck(Deck(picture.title, (Slide("picture", picture.title, picture),)))


def render_deck(deck: Deck, template: str | None = None) -> bytes:
    """A deck as a file of PowerPoint, on the masters and layouts of a ``template`` (a path) if one is given.

    Raises `ArgmapError` if the extra `slides` is not installed, if the
    template cannot be used, and for a size that is none of slides.
    """
    try:
        return _made(deck, template)
    except ArgmapError:
        raise
    except Exception as error:  # much of a template is only read when it is used
        if template is None:
            raise
        raise ArgmapError(f"`{template}` cannot be used as a template", CURE) from error


def _made(deck: Deck, template: str | None) -> bytes:
    picture = deck.slides[0].picture
    start = base("4:3" if picture.width / picture.height < 1.5 else "16:9", picture.theme, template)
    for slide in deck.slides:
        _add(start, slide)
    properties = start.presentation.core_properties
    properties.title = deck.title[:255]
    properties.author = properties.last_modified_by = "argmap"
    properties.created = properties.modified = _DATE
    properties.revision = 1
    made = io.BytesIO()
    start.presentation.save(made)
    return _timeless(made.getvalue())


def _add(start: Base, slide: Slide) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml import parse_xml

    layout, kind = (start.first, start.first_title) if slide.kind == "title" else (start.other, start.other_title)
    made = start.presentation.slides.add_slide(layout)
    tree = made.shapes._spTree
    for shape in list(tree)[2:]:  # the placeholders that were copied; the first two are the tree's own
        tree.remove(shape)
    links = {
        href: made.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        for href in dict.fromkeys(box.href for box in slide.picture.scene.boxes)
        if href.startswith(("https://", "http://"))
    }
    numbers = Numbers()
    plain = start.is_template
    parts = [title(slide, numbers, kind, plain), *words(slide, numbers, plain)]
    if slide.kind == "picture":
        parts += Drawn(slide.picture, numbers, links, start.is_template).shapes()
        parts += [*legend(slide.picture, numbers, plain), *foot(slide.picture, numbers, plain)]
    for shape in parse_xml(f"<p:spTree {NAMESPACES}>{''.join(parts)}</p:spTree>"):
        tree.append(shape)
    if slide.notes:
        frame = made.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = slide.notes


def _timeless(data: bytes) -> bytes:
    """The file without the time at which it was written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for part in file.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            new.writestr(entry, file.read(part))
    return made.getvalue()
