"""What may be written at a place, while it is being written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from argmap.document import Document
from argmap.entries import BARE, NODE_TYPES
from argmap.kinds import KINDS
from argmap.language_server.answers.candidates import Candidate, candidates
from argmap.language_server.answers.meanings import meaning
from argmap.language_server.fields import Field, entry_fields, field_at, fields_within
from argmap.language_server.snapshot import Snapshot, Stretch
from argmap.language_server.unfinished.context import Context, context_at
from argmap.renaming import quoted
from argmap.schema import SECTIONS

_MOST = 1000
"""How many ids are offered at once."""


class Suggestion(NamedTuple):
    """One thing that may be written."""

    label: str
    kind: str
    """`section`, `field`, `value`, `rule`, a type of node, or a kind of entry."""
    new_text: str
    """What is put in the place of the stretch."""
    filter_text: str
    """What the editor is to match with the word that is being written; empty if it is the label."""
    detail: str
    """One line: what it says."""
    documentation: str = ""
    """Plain text for a panel beside the list; it must not be shown as Markdown."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be written, in the order in which to show it."""

    stretch: Stretch
    """What is replaced: the whole word, in one line."""
    suggestions: tuple[Suggestion, ...] = ()
    is_incomplete: bool = False
    """Whether the editor must ask again when more of the word is written."""


def completion(snapshot: Snapshot, document: Document, offset: int) -> Completion:
    """What may be written at an offset: ids of the kind that a field needs, fields that are not there yet, words of a fixed set.

    Lists of ids are always incomplete: those are chosen here that hold what is
    written of the word, in the id or anywhere in a text, for an editor sees but
    the beginning of a long text (VS Code 128 characters of it), and ten thousand
    ids with their texts at every key would be slow to send.
    """
    text = document.source.text
    context = context_at(text, offset)
    if context is None:
        return Completion(Stretch(document, offset, offset))
    stretch = Stretch(document, context.start, context.end)
    if context.slot == "section":
        return Completion(stretch, tuple(_sections(context, text)))
    if context.slot == "rule":
        return Completion(stretch, tuple(_rules(context)))
    if context.kind is None:
        return Completion(stretch)
    field = field_at(context.kind, context.node_type, context.keys)
    if context.slot == "field":
        fields = fields_within(field) if context.keys else _entry_fields(context)
        return Completion(stretch, tuple(_fields(context, fields)))
    if field is None or field.is_id:
        return Completion(stretch)
    if field.names is not None or field.is_link:
        found = candidates(snapshot, document, context, field, _MOST)
        return Completion(stretch, tuple(_id(context, each) for each in found), True)
    if field.part is not None and field.part not in BARE:
        return Completion(stretch, tuple(_fields(context, fields_within(field), _brace(context))))
    return Completion(stretch, tuple(_choices(context, field)))


def _sections(context: Context, text: str) -> Iterator[Suggestion]:
    for name, kind in KINDS.items():
        if not text.startswith(f"{name}:") and f"\n{name}:" not in text and name not in context.taken:
            yield Suggestion(name, "section", _with_colon(context, name, ""), name, SECTIONS[kind])


def _entry_fields(context: Context) -> Mapping[str, Field]:
    """The fields of an entry; of a node that is just begun, its types alone."""
    assert context.kind is not None  # noqa: S101
    fields = entry_fields(context.kind, context.node_type)
    is_new = context.kind == "node" and context.node_type is None and not context.taken
    return {name: fields[name] for name in NODE_TYPES} if is_new else fields


def _fields(context: Context, fields: Mapping[str, Field], lead: str = "") -> Iterator[Suggestion]:
    """The fields that are not written yet, those that must be written first."""
    for field in sorted(fields.values(), key=lambda each: not each.required):
        if field.name not in context.taken:
            detail = f"{field.description} (must be written)" if field.required and not field.is_id else field.description
            kind = field.name if field.name in NODE_TYPES else "field"
            new_text = f"{context.lead}{lead}{_with_colon(context, field.name)}"
            yield Suggestion(field.name, kind, new_text, field.name, detail)


def _with_colon(context: Context, name: str, space: str = " ") -> str:
    return name if context.has_colon else f"{name}{context.quote}:{space}"


def _brace(context: Context) -> str:
    """What a citation begins with: nothing behind a dash or on a line of its own."""
    in_block = not context.in_braces and (context.in_list or context.starts_line)
    return "" if in_block else "{"


def _choices(context: Context, field: Field) -> Iterator[Suggestion]:
    is_truth = field.choices == ("true", "false")
    for value in field.choices:
        if not (is_truth and context.is_quoted):
            written = value if is_truth else _written(context, value)
            yield Suggestion(value, "value", context.lead + written, value, meaning(field, value))


def _id(context: Context, each: Candidate) -> Suggestion:
    words = " ".join((each.id, *each.words))
    before = context.before.lower().strip()
    # What an editor could not match by itself begins with what is written.  What the id alone matches
    # has no such text: where there is one, Neovim before 0.11 takes the last part of an id for the word.
    filter_text = words if words.startswith(before) else f"{before} {words}"
    if before and not context.lead and each.id.startswith(before):
        filter_text = ""
    return Suggestion(each.id, each.type, context.lead + _written(context, each.id), filter_text, each.text, each.documentation)


def _written(context: Context, text: str) -> str:
    """An id or word as it is written here: within the quotation marks that are there, which are closed if they are not."""
    return text + context.quote if context.is_quoted else quoted(text)


def _rules(context: Context) -> Iterator[Suggestion]:
    from argmap.rules import all_rules

    for rule in all_rules().values():
        if rule.can_ignore and rule.name not in context.taken:
            yield Suggestion(rule.name, "rule", rule.name, rule.name, rule.summary)
