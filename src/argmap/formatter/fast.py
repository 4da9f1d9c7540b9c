"""A quick look that knows most canonical files without laying them out.

What it accepts is canonical but for the order of fields; of what it does not
accept nothing is known.
"""

import re

from argmap.entries import KEYS
from argmap.formatter.layout import WIDTH, lay_out
from argmap.reader import read_document

_COMMENT = r"#(?:[^\n\r\x85\u2028\u2029]*[^\s])?\n"
_WORD_OF_YAML = r"(?i:y|n|yes|no|on|off|true|false|null)"
_LINE = rf"(?=[ -~]{{1,{WIDTH}}}\n)"
# What begins with a digit needs a letter that no number or date has.
_ID = rf"(?:(?!{_WORD_OF_YAML}[,\]}}\n])[a-z]|[0-9](?=[a-z0-9-]*[g-np-su-wy]))[a-z0-9-]*+"
# Texts of ASCII alone; a colon or a number sign that YAML would act on is left to the slow way.
_PLAIN = rf"(?!{_WORD_OF_YAML}\n)[A-Za-z][!-9;-~]*+(?:(?::(?![ \n])| (?![ #\n]))[!-9;-~]*+)*+"
_QUOTED = r'"(?:[0-9][-0-9/~?%.]*+|[A-Za-z](?:[!#-9;-Z\]-~]|:(?! )| (?![ "]))*+: [!#-Z\]-~](?:[!#-Z\]-~]| (?!"))*+)"'
_SAFE = r"[!-+\--9;->@-Z\\^-z|~]"  # in a text within brackets
_IN_FLOW = rf"[A-Za-z]{_SAFE}*+(?:(?::(?={_SAFE})| (?![ #,\]}}])){_SAFE}*+)*+"
_FLOW_TEXT = (
    rf"(?:(?!{_WORD_OF_YAML}[,\]}}]){_IN_FLOW}"
    r'|"(?:[0-9][-0-9/~?%.]*+|[A-Za-z](?:[!#-+\--Z\]-~]| (?! ))*+,(?:[!#-Z\]-~]| (?!"))*+)")'
)
_FLOW_LIST = rf"\[{_FLOW_TEXT}(?:, {_FLOW_TEXT})*+\]"
_FLOW_TEXTS = rf"(?:{_FLOW_TEXT}|{_FLOW_LIST})"
_END = rf"(?:{_ID}|\{{id: {_ID}(?:, (?:attack|link): {_ID})*+(?:, editorial: true)?\}})"
_FIELD = rf"(?!{_WORD_OF_YAML}:)[a-z]++: {_FLOW_TEXTS}"
_FLOW_MAP = rf"\{{{_FIELD}(?:, {_FIELD})*+\}}"
_KEY = rf"(?!(?:cite|{_WORD_OF_YAML}):)[A-Za-z][A-Za-z_-]*+"
_FIELDS = (
    rf"{_LINE}    {_KEY}: (?:\[{_END}(?:, {_END})*+\]|{_PLAIN}|{_ID}(?=\n)|{_QUOTED}|true|false)\n"
    rf"|    {_KEY}: >-\n(?:{_LINE}      [!-~]++(?: [!-~]++)*+\n)++"
)
_CITE = (
    rf"    cite:\n(?:{_LINE}      - (?:{_FLOW_MAP}\n"
    rf"|source: {_ID}\n(?:{_LINE}        (?:via|at|by|certainty|quote|note): (?:\[{_ID}(?:, {_ID})*+\]|{_PLAIN}|{_QUOTED})\n)++))++"
)

