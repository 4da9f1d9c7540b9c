"""No claim answers a question.

A question without an answer, and without other questions under it, is a dead
end in every view.  Mostly the answers are there and their `question` has been
forgotten, or is spelt otherwise.  A question with others under it needs no
answer of its own.

While some file of the project cannot be read this rule is withheld.

Example:

    questions:
      - id: who-knew
        text: Who knew of the plan?

Use instead:

    questions:
      - id: who-knew
        text: Who knew of the plan?
    nodes:
      - claim: mao-knew
        text: Mao knew of the plan.
        question: [who-knew]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the questions with neither answers nor questions under them."""
    if context.is_partial:
        return
    spared = context.suggested | context.project.build.mentioned  # what left them without answers is reported already
    for id in context.map.questions:
        if id not in context.used["question"] and id not in spared:
            message = f"no claim answers the question `{id}`"
            yield context.at(id, message=message, help="let a claim answer it (`question: [...]`), or remove it")
