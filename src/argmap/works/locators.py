"""Locators and numbers of pages as Chicago writes them."""

import re
from functools import lru_cache

_WORDS = {
    "ch.": "chap.", "chs.": "chaps.", "chapter": "chap.", "chapters": "chaps.", "section": "sec.", "sections": "secs.", "§": "sec.",
    "footnote": "n.", "note": "n.", "notes": "nn.", "footnotes": "nn.", "paragraph": "para.", "paragraphs": "paras.", "page": "p.",
    "pages": "pp.", "volume": "vol.", "figure": "fig.",
}  # fmt: skip
# Parts of a work that Chicago writes with a small letter (8.179).
_PARTS = frozenset("introduction conclusion abstract preface foreword afterword epilogue prologue appendix bibliography".split())
_NUMBERED = r"(?:pp?|nn?|secs?|chaps?|chs?|fols?|ff?|ll?|paras?|vols?|cols?|listy|listov|list|pages?|notes?|answers?|sections?)"
_RANGE = re.compile(rf"((?:\b{_NUMBERED}\b\.?|§)\s*|,\s*(?=\d+\s*[-–]\s*\d+\s*(?:,|$)))(\d+)\s*[-–]\s*(\d+)(?![-–\w])", re.IGNORECASE)
_BARE = re.compile(r"(\d+)\s*[-–]+\s*(\d+)")
_PAGES_ONLY = re.compile(r"[\d\s,–-]+|[ivxlcdm]+(?:\s*[-–]\s*[ivxlcdm]+)?", re.IGNORECASE)
_PAGE_NOTE = re.compile(r"(\d+), (nn?)\. ?(?=\d)")
_VOLUME_PAGE = re.compile(r"^vol\. (\d+), (?=\d)")


@lru_cache(maxsize=4096)
def locator_words(at: str) -> str:
    """A locator in a running note.

    ``p. 12`` is ``12``, ``pp. 123-125`` is ``123–25``, ``ch. IV, n. 100`` is
    ``chap. IV, n. 100``, ``Introduction, n. 14`` begins with a small letter,
    ``p. 12, n. 3`` is ``12n3``; words that are none of these stay as they are.
    """
    text = " ".join(at.split()).rstrip(".") if not at.rstrip().endswith("..") else " ".join(at.split())
    if _PAGES_ONLY.fullmatch(text):
        return page_words(text)
    words = text.split(" ")
    first = words[0].rstrip(",").lower()
    if first in _PARTS:
        words[0] = words[0].lower()
    words = [_WORDS.get(word.lower(), word) if _before_number(words, number) else word for number, word in enumerate(words)]
    text = _RANGE.sub(lambda m: m[1] + pages(m[2], m[3]), " ".join(words))
    text = re.sub(r"(^|, )pp?\. ?(?=\d)", r"\1", text)
    return _VOLUME_PAGE.sub(r"\1:", _PAGE_NOTE.sub(r"\1\2", text))


def _before_number(words: list[str], at: int) -> bool:
    """Whether a number follows: ``ch. IV`` is a locator, the ``note`` of "note on Kim" is not."""
    return at + 1 < len(words) and re.fullmatch(r"(\d+|[IVXLCDM]+)\b.*", words[at + 1]) is not None


@lru_cache(maxsize=4096)
def page_words(text: str) -> str:
    """Numbers of pages with en dashes and shortened as Chicago does it (9.61): ``1055–56, 1071–72``."""
    return _BARE.sub(lambda m: pages(m[1], m[2]), " ".join(text.split()))


def dashed(text: str) -> str:
    """A shelf mark: ranges of numbers behind the word for what they number take an en dash, the rest stays as it is."""
    return _RANGE.sub(lambda m: f"{m[1]}{m[2]}–{m[3]}", text)


def pages(first: str, last: str) -> str:
    """A range of pages.  Source: Chicago Manual of Style 17, 9.61 (the form ``chicago`` of CSL)."""
    if len(first) != len(last) or first >= last or len(first) < 3 or first.endswith("00"):
        return f"{first}–{last}"
    kept = 1 if first[-2] == "0" else 2
    same = 0
    while first[same] == last[same]:
        same += 1
    if len(first) == 4 and same < 2:
        return f"{first}–{last}"
    return f"{first}–{last[min(same, len(first) - kept) :]}"
