"""A sheet as one HTML file that prints well: no script, nothing from elsewhere, black on white."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from argmap.display import Part
from argmap.html_files import html_file
from argmap.views._sheet import Entry, Section, Sheet

# No size of paper: that is the printer's, A4 or Letter. Page numbers are drawn by browsers that know the margins of pages.
_STYLE = """
@page{margin:13mm 15mm 15mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt "Times New Roman","Liberation Serif",serif}}
*{box-sizing:border-box}
:root{color-scheme:light}
html{background:#fff;color:#000;font:9.4pt/1.23 "Times New Roman","Liberation Serif",Tinos,serif}
body{margin:0;overflow-wrap:anywhere}
@media screen{html{font-size:12pt}body{max-width:48rem;margin:0 auto;padding:1.5rem 1rem 3rem}}
h1{font-size:1.5em;line-height:1.1;margin:0 0 .15em}
h2{font-size:1.1em;line-height:1.2;margin:.75em 0 .2em;padding-top:.2em;border-top:.6pt solid #000;break-after:avoid}
p{margin:0;orphans:2;widows:2}
.thesis{font-size:1.12em;font-style:italic;margin-bottom:.3em}
.note{break-after:avoid}
ul{list-style:none;margin:0;padding:0}
ul ul{margin-left:1.6em}
li{position:relative;padding-left:1.6em;margin-top:.22em}
li li{padding-left:1.1em;margin-top:.1em}
li>.mark{position:absolute;left:0;font-weight:bold}
li>p{break-after:avoid}
li li,li>p{break-inside:avoid}
li:not(:has(li))>p:last-of-type,li li>p:last-of-type{break-after:auto}
.about{font-size:.88em}
code{display:inline-block;max-width:100%;font:.86em Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
b,.warning{font-weight:bold}
.closing{margin-top:.8em;font-size:.88em}
"""


def sheet_page(sheet: Sheet) -> str:
    """The page; all that comes from the map is text in it."""
    return html_file(_plain(sheet.title), _STYLE, _body(sheet))


def _body(sheet: Sheet) -> Iterator[str]:
    yield f"<header>\n<h1>{_row(sheet.title)}</h1>"
    if sheet.thesis:
        yield f'<p class="thesis">{_row(sheet.thesis)}</p>'
    yield from (f"<p><b>{escape(name)}:</b> {_row(parts)}</p>" for name, parts in sheet.facts)
    yield "</header>"
    for section in sheet.sections:
        yield from _section(section)
    yield from (f'<p class="closing">{_row(parts)}</p>' for parts in sheet.closing)


def _section(section: Section) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(section.title)}</h2>"
    if section.note:
        yield f'<p class="note">{_row(section.note)}</p>'
    yield from _list(section.entries)
    yield "</section>"


def _list(entries: Sequence[Entry]) -> Iterator[str]:
    """A list of entries, with what belongs under each as a list of its own."""
    if not entries:
        return
    yield "<ul>"
    for entry in entries:
        yield f'<li><span class="mark">{escape(entry.mark)}</span><p>{_row(entry.text)}</p>'
        yield from (f'<p class="about">{_row(parts)}</p>' for parts in entry.about)
        yield from _list(entry.under)
        yield "</li>"
    yield "</ul>"


def _plain(parts: Iterable[Part]) -> str:
    return "".join(each.text for each in parts)


def _row(parts: Iterable[Part]) -> str:
    return "".join(map(_part, parts))


def _part(each: Part) -> str:
    text = escape(each.text)
    if each.role == "id":
        return f"<code>{text}</code>"
    return f"<b>{text}</b>" if each.role in ("claim", "warning") else text
