"""An SVG becomes a PNG or a PDF: opened, measured, and the same everywhere."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.picture.borrowing import Face, faces_of_this_machine, missing_letters
from argmap.picture.conversion import MAX_PAGE, convert

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdf import PdfReader

pytest.importorskip("typst")

FAMILIES = "Arial, Helvetica, 'Liberation Sans', sans-serif"


def drawing(*texts: str, width: float = 960, height: float = 540, more: str = "", attributes: str = "") -> str:
    """An SVG as argmap writes it, with a line for each text."""
    lines = "".join(f'<text x="40" y="{60 + 40 * row}" font-size="20"{attributes}>{escape(text)}</text>' for row, text in enumerate(texts))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{FAMILIES}" role="img"><title>T</title><rect width="{width}" height="{height}" fill="#123456"/>{more}'
        f'<g fill="#ffffff">{lines}</g></svg>'
    )


def as_pdf(svg: str, **others: Any) -> PdfReader:
    from pypdf import PdfReader

    options = {"width": 960, "height": 540, "pixels": 1, "title": "A title", "description": "A description", **others}
    return PdfReader(BytesIO(convert(svg, "pdf", **options)))


def as_png(svg: str, width: float = 960, height: float = 540, pixels: float = 1, **others: Any) -> Image:
    from PIL import Image

    return Image.open(BytesIO(convert(svg, "png", width, height, pixels, "A title", "A description", **others))).convert("RGB")


def nothing() -> list[Face]:
    return []


def refused() -> list[Face]:
    raise AssertionError("the fonts of the machine were looked for")


def font_of(path: Path, letters: str, weight: int = 400, units: int = 2048, drawn: bool = True) -> Face:
    """A font made for a test, in which every letter is a block that fills its square."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    if drawn:
        pen.moveTo((0, 0))
        for corner in ((0, units), (units, units), (units, 0)):
            pen.lineTo(corner)
        pen.closePath()
    names = [f"u{ord(letter):X}" for letter in letters]
    font = FontBuilder(units)
    font.setupGlyphOrder([".notdef", *names])
    font.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names, strict=True)})
    font.setupGlyf(dict.fromkeys([".notdef", *names], pen.glyph()))
    font.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (units, 0)))
    font.setupHorizontalHeader()
    font.setupNameTable({"familyName": path.stem, "styleName": "Regular"})
    font.setupOS2(usWeightClass=weight)
    font.setupPost()
    font.save(path)
    return Face(path.stem, weight, str(path), 0)


def inked(image: Image, box: tuple[int, int, int, int]) -> float:
    """The share of a part of a picture that is nearly white."""
    part = image.convert("L").crop(box)
    return sum(part.histogram()[200:]) / (part.width * part.height)


@pytest.mark.parametrize(
    ("width", "height", "pixels", "size"),
    [(960, 540, 2, (1920, 1080)), (960, 540, 1, (960, 540)), (595.28, 841.89, 2, (1191, 1684)), (1234.5, 777.7, 1.7, (2099, 1322))],
)
def test_a_png_has_the_pixels_asked_for_and_its_background_reaches_every_edge(
    width: float, height: float, pixels: float, size: tuple[int, int]
) -> None:
    image = as_png(drawing(width=width, height=height), width, height, pixels)

    assert image.size == size
    last_x, last_y = size[0] - 1, size[1] - 1
    corners = {image.getpixel(place) for place in ((0, 0), (last_x, 0), (0, last_y), (last_x, last_y))}
    assert corners == {(0x12, 0x34, 0x56)}


