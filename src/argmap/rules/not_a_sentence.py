"""The text of a node is no full sentence.

It does not end as a sentence does, begins with a lower-case letter, or is a
single word.  A node is something that can be held and denied; a heading or a
key word leaves open what is said of it, and cannot be attacked.

Any closing mark will do (full stop, exclamation mark, ellipsis, those of
Chinese, Hindi, Arabic and other scripts), within closing quotes and brackets
too.  Scripts without case, scripts that write no full stop (Thai), and names
that begin with a small letter (`de Gaulle`, `al-Assad`, `iPhone`) are allowed
for.  Questions are what `question-as-claim` reports.

Example:

    nodes:
      - claim: north-attacked
        text: The first attack by the North
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from argmap.diagnostics import Finding, Severity
from argmap.document import Scalar
from argmap.places import Place
from argmap.rules._rule import Context
from argmap.rules._text import HIDDEN, is_blank, is_question

SEVERITY = Severity.WARNING

# Closing quotes and brackets, which may follow the mark that ends a sentence.
_CLOSING = "\"'`*_)\\]}>\xbb\xab\u2018\u2019\u201c\u201d\u203a\u2039\u300d\u300f\uff09\u3011\u300b\u3009\uff02\uff07\ufd3e\ufe0f"
# Full stop, exclamation and question mark, ellipsis; then the marks that end sentences in Armenian, Arabic, Syriac,
# Devanagari, Tibetan, Myanmar, Ethiopic, Khmer, Mongolian and others, and the wide forms of East Asia.
_ENDS = (
    ".!?\u2026\u203c\u203d\u2047-\u2049\u0589\u061d-\u061f\u06d4\u0700-\u0702\u0964\u0965\u0f0d\u0f0e\u104a\u104b\u1362\u1367\u1368"
    "\u166e\u17d4\u17d5\u1803\u1809\u1944\u1945\u1c7e\u1c7f\u3002\ua4ff\ua60e\ua8ce\ua8cf\ua9c8\ua9c9\uabeb\ufe52\ufe56\ufe57\uff01"
    "\uff0e\uff1f\uff61"
)
_ENDED = re.compile(f"[{_ENDS}][{_CLOSING}\\s]*$")
# Thai and Lao write no mark at the end of a sentence; Myanmar, Khmer and Tibetan not always.
_UNENDED = re.compile("[\u0e00-\u109f\u1780-\u19ff\u1a20-\u1aaf]\\W*$")

_WORD = re.compile("[^\\W\\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\\W\\d_]+)*")
_PARTICLES = frozenset(
    "a' aan abd abu af al ap av ben bin d' da dal das de degli del dela della den der des di dos du el "
    "ibn la las le los op 't te ten ter tot und van vande vander ver vom von y zu zum zur".split()
)
# Before it stand Latin, Greek, Cyrillic and Armenian, which have case (Georgian too, but does not begin a sentence with it).
_CASED_END = "\u0590"
_TRAILING = ".!\N{HORIZONTAL ELLIPSIS}\"')]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK} "
_LOOKED_AT = 100
"""How many characters at the end of a text are looked at."""


def check(context: Context) -> Iterator[Finding]:
    """Find the texts that do not begin or end as sentences do, or are one word."""
    for node in context.unseen(context.map.nodes.values()):
        text = node.text
        if text[-1:] == "." and " " in text and "A" <= text[:1] <= "Z":
            continue  # nearly all
        fault = _fault(text.strip() if text.isascii() else HIDDEN.sub("", text).strip())
        if fault and not _is_cut_short(context.project.build.places[node.id]):
            yield context.at(node.id, "text", message=f"the text of `{node.id}` {fault[0]}", help=fault[1])


def _is_cut_short(place: Place) -> bool:
    """Whether flow style has taken the rest of a text, after a comma, for a field without a value, which is reported as that."""
    if place.document.source.text[place.value.start] != "{":
        return False
    after = [value for (key, _), (_, (_, _, value)) in pairwise(place.value.entries.items()) if key == "text"]
    return any(isinstance(value, Scalar) and value.is_null for value in after)


def _fault(text: str) -> tuple[str, str] | None:
    """What is wrong with a text, and the cure."""
    if is_blank(text) or is_question(text):
        return None  # other rules report it
    bare = text.rstrip(_TRAILING)
    if _WORD.fullmatch(bare) and bare[-1] < _CASED_END:
        return "is a single word", "say in a full sentence what is held"
    faults = []
    if _begins_small(text):
        faults.append(("begins with a small letter", "a capital at its beginning"))
    if not _ENDED.search(text[-_LOOKED_AT:]) and not _UNENDED.search(text[-_LOOKED_AT:]):
        faults.append(("does not end as a sentence does", "a full stop at its end"))
    if not faults:
        return None
    return " and ".join(what for what, _ in faults), f"write a full sentence, with {' and '.join(cure for _, cure in faults)}"


def _begins_small(text: str) -> bool:
    """Whether the first word is an ordinary one in small letters; not a particle of a name, a letter, or a name like `iPhone`."""
    match = _WORD.match(text)
    if match is None:
        return False
    word = match.group()
    if word[0] >= _CASED_END or not word.islower() or len(re.split("['\N{RIGHT SINGLE QUOTATION MARK}-]", word)[0]) < 2:
        return False
    follows = text[match.end() : match.end() + 1]
    return follows in ("", " ", ",", "\n", ".", ";", ":") and word not in _PARTICLES
