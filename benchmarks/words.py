"""The words of the synthetic debate: choices by dice, sentences, titles, names and dates."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")

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
        """Up to five words of a text, to make an id of."""
        words = [word.strip(".,?").lower() for word in text.split()]
        chosen = self.dice.some([word for word in words if word not in _STOP_WORDS], 5)
        return sorted(chosen, key=words.index)

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

    def name(self) -> tuple[str, str]:
        """A given and a family name."""
        return self.dice.pick(_GIVEN), self.dice.pick(_FIRST_SYLLABLES) + self.dice.pick(_LAST_SYLLABLES)

    def locator(self) -> str:
        """A place in a source."""
        form, number = self.dice.below(3), 1 + self.dice.below(300)
        if form == 0:
            return f"p. {number}"
        if form == 1:
            return f"ch. {1 + number // 20}, n. {number}"
        return f"ch. {1 + number // 20}, on {self.dice.pick(_THINGS)}"

    def quotation(self) -> str:
        """A few words of a document."""
        return self.dice.pick(_QUOTED)

    def subject(self) -> str:
        """What a document is called."""
        return f"On {self.dice.pick(_THINGS)}"

    def genre(self) -> str:
        """What kind of document it is."""
        return self.dice.pick(_GENRES)

    def archive(self) -> str:
        """Where it is kept."""
        return self.dice.pick(_ARCHIVES)

    def place(self) -> str:
        """A town."""
        return self.dice.pick(_PLACES)

    def tag(self) -> str:
        """A free word."""
        return self.dice.pick(_TAGS)
