"""What an editor shows beside a word that the pointer rests on.

All that is shown is Markdown made here: whatever comes from a file is escaped,
so that it is text and neither markup nor a link, which an editor might follow.
"""

from typing import NamedTuple

from argmap.citations import EDITOR
from argmap.dates import DateError, parse_date
from argmap.display import Part, shortened, visible
from argmap.document import Document
from argmap.entries import Source
from argmap.language_server.context import context_at, word_end
from argmap.language_server.meanings import meaning
from argmap.language_server.snapshot import Snapshot, Stretch
from argmap.language_server.spots import Spot, spot_at
from argmap.schema import SECTIONS
from argmap.views._markdown import escaped, markdown
from argmap.views._page import Line
from argmap.views.show import card

_LONGEST, _LONGEST_TEXT = 4_000, 1_000
"""How many characters of a card are shown, and columns of one text in it."""
_DATES = frozenset({"date", *(name.replace("_", "-") for name in Source.DATE_FIELDS)})
_MARKS = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}


class Hover(NamedTuple):
    """A card or an explanation, as Markdown without HTML, links and images; and the word that it is about."""

    markdown: str
    stretch: Stretch


def hover(snapshot: Snapshot, document: Document, offset: int) -> Hover | None:
    """What is known of the word at an offset: the card of an entry, what a field, a value or a rule means."""
    spot = spot_at(document, offset)
    if spot is None:
        return _of_rule(document, offset)
    text = _of_id(snapshot, spot.id) if spot.id else _of_word(spot)
    return Hover(text, spot.stretch) if text else None


def _of_id(snapshot: Snapshot, id: str) -> str:
    """What `argmap show ID --format markdown` prints, as far as there is room."""
    if snapshot.known.map.entry(id) is None:
        return "whoever encoded the map" if id == EDITOR else ""
    pieces: list[str] = []
    length = 0
    for piece in markdown(map(_bounded, card(snapshot.evaluation, id)), html=False):
        length += len(piece)
        if length > _LONGEST and pieces:
            return "".join([*pieces, f"\n...\n\n`argmap show {id}` shows all of it.\n"])
        pieces.append(piece)
    return "".join(pieces)


def _bounded(line: Line) -> Line:
    """A line without the ends of its very long texts."""
    line.parts = [Part(shortened(text, _LONGEST_TEXT), role) for text, role in line.parts]
    line.more = tuple([Part(shortened(text, _LONGEST_TEXT), role) for text, role in parts] for parts in line.more)
    return line


def _of_word(spot: Spot) -> str:
    """What a key or a word of a fixed set means; empty for a text."""
    if spot.is_key:
        if not spot.keys:
            return _explained(spot.text, SECTIONS[spot.kind])
        return _explained(spot.text, spot.field.description) if spot.field is not None else ""
    if spot.field is None:
        return ""
    if spot.keys[-1] in _DATES:
        return _explained(spot.text, _days(spot.text))
    return _explained(spot.text, meaning(spot.field, spot.text))


def _explained(word: str, words: str) -> str:
    return f"**{escaped(visible(word))}**: {escaped(words)}\n" if words else ""


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
    return Hover(_explained(rule.name, rule.summary), Stretch(document, context.start, context.end))
