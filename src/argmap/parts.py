"""What one document holds: its entries, and what is left out of them.

Keeps every entry with a legible id and type and leaves out faulty fields; what
it leaves out it records, for the rules to report.
"""

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from argmap.display import choice
from argmap.document import NULLS, TRUTHS, Document, Fault, ListValue, MapValue, Scalar, Value, head, key_span
from argmap.entries import KEYS, NODE_MODELS, NODE_TYPES, Entry, EntryKind, Node, Person, Position, Question, Source
from argmap.kinds import KINDS
from argmap.nearest import nearest, our_word
from argmap.places import Path, Place
from argmap.shapes import STANDINS, describe, fields_of, null_faults, prune, shape_fault, sweep, texts_at, texts_in, written_number

_MODELS: dict[EntryKind, type[Entry]] = {"question": Question, "position": Position, "person": Person, "source": Source}
_KIND_OF: dict[str, EntryKind] = {kind: kind for kind in KEYS}


@dataclass
class Part:
    """What one document holds, whatever the others hold; parts are not changed when they are joined, and can be joined again."""

    document: Document
    tables: dict[EntryKind, dict[str, Entry]] = field(default_factory=lambda: {kind: {} for kind in KEYS})
    places: dict[str, Place] = field(default_factory=dict)
    """Where the entries in the tables stand: the first of each id."""
    repeated: list[Place] = field(default_factory=list)
    """The entries of this document whose id stands in it before."""
    faults: list[tuple[Document, Fault]] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    whole: dict[int, Place] = field(default_factory=dict)
    """The places of the entries in the tables of which nothing was left out, by the `id` of their mapping as it was read."""


def read_part(document: Document, known: Part | None = None) -> Part:
    """The entries of one document, and what is left out of them; entries are taken from a part that is ``known`` where they are in both."""
    if known is not None and known.document is document:
        return known
    part = Part(document)
    _Reader(part, known).read()
    return part


