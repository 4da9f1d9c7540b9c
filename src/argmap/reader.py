"""YAML text to a `Document`: records whatever the text holds, never complains.

Built on the events of libyaml rather than on its constructor, because only
events carry the place of every value, cannot expand an alias and let the depth
be counted before it hurts.
"""

import re
from typing import Any

import yaml

from argmap.document import Document, Fault, ListValue, MapValue, Scalar, Value
from argmap.source_text import SourceText

MAX_DEPTH = 32
"""How deep values may nest; a claim file needs six levels."""

# What YAML calls printable, negated: libyaml stops at such a character and gives no usable place.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_HELP = {
    "found character that cannot start any token": "indent with spaces; quote a text that starts with `@`, `` ` `` or `%`",
    "mapping values are not allowed in this context": 'quote a text that contains ": ", and check the indentation',
    "found unexpected end of stream": "close the quote that is opened here",
    "did not find expected ',' or ']'": "close the bracket that is opened here",
    "did not find expected ',' or '}'": "close the brace that is opened here",
    "did not find expected key": "check the indentation here and in the lines above",
    "did not find expected '-' indicator": "check the indentation here and in the lines above",
    "could not find expected ':'": "write `key: value`",
    "found incompatible YAML document": "leave out the `%YAML` line",
}
# Where the end of the file is reported, the opening is what the reader of the message needs.
_AT_OPENING = ("found unexpected end of stream", "did not find expected ',' or ']'", "did not find expected ',' or '}'")


class _Broken(Exception):
    """The rest of the file cannot be read."""


