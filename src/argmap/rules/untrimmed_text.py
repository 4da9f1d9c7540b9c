"""A text begins or ends with white space.

It does so only where quotes or a block keep it there; views drop it, a search
for the exact text fails, and two texts that look alike differ.  The one line
end that a block (`>` or `|` without `-`) ends with is no fault.

Of ids, references and dates other rules speak.

Example:

    nodes:
      - claim: north-attacked
        text: "The North attacked first. "
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: "The North attacked first."
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

import re
from collections.abc import Iterator

from argmap.diagnostics import Edit, Finding, Fix, Severity
from argmap.document import Scalar
from argmap.entries import Node
from argmap.places import Place
from argmap.rules._rule import Context
from argmap.rules._text import WHITE, Character, characters, is_blank, removal, style, texts

SEVERITY = Severity.WARNING

_WHITE = "".join(sorted(WHITE))
_HEADER = re.compile(r"[|>](?:\d?[+-]?|[+-]\d)")


def check(context: Context) -> Iterator[Finding]:
    """Find the texts that white space begins or ends."""
    places = context.project.build.places
    for table in context.map.tables.values():
        for entry in context.unseen(table.values()):
            if isinstance(entry, Node) and not _is_suspect(entry):
                continue
            place = places[entry.id]
            for field, scalar in texts(place):
                text = scalar.text
                if not scalar.plain and text.strip() != text and not is_blank(text):
                    yield from _checked(place, field, scalar)


def _is_suspect(node: Node) -> bool:
    """Whether some text of a node has white space at an end; quicker than looking at its values as written."""
    for text in (node.text, node.note, *node.tags):
        if text is not None and text.strip() != text:
            return True
    for citation in node.cite:
        for text in (citation.at, citation.quote, citation.note):
            if text is not None and text.strip() != text:
                return True
    return False


def _checked(place: Place, field: str, scalar: Scalar) -> Iterator[Finding]:
    source = place.document.source.text
    kind = style(source, scalar)
    if kind in ("|", ">"):
        found = _of_block(source, scalar)
    else:
        found = _of_quoted(source, scalar) if kind else None
    if found:
        where, start, end, edits = found
        fix = Fix("remove the white space", edits) if edits else None
        message = f"`{field}` of `{place.id}` {where} with white space"
        yield Finding(place.document, start, end, message, "remove it", place.id, fix=fix)


_Found = tuple[str, int, int, tuple[Edit, ...]]
"""Where the white space is in words, the place to point at, and what takes it out."""


def _of_quoted(source: str, scalar: Scalar) -> _Found | None:
    written = characters(source, scalar)
    ahead = _edge(written)
    behind = _edge(written[::-1])[::-1]
    edges = [(edge[0].start, edge[-1].end) for edge in (ahead, behind) if edge]
    if not edges:
        return None  # another kind of white space, which `hidden-characters` reports
    edits = [removal(source, scalar, start, end) for start, end in edges]
    where = "begins and ends" if ahead and behind else "begins" if ahead else "ends"
    return where, *edges[0], tuple(edit for edit in edits if edit) if all(edits) else ()


def _edge(written: list[Character]) -> list[Character]:
    """The white space that begins a text; a line end that is escaped counts where white space follows it."""
    length = 0
    for number, each in enumerate(written, 1):
        if each.text in WHITE:
            length = number
        elif each.text:
            break
    return written[:length]


def _of_block(source: str, scalar: Scalar) -> _Found | None:
    text = scalar.text
    header = _HEADER.match(source, scalar.start)
    mark = header.group() if header else ""
    if "-" not in mark and text.endswith("\n"):
        text = text[:-1]
    leads, trails = text[:1] in WHITE, text[-1:] in WHITE
    if not leads and not trails:
        return None
    if leads:
        first = source.find("\n", scalar.start) + 1
        return "begins and ends" if trails else "begins", first, first + 1, ()
    edits = []
    end = scalar.end
    while source[end : end + 1] in (" ", "\t"):
        end += 1
    at, to = scalar.end, end
    if end > scalar.end:
        edits.append(Edit(scalar.end, end, ""))
    if "+" in mark and text.endswith("\n"):
        plus = scalar.start + mark.index("+")
        edits.append(Edit(plus, plus + 1, ""))
        at, to = (at, to) if end > scalar.end else (plus, plus + 1)
    if text.rstrip(" \t\n").strip(_WHITE) != text.strip(_WHITE):
        edits = []
    return "ends", at, to, tuple(edits)
