"""A quotation has more than 25 words.

A map paraphrases; a quotation is there where the very words are disputed, and
then a few of them are enough.  Longer ones are also somebody's property.  In
Chinese and Japanese, which write no spaces, two characters count as a word.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite:
          - source: ulam-1992
            at: p. 1
            quote: >-
              one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
              seventeen eighteen nineteen twenty one two three four five six

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1, quote: one two three}]
"""

import re
from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._citations import citing
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING
MAX_WORDS = 25

# Han and kana, the ideographic planes, and the marks that stand between them (those are no words).
_UNSPACED = re.compile("[\u3005-\u3007\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd]")
_MARKS = re.compile("[\u3000-\u3004\u3008-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+")


def check(context: Context) -> Iterator[Finding]:
    """Find the long quotations in citations of nodes and positions."""
    for entry in context.unseen(citing(context)):
        for number, citation in enumerate(entry.cite):
            words = _words(citation.quote) if citation.quote else 0
            if words > MAX_WORDS:
                message = f"the quotation has {words} words, more than {MAX_WORDS}"
                help = "quote the words that matter, and put the rest in your own"
                yield context.at(entry.id, "cite", number, "quote", message=message, help=help)


def _words(text: str) -> int:
    """How many words a text has: what stands between spaces, and each two characters of a script that writes none."""
    if text.isascii():
        return len(text.split())
    spaced, unspaced = _UNSPACED.subn(" ", _MARKS.sub(" ", text))
    return len(spaced.split()) + (unspaced + 1) // 2
