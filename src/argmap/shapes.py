"""What is wrong with the shape of an entry: validation errors put into words, and the faulty values taken out."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from argmap.display import choice, visible
from argmap.document import TRUTHS, Fault, ListValue, MapValue, Scalar, Value, head, key_span
from argmap.entries import NODE_MODELS, Attack, Certainty, Citation, Entry, LinkEnd, PersonName, SourceType, is_valid_id
from argmap.nearest import nearest, our_word
from argmap.places import Place

Loc = tuple[str | int, ...]

_CHOICES: dict[str, tuple[str, ...]] = {
    "attack": get_args(Attack),
    "certainty": get_args(Certainty),
    "type": get_args(SourceType),
}
_PARTS: dict[str, type[BaseModel]] = {
    "cite": Citation,
    "for": LinkEnd,
    "against": LinkEnd,
    "premises": LinkEnd,
    "author": PersonName,
    "recipient": PersonName,
    "editor": PersonName,
    "translator": PersonName,
    "interviewer": PersonName,
}


def shape_fault(model: type[Entry], place: Place, loc: Loc, type: str) -> Fault | None:
    """Put one validation error of ``model`` at ``loc`` into words; None if another fault covers it."""
    if type == "extra_forbidden":
        return _unknown_field(model, place, loc)
    if type == "missing":
        return _missing_field(place, loc)
    if type == "literal_error":
        return _wrong_choice(place, loc)
    return _wrong_kind(place, loc, type)


def fields_of(model: type[BaseModel]) -> list[str]:
    """The names under which the fields of a model are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _unknown_field(model: type[Entry], place: Place, loc: Loc) -> Fault:
    name = str(loc[-1])
    part = _PARTS.get(str(loc[0])) if len(loc) > 1 else None
    owner = f"an entry of `{loc[0]}`" if part else f"a {place.kind}"
    known = fields_of(part or model)
    if not part and place.kind in NODE_MODELS:
        known = [place.kind if field == "id" else field for field in known]
    others = [] if part else [kind for kind, other in NODE_MODELS.items() if place.kind in NODE_MODELS and name in fields_of(other)]
    is_stray = not part and name in ("at", "via", "quote") and "cite" in known
    near = None if is_stray else our_word(name, [field for field in known if part or field != place.id_key])
    quoted = _cited_as_key(place, loc)
    if quoted:
        place.meant.add(place.as_written((*loc[:-1], "source")))
        return Fault("unknown-field", *_key_at(place, loc), f"`{visible(name)[:60]}` is not a field of {owner}", quoted, node=place.id)
    if others:
        message, help = f"`{name}` is a field of a {' or '.join(others)}, not of {owner}", f"remove it, or make this a {others[0]}"
    else:
        if near:
            place.meant.add(place.as_written((*loc[:-1], near)))
        message = f"`{visible(name)[:60]}` is not a field of {owner}"
        help = f"did you mean `{near}`?" if near else f"the fields are {choice(known, 'and')}"
        value, _ = _walk(place, loc)
        if not near and isinstance(value, Scalar) and value.is_null:
            help = "put quotes around a text that contains a comma"
        elif is_stray:
            place.meant.update(("cite", number, name) for number in range(len(_items(place.value.value("cite")))))
            help = "it belongs to an entry of `cite`: indent it like `source`"
    return Fault("unknown-field", *_key_at(place, loc), message, help, node=place.id)


def _cited_as_key(place: Place, loc: Loc) -> str:
    """The cure where a citation is written as `some-source: p. 1`; empty where it is not."""
    holder, _ = _walk(place, loc[:-1])
    if loc[0] != "cite" or len(loc) == 1 or not isinstance(holder, MapValue) or len(holder.entries) != 1:
        return ""
    name, value = str(loc[-1]), holder.value(str(loc[-1]))
    if not is_valid_id(name) or our_word(name, fields_of(Citation)) or not isinstance(value, Scalar):
        return ""
    return f'write `{{source: {name}, at: "..."}}`'


def _items(value: Value | None) -> list[Value]:
    return value.items if isinstance(value, ListValue) else [value] if value is not None else []