class _Reader:
    """Reads one document into a part."""

    def __init__(self, part: Part, known: Part | None) -> None:
        self.part = part
        self.known = known
        self.document = part.document
        self.mentioned = part.mentioned

    def fault(self, rule: str, at: tuple[int, int], message: str, help: str, node: str = "") -> None:
        self.add(Fault(rule, at[0], at[1], message, help, node=node))

    def add(self, fault: Fault) -> None:
        self.part.faults.append((self.document, fault))

    def read(self) -> None:
        """Read the whole document."""
        root = self.document.root
        if root is None or not self.document.readable or (isinstance(root, Scalar) and (root.is_null or root.broken)):
            return
        if not isinstance(root, MapValue):
            message = f"a claim file is a mapping, not {describe(root)}"
            self.fault("wrong-shape", head(root), message, f"begin with {choice(KINDS)}")
            return
        if not self._known_keys(root):
            return
        for name, (_, _, section) in root.entries.items():
            if name not in KINDS or (isinstance(section, Scalar) and (section.is_null or section.broken)):
                continue
            if not isinstance(section, ListValue):
                self.mentioned.update(texts_in(section))
                self.fault(
                    "wrong-shape",
                    head(section),
                    f"`{name}` must be a list, not {describe(section)}",
                    "begin each entry with `- `",
                )
                continue
            for item in section.items:
                self._entry(name, item)

    def _known_keys(self, root: MapValue) -> bool:
        """Report unknown top-level keys: one by one in a claim file, all at once in somebody else's YAML."""
        unknown = [name for name in root.entries if name not in KINDS]
        near = {name: our_word(name, KINDS) for name in unknown}
        if root.entries and len(unknown) == len(root.entries) and not any(nearest(name, KINDS) for name in unknown):
            self.fault(
                "wrong-shape",
                key_span(root, unknown[0]),
                "this is no claim file: it has none of its keys",
                f"begin with {choice(KINDS)}, or leave the file out of `paths`",
            )
            return False
        for name in unknown:
            self.mentioned.update(texts_in(root.entries[name][2]))
            help = f"did you mean `{near[name]}`?" if near[name] else f"the keys of a claim file are {choice(KINDS, 'and')}"
            self.fault("unknown-field", key_span(root, name), f"`{name}` is not a key of a claim file", help)
        return True

    def _entry(self, section: str, item: Value) -> None:
        kind = KINDS[section]
        if isinstance(item, Scalar) and item.broken:
            return
        if not isinstance(item, MapValue):
            what = "a node" if kind == "node" else f"an entry of `{section}`"
            help = "write `- claim: some-id`, and its fields below" if kind == "node" else "write `- id: some-id`, and its fields below"
            self.fault("wrong-shape", head(item), f"{what} must be a mapping, not {describe(item)}", help)
            return
        if self.known is not None and (before := self.known.whole.get(id(item.as_read))) is not None:
            again = Place(self.document, item, before.kind, before.id, before.id_key)
            self._take(again, self.known.tables[kind][before.id], True)
            return
        faults = len(self.part.faults)
        place = self._identify(section, item)
        if place is None:
            self.mentioned.update(texts_in(item))
            return
        entry, is_whole = self._validate(NODE_MODELS[place.kind] if kind == "node" else _MODELS[kind], place)
        self._take(place, entry, is_whole and faults == len(self.part.faults))

    def _take(self, place: Place, entry: Entry, is_whole: bool) -> None:
        if place.id in self.part.places:
            self.part.repeated.append(place)
            return
        self.part.places[place.id] = place
        self.part.tables[_KIND_OF.get(place.kind, "node")][place.id] = entry
        if is_whole:
            self.part.whole[id(place.value.as_read)] = place

    def _identify(self, section: str, item: MapValue) -> Place | None:
        """The id and kind of an entry, or None (and a fault) if they cannot be made out."""
        if section == "nodes":
            keys = [key for key in item.entries if key in NODE_MODELS]
        else:
            keys = ["id"] if "id" in item.entries else []
        if not keys:
            self._no_id(section, item)
            return None
        key = keys[0]
        if len(keys) > 1:
            second = key_span(item, keys[1])
            self.fault(
                "wrong-shape",
                second,
                f"a node cannot be a {keys[0]} and a {keys[1]}",
                "keep one of the two, or make two nodes",
            )
        value = item.entries[key][2]
        kind = key if section == "nodes" else KINDS[section]
        if isinstance(value, Scalar) and value.broken:
            return None
        if isinstance(value, Scalar) and (value.is_null or not value.text.strip()):
            self.fault("missing-field", key_span(item, key), f"the {kind} has no id", f"write `{key}: some-id`")
            return None
        if not isinstance(value, Scalar) or (value.plain and value.text in TRUTHS):
            self.fault("wrong-shape", head(value), f"an id must be a text, not {describe(value)}", "use a word or several joined by `-`")
            return None
        return Place(self.document, item, kind, value.text, key)

    def _no_id(self, section: str, item: MapValue) -> None:
        at = head(item)
        type = next((key for key in item.entries if key in NODE_TYPES), None)
        if section != "nodes" and type:
            at, message = key_span(item, type), f"a {type} stands under `{section}`"
            self.fault("unknown-field", at, message, "move it under `nodes`")
        elif section != "nodes":
            self.fault("missing-field", at, f"an entry of `{section}` has no `id`", "write `id: some-id`")
        else:
            self._no_type(item)

    def _no_type(self, item: MapValue) -> None:
        """Report a node that is none by its keys: its type is misspelt, it belongs elsewhere, or it has none."""
        at = head(item)
        near = next(((key, found) for key in item.entries if (found := nearest(key, NODE_TYPES))), None)
        if near:
            at = key_span(item, near[0])
            self.fault("unknown-field", at, f"`{near[0]}` is not a type of node", f"did you mean `{near[1]}`?")
        elif other := _other_section(item):
            message = "this is no node, which begins with `claim`, `support` or `rebuttal`"
            self.fault("missing-field", at, message, f"move it under `{other}`, or begin it with one of these")
        else:
            self.fault(
                "missing-field",
                at,
                "a node has no type and id",
                "begin it with `claim: some-id`, `support: some-id` or `rebuttal: some-id`",
            )

    def _validate(self, model: type[Entry], place: Place) -> tuple[Entry, bool]:
        """An entry without what is faulty in it, and whether that is all of it."""
        nulls: list[MapValue] = []
        data: dict[str, Any] = _plain(place.value, nulls)
        if issubclass(model, Node):
            if "id" in place.value.entries:
                self._second_id(place)
            for key in NODE_TYPES:
                data.pop(key, None)
        data["id"] = place.id
        if nulls:
            for fault in null_faults(model, place):
                self.add(fault)
        for number in range(8):
            try:
                return model.model_validate(data), number == 0
            except ValidationError as error:
                data = self._without_faults(model, place, data, error)
        standins: dict[str, Any] = {name: value for name, value in STANDINS.items() if name in model.model_fields}
        return model.model_construct(id=place.id, **standins), False

    def _second_id(self, place: Place) -> None:
        """Report an `id` of a node, whose id is the value of its type."""
        help = f"remove it: the id is what stands behind `{place.id_key}`"
        self.fault("unknown-field", place.key_span("id"), f"`id` is not a field of a {place.kind}", help, place.id)

    def _without_faults(self, model: type[Entry], place: Place, data: dict[str, Any], error: ValidationError) -> dict[str, Any]:
        """Record what is wrong with an entry, and take it out."""
        details = error.errors(include_url=False, include_input=False)
        dropped: list[tuple[Path, int]] = []
        # Unknown fields first: a field that is misspelt is not missing as well.
        for detail in sorted(details, key=lambda detail: detail["type"] != "extra_forbidden"):
            loc = detail["loc"]
            fault = shape_fault(model, place, loc, detail["type"])
            if fault is not None:
                self.add(fault)
            self.mentioned.update(texts_at(place, loc))
            item = prune(data, loc, detail["type"] == "missing")
            if item is not None:
                dropped.append(item)
        written = [(path, written_number(place, path, number)) for path, number in dropped]
        for path, number in written:  # only now: the places above count the items before any was dropped
            place.dropped.setdefault(path, set()).add(number)
        swept: dict[str, Any] = sweep(data)
        return swept


