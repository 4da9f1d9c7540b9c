"""What is said against claims and their grounds, what answers it, and which of it is most dangerous."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

from argmap.briefing.parts import LOST, STATES, Answer, Challenge, State
from argmap.evaluation import Evaluation, Label
from argmap.model import Link

_LABELS = (Label.STANDS, Label.ASSERTED, Label.OPEN, Label.FALLS, Label.UNSUPPORTED)


class Attacks:
    """Finds the attacks of a map; ``is_ours`` says of a node whether the position that is briefed speaks through it."""

    def __init__(self, evaluation: Evaluation, is_ours: Callable[[str], bool]) -> None:
        self.evaluation = evaluation
        self.map = evaluation.map
        self.is_ours = is_ours
        self.file_order = {id: number for number, id in enumerate(self.map.nodes)}
        self._answers: dict[str, tuple[Answer, ...]] = {}

    def state(self, link: Link) -> State:
        """How a link stands; an attack that the evaluation overrules, as a bare assertion against evidence, fails."""
        if link.type == "attack" and link.attack != "limit" and link.id not in self._effective:
            return "out"
        label: State = self.evaluation.link_label(link.id)  # type: ignore[assignment]
        return label

    @cached_property
    def _effective(self) -> frozenset[str]:
        """The attack links that can defeat something."""
        framework = self.evaluation.framework
        return frozenset(link.id for links in (*framework.effective.values(), *framework.cut.values()) for link in links)

    def on(self, claims: Collection[str]) -> Iterator[Challenge]:
        """All that is against claims and against grounds put forward for them, each attack once."""
        among = set(claims)
        seen = set(claims)
        for claim in claims:
            for other in self.map.conflicts.get(claim, ()):
                yield self._conflict(other, claim)
            for link in self.map.links_to.get(claim, ()):
                if link.type == "attack":
                    yield self._attack(link, claim)
                elif link.type == "support" and link.source not in seen:
                    seen.add(link.source)
                    yield from self._attacks_on_ground(link.source, claim, among)

    def _attacks_on_ground(self, ground: str, claim: str, claims: Collection[str]) -> Iterator[Challenge]:
        for attack in self.map.links_to.get(ground, ()):
            if attack.type == "attack":
                cut = attack.cuts if attack.attack == "undercut" else None
                if cut is None or cut in claims:  # a cut of its link to another claim does not bear on these
                    yield self._attack(attack, claim if cut is None else cut)

    def _attack(self, link: Link, claim: str) -> Challenge:
        return Challenge(link.source, link.target, claim, link, self.state(link), self.is_ours(link.source), self._answers_to(link))

    def _conflict(self, other: str, claim: str) -> Challenge:
        bears = other in self.evaluation.framework.clashes.get(claim, ())
        label = self.evaluation.label(other)
        state: State = "out" if not bears or label in LOST else "undecided" if label is Label.OPEN else "in"
        return Challenge(other, claim, claim, None, state, self.is_ours(other), self._attacks_on(other))

    def _answers_to(self, link: Link) -> tuple[Answer, ...]:
        """What answers an attack."""
        found = self._attacks_on(link.source)
        if all(each.link.cuts is None for each in found):
            return found
        bearing = {each.id for each in self.map.answers_to(link)}
        return tuple(each for each in found if each.link.id in bearing)

    def _attacks_on(self, id: str) -> tuple[Answer, ...]:
        """The attacks on a node, those of most use as an answer first; sorted once, however many attacks the node makes."""
        if id not in self._answers:
            links = sorted((each for each in self.map.links_to.get(id, ()) if each.type == "attack"), key=self.use)
            self._answers[id] = tuple(Answer(link, self.state(link)) for link in links)
        return self._answers[id]

    def use(self, answer: Link) -> tuple[object, ...]:
        """Less is of more use as an answer: what holds and is no mere limit, what the position says itself, an author's own."""
        limit = answer.attack == "limit"
        return limit, STATES.index(self.state(answer)), not self.is_ours(answer.source), answer.editorial

    def danger(self, each: Challenge, ranks: Mapping[str, int]) -> tuple[object, ...]:
        """Less is more dangerous.

        Attacks on the case before those on claims that fall anyway; what defeats
        before what limits; what succeeds on the record before what is in the
        balance; what stands before what is asserted or open; the authors' own
        before what the encoder linked; what is against the strongest claims first.
        """
        order = self.file_order[each.target], self.file_order[each.source]
        rank = ranks.get(each.claim, len(ranks))
        label = _LABELS.index(self.evaluation.label(each.source))
        return each.claim not in ranks, each.is_limit, STATES.index(each.state), label, each.is_editorial, rank, *order