def _is_split(place: Place, loc: Loc) -> bool:
    """Whether this is a citation written as `[source: some-id, at: p. 1]`, which is a list of two."""
    items = _items(place.value.value("cite")) if loc[0] == "cite" and len(loc) > 1 else []
    text = place.document.source.text
    pairs = [item for item in items if isinstance(item, MapValue) and len(item.entries) == 1 and text[item.start] != "{"]
    keys = [key for pair in pairs for key in pair.entries]
    return (
        len(keys) > 1
        and len(keys) == len(items)
        and len(set(keys)) == len(keys)
        and "source" in keys
        and set(keys) <= set(fields_of(Citation))
    )


def _missing_field(place: Place, loc: Loc) -> Fault | None:
    name = str(loc[-1])
    if place.as_written(loc) in place.meant:
        return None
    holder, _ = _walk(place, loc[:-1])
    written = holder.value(name) if isinstance(holder, MapValue) else None
    if written is not None and not (isinstance(written, Scalar) and written.is_null):
        return None  # what is written there is a fault of its own
    if _is_split(place, loc):
        place.meant.update(("cite", number, key) for number in range(len(_items(place.value.value("cite")))) for key in ("source", "at"))
        return Fault(
            "missing-field",
            *head(holder),
            "one citation is split into several",
            "put it in braces: `[{source: ..., at: ...}]`",
            node=place.id,
        )
    if len(loc) == 1:
        at = place.key_span(name) if written is not None else place.span()
        return Fault(
            "missing-field", *at, f"the {place.kind} `{place.id}` has no `{name}`", f"write `{name}:` and its value", node=place.id
        )
    return Fault("missing-field", *head(holder), f"an entry of `{loc[0]}` has no `{name}`", f"write `{name}:` and its value", node=place.id)


def _wrong_choice(place: Place, loc: Loc) -> Fault:
    value, at = _walk(place, loc)
    if not isinstance(value, Scalar):
        return _wrong_kind(place, loc, "string_type")
    allowed = _CHOICES[str(loc[-1])]
    near = nearest(value.text, allowed) or next((each for each in allowed if value.text.lower() in each.split("-")), None)
    if near:
        help = f"did you mean `{near}`?"
    elif len(allowed) < 10:
        help = f"write {choice(allowed)}"
    else:
        help = "use a CSL type, such as `book`, `chapter`, `article-journal`, `thesis`, `report`, `personal_communication` or `document`"
    message = f"`{loc[-1]}` cannot be {describe(value, quoted=True)}"
    return Fault("wrong-shape", *at, message, help, node=place.id)


_IDS = frozenset({"question", "position", "by", "about", "conflicts", "variant_of", "under", "source", "via"})

_EXPECTED = {
    "string_type": ("a text", "put it in quotes if the word is meant"),
    "bool_type": ("`true` or `false`", "write `true` or `false`, without quotes"),
    "model_type": ("a mapping", "write `{key: value, ...}`"),
}


def _wrong_kind(place: Place, loc: Loc, type: str) -> Fault:
    value, at = _walk(place, loc)
    expected, help = _EXPECTED.get(type, ("a value of another kind", "see the reference of the file format"))
    name = str(loc[0])
    if type == "model_type" and name == "cite":
        expected, help = "a mapping with a `source`", 'write `{source: some-id, at: "p. 1"}`'
    if type == "model_type" and name in ("for", "against", "premises"):
        expected, help = "an id", "write the id of a node, or `{id: some-id, ...}`"
    elif type == "model_type" and name != "cite":
        expected, help = "a person", "write the id of a person, or `{family: ..., given: ...}`"
    elif type == "string_type" and not isinstance(value, Scalar):
        help = "write one id" if loc[-1] in _IDS or (name in _IDS and isinstance(loc[-1], int)) else "write one text"
    where = f"`{loc[-1]}`" if isinstance(loc[-1], str) else f"an entry of `{name}`"
    return Fault("wrong-shape", *at, f"{where} must be {expected}, not {describe(value)}", help, node=place.id)


