"""`argmap compare`: two positions, people or sources question by question, in two columns."""

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from argmap.citations import work_name
from argmap.comparison import Common, Comparison, Lone, Meeting, Party, Readings, Share, other_party
from argmap.display import Part, counted, joined_words
from argmap.evaluation import Evaluation
from argmap.sides import own_citations
from argmap.views._columns import EMPTY, Block, Cell, Pair
from argmap.views._compare_head import NO_QUESTION, Head, Look
from argmap.views._compare_names import Names
from argmap.views._page import BLANK, Line, joined, part, with_id
from argmap.views._parts import NODE_MARKS, UNANSWERED, label_part, node_text
from argmap.wording import NO_SCHOOL, citations_line, who

_EACH: tuple[Party, Party] = ("a", "b")
FEW = 2
"""So many claims of each that meet nothing of the other are listed under a question."""


def compare_lines(evaluation: Evaluation, comparison: Comparison, look: Look) -> Iterator[Block]:
    """The head, the questions that both speak of, those that one speaks of alone, the documents that both use."""
    view = _View(evaluation, comparison, look)
    head = Head(comparison, view.names, look)
    yield from head.head()
    yield from head.index()
    for common in comparison.common:
        yield from view.common(common)
    if look.shows("silent"):
        yield from view.alone()
    if look.shows("documents"):
        yield from view.documents()
    yield from view.closing()