_ENTRIES = {
    key: re.compile(rf"{_LINE}  - {pattern}")
    for key, pattern in {
        KEYS["node"]: rf"(?:claim|support|rebuttal): {_ID}\n(?:{_FIELDS}|{_CITE})*+",
        KEYS["position"]: rf"id: {_ID}\n(?:{_FIELDS}|{_CITE})*+",
        KEYS["question"]: rf"id: {_ID}\n(?:{_FIELDS})*+",
        KEYS["source"]: rf"id: {_ID}\n(?:{_FIELDS})*+",
        KEYS["person"]: rf"(?:{_FLOW_MAP}\n|id: {_ID}\n(?:{_LINE}    {_KEY}: (?:{_FLOW_LIST}|{_PLAIN}|{_QUOTED})\n)++)",
    }.items()
}
_FOLDED = re.compile(r"(?:      .*\n)+")
_CITATION = "      - source: "
_PERSON = "  - id: "
_REST = {_CITATION: re.compile(r"(?:        .*\n)+"), _PERSON: re.compile(r"(?:    .*\n)+")}
_QUOTED_IN_FLOW = re.compile(r": (?![\[\"]).*[,?\[\]{}]")
_KEYS = "|".join(KEYS.values())
_FIRST = re.compile(rf"(?:{_COMMENT}\n?)*+(?P<key>{_KEYS}):\n(?:\n(?=  #))?(?:  {_COMMENT}\n?)*+")
_NEXT = re.compile(rf"\n(?:{_COMMENT}\n?)*+(?P<key>{_KEYS}):\n(?:\n(?=  #))?(?:  {_COMMENT}\n?)*+")
_BETWEEN = re.compile(rf"\n?(?:  {_COMMENT}\n?)*+(?=  - )")
_REGION = re.compile(r"  - .*\n(?:\n*    .*\n)*")


def is_surely_canonical(text: str) -> bool:
    """Whether the layout of a claim file's text is known to be canonical but for the order of fields, without laying it out."""
    if "argmap:" in text or "\r" in text:
        return False  # comments that silence rules hold lines together
    match = _FIRST.match(text)
    while match:
        at = _end_of_section(text, match["key"], match.end())
        if at == len(text):
            return True
        match = _NEXT.match(text, at) if at else None
    return not text


def _end_of_section(text: str, key: str, at: int) -> int:
    """Where the canonical entries end that begin at an offset; 0 where one may not be canonical."""
    entry = _ENTRIES[key]
    opening = _PERSON if key == KEYS["person"] else _CITATION
    while True:
        found = entry.match(text, at)
        if found is None or text.startswith(("    ", "\n    "), found.end()):
            found = _REGION.match(text, at)
            if found is None or not _is_canonical_alone(key, found.group()):
                return 0
        elif not (_are_full(text, at, found.end()) and _are_too_long(text, at, found.end(), opening)):
            return 0
        between = _BETWEEN.match(text, found.end())
        if between is None:
            return found.end()
        at = between.end()


def _is_canonical_alone(key: str, region: str) -> bool:
    """Whether one entry, laid out by itself, stays as it is."""
    text = f"{key}:\n{region}"
    document = read_document("", text.encode())
    return document.readable and not document.faults and lay_out(document, sort=False) == text


def _are_too_long(text: str, start: int, end: int, opening: str) -> bool:
    """Whether every mapping in an entry of ASCII that begins so, and stands on several lines, would not fit on one."""
    at = text.find(opening, start, end)
    while at >= 0:
        first_end = text.index("\n", at) + 1
        fields = _REST[opening].match(text, first_end).group()  # type: ignore[union-attr]
        # In place of each line end and indentation a comma and a space, and a brace at each end.
        indentation = opening.index("-") + 2
        on_one_line = first_end - 1 - at + len(fields) + (1 - indentation) * fields.count("\n") + 2
        if on_one_line <= WIDTH and on_one_line + 2 * len(_QUOTED_IN_FLOW.findall(fields)) <= WIDTH:
            return False
        at = text.find(opening, first_end, end)
    return True


def _are_full(text: str, start: int, end: int) -> bool:
    """Whether every line of a folded text in an entry of ASCII is full, and the text would not fit on the line of its key."""
    at = text.find(": >-\n", start, end)
    while at >= 0:
        lines = text[at + 5 : _FOLDED.match(text, at + 5).end() - 1].split("\n")  # type: ignore[union-attr]
        if len(lines) == 1:
            before = at - text.rfind("\n", 0, at) + 1  # with the colon and a space
            if before + len(lines[0]) - 6 <= WIDTH or " " not in lines[0][6:]:
                return False
        room = 0
        for line in reversed(lines):
            if room and len(line) + room <= WIDTH:
                return False
            word = line.find(" ", 6)
            room = (word if word > 0 else len(line)) - 5  # of its first word and a space
        at = text.find(": >-\n", at + 5, end)
    return True
