"""Make a synthetic argmap project: `python benchmarks/generate.py 1000 --out /tmp/x`.

The debate is invented, but made like the map that ships with argmap: the same
mix of claims, supports, rebuttals, citations, dates and notes, texts of the
same length, about as many bytes, people and sources for each node.  `argmap
check --strict` finds nothing in it.  The same numbers give the same bytes.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeVar

Item = TypeVar("Item")

ROOT_QUESTION = "river-war-origins"
"""The id of the question that all others stand under."""
PER_FILE = 200
"""How many nodes a file holds unless told otherwise."""

_MARK = "# Made by benchmarks/generate.py: a synthetic project, to be measured and not to be read."
_WIDTH = 100
_NODES_PER_QUESTION = 13
_QUESTIONS_UNDER_ONE = 5

_ACTORS = tuple(
    "the council|the northern envoy|the regent|the harbour guild|the river league|the upland towns|the old chancellor|"
    "the border garrison|the eastern court|the lowland estates|the admiral|the treasury|the papal legate|the young king|"
    "the island governor|the salt merchants|the war office|the western ambassador|the rebel general|the frontier clans|"
    "the privy chamber|the grain commissioners|the queen dowager|the coastal bishops|the secretary of state|the mint|"
    "the southern army|the exiled party|the academy|the peace faction|the arsenal|the mountain cantons".split("|")
)
_VERBS = tuple(
    "refused|approved|delayed|financed|foresaw|concealed|provoked|feared|exploited|welcomed|opposed|overrated|ordered|"
    "abandoned|demanded|prepared|misread|encouraged|tolerated|planned|denied|postponed|rewarded|condemned|betrayed|"
    "expected|shaped|resisted|inherited|justified|forbade|accepted".split("|")
)
_THINGS = tuple(
    "the march on the coast|the alliance with the islands|the second mobilisation|the grain embargo|the secret protocol|"
    "the siege of the upper town|the partition of the valley|the loan of the bankers|the crossing of the ford|"
    "the truce of the autumn|the new customs line|the arming of the militia|the recall of the envoys|the marriage treaty|"
    "the dismissal of the marshal|the blockade of the estuary|the winter offensive|the amnesty for the exiles|"
    "the sale of the arsenal|the rising in the hill villages|the offer of mediation|the building of the river forts|"
    "the withdrawal from the plain|the oath of the estates|the plan of the general staff|the raid on the convoy|"
    "the cession of the salt works|the coronation in the field|the occupation of the passes|the reform of the levy".split("|")
)
_REASONS = tuple(
    "because the treasury was empty|after the talks at the ford had failed|although its own papers advised against it|"
    "in order to keep the southern ports out of foreign hands|before any news from the frontier could arrive|"
    "while the allies still believed in a settlement|since no other power would guarantee the border|"
    "as the harvest had failed twice and the garrisons went unpaid|when the first reports of the raid came in|"
    "so that the valley would fall without open war|though nobody at court took the threat seriously|"
    "without asking those who would have to bear the cost|on the advice of men who had never seen the river|"
    "and kept every record of it from the estates|and told the allies of it only weeks later|"
    "for it counted on help that had been promised by word of mouth|as a means of pressure rather than an end in itself|"
    "even if the ministers later swore the contrary|long before the quarrel over the succession began|"
    "to win time for the fleet that was still being fitted out".split("|")
)
_REMARKS = tuple(
    "The work prints a date of the wrong month here; the index has the right one.|The passage names no holder.|"
    "The translation softens the verb, and the original is quoted in the appendix.|A summary by the author.|"
    "The footnote runs two letters together, of which only the first is found in the archive.|Printed twice.|"
    "The author says this of the whole court and does not tell who in it held the view.|So in the second edition.|"
    "It is not said whether the envoy saw the paper himself or was told of it.|The number of the note is a misprint.|"
    "The conclusion states it without the reserve that the chapter makes, and cites no paper for it.".split("|")
)
_QUESTIONS = (
    "Why was it that {actor} {verb} {thing}?",
    "What did {actor} know when it {verb} {thing}?",
    "Was {thing} the reason for which {actor} acted?",
    "How much of {thing} goes back to {actor}?",
    "Who gained when {actor} {verb} {thing}?",
)
_SCHOOLS = (
    ("court-school", "Court school", "The war was made at court, by a few men who wanted it."),
    ("economic-school", "Economic school", "Grain, salt and customs drove the powers to war."),
    ("frontier-thesis", "Frontier thesis", "The war grew out of quarrels on the frontier that no court controlled."),
    ("accident-thesis", "Accident thesis", "Nobody wanted the war, and delays and misreadings brought it about."),
    ("alliance-school", "Alliance school", "The alliances left each power no other choice."),
    ("revisionist", "Revisionist", "The losing side was the one that had been attacked."),
)
_GIVEN = tuple("Ada|Bruno|Clara|Dario|Edda|Falk|Greta|Hugo|Ines|Jonas|Karin|Leo|Mira|Nils|Olga|Pavel|Rosa|Stefan|Thea|Viktor".split("|"))
_FIRST_SYLLABLES = tuple("Al|Ber|Cor|Dal|Er|Fen|Gar|Hol|Is|Jor|Kal|Lan|Mar|Nor|Or|Per|Ros|Sel|Tor|Ul|Ver|Wal".split("|"))
_LAST_SYLLABLES = tuple("bach|dini|feld|gard|holm|kowa|lund|mann|nik|quist|rand|sen|stein|tano|vara|wick|zell".split("|"))
_TAGS = ("diplomacy", "finance", "supply", "memoirs", "disputed-date")
_PLACES = ("Northport", "Upper Town", "Saltmouth", "Fordham", "Castle Hill")
_ARCHIVES = ("State Archive", "Archive of the Estates", "Admiralty Papers", "Private Chancery")
_GENRES = ("letter", "telegram", "memorandum", "dispatch")
_STOP_WORDS = frozenset("the of in on with for to and a".split())


class Dice:
    """Random choices drawn from `Random.random` alone, whose sequence for a seed no version of Python changes."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random

    def below(self, limit: int) -> int:
        """A number from 0 up to ``limit``, which is not reached."""
        return int(self._random() * limit)

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._random() < probability

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(self._random() * len(items))]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """At most ``count`` different items."""
        return list(dict.fromkeys(self.pick(items) for _ in range(count)))


