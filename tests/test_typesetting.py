"""Widths against the fonts themselves; lines against a search through all ways to break a short text."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap import load
from argmap.display import visible
from argmap.typesetting import has_known_width, set_lines, text_width

CROSCORE = Path("/usr/share/fonts/truetype/croscore")
ROOT = Path(__file__).parent.parent
FAMILY = "👨‍👩‍👧‍👦"
TEXTS = [
    "x" * 600,
    "Stalin wanted the war in order to keep Mao under his lead and from becoming another Tito.",
    "스탈린은 전쟁을 통해 중국을 소련에 묶어 두고 미국과 멀어지게 하려 했다.",
    "毛泽东在1950年10月决定出兵朝鲜，“抗美援朝”成为全国性的政治运动。美国——以及联合国——并未预料到（中国）会介入！",
    "スターリンは、戦争を利用して中国をソ連に結びつけ、「ワシントン」から遠ざけようとした（金、2019年）。ちょっと？",
    "סטלין רצה במלחמה כדי לשמור על מאו תחת הנהגתו ולמנוע ממנו להפוך לטיטו נוסף.",
    "أراد ستالين الحرب لكي يبقي ماو تحت قيادته ويمنعه من أن يصبح تيتو آخر.",
    "สตาลินต้องการสงครามเพื่อให้เหมาอยู่ภายใต้การนำของเขา",
    "स्टालिन माओ को अपने नेतृत्व में रखने के लिए युद्ध चाहता था।",
    f"{FAMILY}👍🏽🇰🇷🇰🇵❤️1️⃣" * 6,
    "Ve\u0301rite\u0301 " * 3 + "e\u0301" * 100,
    "<b>bold</b> & \\N \x1b[31m \ud800 a\xadb a\xa0b\xa0c",
    "see https://www.wilsoncenter.org/publication/cold-war-international-history-project/papers for it—and more",
]


@cache
def advances(bold: bool) -> dict[str, float]:
    """The width of each character of Arimo, in em."""
    path = CROSCORE / f"Arimo-{'Bold' if bold else 'Regular'}.ttf"
    if not path.is_file():
        pytest.skip(f"the font that widths are checked against is not here: {path}")
    return advances_of(path)


def advances_of(file: Path | io.BytesIO) -> dict[str, float]:
    font_tools = pytest.importorskip("fontTools.ttLib", reason="fontTools reads the font that widths are checked against")
    font = font_tools.TTFont(file)
    size, widths = font["head"].unitsPerEm, font["hmtx"]
    return {chr(code): widths[name][0] / size for code, name in font.getBestCmap().items()}


@pytest.mark.parametrize("bold", [False, True])
def test_no_character_is_narrower_than_in_arimo_and_known_widths_are_its_own(bold: bool) -> None:
    wrong = []
    for character, width in advances(bold).items():
        if unicodedata.category(character) == "Cf":  # shown by their escapes
            continue
        measured = text_width(character, 1, bold)
        if measured < width or (has_known_width(character) and measured != width):
            wrong.append((hex(ord(character)), width, measured))
    assert not wrong


def test_what_most_texts_are_written_in_has_a_known_width() -> None:
    for first, last in ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x17F), (0x388, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F)):
        assert not [hex(code) for code in range(first, last + 1) if not has_known_width(chr(code))]
    assert has_known_width("Nguyễn Văn Tiến: “yes” – no… Ve\u0301rite\u0301 毛泽东 스탈린 №3 → €5")
    for text in ("שלום", "سلام", "नमस्ते", "👍", "❤️", "©️", "\x1b", "\ud800", "\u0250"):
        assert not has_known_width(text)


@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [  # sums of the widths that Adobe gives for Helvetica, in thousandths of an em
        ("Stalin", 667 + 278 + 556 + 222 + 222 + 556, 667 + 333 + 556 + 278 + 278 + 611),
        ("War?", 944 + 556 + 333 + 556, 944 + 556 + 389 + 611),
        ("£1.50 — “x”", 556 * 2 + 278 + 556 * 2 + 278 + 1000 + 278 + 333 * 2 + 500, 556 * 4 + 278 * 3 + 1000 + 500 * 2 + 556),
    ],
)
def test_widths_are_those_of_helvetica(text: str, regular: int, bold: int) -> None:
    assert text_width(text, 1000) == pytest.approx(regular, abs=0.5 * len(text))
    assert text_width(text, 1000, bold=True) == pytest.approx(bold, abs=0.5 * len(text))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("毛泽东", 30),
        ("스탈린", 30),
        (unicodedata.normalize("NFD", "스탈린"), 30),
        ("。", 10),
        ("😀", 13),
        ("❤️", 13),
        ("©️", 13),
        ("1️⃣", 13),
        ("\u200d\ufe0f\u0301", 0),
        ("\ufe0f" * 9, 0),
    ],
)
def test_wide_and_invisible_characters(text: str, width: float) -> None:
    assert text_width(text, 10) == pytest.approx(width, abs=0.01)


@given(st.text(st.sampled_from("eioduıyΑωИиЕ") | st.sampled_from("\u0300\u0301\u0303\u0304\u0306\u0308\u030c\u031b"), max_size=12))
def test_an_accent_on_its_own_counts_as_the_letter_that_has_it(text: str) -> None:
    assert text_width(text, 16) == text_width(unicodedata.normalize("NFC", text), 16)


@pytest.mark.parametrize(("name", "bold"), [("figo", False), ("figbo", True)])
def test_lines_have_room_for_the_font_of_png_and_pdf(name: str, bold: bool) -> None:
    fonts = pytest.importorskip("pymupdf_fonts", reason="FiraGO comes with it")
    widths = advances_of(io.BytesIO(fonts.myfont(name)))
    lines = [line for node in load(ROOT).nodes.values() for line in set_lines(node.text or "", 28, 420, bold)]
    assert len(lines) > 1000
    ratios = sorted(sum(widths[character] for character in line) * 28 / text_width(line, 28, bold) for line in lines)
    assert sum(ratios) / len(ratios) < 1.04


def clusters(text: str) -> list[str]:
    """What must stay together in `TEXTS`."""
    joined = r"(?:[\u0300-\u036f\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d.)"
    parts = re.findall(rf"[\U0001f1e6-\U0001f1ff]{{2}}|.{joined}*", text)
    return ["".join(group) for group in parts]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("measure", [180, 300, 437.3, 1200])
@pytest.mark.parametrize("text", TEXTS)
def test_lines_fit_and_hold_all_the_text(text: str, measure: float, bold: bool) -> None:
    lines = set_lines(text, 28, measure, bold)
    assert max(text_width(line, 28, bold) for line in lines) <= measure
    assert not [line for line in lines if line != line.strip(" ") or not line]
    assert "".join(lines).replace(" ", "") == visible(text).replace(" ", "")
    assert [part for line in lines for part in clusters(line) if part != " "] == [part for part in clusters(visible(text)) if part != " "]
    for line in lines:  # nothing that cannot be shown
        assert line.encode()


HOSTILE = st.text(
    st.sampled_from("aW -—/,.(\u0301\u200d\ufe0f\u093e\xa0\u3000\u2003。「ー年한\u1100\u1161\u11a8👍🏽🇰❤1\u20e3\x00\ud800\xad\u202e\n")
    | st.characters(),
    max_size=40,
)


@settings(deadline=None)
@given(HOSTILE, st.floats(0, 300), st.sampled_from([7.3, 16, 28]), st.booleans(), st.integers(0, 4))
def test_any_text_fits_unless_one_character_is_too_wide(text: str, measure: float, size: float, bold: bool, most: int) -> None:
    lines = set_lines(text, size, measure, bold, most)
    whole = set_lines(text, size, measure, bold)
    assert len(lines) <= len(whole)
    assert not most or len(lines) <= most
    for line in lines:
        too_wide = text_width(line, size, bold) > measure
        assert not too_wide or line == "…" or sum(text_width(character, size, bold) > 0 for character in line) == 1
    if len(lines) == len(whole):
        assert lines == whole
        spaces = r"[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]"
        assert re.sub(spaces, "", "".join(lines)) == re.sub(spaces, "", visible(text))
    else:
        assert lines[-1].endswith("…")


def broken(words: list[str], breaks: tuple[bool, ...]) -> list[str]:
    lines = [words[0]]
    for word, is_new in zip(words[1:], breaks, strict=True):
        if is_new:
            lines.append(word)
        else:
            lines[-1] += " " + word
    return lines


@settings(deadline=None)
@given(st.lists(st.text("ilmW.", min_size=1, max_size=5), min_size=1, max_size=8), st.floats(90, 200))
def test_lines_are_as_few_and_as_even_as_can_be(words: list[str], measure: float) -> None:
    def cost(lines: list[str]) -> tuple[int, float, float]:
        widths = [text_width(line, 16) for line in lines]
        return len(lines), max(widths), sum((max(widths) - width) ** 2 for width in widths)

    ways = [broken(words, breaks) for breaks in itertools.product((False, True), repeat=len(words) - 1)]
    best = min(cost(lines) for lines in ways if cost(lines)[1] <= measure)
    assert cost(set_lines(" ".join(words), 16, measure)) == pytest.approx(best)


def test_no_lonely_word_on_the_last_line() -> None:
    assert set_lines("one two three four five six", 10, text_width("one two three four five", 10)) == ["one two three", "four five six"]


def test_the_widest_line_is_narrow_before_the_others_are_even() -> None:
    assert set_lines("... WWWWW ii mm WWWW", 16, 94) == ["...", "WWWWW ii", "mm WWWW"]


def test_empty_texts() -> None:
    assert [set_lines(text, 16, 100) for text in ("", " \n\t ", "\u3000", "\xa0")] == [[], [], [], []]


def test_what_cannot_be_shown_is_made_visible() -> None:
    assert set_lines("a\xadb \x1b[0m\n\ud800 <b> \\N", 16, 900) == ["a\\xadb \\x1b[0m \\ud800 <b> \\N"]


def test_spaces_that_do_not_break() -> None:
    assert set_lines("aaa bb\xa0cc", 10, text_width("aaa bb", 10)) == ["aaa", "bb\xa0cc"]
    assert set_lines("aaa bb\u2003cc", 10, text_width("aaa bb", 10)) == ["aaa bb", "cc"]


def test_long_words_break_after_hyphens_and_slashes_only_when_they_must() -> None:
    room = text_width("abcd-efgh/", 10)
    assert set_lines("abcd-efgh/ijkl", 10, room) == ["abcd-", "efgh/ijkl"]
    assert set_lines("go abcd-efg", 10, room) == ["go", "abcd-efg"]
    assert set_lines("aa//bb--cc", 10, text_width("aa//bb", 10)) == ["aa//", "bb--cc"]
    assert set_lines("the war—and the rest", 10, text_width("the war—", 10)) == ["the war—", "and", "the rest"]


@pytest.mark.parametrize("measure", range(90, 400, 28))
@pytest.mark.parametrize("text", [TEXTS[3], TEXTS[4]])
def test_lines_of_chinese_and_japanese_begin_and_end_as_they_may(text: str, measure: int) -> None:
    lines = set_lines(text, 28, measure)
    assert len(lines) > 1
    assert not [line for line in lines if line[0] in "。、，）」』！？”—ー々ょっ" or line[-1] in "（「『“"]


def test_korean_breaks_between_words() -> None:
    text = TEXTS[2]
    assert [word for line in set_lines(text, 28, 300) for word in line.split()] == text.split()
    assert set_lines("가" * 7, 10, 40) == ["가" * 4, "가" * 3]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("most", [1, 2, 3])
def test_what_is_left_out_is_marked(text: str, most: int) -> None:
    whole = set_lines(text, 28, 240)
    assert len(whole) >= 3
    lines = set_lines(text, 28, 240, most=most)
    assert len(lines) == most
    assert max(text_width(line, 28) for line in lines) <= 240
    assert lines[-1].endswith("…") == (len(whole) > most)
    kept = re.sub(r"\s", "", "".join(lines)).removesuffix("…")
    assert re.sub(r"\s", "", visible(text)).startswith(kept)
    assert len(kept) >= most


def test_no_comma_before_the_ellipsis_and_no_word_cut_that_need_not_be() -> None:
    assert set_lines("Kim, Stalin and Mao", 10, text_width("Kim, Sta", 10), most=1) == ["Kim…"]
    assert set_lines("Kim", 10, 1, most=1) == ["…"]


@pytest.mark.parametrize("text", ["x", "e\u0301", "a ", "中。", "👨‍", "का\u093e", "-", "a\xa0", "\u0301", "\ufe0f"])
def test_time_grows_with_the_text_alone(text: str) -> None:
    import time

    def seconds(times: int) -> float:
        began = time.process_time()
        set_lines(text * times, 28, 300)
        return time.process_time() - began

    assert seconds(32_000) < 40 * max(seconds(4_000), 0.01)  # 8 if linear, 64 if quadratic
