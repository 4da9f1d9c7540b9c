"""How wide text is, without any font at hand.

Widths are those of Arimo, which has the widths of Arial, Helvetica and Liberation
Sans.  Inside this package a width is a whole number, in `EM` parts of the font size.
"""

import re
import unicodedata
from bisect import bisect
from functools import lru_cache

EM = 2048
"""Into how many parts the font size is divided."""

# Regular/bold=characters, read from Arimo 1.33 with fontTools.  A letter with an accent that is not here is as wide as without it.
_TABLE = r"""
342/342=⁄∕ 384/491=′ 391/487=' 455/569=ijlłſʼιіј‘’‚‛ 532/573=|¦ 561/561=∫ 569/565=Ї 569/569=,./I\ìíîïĩīĭıȉȋΙІ∙ 569/576=ї
569/682=!:;[]ftŧ;· 597/789=ľ 662/1001=ℓ 682/682=()-`¡¨²³´·¸¹ˆˇˉ˘˙˚˛˜˝΄‐‑‹›‾⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ 682/797=r 682/952=΅ 682/1024=“”„ 684/797={}
684/981=ŀ 717/717=• 725/981=″ 727/971=" 747/811=ⁿ 747/853=г 748/748=º 758/758=ª 768/981=ť 786/970=Ί 797/797=* 809/914=τ 819/819=°
842/915=ґ 896/1025=к 903/943=ζ 909/1139=ĳ 913/924=έ 913/972=ε 917/912=ξ 938/1003=т 939/1018=з 961/1196=^ 987/1065=ς 1001/997=Ґ
1012/1012=∂ 1024/1024=z↑↓↕↨ 1024/1139=JcksvxyĸγλνЈсухѕ 1024/1142=κ 1024/1237=‼ 1045/1131=эє 1051/1051=₫ 1067/1189=ч 1067/1259=ь
1075/1179=χ 1088/1259=в 1100/1139=¶ 1109/1161=Г 1109/1195=я 1109/1237=п 1120/1192=υ 1124/1124=±÷√≈≠≤≥ 1128/1231=Γ 1131/1131=¯‗
1131/1237=нџ 1139/1107=θ 1139/1139=#$0123456789_ae¢£¤¥§«»ƒае‒–†‡₣₤€₹₽ 1139/1251=?LbdghnopquðþđħĿŁŋηοорђћ 1139/1366=₴ 1140/1242=δ
1144/1259=и 1165/1267=ρ 1173/1259=ц 1173/1265=б 1178/1250=β 1180/1180=µ 1180/1253=μ 1184/1259=α 1193/1250=К 1195/1195=≡ 1195/1300=д
1195/1301=л 1196/1196=+<=>~¬×− 1229/1229=℮ 1237/1283=З 1237/1451=ŉ 1251/1251=FTZ¿ßøŦΖΤТ 1253/1253=∆ 1259/1472=ď 1264/1401=σ 1266/1229=Σ
1280/1493=ъ 1301/1274=У 1328/1465=φ 1331/1318=Ξ 1343/1456=ơ 1344/1437=Л 1344/1472=БЬ 1365/1439=Ч 1366/1366=EPSVXYÞΕΡΥΧЅЕРХ
1366/1479=&ABKΑΒΚАВ 1367/1370=Ё 1367/1479=Ά 1368/1366=Λ 1368/1472=Δ 1370/1452=ж 1371/1483=ư 1387/1459=Д 1408/1515=м 1413/1568=π
1460/1460=∑∞ 1460/1543=ψ 1472/1457=ЄЭ 1472/1472=ЏИП 1472/1479=∩ 1472/1749=ы 1479/1472=Я 1479/1479=CDHNRUÐĐĦΗΝΠНС 1479/1593=w 1481/1481=Ŋ
1505/1607=Ĳ 1509/1509=©® 1515/1496=Ц 1531/1642=Ω 1536/1749=ю 1541/1716=Ώ 1557/1748=Ф 1573/1573=Ω 1586/1689=Ό 1593/1593=GOQØΘΟО
1599/1730=ω 1606/1747=Έ 1621/1781=Ъ 1634/1681=Φ 1643/1707=ш 1664/1856=њ 1685/1728=щ 1685/1792=ф 1686/1686=∏ 1706/1706=MΜМ 1706/1821=m
1708/1708=¼½¾⅛⅜⅝⅞ 1711/1657=Ψ 1716/1855=Ή 1749/1699=Ư 1749/1792=Ћ 1752/1899=Ύ 1756/1747=Ơ 1771/1813=Ђ 1813/1813=℅ 1813/2005=Ы
1821/1821=%æ 1856/1984=љ 1877/2058=Ш 1891/1851=Ж 1920/2087=Щ 1933/1933=Wœ₩ 2005/2005=∟ 2048/2048=ÆŒ—―…‰™←→↔ 2069/2112=Ю 2069/2176=Њ
2079/1997=@ 2165/2240=Љ 2197/2283=№ 2240/2240=₧ 2703/2713=‱ 3926/3926=⸺ 5810/5810=⸻
"""