def test_a_pdf_is_one_page_with_title_text_in_order_and_words_for_the_image() -> None:
    reader = as_pdf(
        drawing("First we say this,", "then “that” & <this> – 1950", attributes=' textLength="300" lengthAdjust="spacingAndGlyphs"')
    )

    assert len(reader.pages) == 1
    assert [float(side) for side in reader.pages[0].mediabox] == [0, 0, 960, 540]
    assert reader.pages[0].extract_text().split("\n") == ["First we say this,", "then “that” & <this> – 1950"]
    assert reader.metadata is not None
    assert reader.metadata.title == "A title"
    assert reader.metadata.creation_date is None
    figures = [
        value for number in range(1, len(reader.xref[0]) + 1) if isinstance(value := reader.get_object(number), dict) and "/Alt" in value
    ]
    assert [figure["/Alt"] for figure in figures] == ["A description"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_text_is_as_wide_as_the_svg_says() -> None:
    image = as_png(drawing("Mao", attributes=' textLength="600" lengthAdjust="spacingAndGlyphs"'))

    assert inked(image, (600, 40, 640, 62)) > 0.05
    assert inked(image, (645, 40, 960, 62)) == 0


def test_title_and_description_are_never_markup() -> None:
    hostile = '#panic("x") $x$ *b* " \\ ]#read("/etc/passwd")'

    reader = as_pdf(drawing("text"), title=hostile, description=hostile)

    assert reader.metadata is not None
    assert reader.metadata.title == hostile


@pytest.mark.parametrize("title", ["", "  ", "a\x00b\x1b[31m", "two\nlines", "한 😀"])
def test_any_title_makes_a_pdf(title: str) -> None:
    assert as_pdf(drawing("text"), title=title, description=title).pages[0].extract_text() == "text"


def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    code = (
        "import hashlib, sys; from argmap.picture.conversion import convert\n"
        "for format in ('png', 'pdf'):\n"
        "    data = convert(sys.argv[1], format, 960, 540, 2, 'T', 'D')\n"
        "    print(hashlib.sha256(data).hexdigest())"
    )
    svg = drawing("Plain text", "Ω ✓ ḡ 👍", attributes=' font-weight="bold"')
    formats: tuple[Literal["png", "pdf"], ...] = ("png", "pdf")
    here = [hashlib.sha256(convert(svg, format, 960, 540, 2, "T", "D")).hexdigest() for format in formats]
    for seed, zone in (("1", "Asia/Seoul"), ("2", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "TMPDIR": str(tmp_path), "LC_ALL": "C"}
        there = subprocess.run([sys.executable, "-c", code, svg], env=environment, capture_output=True, text=True, check=True)
        assert there.stdout.split() == here
    assert list(tmp_path.iterdir()) == []


def test_plain_text_needs_neither_the_fonts_of_the_machine_nor_fonttools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fontTools", None)
    monkeypatch.setitem(sys.modules, "fontTools.ttLib", None)
    plain = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) + "–—‘’“”„…•†‰‹›€™←↑→↓"

    assert as_pdf(drawing(plain[:60], plain[60:120], plain[120:]), faces=refused).pages[0].extract_text()


def test_what_counts_as_plain_is_in_both_fonts() -> None:
    from pymupdf_fonts import myfont

    from argmap.picture import conversion

    plain = "".join(letter for letter in map(chr, range(0x20, 0x3000)) if conversion._PLAIN.fullmatch(letter))

    assert len(plain) > 300
    for name in ("figo", "figbo"):
        assert missing_letters(plain, myfont(name)) == frozenset()


@pytest.mark.parametrize(
    "text",
    ["Привет Ω", "שלום עברית", "العربية", "ไทย", "हिन्दी", "e\u0301 x\u0304 ḡ", "✓ ① ′ № ∀", "👍 ❤\ufe0f", "a\u2003b\u2011c\u200bd\u034fe"],
)
def test_what_the_fonts_of_the_extra_have_is_set_without_those_of_the_machine(text: str) -> None:
    words = as_pdf(drawing("office", text), faces=refused).pages[0].extract_text()

    assert words.startswith("office\n")
    assert "\x00" not in words
    assert as_png(drawing(text), faces=refused).size == (960, 540)


def test_a_letter_is_borrowed_at_its_size_and_in_its_weight(tmp_path: Path) -> None:
    regular, bold = font_of(tmp_path / "Test.ttf", "한국"), font_of(tmp_path / "Test-Bold.ttf", "한국", 700, units=500)
    faces = [regular, bold._replace(family="Test")]

    image = as_png(drawing("한국", "", "fi한 ffi", attributes=' font-weight="bold"'), faces=lambda: faces)
    words = as_pdf(drawing("한국", "fi한 ffi"), faces=lambda: faces).pages[0].extract_text()

    assert inked(image, (41, 41, 79, 59)) == 1  # two blocks of 20 px
    assert inked(image, (81, 41, 200, 59)) == 0
    assert words == "한국\nfi한 ffi"


def test_hover_texts_need_no_font() -> None:
    svg = drawing("text", more="<g><title>한국</title><desc>中国</desc></g>")

    assert as_pdf(svg, faces=refused).pages[0].extract_text() == "text"


@pytest.mark.parametrize(
    ("text", "named", "cure"),
    [
        ("6·25 한", "한 (U+D55C)", "fonts-noto-cjk"),
        ("한국 전쟁", "국 (U+AD6D), 쟁 (U+C7C1), 전 (U+C804) and 1 more", "fonts-noto-cjk"),
        ("\U0001fae8", "\U0001fae8 (U+1FAE8)", "fonts-symbola"),
    ],
)
@pytest.mark.parametrize("format", ["png", "pdf"])
def test_a_letter_that_no_font_has_is_named_with_a_cure(text: str, named: str, cure: str, format: Literal["png", "pdf"]) -> None:
    with pytest.raises(ArgmapError, match=re.escape(f"no font on this machine has {named}")) as caught:
        convert(drawing(text), format, 960, 540, 1, "T", "D", nothing)

    assert cure in caught.value.help
    assert "SVG" in caught.value.help


def test_fonts_that_are_broken_or_only_claim_a_letter_lend_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\x00\x01\x00\x00" + b"\xff" * 500)
    faces = [
        Face("Broken", 400, str(broken), 0),
        Face("Gone", 400, str(tmp_path / "gone.ttf"), 0),
        font_of(tmp_path / "LastResort.ttf", "한"),
        font_of(tmp_path / "Empty.ttf", "한", drawn=False),
    ]

    with pytest.raises(ArgmapError, match="no font on this machine has 한"):
        as_png(drawing("한"), faces=lambda: faces)
    assert inked(as_png(drawing("한"), faces=lambda: [*faces, font_of(tmp_path / "Good.ttf", "한")]), (41, 41, 59, 59)) == 1


def test_scripts_that_outlines_cannot_set_are_refused(tmp_path: Path) -> None:
    face = font_of(tmp_path / "Tamil.ttf", "தமிழ்")

    with pytest.raises(ArgmapError, match="of a script whose letters join"):
        as_png(drawing("தமிழ்"), faces=lambda: [face])


def test_the_fonts_of_this_machine_set_korean_or_are_said_not_to() -> None:
    try:
        words = as_pdf(drawing("office 김일성 1950")).pages[0].extract_text()
    except ArgmapError as error:
        assert error.message.startswith("no font on this machine has 김 (U+AE40)")  # noqa: PT017
        assert not any("CJK" in face.family for face in faces_of_this_machine())
    else:
        assert words == "office 김일성 1950"


def test_too_many_pixels_are_refused_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(ArgmapError, match=r"the PNG would have 20,000 x 10,000 pixels, and at most 50 million are drawn"):
        convert("no svg", "png", 10_000, 5_000, 2, "T", "D")


def test_a_page_that_no_pdf_may_have_is_made_smaller_as_a_whole() -> None:
    reader = as_pdf(drawing("text", width=28_800, height=7_200), width=28_800, height=7_200)

    assert [float(side) for side in reader.pages[0].mediabox] == [0, 0, MAX_PAGE, MAX_PAGE / 4]


@pytest.mark.parametrize("module", ["typst", "pymupdf_fonts", "fontTools"])
def test_without_the_extra_the_cure_is_named(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(ArgmapError, match="PNG and PDF need the extra `pictures`") as caught:
        convert(drawing("Ω"), "pdf", 960, 540, 1, "T", "D")
    assert "argmap[pictures]" in caught.value.help


@pytest.mark.parametrize(
    "source", ["/etc/passwd", "file:///etc/passwd", "../fonts/regular.ttf", "https://example.org/a.png", "pyproject.toml"]
)
def test_an_svg_cannot_make_typst_read_files(source: str) -> None:
    with pytest.raises(ArgmapError, match="the picture cannot be converted: ") as caught:
        as_png(drawing(more=f'<image href="{source}" width="9" height="9"/>'))
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("svg", ["", "<svg", "<svg xmlns='http://www.w3.org/2000/svg'>\x00</svg>", drawing("\ud800"), "<p/>"])
def test_what_is_no_svg_is_one_clear_line(svg: str) -> None:
    with pytest.raises(ArgmapError, match=r"the picture cannot be converted: .+") as caught:
        as_pdf(svg)
    assert "\n" not in caught.value.message


def test_a_temporary_folder_that_cannot_be_made_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))

    with pytest.raises(ArgmapError, match="a temporary folder for fonts cannot be written: no such file or directory"):
        as_png(drawing("text"))