class Ids:
    """Hands out ids in kebab-case, each only once."""

    def __init__(self, *taken: str) -> None:
        self._used = set(taken)
        self._numbers: dict[str, int] = {}

    def new(self, *words: str) -> str:
        """The words as an id, with a number behind it where that is taken."""
        base = "-".join(words).lower()[:50].strip("-")
        id = base
        while id in self._used:
            number = self._numbers[base] = self._numbers.get(base, 1) + 1
            id = f"{base}-{number}"
        self._used.add(id)
        return id


@dataclass
class Source:
    """A source: its lines in the file, and the people it names."""

    id: str
    lines: list[str]
    people: list[str]


@dataclass
class Block:
    """What stands under one question: who speaks there, from which works, and the nodes so far."""

    question: str
    cast: list[str]
    shelf: list[str]
    first: int
    """The number of its first claim."""
    grounds: list[tuple[str, str]] = field(default_factory=list)
    """Its supports and rebuttals, each with what it is for or against."""


class Debate:
    """A debate of ``size`` nodes, made node by node.

    A claim is for claims made before it and a premise is a claim made after the
    one that it helps to carry, so that no statements carry each other in a circle.
    """

    def __init__(self, size: int, seed: int) -> None:
        self.dice = Dice(seed)
        self.ids = Ids(ROOT_QUESTION, "editor", *(id for id, _, _ in _SCHOOLS))
        self.texts: set[str] = set()
        self.questions: list[tuple[str, str, str]] = []
        self.people: dict[str, str] = {}
        self.sources: dict[str, Source] = {}
        self.works: list[str] = []
        self.documents: list[str] = []
        self.claims: list[str] = []
        self.granted: set[str] = set()
        self.used: set[str] = set()
        self.nodes: list[str] = []
        while len(self.nodes) < size:
            self._add_block(size)

    # What the nodes name.

    def _add_block(self, size: int) -> None:
        """A question, and the nodes under it."""
        dice, number = self.dice, len(self.questions)
        id = self.ids.new(*self._key_words(3)) if number else ROOT_QUESTION
        under = self.questions[(number - 1) // _QUESTIONS_UNDER_ONE][0] if number else ""
        text = self._new_text(lambda: self._question()) if number else "Why did the war of the two rivers begin, and who was responsible?"
        self.questions.append((id, text, under))
        known = list(self.people)[-200:]
        cast = [self._new_person() for _ in range(2)] + (dice.some(known, 5) if known else [])
        if not self.works or dice.chance(0.6):
            self.works.append(self._new_work(cast))
        shelf = [self.works[-1], *dice.some(self.works, 2)]
        block = Block(id, cast, shelf, len(self.claims))
        quota = 3 * _NODES_PER_QUESTION if not number else _NODES_PER_QUESTION - 5 + dice.below(10)
        for each in range(min(quota, size - len(self.nodes))):
            self.nodes.append("\n".join(self._node(block, first=each == 0)) + "\n")

    def _new_person(self) -> str:
        dice = self.dice
        given, family = dice.pick(_GIVEN), dice.pick(_FIRST_SYLLABLES) + dice.pick(_LAST_SYLLABLES)
        id = self.ids.new(family, given) if dice.chance(0.5) else self.ids.new(family)
        more = f", aliases: [{given[0]}. {family}]" if dice.chance(0.5) else ""
        more += f", short: {given[0]}. {family}" if dice.chance(0.2) else ""
        self.people[id] = f"  - {{id: {id}, name: {given} {family}{more}}}"
        return id

    def _new_work(self, cast: list[str]) -> str:
        """Something that scholars wrote."""
        dice = self.dice
        author, year = self._new_person() if dice.chance(0.5) else dice.pick(cast), str(1930 + dice.below(90))
        id = self.ids.new(author.split("-")[0], year)
        title = self._title()
        lines = [f"  - id: {id}"]
        match dice.below(4):
            case 0:
                lines += ["    type: article-journal", f"    author: [{author}]", f'    title: "{title}: A Reply"']
                lines += ["    container-title: Journal of River Studies", f'    volume: "{1 + dice.below(60)}"']
                lines += [f'    page: "{10 + dice.below(200)}"']
            case 1:
                lines += ["    type: thesis", "    genre: PhD thesis", f"    author: [{author}]", f"    title: {title}"]
                lines += [f"    publisher: University of {dice.pick(_PLACES)}"]
            case _:
                lines += ["    type: book", f"    author: [{author}]", f"    title: {title}", f"    publisher: {dice.pick(_PLACES)} Press"]
                lines += [f"    publisher-place: {dice.pick(_PLACES)}"]
        lines.append(f'    issued: "{year}"')
        self.sources[id] = Source(id, lines, [author])
        return id

    def _new_document(self, cast: list[str]) -> str:
        """A letter or report of the time, which is read in a work."""
        dice = self.dice
        author, recipient, date = dice.pick(cast), dice.pick(cast), self._day()
        id = self.ids.new(author.split("-")[0], "to", recipient.split("-")[0], date)
        lines = [f"  - id: {id}", "    type: personal_communication", f"    genre: {dice.pick(_GENRES)}"]
        lines += [f"    title-short: On {dice.pick(_THINGS)}", f"    author: [{author}]"]
        people = [author]
        if recipient != author:
            lines.append(f"    recipient: [{recipient}]")
            people.append(recipient)
        lines += [f'    issued: "{date}"', f"    archive: {dice.pick(_ARCHIVES)}"]
        if dice.chance(0.5):
            lines.append(f'    archive_location: "fond {dice.below(600)}, opis {dice.below(20)}, delo {dice.below(400)}"')
        self.sources[id] = Source(id, lines, people)
        self.documents.append(id)
        return id

    # Words.

    def _new_text(self, make: "type[str] | object") -> str:
        raise NotImplementedError

    def _day(self) -> str:
        return f"{1740 + self.dice.below(24)}-{1 + self.dice.below(12):02}-{1 + self.dice.below(28):02}"
