"""An SVG of ours as PNG or PDF, through typst: the same bytes on every machine, with text that can be selected.

typst brings its own engine for SVG (`usvg`), needs no other program and no
network.  It gets three things only: a fixed document, what goes into it as
inputs (never as markup), and the fonts of a private folder.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from argmap.display import visible, with_short_names
from argmap.errors import ArgmapError, reason
from argmap.picture.borrowing import Face, enriched, faces_of_this_machine, missing_letters
from argmap.picture.page import Picture
from argmap.picture.svg import svg_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FONT = "FiraGO"
"""The family that all text is set in, but for letters it does not have."""

MAX_PIXELS = 50_000_000
"""The largest PNG, in pixels: which takes typst some 620 MB of memory to draw."""

MAX_PAGE = 14_400.0
"""The longest side of a PDF page, in points: what PDF 1.7 and its readers allow (ISO 32000-1, annex C)."""

_REGULAR, _BOLD = "regular.ttf", "bold.ttf"
_SVG = "http://www.w3.org/2000/svg"

# What FiraGO surely has: ASCII, Latin-1, Latin Extended-A and the punctuation of prose.  A picture of such text needs no further look.
_PLAIN = re.compile(
    "[\t\n\r -~\xa0-\u017f\u2010\u2012-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122\u2190-\u2193]*"
)

_DOCUMENT = b"""\
#let size(name) = float(sys.inputs.at(name)) * 1pt
#set document(title: sys.inputs.title, date: if "check" in sys.inputs { auto } else { none })
#set page(width: size("width"), height: size("height"), margin: 0pt)
#for number in range(int(sys.inputs.pages)) {
  let input(name) = sys.inputs.at(name + str(number))
  image(bytes(input("svg")), format: "svg", width: 100%, height: 100%, fit: "stretch", alt: input("description"))
}
"""


class Page(NamedTuple):
    """A page as SVG, and the text that stands for it."""

    svg: str
    description: str


class _Job(NamedTuple):
    """What typst is to do: fonts by file name, the inputs of the document, and whether it has letters beyond the plain ones."""

    fonts: Mapping[str, bytes]
    inputs: dict[str, str]
    format: Literal["png", "pdf"]
    pixels: float
    strange: bool


def convert(
    svg: str,
    format: Literal["png", "pdf"],
    width: float,
    height: float,
    pixels: float,
    title: str,
    description: str,
    faces: Callable[[], Iterable[Face]] = faces_of_this_machine,
) -> bytes:
    """Return an SVG as a PNG or as a PDF of one page.

    ``width`` and ``height`` are those of the page in points, ``pixels`` how many
    pixels of a PNG a point has.  ``title`` and ``description`` go into a PDF, as
    its title and as the text that stands for the image (PDF/UA-1).  A page longer
    than `MAX_PAGE` is made smaller as a whole, which a picture of lines bears.

    All text is set in `FONT`, whatever family the SVG names; letters it lacks are
    borrowed, if need be from the fonts that ``faces`` finds.  The SVG names its fonts in
    attributes, not in a style sheet.

    Raises `ArgmapError` if the extra `pictures` is not installed, if a PNG would
    have more than `MAX_PIXELS`, if no font has a letter, and if typst refuses.
    """
    return _convert([Page(svg, description)], format, width, height, pixels, title, faces)


def converted(picture: Picture, format: Literal["png", "pdf"]) -> bytes:
    """Return a picture as `convert` makes it of its SVG."""
    width, height = picture.width * picture.points, picture.height * picture.points
    return convert(svg_text(picture, FONT), format, width, height, 1 / picture.points, picture.title, picture.description)


def convert_pages(
    pages: Sequence[Page], width: float, height: float, title: str, faces: Callable[[], Iterable[Face]] = faces_of_this_machine
) -> bytes:
    """Return several SVGs of one size as a PDF with a page for each; all else as `convert`."""
    return _convert(pages, "pdf", width, height, 1, title, faces)


def _convert(
    pages: Sequence[Page],
    format: Literal["png", "pdf"],
    width: float,
    height: float,
    pixels: float,
    title: str,
    faces: Callable[[], Iterable[Face]],
) -> bytes:
    if format == "png":
        _refuse_too_many_pixels(width * pixels, height * pixels)
        # a page of whole pixels: the background of the picture then reaches the last of them
        width, height = (max(1, round(side * pixels)) / pixels for side in (width, height))
    else:
        shrunk = min(1.0, MAX_PAGE / max(width, height))
        width, height = width * shrunk, height * shrunk
    fonts = _own_fonts()
    roots = [_parsed(page.svg) for page in pages]
    for root in roots:
        _simplify(root)
    strange = not all(_PLAIN.fullmatch(text) for root in roots for text in _drawn(root))
    if strange:
        fonts = _enriched(fonts, roots, faces)
    title = visible(title) or "argument map"  # PDF/UA wants both
    inputs = {"pages": str(len(pages)), "width": repr(width), "height": repr(height), "title": title}
    for number, (page, root) in enumerate(zip(pages, roots, strict=True)):
        inputs[f"svg{number}"] = _written(root)
        inputs[f"description{number}"] = visible(page.description) or title
    return _typeset(_Job(fonts, inputs, format, pixels, strange))


def _refuse_too_many_pixels(width: float, height: float) -> None:
    if width * height > MAX_PIXELS:
        raise ArgmapError(
            f"the PNG would have {width:,.0f} x {height:,.0f} pixels, and at most {MAX_PIXELS / 1e6:.0f} million are drawn",
            "draw less of it (`--max-nodes`, `--depth`), choose a page such as `--size a3`, or write an SVG or a PDF",
        )


def _own_fonts() -> dict[str, bytes]:
    try:
        import typst  # noqa: F401
        from pymupdf_fonts import myfont
    except ImportError as error:
        raise _missing_extra() from error
    return {_REGULAR: myfont("figo"), _BOLD: myfont("figbo")}


def _missing_extra() -> ArgmapError:
    return ArgmapError("PNG and PDF need the extra `pictures`", 'run `pip install "argmap[pictures]"`, or write an SVG')


def _parsed(svg: str) -> "Element":
    """The root of the SVG, with `FONT` as the only family."""
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(svg)  # noqa: S314  # our own, without a document type
    except (ElementTree.ParseError, ValueError) as error:  # ValueError: letters that no UTF-8 has
        raise _failed(str(error)) from error
    for element in root.iter():
        element.attrib.pop("font-family", None)
    root.set("font-family", FONT)
    return root


def _written(root: "Element") -> str:
    from xml.etree import ElementTree

    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _drawn(root: "Element") -> Iterable[str]:
    """The texts that are drawn, which those on hover are not."""
    for text in root.iter(f"{{{_SVG}}}text"):
        for element in text.iter():
            if element is not text and element.tail:
                yield element.tail
            if element.text and element.tag not in (f"{{{_SVG}}}title", f"{{{_SVG}}}desc"):
                yield element.text


# How an emoji is to look, and the joiner between two: usvg sets what they bind together one over the other.
_EMOJI_BINDINGS = re.compile(
    "(?<=[\u203c-\u3299\U0001f000-\U0001fbff])[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|(?<=[\u203c-\u3299\ufe0f\U0001f000-\U0001fbff])\u200d"
)


def _simplify(root: "Element") -> None:
    """Draw emoji that are bound together as those they are made of."""
    for text in root.iter(f"{{{_SVG}}}text"):
        for element in text.iter():
            element.text = _EMOJI_BINDINGS.sub("", element.text or "")
            element.tail = _EMOJI_BINDINGS.sub("", element.tail or "")


def _enriched(fonts: Mapping[str, bytes], roots: Sequence["Element"], faces: Callable[[], Iterable[Face]]) -> dict[str, bytes]:
    """The fonts with the letters that they lack."""
    try:
        import fontTools  # noqa: F401
    except ImportError as error:
        raise _missing_extra() from error
    letters = missing_letters("".join(text for root in roots for text in _drawn(root)), fonts[_REGULAR])
    if not letters:
        return dict(fonts)
    new = {_REGULAR: enriched(fonts[_REGULAR], 400, letters, faces)}
    if any(element.get("font-weight") for root in roots for element in root.iter()):
        new[_BOLD] = enriched(fonts[_BOLD], 700, letters, faces)
    return {**fonts, **new}


def _typeset(job: _Job) -> bytes:
    """Run typst in a private folder, of which nothing stays."""
    import tempfile

    try:
        with tempfile.TemporaryDirectory(prefix="argmap-", ignore_cleanup_errors=True) as name:
            fonts, root = Path(name, "fonts"), Path(name, "root")
            root.mkdir()  # empty: all that an SVG could ask typst to read
            fonts.mkdir()
            for file, data in job.fonts.items():
                (fonts / file).write_bytes(data)
            return _run_typst(job, fonts, root)
    except OSError as error:
        raise ArgmapError(
            f"a temporary folder for fonts cannot be written: {reason(error)}", "set `TMPDIR` to a folder with room for some megabytes"
        ) from error


def _run_typst(job: _Job, fonts: Path, root: Path) -> bytes:
    import typst

    compile: Any = typst.compile  # its types do not allow for options that depend on the format
    book = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])

    def run(format: Literal["png", "pdf"], inputs: dict[str, str] = job.inputs, **options: Any) -> bytes:
        compiled: bytes = compile(_DOCUMENT, root=str(root), font_paths=book, format=format, sys_inputs=inputs, timestamp=0, **options)
        return compiled

    try:
        if job.strange:  # PDF/A refuses text without a glyph, which would else be a box; it insists on a date, and costs some milliseconds
            run("pdf", {**job.inputs, "check": ""}, pdf_standards="a-2b")
        if job.format == "png":
            return run("png", ppi=72 * job.pixels)
        try:
            return run("pdf", pdf_standards="ua-1")
        except typst.TypstError:
            if not job.strange:
                raise
            return run("pdf")  # PDF/UA also refuses glyphs that share a letter, such as the marks of Hebrew and Thai
    except (typst.TypstError, RuntimeError, ValueError) as error:
        raise _failed(str(getattr(error, "message", error))) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # what a panic of Rust becomes; it can be told by its name only
            raise _failed(str(error)) from error
        raise


def _failed(why: str) -> ArgmapError:
    line = with_short_names(visible(why))
    return ArgmapError(f"the picture cannot be converted: {line[:300]}", "write an SVG, which needs no conversion")
