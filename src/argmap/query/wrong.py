"""What to say of a word that an expression cannot hold: the message, and the cure."""

import re
from collections.abc import Iterable

from argmap.display import choice
from argmap.entries import EntryKind
from argmap.errors import ArgmapError
from argmap.lookup import expect, near_ids
from argmap.model import ArgumentMap
from argmap.nearest import nearest
from argmap.query.fields import FIELDS, FLAGS, RELATIONS, Field, our_name
from argmap.query.syntax import KEYWORDS

Problem = tuple[str, str]

_FIELD_OF: dict[EntryKind, str] = {"question": "question", "position": "position", "person": "by", "source": "cites", "node": "id"}
_COMPARED = re.compile(r"(?P<field>[\w-]+)(?P<sign>[<>]=?|[!=]=?)(?P<value>.+)", re.DOTALL)
_CURLED = "\u2018\u2019\u201c\u201d"


def wrong_field(name: str, value: str) -> Problem:
    """What stands before a colon and is no field."""
    message = f"`{name}` is no field"
    if name[:1] in "-!" and name[1:] in FIELDS:
        return message, f"write `not {name[1:]}:{value}`"
    return message, _elsewhere(name) or _nearest_or_all(name, FIELDS, "the fields are ")


def wrong_relation(name: str) -> Problem:
    """What stands before parentheses and is no relation."""
    message = f"`{name}` takes no expression in parentheses"
    if name in FLAGS:
        return message, f"write it alone, or `{name} and (...)`"
    if name in FIELDS:
        return message, f"write `{FIELDS[name].example}`"
    return message, _elsewhere(name) or _nearest_or_all(name, RELATIONS, "these do: ")


def wrong_flag(word: str, map: ArgumentMap) -> Problem:
    """What stands alone and cannot."""
    message = f"`{word}` is no condition"
    compared = _COMPARED.fullmatch(word)
    if compared and (field := compared["field"] if compared["field"] in FIELDS else our_name(compared["field"], FIELDS)):
        return message, _cure_of_comparison(field, compared["sign"], compared["value"])
    if any(quote in word for quote in _CURLED):
        return message, "write straight quotes"
    cure = _elsewhere(word)
    if cure:
        return message, cure
    entry = map.entry(word)
    if entry is not None:
        return message, f"`{word}` is a {entry.kind}: write `{_FIELD_OF[entry.kind]}:{word}`"
    near = nearest(word, [*FLAGS, *FIELDS, *RELATIONS, *KEYWORDS])
    if near:
        return message, f"did you mean `{_usage(near)}`?"
    ids = near_ids(map, word)
    if ids and (other := map.entry(ids[0])) is not None:
        return message, f"did you mean `{_FIELD_OF[other.kind]}:{ids[0]}`?"
    return message, f'to look for a word write `text:{word}`; what holds spaces needs quotes: `text:"two words"`'


def _cure_of_comparison(field: str, sign: str, value: str) -> str:
    if field == "date" and sign[0] in "<>":
        return f"write `date:{value}..`" if sign[0] == ">" else f"write `date:..{value}`"
    return f"write `{'not ' if sign[0] == '!' else ''}{field}:{value}`"


def _usage(name: str) -> str:
    """How a word of the language is written."""
    if name in FIELDS:
        return FIELDS[name].example
    return RELATIONS[name].example if name in RELATIONS else name


def _elsewhere(name: str) -> str:
    """What to say of a word that is ours but stands otherwise, or that is another's for one of ours."""
    if name in RELATIONS:
        return f"write it before an expression in parentheses: `{RELATIONS[name].example}`"
    if name in FLAGS:
        return f"`{name}` stands alone, without a value"
    if name in FIELDS:
        return f"write it with a value: `{FIELDS[name].example}`"
    for names in (FIELDS, FLAGS, RELATIONS):
        ours = our_name(name, names)
        if ours:
            usage = _usage(ours)
            return f"argmap calls this `{ours}`" + (f": `{usage}`" if usage != ours else "")
    return ""


def _nearest_or_all(name: str, names: Iterable[str], all: str) -> str:
    known = list(names)
    near = nearest(name, known) or nearest(name, [*FIELDS, *FLAGS, *RELATIONS])
    return f"did you mean `{_usage(near) if near not in known else near}`?" if near else f"{all}{', '.join(known)}"


def expect_value(map: ArgumentMap, id: str, field: Field) -> None:
    """Raise `ArgmapError` if an id is not of a kind that a field takes."""
    kinds = field.kind.split(" or ")
    entry = map.entry(id)
    if len(kinds) == 1 and (entry is None or entry.kind == field.kind):
        expect(map, id, field.kind)
    elif entry is None or entry.kind not in kinds:
        near = [each for kind in kinds for each in near_ids(map, id, kind)][:3]
        did_you_mean = f"did you mean {choice(near)}" if near else ""
        if entry is None:
            raise ArgmapError(f"no {field.kind} is called `{id}`", f"{did_you_mean}?" if near else "`argmap show` lists the questions")
        other = f"write `{_FIELD_OF[entry.kind]}:{id}`"
        raise ArgmapError(f"`{id}` is a {entry.kind}, not a {field.kind}", f"{did_you_mean}, or {other}?" if near else other)
