"""Tells somebody else's YAML from a claim file that is faulty."""

import re

from argmap.document import Document, ListValue, MapValue, Scalar, Value
from argmap.entries import KEYS, NODE_TYPES
from argmap.nearest import nearest

_OURS = re.compile(rf"^[ \t]*['\"]?(?:{'|'.join(KEYS.values())})['\"]?[ \t]*:", re.MULTILINE)


def is_foreign(document: Document) -> bool:
    """Whether a file holds something, and nothing in it looks as if a claim file was meant."""
    if document.source.text == "" and not document.readable:
        return False  # nobody could look into it
    if not document.readable:
        return _OURS.search(document.source.text) is None
    root = document.root
    if root is None or (isinstance(root, Scalar) and (root.is_null or root.broken)):
        return False
    if isinstance(root, MapValue):
        return bool(root.entries) and not any(nearest(name, KEYS.values()) for name in root.entries)
    return not (isinstance(root, ListValue) and any(_is_node(item) for item in root.items))


def _is_node(item: Value) -> bool:
    return isinstance(item, MapValue) and any(type in item.entries for type in NODE_TYPES)
