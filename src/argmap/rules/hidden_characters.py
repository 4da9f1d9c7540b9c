r"""A text holds characters that cannot be seen.

Zero-width spaces, soft hyphens and marks of direction come along when text is
copied from web pages and PDF files.  A word with one in it is not found by a
search, and marks of direction can make a text read otherwise than it is
written.  Control characters, which only an escape such as `"\x1b"` can bring
into a file, are reported too.

Joiners and word breaks are left alone beside letters of scripts that need them
(Persian, Hindi, Khmer and others), as are joiners in emoji, and the marks
U+200E, U+200F and U+061C in a text that has letters written from right to left.
Of ids, references, dates and field names other rules speak: `invalid-id`,
`dangling-reference`, `invalid-date`, `unknown-field`.

Example:

    nodes:
      - claim: north-attacked
        text: "The North at\u200btacked first."
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: "The North attacked first."
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

import unicodedata
from collections.abc import Iterator

from argmap.diagnostics import Finding, Fix, Severity
from argmap.document import Document, Scalar
from argmap.places import Place
from argmap.rules._rule import Context
from argmap.rules._text import HIDDEN, HIDDEN_ESCAPE, PARTING, Character, characters, hidden_runs, is_blank, removal, texts

SEVERITY = Severity.WARNING

_CONTROLS = {0: "null", 7: "bell", 8: "backspace", 11: "line tabulation", 12: "form feed", 27: "escape", 0x7F: "delete", 0x85: "next line"}


def check(context: Context) -> Iterator[Finding]:
    """Find the runs of hidden characters in texts."""
    suspects = {id(document) for document in context.project.documents if _may_hide(document)}
    if not suspects:
        return
    for place in context.project.build.places.values():
        if id(place.document) in suspects:
            for field, scalar in texts(place):
                # An empty text is `empty-text`'s to report.
                if HIDDEN.search(scalar.text) and not (field in ("text", "name") and is_blank(scalar.text)):
                    yield from _in_text(place, field, scalar)


def _may_hide(document: Document) -> bool:
    text = document.source.text
    return (not text.isascii() and HIDDEN.search(text) is not None) or ("\\" in text and HIDDEN_ESCAPE.search(text) is not None)


def _in_text(place: Place, field: str, scalar: Scalar) -> Iterator[Finding]:
    source = place.document.source.text
    blank = is_blank(scalar.text)
    for run in hidden_runs(characters(source, scalar)):
        start, end = run[0].start, run[-1].end
        message = f"`{field}` of `{place.id}` holds {_called(run)}, which cannot be seen"
        parts_words = any(each.text in PARTING for each in run)
        edit = None if parts_words or blank else removal(source, scalar, start, end)
        fix = Fix("remove the hidden characters", (edit,)) if edit else None
        help = "write a space or a new line instead, or nothing" if parts_words else "remove it" if len(run) == 1 else "remove them"
        yield Finding(place.document, start, end, message, help, place.id, fix=fix)


def _called(run: list[Character]) -> str:
    """The first character of a run by number and name, and how many others there are."""
    code = ord(run[0].text)
    name = unicodedata.name(run[0].text, _CONTROLS.get(code, "a control character")).lower()
    more = f" and {len(run) - 1} more" if len(run) > 1 else ""
    return f"U+{code:04X} ({name}){more}"
