"""The fields that may be written at a place of a claim file, as the models define them."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from argmap.entries import BARE, NODE_MODELS, NODE_TYPES, Entry, EntryKind, LinkEnd, Person, Position, Question, Source
from argmap.references import CLAIMS_ONLY, NAMES

_MODELS: dict[EntryKind, type[Entry]] = {"question": Question, "position": Position, "person": Person, "source": Source}


class Field(NamedTuple):
    """One field as it is written."""

    name: str
    description: str
    required: bool = False
    many: bool = False
    names: EntryKind | None = None
    """The kind of entry that a text in it is the id of."""
    claims_only: bool = False
    part: type[BaseModel] | None = None
    """What a mapping in it is."""
    choices: tuple[str, ...] = ()
    is_id: bool = False
    """Whether it is the id of an entry."""
    is_link: bool = False
    """Whether it names a link by the node that it leads to."""


def entry_fields(kind: EntryKind, node_type: str | None = None) -> Mapping[str, Field]:
    """The fields of an entry; of a node whose type is not known, those of all types, which are fields too."""
    if kind != "node":
        return _fields(_MODELS[kind])
    if node_type in NODE_MODELS:
        return _fields(NODE_MODELS[node_type])
    return _of_any_node()


def field_at(kind: EntryKind, node_type: str | None, keys: Sequence[str]) -> Field | None:
    """The field that a way of keys leads to from an entry; None if it leads out of what an entry may hold."""
    found: Field | None = None
    for depth, key in enumerate(keys):
        fields = entry_fields(kind, node_type) if depth == 0 else fields_within(found)
        found = fields.get(key)
        if found is None:
            return None
    return found


def fields_within(field: Field | None) -> Mapping[str, Field]:
    """The fields of a mapping that is written in a field."""
    return _fields(field.part) if field is not None and field.part is not None else {}


@cache
def _of_any_node() -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for model in NODE_MODELS.values():
        for name, field in _fields(model).items():
            found.setdefault(name, field)
    return found


@cache
def _fields(model: type[BaseModel]) -> Mapping[str, Field]:
    """The fields of a model; the id of a node under the name of its type."""
    found: dict[str, Field] = {}
    for attribute, info in model.model_fields.items():
        name = info.alias or attribute
        is_id = attribute == "id" and issubclass(model, Entry)
        many, inner = _unfolded(info.annotation)
        part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
        written = next((each for each in NODE_TYPES if is_id and NODE_MODELS[each] is model), name)
        found[written] = Field(
            written,
            info.description or "",
            info.is_required(),
            many,
            _named(part, BARE[part]) if part in BARE else _named(model, attribute),
            name in CLAIMS_ONLY,
            part,
            get_args(inner) if get_origin(inner) is Literal else ("true", "false") if inner is bool else (),
            is_id,
            model is LinkEnd and name == "link",
        )
    return found


def _named(model: type[BaseModel] | None, attribute: str) -> EntryKind | None:
    """The kind of entry that a field names."""
    for base in model.__mro__ if model is not None else ():
        kind = NAMES.get(base, {}).get(attribute)
        if kind is not None:
            return kind
    return None


def _unfolded(annotation: Any) -> tuple[bool, Any]:
    """Whether a field takes several values, and the type of one."""
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(each for each in get_args(annotation) if each is not NoneType)
    if get_origin(annotation) is tuple:
        return True, get_args(annotation)[0]
    return False, annotation
