"""A source or a person is used by nothing.

A record that nothing names is left over from a change, or is spelt otherwise
where it is meant.  Questions and positions have rules of their own:
`question-without-answers` and `position-without-claims`.

While some file of the project cannot be read this rule is withheld.

Example:

    people:
      - id: adam-ulam
        name: Adam Ulam

Use instead:

    people:
      - id: adam-ulam
        name: Adam Ulam
    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        by: [adam-ulam]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING

_CURES = {
    "person": "name it in `by`, `about` or a source, or remove it",
    "source": "cite it, or remove it",
}


def check(context: Context) -> Iterator[Finding]:
    """Find the entries that no other entry names."""
    if context.is_partial:
        return
    spared = context.suggested | context.project.build.mentioned  # what left them unused is reported already
    for kind, cure in _CURES.items():
        for id in context.map.tables[kind]:  # type: ignore[index]
            if id not in context.used[kind] and id not in spared:  # type: ignore[index]
                yield context.at(id, message=f"the {kind} `{id}` is used by nothing", help=cure)
