"""The texts of the page: everything the picture holds and its citations in full, to be read without script and by the script."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from argmap.citations import people_label, person_label, source_label, source_text
from argmap.display import visible
from argmap.entries import Citation, Claim, Node, is_valid_id
from argmap.evaluation import Evaluation
from argmap.model import ArgumentMap, holders
from argmap.page.drawing import HOLD_CLASSES
from argmap.page.forest import Hold, OtherLink, Spot
from argmap.wording import label_words, school

HOLDS: dict[Hold, str] = {
    "support": "supports",
    "rebut": "rebuts",
    "undermine": "undermines",
    "undercut": "undercuts",
    "limit": "limits",
    "conflict": "clashes with",
    "premise": "premise of",
    "variant": "variant of",
    "answer": "answers",
    "part": "under",
}
_DEEPEST = 8  # further levels are indented no more


def page_id(id: str) -> str:
    """An id as it is on the page, where those of the page's own parts have a full stop in them, as a right one of a map never has."""
    return visible(id).replace(".", "\N{ONE DOT LEADER}")


def anchor(id: str) -> str:
    """A link to an id."""
    return f"<a href=#{quote(page_id(id), safe='')}>{_text(id)}</a>"


def attribute(id: str) -> str:
    """An id as the value of an attribute, in quotes where it needs them."""
    shown = page_id(id)
    return shown if is_valid_id(shown) else f'"{escape(shown)}"'


class Texts:
    """Writes the texts of a map; ``place`` gives the address of an entry on a forge, or nothing."""

    def __init__(
        self, map: ArgumentMap, evaluation: Evaluation, others: Mapping[str, Sequence[OtherLink]], place: Callable[[str], str]
    ) -> None:
        self.map = map
        self.evaluation = evaluation
        self.others = others
        self.place = place
        self.cited: dict[str, None] = {}
        """The sources that were named so far."""

    def outline(self, spots: Sequence[Spot]) -> Iterator[str]:
        """All spots in reading order: questions as headings, nodes as lists, further in the further they are from a question."""
        is_open = False
        heading = ""
        levels: dict[str, int] = {"": -1}
        for spot in spots:
            is_question = spot.id in self.map.questions
            level = levels[spot.id] = levels[spot.above] + 1 if is_question or spot.hold != "answer" else 0
            if is_question == is_open:
                yield "</ul>\n" if is_open else "<ul>\n"
                is_open = not is_open
            id = attribute(spot.id)
            if is_question:
                heading = spot.id
                tag = f"h{min(6, level + 3)}"
                yield f"<{tag} class=entry id={id}>{self._question(spot)}</{tag}>\n"
            else:
                yield f'<li class="d{min(_DEEPEST, level)} {_said(self.map.nodes[spot.id], spot)}" id={id}>{self._node(spot, heading)}\n'
        yield "</ul>\n" if is_open else ""

    def _question(self, spot: Spot) -> str:
        question = self.map.questions[spot.id]
        note = f" <span class=note>{_text(question.note)}</span>" if question.note else ""
        return f"<span class=text>{_text(question.text)}</span>{note}{self._place(spot.id)}"

    def _node(self, spot: Spot, heading: str) -> str:
        node = self.map.nodes[spot.id]
        parts = [f"<p>{_text(node.text)}"]
        parts += [f"<p class={name}>{words}" for name, words in self._fields(node)]
        if node.cite:
            parts.append(f"<p class=cite>{'; '.join(self._citation(node, each) for each in node.cite)}")
        if spot.id in self.map.links_to or node.type == "claim":
            parts.append(f"<p class=state>{_text(label_words(self.evaluation, spot.id))}")
        if others := self.others.get(spot.id):
            parts.append(f"<p class=also>Also {self._also(others, heading)}")
        if where := self._place(spot.id):
            parts.append(f"<p class=where>{where}")
        return "".join(parts)

    def _also(self, others: Sequence[OtherLink], heading: str) -> str:
        """Links that are not told by where a node stands below its ``heading``: ``supports a, b; answers c``."""
        by_hold: dict[Hold, list[str]] = {}
        for each in others:
            cut = f" (its link to {anchor(each.cuts)})" if each.cuts else ""
            by_hold.setdefault(each.hold, []).append("this question" if each.target == heading else anchor(each.target) + cut)
        return "; ".join(f"{HOLDS[hold]} {', '.join(words)}" for hold, words in by_hold.items())

    def _fields(self, node: Node) -> Iterator[tuple[str, str]]:
        who = people_label(self.map, holders(node), most=99)
        hedge = node.certainty if node.certainty != "asserted" else ""
        if who or hedge:
            yield "who", _text(", ".join(part for part in (who, hedge) if part))
        if node.position:
            yield "school", _text(school(self.map, node.position))
        named = [
            ("Date", node.date),
            ("About", ", ".join(person_label(self.map, id) for id in node.about)),
            ("Common ground", "granted" if isinstance(node, Claim) and node.granted else ""),
            ("Tags", ", ".join(node.tags)),
            ("Note", node.note),
        ]
        if said := ". ".join(f"{name}: {_text(value)}" for name, value in named if value):
            yield "note", said

    def _citation(self, node: Node, citation: Citation) -> str:
        """As `citation_label`, and what holds for this citation alone; the works are among the sources below."""
        parts = [self._source(citation.source)]
        if citation.via:
            parts.append(f"in {self._source(citation.via)}")
        if citation.at:
            parts.append(_text(citation.at))
        if citation.by and citation.by != node.by:
            parts.append(f"so {_text(people_label(self.map, citation.by, most=99))}")
        if citation.certainty:
            parts.append(citation.certainty)
        if citation.quote:
            parts.append(f"<q>{_text(citation.quote)}</q>")
        if citation.note:
            parts.append(_text(citation.note))
        return ", ".join(parts)

    def _source(self, id: str) -> str:
        self.cited[id] = None
        return _text(source_label(self.map, id))

    def _place(self, id: str) -> str:
        address = self.place(id)
        return f' <a class="place" rel="noreferrer" href="{escape(address)}">claim file</a>' if address else ""

    def sources(self) -> Iterator[str]:
        """What was cited, in full, in the order of the files."""
        order = {id: number for number, id in enumerate(self.map.sources)}
        for id in sorted(self.cited, key=lambda id: order.get(id, len(order))):
            source = self.map.sources.get(id)
            if source is None:
                yield f"<li id={attribute(id)}>{_text(id)}\n"
            else:
                full = f"<b>{_text(source_label(self.map, id))}</b> {_text(source_text(self.map, source))}"
                yield f"<li id={attribute(id)}>{full}{self._place(id)}\n"


def _text(words: str) -> str:
    return escape(visible(words), quote=False)


def _said(node: Node, spot: Spot) -> str:
    """The classes by which the style sheet says what an entry is: its type, and how it bears on what stands above it."""
    return node.type[0] if spot.hold in ("answer", "part", "support") else f"{node.type[0]} {HOLD_CLASSES[spot.hold]}"
