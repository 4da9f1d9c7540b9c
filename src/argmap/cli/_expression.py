"""Completion inside an expression of `argmap query`: the words of the language, and the values behind a colon."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from argmap.cli._takes import Candidate
from argmap.query.fields import NONE, Field, Flag, Relation
from argmap.query.syntax import KEYWORDS

_QUOTED = re.compile(r"""(?<![^\s(),:])(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')""", re.DOTALL)
_OPEN_QUOTE = re.compile(r"""(?<![^\s(),:])["']""")

Language = tuple[Mapping[str, Field], Mapping[str, Flag], Mapping[str, Relation]]
"""The fields, the words that stand alone and the relations, by name."""
Values = Callable[[Field, str], Iterable[Candidate]]
"""The known values of a field; of ids at least those that begin with a text."""


def complete(expression: str, language: Language, values: Values) -> tuple[str, list[Candidate]]:
    """What may come next: the end of ``expression`` in whose place it is put, and what there is, all of which begins with that."""
    text = _QUOTED.sub("x", expression)
    if _OPEN_QUOTE.search(text):
        return "", []
    fields = language[0]
    before, last = _cut(text)
    name, colon, written = last.partition(":")
    if colon and name.lower() not in fields:
        return "", []
    if colon:
        typed = written.rpartition(",")[2]
        return typed, [each for each in _values(fields[name.lower()], typed, values) if each.value.startswith(typed)]
    found = [each for each in _words(language, before) if each.value.startswith(last)]
    only = fields.get(found[0].value.removesuffix(":")) if len(found) == 1 else None
    if only is None:
        return last, found
    # One field is left: its values say more, and what they have in common is its name.
    further = [Candidate(f"{only.name}:{each.value}", each.words) for each in _values(only, "", values)]
    return last, further if len(further) > 1 else found


def _cut(text: str) -> tuple[str, str]:
    """An expression without its last word, and that word."""
    at = max(text.rfind(sign) for sign in " \t\n()") + 1
    return text[:at].rstrip(), text[at:]


def _words(language: Language, before: str) -> Iterator[Candidate]:
    """What may stand where a condition begins, or a word between two."""
    fields, flags, relations = language
    last = re.split(r"[\s()]", before)[-1].lower()
    if before and not before.endswith("(") and last not in KEYWORDS:
        yield Candidate("and", "both must hold")
        yield Candidate("or", "one of the two must hold")
    yield Candidate("not", "what follows must not hold")
    for name, field in fields.items():
        yield Candidate(f"{name}:", f"nodes {field.meaning}")
    for name, flag in flags.items():
        yield Candidate(name, f"nodes {flag.meaning}")
    for name, relation in relations.items():
        yield Candidate(f"{name}(", f"nodes {relation.meaning}")


def _values(field: Field, typed: str, values: Values) -> Iterator[Candidate]:
    yield from values(field, typed)
    if field.may_be_absent:
        yield Candidate(NONE, "without any")
