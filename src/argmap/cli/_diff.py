"""What would change in a file, as a unified diff."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_NO_LINE_END = "\\ No newline at end of file\n"
_PART = 500
"""How many lines are compared at a time, where the text can be parted."""
_MOST = 5_000
"""Above so many lines that cannot be parted they are not compared, but all replaced."""

_COLORS = {"+": "32", "-": "31", "@": "36"}

_Opcode = tuple[str, int, int, int, int]


def unified(path: str, old: str, new: str, color: bool) -> list[str]:
    """The lines of a unified diff from ``old`` to ``new``, each with its line end; none if the two are the same.

    ``old`` and ``new`` are whole texts, line ends and byte-order mark
    included.  In a pipe or a file the lines are as they are, so that `patch`
    can apply them; on a terminal what it would act on is made visible.
    """
    from argmap.cli._output import on_terminal
    from argmap.display import visible_line

    if old == new:
        return []
    lines = [line.removesuffix("\n") for line in _diff(path, old, new)]
    if on_terminal():
        lines = [visible_line(line) for line in lines]
    return [f"{_colored(line) if color else line}\n" for line in lines]


def _colored(line: str) -> str:
    code = _COLORS.get(line[:1])
    return f"\x1b[{code}m{line}\x1b[0m" if code else line


def _diff(path: str, old: str, new: str) -> Iterator[str]:
    from difflib import SequenceMatcher

    from argmap.display import visible

    yield f"--- {visible(path)}\n"
    yield f"+++ {visible(path)}\n"
    # Lines end at LF alone: to `patch` a CR is a character of the line.
    a, b = _LINES.findall(old), _LINES.findall(new)
    whole: SequenceMatcher[str] = SequenceMatcher(None, "", "")
    whole.opcodes = _opcodes(a, b)  # type: ignore[attr-defined]
    for hunk in whole.get_grouped_opcodes():
        yield f"@@ -{_range(hunk[0][1], hunk[-1][2])} +{_range(hunk[0][3], hunk[-1][4])} @@\n"
        for tag, a1, a2, b1, b2 in hunk:
            if tag == "equal":
                yield from (_marked(" ", line) for line in a[a1:a2])
            else:
                yield from (_marked("-", line) for line in a[a1:a2])
                yield from (_marked("+", line) for line in b[b1:b2])


def _range(start: int, end: int) -> str:
    """The lines of a hunk, counted from 1; an empty one is named after the line before it."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _marked(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n{_NO_LINE_END}"


def _opcodes(a: list[str], b: list[str]) -> list[_Opcode]:
    """What `difflib` says of two lists of lines, compared part by part, for its cost grows with the square of the length."""
    from difflib import SequenceMatcher

    codes: list[_Opcode] = []
    a_at = b_at = 0
    for a_end, b_end in [*_cuts(a, b), (len(a), len(b))]:
        if a_end - a_at + b_end - b_at > _MOST:
            found: list[_Opcode] = [("replace", 0, a_end - a_at, 0, b_end - b_at)]
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
