"""How a briefing is made."""

from collections.abc import Iterable, Iterator

from argmap.briefing.attacks import Attacks
from argmap.briefing.parts import LOST, STATES, Briefing, Challenge, Grant, GrantKind, Opening, Point
from argmap.comparison import Comparison, compare
from argmap.evaluation import Evaluation, Label
from argmap.graph import nearest_questions, questions_below
from argmap.model import ArgumentMap, Link, holders, questions_of


def brief(evaluation: Evaluation, position: str, against: str | None = None, within: str | None = None) -> Briefing:
    """The briefing of a position (an id of the map).

    Its rivals are all claims of others that answer a question which one of its
    claims answers, unless they are reasons for these or variants of them; with
    ``against`` the claims of that position, and what it is spoken for by
    (`argmap.sides`).  With ``within`` only claims that lead to that question or
    to one under it.

    Raises `ArgmapError` if ``against`` is the position itself or no position.
    """
    compared = compare(evaluation.map, position, against, within) if against is not None else None
    return _Briefing(evaluation, position, within, compared).done()


class _Briefing:
    """One briefing while it is made."""

    def __init__(self, evaluation: Evaluation, position: str, within: str | None, compared: Comparison | None) -> None:
        self.evaluation = evaluation
        self.map: ArgumentMap = evaluation.map
        self.position = position
        self.within = within
        self.compared = compared
        self.attacks = Attacks(evaluation, self._is_ours)
        homes = nearest_questions(self.map)
        known = frozenset(questions_below(self.map, within) if within is not None else self.map.questions)
        own = [node.id for node in self.map.claims if position in node.position]
        self.own = {id: None for id in own if within is None or not known.isdisjoint(homes.get(id, ()))}
        self.asked = known
        self.questions = {each for id in self.own for each in homes.get(id, ()) if each in known}

    def done(self) -> Briefing:
        points = sorted(map(self._point, self.own), key=self._strength)
        case = [point for point in points if point.label not in LOST]
        lost = [point for point in points if point.label in LOST]
        ranks = {point.claim: number for number, point in enumerate(case)}
        challenges = sorted(self.attacks.on([point.claim for point in (*case, *lost)]), key=lambda each: self.attacks.danger(each, ranks))
        rivals = [each for each in challenges if self._is_by_rival(each.source)]
        return Briefing(
            self.evaluation,
            self.position,
            self.compared.sides.ids[1] if self.compared else None,
            self.within,
            tuple(self.own),
            tuple(dict.fromkeys(person for id in self.own for person in holders(self.map.nodes[id]))),
            tuple(case),
            tuple(lost),
            tuple(each for each in rivals if not each.is_flank),
            tuple(each for each in rivals if each.is_flank),
            tuple(each for each in challenges if not self._is_by_rival(each.source)),
            tuple(self._openings(challenges)),
            tuple(self._grants()),
            self.compared is None or bool(self.compared.common or rivals),
        )

    def _is_ours(self, id: str) -> bool:
        """Whether a node belongs to the position, or (against one other) is said by those who hold claims of it alone."""
        if self.position in self.map.nodes[id].position:
            return True
        return self.compared is not None and self.compared.sides.of_speaker(id) == 0

    def _is_by_rival(self, id: str) -> bool:
        if self.compared is None:
            return True
        return id in self.compared.sides.own[1] or self.compared.sides.of_speaker(id) == 1

    def _point(self, claim: str) -> Point:
        links = [link for link in self.map.links_to.get(claim, ()) if link.type == "support"]
        grounds = sorted((link for link in links if self.attacks.state(link) != "out"), key=self._worth)
        holding = [link for link in grounds if self.attacks.state(link) == "in"]
        works = {citation.source for link in holding for citation in self.map.nodes[link.source].cite}
        tally = self.map.tally(claim)
        open_attacks = len(tally.unanswered)
        label = self.evaluation.label(claim)
        lost = len(links) - len(grounds)
        return Point(claim, label, tuple(grounds), len(holding), len(works), lost, tally.attacks - open_attacks, open_attacks)

    def _worth(self, link: Link) -> tuple[object, ...]:
        """Less is better: grounds that hold, cite more sources, have fewer attacks unanswered, are linked by an author."""
        sources = {citation.source for citation in self.map.nodes[link.source].cite}
        unanswered = len(self.map.tally(link.source).unanswered)
        return STATES.index(self.attacks.state(link)), -len(sources), unanswered, link.editorial

    def _strength(self, point: Point) -> tuple[object, ...]:
        """Less is stronger.

        What stands; then what is open and has a ground that holds; then what is
        merely asserted; then what is open with no ground that holds, which is an
        assertion under attack.  Among these: grounds that hold, the sources behind
        them, attacks without answer, attacks with one; last the order of the files.
        """
        if point.label is Label.OPEN:
            group = 1 if point.holding else 3
        else:
            group = {Label.STANDS: 0, Label.ASSERTED: 2, Label.FALLS: 4}.get(point.label, 5)
        return group, -point.holding, -point.works, point.unanswered, -point.answered, self.attacks.file_order[point.claim]

    def _openings(self, challenges: Iterable[Challenge]) -> Iterator[Opening]:
        """The claims of the other side that are open.

        First those that the position itself attacks, where its authors do so
        before where the encoder linked it; what only limits after what defeats;
        then those that are said against the position; then those of some
        position; then by the danger to them.
        """
        allies = self._allies()
        claims = [id for id in self._rivals() if id not in allies]
        ranks = dict.fromkeys(claims, 0)
        hostile = {each.source for each in challenges}
        found: dict[str, list[Challenge]] = {}
        for each in self.attacks.on(claims):
            if each.is_flank and each.target not in allies:
                found.setdefault(each.claim, []).append(each)

        def use(each: Challenge) -> tuple[object, ...]:
            near = each.is_limit, each.claim not in hostile, not self.map.nodes[each.claim].position
            return not (each.is_ours and not each.is_editorial), not each.is_ours, *near, *self.attacks.danger(each, ranks)

        openings = [Opening(claim, tuple(sorted(attacks, key=use))) for claim, attacks in found.items()]
        yield from sorted(openings, key=lambda opening: use(opening.attacks[0]))

    def _rivals(self) -> Iterable[str]:
        """The claims of the other side."""
        if self.compared is not None:
            theirs = self.compared.b
            return [id for id in theirs if self.map.nodes[id].type == "claim" and self.position not in self.map.nodes[id].position]
        return [
            claim.id
            for claim in self.map.claims
            if self.position not in claim.position and not self.questions.isdisjoint(questions_of(claim))
        ]

    def _allies(self) -> set[str]:
        """The claims of the position, all that they rest on, and their variants: what is against these helps nobody here."""
        found = dict.fromkeys(self.own)
        queue = list(found)
        for at in queue:
            for link in self.map.links_to.get(at, ()):
                if link.type != "attack" and link.source not in found:
                    found[link.source] = None
                    queue.append(link.source)
        return {*found, *self._variants()}

    def _variants(self) -> dict[str, str]:
        """The claims of others that are a form of an own claim, or that one is a form of."""
        found: dict[str, str] = {}
        for id in self.own:
            of = getattr(self.map.nodes[id], "variant_of", None)
            for other in (*([of] if of in self.map.nodes else []), *self.map.variants.get(id, ())):
                if self.position not in self.map.nodes[other].position:
                    found.setdefault(other, id)
        return found

    def _grants(self) -> list[Grant]:
        granted = [Grant("granted", claim.id, claim.id) for claim in self.map.claims if claim.granted and self._is_at_issue(claim.id)]
        if self.compared is not None:
            agreed = [Grant(each.kind, each.left, each.right, each.link) for each in self.compared.agreements]
        else:
            agreed = [*self._shared(), *(Grant("variant", ours, theirs) for theirs, ours in self._variants().items()), *self._reasons()]
        order: tuple[GrantKind, ...] = ("granted", "both", "same-text", "variant", "support", "premise")
        said = {each.ours for each in granted}
        kept = [*granted, *(each for each in agreed if each.theirs not in said)]

        def use(each: Grant) -> tuple[object, ...]:
            """First what does not fall; of reasons those that the other side gives for this one."""
            lost = any(self.evaluation.label(id) in LOST for id in (each.ours, each.theirs))
            return lost, order.index(each.kind), each.link is not None and each.link.source == each.ours

        return sorted(kept, key=use)

    def _is_at_issue(self, id: str) -> bool:
        return id in self.own or not self.questions.isdisjoint(questions_of(self.map.nodes[id]))

    def _shared(self) -> Iterator[Grant]:
        for id in self.own:
            if any(each != self.position for each in self.map.nodes[id].position):
                yield Grant("both", id, id)

    def _reasons(self) -> Iterator[Grant]:
        """Claims of other positions that are a reason for a claim of this one, and the other way round."""
        for id in self.own:
            for link in (*self.map.links_to.get(id, ()), *self.map.links_from.get(id, ())):
                other = self.map.nodes[link.source if link.target == id else link.target]
                if link.type != "attack" and other.position and self.position not in other.position:
                    yield Grant(link.type, id, other.id, link)
