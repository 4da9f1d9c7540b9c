"""Words with titles in italics or in quotation marks, and how they join without a stop too many."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from argmap.display import visible


class Run(NamedTuple):
    """A stretch of text."""

    text: str
    italic: bool = False


_ABBREVIATED = re.compile(r"(?:\.\w|\b[A-Z]|\.\.)\.$")

Rich = tuple[Run, ...]
EMPTY: Rich = ()


def plain(text: str | None) -> Rich:
    """Text as it is; nothing for nothing."""
    shown = visible(text) if text else ""
    return (Run(shown),) if shown else EMPTY


def italic(text: str | None) -> Rich:
    """The title of a work that stands alone."""
    shown = visible(text) if text else ""
    return (Run(shown, True),) if shown else EMPTY


def quoted(text: str | None) -> Rich:
    """The title of a part or of what was not published, in double quotation marks; those within it become single."""
    shown = visible(text) if text else ""
    return (Run(f"“{_inner(shown)}”"),) if shown else EMPTY


@lru_cache(maxsize=4096)
def _inner(text: str) -> str:
    """Double quotation marks as single ones, curly; where they do not come in pairs, the text as it is."""
    if '"' in text and text.count('"') % 2 == 0:
        pieces = text.split('"')
        text = pieces[0] + "".join(f"{'‘' if number % 2 else '’'}{piece}" for number, piece in enumerate(pieces[1:], 1))
    return text.replace("“", "‘").replace("”", "’")


def text_of(rich: Rich) -> str:
    """The text alone."""
    return "".join(run.text for run in rich)


def join(parts: Iterable[Rich], separator: str) -> Rich:
    """The parts that there are, with ``separator`` (``", "``, ``". "``, ``": "`` or a space) between them."""
    joined: list[Run] = []
    for part in parts:
        if part:
            if joined:
                _append(joined, separator)
            joined.extend(part)
    return tuple(joined)


def closed(rich: Rich) -> Rich:
    """The words with a full stop at the end, if no mark ends them already."""
    runs = list(rich)
    if runs:
        _append(runs, ".")
    return tuple(runs)


def around(opening: str, rich: Rich, closing: str) -> Rich:
    """The words in brackets; nothing for nothing."""
    return (Run(opening), *rich, Run(closing)) if rich else EMPTY


def _append(runs: list[Run], separator: str) -> None:
    """Put a separator behind the words: inside closing quotation marks (Chicago 17, 6.9), and none behind a mark that ends them."""
    mark, rest = (separator[0], separator[1:]) if separator[0] in ".,:;" else ("", separator)
    text, slanted = runs[-1]
    end = text.rstrip("”’") if mark in (".", ",") else text
    tail = text[len(end) :]
    body = end.rstrip(",;") if mark == "," else end
    if mark == "," and tail and body.endswith(".") and not _ABBREVIATED.search(body):
        body = body[:-1]  # a title that was written with a full stop
    last = body[-1:] or "-"
    needed = bool(mark) and last not in {".": ".?!…", ",": ","}.get(mark, "?!:,")
    if slanted and not tail:
        runs[-1] = Run(body, True)
        runs.append(Run((mark if needed else "") + rest))
    else:
        runs[-1] = Run(body + (mark if needed else "") + tail + rest, slanted)


def first_upper(rich: Rich) -> Rich:
    """The words with their first letter as a capital one."""
    if not rich or not rich[0].text:
        return rich
    text = rich[0].text
    return (Run(text[0].upper() + text[1:], rich[0].italic), *rich[1:])
