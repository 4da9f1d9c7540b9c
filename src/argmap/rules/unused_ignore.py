"""A comment silences a rule that has nothing to say there.

`# argmap: ignore[rule]` silences the rules named, on its own line, or on the
next line where it stands alone.  When what it silenced is mended the comment
should go, or it will hide the next fault.  A rule that does not exist, or
cannot be silenced, is reported here too.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.  # argmap: ignore[long-text]
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.document import Document
from argmap.rule_names import no_such_rule
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING

_WITHHELD = (
    "dangling-reference",
    "lonely-answer",
    "position-without-claims",
    "question-without-answers",
    "unattached-node",
    "unsupported-claim",
    "unused-entry",
)
"""The rules that say nothing while some file cannot be read."""


def check(context: Context) -> Iterator[Finding]:
    """Find the comments that silenced nothing.  Runs after all other rules."""
    silenced = {(id(document), ignore.start, rule) for document, ignore, rule in context.ignored}
    for document in context.project.documents:
        if not document.readable:
            continue  # what is not read has no faults to silence
        for ignore in document.ignores:
            if not ignore.rules:
                yield Finding(document, ignore.start, ignore.end, "this comment names no rule", "write `# argmap: ignore[rule]`")
            for rule, start, end in ignore.rules:
                finding = _problem(context, rule, document, (id(document), ignore.start, rule) in silenced)
                if finding:
                    yield Finding(document, start, end, *finding)


def _problem(context: Context, rule: str, document: Document, used: bool) -> tuple[str, str] | None:
    """What is wrong with naming ``rule`` here, and the cure."""
    from argmap.rules import all_rules  # the shelf imports this module

    known = all_rules()
    if rule not in known:
        error = no_such_rule(rule)
        return error.message, error.help
    if not known[rule].can_ignore:
        return f"`{rule}` cannot be silenced", "remove it from the comment, and mend the fault"
    if used or not context.runs(rule, document) or (context.is_partial and rule in _WITHHELD):
        return None
    return f"`{rule}` has nothing to report here", "remove it from the comment"
