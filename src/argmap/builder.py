"""Documents to an `ArgumentMap`.

Keeps every entry with a legible id and type and leaves out faulty fields; what
it leaves out it records, for the rules to report.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from argmap.display import choice
from argmap.document import NULLS, TRUTHS, Document, Fault, ListValue, MapValue, Scalar, Value, head, key_span
from argmap.entries import KEYS, NODE_MODELS, NODE_TYPES, Entry, EntryKind, Node, Person, Position, Question, Source
from argmap.model import ArgumentMap
from argmap.nearest import nearest, our_word
from argmap.places import Path, Place
from argmap.shapes import STANDINS, describe, fields_of, null_faults, prune, shape_fault, sweep, texts_at, texts_in, written_number

_MODELS: dict[EntryKind, type[Entry]] = {"question": Question, "position": Position, "person": Person, "source": Source}
_KINDS: dict[str, EntryKind] = {key: kind for kind, key in KEYS.items()}


@dataclass
class Build:
    """A map together with where each entry stands and what was left out."""

    map: ArgumentMap
    places: dict[str, Place]
    faults: list[tuple[Document, Fault]] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    """The texts in what was left out: the names in them are used, though nobody can tell for what."""


def build(documents: Iterable[Document], keep_values: bool = True) -> Build:
    """Join documents, in the order given, into one map.

    Unless ``keep_values``, each document is left without its values when it has
    been read, and of an entry only the places of its whole and its id are known.
    """
    return _Builder(keep_values).build(documents)


class _Builder:
    def __init__(self, keep_values: bool) -> None:
        self.keep_values = keep_values
        self.tables: dict[EntryKind, dict[str, Entry]] = {kind: {} for kind in KEYS}
        self.places: dict[str, Place] = {}
        self.faults: list[tuple[Document, Fault]] = []
        self.mentioned: set[str] = set()

    def build(self, documents: Iterable[Document]) -> Build:
        for document in documents:
            self._read(document)
            if not self.keep_values:
                document.root = None
        tables: Any = self.tables
        whole = ArgumentMap(tables["question"], tables["position"], tables["person"], tables["source"], tables["node"])
        return Build(whole, self.places, self.faults, self.mentioned)

    def fault(self, document: Document, rule: str, at: tuple[int, int], message: str, help: str, node: str = "") -> None:
        self.faults.append((document, Fault(rule, at[0], at[1], message, help, node=node)))

    def _read(self, document: Document) -> None:
        root = document.root
        if root is None or not document.readable or (isinstance(root, Scalar) and (root.is_null or root.broken)):
            return
        if not isinstance(root, MapValue):
            message = f"a claim file is a mapping, not {describe(root)}"
            self.fault(document, "wrong-shape", head(root), message, f"begin with {choice(_KINDS)}")
            return
        if not self._known_keys(document, root):
            return
        for name, (_, _, section) in root.entries.items():
            if name not in _KINDS or (isinstance(section, Scalar) and (section.is_null or section.broken)):
                continue
            if not isinstance(section, ListValue):
                self.mentioned.update(texts_in(section))
                self.fault(
                    document,
                    "wrong-shape",
                    head(section),
                    f"`{name}` must be a list, not {describe(section)}",
                    "begin each entry with `- `",
                )
                continue
            for item in section.items:
                self._entry(document, name, item)

    def _known_keys(self, document: Document, root: MapValue) -> bool:
        """Report unknown top-level keys: one by one in a claim file, all at once in somebody else's YAML."""
        unknown = [name for name in root.entries if name not in _KINDS]
        near = {name: our_word(name, _KINDS) for name in unknown}
        if root.entries and len(unknown) == len(root.entries) and not any(nearest(name, _KINDS) for name in unknown):
            self.fault(
                document,
                "wrong-shape",
                key_span(root, unknown[0]),
                "this is no claim file: it has none of its keys",
                f"begin with {choice(_KINDS)}, or leave the file out of `paths`",
            )
            return False
        for name in unknown:
            self.mentioned.update(texts_in(root.entries[name][2]))
            help = f"did you mean `{near[name]}`?" if near[name] else f"the keys of a claim file are {choice(_KINDS, 'and')}"
            self.fault(document, "unknown-field", key_span(root, name), f"`{name}` is not a key of a claim file", help)
        return True

    def _entry(self, document: Document, section: str, item: Value) -> None:
        kind = _KINDS[section]
        if isinstance(item, Scalar) and item.broken:
            return
        if not isinstance(item, MapValue):
            what = "a node" if kind == "node" else f"an entry of `{section}`"
            help = "write `- claim: some-id`, and its fields below" if kind == "node" else "write `- id: some-id`, and its fields below"
            self.fault(document, "wrong-shape", head(item), f"{what} must be a mapping, not {describe(item)}", help)
            return
        place = self._identify(document, section, item)
        if place is None:
            self.mentioned.update(texts_in(item))
            return
        model = NODE_MODELS[place.kind] if kind == "node" else _MODELS[kind]
        entry = self._validate(model, place)
        first = self.places.get(place.id)
        if first is not None:
            other = (first.document, *first.span())
            message = f"`{place.id}` is already the id of a {first.kind}"
            fault = Fault("duplicate-id", *place.span(), message, "rename one of the two, or remove it", other, "first used here", place.id)
            self.faults.append((document, fault))
            self.mentioned.update(texts_in(item))
            return
        if not self.keep_values:
            place.value = MapValue({place.id_key: item.entries[place.id_key]}, item.start, item.end)
        self.places[place.id] = place
        self.tables[kind][place.id] = entry

    def _identify(self, document: Document, section: str, item: MapValue) -> Place | None:
        """The id and kind of an entry, or None (and a fault) if they cannot be made out."""
        if section == "nodes":
            keys = [key for key in item.entries if key in NODE_MODELS]
        else:
            keys = ["id"] if "id" in item.entries else []
        if not keys:
            self._no_id(document, section, item)
            return None
        key = keys[0]
        if len(keys) > 1:
            second = key_span(item, keys[1])
            self.fault(
                document,
                "wrong-shape",
                second,
                f"a node cannot be a {keys[0]} and a {keys[1]}",
                "keep one of the two, or make two nodes",
            )
        value = item.entries[key][2]
        kind = key if section == "nodes" else _KINDS[section]
        if isinstance(value, Scalar) and value.broken:
            return None
        if isinstance(value, Scalar) and (value.is_null or not value.text.strip()):
            self.fault(document, "missing-field", key_span(item, key), f"the {kind} has no id", f"write `{key}: some-id`")
            return None
        if not isinstance(value, Scalar) or (value.plain and value.text in TRUTHS):
            self.fault(
                document, "wrong-shape", head(value), f"an id must be a text, not {describe(value)}", "use a word or several joined by `-`"
            )
            return None
        return Place(document, item, kind, value.text, key)

    def _no_id(self, document: Document, section: str, item: MapValue) -> None:
        at = head(item)
        type = next((key for key in item.entries if key in NODE_TYPES), None)
        if section != "nodes" and type:
            at, message = key_span(item, type), f"a {type} stands under `{section}`"
            self.fault(document, "unknown-field", at, message, "move it under `nodes`")
        elif section != "nodes":
            self.fault(document, "missing-field", at, f"an entry of `{section}` has no `id`", "write `id: some-id`")
        else:
            self._no_type(document, item)

    def _no_type(self, document: Document, item: MapValue) -> None:
        """Report a node that is none by its keys: its type is misspelt, it belongs elsewhere, or it has none."""
        at = head(item)
        near = next(((key, found) for key in item.entries if (found := nearest(key, NODE_TYPES))), None)
        if near:
            at = key_span(item, near[0])
            self.fault(document, "unknown-field", at, f"`{near[0]}` is not a type of node", f"did you mean `{near[1]}`?")
        elif other := _other_section(item):
            message = "this is no node, which begins with `claim`, `support` or `rebuttal`"
            self.fault(document, "missing-field", at, message, f"move it under `{other}`, or begin it with one of these")
        else:
            self.fault(
                document,
                "missing-field",
                at,
                "a node has no type and id",
                "begin it with `claim: some-id`, `support: some-id` or `rebuttal: some-id`",
            )

    def _validate(self, model: type[Entry], place: Place) -> Entry:
        nulls: list[MapValue] = []
        data: dict[str, Any] = _plain(place.value, nulls)
        if issubclass(model, Node):
            if "id" in place.value.entries:
                self._second_id(place)
            for key in NODE_TYPES:
                data.pop(key, None)
        data["id"] = place.id
        if nulls:
            self.faults.extend((place.document, fault) for fault in null_faults(model, place))
        for _ in range(8):
            try:
                return model.model_validate(data)
            except ValidationError as error:
                data = self._without_faults(model, place, data, error)
        standins: dict[str, Any] = {name: value for name, value in STANDINS.items() if name in model.model_fields}
        return model.model_construct(id=place.id, **standins)

    def _second_id(self, place: Place) -> None:
        """Report an `id` of a node, whose id is the value of its type."""
        help = f"remove it: the id is what stands behind `{place.id_key}`"
        self.fault(place.document, "unknown-field", place.key_span("id"), f"`id` is not a field of a {place.kind}", help, place.id)

    def _without_faults(self, model: type[Entry], place: Place, data: dict[str, Any], error: ValidationError) -> dict[str, Any]:
        """Record what is wrong with an entry, and take it out."""
        details = error.errors(include_url=False, include_input=False)
        dropped: list[tuple[Path, int]] = []
        # Unknown fields first: a field that is misspelt is not missing as well.
        for detail in sorted(details, key=lambda detail: detail["type"] != "extra_forbidden"):
            loc = detail["loc"]
            fault = shape_fault(model, place, loc, detail["type"])
            if fault is not None:
                self.faults.append((place.document, fault))
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