class _View:
    def __init__(self, evaluation: Evaluation, comparison: Comparison, look: Look) -> None:
        self.evaluation = evaluation
        self.map = evaluation.map
        self.comparison = comparison
        self.look = look
        self.ids = comparison.sides.ids
        self.names = Names(comparison)
        self.left_out = 0

    def common(self, common: Common) -> Iterator[Block]:
        """A question that both speak of: agreements, clashes, and what else each holds."""
        agreements = common.agreements if self.look.shows("agreements") else ()
        clashes = common.clashes if self.look.shows("clashes") else ()
        if self.look.only and not agreements and not clashes:
            return
        yield BLANK
        yield self._question(common.question, ())
        if agreements:
            yield from self._agreed(agreements)
        for heading, found in self._grouped(clashes):
            yield Line(1, "", [Part(heading, "question")])
            yield from (self._pair(meeting) for meeting in found)
        if not self.look.only:
            yield from self._columns(common)

    def _question(self, id: str | None, more: tuple[list[Part], ...]) -> Line:
        if id is None:
            return Line(0, "?", [Part(NO_QUESTION, "question")], more)
        return Line(0, "?", with_id(self.map.questions[id].text, id, "question"), more)

    def _agreed(self, agreements: Sequence[Meeting]) -> Iterator[Block]:
        yield Line(1, "", [Part("They agree", "question")])
        for meeting in agreements:
            if meeting.kind == "both":
                cell = self._cell(meeting.source, "both")
                yield Line(1, "=", [Part("both hold: "), *cell.paragraphs[0]], tuple(cell.paragraphs[1:]))
            else:
                yield self._pair(meeting)

    def _grouped(self, clashes: Sequence[Meeting]) -> Iterator[tuple[str, Sequence[Meeting]]]:
        own = [meeting for meeting in clashes if meeting.kind == "attack" and not meeting.is_editorial]
        editorial = [meeting for meeting in clashes if meeting.is_editorial]
        conflicts = [meeting for meeting in clashes if meeting.kind == "conflict"]
        headed = (
            ("They clash, in their own words", own),
            ("They clash, as the editor links them", editorial),
            ("They cannot both hold", conflicts),
        )
        yield from ((heading, found) for heading, found in headed if found)

    def _pair(self, meeting: Meeting) -> Pair:
        """What two nodes of the two are to each other, and the nodes."""
        left, right = (meeting.target_of, meeting.source_of) if meeting.against == "a" else (meeting.source_of, meeting.target_of)
        cells = [
            self._cell(id, party, Part("held by both", "hint") if party == "both" else None)
            for id, party in ((meeting.left, left), (meeting.right, right))
        ]
        return Pair(2, self.names.both, cells[0], cells[1], self._how(meeting))

    def _how(self, meeting: Meeting) -> Line:
        target: Party = meeting.against
        one = self.names.voice(meeting.source, other_party(target))
        other = self.names.voice(meeting.target, target).rstrip(",")
        editorial = [Part(", editorial")] if meeting.is_editorial else []
        if meeting.kind == "conflict":
            return Line(1, "x", [Part("in conflict with each other")])
        if meeting.kind == "same-text":
            return Line(1, "=", [Part("the same words")])
        if meeting.kind == "variant":
            return Line(1, "~", [Part(f"{one} has a weaker or narrower form of what {other} holds")])
        if meeting.kind == "premise":
            return Line(1, "&", [Part(f"{other} rests on {one} (premise"), *editorial, Part(")")])
        if meeting.kind == "support":
            return Line(1, "+", [Part(f"{one} for {other}"), *([Part(" (editorial)")] if editorial else [])])
        assert meeting.link is not None  # noqa: S101
        cut = [Part(" of its link to "), part(meeting.link.cuts, "id")] if meeting.link.cuts else []
        words = [Part(f"{one} against {other} ({meeting.link.attack}"), *cut, *editorial, Part(") ")]
        return Line(1, "-", [*words, *(self._answers(meeting) if meeting.answers else [Part("| "), UNANSWERED])])

    def _answers(self, meeting: Meeting) -> list[Part]:
        """By whom an attack is answered, and with what."""
        found = [Part("| answered by ")]
        for number, id in enumerate(meeting.answers):
            said = joined_words(list(self.names.speakers(id)), "and")
            found += [Part(", ")] if number else []
            found += [part(id, "id"), Part(f" ({said})")]
        more = meeting.answer_count - len(meeting.answers)
        found += [Part(f" and {more:,} more")] if more else []
        return found

    def _cell(self, id: str, party: Party, shared: Part | None = None) -> Cell:
        """A node in a column: its text, who holds it and how it stands, where it was read, its id."""
        node = self.map.nodes[id]
        label = label_part(self.evaluation, id)
        is_own = any(id in own for own in self.comparison.sides.own)
        lent = None if is_own else Part(NO_SCHOOL.lower())
        rows = [[node_text(node)], joined((part(who(self.map, node)), lent, shared, label))]
        if self.look.cite:
            cited = node.cite if party == "both" else own_citations(self.map, self.ids[party == "b"], node)
            words = citations_line(self.map, cited)
            rows += [[part(words, "cite")]] if words else []
        return Cell(NODE_MARKS[node.type], [*rows, [part(id, "id")]])

    def _columns(self, common: Common) -> Iterator[Block]:
        """What each holds on a question besides what meets something of the other."""
        met = {id for meeting in (*common.agreements, *common.clashes) for id in (meeting.source, meeting.target)}
        listed, more = [], []
        for party in _EACH:
            left = self._listed(common.shares[party], party, met)
            most = len(left) if self.look.all else FEW
            listed.append([self._cell(id, party) for id in left[:most]])
            more.append(len(left) - len(listed[-1]))
        if not any(listed):
            return
        yield Line(1, "", [Part("Besides" if met else "What each holds", "question")])
        for one, other in zip_longest(*listed, fillvalue=EMPTY):
            yield Pair(2, self.names.both, one, other)
        self.left_out += sum(more)
        if any(more):
            words = " and ".join(f"{number:,} of {name.text}" for number, name in zip(more, self.names.both, strict=True) if number)
            yield Line(2, "", [Part(f"and {words}", "hint")])

    def _listed(self, share: Share, party: Party, met: Collection[str]) -> list[str]:
        """The claims of one that meet nothing of the other, those first that are its own and no reason for another."""
        own = set(share.claims)
        left = [id for id in share.claims if id not in met]
        if not share.claims:
            return [id for id in share.grounds if id not in met]
        return sorted(left, key=lambda id: self._dullness(id, party, own))

    def _dullness(self, id: str, party: Party, own: Collection[str]) -> tuple[bool, bool, int]:
        """Less is listed first: its own before what it reports, no reason for another, and what most is said for and against."""
        links = self.map.links_from.get(id, ())
        is_reason = any(link.type == "support" and link.target in own and link.target != id for link in links)
        return self.names.is_reported(id, party), is_reason, -len(self.map.links_to.get(id, ()))

    def alone(self) -> Iterator[Block]:
        """The questions that only one speaks of, with how much; the claims too, if all is asked for."""
        for party, lones in zip(_EACH, (self.comparison.only_a, self.comparison.only_b), strict=True):
            if not lones:
                continue
            one, other = (self.names.name("a"), self.names.name("b")) if party == "a" else (self.names.name("b"), self.names.name("a"))
            yield BLANK
            yield Line(0, "", [Part(f"{one} alone, where {other} is silent", "heading")])
            for lone in lones:
                yield from self._lone(lone, party)

    def _lone(self, lone: Lone, party: Party) -> Iterator[Block]:
        claims, grounds = lone.share
        words = ", ".join(counted(len(ids), one) for ids, one in ((claims, "claim"), (grounds, "ground")) if ids)
        named = with_id(self.map.questions[lone.question].text, lone.question) if lone.question is not None else [Part(NO_QUESTION)]
        yield Line(1, "•", [*named, Part(f"  {words}", "tally")])
        if self.look.all:
            for each in (*claims, *grounds) if lone.question is None or not claims else claims:
                cell = self._cell(each, party)
                yield Line(2, cell.mark, cell.paragraphs[0], tuple(cell.paragraphs[1:]))

    def documents(self) -> Iterator[Block]:
        """The documents that both use, with what each takes from them."""
        if not self.comparison.documents:
            return
        yield BLANK
        yield Line(0, "", [Part("Documents that both use differently", "heading")])
        for number, readings in enumerate(self.comparison.documents):
            if number:
                yield BLANK
            yield from self._readings(readings)

    def _readings(self, readings: Readings) -> Iterator[Block]:
        yield Line(0, "•", with_id(work_name(self.map, readings.source), readings.source))
        for id in readings.both:
            cell = self._cell(id, "both")
            yield Line(1, "=", [Part("both: "), *cell.paragraphs[0]], tuple(cell.paragraphs[1:]))
        columns = (
            [self._reading(id, readings.source, party) for id in ids] for party, ids in zip(_EACH, (readings.a, readings.b), strict=True)
        )
        for one, other in zip_longest(*columns, fillvalue=EMPTY):
            yield Pair(1, self.names.both, one, other)

    def _reading(self, id: str, source: str, party: Party) -> Cell:
        """A node that uses a document, with the citation of it."""
        node = self.map.nodes[id]
        cited = [each for each in own_citations(self.map, self.ids[party == "b"], node) if each.source == source]
        rows = [[node_text(node)], joined((part(who(self.map, node)),))]
        if self.look.cite:
            rows.append([part(citations_line(self.map, cited), "cite")])
        return Cell(NODE_MARKS[node.type], [row for row in (*rows, [part(id, "id")]) if row])

    def closing(self) -> Iterator[Block]:
        """What the view leaves out, and the command that shows it."""
        hints = []
        if self.left_out:
            hints.append(f"Left out: {counted(self.left_out, 'statement')} of questions that both speak of")
        lone = sum(len(lone.share.claims) for lones in (self.comparison.only_a, self.comparison.only_b) for lone in lones)
        if lone and not self.look.all and self.look.shows("silent"):
            hints.append(f"{'the' if hints else 'Left out: the'} {counted(lone, 'claim')} of questions that one alone speaks of")
        if hints:
            yield BLANK
            yield Line(0, "", [Part(f"{' and '.join(hints)}; `{self.look.again('--all')}` shows them.", "hint")])
        if hints and self.comparison.within is None:
            yield Line(0, "", [Part(f"One question at a time: `{self.look.again('--question ID')}`.", "hint")])
