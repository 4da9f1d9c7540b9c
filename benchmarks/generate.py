"""Make a synthetic argmap project: `python benchmarks/generate.py 1000 --out /tmp/x`.

The debate is invented, but made like the map that ships with argmap: texts of
the same length, and for each node about as many bytes, links, citations, notes,
questions, people and sources (only rebuttals are more frequent, so that every
kind of attack occurs).  `argmap check --strict` finds nothing in it.  The same
numbers give the same bytes.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
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

_ACTORS = (
    "the council|the northern envoy|the regent|the harbour guild|the river league|the upland towns|the old chancellor|"
    "the border garrison|the eastern court|the lowland estates|the admiral|the treasury|the papal legate|the young king|"
    "the island governor|the salt merchants|the war office|the western ambassador|the rebel general|the frontier clans|"
    "the privy chamber|the grain commissioners|the queen dowager|the coastal bishops|the secretary of state|the mint|"
    "the southern army|the exiled party|the academy|the peace faction|the arsenal|the mountain cantons"
).split("|")
_VERBS = (
    "refused|approved|delayed|financed|foresaw|concealed|provoked|feared|exploited|welcomed|opposed|overrated|ordered|"
    "abandoned|demanded|prepared|misread|encouraged|tolerated|planned|denied|postponed|rewarded|condemned|betrayed|"
    "expected|shaped|resisted|inherited|justified|forbade|accepted"
).split("|")
_THINGS = (
    "the march on the coast|the alliance with the islands|the second mobilisation|the grain embargo|the secret protocol|"
    "the siege of the upper town|the partition of the valley|the loan of the bankers|the crossing of the ford|"
    "the truce of the autumn|the new customs line|the arming of the militia|the recall of the envoys|the marriage treaty|"
    "the dismissal of the marshal|the blockade of the estuary|the winter offensive|the amnesty for the exiles|"
    "the sale of the arsenal|the rising in the hill villages|the offer of mediation|the building of the river forts|"
    "the withdrawal from the plain|the oath of the estates|the plan of the general staff|the raid on the convoy|"
    "the cession of the salt works|the coronation in the field|the occupation of the passes|the reform of the levy"
).split("|")
_REASONS = (
    "because the treasury was empty|after the talks at the ford had failed|although its own papers advised against it|"
    "in order to keep the southern ports out of foreign hands|before any news from the frontier could arrive|"
    "while the allies still believed in a settlement|since no other power would guarantee the border|"
    "as the harvest had failed twice and the garrisons went unpaid|when the first reports of the raid came in|"
    "so that the valley would fall without open war|though nobody at court took the threat seriously|"
    "without asking those who would have to bear the cost|on the advice of men who had never seen the river|"
    "and kept every record of it from the estates|and told the allies of it only weeks later|"
    "for it counted on help that had been promised by word of mouth|as a means of pressure rather than an end in itself|"
    "even if the ministers later swore the contrary|long before the quarrel over the succession began|"
    "to win time for the fleet that was still being fitted out"
).split("|")
_REMARKS = (
    "The work prints the date of another month here; its index has the right one.|The passage names no holder.|"
    "The translation softens the verb, and the original is quoted in the appendix.|A summary by the author.|"
    "The footnote runs two letters together, of which only the first is found in the archive.|Printed twice.|"
    "The author says this of the whole court and does not tell who in it held the view.|So in the second edition.|"
    "It is not said whether the envoy saw the paper himself or was told of it.|The number of the note is a misprint.|"
    "The conclusion states it without the reserve that the chapter makes, and cites no paper for it."
).split("|")
_QUOTED = ("not a man nor a ship", "until the rivers freeze", "as if nothing had been signed", "by every means short of war")
_QUESTIONS = (
    "Why was it that {actor} {verb} {thing} in {year}?",
    "What did {actor} know when it {verb} {thing}?",
    "Was {thing} the reason for which {actor} acted in {year}?",
    "How much of {thing} in {year} goes back to {actor}?",
    "Who gained when {actor} {verb} {thing} in {year}?",
)
_SCHOOLS = {
    "court-school": ("Court school", "The war was made at court, by a few men who wanted it."),
    "economic-school": ("Economic school", "Grain, salt and customs drove the powers to war."),
    "frontier-thesis": ("Frontier thesis", "The war grew out of quarrels on the frontier that no court controlled."),
    "accident-thesis": ("Accident thesis", "Nobody wanted the war, and delays and misreadings brought it about."),
    "alliance-school": ("Alliance school", "The alliances left each power no other choice."),
    "revisionist": ("Revisionist", "The side that lost was the one that had been attacked."),
}
_GIVEN = "Ada|Bruno|Clara|Dario|Edda|Falk|Greta|Hugo|Ines|Jonas|Karin|Leo|Mira|Nils|Olga|Pavel|Rosa|Stefan|Thea|Viktor".split("|")
_FIRST_SYLLABLES = "Al|Ber|Cor|Dal|Er|Fen|Gar|Hol|Is|Jor|Kal|Lan|Mar|Nor|Or|Per|Ros|Sel|Tor|Ul|Ver|Wal".split("|")
_LAST_SYLLABLES = "bach|dini|feld|gard|holm|kowa|lund|mann|nik|quist|rand|sen|stein|tano|vara|wick|zell".split("|")
_SEASONS = ("spring", "summer", "autumn", "winter")
_TAGS = ("diplomacy", "finance", "supply", "memoirs")
_PLACES = ("Northport", "Upper Town", "Saltmouth", "Fordham", "Castle Hill")
_ARCHIVES = ("State Archive", "Archive of the Estates", "Admiralty Papers", "Private Chancery")
_GENRES = ("letter", "telegram", "memorandum", "dispatch")
_STOP_WORDS = frozenset("the of in on with for to and a as it its was had that who by".split())


class Dice:
    """Random choices made from `Random.random` alone, whose sequence for a seed no version of Python changes."""

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
        """At most ``count`` different items, in any order."""
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


class Words:
    """Makes sentences, titles and dates; no sentence is made twice."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self._made: set[str] = set()

    def statement(self, clauses: int) -> str:
        """A sentence with this many subordinate clauses: about 55 characters, and 45 more for each."""
        return self._unique(lambda: self._statement(clauses))

    def _statement(self, clauses: int) -> str:
        pick = self.dice.pick
        words = f"{pick(_ACTORS)} {pick(_VERBS)} {pick(_THINGS)}"
        if not clauses or self.dice.chance(0.3):
            words = f"in the {pick(_SEASONS)} of {self.year()} {words}"
        reasons = self.dice.some(_REASONS, clauses)
        for number, reason in enumerate(reasons):
            words += f"{', ' if number else ' '}{reason}"
        return f"{words[0].upper()}{words[1:]}."

    def question(self) -> str:
        """A question."""
        pick = self.dice.pick
        return self._unique(lambda: pick(_QUESTIONS).format(actor=pick(_ACTORS), verb=pick(_VERBS), thing=pick(_THINGS), year=self.year()))

    def _unique(self, make: Callable[[], str]) -> str:
        while (text := make()) in self._made:
            pass
        self._made.add(text)
        return text

    def key(self, text: str) -> list[str]:
        """Three or four words of a text, to make an id of."""
        words = [word.strip(".,?").lower() for word in text.split()]
        return self.dice.some([word for word in words if word not in _STOP_WORDS], 4)

    def title(self) -> str:
        """The title of a work."""
        return f"{self.dice.pick(_ACTORS)} and {self.dice.pick(_THINGS)}".title().replace(" Of ", " of ").replace(" The ", " the ")

    def remark(self) -> str:
        """A note of the encoder."""
        return " ".join(self.dice.some(_REMARKS, 1 + self.dice.below(2)))

    def year(self) -> int:
        """A year of the war and the time before it."""
        return 1740 + self.dice.below(24)

    def day(self) -> str:
        """A day of that time."""
        return f"{self.year()}-{1 + self.dice.below(12):02}-{1 + self.dice.below(28):02}"

    def date(self) -> str:
        """A date in one of the forms that claim files use."""
        form = self.dice.below(10)
        if form < 5:
            return self.day()
        if form < 7:
            return self.day()[:7] + self.dice.pick(("", "~", "?"))
        return str(self.year()) if form < 9 else f"{self.year()}/1764-03"


