"""YAML text to a `Document`: records whatever the text holds, never complains.

Built on the events of libyaml rather than on its constructor, because only
events carry the place of every value, cannot expand an alias and let the depth
be counted before it hurts.
"""

import re
from typing import Any

import yaml

from argmap.document import Document, Fault, ListValue, MapValue, Scalar, Value, trimmed
from argmap.source_text import SourceText
from argmap.yaml_errors import yaml_faults

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

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_Key = tuple[str | None, int, int]
"""A key and where it stands; None for one that cannot be used."""


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
    """Turns the events of one file into values, without recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self.loader = _Loader(self.text)
        self.innermost: ListValue | MapValue | None = None
        """What was being read where the YAML reader gave up."""

    def fault(self, rule: str, start: int, end: int, message: str, help: str) -> None:
        self.document.faults.append(Fault(rule, start, end, message, help))

    def read(self) -> Value | None:
        """The root of the first document of the stream."""
        root: Value | None = None
        seen = 0
        get_event = self.loader.get_event
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

    def _value(self, event: Any) -> Value:  # noqa: C901, PLR0912
        """Read one whole value, beginning with ``event``.

        The loop runs once for each event, and is most of the time of a run:
        what nearly every event needs stands in it rather than in functions.
        """
        get_event = self.loader.get_event
        outer: list[tuple[ListValue | MapValue | None, _Key | None]] = []  # what waits, and its key without a value
        container: ListValue | MapValue | None = None
        key: _Key | None = None
        try:
            while True:
                kind = type(event)
                done: Value
                if kind is yaml.ScalarEvent:
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_anchor_and_tag(event)
                    start, end, style = event.start_mark.index, event.end_mark.index, event.style
                    if key is None and type(container) is MapValue:
                        key = (event.value, start, end)
                        event = get_event()
                        continue
                    if style == "|" or style == ">":
                        end = trimmed(self.text, start, end)
                    done = Scalar(event.value, start, end, not style)
                elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                    outer.append((container, key))
                    container, key = self._open(event, len(outer)), None
                    event = get_event()
                    continue
                elif kind is yaml.AliasEvent:
                    done = self._alias(event)
                else:  # the end of a sequence or mapping
                    done = container  # type: ignore[assignment]
                    done.end = event.end_mark.index
                    container, key = outer.pop()
                if container is None:
                    return done
                if type(container) is ListValue:
                    container.items.append(done)
                elif key is None:
                    key = self._refused_key(done)
                else:
                    name, start, end = key
                    entries = container.entries  # type: ignore[union-attr]
                    if name is None or name in entries:
                        self._refuse_key(entries, key)
                    else:
                        entries[name] = (start, end, done)
                    key = None
                event = get_event()
        except yaml.YAMLError:
            self.innermost = container
            raise

    def _open(self, event: Any, depth: int) -> ListValue | MapValue:
        start, end = event.start_mark.index, event.end_mark.index
        if depth > MAX_DEPTH:
            self.fault(
                "nested-too-deep",
                start,
                start + 1,
                f"values are nested more than {MAX_DEPTH} deep",
                "a claim file needs six levels; look for a stray bracket",
            )
            raise _Broken
        if event.anchor is not None or event.tag is not None:
            self._refuse_anchor_and_tag(event)
        return ListValue([], start, end) if type(event) is yaml.SequenceStartEvent else MapValue({}, start, end)

    def _refused_key(self, done: Value) -> "_Key":
        """Report a key that is no text, unless it is an alias, which has been reported."""
        if type(done) is not Scalar:
            self.fault("wrong-shape", done.start, done.end, "a key must be a text", "write `key: value`")
        return None, done.start, done.start

    def _refuse_key(self, entries: dict[str, tuple[int, int, Value]], key: "_Key") -> None:
        """Report a key that is there already (one that is no text has been reported)."""
        name, start, end = key
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
