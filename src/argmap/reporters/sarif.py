"""SARIF 2.1.0, the exchange format of linters, which GitHub code scanning reads.

Valid against the schema of OASIS, with what GitHub asks for besides
(https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support):
all four numbers of a region, the texts of a rule, and the fingerprint
`primaryLocationLineHash`, the only one it looks at.  GitHub takes at most
25,000 results of a run and shows 5,000; none is left out here for that.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from argmap import __version__
from argmap.diagnostics import Diagnostic, Edit, Fix, Severity
from argmap.display import json_text, visible
from argmap.report_values import fingerprints, summary, uri_path
from argmap.reporters import Setting
from argmap.rules import Rule, all_rules
from argmap.source_text import SourceText, Span

_ROOT = "%SRCROOT%"
_LONGEST_DESCRIPTION = 1024
"""GitHub shows no more of a description."""


def report(diagnostics: Sequence[Diagnostic], setting: Setting) -> Iterator[str]:
    """Diagnostics as one JSON document."""
    rules = all_rules()
    numbers = {name: number for number, name in enumerate(rules)}
    found = zip(diagnostics, fingerprints(diagnostics), strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "argmap",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules.values()],
            }
        },
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that argmap was run in."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(each, numbers[each.rule], f"{digits}:{number}") for each, (digits, number) in found],
    }
    yield json_text({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    is_off = rule.severity is Severity.OFF
    level = str(Severity.WARNING if is_off else rule.severity)
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _description(rule)},
        "help": {"text": rule.page.strip(), "markdown": "\n\n".join(_markdown(rule))},
        "defaultConfiguration": {"level": level, **({"enabled": False} if is_off else {})},
        "properties": {"problem.severity": "recommendation" if is_off else level},
    }


def _description(rule: Rule) -> str:
    """The page up to its example, each paragraph on one line."""
    paragraphs: list[str] = []
    for is_block, piece in rule.pieces:
        if is_block:
            break
        paragraphs += [" ".join(each.split()) for each in re.sub(r"Example:\Z", "", piece).split("\n\n")]
    return "\n\n".join(each for each in paragraphs if each)[:_LONGEST_DESCRIPTION]


def _markdown(rule: Rule) -> Iterator[str]:
    for is_block, piece in rule.pieces:
        yield f"```yaml\n{piece}\n```" if is_block else piece


def _result(each: Diagnostic, number: int, fingerprint: str) -> dict[str, Any]:
    place: dict[str, Any] = {"physicalLocation": _physical(each.path, each.span)}
    if each.node:
        place["logicalLocations"] = [{"name": visible(each.node)}]
    result: dict[str, Any] = {
        "ruleId": each.rule,
        "ruleIndex": number,
        "level": str(each.severity),
        "message": {"text": _message(each)},
        "locations": [place],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    if each.related:
        result["relatedLocations"] = [
            {"id": id, "physicalLocation": _physical(other.path, other.span), "message": {"text": _literal(visible(other.label))}}
            for id, other in enumerate(each.related, 1)
        ]
    if each.fix is not None:
        result["fixes"] = [_fix(each, each.fix)]
    return result


def _message(each: Diagnostic) -> str:
    """Message and cure, with links to the related places: GitHub shows these places only where the text links to them."""
    links = "".join(f" ([{_link_text(visible(other.label))}]({id}))" for id, other in enumerate(each.related, 1))
    return _literal(summary(each)) + links


def _literal(text: str) -> str:
    """Text that a reader of SARIF takes as it stands.

    What looks like a placeholder is written with double braces, as the standard
    has it (3.11.5); other braces stay single, because most readers, GitHub among
    them, would show both.  A link (3.11.6) is kept from being one by a space:
    outside of links the standard knows no escape.
    """
    return _braced(text).replace("](", "] (")


def _link_text(text: str) -> str:
    return re.sub(r"[\[\]\\]", r"\\\g<0>", _braced(text))


def _braced(text: str) -> str:
    return re.sub(r"\{(\d+)\}", r"{{\1}}", text)


def _physical(path: str, span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri_path(path), "uriBaseId": _ROOT}, "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    (line, column), (end_line, end_column) = span
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(each: Diagnostic, fix: Fix) -> dict[str, Any]:
    doubt = "" if fix.safe else " (a likely guess: look at it first)"
    return {
        "description": {"text": _literal(visible(fix.message)) + doubt},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": uri_path(each.path), "uriBaseId": _ROOT},
                "replacements": [_replacement(each.document.source, edit) for edit in fix.edits],
            }
        ],
        "properties": {"safe": fix.safe},
    }


def _replacement(source: SourceText, edit: Edit) -> dict[str, Any]:
    return {"deletedRegion": _region(source.span(edit.start, edit.end)), "insertedContent": {"text": edit.text}}
