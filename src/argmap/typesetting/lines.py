"""Text broken into balanced lines of a given width."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from argmap.display import visible
from argmap.typesetting.widths import EM, REGULAR, width_units

_SPACES = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"  # those at which a line may be broken
_WORDS = re.compile(f"([{_SPACES}]*)([^{_SPACES}]+)")
# Chinese and Japanese, which are broken between characters.  Korean is not: it has spaces, and reads better broken there.
_IDEOGRAPHIC = (  # compiled when it is first needed, as it takes long and seldom is
    "[\u2e80-\u2fdf\u3001-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff9f\U00020000-\U0003ffff]"
)
_EITHER = "\"'\xa0\u2007\u202f"  # straight quotation marks, and spaces that do not break
_NEVER_FIRST = frozenset(
    "!),.:;?]}%\xbb\u2019\u201d\u2013\u2014\u2015\u2025\u2026\u203a\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\u301f"
    "\u303b\u30fb\u30fc\u30fd\u30fe\u309d\u309e\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3"
    "\u30e5\u30e7\u30ee\u30f5\u30f6\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff60\uff61\uff63\uff64\uff65" + _EITHER
)
_NEVER_LAST = frozenset(
    "([{\xab\u2018\u201c\u2039\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\u301d\uff08\uff3b\uff5b\uff5f\uff62" + _EITHER
)
_HYPHENS = frozenset("-/\u058a\u05be\u2010\u2012\u2013\u2014\u2015")
# Letters that nothing is joined to; only a quicker way through `_clusters`.
_APART = (
    "[ -~\xa0-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u3001-\u3029\u3030-\u3098\u309b-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d]*"
)
_ELLIPSIS = "\u2026"
_BEFORE_ELLIPSIS = f" ,;:-\u2013\u2014{''.join(sorted(_NEVER_LAST))}"  # what is dropped there
_JOINER = "\u200d"
_THIN = 342  # the width of the thinnest letter


class _Pieces:
    """A text in pieces that no line break cuts: the space before each, its characters, and how wide both are."""

    def __init__(self, text: str, limit: int, bold: bool) -> None:
        self.spaces: list[str] = []
        self.texts: list[str] = []
        self.gaps: list[int] = []
        self.widths: list[int] = []
        for space, word in _WORDS.findall(text):
            gap, width = width_units(space, bold), width_units(word, bold)
            if width <= limit and _is_simple(word):
                self._add(space, word, gap, width)
                continue
            for part in _parts(word, limit, bold):
                self._add(space, part, gap, width_units(part, bold))
                space, gap = "", 0

    def _add(self, space: str, text: str, gap: int, width: int) -> None:
        self.spaces.append(space)
        self.texts.append(text)
        self.gaps.append(gap)
        self.widths.append(width)

    def line(self, start: int, end: int) -> str:
        """The pieces of a line, without the space before the first."""
        between = (space + text for space, text in zip(self.spaces[start + 1 : end], self.texts[start + 1 : end], strict=True))
        return self.texts[start] + "".join(between)


def set_lines(text: str, size: float, measure: float, bold: bool = False, most: int = 0) -> list[str]:
    """Break ``text`` into lines no wider than ``measure`` px, at a font size of ``size`` px (more than 0).

    The text is made visible first (`display.visible`).  There are as few lines
    as can be, and then they are as even as can be: the widest is as narrow as
    that number of lines allows.  Breaks are at spaces, after a long dash, and
    between Chinese or Japanese characters by their rules of line breaking; in a
    word wider than the measure also after a hyphen or a slash, else anywhere but
    inside what is seen as one character.  Only a single character can be wider
    than the measure.

    With ``most`` above 0 there are at most so many lines, and the last ends in
    an ellipsis if some text is left out.
    """
    limit = _units(measure, size)
    if most > 0:
        text = _beginning(text, most * limit)
    return list(_set(visible(text), limit, bold, most))


@lru_cache(maxsize=1 << 10)
def _set(text: str, limit: int, bold: bool, most: int) -> tuple[str, ...]:
    pieces = _Pieces(text, limit, bold)
    if not pieces.texts:
        return ()
    starts, widest, _ = _filled(pieces, limit)
    if 0 < most < len(starts):
        lines = [pieces.line(*ends) for ends in pairwise(starts[:most])]
        return (*lines, _cut_line(pieces, starts[most - 1], limit, bold))
    if len(starts) > 1:
        # A character wider than the measure does not make room for others.
        starts = _evened(pieces, _narrowest(pieces, len(starts), widest) if widest <= limit else limit)
    return tuple(pieces.line(*ends) for ends in zip(starts, [*starts[1:], len(pieces.texts)], strict=True))


def _is_simple(word: str) -> bool:
    """Whether a word that is not too wide is one piece, for sure."""
    return word.isascii() or ("\N{EM DASH}" not in word and (max(word) < "\u2e80" or not re.search(_IDEOGRAPHIC, word)))


def _beginning(text: str, room: int) -> str:
    """So much of a long text that it is surely wider than ``room``, though one in four letters only has a width."""
    longest = 4 * (room // _THIN + 20)
    return text if len(text) <= longest else text[:longest] + _ELLIPSIS


def _units(measure: float, size: float) -> int:
    """The greatest width that `text_width` gives as no more than ``measure`` px."""
    limit = max(0, int(min(measure * EM / size, 2.0**50)))
    while limit and limit * size / EM > measure:  # rounding
        limit -= 1
    return limit


def _filled(pieces: _Pieces, limit: int) -> tuple[list[int], int, int]:
    """Fill lines one after the other: where they start, the width of the widest, and the least limit that would change them."""
    widths, gaps = pieces.widths, pieces.gaps
    starts = [0]
    used, widest, change = widths[0], 0, 1 << 60
    for at in range(1, len(widths)):
        wider = used + gaps[at] + widths[at]
        if wider <= limit:
            used = wider
            continue
        widest, change = max(widest, used), min(change, wider)
        starts.append(at)
        used = widths[at]
    return starts, max(widest, used), change


def _narrowest(pieces: _Pieces, lines: int, widest: int) -> int:
    """The least limit with no more than ``lines`` lines, given the width of the widest of them.

    A binary search that jumps to the next width at which lines change.
    """
    low, high = max(max(pieces.widths), sum(pieces.widths) // lines), widest
    while low < high:
        limit = (low + high) // 2
        starts, reached, change = _filled(pieces, limit)
        if len(starts) <= lines:
            high = reached
        else:
            low = change
    return high


def _evened(pieces: _Pieces, limit: int) -> list[int]:
    """Where the fewest lines within ``limit`` start, if the squares of what they leave free are to add up to the least.

    As paragraphs in Knuth and Plass, "Breaking paragraphs into lines" (1981), without hyphenation; the last line counts too.
    """
    widths, gaps = pieces.widths, pieces.gaps
    per_line = (limit * limit + 1) * (len(widths) + 1)  # more than all squares together
    costs, origins = [0], [0]
    for end in range(1, len(widths) + 1):
        origin = start = end - 1
        used = widths[start]
        least = costs[start] + (limit - used) ** 2
        while start:
            used += gaps[start] + widths[start - 1]
            if used > limit:
                break
            start -= 1
            free = limit - used
            cost = costs[start] + free * free
            if cost < least:
                least, origin = cost, start
        costs.append(least + per_line)
        origins.append(origin)
    starts = []
    at = len(widths)
    while at:
        at = origins[at]
        starts.append(at)
    return starts[::-1]


def _cut_line(pieces: _Pieces, start: int, limit: int, bold: bool) -> str:
    """A line with as much of the pieces from ``start`` on as fits before an ellipsis."""
    room = limit - width_units(_ELLIPSIS, bold)
    end, used = start, -pieces.gaps[start]
    while end < len(pieces.texts) and used + pieces.gaps[end] + pieces.widths[end] <= room:
        used += pieces.gaps[end] + pieces.widths[end]
        end += 1
    if end > start:
        return pieces.line(start, end).rstrip(_BEFORE_ELLIPSIS) + _ELLIPSIS
    kept, used = "", 0
    for cluster in _clusters(pieces.texts[start]):
        used += width_units(cluster, bold)
        if used > room:
            break
        kept += cluster
    return kept.rstrip(_BEFORE_ELLIPSIS) + _ELLIPSIS


def _parts(word: str, limit: int, bold: bool) -> Iterator[str]:
    """The pieces of a word that can be broken, or must be because it is wider than ``limit``."""
    for part in _grouped(_clusters(word), _may_break):
        if width_units(part, bold) <= limit:
            yield part
            continue
        for shorter in _grouped(_clusters(part), _after_hyphen):
            if width_units(shorter, bold) <= limit:
                yield shorter
                continue
            for cluster in _clusters(shorter):
                yield from [cluster] if width_units(cluster, bold) <= limit else _single(cluster)


def _grouped(clusters: Sequence[str], may_break: Callable[[str, str], bool]) -> Iterator[str]:
    start = 0
    for at in range(1, len(clusters)):
        if may_break(clusters[at - 1][0], clusters[at][0]):
            yield "".join(clusters[start:at])
            start = at
    yield "".join(clusters[start:])


@lru_cache(maxsize=1 << 12)
def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    if before == "\N{EM DASH}":
        return after.isalnum()
    return re.match(_IDEOGRAPHIC, before) is not None or re.match(_IDEOGRAPHIC, after) is not None


def _after_hyphen(before: str, after: str) -> bool:
    return before in _HYPHENS and after not in _HYPHENS


def _clusters(word: str) -> list[str]:
    """What is seen as one character each (as the grapheme clusters of UAX 29, in short)."""
    if re.fullmatch(_APART, word):
        return list(word)
    clusters = []
    start = 0
    for at in range(1, len(word)):
        if not _is_joined(word, start, at):
            clusters.append(word[start:at])
            start = at
    return [*clusters, word[start:]]


def _is_joined(word: str, start: int, at: int) -> bool:
    """Whether the character at ``at`` belongs to the cluster that begins at ``start``."""
    before, after = word[at - 1], word[at]
    if after in "\u200c\u200d\u0e33\u0eb3\uff9e\uff9f" or before == _JOINER or unicodedata.category(after)[0] == "M":
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff":  # the colour of a skin
        return True
    if "\U0001f1e6" <= after <= "\U0001f1ff":  # two of these are a flag
        return at - start == 1 and "\U0001f1e6" <= before <= "\U0001f1ff"
    if "\u1160" <= after <= "\u11ff":  # Hangul in parts
        return "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    return "\u1100" <= before <= "\u115f" and "\u1100" <= after <= "\u115f"


def _single(cluster: str) -> Iterator[str]:
    """The characters of a cluster that is wider than a line, each with what has no width of its own."""
    start = 0
    for at in range(1, len(cluster)):
        if REGULAR[cluster[at]]:
            yield cluster[start:at]
            start = at
    yield cluster[start:]
