"""Compares two texts line by line, in a time that stays near the length of the texts."""

from bisect import bisect_left
from collections import Counter

_PART = 500
"""How many lines are compared at a time, where the text can be parted."""
_MOST = 5_000
"""Above so many lines that cannot be parted they are not compared, but all replaced."""

Opcode = tuple[str, int, int, int, int]


def opcodes(a: list[str], b: list[str]) -> list[Opcode]:
    """What `difflib` says of two lists of lines, compared part by part, for its cost grows with the square of the length."""
    from difflib import SequenceMatcher

    codes: list[Opcode] = []
    a_at = b_at = 0
    for a_end, b_end in [*_cuts(a, b), (len(a), len(b))]:
        if a_end - a_at + b_end - b_at > _MOST:
            found: list[Opcode] = [("replace", 0, a_end - a_at, 0, b_end - b_at)]
        else:
            found = list(SequenceMatcher(None, a[a_at:a_end], b[b_at:b_end], autojunk=False).get_opcodes())
        for tag, a1, a2, b1, b2 in found:
            if codes and codes[-1][0] == tag == "equal":
                last = codes.pop()
                codes.append((tag, last[1], a2 + a_at, last[3], b2 + b_at))
            else:
                codes.append((tag, a1 + a_at, a2 + a_at, b1 + b_at, b2 + b_at))
        a_at, b_at = a_end, b_end
    return codes


def _cuts(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Where both lists can be cut: before lines that occur once in each, white space aside, and in the same order.

    These are the longest increasing run of such lines (Cohen's patience diff),
    thinned out.
    """
    if len(a) + len(b) <= 2 * _PART:
        return []
    a_words, b_words = [line.strip() for line in a], [line.strip() for line in b]
    once = {word for word, count in Counter(a_words).items() if count == 1} & {
        word for word, count in Counter(b_words).items() if count == 1
    }
    place = {word: number for number, word in enumerate(b_words) if word in once}
    pairs = [(number, place[word]) for number, word in enumerate(a_words) if word in once]
    tops: list[int] = []  # the least end of a run of each length, and below for each pair the one before it in its run
    heads: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        length = bisect_left(tops, at)
        tops[length : length + 1] = [at]
        heads[length : length + 1] = [number]
        before.append(heads[length - 1] if length else -1)
    run: list[tuple[int, int]] = []
    number = heads[-1] if heads else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    cuts: list[tuple[int, int]] = []
    for pair in reversed(run):
        if pair[0] - (cuts[-1][0] if cuts else 0) >= _PART:
            cuts.append(pair)
    return cuts
