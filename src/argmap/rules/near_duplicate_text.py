"""Two nodes say nearly the same.

Their texts differ only in an article, a plural, British or American spelling,
or one word that is misspelt (letters swapped, doubled or left out): mostly one
statement that two people recorded.  Texts that differ in any other word are
different statements: scholarship is full of parallel sentences.  Capitalised
words, numbers and short words must be the same, and so must the order.

Nodes that both have a `date`, or both an `about`, and there differ, are left
alone, as are a claim and its variant, and claims that conflict.  Texts that are
quite the same are what `duplicate-text` reports.

Example:

    nodes:
      - claim: moscow-approved
        text: A letter of January says that he aproves.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: moscow-approved
        text: A letter of February says that he approves.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

import re
from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.entries import Claim, Node
from argmap.rules._rule import Context
from argmap.rules._text import are_comparable, unpunctuated

SEVERITY = Severity.WARNING
LEAST_WORDS = 4
"""Shorter texts are near each other by chance."""
MOST_COMPARED = 8
"""How many texts of one key a text is compared with."""

_MOST_KNOWN = 100_000
"""How many words are kept with their keys."""
_ARTICLES = frozenset(("a", "an", "the"))
_AMERICAN = ((re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)$"), r"iz\1"), (re.compile(r"our(s|ed|ing|able|ite|ites)?$"), r"or\1"))
_LEAST_FOLDED, _LEAST_SPELT, _LEAST_SLIP, _LEAST_LOST = 4, 6, 6, 8
"""From how many letters on a word may be a plural, have two spellings, be misspelt, lack a letter."""


def check(context: Context) -> Iterator[Finding]:
    """Find the texts that are nearly that of an earlier node."""
    nodes = context.map.nodes
    key_of = context.of_texts(_key)
    firsts: dict[str, list[str]] = {}
    for folded, ids in context.same_texts.items():
        if folded.count(" ") < LEAST_WORDS - 1:
            continue
        alike = firsts.setdefault(key_of(folded), [])
        if alike:
            other = next((other for other in alike if _are_near(nodes[other], nodes[ids[0]])), None)
            if other:
                message = f"`{ids[0]}` says nearly the same as `{other}`"
                help = "make them one node, with the citations of both, or say what sets them apart"
                yield context.at(ids[0], "text", message=message, help=help, other=(other, "text"), other_label="nearly the same text")
        if len(alike) < MOST_COMPARED:
            alike.append(ids[0])


class _Keys(dict[str, str]):
    """For each word a key that all words near it have too; empty for articles."""

    def __missing__(self, word: str) -> str:
        key = _singular(word)
        if word in _ARTICLES:
            key = ""
        elif len(key) >= _LEAST_SLIP - 1 and key.isalpha():
            key = key[0] + "".join(sorted(set(key[1:])))
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[word] = key
        return key


_KEYS = _Keys()


def _key(folded: str) -> str:
    """What all texts near this one have in common with it."""
    return " ".join(key for word in folded.split() if (key := _KEYS[word]))


def _singular(word: str) -> str:
    """A word without the mark of a plural or the difference of British and American spelling."""
    if not word.isalpha():
        return word
    if len(word) >= _LEAST_SPELT:
        for pattern, spelling in _AMERICAN:
            word = pattern.sub(spelling, word)
    if len(word) > _LEAST_FOLDED and word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    return word


def _are_near(one: Node, other: Node) -> bool:
    """Whether two texts whose words have the same keys differ in nothing that makes another statement."""
    if not are_comparable(one, other) or _are_related(one, other) or _are_related(other, one):
        return False
    pairs = list(zip(_words(one.text), _words(other.text), strict=True))
    different = [(first, second) for first, second in pairs if first.casefold() != second.casefold()]
    if any(word != word.casefold() for pair in different for word in pair):
        return False
    misspelt = [pair for pair in different if _singular(pair[0]) != _singular(pair[1])]
    return len(misspelt) <= 1 and all(_is_slip(*pair) for pair in misspelt)


def _words(text: str) -> list[str]:
    return [word for word in unpunctuated(text).split() if word.casefold() not in _ARTICLES]


def _are_related(one: Node, other: Node) -> bool:
    return isinstance(one, Claim) and (one.variant_of == other.id or other.id in one.conflicts)


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ as a word and its misspelling: letters swapped, a letter doubled, or one lost inside a long word."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        at = next(at for at in range(len(one)) if one[at] != other[at])
        return len(one) >= _LEAST_SLIP and at > 0 and one[at + 1 : at + 2] + one[at] + one[at + 2 :] == other[at:]
    if len(long) != len(short) + 1 or len(long) < _LEAST_SLIP:
        return False
    at = next((at for at in range(len(short)) if short[at] != long[at]), len(short))
    if short[at:] != long[at + 1 :] or at == 0:
        return False
    return long[at] == long[at - 1] or (len(short) >= _LEAST_LOST and at < len(short) - 1)
