"""The presentation that slides are added to: our own, or a template that brings a house style."""

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.display import visible
from argmap.errors import ArgmapError, reason
from argmap.files import read_bytes
from argmap.palette import THEMES, Theme
from argmap.picture.fit import SIZES, SizeName
from argmap.renderers.pptx.xml import PER_POINT

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_MAX_PARTS, _MAX_CONTENT = 5000, 200 * 1024 * 1024
_TEMPLATE = b"presentationml.template.main+xml"
_PRESENTATION = b"presentationml.presentation.main+xml"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
CURE = "name a .pptx or .potx file that PowerPoint or LibreOffice opens"


class Base(NamedTuple):
    """A presentation without slides, its layouts for the first slide and for all others, and the placeholders of their titles."""

    presentation: "Presentation"
    first: Any
    other: Any
    first_title: str
    other_title: str
    is_template: bool


def base(size: SizeName, theme: Theme, template: str | None) -> Base:
    """The presentation to start from.  Raises `ArgmapError` for a template that cannot be used, and where the extra is missing."""
    try:
        import pptx
    except ImportError as error:
        raise ArgmapError("slides for PowerPoint need the extra `slides`", 'run `pip install "argmap[slides]"`, or write a PDF') from error
    if template is None:
        presentation = pptx.Presentation()
        _resize(presentation, size)
        _in_our_style(presentation, theme)
    else:
        data = _template_bytes(template)
        try:
            presentation = pptx.Presentation(io.BytesIO(data))
            _without_slides(presentation)
        except Exception as error:  # whatever a file that is not trusted does to the library
            raise ArgmapError(f"`{template}` cannot be read as a presentation", CURE) from error
        _expect_shape(presentation, size, template)
        _resize(presentation, size)
        _expect_no_links(presentation, template)
    return _with_layouts(presentation, template)


def _with_layouts(presentation: "Presentation", template: str | None) -> Base:
    titled = [layout for layout in presentation.slide_layouts if _title_kind(layout)]
    if not titled:
        raise ArgmapError(f"`{template}` has no layout with a title", "add a layout such as Title Only to it, or leave out `--template`")
    first = next((layout for layout in titled if layout._element.get("type") == "title"), titled[0])
    other = min(titled, key=lambda layout: (layout._element.get("type") != "titleOnly", len(layout.placeholders)))
    return Base(presentation, first, other, _title_kind(first), _title_kind(other), template is not None)


def _title_kind(layout: Any) -> str:
    """The type of the title's placeholder in a layout: ``title``, ``ctrTitle``, or none."""
    for holder in layout._element.iter(f"{_P}ph"):
        if holder.get("type") in ("title", "ctrTitle"):
            return str(holder.get("type"))
    return ""


def _template_bytes(name: str) -> bytes:
    """The file, if it is what it should be.  Raises `ArgmapError`."""
    try:
        data = read_bytes(Path(name))
    except (OSError, ValueError) as error:
        raise ArgmapError(f"the template `{name}` cannot be read: {reason(error)}", CURE) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
            types = _content_types(file)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise ArgmapError(f"the template `{name}` is no presentation", CURE) from error
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_CONTENT:
        raise ArgmapError(
            f"the template `{name}` holds too much", f"take one with at most {_MAX_PARTS:,} parts and {_MAX_CONTENT >> 20} MB when unpacked"
        )
    if b"macroEnabled" in types or any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise ArgmapError(f"the template `{name}` holds macros", "save it as .pptx or .potx, without macros")
    return _as_presentation(data, types) if _TEMPLATE in types else data


def _content_types(file: zipfile.ZipFile) -> bytes:
    with file.open("[Content_Types].xml") as part:
        return part.read(1 << 20)