def _walk(place: Place, loc: Loc) -> tuple[Value, tuple[int, int]]:
    """The value at ``loc`` (or the innermost one on the way) and where to point."""
    at: Value = place.value
    for depth, step in enumerate(loc):
        at = place.step(at, loc[:depth], step) or at
    return at, head(at)


def written_number(place: Place, path: Loc, number: int) -> int:
    """The number, as written, of an item of the list at ``path`` that is ``number`` among those kept so far."""
    items, _ = _walk(place, path)
    return place.written(items, path, number) if isinstance(items, ListValue) else number


def texts_at(place: Place, loc: Loc) -> set[str]:
    """The texts in the value at ``loc``, or under its key where it is not a field."""
    value, _ = _walk(place, loc)
    return texts_in(value) if value is not place.value else set()


def texts_in(value: Value) -> set[str]:
    """The texts in a value, keys left aside."""
    found: set[str] = set()
    pending = [value]
    while pending:
        at = pending.pop()
        if isinstance(at, Scalar):
            found.add(at.text)
        elif isinstance(at, ListValue):
            pending.extend(at.items)
        else:
            pending.extend(inner for _, _, inner in at.entries.values())
    return found


def null_faults(model: type[Entry], place: Place) -> Iterator[Fault]:
    """Unknown fields without a value, which are left out before anything is validated.

    Mostly they are the end of a text with a comma in it, which flow style takes for a field.
    """
    known = {*fields_of(model), place.id_key}
    for name, (_, _, value) in place.value.entries.items():
        if isinstance(value, Scalar) and value.is_null and name not in known:
            yield _unknown_field(model, place, (name,))
        part = _PARTS.get(name) if name in known else None
        for number, item in enumerate(value.items if isinstance(value, ListValue) else [value] if part else ()):
            if part is None or not isinstance(item, MapValue):
                continue
            for key, (_, _, inner) in item.entries.items():
                if isinstance(inner, Scalar) and inner.is_null and key not in fields_of(part):
                    yield _unknown_field(model, place, (name, number, key))


def _key_at(place: Place, loc: Loc) -> tuple[int, int]:
    holder, at = _walk(place, loc[:-1])
    name = str(loc[-1])
    return key_span(holder, name) if isinstance(holder, MapValue) and name in holder.entries else at


def describe(value: Value, quoted: bool = False) -> str:
    """What kind of value this is, in words."""
    if isinstance(value, MapValue):
        return "a mapping"
    if isinstance(value, ListValue):
        return "a list"
    if value.is_null:
        return "empty"
    if value.plain and value.text in TRUTHS:
        return f"`{value.text}`"
    return f"`{value.text[:40]}`" if quoted else "a text"


STANDINS = {"text": "", "name": "", "type": "document"}
"""What stands for a field that an entry must have and lacks."""
_GONE = object()


def prune(data: dict[str, Any], loc: Loc, missing: bool) -> tuple[Loc, int] | None:
    """Take the faulty value out of ``data``; put a stand-in where the entry itself lacks a field.

    Returns the path of the list and the number in it if it was an item of a list.
    """
    if missing and len(loc) == 1:
        data[str(loc[0])] = STANDINS.get(str(loc[0]), "")
        return None
    steps = loc[:-1] if missing else loc
    holder: Any = data
    owner: Any = data
    key, at = steps[0], 0
    for depth, step in enumerate(steps):
        if isinstance(step, int) and not isinstance(holder, list):
            continue  # a single entry written without the list
        if holder is _GONE or (isinstance(holder, dict) and step not in holder):
            return None  # taken out with something around it
        owner, key, at = holder, step, depth
        if depth < len(steps) - 1:
            holder = holder[step]
    # Marked and swept out later: the indices of the entries after it must not shift.
    owner[key] = _GONE
    return (loc[:at], key) if isinstance(owner, list) and isinstance(key, int) else None


def sweep(value: Any) -> Any:
    """``value`` without what was marked as gone."""
    if isinstance(value, dict):
        return {key: sweep(inner) for key, inner in value.items() if inner is not _GONE}
    if isinstance(value, list):
        return [sweep(inner) for inner in value if inner is not _GONE]
    return value
