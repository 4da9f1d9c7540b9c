"""The name that a misspelt name most likely means."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_CUTOFF = 0.72
_SCAN = 300
"""Up to this many names are all compared; of more, only those that share rare trigrams."""


class Nearest:
    """Finds near names among many without comparing each with each.

    Candidates are taken from an inverted index of trigrams, the rarest
    trigrams of the query first, until there are enough; they are then ranked
    by Ratcliff/Obershelp similarity (`difflib`).  A query costs a bounded
    number of comparisons however many names there are.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._index: dict[str, list[int]] | None = None

    def find(self, wanted: str, count: int = 1, cutoff: float = _CUTOFF) -> list[str]:
        """The up to ``count`` nearest names, nearest first; none if nothing is near."""
        wanted = wanted[:200]
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
        if len(self._names) <= _SCAN:
            return self._names
        if self._index is None:
            self._index = {}
            for number, name in enumerate(self._names):
                for trigram in _trigrams(name):
                    self._index.setdefault(trigram, []).append(number)
        postings = sorted((self._index.get(trigram, []) for trigram in _trigrams(wanted)), key=len)
        chosen: dict[int, None] = {}
        for posting in postings:
            chosen.update(dict.fromkeys(posting[: _SCAN - len(chosen)]))
            if len(chosen) >= _SCAN:
                break
        return [self._names[number] for number in chosen]


def nearest(wanted: str, names: Iterable[str]) -> str | None:
    """The nearest of a few names, or None if nothing is near."""
    found = Nearest(names).find(wanted)
    return found[0] if found else None


def _trigrams(name: str) -> set[str]:
    padded = f"  {name.lower()} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
