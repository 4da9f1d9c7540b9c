"""A file is not laid out as `argmap fmt` would lay it out.

One layout for all means that a change of a file shows what has been changed,
and nothing else.  The rule points at the first line that would change;
`argmap fmt --diff` shows them all, and `argmap fmt` changes them.  Where
`unsorted-fields` speaks of a file already, the order of its fields is left out.

The rule is off unless it is switched on in the settings.

Example:

    nodes:
    - claim: north-attacked
      text: "The North attacked first."
      question: [ origins ]
      cite:
      - source: ulam-1992
        at: p. 1

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite:
          - {source: ulam-1992, at: p. 1}
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.document import Document
from argmap.rules._rule import Context

SEVERITY = Severity.OFF


def check(context: Context) -> Iterator[Finding]:
    """Find the files that `fmt` would change, the order of fields aside where another rule speaks of it."""
    # Slow to import, and on most runs the rule is off.
    from argmap.formatter.fast import is_surely_canonical
    from argmap.formatter.layout import lay_out
    from argmap.formatter.verified import is_formattable

    for document in context.project.documents:
        text = document.source.text
        sorted_already, unsorted = context.field_order(document)
        sort = sorted_already or not (context.runs("unsorted-fields", document) and unsorted)
        if ((sorted_already or not sort) and is_surely_canonical(text)) or not is_formattable(document):
            continue
        laid_out = lay_out(document, sort)
        if laid_out != text:
            start, end = _first_difference(document, laid_out)
            message = "`argmap fmt` would lay this file out differently from here on"
            yield Finding(document, start, end, message, f"run `argmap fmt {document.path}`")


def _first_difference(document: Document, laid_out: str) -> tuple[int, int]:
    """Where the first line stands that is not the same in another text."""
    lines = document.source.text.splitlines(keepends=True) or [""]
    others = laid_out.splitlines(keepends=True)
    same = next((number for number, pair in enumerate(zip(lines, others, strict=False)) if pair[0] != pair[1]), len(others))
    number = min(same, len(lines) - 1)
    start = sum(len(line) for line in lines[:number])
    return start, start + len(lines[number].rstrip("\r\n"))