@dataclass
class Source:
    """A source: its lines in the file, and the people it names."""

    lines: list[str]
    people: list[str]


@dataclass
class Block:
    """What stands under one question: who speaks there, from which works, and what they said."""

    question: str
    cast: list[str]
    shelf: list[str]
    claims: list[str] = field(default_factory=list)
    grounds: list[tuple[str, list[str]]] = field(default_factory=list)
    """The supports and rebuttals, each with the nodes its links lead to."""


class Debate:
    """A debate of ``size`` nodes, made node by node.

    A claim is for claims made before it, and a premise is a claim made after
    those that it helps to carry: so no statements carry each other in a circle.
    """

    def __init__(self, size: int, seed: int) -> None:
        self.size = size
        self.dice = Dice(seed)
        self.words = Words(self.dice)
        self.ids = Ids(ROOT_QUESTION, "editor", *_SCHOOLS)
        self.questions: list[tuple[str, str]] = []
        """Each question's id and its lines."""
        self.people: dict[str, str] = {}
        self.sources: dict[str, Source] = {}
        self.works: list[str] = []
        self.documents: list[str] = []
        self.claims: list[str] = []
        self.granted: set[str] = set()
        self.named: set[str] = set()
        """The positions, people and sources that the nodes name: no others are written."""
        self.nodes: list[str] = []
        while len(self.nodes) < size:
            self._add_block()

    def _add_block(self) -> None:
        """A question, and nodes under it."""
        dice, number = self.dice, len(self.questions)
        if number:
            text, under = self.words.question(), self.questions[(number - 1) // _QUESTIONS_UNDER_ONE][0]
            id, quota = self.ids.new(*self.words.key(text)), _NODES_PER_QUESTION - 5 + dice.below(11)
            lines = [f"  - id: {id}", f"    text: {text}", f"    under: {under}"]
        else:
            id, quota = ROOT_QUESTION, 3 * _NODES_PER_QUESTION
            lines = [f"  - id: {id}", "    text: Why did the war of the two rivers begin, and who was responsible?"]
        self.questions.append((id, _joined(lines)))
        block = Block(id, [self._new_person() for _ in range(2)], [])
        block.cast += dice.some(list(self.people)[-100:] if number < 10 else self._recent_people(), 4)
        if not self.works or dice.chance(0.6):
            self._new_work(block.cast)
        block.shelf += dice.some([self.works[-1], *dice.some(self.works, 2)], 3)
        for _ in range(min(quota, self.size - len(self.nodes))):
            self.nodes.append(_joined(self._node(block)))

    # People and sources.

    def _new_person(self) -> str:
        dice = self.dice
        given, family = dice.pick(_GIVEN), dice.pick(_FIRST_SYLLABLES) + dice.pick(_LAST_SYLLABLES)
        id = self.ids.new(family, given)
        more = f", short: {given[0]}. {family}" if dice.chance(0.2) else ""
        more += f", aliases: [{given[0]}. {family}, {family} {given}]" if dice.chance(0.4) else ""
        self.people[id] = f"  - {{id: {id}, name: {given} {family}{more}}}\n"
        return id

    def _new_work(self, cast: list[str]) -> None:
        """Add something that a scholar wrote."""
        dice = self.dice
        author, year = self._new_person() if dice.chance(0.5) else dice.pick(cast), 1930 + dice.below(90)
        id = self.ids.new(author, str(year))
        title, place = self.words.title(), dice.pick(_PLACES)
        kind = dice.below(4)
        if kind == 0:
            lines = ["    type: article-journal", f"    author: [{author}]", f'    title: "{title}: A Reply"']
            lines += ["    container-title: Journal of River Studies", f'    volume: "{1 + dice.below(60)}"']
            lines += [f'    page: "{10 + dice.below(200)}"']
        elif kind == 1:
            lines = ["    type: thesis", "    genre: PhD thesis", f"    author: [{author}]", f"    title: {title}"]
            lines += [f"    publisher: University of {place}"]
        else:
            lines = ["    type: book", f"    author: [{author}]", f"    title: {title}"]
            lines += [f"    publisher: {place} University Press", f"    publisher-place: {place}"]
        self.sources[id] = Source([f"  - id: {id}", *lines, f'    issued: "{year}"'], [author])
        self.works.append(id)