def _as_presentation(data: bytes, types: bytes) -> bytes:
    """A .potx as the .pptx that it is but for its name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for part in file.infolist():
            new.writestr(
                part.filename, types.replace(_TEMPLATE, _PRESENTATION) if part.filename == "[Content_Types].xml" else file.read(part)
            )
    return made.getvalue()


def _without_slides(presentation: "Presentation") -> None:
    """Take out all slides, and what names them."""
    slides = presentation.slides._sldIdLst
    for slide in list(slides):
        presentation.part.drop_rel(slide.rId)
        slides.remove(slide)
    root = presentation.part._element
    for part in list(root):
        if part.tag in (f"{_P}custShowLst", f"{_P}extLst"):  # shows and sections of slides
            root.remove(part)


def _expect_shape(presentation: "Presentation", size: SizeName, name: str) -> None:
    """Raise `ArgmapError` if a template is not as wide, for its height, as what is asked for."""
    width, height = presentation.slide_width or 0, presentation.slide_height or 0
    ratios: dict[SizeName, float] = {"16:9": 16 / 9, "4:3": 4 / 3}
    fitting = [each for each, ratio in ratios.items() if height and abs(width / height / ratio - 1) < 0.01]
    if not fitting:
        raise ArgmapError(f"the slides of `{name}` are neither 16:9 nor 4:3", "set their size in the program that made them")
    if size not in fitting:
        raise ArgmapError(f"the slides of `{name}` are {fitting[0]}, and {size} was asked for", f"add `--size {fitting[0]}`")


def _expect_no_links(presentation: "Presentation", name: str) -> None:
    """Raise `ArgmapError` if the masters or layouts fetch something from elsewhere, which everybody who opens the deck would do."""
    for rel in presentation.part.package.iter_rels():
        if rel.is_external and not rel.reltype.endswith("/hyperlink"):  # those wait for a click
            raise ArgmapError(f"the template `{name}` links to `{visible(rel.target_ref)}`", "put what it links to into the file itself")


def _resize(presentation: "Presentation", size: SizeName) -> None:
    """Make slides as large as our pages, and stretch what stands on masters and layouts with them."""
    from pptx.util import Emu

    page = SIZES[size]
    width, height = (Emu(round(side * page.points * PER_POINT)) for side in (page.width, page.height))
    across, down = width / (presentation.slide_width or width), height / (presentation.slide_height or height)
    presentation.slide_width, presentation.slide_height = width, height
    if abs(across - 1) < 1e-4 and abs(down - 1) < 1e-4:
        return
    for master in presentation.slide_masters:
        for tree in (master, *master.slide_layouts):
            for shape in tree.shapes._spTree:
                _stretch(shape, across, down)


def _stretch(shape: Any, across: float, down: float) -> None:
    """Move and stretch a shape; what a group holds is stretched with it."""
    found = next((each for each in shape.iter(f"{_A}xfrm", f"{_P}xfrm")), None)
    for part, names in (("off", ("x", "y")), ("ext", ("cx", "cy"))):
        element = found.find(f"{_A}{part}") if found is not None else None
        if element is not None:
            for name, factor in zip(names, (across, down), strict=True):
                element.set(name, str(round(int(element.get(name)) * factor)))


def _in_our_style(presentation: "Presentation", theme: Theme) -> None:
    """The fonts that texts were measured for, the colours of the theme, titles at the left; nothing of another machine."""
    from lxml import etree

    colors = THEMES[theme]
    part = next(rel.target_part for rel in presentation.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    named = {"dk1": colors.ink, "lt1": colors.page, "dk2": colors.muted, "lt2": colors.blank}
    named |= {f"accent{number}": each.strong for number, each in enumerate(colors.categories[:6], start=1)}
    for name, color in named.items():
        for element in root.iter(f"{_A}{name}"):
            element[:] = []
            etree.SubElement(element, f"{_A}srgbClr").set("val", color[1:].upper())
    for latin in root.iter(f"{_A}latin"):
        latin.set("typeface", "Arial")
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    for level in presentation.slide_master._element.iter(f"{_P}titleStyle"):
        for properties in level.iter(f"{_A}lvl1pPr"):
            properties.set("algn", "l")
    for number, rel in list(presentation.part.rels.items()):
        if rel.reltype.endswith("/printerSettings"):
            presentation.part.rels.pop(number)
    package = presentation.part.package
    for number, rel in list(package._rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            package._rels.pop(number)
