"""The entries of a claim file: questions, positions, people, sources and nodes.

The models below are the one place that defines the fields of the file
format; the builder validates against them and `docs/format.md` is checked
against them.
"""

import re
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Attack = Literal["rebut", "undermine", "undercut", "limit"]
Certainty = Literal["asserted", "likely", "possible", "conjecture"]
NodeType = Literal["claim", "support", "rebuttal"]
EntryKind = Literal["question", "position", "person", "source", "node"]
NODE_TYPES: tuple[NodeType, ...] = get_args(NodeType)

MAX_ID_LENGTH = 60
ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID_CURE = f"use lower-case ASCII letters and digits, joined by `-`, at most {MAX_ID_LENGTH} of them"

_STRICT = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=False)


def is_valid_id(id: str) -> bool:
    """Whether a text may be an id: kebab-case ASCII, not too long."""
    return len(id) <= MAX_ID_LENGTH and re.fullmatch(ID_PATTERN, id) is not None


def _listed(value: Any) -> Any:
    """One entry may be written without the list."""
    return tuple(value) if isinstance(value, list) else (value,)


def _keyed(key: str) -> Any:
    """A validator that reads a bare text as a mapping with this one key."""

    def read(value: Any) -> Any:
        return tuple({key: item} if isinstance(item, str) else item for item in _listed(value))

    return BeforeValidator(read)


Ids = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class LinkEnd(BaseModel):
    """One entry of `for`, `against` or `premises`: an id, or a mapping where one link differs."""

    model_config = _STRICT
    id: str = Field(description="the node it is for or against, or needs")
    attack: Attack | None = Field(None, description="how this one link attacks, where it differs from the node's `attack`")
    link: str | None = Field(None, description="the one outgoing link of the target that an undercut cuts: the id it leads to")
    editorial: bool = Field(False, description="`true`: the encoder drew this link, not an author")


class Citation(BaseModel):
    """Where a statement is found."""

    model_config = _STRICT
    source: str = Field(description="the id of the source that says it")
    at: str | None = Field(None, description="the locator: page, section, footnote (in `via`, where there is one)")
    via: str | None = Field(None, description="the id of the work it was read in")
    by: Ids = Field((), description="who says so in this citation, where speakers differ")
    certainty: Certainty | None = Field(None, description="the hedge of this citation, where it differs")
    quote: str | None = Field(None, description="at most 25 exact words")
    note: str | None = Field(None, description="the encoder's remark")


class PersonName(BaseModel):
    """A name in a source: a person's id, or a mapping with `family` and `given`, or with `literal`."""

    model_config = _STRICT
    person: str | None = Field(None, description="a person's id (the same as writing the bare id)")
    family: str | None = Field(None, description="family name of somebody who has no record")
    given: str | None = Field(None, description="given name")
    literal: str | None = Field(None, description="a name that is not to be taken apart")


BARE: dict[type[BaseModel], str] = {LinkEnd: "id", PersonName: "person"}
"""The parts that may be written as a bare text, and the field that it stands for."""
Ends = Annotated[tuple[LinkEnd, ...], _keyed(BARE[LinkEnd])]
Citations = Annotated[tuple[Citation, ...], BeforeValidator(_listed)]
Names = Annotated[tuple[PersonName, ...], _keyed(BARE[PersonName])]


class Entry(BaseModel):
    """What every entry of a claim file has in common."""

    model_config = _STRICT
    kind: ClassVar[EntryKind]
    id: str = Field(description="kebab-case ASCII, at most 60 characters, unique in the whole project")


class Question(Entry):
    """What rival claims answer; questions nest."""

    kind: ClassVar[EntryKind] = "question"
    text: str = Field(description="the question, as one sentence")
    under: str | None = Field(None, description="the question it stands under")
    note: str | None = Field(None, description="the encoder's remark")


class Position(Entry):
    """A school."""

    kind: ClassVar[EntryKind] = "position"
    name: str = Field(description="how the school is called")
    text: str | None = Field(None, description="what it holds, in one sentence")
    cite: Citations = Field((), description="where the school is described")
    note: str | None = Field(None, description="the encoder's remark")


class Person(Entry):
    """A person or a body."""

    kind: ClassVar[EntryKind] = "person"
    name: str = Field(description="the full name")
    short: str | None = Field(None, description="how the name is shown; default: the last word of `name`")
    aliases: Ids = Field((), description="other spellings")
    text: str | None = Field(None, description="who this is, in one sentence")
    note: str | None = Field(None, description="the encoder's remark")

    @property
    def label(self) -> str:
        """The name as shown in lists."""
        if self.short:
            return self.short
        words = self.name.split()
        return words[-1] if words else self.id


SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure",
    "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
]  # fmt: skip


