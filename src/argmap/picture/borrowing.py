"""Letters that our font lacks, borrowed from other fonts and put into a copy of ours.

First from the fonts that `pymupdf-fonts` brings along with ours, so that more
letters, symbols and emoji look the same everywhere; then from those of the machine.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple

from argmap.display import joined_words, visible
from argmap.errors import ArgmapError

_NOT_DRAWN = {"Cc", "Cf", "Cs", "Zs"}
_IGNORED = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")

# Of `pymupdf-fonts`: Noto Sans, Noto Sans Symbols and Symbols 2, Noto Sans Math, Noto Music.
_BUNDLED = {400: ("notos", "symbol2", "symbol1", "math", "music"), 700: ("notosbo", "symbol2", "symbol1", "math", "music")}

# Families that are good for a script, the best first: of Debian, then of macOS and Windows.
_KOREAN = "Noto Sans CJK KR|Noto Sans KR|Source Han Sans KR|Source Han Sans K|Apple SD Gothic Neo|Malgun Gothic|NanumGothic|UnDotum"
_JAPANESE = "Noto Sans CJK JP|Noto Sans JP|Source Han Sans JP|Source Han Sans|Hiragino Sans|Yu Gothic|Meiryo|MS Gothic|IPAGothic"
_CHINESE = (
    "Noto Sans CJK SC|Noto Sans SC|Source Han Sans SC|Source Han Sans CN|PingFang SC|Microsoft YaHei|WenQuanYi Micro Hei|WenQuanYi Zen Hei|"
    "Noto Sans CJK TC|Noto Sans TC|PingFang TC|Microsoft JhengHei|SimSun"
)
_EMOJI = "Noto Emoji|Symbola|Segoe UI Emoji|DejaVu Sans"
_SYMBOLS = "DejaVu Sans|Noto Sans Symbols|Noto Sans Symbols 2|Noto Sans Symbols2|Segoe UI Symbol|Apple Symbols|Arial Unicode MS|Symbola"

_HANGUL = re.compile("[\u3130-\u318f\uac00-\ud7a3]")
_KANA = re.compile("[\u3040-\u30ff]")
_EAST_ASIAN_LETTER = re.compile("[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
_EMOJI_LETTER = re.compile("[\U0001f000-\U0001fbff]")

# Letters that change or move beside others, by rules of their font that do not come along with their outlines.
_JOINING = re.compile(
    "[\u0590-\u109f\u1100-\u11ff\u1700-\u18af\u1900-\u1cff\u1cd0-\u1cff\ua800-\ua8ff\ua930-\ua97f\ua980-\uaaff\uabc0-\uabff\ud7b0-\ud7ff"
    "\U00010a00-\U00011fff\U0001e800-\U0001e95f]"
)

# Fonts that have a box, or nothing, for every letter.
_PLACEHOLDERS = re.compile(r"\.|LastResort|Last Resort|Adobe Blank|Adobe NotDef|Unicode BMP Fallback|Noto Sans Blank")
_WORSE = re.compile(r"Mono|Serif|Song|Ming|Myungjo|Myeongjo|Batang|Unifont", re.IGNORECASE)


class Face(NamedTuple):
    """One upright face of a family: its weight (400 regular, 700 bold), its file, and which font of the file it is."""

    family: str
    weight: int
    path: str
    number: int


class _Lent(NamedTuple):
    """The outline of a letter, as a TrueType glyph, and its advance; both in units of the font it is for."""

    glyph: Any
    advance: int


def faces_of_this_machine() -> list[Face]:
    """The upright faces among the fonts of this machine, as typst finds them."""
    import typst

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    return [Face(font.family, font.weight, font.path, font.index) for font in fonts if font.path and font.style == "normal"]


def missing_letters(text: str, font: bytes) -> frozenset[str]:
    """The letters of a text that a font has neither as they are nor in parts; what is never drawn is not missed."""
    from fontTools.ttLib import TTFont

    has = TTFont(BytesIO(font), lazy=True).getBestCmap()
    return frozenset(
        letter
        for letter in set(text)
        if ord(letter) not in has
        and unicodedata.category(letter) not in _NOT_DRAWN
        and not _IGNORED.match(letter)
        and not all(ord(part) in has for part in unicodedata.normalize("NFD", letter))
    )


def enriched(font: bytes, weight: int, letters: frozenset[str], faces: Callable[[], Iterable[Face]]) -> bytes:
    """Return a TrueType font of a weight (400, 700) with letters added to it that it lacks, from the faces that suit best.

    One font for all is what makes text dependable: where usvg must change fonts
    within a line, it shows boxes for letters that the second font has, as soon as
    the two differ in the number of glyphs (one ligature is enough); it can set
    the whole line in the second; and it loses letters, or panics, at emoji and at
    the scripts of India (usvg 0.47).

    Raises `ArgmapError` if no face has one of the letters, or if one belongs to a
    script that outlines alone cannot set.
    """
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    if joining := sorted(filter(_JOINING.match, letters)):
        raise ArgmapError(
            f"PNG and PDF cannot show {_named(joining)}, of a script whose letters join", "write an SVG, which leaves them to the viewer"
        )
    with TTFont(BytesIO(font), recalcTimestamp=False, recalcBBoxes=False) as own:
        lent = _borrowed(letters, weight, faces, own["head"].unitsPerEm)
        codes = {ord(letter): f"borrowed{ord(letter):X}" for letter in sorted(lent)}
        glyphs, metrics = own["glyf"], own["hmtx"]
        own.setGlyphOrder([*own.getGlyphOrder(), *codes.values()])
        for code, name in codes.items():
            glyph, advance = lent[chr(code)]
            glyph.recalcBounds(glyphs)
            glyphs.glyphs[name] = glyph
            metrics[name] = (advance, glyph.xMin)
        wide = CmapSubtable.newSubtable(12)  # what the font has reaches U+FFFF only
        wide.platformID, wide.platEncID, wide.language = 3, 10, 0
        wide.cmap = {**own.getBestCmap(), **codes}
        own["cmap"].tables = [wide]
        own["post"].formatType = 3.0  # without names
        sizes = own["maxp"]
        sizes.numGlyphs += len(codes)
        sizes.maxPoints = max(sizes.maxPoints, *(len(one.glyph.coordinates) for one in lent.values()))
        sizes.maxContours = max(sizes.maxContours, *(one.glyph.numberOfContours for one in lent.values()))
        file = BytesIO()
        own.save(file, reorderTables=None)
    return file.getvalue()


def _borrowed(letters: frozenset[str], weight: int, faces: Callable[[], Iterable[Face]], units: int) -> dict[str, _Lent]:
    from pymupdf_fonts import myfont

    lent: dict[str, _Lent] = {}
    for name in _BUNDLED[weight]:
        if left := {letter for letter in letters - lent.keys() if not _EAST_ASIAN_LETTER.match(letter)}:
            lent |= _lent(BytesIO(myfont(name)), 0, left, weight, units)
    if rest := letters - lent.keys():
        lent |= _from_machine(rest, weight, faces(), units)
    if lacking := letters - lent.keys():
        raise ArgmapError(
            f"no font on this machine has {_named(sorted(lacking))}",
            f"install a font such as {_advice(lacking)}, or write an SVG, which leaves such letters to the viewer",
        )
    return lent


def _from_machine(letters: frozenset[str], weight: int, faces: Iterable[Face], units: int) -> dict[str, _Lent]:
    families: dict[str, list[Face]] = {}
    for face in sorted(faces, key=lambda face: (_WORSE.search(face.family) is not None, face)):
        if not _PLACEHOLDERS.match(face.family):
            families.setdefault(face.family, []).append(face)
    lent: dict[str, _Lent] = {}
    for some, names in _by_kind(letters):
        for name in dict.fromkeys([*(name for name in names if name in families), *families]):
            if left := some - lent.keys():
                face = min(families[name], key=lambda face: (abs(face.weight - weight), face))
                lent |= _lent(face.path, face.number, left, weight, units)
    return lent


def _by_kind(letters: frozenset[str]) -> Iterator[tuple[set[str], list[str]]]:
    """The letters by kind of script, each with the families that suit it, best first.

    Chinese characters look different in Korea, Japan and China: the other letters tell which is meant.
    """
    text = "".join(letters)
    east = {letter for letter in letters if _EAST_ASIAN_LETTER.match(letter)}
    emoji = {letter for letter in letters if _EMOJI_LETTER.match(letter)}
    order = [_CHINESE, _JAPANESE, _KOREAN]
    if _HANGUL.search(text):
        order = [_KOREAN, _JAPANESE, _CHINESE]
    elif _KANA.search(text):
        order = [_JAPANESE, _CHINESE, _KOREAN]
    yield east, "|".join(order).split("|")
    yield emoji, _EMOJI.split("|")
    yield set(letters - east - emoji), _SYMBOLS.split("|")


def _lent(file: str | BytesIO, number: int, letters: set[str], weight: int, units: int) -> Mapping[str, _Lent]:
    """Those of some letters that a font of a file has an outline of; bitmaps (most coloured emoji) are none."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(file, fontNumber=number, lazy=True) as font:
            names = font.getBestCmap() or {}
            found = sorted(letter for letter in letters if ord(letter) in names)
            if not found:
                return {}
            axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
            heaviness = {"wght": min(max(weight, axes["wght"].minValue), axes["wght"].maxValue)} if "wght" in axes else {}
            glyphs = font.getGlyphSet(location=heaviness)
            scale = units / font["head"].unitsPerEm
            lent = {letter: _outline(glyphs, names[ord(letter)], scale) for letter in found}
            return {letter: one for letter, one in lent.items() if one.glyph.numberOfContours}
    except Exception:  # a font of the machine may be broken in any way: then it has nothing to lend
        return {}


def _outline(glyphs: Any, name: str, scale: float) -> _Lent:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    recorded = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(recorded)
    pen = TTGlyphPen(None)
    recorded.replay(TransformPen(Cu2QuPen(pen, max_err=1.0, reverse_direction=False), (scale, 0, 0, scale, 0, 0)))
    return _Lent(pen.glyph(), round(glyphs[name].width * scale))


def _named(letters: list[str]) -> str:
    """Letters with their code points; of many, the first three."""
    words = [f"{visible(letter)} (U+{ord(letter):04X})" for letter in letters[:3]]
    if len(letters) > 3:
        words.append(f"{len(letters) - 3:,} more")
    return joined_words(words, "and")


def _advice(letters: Iterable[str]) -> str:
    text = "".join(letters)
    if _EAST_ASIAN_LETTER.search(text):
        return "Noto Sans CJK (on Debian and Ubuntu `apt install fonts-noto-cjk`)"
    return "Symbola (on Debian and Ubuntu `apt install fonts-symbola`)"
