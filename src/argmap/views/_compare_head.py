"""The head of a comparison: who the two are, and in numbers where and how they meet."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from argmap.comparison import Comparison, Meeting, Party, other_party
from argmap.display import Part, counted, joined_words
from argmap.views._columns import Block, Cell, Pair
from argmap.views._compare_names import Names
from argmap.views._page import BLANK, Line, part, with_id

PARTS = ("clashes", "agreements", "silent", "documents")
"""What `--only` can ask for."""
NO_QUESTION = "Under no question"


@dataclass(frozen=True)
class Look:
    """What of a comparison is printed, and how."""

    only: Collection[str] = ()
    """Some of `PARTS`; empty for everything."""
    all: bool = False
    """Whether claims that meet nothing of the other are listed to the last."""
    cite: bool = True
    again: Callable[[str], str] = "argmap compare {}".format
    """The command that made this view, with another option."""

    def shows(self, part: str) -> bool:
        """Whether a part is printed."""
        return not self.only or part in self.only


class Head:
    """The first lines of a comparison."""

    def __init__(self, comparison: Comparison, names: Names, look: Look) -> None:
        self.map = comparison.sides.map
        self.comparison = comparison
        self.names = names
        self.look = look

    def head(self) -> Iterator[Block]:
        """Who the two are, how much each holds, and in numbers how they meet."""
        comparison = self.comparison
        first, second = (Part(name.text, "heading") for name in self.names.both)
        ids = (part(f"[{id}]", "id") for id in self.names.ids)
        yield Line(0, "", [first, Part("  "), next(ids), Part("  against  "), second, Part("  "), next(ids)])
        if comparison.within is not None:
            question = self.map.questions[comparison.within]
            yield Line(0, "", [Part("Only on: ", "label"), *with_id(question.text, question.id)])
        yield BLANK
        yield Pair(0, self.names.both, self._who(self.names.ids[0], comparison.a), self._who(self.names.ids[1], comparison.b))
        yield BLANK
        yield from (Line(0, "", [Part(f"{name}: ", "label"), Part(words)]) for name, words in self._numbers() if words)
        for name, nodes in zip(self.names.both, (comparison.a, comparison.b), strict=True):
            if not nodes:
                where = " on this question" if comparison.within is not None else ""
                yield Line(0, "", [Part(f"No node of the map belongs to {name.text}{where}.", "warning")])
        if not comparison.common and not comparison.documents:
            yield BLANK
            words = "they speak of no question both, and nothing of one is for or against the other"
            yield Line(0, "", [Part(f"The two do not meet: {words}.")])

    def _who(self, id: str, nodes: Sequence[str]) -> Cell:
        claims = sum(self.map.nodes[each].type == "claim" for each in nodes)
        words = f"{counted(claims, 'claim')}, {counted(len(nodes) - claims, 'ground')}"
        full = self.names.full_name(id)
        return Cell("", [*([[part(full)]] if full else []), [Part(words, "tally")]])

    def _numbers(self) -> Iterator[tuple[str, str]]:
        """The figures of the head, each with what it counts."""
        comparison = self.comparison
        both = counted(sum(common.question is not None for common in comparison.common), "question")
        lones = len(comparison.only_a), len(comparison.only_b)
        alone = (f"{name.text} alone of {number:,}" for name, number in zip(self.names.both, lones, strict=True))
        yield "Both speak of", f"{both}; {'; '.join(alone)}"
        kinds = Counter(meeting.kind for meeting in comparison.agreements)
        said = (
            (kinds["both"], "statement that both hold", "statements that both hold"),
            (kinds["support"] + kinds["premise"], "reason from one to the other", "reasons from one to the other"),
            (kinds["variant"], "variant", ""),
            (kinds["same-text"], "pair in the same words", "pairs in the same words"),
        )
        yield "Agreements", ", ".join(counted(number, one, many) for number, one, many in said if number) or "none"
        yield "Clashes", self._clash_words()
        parties: tuple[Party, Party] = ("b", "a")
        for party in parties:
            attacks = [meeting for meeting in comparison.clashes if meeting.kind == "attack" and meeting.against == party]
            if attacks:
                yield f"{self.names.name(other_party(party))} against {self.names.name(party)}", self._attack_words(attacks)
        yield "Documents that both use differently", f"{len(comparison.documents):,}"

    def _clash_words(self) -> str:
        clashes = self.comparison.clashes
        if not clashes:
            return "none"
        conflicts = sum(meeting.kind == "conflict" for meeting in clashes)
        editorial = sum(meeting.is_editorial for meeting in clashes)
        own = len(clashes) - conflicts - editorial
        parts = [f"{own:,} in the authors' own words", f"{editorial:,} linked by the editor"]
        words = f"{len(clashes):,}, of these {', '.join([*parts, *([counted(conflicts, 'bare conflict')] if conflicts else [])])}"
        reported = sum(self.names.is_reported(each.left, "a") or self.names.is_reported(each.right, "b") for each in clashes)
        return words + (f"; in {reported:,} one side only reports what others hold" if reported else "")

    def _attack_words(self, attacks: Sequence[Meeting]) -> str:
        """How many attacks, how many only limit, and who answers them."""
        limits = sum(meeting.is_limit for meeting in attacks)
        unanswered = sum(not meeting.answers for meeting in attacks)
        answering: Counter[str] = Counter()
        for meeting in attacks:
            answering.update(list(dict.fromkeys(name for id in meeting.answers for name in self.names.speakers(id))))
        by = joined_words([f"{name} {number}" for name, number in answering.most_common()], "and")
        answered = len(attacks) - unanswered
        words = [
            f"{answered:,} answered" + (f" (by {by})" if by else ""),
            f"{unanswered:,} unanswered",
            *([counted(limits, "mere limit")] if limits else []),
        ]
        return f"{len(attacks):,}, of these {', '.join(words)}"

    def index(self) -> Iterator[Block]:
        """The questions on which the two meet, those with most clashes first."""
        found = []
        for number, common in enumerate(self.comparison.common):
            clashes = common.clashes if self.look.shows("clashes") else ()
            agreements = common.agreements if self.look.shows("agreements") else ()
            if clashes or agreements:
                found.append((-len(clashes), -len(agreements), number, common.question, clashes))
        if len(found) > 1:
            yield BLANK
            yield Line(0, "", [Part("Where they meet, most clashes first", "heading")])
        for clashing, agreeing, _, question, clashes in sorted(found, key=lambda each: each[:3]) if len(found) > 1 else ():
            unanswered = sum(each.kind == "attack" and not each.answers for each in clashes)
            words = [counted(-clashing, "clash", "clashes") + (f" ({unanswered:,} unanswered)" if unanswered else "")] if clashing else []
            words += [counted(-agreeing, "agreement")] if agreeing else []
            named = part(question, "id") if question is not None else Part(NO_QUESTION.lower())
            yield Line(1, "?", [named, Part(f"  {', '.join(words)}", "tally")])
