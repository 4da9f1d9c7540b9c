"""The name that a misspelt name most likely means."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

_CUTOFF = 0.72
_SHORT, _CUTOFF_SHORT = 5, 0.66
"""A slip in a word of a few letters leaves less of it."""
_LOOKED_AT = 400
"""How many entries of the index are counted for a query."""
_COMPARED = 12
"""How many names are compared in full for a query."""


class Nearest:
    """Finds near names among many without comparing each with each.

    Candidates are the names that share most trigrams with the query, counted
    in an inverted index from the query's rarest trigram on; the best of them
    are ranked by Ratcliff/Obershelp similarity (`difflib`).  A query costs a
    bounded number of comparisons however many names there are.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._index: dict[str, list[int]] = {}

    def find(self, wanted: str, count: int = 1) -> list[str]:
        """The up to ``count`` nearest names, nearest first; none if nothing is near."""
        wanted = wanted[:200]
        cutoff = _CUTOFF_SHORT if len(wanted) <= _SHORT else _CUTOFF
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted.lower())
        ranked = []
        for name in self._candidates(wanted):
            matcher.set_seq1(name.lower())
            if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff:
                ratio = matcher.ratio()
                if ratio >= cutoff:
                    ranked.append((-ratio, name))
        return [name for _, name in sorted(ranked)[:count]]

    def _candidates(self, wanted: str) -> list[str]:
        if len(self._names) <= _COMPARED:
            return self._names
        if not self._index:
            for number, name in enumerate(self._names):
                for trigram in _trigrams(name):
                    self._index.setdefault(trigram, []).append(number)
        postings = sorted((self._index.get(trigram, []) for trigram in _trigrams(wanted)), key=len)
        shared: Counter[int] = Counter()
        left = _LOOKED_AT
        for posting in postings:
            shared.update(posting[:left])
            left -= len(posting)
            if left <= 0:
                break
        best = sorted(shared, key=lambda number: (-shared[number], number))[:_COMPARED]
        return [self._names[number] for number in best]


_OTHER_WORDS = {
    "id": "target",
    "at": "page pages locator loc section chapter paragraph footnote",
    "source": "src ref reference work",
    "cite": "citation citations source sources ref refs reference references",
    "issued": "date year published",
    "date": "year when time",
    "by": "author authors holder holders who speaker",
    "question": "topic issue answers",
    "for": "supports",
    "against": "attacks rebuts target targets",
    "text": "statement content description name title",
    "name": "full_name fullname full-name title label",
    "quote": "text words quotation excerpt passage",
    "note": "comment comments remark remarks",
    "literal": "name",
    "title": "name",
    "container-title": "journal newspaper magazine booktitle",
    "publisher-place": "place city address location",
    "nodes": "node claim claims support supports rebuttal rebuttals statements arguments",
    "people": "person persons authors",
    "sources": "works references bibliography",
    "positions": "schools camps",
    "questions": "topics issues",
}
"""What other tools and people call a field."""


def our_word(written: str, names: Iterable[str]) -> str | None:
    """The one of a few field names that is misspelt, or called otherwise; None if nothing is near."""
    known = list(names)
    word = written.lower()
    return nearest(written, known) or next((name for name in known if word in _OTHER_WORDS.get(name, "").split()), None)


def nearest(wanted: str, names: Iterable[str]) -> str | None:
    """The nearest of a few names, or None if nothing is near."""
    found = Nearest(names).find(wanted)
    return found[0] if found else None


_SLIPS, _SLIPS_SHORT, _LONG = 2, 1, 8
"""How many slips a misspelling may have, and from how many letters on it may have more."""


def misspelt(written: str, near: Sequence[str]) -> str | None:
    """The one of a few names that ``written`` misspells; None if it is none of them, or may be two.

    A name is misspelt by a letter too many, too few, wrong or swapped, two of
    them in a long name; with other digits it is another name.  Another name may
    be meant as well if it is at most one slip further off.
    """
    if not near:
        return None
    most = _SLIPS if len(written) >= _LONG else _SLIPS_SHORT
    digits = [character for character in written if character.isdigit()]
    ranked = sorted((_slips(written, name, most + 1), name) for name in near)
    count, name = ranked[0]
    if count > most or [character for character in name if character.isdigit()] != digits:
        return None
    return None if len(ranked) > 1 and ranked[1][0] <= count + 1 else name


def _slips(one: str, other: str, most: int) -> int:
    """How many letters must be added, taken out, changed or swapped with their neighbour; ``most`` + 1 stands for more.

    Optimal string alignment (Damerau 1964), of the band that can matter.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before_last, before = before, row
        row = [i] + [most + 1] * len(other)
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other[j - 1]))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                row[j] = min(row[j], before_last[j - 2] + 1)
    return min(row[-1], most + 1)


def _trigrams(name: str) -> list[str]:
    """The trigrams of a name, each once, in an order that does not change from run to run."""
    padded = f"  {name.lower()} "
    return list(dict.fromkeys(padded[i : i + 3] for i in range(len(padded) - 2)))