def test_nothing_is_left_behind_when_typst_refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(ArgmapError):
        as_png(drawing(more='<image href="/etc/passwd" width="9" height="9"/>'))
    assert list(tmp_path.iterdir()) == []


LETTERS = st.text(
    st.sampled_from("abfil  <&\"'\\\xa0\xad–“한국中👍👩\u200d\ufe0f\U0001f3fd✓Ωשָלםعربيไำนहिन्दी\u0301\u200b"), min_size=1, max_size=20
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LETTERS, min_size=1, max_size=8), st.booleans())
def test_any_mixture_of_scripts_is_set_or_refused(tmp_path: Path, texts: list[str], bold: bool) -> None:
    path = tmp_path / "Test.ttf"
    face = Face("Test", 400, str(path), 0) if path.exists() else font_of(path, "한국中👩\U0001f3fd")
    svg = drawing(*texts, attributes=' font-weight="bold"' * bold)
    try:
        words = as_pdf(svg, faces=lambda: [face]).pages[0].extract_text()
    except ArgmapError as error:
        assert "could not be displayed with a font" in error.message  # noqa: PT017
    else:
        assert "\x00" not in words
        # usvg tells typst the text of a cluster (a letter and its marks) only in part, so clusters are not counted
        plain = [text for text in texts if not any(unicodedata.category(letter) in {"Mn", "Mc", "Cf", "Sk"} for letter in text)]
        # nor letters that stand in a cluster elsewhere, for in a PDF a glyph has one text only
        clustered = "".join(text for text in texts if text not in plain)
        for letter in sorted(set("한국中✓") - set(clustered)):
            assert words.count(letter) >= "".join(plain).count(letter)
