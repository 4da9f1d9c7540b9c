"""YAML text to a `Document`: records whatever the text holds, never complains.

Built on the events of libyaml rather than on its constructor, because only
events carry the place of every value, cannot expand an alias and let the depth
be counted before it hurts.
"""

import re
from sys import intern
from typing import Any, NoReturn

import yaml

from argmap.document import Document, Fault, ListValue, MapValue, Scalar, Value, trimmed
from argmap.source_text import SourceText

MAX_DEPTH = 32
"""How deep values may nest; a claim file needs six levels."""

# What YAML does not call printable: libyaml stops at such a character and gives no usable place.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_ALLOWED_ASCII = bytes((9, 10, 13, *range(32, 127)))

# How a file begins that is no UTF-8 (which of the first four bytes are zero; YAML 1.2.2, section 5.2).
_WIDE: dict[tuple[bool, ...], str] = {
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
}

# Named here because each name is looked up for every event; the stubs do not know that libyaml's events always have marks.
_Scalar: Any = yaml.ScalarEvent
_SequenceStart: Any = yaml.SequenceStartEvent
_SequenceEnd: Any = yaml.SequenceEndEvent
_MappingStart: Any = yaml.MappingStartEvent
_MappingEnd: Any = yaml.MappingEndEvent
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Broken(Exception):
    """The rest of the file cannot be read."""


def read_document(path: str, data: bytes) -> Document:
    """Read the bytes of a file; ``path`` is how the file is called in messages."""
    if wide := _WIDE.get(tuple(byte == 0 for byte in data[:4])):
        return _wide(path, data, wide)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error)
    document = Document(path, SourceText(text))
    for match in () if text.isascii() and not data.translate(None, _ALLOWED_ASCII) else _FORBIDDEN.finditer(text):
        message = f"the control character U+{ord(match.group()):04X} is not allowed in YAML"
        document.faults.append(
            Fault("invalid-yaml", match.start(), match.end(), message, "remove it, or write it as an escape in double quotes")
        )
        if len(document.faults) == 20:
            break
    if document.faults:
        document.readable = False
        return document
    builder = _Builder(document)
    try:
        document.root = builder.read()
    except _Broken:
        document.readable = False
    except yaml.YAMLError as error:
        from argmap.yaml_errors import yaml_faults

        document.readable = False
        document.faults.extend(yaml_faults(document.source, error, builder.innermost))
    return document


def _wide(path: str, data: bytes, encoding: str) -> Document:
    """A file of two or four bytes for each character, without a byte-order mark: every other byte of ASCII in it is zero."""
    source = SourceText(data.decode(encoding, errors="replace"))
    message = f"the file is {encoding[:6].upper()}, not UTF-8"
    return Document(path, source, faults=[Fault("invalid-encoding", 0, 1, message, "save the file as UTF-8")], readable=False)


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Document:
    source = SourceText(data.decode("utf-8-sig", errors="replace"))
    read: bytes = error.object  # without a byte-order mark, as `start` counts
    offset = len(read[: error.start].decode("utf-8", errors="replace"))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "the file is UTF-16, not UTF-8"
    else:
        message = f"byte 0x{read[error.start]:02X} is not UTF-8"
    fault = Fault("invalid-encoding", offset, offset + 1, message, "save the file as UTF-8")
    return Document(path, source, faults=[fault], readable=False)


def unreadable_document(path: str, reason: str) -> Document:
    """A stand-in for a file that could not be opened."""
    fault = Fault("unreadable-file", 0, 0, f"the file cannot be read: {reason}", "mend or remove it, or leave it out of `paths`")
    return Document(path, SourceText(""), faults=[fault], readable=False)


