"""How one text is written: plain, in double quotes, folded or literal."""

import re

from argmap.display import UNSAFE, escape, width
from argmap.document import TRUTHS

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=~<")
_IN_FLOW = re.compile(r"[,\[\]{}?]")
_NUMBER = re.compile(r"[-+.0-9][-+.,:/~?%_0-9XxTtZz eE]*|[-+]?0[xob][0-9a-fA-F_]+|[-+]?\.(?:inf|nan)", re.IGNORECASE)
"""What some reader of YAML takes for a number or a time, and all dates of EDTF."""
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""What YAML 1.1 or 1.2 takes for a truth value or for nothing."""
_BREAKS = re.compile(r"(?<! ) (?! )")
"""The spaces at which a text may be folded."""
_ESCAPED = re.compile(f"[^ -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|{UNSAFE}")
"""What is written as an escape: what YAML does not print, what breaks lines, and what nobody sees."""
_NAMED = {"\n": "\\n", "\t": "\\t"}


def is_plain(text: str, flow: bool) -> bool:
    """Whether a text on one line may stand without quotes, for every reader of YAML 1.1 and 1.2; ``flow``: within brackets."""
    if not text or text[0] in _INDICATORS or text[-1] in " :" or text[0] == " " or ": " in text or " #" in text:
        return False
    if not (text.isascii() and text.isprintable()) and ("\n" in text or _must_be_escaped(text)):
        return False
    if text[0] in "+-.0123456789" and _NUMBER.fullmatch(text):
        return False
    if len(text) <= 5 and text.lower() in _WORDS:
        return False
    return not (flow and _IN_FLOW.search(text))


def _must_be_escaped(text: str) -> bool:
    r"""Whether something stands in a text, other than ``\n``, that YAML does not print or nobody sees."""
    return any(character != "\n" for character in _ESCAPED.findall(text))


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    if not (text.isascii() and text.isprintable()):
        text = _ESCAPED.sub(lambda match: _NAMED.get(match.group()) or escape(match.group()), text)
    return f'"{text}"'


def special(text: str) -> str:
    """A plain word that stands for a truth value or for nothing, in its one spelling."""
    return text.lower() if text in TRUTHS else "null"


def inline(text: str, flow: bool = False) -> str:
    """A text on one line."""
    return text if is_plain(text, flow) else quoted(text)


def block(text: str, room: int) -> tuple[str, list[str]] | None:
    """A text as a block: its header, and its lines without their indentation, of at most ``room`` columns where that can be.

    None where no block gives back the very text, or the text is one line that cannot be folded.
    """
    body = text.removesuffix("\n")
    chomping = "-" if body == text else ""
    lines = body.split("\n")
    if not lines[0] or not lines[-1] or lines[0][0] == " " or any(line[-1:] == " " for line in lines):
        return None
    if not (text.isascii() and text.isprintable()) and _must_be_escaped(text):
        return None
    foldable = any(_BREAKS.search(line) for line in lines)
    indented = any(line[:1] == " " for line in lines)  # which a fold would take for more than a line end
    if len(lines) > 1 and (indented or not foldable or all(width(line) <= room for line in lines)):
        return f"|{chomping}", lines
    if "\n" not in text and not foldable:
        return None
    folded: list[str] = []
    for number, line in enumerate(lines):
        folded.extend([""] if number else [])  # an empty line stands for one line end
        folded.extend(fold(line, room) if line else [])
    return f">{chomping}", folded


def fold(text: str, room: int) -> list[str]:
    """A line folded at single spaces into lines of at most ``room`` columns, each as full as it can be."""
    lines: list[str] = []
    start = used = 0
    words = text.split(" ") if "  " not in text else _BREAKS.split(text)
    for number, word in enumerate(words):
        needed = len(word) if word.isascii() else width(word)
        if number > start and used + 1 + needed > room:
            lines.append(" ".join(words[start:number]))
            start, used = number, needed
        else:
            used += needed + (number > start)
    lines.append(" ".join(words[start:]))
    return lines