def _other_section(item: MapValue) -> str | None:
    """The section that an entry with an `id` fits by the names of its fields, if it is just one."""
    if "id" not in item.entries:
        return None
    fitting = [KEYS[kind] for kind, model in _MODELS.items() if item.entries.keys() <= set(fields_of(model))]
    return fitting[0] if len(fitting) == 1 else None


_special: Any = {**TRUTHS, **dict.fromkeys(NULLS)}.get  # an alias has an empty text, which is null


def _plain(value: Value, nulls: list[MapValue]) -> Any:
    """Text, truth values, lists and mappings; what is null or an alias is left out of mappings, which are noted in ``nulls``."""
    if type(value) is MapValue:
        plain = {}
        for name, (_, _, inner) in value.entries.items():
            if type(inner) is Scalar:
                text = inner.text
                plain[name] = _special(text, text) if inner.plain else text
            else:
                plain[name] = _plain(inner, nulls)
        if None not in plain.values():
            return plain
        nulls.append(value)
        return {name: inner for name, inner in plain.items() if inner is not None}
    if type(value) is ListValue:
        return [_plain(item, nulls) for item in value.items if type(item) is not Scalar or not item.broken]
    text = value.text  # type: ignore[union-attr]
    return _special(text, text) if value.plain else text  # type: ignore[union-attr]
