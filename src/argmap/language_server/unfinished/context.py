"""What is being written at a place of a claim file, by the text alone: the file may be broken there.

The work is bounded: only the entry is read that the place lies in, and the
lines before it as far as they tell what kind of entry it is.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from argmap.document import IGNORE
from argmap.entries import BARE, NODE_TYPES, EntryKind
from argmap.kinds import KINDS
from argmap.language_server.unfinished.frames import Frame, matched
from argmap.language_server.unfinished.region import MARGIN, region_of
from argmap.language_server.unfinished.scan import Scan

_AFTER = 16_000
"""How many characters of an entry are read after a place."""

Slot = Literal["section", "field", "value", "rule"]


@dataclass(frozen=True, slots=True)
class Context:
    """What is being written: a top-level key, the name of a field, a value, or the name of a rule in an ignore comment."""

    slot: Slot
    start: int
    """Where the word round the place begins and ends; without the quotation marks it may stand in."""
    end: int
    before: str
    """The word up to the place."""
    kind: EntryKind | None = None
    node_type: str | None = None
    """Of an entry under `nodes` whose type is written."""
    keys: tuple[str, ...] = ()
    """The fields on the way from the entry: to the mapping whose field is written, or with the field whose value is."""
    taken: frozenset[str] = frozenset()
    """What is written beside it: the other fields of the mapping, or the other texts of the list."""
    entry: dict[str, list[str]] = field(default_factory=dict)
    """The ids and texts written in the entry, by field."""
    part: dict[str, str] = field(default_factory=dict)
    """The texts in the innermost mapping, by field."""
    lead: str = ""
    """What must be put before the word: a space behind a colon, the dash of a list."""
    quote: str = ""
    """The quotation mark that is open, if it is not closed behind the word."""
    is_quoted: bool = False
    has_colon: bool = False
    """Whether a colon follows the word."""
    in_braces: bool = False
    """Whether the innermost list or mapping is written in brackets."""
    in_list: bool = False
    """Whether what is written is an item of a list."""
    starts_line: bool = False
    """Whether nothing stands before the word in its line."""

    @property
    def id(self) -> str:
        """The id of the entry, as far as it is written."""
        return "".join(self.entry.get(self.node_type or "id", [])[:1])


def context_at(text: str, offset: int) -> Context | None:
    """What is being written at ``offset``; None where it is a text, or nothing that could be told."""
    offset = max(0, min(offset, len(text)))
    region = region_of(text, offset)
    if region is None:
        return None
    start, section = region
    scan = Scan(text, start, offset, [_root(section)])
    if scan.comment is not None:
        return _in_comment(text, scan.comment, offset)
    if scan.token is not None and scan.token.in_block:
        return None
    whole = Scan(text, start, min(len(text), offset + _AFTER), [_root(section)], offset)
    return None if scan.done else _Place(text, offset, scan, whole).context()


def word_end(text: str, offset: int) -> int:
    """Where the word ends that an offset lies in."""
    return matched(_WORD, text, max(0, min(offset, len(text))))


def _root(section: str | None) -> Frame:
    return Frame(True, -1, 0, section, section is not None)


_WORD = re.compile(r"[^\s,\[\]{}:#\"']*")
_QUOTED_WORD = re.compile(r"[^\s,\[\]{}\"']*")
_COLON = re.compile(r"[\"']?[ \t]*:(?=\s|\Z)")
_RULE = re.compile(r"[a-z-]*")
_RULES = re.compile(r"[^\]\r\n]{0,1000}")
_IGNORED = IGNORE[: IGNORE.index("(?:")] + r"\[([^\]\r\n]{0,1000})\Z"


def _in_comment(text: str, start: int, offset: int) -> Context | None:
    """The rules of an ignore comment that is being written."""
    found = re.match(_IGNORED, text[start:offset])
    if found is None:
        return None
    *others, word = found[1].split(",")
    word = word.lstrip()
    end = matched(_RULE, text, offset)
    names = {name.strip() for name in [*others, *text[end : matched(_RULES, text, end)].split(",")]}
    return Context("rule", offset - len(word), end, word, taken=frozenset(names - {""}))


class _Place:
    """Puts together what was read up to a place (``scan``) with what stands round it (``whole``)."""

    def __init__(self, text: str, offset: int, scan: Scan, whole: Scan) -> None:
        self.text, self.offset, self.scan, self.whole = text, offset, scan, whole
        self.quote = scan.token.quote if scan.token else ""
        self.token_start = scan.token.start if scan.token else offset
        line = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
        margin = matched(MARGIN, text, line, offset)
        self.begins_line = margin >= self.token_start
        self.column = self.token_start - line
        self.start = max(self.token_start + len(self.quote), margin)
        self.end = matched(_QUOTED_WORD if self.quote else _WORD, text, offset)

    def context(self) -> Context | None:
        """What is being written; None for what no claim file holds."""
        stack = self.scan.stack
        if self.begins_line and stack[-1].is_block:
            return self._on_new_line(stack)
        if stack[-1].is_map and stack[-1].key is None:
            return self._field(stack)
        return self._value(stack)

    def _on_new_line(self, stack: list[Frame]) -> Context | None:
        """Of a line in block style that is blank, or holds what may become a key or an item."""
        inner = [each for each in stack[1:] if each.indent <= self.column]
        stack = [stack[0], *inner]
        if len(stack) > 1 and stack[-2].is_map and stack[-2].indent == self.column:
            stack.pop()  # a list no further in than its key: what begins without a dash is a key
        top = stack[-1]
        if not top.is_map and top.indent < self.column:
            return self._field([*stack, top.inner]) if top.inner is not None else None
        if top.is_map and top.indent == self.column:
            return self._field(stack)
        if not top.is_map:
            return self._value(stack, "- ")
        if top.has_value:
            beside = [each for each in self.scan.lists.values() if each.holder is top and each.under == top.key and each.is_block]
            return self._value([*stack, beside[-1]], "- ") if beside and beside[-1].indent == self.column else None
        return self._value(stack, "- " if len(self._maps(stack)) == 1 else "")

    def _field(self, stack: list[Frame], lead: str = "") -> Context | None:
        """The name of a field of the innermost mapping."""
        if len(self.text[self.start : self.offset].split()) > 1:
            return None  # prose
        top, maps = stack[-1], self._maps(stack)
        whole = self.whole.maps.get(top.start, top) if top.start >= 0 else self.whole.stack[0]
        taken = {name for each in (top, whole) for name, (start, end) in each.keys.items() if not start <= self.offset <= end}
        if len(maps) == 1:
            return self._made("section", maps, (), taken)
        return self._made("field", maps, self._keys(maps[:-1]), taken, lead, not top.is_block)

    def _value(self, stack: list[Frame], lead: str = "") -> Context | None:
        """A value: of the key of the innermost mapping, or one in a list."""
        begun = self.whole.maps.get(self.token_start)
        if begun is not None and begun not in stack and self._is_on_key(begun):
            return self._field([*stack, begun], lead)
        top, maps = stack[-1], self._maps(stack)
        keys = self._keys(maps)
        lead = lead or (" " if self.scan.tight else "")
        if len(keys) == 1:  # an entry begins
            lead += "{" if not top.is_block else ""
            return None if top.is_map and not lead else self._made("field", [*maps, Frame(True, self.offset)], keys, set(), lead)
        return self._made("value", maps, keys, self._texts_beside(stack), lead, not top.is_block, not top.is_map)

    def _is_on_key(self, frame: Frame) -> bool:
        return any(start == self.token_start and start <= self.offset <= end for start, end in frame.keys.values())

    def _texts_beside(self, stack: list[Frame]) -> set[str]:
        """The other texts and ids in the list that is being written, or that holds the mapping that is."""
        of = next((each for each in reversed(stack[-2:]) if not each.is_map), None)
        if of is None or (stack[-1].is_map and stack[-1].key not in BARE.values()):
            return set()
        around = {each.start for each in stack}
        found: set[str] = set()
        for scan in (self.scan, self.whole):
            whole = scan.lists.get(of.start)
            if whole is None:
                continue
            found |= {text for text, start, end in whole.items if not start <= self.offset <= end}
            inside = [each for each in scan.maps.values() if each.holder is whole and each.start not in around]
            found |= {each.values.get(key, "") for each in inside for key in BARE.values()}
        return found

    @staticmethod
    def _maps(stack: list[Frame]) -> list[Frame]:
        """The mappings that are open, from the one with the top-level keys on."""
        maps = [each for each in stack if each.is_map]
        return maps[1:] if len(maps) > 1 and maps[0].key is None else maps

    @staticmethod
    def _keys(maps: list[Frame]) -> tuple[str, ...]:
        return tuple(each.key for each in maps if each.key is not None)

    def _entry(self, frame: Frame) -> dict[str, list[str]]:
        """The texts of an entry by field: what stands there as a text, in a list, or as an id in braces."""
        whole = self.whole.maps.get(frame.start, frame)
        found = {key: [text] for key, text in whole.values.items()}
        fields: list[tuple[Frame | None, str | None, list[str]]] = [
            (each.holder, each.under, [text for text, _, _ in each.items]) for each in self.whole.lists.values()
        ]
        for each in self.whole.maps.values():
            at = each.holder if each.holder is not None and not each.holder.is_map else each
            fields.append((at.holder, at.under, [each.values[key] for key in BARE.values() if key in each.values]))
        for holder, key, texts in fields:
            if holder is whole and key is not None:
                found.setdefault(key, []).extend(texts)
        return found

    def _made(
        self,
        slot: Slot,
        maps: list[Frame],
        keys: tuple[str, ...],
        taken: set[str],
        lead: str = "",
        in_braces: bool = False,
        in_list: bool = False,
    ) -> Context | None:
        kind = KINDS.get(keys[0]) if keys else None
        if slot != "section" and kind is None:
            return None
        entry = self._entry(maps[1]) if len(maps) > 1 else {}
        node_type = next((each for each in NODE_TYPES if each in entry), None) if kind == "node" else None
        return Context(
            slot,
            self.start,
            self.end,
            self.text[self.start : self.offset],
            kind,
            node_type,
            keys[1:],
            frozenset(taken - {""}),
            entry,
            dict(self.whole.maps.get(maps[-1].start, maps[-1]).values) if maps else {},
            lead,
            "" if self.text[self.end : self.end + 1] == self.quote else self.quote,
            bool(self.quote),
            _COLON.match(self.text, self.end) is not None,
            in_braces,
            in_list,
            self.begins_line,
        )