class _Builder:
    """Turns the events of one file into values."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self.loader = _Loader(self.text)
        self.get_event = self.loader.get_event
        self.innermost: ListValue | MapValue | None = None
        """What was being read where the YAML reader gave up."""

    def fault(self, rule: str, start: int, end: int, message: str, help: str) -> None:
        self.document.faults.append(Fault(rule, start, end, message, help))

    def read(self) -> Value | None:
        """The root of the first document of the stream."""
        root: Value | None = None
        seen = 0
        get_event = self.get_event
        try:
            while True:
                event = get_event()
                if event is None or isinstance(event, yaml.StreamEndEvent):
                    return root
                if isinstance(event, yaml.DocumentStartEvent):
                    seen += 1
                    if seen == 2:
                        self._second_document(event)
                elif isinstance(event, yaml.NodeEvent):
                    value = self._value(event)
                    if seen == 1:
                        root = value
        finally:
            self.loader.dispose()

    def _second_document(self, event: yaml.Event) -> None:
        at = event.start_mark.index  # type: ignore[union-attr]
        self.fault(
            "invalid-yaml",
            at,
            at + 3,
            "a second document starts here, and a claim file holds one",
            "make it a file of its own, or join the lists",
        )
        self.document.readable = False

    def _value(self, event: Any, depth: int = 1) -> Value:
        """Read one whole value, beginning with ``event``, at a depth that is bounded."""
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self._alias(event)
        if depth > MAX_DEPTH and kind is not _Scalar:
            self._refuse_depth(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_anchor_and_tag(event)
        start, end = event.start_mark.index, event.end_mark.index
        if kind is _SequenceStart:
            return self._items(ListValue([], start, end), depth + 1)
        if kind is _MappingStart:
            return self._entries(MapValue({}, start, end), depth + 1)
        return Scalar(event.value, start, trimmed(self.text, start, end) if event.style in ("|", ">") else end, not event.style)

    # Most of the time of a run is spent in the two loops below: the scalars that have
    # nothing special, nearly all of them, are made there and not in `_value`.

    def _items(self, value: ListValue, depth: int) -> ListValue:
        get_event, append = self.get_event, value.items.append
        try:
            while type(event := get_event()) is not _SequenceEnd:
                if type(event) is _Scalar and event.anchor is None and event.tag is None and (style := event.style) != "|" and style != ">":
                    append(Scalar(event.value, event.start_mark.index, event.end_mark.index, not style))
                else:
                    append(self._value(event, depth))
        except yaml.YAMLError:
            self.innermost = self.innermost or value
            raise
        value.end = event.end_mark.index
        return value

    def _entries(self, value: MapValue, depth: int) -> MapValue:
        get_event, entries = self.get_event, value.entries
        name: str | None
        try:
            while type(event := get_event()) is not _MappingEnd:
                if type(event) is _Scalar and event.anchor is None and event.tag is None:
                    name = intern(event.value)  # the same few names, thousands of times
                    start, end = event.start_mark.index, event.end_mark.index
                else:
                    name, start, end = self._unusual_key(event, depth)
                event = get_event()
                if type(event) is _Scalar and event.anchor is None and event.tag is None and (style := event.style) != "|" and style != ">":
                    done: Value = Scalar(event.value, event.start_mark.index, event.end_mark.index, not style)
                else:
                    done = self._value(event, depth)
                if name is None or name in entries:
                    self._refuse_key(entries, name, start, end)
                else:
                    entries[name] = (start, end, done)
        except yaml.YAMLError:
            self.innermost = self.innermost or value
            raise
        value.end = event.end_mark.index
        return value

    def _refuse_depth(self, event: Any) -> NoReturn:
        start = event.start_mark.index
        self.fault(
            "nested-too-deep",
            start,
            start + 1,
            f"values are nested more than {MAX_DEPTH} deep",
            "a claim file needs six levels; look for a stray bracket",
        )
        raise _Broken

    def _unusual_key(self, event: Any, depth: int) -> tuple[str | None, int, int]:
        """A key with an anchor or a tag, or one that is no text: both are reported, and the latter has no name."""
        if type(event) is _Scalar:
            self._refuse_anchor_and_tag(event)
            return event.value, event.start_mark.index, event.end_mark.index
        key = self._value(event, depth)
        if type(key) is not Scalar:  # else an alias, which has been reported
            self.fault("wrong-shape", key.start, key.end, "a key must be a text", "write `key: value`")
        return None, key.start, key.start

    def _refuse_key(self, entries: dict[str, tuple[int, int, Value]], name: str | None, start: int, end: int) -> None:
        """Report a key that is there already (one that is no text has been reported)."""
        if name is not None:
            other = (self.document, *entries[name][:2])
            message = f"the key `{name}` is written twice"
            fault = Fault("duplicate-key", start, end, message, "join the two, or remove one", other, "first written here")
            self.document.faults.append(fault)

    def _alias(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        self.fault("alias-or-tag", start, end, f"the alias `*{event.anchor}` is not allowed in a claim file", "write the value out")
        return Scalar("", start, end, broken=True)

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        start = event.start_mark.index
        if event.anchor is not None:
            mark = f"&{event.anchor}"
            at = self._find(mark, start, event.end_mark.index)
            self.fault(
                "alias-or-tag",
                at,
                at + len(mark),
                f"the anchor `{mark}` is not allowed in a claim file",
                "remove it, and write the value out where it is used",
            )
        if event.tag is not None:
            at = self._find("!", start, event.end_mark.index)
            end = at + len(re.match(r"[^\s,\[\]{}]*", self.text[at : at + 200]).group())  # type: ignore[union-attr]
            self.fault(
                "alias-or-tag",
                at,
                end,
                f"the tag `{self.text[at:end]}` is not allowed in a claim file",
                "remove it; quote the value if it must stay a text",
            )

    def _find(self, mark: str, start: int, end: int) -> int:
        found = self.text.find(mark, start, max(end, start + len(mark)))
        return start if found < 0 else found
