"""Errors of the YAML reader, in the words and at the place that lead to the cure."""

import re
from collections.abc import Iterator

import yaml

from argmap.document import Fault, ListValue, MapValue, Scalar
from argmap.source_text import SourceText

_HELP = {
    "found character that cannot start any token": "indent with spaces; quote a text that starts with `@`, `` ` `` or `%`",
    "mapping values are not allowed in this context": 'quote a text that contains ": ", and check the indentation',
    "found unexpected end of stream": "close the quote that is opened here",
    "found unexpected document indicator": "close the quote that is opened here",
    "did not find expected ',' or ']'": "close the bracket that is opened here",
    "did not find expected ',' or '}'": "close the brace that is opened here",
    "did not find expected key": "check the indentation here and in the lines above",
    "did not find expected '-' indicator": "check the indentation here and in the lines above",
    "could not find expected ':'": "write `key: value`",
    "did not find expected alphabetic or numeric character": "quote a text that begins with `*` or `&`",
    "found a tab character that violates indentation": "indent with spaces",
    "found a tab character where an indentation space is expected": "indent with spaces",
    "did not find expected node content": "write a value here, or close the bracket",
    "did not find expected comment or line break": "quote a text that begins with `>` or `|`",
    "found unknown escape character": "write `\\\\` for a backslash, or use single quotes",
    "did not find expected hexdecimal number": "write `\\\\` for a backslash, or use single quotes",
    "block sequence entries are not allowed in this context": "begin a list on a line of its own; quote a text that begins with `- `",
    "found undefined tag handle": "quote a text that begins with `!`",
    "found incompatible YAML document": "leave out the `%YAML` line",
}
# Where the end of the file is reported, the opening is what the reader of the message needs.
_AT_OPENING = (
    "found unexpected end of stream",
    "found unexpected document indicator",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
_IN_BRACKETS = ("did not find expected node content", "block sequence entries are not allowed in this context")

# A quoted text or a bracket that ends, and after which the value goes on.
_HALF_QUOTED = re.compile(r"(?::|-)[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'|\[[^\]\n]*\]|\{[^}\n]*\})[ ]*$")

_CONFLICTS = (
    re.compile(r"^<{7}(?= |\r?$)[^\r\n]*", re.MULTILINE),
    re.compile(r"^(?:={7}(?=\r?$)|>{7}(?= |\r?$)[^\r\n]*)", re.MULTILINE),  # half removed
)
_WIDE_INDENT = re.compile("[ \t]*([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
_MOST_CONFLICTS = 20


def yaml_faults(source: SourceText, error: yaml.YAMLError, innermost: ListValue | MapValue | None) -> Iterator[Fault]:
    """What to say of an error of the YAML reader; ``innermost`` is the list or mapping that was being read."""
    conflicts = 0
    opened, rest = _CONFLICTS
    half = rest.search(source.text)
    for match in opened.finditer(source.text) if opened.search(source.text) else [half] if half else []:
        help = "keep one of the two sides, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`"
        yield Fault("invalid-yaml", *match.span(), "a merge conflict is left in the file", help)
        conflicts += 1
        if conflicts == _MOST_CONFLICTS:
            break
    if not conflicts:
        mark = getattr(error, "problem_mark", None)
        at = mark.index if mark is not None else 0
        yield _wide_indent(source, at) or _fault(source, error, at, innermost)


def _wide_indent(source: SourceText, at: int) -> Fault | None:
    """A line about the place of an error that is indented with something that only looks like a space."""
    text = source.text
    start = text.rfind("\n", 0, at) + 1
    found: re.Match[str] | None = None
    for number in range(100):
        match = _WIDE_INDENT.match(text, start)
        # The error may be seen only in the line below; above that, only such lines as follow each other.
        if match is None and (found is not None or number):
            break
        found = match or found
        if start == 0:
            break
        start = text.rfind("\n", 0, start - 1) + 1
    if found is None:
        return None
    message = f"a line is indented with U+{ord(found.group(1)):04X}, which is no space in YAML"
    return Fault("invalid-yaml", found.start(1), found.end(1), message, "indent with spaces")


def _fault(source: SourceText, error: yaml.YAMLError, at: int, innermost: ListValue | MapValue | None) -> Fault:
    problem = str(getattr(error, "problem", None) or error).splitlines()[0]
    context_mark = getattr(error, "context_mark", None)
    text = source.text
    help = _HELP.get(problem, "mend the YAML here")
    opening = _opening(text, problem, at, innermost)
    if context_mark is not None and problem in _AT_OPENING:
        if _is_end(text, at) or _line(source, at) > _line(source, context_mark.index):
            at = context_mark.index
        else:
            help = "put a comma here, or quote a text that contains `,`, `[`, `]`, `{` or `}`"
    elif opening is not None:
        at, help = opening
    elif problem == "could not find expected ':'" and context_mark is not None:
        at = context_mark.index  # the key that lacks it; the error is seen where the next one begins
        if "\N{FULLWIDTH COLON}" in text[at : at + 100].split("\n")[0]:
            help = "write `: ` in place of the full-width colon"
    elif problem == "did not find expected key" and text[at : at + 1] in ("]", "}"):
        help = "remove the bracket, or quote the whole text"
    elif problem == "did not find expected comment or line break" and context_mark is not None:
        at = context_mark.index  # the `>` or `|`
    elif _HALF_QUOTED.search(text[max(0, at - 200) : at]):
        help = _after_quote(text, at)
    context = getattr(error, "context", None)
    return Fault("invalid-yaml", at, at + 1, f"{problem} {context}" if context else problem, help)


def _opening(text: str, problem: str, at: int, innermost: ListValue | MapValue | None) -> tuple[int, str] | None:
    """Where the bracket or quote was opened that was not closed before an error in another line, and the cure."""
    if innermost is None:
        return None
    if problem in _IN_BRACKETS and text[innermost.start] in "[{" and "\n" in text[innermost.start : at]:
        return innermost.start, _HELP[f"did not find expected ',' or '{']' if text[innermost.start] == '[' else '}'}'"]
    items = innermost.items if isinstance(innermost, ListValue) else [inner for _, _, inner in innermost.entries.values()]
    last = items[-1] if items else None
    if problem != "did not find expected key" or not isinstance(last, Scalar) or last.plain or text[last.start] not in "\"'":
        return None
    # A quoted text that ends in a later line, where the quote of the next text was meant to begin.
    ends_late = "\n" in text[last.start : last.end] and last.end <= at and not text[last.end : at].strip()
    return (last.start, _HELP["found unexpected end of stream"]) if ends_late else None


def _after_quote(text: str, at: int) -> str:
    """The cure where a value goes on after its closing quote or bracket."""
    if text[at - 1] == "'":
        return "write `''` for an apostrophe between single quotes, or put the text in double quotes"
    if text[at - 1] == '"':
        return 'write `\\"` for a quote between double quotes, or put the text in single quotes'
    return "quote the whole text, from its first character on"


def _is_end(text: str, at: int) -> bool:
    return not text[at : at + 1000].strip() and len(text) - at <= 1000


def _line(source: SourceText, at: int) -> int:
    return source.position(at).line
