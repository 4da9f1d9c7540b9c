"""What `brief` prints: a debater's sheet, in words."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from argmap.briefing import Briefing, Challenge, Point
from argmap.citations import person_label
from argmap.display import Part, counted, joined_words
from argmap.evaluation import Label
from argmap.evaluation.why import directly_below
from argmap.model import Link
from argmap.views._brief_attacks import challenge_entry, grant_entry, grouped, opening_entry
from argmap.views._brief_words import Words
from argmap.views._page import joined, part, with_id
from argmap.views._sheet import Entry, Section, Sheet
from argmap.wording import count_words, school, who

_T = TypeVar("_T")

MOST_NAMES = 12


@dataclass(frozen=True)
class Counts:
    """How many entries each section has at most, and what stands under an entry; None for all.

    What is preset fits two pages of A4 for every position of the shipped map.
    """

    case: int | None = 6
    grounds: int | None = 2
    lost: int | None = 2
    expected: int | None = 3
    answers: int | None = 1
    targets: int | None = 3
    flanks: int | None = 4
    openings: int | None = 3
    attacks: int | None = 1
    grants: int | None = 2

    @classmethod
    def each(cls, number: int | None) -> "Counts":
        """The same number in every section, and of what stands under its entries as much as usual; None for everything."""
        if number is None:
            return cls(*(None for _ in fields(cls)))
        return cls(case=number, lost=number, expected=number, flanks=number, openings=number, grants=number)


ON_SCREEN = Counts(case=4, lost=1, expected=2, flanks=3, openings=2)
"""What fits some 120 lines of a terminal."""

_VERBS: dict[Label, tuple[str, str]] = {
    Label.STANDS: ("stands", "stand"),
    Label.ASSERTED: ("is asserted", "are asserted"),
    Label.OPEN: ("is open", "are open"),
    Label.FALLS: ("falls", "fall"),
    Label.UNSUPPORTED: ("is unsupported", "are unsupported"),
}


def brief_sheet(briefing: Briefing, counts: Counts, again: Callable[[str], str]) -> Sheet:
    """The sheet of a briefing; ``again`` makes the command with another option."""
    return _Brief(briefing, counts, again).sheet()


class _Brief:
    def __init__(self, briefing: Briefing, counts: Counts, again: Callable[[str], str]) -> None:
        self.briefing = briefing
        self.evaluation = briefing.evaluation
        self.map = briefing.evaluation.map
        self.words = Words(briefing.evaluation, briefing.position)
        self.counts = counts
        self.again = again
        self.left_out = 0
        self.left_out_below = 0
        self.shown = {point.claim: number for number, point in enumerate(briefing.case[: counts.case], 1)}

    def sheet(self) -> Sheet:
        """The whole sheet."""
        position = self.map.positions[self.briefing.position]
        title = with_id(position.name, position.id, "heading")
        sections = list(self._sections()) if self.briefing.claims else []
        return Sheet(title, [part(position.text)] if position.text else [], list(self._facts()), sections, list(self._closing()))

    def _sections(self) -> Iterator[Section]:
        yield self._case()
        if self.briefing.lost:
            yield self._lost()
        yield self._expected()
        yield self._flanks()
        yield self._openings()
        yield self._grants()

    def _facts(self) -> Iterator[tuple[str, list[Part]]]:
        briefing = self.briefing
        if briefing.people:
            names = [person_label(self.map, id) for id in briefing.people[:MOST_NAMES]]
            more = len(briefing.people) - len(names)
            yield "Held by", [part(joined_words(names, "and") if not more else f"{', '.join(names)} and {more:,} more")]
        if briefing.against is not None:
            rival = self.map.positions[briefing.against]
            text = f". {rival.text}" if rival.text else ""
            yield "Against", [*with_id(rival.name, rival.id), part(text)]
        if briefing.within is not None:
            question = self.map.questions[briefing.within]
            yield "Only on", with_id(question.text, question.id)
        yield "On record", [Part(self._figures())]
        if not briefing.meets:
            yield "They meet nowhere", [Part("the two speak of no question both, and nothing of one is for or against the other")]

    def _figures(self) -> str:
        """How the claims stand, and how many attacks there are on them."""
        briefing = self.briefing
        if not briefing.claims:
            return "nothing on this question or those under it" if briefing.within is not None else "no claim of this position"
        labels = Counter(point.label for point in (*briefing.case, *briefing.lost))
        stand = ", ".join(f"{labels[label]:,} {_VERBS[label][labels[label] != 1]}" for label in Label if labels[label])
        attacks = [each for each in (*briefing.expected, *briefing.flanks, *briefing.by_others) if each.link is not None]
        on_claims = sum(each.target == each.claim for each in attacks)
        on_grounds = len(attacks) - on_claims
        it, its = ("it", "its") if len(briefing.claims) == 1 else ("them", "their")
        told = f"{counted(on_claims, 'attack')} on {it}" + (f" and {on_grounds:,} on {its} grounds" if on_grounds else "")
        unanswered = sum(each.is_flank for each in attacks)
        more = f", {unanswered:,} unanswered" if unanswered else ""
        return f"{counted(len(briefing.claims), 'claim')} ({stand}); {told}{more}"

    def _first(self, title: str, found: Sequence[_T], most: int | None) -> tuple[str, Sequence[_T]]:
        """The entries of a section that are shown, and its heading, with how many these are where that is not all."""
        shown = found[:most]
        if len(shown) == len(found):
            return title, shown
        self.left_out += len(found) - len(shown)
        return f"{title} ({len(shown):,} of {len(found):,})", shown

    def _below(self, found: Sequence[_T], most: int | None) -> Sequence[_T]:
        """What is shown under an entry."""
        shown = found[:most]
        self.left_out_below += len(found) - len(shown)
        return shown

    def _case(self) -> Section:
        title, shown = self._first("Your case, strongest first", self.briefing.case, self.counts.case)
        note = self._untried(shown) if shown else [Part("None: no claim of this position holds on this record.", "hint")]
        return Section(title, note, [self._point(number, point) for number, point in enumerate(shown, 1)])

    def _untried(self, shown: Sequence[Point]) -> list[Part]:
        """Which of the claims stand only as nobody attacks them: what leads the case must not pass for what was defended."""
        stand = [str(number) for number, point in enumerate(shown, 1) if point.label is Label.STANDS and not self._is_tried(point)]
        if not stand:
            return []
        one = len(stand) == 1
        words = (
            f"Untried: {joined_words(stand, 'and')} {'stands' if one else 'stand'}, for nobody on record attacks {'it' if one else 'them'}."
        )
        return [Part(words, "hint")]

    def _is_tried(self, point: Point) -> bool:
        """Whether something attacks a claim or a ground of it, or clashes with it."""
        links = self.map.links_to.get(point.claim, ())
        grounds = [link.source for link in links if link.type == "support"]
        attacked = any(self.map.tally(id).attacks for id in (point.claim, *grounds))
        return attacked or bool(self.map.conflicts.get(point.claim))

    def _point(self, number: int, point: Point) -> Entry:
        """A claim with its best grounds, those first that are no claims with a number of their own."""
        node = self.map.nodes[point.claim]
        grounds = sorted(point.grounds, key=lambda link: link.source in self.shown)
        is_all = point.holding == len(point.grounds) + point.lost
        held = [] if is_all else [f"{point.holding:,} hold{'s' if point.holding == 1 else ''}"]
        held += [counted(point.works, "source")] if point.works else []
        parts = (part(who(self.map, node)), self.words.label(node.id), Part(", ".join(held)), self.words.say(node), part(node.id, "id"))
        under = [self._ground(link) for link in self._below(grounds, self.counts.grounds)]
        return Entry(f"{number}.", [part(node.text, "claim")], [joined(parts)], under)

    def _ground(self, link: Link) -> Entry:
        node = self.map.nodes[link.source]
        tally = self.map.tally(node.id)
        against = count_words(tally.supports, tally.attacks, len(tally.unanswered)) if tally.attacks else ""
        doubt = "" if self.evaluation.link_label(link.id) == "in" else "in the balance"
        hedge = node.certainty if node.cite and node.certainty != "asserted" else ""
        said = self.words.say(node) or part(who(self.map, node))
        editorial = [Part("(editorial) ")] if link.editorial else []
        of = school(self.map, node.position) if node.position and self.briefing.position not in node.position else ""
        about = joined((self.words.unnamed(node), said, part(hedge), part(of), Part(doubt), Part(against, "tally"), part(node.id, "id")))
        return Entry("+", [*editorial, part(node.text)], [about])

    def _lost(self) -> Section:
        title, shown = self._first("Do not lead with", self.briefing.lost, self.counts.lost)
        return Section(title, [], [self._lost_claim(point) for point in shown])

    def _lost_claim(self, point: Point) -> Entry:
        node = self.map.nodes[point.claim]
        about = joined((part(who(self.map, node)), self.words.label(node.id), part(node.id, "id")))
        return Entry("*", [part(node.text, "claim")], [about], list(self._causes(node.id)))

    def _causes(self, id: str) -> Iterator[Entry]:
        """What brings a claim down: the first step of `evaluate --why`."""
        for role, other, link_id in directly_below(self.evaluation, id)[:1]:
            node, link = self.map.nodes[other], self.evaluation.links.get(link_id)
            attack = link.attack if link is not None else None
            editorial = ", editorial" if link is not None and link.editorial else ""
            words = Part(f"{role}{f' ({attack}{editorial})' if attack else ''}: ", "hint")
            label = None if role in ("attacked by", "cut by") else self.words.label(other)
            about = joined((part(self.words.by(node)), label, self.words.say(node), part(other, "id")))
            yield Entry("-", [words, part(node.text)], [about])

    def _expected(self) -> Section:
        title, shown = self._first("Expect, and answer", grouped(self.briefing.expected), self.counts.expected)
        none = "No attack on record has an answer." if self.briefing.flanks else self._nothing_against()
        note = [] if shown else [Part(none, "hint")]
        entries = [self._challenge(group) for group in shown]
        return Section(title, [*note, *self._by_others(answered=True)], entries)

    def _flanks(self) -> Section:
        title, shown = self._first("Your open flanks, most dangerous first", grouped(self.briefing.flanks), self.counts.flanks)
        answered = any(each.link is not None for each in self.briefing.expected)
        none = "None: every attack on record has an answer." if answered else self._nothing_against()
        note = Part("NO ANSWER ON RECORD to any of these.", "warning") if shown else Part(none, "hint")
        entries = [self._challenge(group) for group in shown]
        return Section(title, [note, *self._by_others(answered=False)], entries)

    def _challenge(self, group: Sequence[Challenge]) -> Entry:
        """An attack; what of it is not shown is counted."""
        self._below(group[0].answers, self.counts.answers)
        self._below(group, self.counts.targets)
        return challenge_entry(self.words, group, self.shown, self.counts.answers, self.counts.targets)

    def _nothing_against(self) -> str:
        by = f" by {self._rival()}" if self.briefing.against is not None else ""
        return f"None: no attack{by} on these claims or their grounds is on record."

    def _rival(self) -> str:
        return part(self.map.positions[self.briefing.against or ""].name).text

    def _by_others(self, answered: bool) -> list[Part]:
        """With ``against``: how many attacks others make."""
        others = sum(each.is_flank is not answered for each in self.briefing.by_others)
        if not others:
            return []
        what = f"{counted(others, 'attack')} by others {'has' if others == 1 else 'have'} {'an' if answered else 'no'} answer"
        return [Part(f" {what}: leave out `--against`.", "hint")]

    def _openings(self) -> Section:
        theirs = "Their" if self.briefing.against is None else f"{self._rival()}:"
        title, shown = self._first(f"{theirs} open flanks, yours to press first", self.briefing.openings, self.counts.openings)
        note = [] if shown else [Part("None: no claim of the other side has an attack that nobody answers.", "hint")]
        for opening in shown:
            self._below(opening.attacks, self.counts.attacks)
        return Section(title, note, [opening_entry(self.words, each, self.counts.attacks) for each in shown])

    def _grants(self) -> Section:
        title, shown = self._first("Both grant", self.briefing.grants, self.counts.grants)
        note = [] if shown else [Part("Nothing on record.", "hint")]
        return Section(title, note, [grant_entry(self.words, each) for each in shown])

    def _closing(self) -> Iterator[list[Part]]:
        """What is left out, with the command that shows it, and what the words mean."""
        if self.left_out or self.left_out_below:
            told = ((self.left_out, "entry", "entries"), (self.left_out_below, "line under them", "lines under them"))
            words = joined_words([counted(number, one, many) for number, one, many in told if number], "and")
            yield [Part(f"Left out: {words}. `{self.again('--all')}` shows all, `--limit N` up to N in each section.", "hint")]
        if self.briefing.claims:
            words = "Editorial: the editor of the map drew that link, and no author. "
            words += "Labels and answers are those of this record, and no verdict on who is right."
            yield [Part(words, "hint")]
