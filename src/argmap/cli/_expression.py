"""Completion inside an expression of `argmap query`: the words of the language, and the values behind a colon."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from argmap.cli._takes import Candidate

_QUOTED = re.compile(r"""(?<![^\s(),:])("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')""", re.DOTALL)
_OPEN_QUOTE = re.compile(r"""(?<![^\s(),:])["']""")
_NONE = "none"

Values = Callable[[Any], Iterable[Candidate]]
"""The values of a field that are known."""


class Language(NamedTuple):
    """The words of the language by their names, each with its ``meaning`` (behind "nodes"); fields say if they ``may_be_absent``."""

    fields: Mapping[str, Any]
    flags: Mapping[str, Any]
    relations: Mapping[str, Any]


def complete(expression: str, language: Language, values: Values) -> tuple[str, list[Candidate]]:
    """What may follow: the end of ``expression`` that is to be replaced, and what may stand there, all of which begin with it."""
    text = _QUOTED.sub("x", expression)
    if _OPEN_QUOTE.search(text):
        return "", []
    before, last = _cut(text)
    name, colon, written = last.partition(":")
    field = language.fields.get(name.lower())
    if colon and field is None:
        return "", []
    if colon:
        typed = written.rpartition(",")[2]
        return typed, [each for each in _values(field, values) if each.value.startswith(typed)]
    found = [each for each in _words(language, before) if each.value.startswith(last)]
    only = language.fields.get(found[0].value.removesuffix(":")) if len(found) == 1 else None
    if only is None:
        return last, found
    # One field is left: its values say more, and what they have in common is its name.
    further = [Candidate(f"{only.name}:{each.value}", each.words) for each in _values(only, values)]
    return last, further or found


def _cut(text: str) -> tuple[str, str]:
    """An expression without its last word, and that word."""
    at = max(text.rfind(sign) for sign in " \t\n()") + 1
    return text[:at].rstrip(), text[at:]


def _words(language: Language, before: str) -> Iterator[Candidate]:
    """What may stand where a condition or a word between two begins."""
    last = re.split(r"[\s(]", before)[-1].lower()
    if before and not before.endswith("(") and last not in ("and", "or", "not"):
        yield Candidate("and", "both must hold")
        yield Candidate("or", "one of the two must hold")
    yield Candidate("not", "what follows must not hold")
    for name, field in language.fields.items():
        yield Candidate(f"{name}:", f"nodes {field.meaning}")
    for name, flag in language.flags.items():
        yield Candidate(name, f"nodes {flag.meaning}")
    for name, relation in language.relations.items():
        yield Candidate(f"{name}(", f"nodes {relation.meaning}")


def _values(field: Any, values: Values) -> Iterator[Candidate]:
    yield from values(field)
    if field.may_be_absent:
        yield Candidate(_NONE, "without any")
