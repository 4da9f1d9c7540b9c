"""A layout that is known to say what the document said."""

from argmap.builder import Build, build
from argmap.document import Document, ListValue, Scalar
from argmap.entries import Entry
from argmap.foreign import is_foreign
from argmap.formatter.fast import is_surely_canonical
from argmap.formatter.field_order import ROOT, UNKNOWN, kind_within
from argmap.formatter.layout import lay_out
from argmap.formatter.pieces import take_apart
from argmap.formatter.reorder import is_sorted
from argmap.formatter.values import same_values
from argmap.reader import read_document


class CannotFormat(Exception):
    """A document is not laid out anew; ``reason`` and ``help`` say why, and what to do about it."""

    def __init__(self, reason: str, help: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.help = help


def formatted(document: Document) -> str:
    """The text of a claim file in canonical layout.

    The text is read again and compared with the document, its values, its
    comments and its entries.  Raises `CannotFormat` for a document that could
    not be read without a fault, and where something would be lost.
    """
    refuse_faults(document)
    if is_sorted(document) and is_surely_canonical(document.source.text):
        return document.source.text
    text = lay_out(document)
    if text != document.source.text:
        lost = _difference(document, read_document(document.path, text.encode()))
        if lost:
            raise CannotFormat(f"the new layout would change {lost}", "please report this; the file is left as it is")
    return text


def refuse_faults(document: Document) -> None:
    """Raise `CannotFormat` for a document that cannot be laid out because it cannot be read in full."""
    if document.faults or not document.readable:
        raise CannotFormat("it cannot be read in full", f"see `argmap check {document.path}`")
    if any(line.startswith("%") for line in _head(document)):
        raise CannotFormat("it begins with a YAML directive (`%`)", "take the line out: argmap has no use for it")


def is_formattable(document: Document) -> bool:
    """Whether a document can be laid out, and is argmap's to lay out."""
    try:
        refuse_faults(document)
    except CannotFormat:
        return False
    return is_claim_file(document)


def is_claim_file(document: Document) -> bool:
    """Whether a document holds nothing yet, or has a key of a claim file over what may be entries of one."""
    root = document.root
    if is_foreign(document):
        return False
    if root is None or (type(root) is Scalar and root.is_null):
        return True
    return not isinstance(root, Scalar | ListValue) and (not root.entries or any(kind_within(ROOT, key) != UNKNOWN for key in root.entries))


def _head(document: Document) -> list[str]:
    """The lines before the first value."""
    text = document.source.text
    if "%" not in text:
        return []
    return text[: document.root.start if document.root else len(text)].splitlines()


def _difference(old: Document, new: Document) -> str:
    """What two documents that should say the same differ in; empty if they do not."""
    if new.faults or not new.readable:
        return "what can be read"
    if not same_values(old.root, new.root):
        return "a value"
    if sorted(take_apart(old)[1]) != sorted(take_apart(new)[1]):
        return "a comment"
    first, second = build([old]), build([new])
    if _entries(first) != _entries(second):
        return "an entry"
    if _faults(first) != _faults(second):
        return "an entry"
    return ""


def _faults(built: Build) -> list[str]:
    """What is wrong with the entries; a message may name `True`, which is written `true` now."""
    return sorted(fault.message.lower() for _, fault in built.faults)


def _entries(built: Build) -> list[list[tuple[str, Entry]]]:
    """The entries of each kind, in the order written."""
    return [list(table.items()) for table in built.map.tables.values()]
