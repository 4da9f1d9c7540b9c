"""Text from files as text on a terminal: made visible, measured and wrapped by display width."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

# Control characters, separators that break lines, bidirectional controls, invisible marks, lone surrogates.
# The joiners U+200C and U+200D stay: some scripts need them.
UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# What is left for JSON, which escapes the C0 controls itself: DEL and C1, bidirectional controls, lone surrogates (no UTF-8).
_UNSAFE_IN_JSON = "[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
# Latin letters with their accents as one, dashes, quotation marks, the ellipsis: a column each, as `rich` counts them too.
_NARROW = re.compile("[ -~\xa0-\u02ff\u2010-\u2027]*")
_SPACES = re.compile(r"[ \t\r\n]+")


def visible(text: str) -> str:
    r"""``text`` on one line: runs of white space as one space, and what a terminal would act on as ``\x1b`` or ``\u202e``."""
    if text.isprintable() and "  " not in text:  # then it holds none of the unsafe characters, and no space but U+0020
        return text.strip()
    return re.sub(UNSAFE, _escaped, _SPACES.sub(" ", text).strip())


def visible_line(text: str) -> str:
    """A line of a file with its spacing kept: as `visible`, with each tab as four spaces."""
    return re.sub(UNSAFE, _escaped, text.replace("\t", "    "))


def _escaped(match: re.Match[str]) -> str:
    return escape(match.group())


def escape(character: str) -> str:
    r"""A character as an escape sequence, such as ``\x1b`` or ``\u202e``; YAML reads the same ones in double quotes."""
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def width(text: str) -> int:
    """How many columns ``text`` takes on a terminal."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


class Part(NamedTuple):
    """A stretch of text with the role it plays (`id`, `warning` ...), which decides its colour."""

    text: str
    role: str = ""


Row = list[Part]


def wrap(parts: Iterable[Part], columns: int) -> Iterator[Row]:
    """Break parts into rows of at most ``columns`` (at least 1) columns, between words where that is possible.

    Nothing but the spaces at breaks is lost; a word wider than a row is cut.
    """
    columns = max(1, columns)
    row: Row = []
    used = 0
    pending = ""  # the space before the next word, dropped at a break
    for text, role in parts:
        for word in re.findall(r" +|[^ ]+", text):
            if word[0] == " ":
                pending = " "
                continue
            needed = width(word)
            if used and used + len(pending) + needed > columns:
                yield row
                row, used, pending = [], 0, ""
            if needed <= columns:
                space = pending if used else ""
                _append(row, space, word, role)
                used += len(space) + needed
            else:
                for number, piece in enumerate(_pieces(word, columns)):
                    if number:
                        yield row
                        row = []
                    _append(row, "", piece, role)
                    used = width(piece)
            pending = ""
    if row:
        yield row


def _append(row: Row, space: str, word: str, role: str) -> None:
    if row and row[-1].role == role:
        row[-1] = Part(row[-1].text + space + word, role)
    elif space and row:
        row[-1] = Part(row[-1].text + space, row[-1].role)
        row.append(Part(word, role))
    else:
        row.append(Part(word, role))


def _pieces(word: str, columns: int) -> Iterator[str]:
    """A word cut to pieces that fit; a piece has at least one character, with all that combines with it."""
    if word.isascii():
        yield from (word[at : at + columns] for at in range(0, len(word), columns))
        return
    start = used = 0
    for at, character in enumerate(word):
        step = width(character)
        if used + step > columns and at > start:
            yield word[start:at]
            start, used = at, 0
        used += step
    yield word[start:]


def shortened(text: str, columns: int) -> str:
    """``text`` cut to at most ``columns`` columns at a word's end, with an ellipsis if something is cut."""
    if width(text) <= columns:
        return text
    kept = next(wrap([Part(text)], columns - 1))
    return "".join(part.text for part in kept) + "\N{HORIZONTAL ELLIPSIS}"


_LONGEST_NAME = 80
_NAMES = rf"`[^`]*`|[^\s`]{{{_LONGEST_NAME + 1},}}"


def with_short_names(text: str) -> str:
    """``text`` with the middle of what is very long left out: names in backticks, and what has no space in it."""
    return re.sub(_NAMES, _without_middle, text) if len(text) > _LONGEST_NAME else text


def _without_middle(match: re.Match[str]) -> str:
    name = match.group()
    return name if len(name) <= _LONGEST_NAME + 2 else f"{name[:50]}...{name[-25:]}"


def joined_words(words: Sequence[str], last: str) -> str:
    """`a`, `a or b`, `a, b or c` (for ``last`` "or"); empty for no words."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def counted(number: int, one: str, many: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def choice(names: Iterable[str], last: str = "or") -> str:
    """Names in backticks, joined: `a`, `b` or `c`."""
    return joined_words([f"`{name}`" for name in names], last)


def first_few(names: Sequence[str]) -> str:
    """The first three names in backticks: `a`, `b`, `c`, ..."""
    return ", ".join(f"`{name}`" for name in names[:3]) + (", ..." if len(names) > 3 else "")


def json_text(data: Any) -> str:
    """``data`` as argmap writes JSON: indented, UTF-8, ending in LF, with nothing in it that a terminal would act on."""
    import json

    text = json.dumps(data, ensure_ascii=False, indent=1)
    return re.sub(_UNSAFE_IN_JSON, lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"
