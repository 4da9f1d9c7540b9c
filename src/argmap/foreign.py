"""Tells somebody else's YAML from a claim file that is faulty."""

import re

from argmap.document import Document, ListValue, MapValue, Scalar, Value
from argmap.kinds import KEYS, NODE_TYPES
from argmap.nearest import nearest

# A key of ours: at the beginning of a line, or further in if nothing but comments stands before it.
_OURS = re.compile(rf"(?:\A(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*|^)['\"]?(?:{'|'.join(KEYS.values())})['\"]?[ \t]*:", re.MULTILINE)


def is_foreign(document: Document) -> bool:
    """Whether a file holds something, and nothing in it looks as if a claim file was meant."""
    if document.source.text == "" and not document.readable:
        return False  # nobody could look into it
    root = document.root
    if root is None and not document.readable:
        return _OURS.search(document.source.text) is None
    if root is None or (isinstance(root, Scalar) and (root.is_null or root.broken)):
        return False
    if isinstance(root, MapValue):
        return bool(root.entries) and not any(_is_section(name, value) for name, (_, _, value) in root.entries.items())
    return not (isinstance(root, ListValue) and any(_is_node(item) for item in root.items))


def _is_section(name: str, value: Value) -> bool:
    """Whether a key and its value may be meant as a list of entries: other YAML has `nodes` and `sources` too."""
    key = nearest(name, KEYS.values())
    if isinstance(value, ListValue):
        mappings = [item for item in value.items if isinstance(item, MapValue)]
        own = NODE_TYPES if key == KEYS["node"] else ("id",)
        return key is not None and (not mappings or any(_begins(item, own) for item in mappings))
    # What is no list is a slip under a key of ours, and somebody else's under one that is merely like it (`Resources:`).
    return name == key and (isinstance(value, MapValue) or value.is_null or value.broken)


def _begins(item: MapValue, own: tuple[str, ...]) -> bool:
    """Whether an entry has the key of its id, perhaps misspelt, or the `text` that comes after it."""
    return "text" in item.entries or any(key in own or nearest(key, own) for key in item.entries)


def _is_node(item: Value) -> bool:
    return isinstance(item, MapValue) and any(type in item.entries for type in NODE_TYPES)
