"""How two are compared."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from argmap.comparison.parts import KINDS, MOST_ANSWERS, Common, Comparison, Lone, Meeting, Party, Readings, Share
from argmap.graph import nearest_questions, questions_below, questions_in_order
from argmap.model import ArgumentMap, Link
from argmap.sides import Sides, own_citations, two_sides


def compare(map: ArgumentMap, first: str, second: str, within: str | None = None) -> Comparison:
    """Set two positions, people or sources (ids of the map) against each other.

    A clash is an attack or a conflict between a node of one and a node of the
    other, unless both hold both; an agreement is a node of both, or a support,
    premise, variant or the same text between what only one and only the other
    holds.  Of two positions, one end may be of no school, if those who hold it
    hold claims of just one of the two (`Sides.of_speaker`).  Each stands under
    one question: one that both ends answer if there is one, else that of the
    target.  With ``within`` only what leads to that question or to one under it.

    Raises `ArgmapError` if they are the same, or not of one kind.
    """
    return _Comparing(two_sides(map, first, second), within).done()


class _Comparing:
    """One comparison while it is made."""

    def __init__(self, sides: Sides, within: str | None) -> None:
        self.sides = sides
        self.map = sides.map
        self.within = within
        self.homes: dict[str, tuple[str, ...]] = nearest_questions(self.map)
        if within is not None:
            known = frozenset(questions_below(self.map, within))
            inside = {id: tuple(each for each in questions if each in known) for id, questions in self.homes.items()}
            self.homes = {id: questions for id, questions in inside.items() if questions}
        self._answering: dict[str, tuple[dict[str, None], dict[str, dict[str, None]]]] = {}
        self.number = {id: number for number, id in enumerate(self.map.nodes)}

    def done(self) -> Comparison:
        a, b = (tuple(id for id in own if self.within is None or id in self.homes) for own in self.sides.own)
        shares = self._shares(dict.fromkeys((*a, *b)))
        agreements, clashes = self._by_question(self._agreements()), self._by_question(self._clashes())
        common, only_a, only_b = [], [], []
        for question in (*questions_in_order(self.map), None):
            share = shares.get(question, {})
            speaks_a, speaks_b = (any(share.get(party) for party in parties) for parties in (("a", "both"), ("b", "both")))
            agreed, clashing = agreements.get(question, []), clashes.get(question, [])
            if agreed or clashing or (speaks_a and speaks_b and question is not None):
                whole: dict[Party, Share] = {"a": Share(), "b": Share(), "both": Share(), **share}
                common.append(Common(question, whole, tuple(agreed), tuple(clashing)))
            else:
                only_a += [Lone(question, share["a"])] if speaks_a else []
                only_b += [Lone(question, share["b"])] if speaks_b else []
        return Comparison(self.sides, self.within, a, b, tuple(common), tuple(only_a), tuple(only_b), tuple(self._documents(a, b)))

    def _party(self, id: str) -> Party | None:
        """Who of the two holds a node."""
        first, second = self.sides.own
        if id in first:
            return "both" if id in second else "a"
        return "b" if id in second else None

    def _parties(self, source: str, target: str) -> tuple[Party, Party] | None:
        """Whose the ends of a link are, if it leads from one to the other; None for other links."""
        one, other = self._party(source), self._party(target)
        if one is None and other is None:
            return None
        parties = one or self._spoken_for(source), other or self._spoken_for(target)
        if parties[0] is None or parties[1] is None or parties[0] == parties[1]:
            return None
        return parties[0], parties[1]

    def _spoken_for(self, id: str) -> Party | None:
        number = self.sides.of_speaker(id)
        return None if number is None else ("a", "b")[number]

    def _shares(self, nodes: Iterable[str]) -> dict[str | None, dict[Party, Share]]:
        found: dict[str | None, dict[Party, tuple[list[str], list[str]]]] = {}
        for id in sorted(nodes, key=self.number.__getitem__):
            party = self._party(id)
            assert party is not None  # noqa: S101
            is_ground = self.map.nodes[id].type != "claim"
            for question in self.homes.get(id, (None,)):
                found.setdefault(question, {}).setdefault(party, ([], []))[is_ground].append(id)
        return {
            question: {party: Share(tuple(claims), tuple(grounds)) for party, (claims, grounds) in shares.items()}
            for question, shares in found.items()
        }

    def _by_question(self, meetings: Iterable[Meeting]) -> dict[str | None, list[Meeting]]:
        """Each meeting under one question; those outside what is asked for are left out."""
        found: dict[str | None, list[Meeting]] = {}
        for meeting in meetings:
            targets, sources = self.homes.get(meeting.target, ()), self.homes.get(meeting.source, ())
            question = next((each for each in targets if each in sources), next(iter(targets or sources), None))
            if question is not None or self.within is None:
                found.setdefault(question, []).append(meeting)
        for each in found.values():
            each.sort(key=self._rank)
        return found

    def _rank(self, meeting: Meeting) -> tuple[object, ...]:
        """The authors' own before what the encoder linked, attacks before conflicts, limits last; the first's before the second's."""
        ends = self.number[meeting.target], self.number[meeting.source]
        if meeting.is_clash:
            return meeting.is_editorial, meeting.kind == "conflict", meeting.against == "a", meeting.is_limit, *ends
        return KINDS.index(meeting.kind), meeting.is_editorial, meeting.against == "a", *ends

    def _clashes(self) -> Iterator[Meeting]:
        for link in self.map.links:
            if link.type == "attack" and (parties := self._parties(link.source, link.target)) is not None:
                answers, count = self._answers(link)
                yield Meeting("attack", link.source, link.target, *parties, link, answers, count)
        for id, others in self.map.conflicts.items():
            for other in others:
                parties = self._parties(id, other)
                if parties is not None and (meeting := Meeting("conflict", id, other, *parties)).against == "b":
                    yield meeting

    def _answers(self, link: Link) -> tuple[tuple[str, ...], int]:
        """The first answers to an attack in file order, as `ArgumentMap.answers_to` has them all, and how many there are."""
        found = self._answering.get(link.source)
        if found is None:
            attacks = [each for each in self.map.links_to.get(link.source, ()) if each.type == "attack"]
            to_all = dict.fromkeys(each.source for each in attacks if each.cuts is None or each.attack != "undercut")
            to_one: dict[str, dict[str, None]] = {}
            for each in attacks:
                if each.cuts is not None and each.source not in to_all:
                    to_one.setdefault(each.cuts, {})[each.source] = None
            found = self._answering[link.source] = to_all, to_one
        to_all, to_one = found
        cutting = to_one.get(link.target, {})
        first = sorted((*islice(to_all, MOST_ANSWERS), *islice(cutting, MOST_ANSWERS)), key=self.number.__getitem__)
        return tuple(first[:MOST_ANSWERS]), len(to_all) + len(cutting)

    def _agreements(self) -> Iterator[Meeting]:
        first, second = self.sides.own
        for id in first:
            if id in second:
                yield Meeting("both", id, id, "both", "both")
        for link in self.map.links:
            if link.type != "attack" and (parties := self._apart(link.source, link.target)) is not None:
                yield Meeting(link.type, link.source, link.target, *parties, link)
        for id, variants in self.map.variants.items():
            for variant in variants:
                if (parties := self._apart(variant, id)) is not None:
                    yield Meeting("variant", variant, id, *parties)
        yield from self._same_texts()

    def _apart(self, source: str, target: str) -> tuple[Party, Party] | None:
        """As `_parties`, where neither end is held by both."""
        parties = self._parties(source, target)
        return None if parties is None or "both" in parties else parties

    def _same_texts(self) -> Iterator[Meeting]:
        """Pairs of nodes that say the same in the same words; of many with one text each is paired once."""
        texts: dict[str, tuple[list[str], list[str]]] = {}
        for id, side in self.sides.side.items():
            words = " ".join(self.map.nodes[id].text.casefold().split())
            if words:
                texts.setdefault(words, ([], []))[side].append(id)
        for ours, theirs in texts.values():
            for number in range(max(len(ours), len(theirs)) if ours and theirs else 0):
                one, other = ours[min(number, len(ours) - 1)], theirs[min(number, len(theirs) - 1)]
                yield Meeting("same-text", one, other, "a", "b")

    def _documents(self, a: Sequence[str], b: Sequence[str]) -> Iterator[Readings]:
        """The documents that both use, and not for the same nodes alone, in the order of the files.

        What something was read in is no document here: that one reports for
        both of two people is no reading they share.
        """
        through = {citation.via for node in self.map.nodes.values() for citation in node.cite} | set(self.sides.ids)
        uses = [self._uses(id, nodes, lambda source: source not in through) for id, nodes in zip(self.sides.ids, (a, b), strict=True)]
        order = {id: number for number, id in enumerate(self.map.sources)}
        for source in sorted(uses[0].keys() & uses[1].keys(), key=lambda id: (order.get(id, len(order)), id)):
            ours, theirs = uses[0][source], uses[1][source]
            if ours != theirs:
                yield Readings(
                    source,
                    tuple(id for id in ours if id not in theirs),
                    tuple(id for id in theirs if id not in ours),
                    tuple(id for id in ours if id in theirs),
                )

    def _uses(self, id: str, nodes: Iterable[str], wanted: Callable[[str], bool]) -> dict[str, dict[str, None]]:
        """For each source that somebody's citations name, the nodes."""
        found: dict[str, dict[str, None]] = {}
        for each in nodes:
            for citation in own_citations(self.map, id, self.map.nodes[each]):
                if wanted(citation.source):
                    found.setdefault(citation.source, {})[each] = None
        return found