class Source(Entry):
    """A work or a document that can be cited; the fields are CSL variables."""

    kind: ClassVar[EntryKind] = "source"
    type: SourceType = Field(description="the CSL type: `book`, `thesis`, `personal_communication` ...")
    title: str | None = Field(None, description="the title")
    title_short: str | None = Field(None, alias="title-short", description="a short title, or what a document without a title is called")
    genre: str | None = Field(None, description="what kind it is: `letter`, `telegram`, `PhD thesis`")
    author: Names = Field((), description="the authors, or the senders of a letter")
    recipient: Names = Field((), description="to whom a letter was sent")
    editor: Names = Field((), description="the editors")
    translator: Names = Field((), description="the translators")
    interviewer: Names = Field((), description="who asked the questions")
    container_title: str | None = Field(None, alias="container-title", description="the journal, newspaper or book it is part of")
    collection_title: str | None = Field(None, alias="collection-title", description="the series")
    collection_number: str | None = Field(None, alias="collection-number", description="the number in the series")
    publisher: str | None = Field(None, description="the publisher, or the university of a thesis")
    publisher_place: str | None = Field(None, alias="publisher-place", description="where it was published")
    edition: str | None = Field(None, description="the edition")
    volume: str | None = Field(None, description="the volume")
    issue: str | None = Field(None, description="the issue")
    page: str | None = Field(None, description="the pages")
    number: str | None = Field(None, description="the number of a report or document")
    issued: str | None = Field(None, description="when it was issued or written, EDTF level 0-1")
    original_date: str | None = Field(None, alias="original-date", description="when the original was issued, EDTF level 0-1")
    event_title: str | None = Field(None, alias="event-title", description="the meeting it belongs to")
    event_place: str | None = Field(None, alias="event-place", description="where the meeting was")
    event_date: str | None = Field(None, alias="event-date", description="when the meeting was, EDTF level 0-1")
    archive: str | None = Field(None, description="the archive that holds it")
    archive_collection: str | None = Field(None, description="the collection within the archive")
    archive_location: str | None = Field(None, description="the shelf mark")
    archive_place: str | None = Field(None, alias="archive-place", description="where the archive is")
    medium: str | None = Field(None, description="the medium")
    language: str | None = Field(None, description="the language, as an ISO 639 code")
    url: str | None = Field(None, alias="URL", description="where it can be read")
    doi: str | None = Field(None, alias="DOI", description="its DOI")
    isbn: str | None = Field(None, alias="ISBN", description="its ISBN")
    note: str | None = Field(None, description="the encoder's remark")

    DATE_FIELDS: ClassVar[tuple[str, ...]] = ("issued", "original_date", "event_date")
    NAME_FIELDS: ClassVar[tuple[str, ...]] = ("author", "recipient", "editor", "translator", "interviewer")


class Node(Entry):
    """One statement with an id."""

    kind: ClassVar[EntryKind] = "node"
    type: ClassVar[NodeType]
    LINK_FIELDS: ClassVar[tuple[tuple[str, str], ...]]
    """The fields that hold links: the name as written, and that of the attribute."""
    text: str = Field(description="one full sentence in the encoder's own words; a statement, not a question")
    position: Ids = Field((), description="the school or schools of this statement")
    by: Ids = Field((), description="who holds it; for a ground, who puts it forward")
    about: Ids = Field((), description="whom it is about")
    cite: Citations = Field((), description="where it is found")
    date: str | None = Field(None, description="the time it is about, EDTF level 0-1 or an interval")
    certainty: Certainty = Field("asserted", description="the author's own hedge")
    note: str | None = Field(None, description="the encoder's remark")
    tags: Ids = Field((), description="free words")


class Claim(Node):
    """A statement that is concluded; rival claims answer one question differently."""

    type: ClassVar[NodeType] = "claim"
    LINK_FIELDS: ClassVar[tuple[tuple[str, str], ...]] = (("for", "for_"), ("against", "against"))
    question: Ids = Field((), description="the questions it answers")
    for_: Ends = Field((), alias="for", description="the claims it is a reason for")
    against: Ends = Field((), description="the nodes it is a reason against")
    attack: Attack | None = Field(None, description="how it attacks what it is against")
    conflicts: Ids = Field((), description="the claims it cannot be held together with; symmetric")
    variant_of: str | None = Field(None, description="the claim this one is a weaker, narrower or group's form of")
    granted: bool = Field(False, description="`true`: common ground, needs no support")


class Support(Node):
    """A ground put forward for claims."""

    type: ClassVar[NodeType] = "support"
    LINK_FIELDS: ClassVar[tuple[tuple[str, str], ...]] = (("for", "for_"), ("premises", "premises"))
    for_: Ends = Field((), alias="for", description="the claims it is a reason for")
    premises: Ends = Field((), description="the nodes it needs, all of them, in order to stand")


class Rebuttal(Node):
    """A ground put forward against nodes."""

    type: ClassVar[NodeType] = "rebuttal"
    LINK_FIELDS: ClassVar[tuple[tuple[str, str], ...]] = (("against", "against"), ("premises", "premises"))
    against: Ends = Field((), description="the nodes it is a reason against")
    attack: Attack | None = Field(None, description="how it attacks what it is against")
    premises: Ends = Field((), description="the nodes it needs, all of them, in order to stand")


NODE_MODELS: dict[str, type[Node]] = {"claim": Claim, "support": Support, "rebuttal": Rebuttal}
KEYS: dict[EntryKind, str] = {"question": "questions", "position": "positions", "person": "people", "source": "sources", "node": "nodes"}
"""The top-level key of a claim file under which the entries of each kind stand."""
