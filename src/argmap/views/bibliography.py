"""Citations and bibliographies, printed as text, Markdown, HTML or data."""

import html
from collections.abc import Iterator
from typing import Any

from argmap.display import Part, visible, wrap
from argmap.html_files import html_file
from argmap.views._markdown import escaped
from argmap.works.prose import Prose
from argmap.works.rich import Rich, text_of

_STYLE = (
    "body{max-width:42em;margin:2em auto;padding:0 1em;font:1rem/1.5 Georgia,serif}"
    "h1{font-size:1.2rem}.entry{padding-left:2em;text-indent:-2em;margin:.5em 0;break-inside:avoid}li{margin:.3em 0}"
)


def text(prose: Prose, columns: int) -> Iterator[str]:
    """Lines of at most so many columns; all but the first of an entry are indented."""
    hang = " " * min(4, columns // 4)
    for number, (heading, rows) in enumerate(_sections(prose)):
        yield f"\n{heading}\n\n" if number else f"{heading}\n\n"
        for mark, rich in rows:
            for at, row in enumerate(wrap([Part(mark + text_of(rich))], columns - len(hang))):
                yield (hang if at else "") + "".join(part.text for part in row) + "\n"


def markdown(prose: Prose) -> Iterator[str]:
    """Headings, a numbered list of citations, a paragraph for each entry; titles in italics."""
    for number, (heading, rows) in enumerate(_sections(prose)):
        yield f"\n## {heading}\n" if number else f"## {heading}\n"
        for at, (mark, rich) in enumerate(rows):
            gap = "\n" if not mark or at == 0 else ""
            yield f"{gap}{mark}{_marked_down(rich)}\n"


def _marked_down(rich: Rich) -> str:
    """Text as Markdown; the escapes of a line's beginning are those of the whole."""
    pieces = [f"*{escaped(run.text, at == 0)}*" if run.italic else escaped(run.text, at == 0) for at, run in enumerate(rich)]
    return "".join(pieces)


def page(prose: Prose) -> str:
    """One HTML page without scripts that prints well."""
    return html_file(prose.entries_heading, _STYLE, _body(prose))


def _body(prose: Prose) -> Iterator[str]:
    for heading, rows in _sections(prose):
        yield f"<h1>{html.escape(heading)}</h1>"
        is_numbered = bool(rows[0][0])
        if is_numbered:
            yield "<ol>"
        for _, rich in rows:
            yield f'<li dir="auto">{_html(rich)}</li>' if is_numbered else f'<p class="entry" dir="auto">{_html(rich)}</p>'
        if is_numbered:
            yield "</ol>"


def _html(rich: Rich) -> str:
    return "".join(f"<i>{html.escape(run.text)}</i>" if run.italic else html.escape(run.text) for run in rich)


def data(prose: Prose, style: str, id: str | None) -> dict[str, Any]:
    """The same as plain data; every field is there, `null` where there is nothing."""
    return {
        "argmap": 1,
        "style": style,
        "id": id,
        "citations": [
            {"source": place.source, "via": place.via or None, "at": visible(place.at) or None, "text": text_of(rich)}
            for place, rich in prose.citations
        ],
        "bibliography": [{"source": source, "text": text_of(rich)} for source, rich in prose.entries],
    }


def _sections(prose: Prose) -> list[tuple[str, list[tuple[str, Rich]]]]:
    """The headings that have something under them, with their rows: a number or nothing, and the words."""
    numbered = prose.heading == "Notes"
    citations = [(f"{number}. " if numbered else "", rich) for number, (_, rich) in enumerate(prose.citations, 1)]
    sections = [(prose.heading, citations), (prose.entries_heading, [("", rich) for _, rich in prose.entries])]
    return [(heading, rows) for heading, rows in sections if rows]