# How wide what is in no table can be, in hundredths of an em, up to and with each code.  This covers all of Arimo, and FiraGO,
# Noto Serif and DejaVu Sans (regular and bold) but for some signs that hardly occur: dominoes, Ogham, a few long arrows.
_BOUNDS = (
    *((0x2AF, 142), (0x36F, 75)),  # Latin, phonetic letters
    *((0x3FF, 110), (0x52F, 150), (0x58F, 100)),  # Greek, Cyrillic, Armenian
    *((0x5FF, 95), (0x6FF, 128), (0x8FF, 140)),  # Hebrew, Arabic; see _BY_LETTER
    *((0xDFF, 120), (0xE7F, 110), (0xEFF, 137)),  # scripts of India, Thai, Lao
    *((0x109F, 140), (0x10FF, 110), (0x1159, 140), (0x11FF, 100)),  # Georgian, vowels and finals of Hangul
    *((0x1DFF, 140), (0x1FFF, 150)),  # Greek with several accents
    *((0x205F, 125), (0x218F, 145), (0x22FF, 131), (0x2BFF, 146)),  # spaces, punctuation, arrows, mathematics, symbols
    *((0xFDFC, 142), (0xFDFD, 1000)),  # the last is a whole sentence
    *((0x1EFFF, 142), (0x10FFFF, 137)),
)
_BY_LETTER = {  # the widest form of common letters of Hebrew and Arabic
    38: "\u0627\u0623\u0625\u0622",
    76: "\u05d5\u05d6\u05d9\u05df\u0621\u062f\u0630\u0631\u0632\u0648\u0624\u0629\u0647\u0639\u063a",
    90: "\u062c\u062d\u062e\u0645\u0644\u0646\u0642",
    142: "\u0633\u0634\u0635\u0636\u069a\u069b\u069c\u069d\u069e\u06fa\u06fb",
}
_EMOJI = 1.3

# What is measured together: a letter with its accents, letters of Hangul in parts, a sign that is to be shown as an emoji.
_TOGETHER = re.compile("[^\u0300-\u036f][\u0300-\u036f]+|[\u1100-\u11ff]+|\\S\ufe0f")
_NO_WIDTH = frozenset("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e")


def _read_table() -> dict[str, tuple[int, int]]:
    widths = {" ": (569, 569), "\xa0": (569, 569)}
    for entry in _TABLE.split():
        numbers, _, characters = entry.partition("=")
        regular, _, bold = numbers.partition("/")
        widths |= dict.fromkeys(characters, (int(regular), int(bold)))
    return widths


_EXACT = _read_table()


@lru_cache(maxsize=1 << 14)
def _advances(character: str) -> tuple[int, int, bool]:
    """The width of one character, regular and bold, and whether these are exact and not upper bounds."""
    if character in _EXACT:
        return *_EXACT[character], True
    code = ord(character)
    if unicodedata.category(character) in ("Mn", "Me") or character in _NO_WIDTH:
        return 0, 0, True
    letters, _, marks = unicodedata.decomposition(character).partition(" ")
    if marks and not letters.startswith("<") and not 0x1F00 <= code <= 0x1FFF:
        return _advances(chr(int(letters, 16)))
    if unicodedata.east_asian_width(character) in "WF":
        if 0x1F000 <= code < 0x20000 or 0x2190 <= code <= 0x2BFF:
            return _bound(_EMOJI)
        return EM, EM, True
    for hundredths, group in _BY_LETTER.items():
        if character in group:
            return _bound(hundredths / 100)
    return _bound(_BOUNDS[bisect(_BOUNDS, (code, 0))][1] / 100)


def _bound(ems: float) -> tuple[int, int, bool]:
    width = round(ems * EM)
    return width, width, False


class _Advances(dict[str, int]):
    """The widths of the characters met so far."""

    def __init__(self, bold: bool) -> None:
        self.bold = bold

    def __missing__(self, character: str) -> int:
        width = self[character] = _advances(character)[self.bold]
        return width


REGULAR, BOLD = _Advances(False), _Advances(True)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide ``text`` is on one line, in px, at a font size of ``size`` px.

    Exact, but for kerning, where `has_known_width`; elsewhere an upper bound for common fonts.
    """
    return width_units(text, bold) * size / EM


def has_known_width(text: str) -> bool:
    """Whether `text_width` is what Arimo and its like take for ``text``, and CJK fonts for Chinese, Japanese and Korean."""
    return (text.isascii() and text.isprintable()) or all(_advances(character)[2] for character in _composed(text))


@lru_cache(maxsize=1 << 13)
def width_units(text: str, bold: bool) -> int:
    """How wide ``text`` is, in `EM` parts of the font size."""
    widths = BOLD if bold else REGULAR
    return sum(map(widths.__getitem__, text if text.isascii() else _composed(text)))


def _composed(text: str) -> str:
    """``text`` as a program shows it that puts accents on letters and letters of Hangul together."""
    return _TOGETHER.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    together = match.group()
    if together[-1] == "\ufe0f":
        return "\N{GRINNING FACE}" if REGULAR[together[0]] else together
    return unicodedata.normalize("NFC", together)
