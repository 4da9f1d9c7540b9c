"""The JSON Schema of claim files, made from the models of `argmap.entries`, for editors that check while one types.

It is draft 7, which the language server for YAML reads best, and is written for
good messages: lists of types rather than `anyOf`, `if`/`then` by the type of a
node.  What needs more than one value to judge (a dangling id, a missing
`attack`) is not in it.  A schema sees values and not how they are written: what
argmap reads as text a YAML reader may give as a number, so numbers are taken
where texts are.
"""

from collections.abc import Iterable
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from argmap.entries import (
    BARE,
    ID_PATTERN,
    KEYS,
    MAX_ID_LENGTH,
    NODE_MODELS,
    Citation,
    Entry,
    EntryKind,
    LinkEnd,
    Person,
    PersonName,
    Position,
    Question,
    Source,
)

Schema = dict[str, Any]

_ENTRIES: dict[EntryKind, type[Entry]] = {"question": Question, "position": Position, "person": Person, "source": Source}
_PARTS: dict[type[BaseModel], str] = {LinkEnd: "link", Citation: "citation", PersonName: "name"}
_FILLED = ("text", "name")
"""Fields that must not be blank."""
_DATES = ("date", *Source.DATE_FIELDS)
_DAY = "(Y-?[1-9][0-9]{4,11}|-?[0-9]{2}([0-9]{2}|[0-9]X|XX)(-([0-9]{2}|XX)(-([0-9]{2}|XX))?)?)(T[0-9:]+(Z|[+-][0-9:]+)?)?[?~%]?"
SECTIONS: dict[EntryKind, str] = {
    "question": "what rival claims answer",
    "position": "the schools",
    "person": "persons and bodies",
    "source": "works and documents that are cited",
    "node": "claims, supports and rebuttals",
}
"""What stands under each top-level key of a claim file."""


def claim_file_schema() -> Schema:
    """The schema of a claim file."""
    definitions: dict[str, Schema] = {"id": _id()}
    for part, name in _PARTS.items():
        definitions[name] = _object(part, _description(part)) | ({"type": ["string", "number", "object"]} if part in BARE else {})
    for kind, model in _ENTRIES.items():
        definitions[kind] = _object(model, _description(model))
    for node_type, node in NODE_MODELS.items():
        definitions[node_type] = _object(node, _description(node), id_key=node_type)
    definitions["node"] = _node()
    sections = {
        key: {"description": SECTIONS[kind], "type": ["array", "null"], "items": {"$ref": f"#/definitions/{kind}"}}
        for kind, key in KEYS.items()
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:argmap:claim-file",
        "title": "argmap claim file",
        "description": "A file of an argument map: questions, positions, people, sources, and the nodes that argue about them.",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": sections,
        "definitions": definitions,
    }


def _description(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _id() -> Schema:
    return {
        "type": ["string", "integer"],
        "pattern": f"^{ID_PATTERN}$",
        "patternErrorMessage": f"an id is kebab-case ASCII of at most {MAX_ID_LENGTH} characters, such as `wedge-theory`",
        "maxLength": MAX_ID_LENGTH,
    }


def _node() -> Schema:
    """A node is what its type says; without a type there is nothing but the types to offer."""
    ids = {name: {**_id(), "description": f"the id of the {name}: {_description(model).lower()}"} for name, model in NODE_MODELS.items()}
    chosen: Schema = {"type": "object", "properties": ids, "anyOf": [{"required": [name]} for name in NODE_MODELS]}
    for name in reversed(NODE_MODELS):
        chosen = {"if": {"type": "object", "required": [name]}, "then": {"$ref": f"#/definitions/{name}"}, "else": chosen}
    return {"description": "One statement; its first key is its type and the value of that key its id.", **chosen}


def _object(model: type[BaseModel], description: str, id_key: str = "id") -> Schema:
    fields = {
        id_key if name == "id" and issubclass(model, Entry) else field.alias or name: (name, field)
        for name, field in model.model_fields.items()
    }
    first = sorted(fields, key=lambda written: written != id_key)
    return {
        "description": description,
        "type": "object",
        "additionalProperties": False,
        "required": [written for written in first if fields[written][1].is_required()],
        "properties": {written: _field(model, *fields[written]) for written in first},
    }


def _field(model: type[BaseModel], name: str, field: FieldInfo) -> Schema:
    schema = _id() if name == "id" and issubclass(model, Entry) else _value(name, field.annotation)
    if not field.is_required():  # a field without a value is one that is not written
        schema = _or_null(schema)
    return {"description": field.description or "", **schema}


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*types, "null"]}


def _value(name: str, annotation: Any) -> Schema:
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(each for each in get_args(annotation) if each is not NoneType)
    if get_origin(annotation) is Literal:
        return {"enum": list(get_args(annotation))}
    if get_origin(annotation) is tuple:
        return _one_or_many(get_args(annotation)[0])
    if annotation is bool:
        return {"type": "boolean"}
    if name in _DATES:
        day = f"({_DAY}|\\.\\.)"
        message = "a date is written like `1950-06-25`, `1950-06`, `1950`, `1950-06~` or `1945/1949` (EDTF)"
        return {"type": ["string", "integer"], "pattern": f"^{day}?(/{day}?)?$", "patternErrorMessage": message}
    if name in _FILLED:
        return {"type": ["string", "number"], "pattern": "\\S", "patternErrorMessage": f"the {name} is empty"}
    return {"type": ["string", "number"]}


def _one_or_many(item: Any) -> Schema:
    """A list, or one item of it without the list: the keywords for texts, mappings and lists do not touch each other."""
    if item not in _PARTS:
        return {"type": ["string", "number", "array"], "items": {"type": ["string", "number"]}}
    one = _object(item, "")
    one.pop("description")
    types: Iterable[str] = ["string", "number", "object"] if item in BARE else ["object"]
    return {**one, "type": [*types, "array"], "items": {"$ref": f"#/definitions/{_PARTS[item]}"}}
