"""The words of the query language: one table, for help, docs, errors and completion alike."""

from typing import NamedTuple

from argmap.kinds import ATTACKS, CERTAINTIES, LABELS, NODE_TYPES

SORTS = ("file", "id", "date", "type", "position", "by", "text", "label", "supports", "attacks", "unanswered")
"""What nodes can be sorted by; `file` is the order in which they are written."""


class Field(NamedTuple):
    """What stands before a colon."""

    name: str
    takes: str
    """What its values are, in a word or two; `id` of a kind of entry says which."""
    meaning: str
    """Of a node that has the value: behind "nodes"."""
    example: str
    what: str = ""
    """What a value of few choices is, in errors."""
    kind: str = ""
    """The kind of entry that its values are ids of; empty if they are none."""
    choices: tuple[str, ...] = ()
    """All the values it takes, where these are few words."""
    may_be_absent: bool = False
    """Whether `none` and `*` ask for nodes without and with a value."""
    other_words: str = ""
    """What people call it elsewhere."""


class Flag(NamedTuple):
    """A word that stands alone."""

    name: str
    meaning: str
    """Of a node: behind "nodes"."""
    other_words: str = ""


class Relation(NamedTuple):
    """A word before an expression in parentheses."""

    name: str
    meaning: str
    """Of a node: behind "nodes"; EXPR is what stands in the parentheses."""
    example: str
    other_words: str = ""


_FIELDS = (
    Field("id", "node", "that are this node", "id:perimeter-was-older", kind="node", other_words="node name key"),
    Field("type", "word", "of this type", "type:rebuttal", what="type of node", choices=NODE_TYPES, other_words="kind is class"),
    Field("position", "position", "of this school", "position:revisionist", kind="position", may_be_absent=True,
          other_words="school side camp"),
    Field("by", "person", "that this person holds or puts forward", "by:cumings", kind="person", may_be_absent=True,
          other_words="author authors holder held-by person people who speaker from"),
    Field("about", "person", "about this person", "about:acheson", kind="person", may_be_absent=True,
          other_words="concerns mentions"),
    Field("cites", "source", "with a citation of this source or read in it (`source` or `via`)", "cites:gottwald-letter", kind="source",
          may_be_absent=True, other_words="cite cited citation citations ref refs reference work document evidence"),
    Field("source", "source", "with a citation where this source says it", "source:gottwald-letter", kind="source",
          may_be_absent=True, other_words="sources src"),
    Field("via", "source", "with a citation read in this work", "via:kim-2019", kind="source", may_be_absent=True,
          other_words="in read-in through"),
    Field("question", "question", "that answer this question or one under it (claims do)", "question:stalins-aim", kind="question",
          may_be_absent=True, other_words="answers topic issue thread q"),
    Field("bears-on", "question or node", "from which links lead to this node, or to an answer to this question", "bears-on:origins",
          kind="question or node", other_words="bears reaches leads-to under path-to below"),
    Field("label", "word", "with this label, on what the map records", "label:falls", what="label", choices=LABELS,
          other_words="status state verdict outcome evaluation"),
    Field("certainty", "word", "with this hedge of the author's, in the node or in a citation", "certainty:likely", what="hedge",
          choices=CERTAINTIES, other_words="hedge confidence sure"),
    Field("tag", "word", "with this tag, in any case", "tag:ports", may_be_absent=True, other_words="tags keyword keywords"),
    Field("text", "text", "whose text has these words, in any case and with any accents", "text:acheson",
          other_words="words word contains says like match content statement"),
    Field("note", "text", "with these words in a note of the editor's", "note:misprint", may_be_absent=True,
          other_words="notes comment remark"),
    Field("quote", "text", "with these words in a quotation", 'quote:"balance of power"', may_be_absent=True,
          other_words="quotes quotation"),
    Field("date", "time", "whose date is, or may be, in this time", "date:1950-01..1950-06", may_be_absent=True,
          other_words="year when time dated since until before after during issued"),
    Field("attack", "word", "that attack something in this way", "attack:undercut", what="way of attack", choices=ATTACKS,
          may_be_absent=True, other_words="against how attack-type"),
)  # fmt: skip

_FLAGS = (
    Flag("unanswered", "that attack, with an attack of theirs that nothing replies to", "open-flank unrefuted unrebutted"),
    Flag("answered", "that attack, with a reply to every attack of theirs", "replied"),
    Flag("contested", "that something attacks", "attacked disputed rebutted challenged"),
    Flag("granted", "granted as common ground", "agreed common-ground"),
    Flag("editorial", "of the editor's own, or with a link drawn by the editor of the map", "editor encoder"),
)

_RELATIONS = (
    Relation("rebuts", "that attack one of EXPR, in whatever way", "rebuts(by:weathersby)",
             "answers refutes counters opposes against replies-to"),
    Relation("attacks", "the same as `rebuts`", "attacks(type:support)"),
    Relation("undermines", "that attack one of EXPR by `undermine`", "undermines(type:support)"),
    Relation("undercuts", "that attack one of EXPR by `undercut`", "undercuts(position:orthodox)"),
    Relation("limits", "that attack one of EXPR by `limit`", "limits(position:orthodox)"),
    Relation("answered-by", "that one of EXPR attacks, in whatever way", "answered-by(by:kim-yun-young)",
             "rebutted-by attacked-by refuted-by undermined-by undercut-by limited-by contested-by countered-by"),
    Relation("supports", "that are a reason for one of EXPR", "supports(position:wedge-theory)", "for backs reason-for grounds"),
    Relation("supported-by", "that one of EXPR is a reason for", "supported-by(source:gottwald-letter)", "backed-by reasons"),
    Relation("needs", "that need one of EXPR as a premise", "needs(certainty:possible)",
             "premises premise requires depends-on rests-on"),
    Relation("needed-by", "that one of EXPR needs as a premise", "needed-by(by:bano)", "premise-of required-by"),
    Relation("conflicts-with", "that clash with one of EXPR", "conflicts-with(by:bano)",
             "conflicts clashes clashes-with contradicts"),
    Relation("variant-of", "that are a variant of one of EXPR", "variant-of(id:orthodox-expansion)", "variant variants variant_of"),
    Relation("has-variant", "that one of EXPR is a variant of", "has-variant(by:rees)"),
)  # fmt: skip

FIELDS: dict[str, Field] = {field.name: field for field in _FIELDS}
FLAGS: dict[str, Flag] = {flag.name: flag for flag in _FLAGS}
RELATIONS: dict[str, Relation] = {relation.name: relation for relation in _RELATIONS}

ANY, NONE = "*", "none"
"""Bare values that ask for nodes with some value, and without any."""


def our_name(word: str, names: dict[str, Field] | dict[str, Flag] | dict[str, Relation]) -> str | None:
    """Our word for what people call otherwise."""
    return next((name for name, each in names.items() if word.lower() in each.other_words.split() or word.lower() == name), None)
