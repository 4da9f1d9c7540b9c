"""The pages of the rules, each with what `check` really prints of its example."""

from collections.abc import Iterator
from pathlib import Path

from argmap.builder import build
from argmap.config import Config
from argmap.diagnostics import Diagnostic, Severity
from argmap.document import Document
from argmap.linter import lint
from argmap.project import Location, Project
from argmap.reader import read_document, unreadable_document
from argmap.reporters import report
from argmap.rules import Rule, all_rules
from argmap.rules._examples import BYTES, PREAMBLE, REASONS

_EXAMPLE = "example.yaml"
_TITLE = "# The rules of `argmap check`\n\n"
_INTRO = """\
This page is printed by `argmap explain --format markdown`: what is said of each example is what the program says of it.
The severity of a rule is set in `argmap.toml` ([format.md](format.md#settings)); a comment `# argmap: ignore[rule]`
silences it on one line. The examples stand beside a small [`background.yaml`](#background) and refer to it.
"""


def found(rule: Rule) -> list[Diagnostic]:
    """What `check` finds in the example of a rule; a rule that is off by default is switched on."""
    documents = [read_document("background.yaml", PREAMBLE.encode()), _example(rule)]
    config = Config(rules={rule.name: "warning"} if rule.severity is Severity.OFF else {})
    project = Project(Location(Path(), config, ()), documents, build(documents))
    return list(lint(project, lambda path: path == _EXAMPLE).diagnostics)


def _example(rule: Rule) -> Document:
    if rule.name in REASONS:
        return unreadable_document(_EXAMPLE, REASONS[rule.name])
    return read_document(_EXAMPLE, BYTES.get(rule.name) or rule.block("Example").encode())


def text_page(rule: Rule) -> Iterator[str]:
    """The page of a rule for a terminal."""
    yield f"{rule.name} ({_status(rule)})\n\n"
    for is_block, piece in _pieces(rule):
        yield "\n".join(f"    {line}" if is_block and line else line for line in piece.splitlines()) + "\n\n"


def markdown_page(rule: Rule) -> Iterator[str]:
    """The page of a rule as a section of a Markdown document."""
    yield f"## {rule.name}\n\n{_status(rule).capitalize()}.\n\n"
    for is_block, piece in _pieces(rule):
        language = "text" if piece.startswith(("error[", "warning[")) else "yaml"
        yield f"```{language}\n{piece}\n```\n\n" if is_block else f"{piece}\n\n"


def markdown() -> Iterator[str]:
    """All pages as one Markdown document, with a table of the rules."""
    yield f"{_TITLE}{_INTRO}\n| rule | severity | mended by | finds |\n|---|---|---|---|\n"
    for rule in all_rules().values():
        summary = rule.summary.replace("|", r"\|")
        yield f"| [{rule.name}](#{rule.name}) | {rule.severity} | {_mended_by(rule)} | {summary} |\n"
    yield "\n"
    for rule in all_rules().values():
        yield from markdown_page(rule)
    yield f"## Background\n\nThe file `background.yaml`, which stands beside every example:\n\n```yaml\n{PREAMBLE}```\n"


def _status(rule: Rule) -> str:
    severity = "off by default" if rule.severity is Severity.OFF else str(rule.severity)
    option = _mended_by(rule)
    return f"{severity}, mended by {option}" if option else severity


def _mended_by(rule: Rule) -> str:
    """The option of `check` that mends the example; empty if none does."""
    fixes = [each.fix for each in found(rule) if each.rule == rule.name and each.fix is not None]
    if not fixes:
        return ""
    return "`--fix`" if all(fix.safe for fix in fixes) else "`--fix --unsafe-fixes`"


def _pieces(rule: Rule) -> Iterator[tuple[bool, str]]:
    """The paragraphs and indented blocks of a page, whether a block or not, without indentation; with what `check` prints."""
    printed = "".join(report(found(rule), "full")).strip("\n")
    before = ""
    for is_block, piece in rule.pieces:
        yield is_block, piece
        if is_block and before.endswith("Example:"):
            yield False, "`argmap check` says:"
            yield True, printed
        before = piece
    if not rule.block("Example"):
        yield False, "`argmap check` says of such a file:"
        yield True, printed