def read_document(path: str, data: bytes) -> Document:
    """Read the bytes of a file; ``path`` is how the file is called in messages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error)
    document = Document(path, SourceText(text))
    for match in _FORBIDDEN.finditer(text):
        message = f"the control character U+{ord(match.group()):04X} is not allowed in YAML"
        document.faults.append(
            Fault("invalid-yaml", match.start(), match.end(), message, "remove it, or write it as an escape in double quotes")
        )
        if len(document.faults) == 20:
            break
    if document.faults:
        document.readable = False
        return document
    try:
        document.root = _Builder(document).read()
    except _Broken:
        document.readable = False
    except yaml.YAMLError as error:
        _record_yaml_error(document, error)
    return document


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Document:
    source = SourceText(data.decode("utf-8-sig", errors="replace"))
    offset = len(data[: error.start].decode("utf-8-sig", errors="replace"))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "the file is UTF-16, not UTF-8"
    else:
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
    fault = Fault("invalid-encoding", offset, offset + 1, message, "save the file as UTF-8")
    return Document(path, source, faults=[fault], readable=False)


def unreadable_document(path: str, reason: str) -> Document:
    """A stand-in for a file that could not be opened."""
    fault = Fault("unreadable-file", 0, 0, f"the file cannot be read: {reason}", "mend or remove it, or leave it out of `paths`")
    return Document(path, SourceText(""), faults=[fault], readable=False)


def _record_yaml_error(document: Document, error: yaml.YAMLError) -> None:
    document.readable = False
    problem = str(getattr(error, "problem", None) or error).splitlines()[0]
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    at_end = mark is not None and mark.index >= len(document.source.text.rstrip())
    if context_mark is not None and problem in _AT_OPENING and (at_end or mark is None):
        mark = context_mark
    offset = mark.index if mark is not None else 0
    context = getattr(error, "context", None)
    message = f"{problem} {context}" if context else problem
    document.faults.append(Fault("invalid-yaml", offset, offset + 1, message, _HELP.get(problem, "mend the YAML here")))


class _Builder:
    """Turns the events of one file into values, without recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self.loader = _Loader(self.text)

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
        at = event.start_mark.index
        self.fault("invalid-yaml", at, at + 3, "a second document starts here, and a claim file holds one", "make it a file of its own, or join the lists")
        self.document.readable = False

    def _value(self, event: yaml.Event) -> Value:
        """Read one whole value, beginning with ``event``."""
        stack: list[ListValue | MapValue] = []
        keys: list[Scalar | None] = []  # the key that waits for its value, one per open container
        get_event = self.loader.get_event
        while True:
            kind = type(event)
            done: Value
            if kind is yaml.ScalarEvent:
                done = self._scalar(event)
            elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                done = self._open(event, stack, keys)
                event = get_event()
                continue
            elif kind is yaml.AliasEvent:
                done = self._alias(event)
            else:  # the end of a sequence or mapping
                done = stack.pop()
                keys.pop()
                done.end = self._trimmed(done.start, event.end_mark.index)
            if not stack:
                return done
            self._place(done, stack[-1], keys)
            event = get_event()

    def _open(self, event: Any, stack: list[ListValue | MapValue], keys: list[Scalar | None]) -> Value:
        start, end = event.start_mark.index, event.end_mark.index
        if len(stack) == MAX_DEPTH:
            self.fault("nested-too-deep", start, start + 1, f"values are nested more than {MAX_DEPTH} deep", "a claim file needs six levels; look for a stray bracket")
            raise _Broken
        self._refuse_anchor_and_tag(event)
        opened: ListValue | MapValue
        opened = ListValue([], start, end) if type(event) is yaml.SequenceStartEvent else MapValue({}, start, end)
        stack.append(opened)
        keys.append(None)
        return opened

    def _place(self, done: Value, container: ListValue | MapValue, keys: list[Scalar | None]) -> None:
        """Put a finished value where it belongs."""
        if isinstance(container, ListValue):
            container.items.append(done)
            return
        key = keys[-1]
        if key is None:
            if isinstance(done, Scalar) and not done.broken:
                keys[-1] = done
            else:
                self.fault("wrong-shape", done.start, done.end, "a key must be a text", "write `key: value`")
                keys[-1] = Scalar("", done.start, done.start, broken=True)
            return
        keys[-1] = None
        first = container.entries.get(key.text)
        if key.broken:
            return
        if first is not None:
            other = (self.document, first[0].start, first[0].end)
            self.document.faults.append(
                Fault("duplicate-key", key.start, key.end, f"the key `{key.text}` is written twice", "join the two, or remove one", other, "first written here")
            )
        else:
            container.entries[key.text] = (key, done)

    def _scalar(self, event: Any) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            self._refuse_anchor_and_tag(event)
        start, end, style = event.start_mark.index, event.end_mark.index, event.style
        if style == "|" or style == ">":
            end = self._trimmed(start, end)
        return Scalar(event.value, start, end, style is None or style == "")

    def _alias(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        self.fault("alias-or-tag", start, end, f"the alias `*{event.anchor}` is not allowed in a claim file", "write the value out")
        return Scalar("", start, end, broken=True)

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        start = event.start_mark.index
        if event.anchor is not None:
            mark = f"&{event.anchor}"
            at = self._find(mark, start, event.end_mark.index)
            self.fault("alias-or-tag", at, at + len(mark), f"the anchor `{mark}` is not allowed in a claim file", "remove it, and write the value out where it is used")
        if event.tag is not None:
            at = self._find("!", start, event.end_mark.index)
            end = at + len(re.match(r"[^\s,\[\]{}]*", self.text[at : at + 200]).group())  # type: ignore[union-attr]
            self.fault("alias-or-tag", at, end, f"the tag `{self.text[at:end]}` is not allowed in a claim file", "remove it; quote the value if it must stay a text")

    def _find(self, mark: str, start: int, end: int) -> int:
        found = self.text.find(mark, start, max(end, start + len(mark)))
        return start if found < 0 else found

    def _trimmed(self, start: int, end: int) -> int:
        """``end`` without the blank lines that libyaml counts to a block."""
        while end > start and self.text[end - 1] in " \t\r\n":
            end -= 1
        return end
