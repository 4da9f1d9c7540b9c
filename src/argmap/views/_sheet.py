"""A sheet of paper in sections, and how it becomes the lines of a view; `sheet_page` makes the HTML of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from argmap.display import Part
from argmap.views._page import BLANK, Line


@dataclass(frozen=True)
class Entry:
    """Something on a sheet: what it says, lines about it, and what belongs under it."""

    mark: str
    text: list[Part]
    about: Sequence[list[Part]] = ()
    under: "Sequence[Entry]" = ()


@dataclass(frozen=True)
class Section:
    """Entries under a heading; ``note`` says what they are, or that there are none."""

    title: str
    note: list[Part]
    entries: Sequence[Entry] = ()


@dataclass(frozen=True)
class Sheet:
    """A title, what it is about in a sentence, named facts, sections, and closing sentences."""

    title: list[Part]
    thesis: list[Part]
    facts: Sequence[tuple[str, list[Part]]]
    sections: Sequence[Section]
    closing: Sequence[list[Part]]


def sheet_lines(sheet: Sheet) -> Iterator[Line]:
    """The lines of a sheet."""
    yield Line(0, "", sheet.title)
    if sheet.thesis:
        yield Line(0, "", sheet.thesis)
    yield BLANK
    yield from (Line(0, "", [Part(f"{name}: ", "label"), *parts]) for name, parts in sheet.facts)
    for section in sheet.sections:
        yield BLANK
        yield Line(0, "", [Part(section.title, "subheading")])
        if section.note:
            yield Line(0, "", section.note)
        for entry in section.entries:
            yield from _entry_lines(entry, 0)
    if sheet.closing:
        yield BLANK
    yield from (Line(0, "", parts) for parts in sheet.closing)


def _entry_lines(entry: Entry, level: int) -> Iterator[Line]:
    yield Line(level, entry.mark, entry.text, tuple(entry.about))
    for below in entry.under:
        yield from _entry_lines(below, level + 1)
