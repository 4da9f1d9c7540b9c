"""What an editor shows beside a word that the pointer rests on.

All that is shown is Markdown made here: whatever comes from a file is escaped,
so that it is text and neither markup nor a link, which an editor might follow.
"""

from collections.abc import Iterable
from typing import NamedTuple

from argmap.citations import EDITOR
from argmap.dates import DateError, parse_date
from argmap.display import Part, shortened, visible
from argmap.document import Document
from argmap.entries import Source
from argmap.language_server.answers.meanings import meaning
from argmap.language_server.answers.spots import Spot, spot_at
from argmap.language_server.snapshot import Snapshot, Stretch
from argmap.language_server.unfinished.context import context_at, word_end
from argmap.schema import SECTIONS
from argmap.views._markdown import escaped, markdown
from argmap.views._page import Line, terminal
from argmap.views.show import card

_LONGEST, _LONGEST_TEXT = 4_000, 1_000
"""How many characters of a card are shown, and columns of one text in it."""
_MOST_LINES, _COLUMNS = 100, 80
_DATES = frozenset({"date", *(name.replace("_", "-") for name in Source.DATE_FIELDS)})
_MARKS = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}


class Hover(NamedTuple):
    """A card or an explanation, and the word that it is about."""

    markdown: str
    """Without HTML, links and images."""
    plain: str
    """The same for editors that show no Markdown."""
    stretch: Stretch


def hover(snapshot: Snapshot, document: Document, offset: int) -> Hover | None:
    """What is known of the word at an offset: the card of an entry, what a field, a value or a rule means."""
    spot = spot_at(document, offset)
    if spot is None:
        return _of_rule(document, offset)
    if not spot.id:
        return _explained(spot.stretch, *_of_word(spot))
    if snapshot.known.map.entry(spot.id) is None:
        return _explained(spot.stretch, EDITOR, "whoever encoded the map") if spot.id == EDITOR else None
    lines: list[Line] = []
    for line in map(_bounded, card(snapshot.evaluation, spot.id)):
        lines.append(line)
        if len(lines) > _MOST_LINES:
            break
    id = visible(spot.id).replace("`", "'")
    more = f"`argmap show {id}` shows all of it."
    whole = len(lines) <= _MOST_LINES
    return Hover(_cut(markdown(lines, html=False), whole, more), _cut(terminal(lines, _COLUMNS, color=False), whole, more), spot.stretch)


def _cut(pieces: Iterable[str], is_whole: bool, more: str) -> str:
    """What there is room for, in whole paragraphs, and where the rest can be read."""
    kept: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > _LONGEST:
            is_whole = False
            break
        kept.append(piece)
    return "".join(kept if is_whole else [*kept, f"\n...\n\n{more}\n"])


def _bounded(line: Line) -> Line:
    """A line without the ends of its very long texts."""
    line.parts = [Part(shortened(text, _LONGEST_TEXT), role) for text, role in line.parts]
    line.more = tuple([Part(shortened(text, _LONGEST_TEXT), role) for text, role in parts] for parts in line.more)
    return line


def _of_word(spot: Spot) -> tuple[str, str]:
    """A key or a word of a fixed set, and what it means; nothing for a text."""
    if spot.is_key and not spot.keys:
        return spot.text, SECTIONS[spot.kind]
    if spot.field is None:
        return spot.text, ""
    if spot.is_key:
        return spot.text, spot.field.description
    return spot.text, _days(spot.text) if spot.keys[-1] in _DATES else meaning(spot.field, spot.text)


def _explained(stretch: Stretch, word: str, words: str) -> Hover | None:
    word = visible(word)
    return Hover(f"**{escaped(word)}**: {escaped(words)}\n", f"{word}: {words}\n", stretch) if words else None


def _days(text: str) -> str:
    """The days that a date may mean; empty for what is no date."""
    try:
        found = parse_date(text)
    except DateError:
        return ""
    marks = ", ".join(dict.fromkeys(words for mark, words in _MARKS.items() if mark in text))
    first, last = (_day(day) for day in (found.earliest, found.latest))
    days = first if first == last else f"{first or 'some time'} to {last or 'some time'}"
    return f"{days} ({marks})" if marks else days


def _day(day: tuple[int, int, int]) -> str:
    """A day as it is written; empty for one that is open."""
    year, month, number = day
    return f"{year:04}-{month:02}-{number:02}" if abs(year) < 10**12 else ""


def _of_rule(document: Document, offset: int) -> Hover | None:
    """What the rule finds that is named in an ignore comment."""
    from argmap.rules import all_rules

    text = document.source.text
    context = context_at(text, word_end(text, offset))
    rule = all_rules().get(context.before) if context is not None and context.slot == "rule" else None
    if context is None or rule is None:
        return None
    return _explained(Stretch(document, context.start, context.end), rule.name, rule.summary)
