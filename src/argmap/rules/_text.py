"""What the rules on text share: where each character of a value stands in the file, and which cannot be seen."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from argmap.diagnostics import Edit
from argmap.document import NULLS, TRUTHS, ListValue, Scalar, Value
from argmap.entries import Node, Source
from argmap.places import Place

# Control characters other than tab and line ends; soft hyphen; zero-width and bidirectional marks; line separators;
# Hangul fillers; tags; what is no character.
_NEVER = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u2060-\u206f\u2028-\u202e\u3164\uffa0\ufeff\ufff9-\ufffb\ufffe\uffff"
# What some writing needs (see `_is_needed`): marks of direction, word breaks, joiners, the parts of a flag.
_SOMETIMES = "\u061c\u180e\u200b-\u200f\U000e0000-\U000e007f"
HIDDEN = re.compile(f"[{_NEVER}{_SOMETIMES}]")
HIDDEN_ESCAPE = re.compile(r"\\[xuU0abevfNLP]")
"""An escape in double quotes that may stand for such a character."""

# What may not be taken out without putting something in its place: it parts words, or takes up room.
PARTING = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\u3164\uffa0")

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Scripts whose letters change with their neighbours, or that write no spaces between words: Hebrew and Arabic to
# Myanmar, Khmer and Mongolian, the scripts of South and South-East Asia, presentation forms.
_JOINING = re.compile(
    "[\u0590-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uab2f\uabc0-\uabff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U00011000-\U00011fff\U0001e800-\U0001efff]"
)
_EMOJI = re.compile("[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]")
_FLAG = "\U0001f3f4"

_NEAR = 100
"""How many characters from a place are looked at."""

WHITE = frozenset(" \t\n\r\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")

# Fields whose values are ids, words of a fixed set or dates: rules of their own speak of what is wrong in them.
_NO_TEXT = frozenset(
    "claim support rebuttal id for against premises question position by about conflicts variant_of under source via "
    "link person attack certainty type date issued original-date event-date granted editorial".split()
)
_NAMES = frozenset(field.replace("_", "-") for field in Source.NAME_FIELDS)


class Character(NamedTuple):
    """One character of a value as it stands in the file: itself or an escape sequence."""

    text: str
    """Empty for an escaped line end."""
    start: int
    end: int


def texts(place: Place) -> Iterator[tuple[str, Scalar]]:
    """The texts of an entry that are no ids, dates or words of a fixed set, each with the name of its field."""
    pending: list[tuple[str, Value]] = [("", place.value)]
    while pending:
        name, value = pending.pop()
        if isinstance(value, Scalar):
            if name not in _NO_TEXT and name not in _NAMES and not value.broken:
                yield name, value
        elif isinstance(value, ListValue):
            pending.extend((name, item) for item in value.items)
        else:
            pending.extend((key, inner) for key, (_, _, inner) in value.entries.items())


def style(source: str, scalar: Scalar) -> str:
    """How a scalar is written: `"`, `'`, `|`, `>`, or nothing for a plain one; `!` where a tag or anchor stands before it."""
    first = source[scalar.start : scalar.start + 1]
    if scalar.plain and first not in ("!", "&"):
        return ""
    return first if first in ('"', "'", "|", ">") else "!"


_DOUBLE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|[\s\S])|[\s\S]")
_SINGLE = re.compile(r"''|[\s\S]")
_ESCAPES = dict(zip('0abtnvfre "/\\N_LP\t', '\0\a\b\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029\t', strict=True))


def characters(source: str, scalar: Scalar) -> list[Character]:
    """The characters of a scalar with their places; white space is that of the file, before YAML folds lines."""
    kind = style(source, scalar)
    if kind == "!":
        return []
    if kind in ("|", ">"):
        first = source.find("\n", scalar.start) + 1 or scalar.end
        return [Character(source[at], at, at + 1) for at in range(first, scalar.end)]
    if kind == "":
        return [Character(source[at], at, at + 1) for at in range(scalar.start, scalar.end)]
    matches = (_DOUBLE if kind == '"' else _SINGLE).finditer(source, scalar.start + 1, scalar.end - 1)
    return [Character(_meaning(match.group()), *match.span()) for match in matches]


def _meaning(written: str) -> str:
    if written == "''":
        return "'"
    if len(written) == 1:
        return written
    if written[1] in "xuU" and len(written) > 2:
        return chr(int(written[2:], 16))
    return _ESCAPES.get(written[1], "")


def hidden_runs(found: list[Character]) -> list[list[Character]]:
    """The runs of characters that cannot be seen and that the writing does not need."""
    whole = "".join(each.text or "\n" for each in found)
    if not HIDDEN.search(whole):
        return []
    right_to_left = _RIGHT_TO_LEFT.search(whole) is not None
    runs: list[list[Character]] = []
    last = -2
    for match in HIDDEN.finditer(whole):
        at = match.start()
        if _is_needed(whole, at, right_to_left):
            continue
        if at == last + 1:
            runs[-1].append(found[at])
        else:
            runs.append([found[at]])
        last = at
    return runs


def _is_needed(text: str, at: int, right_to_left: bool) -> bool:
    """Whether the character at ``at`` is one that its script or an emoji needs where it stands.

    ``right_to_left`` says whether the text has letters written so.
    """
    character = text[at]
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if character in "\u200c\u200d\u200b\u180e":
        if _JOINING.match(before) or _JOINING.match(after):
            return True
        return character == "\u200d" and bool(_EMOJI.match(before) and _EMOJI.match(after))
    if character in "\u061c\u200e\u200f":
        return right_to_left
    if "\U000e0020" <= character <= "\U000e007f":
        return re.search(f"{_FLAG}[\U000e0020-\U000e007e]*$", text[max(0, at - 12) : at]) is not None
    return False


def is_blank(text: str) -> bool:
    """Whether a text has nothing in it that can be seen."""
    return not text.strip() or not ((text.isascii() and text.isprintable()) or HIDDEN.sub("", text).strip())


_QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_ASKING = ("?", "\N{FULLWIDTH QUESTION MARK}", "\N{ARABIC QUESTION MARK}")
_ASKED = re.compile("[?\N{FULLWIDTH QUESTION MARK}\N{ARABIC QUESTION MARK}][?!]*[)\\]]*$")


def is_question(text: str) -> bool:
    """Whether a text ends with a question mark; that of a question quoted at its end does not count."""
    if not any(mark in text for mark in _ASKING):
        return False
    begin, text = text.lstrip()[:1], text.rstrip()[-_NEAR:]
    if begin in _QUOTES:  # a statement may end with a quoted question, but not begin with it
        text = text.strip(_QUOTES)
    return _ASKED.search(text) is not None


def removal(source: str, scalar: Scalar, start: int, end: int) -> Edit | None:
    """Taking out part of a scalar, if what is left is sure to be read as the rest of it."""
    kind = style(source, scalar)
    inner = (scalar.start + 1, scalar.end - 1) if kind in ('"', "'") else (scalar.start, scalar.end)
    # Only what is near can matter; a line may be long and hold many such places.
    ahead = source[max(inner[0], start - _NEAR) : start].rpartition("\n")[2]
    behind = source[end : min(inner[1], end + _NEAR)].partition("\n")[0]
    if kind == "!" or source[max(0, start - 1) : start] in ("\n", "\r", ""):
        return None
    if not ahead.strip() and (start > inner[0] or kind == "") and behind[:1] in (" ", "\t", "\r", ""):
        return None  # the line would be blank, or be indented deeper
    if ahead[-1:] in (" ", "\t") and not behind.strip() and end + len(behind) < inner[1]:
        return None  # the spaces before it would be lost as well
    if kind == "" and not _joins_plainly(source[max(inner[0], start - _NEAR) : start], source[end : min(inner[1], end + _NEAR)]):
        return None
    return Edit(start, end, "")


_ENDS = ".,;!?)\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{IDEOGRAPHIC FULL STOP}"


def _joins_plainly(head: str, tail: str) -> bool:
    """Whether two parts of a plain scalar still are one when they are joined, wherever it stands."""
    before, after = head[-1:], tail[:1]
    whole = HIDDEN.sub("", head + tail)
    if whole in NULLS or whole in TRUTHS:
        return False
    if head == "":
        return after.isalnum()
    if len(head) == 1 and not before.isalnum():
        return False  # it may be an indicator that what follows kept from being one
    if tail == "":
        return before.isalnum() or before in _ENDS
    if before in " \t":
        return after.isalnum()
    return (before.isalnum() or before in _ENDS or before in "-'") and (after.isalnum() or after in _ENDS or after in " \r\n")


_SPACED = dict.fromkeys(
    map(
        ord,
        '.,;:!?"()[]-*_\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
        "\u201e\xab\xbb\u2039\u203a\u2010\u2011\u2013\u2014\u2026"
        "\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff1a\uff1b\u300c\u300d\u300e\u300f\uff08\uff09\u060c\u061b\u061f\u06d4\u0964",
    ),
    " ",
)
_PLAIN: dict[int, str | None] = {
    **_SPACED,
    **dict.fromkeys(map(ord, "'`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\u02bc")),
}


def unpunctuated(text: str) -> str:
    """A text without its punctuation marks; its words in the same spelling, parted by white space."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", HIDDEN.sub("", text))
    return text.translate(_PLAIN)


def folded(text: str) -> str:
    """A text without what is no difference between two: case, white space and punctuation marks."""
    return " ".join(unpunctuated(text).casefold().split())


_NUMBERS = re.compile(r"(?:(?<!\w)-)?[0-9](?:[0-9.,:/\N{EN DASH}-]*[0-9])?")


def are_comparable(one: Node, other: Node) -> bool:
    """Whether two nodes with the same words say the same: not at another time, nor of somebody else, nor with other numbers."""
    if one.date and other.date and one.date != other.date:
        return False
    if one.about and other.about and set(one.about) != set(other.about):
        return False
    return _NUMBERS.findall(one.text) == _NUMBERS.findall(other.text)
