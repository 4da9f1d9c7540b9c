"""How a debater's sheet speaks of nodes and links."""

from argmap.briefing import Challenge, State
from argmap.display import Part, shortened
from argmap.entries import Citation, Node
from argmap.evaluation import Evaluation
from argmap.model import Link
from argmap.views._page import part
from argmap.views._parts import label_part
from argmap.wording import attack_words, citations_line, school, unnamed_holders, who

_ATTACK_STATES: dict[State, str] = {"in": "succeeds", "undecided": "in the balance", "out": "fails"}
ANSWER_STATES: dict[State, str] = {"in": "holds", "undecided": "in the balance", "out": "does not hold"}


class Words:
    """The words for what is on the sheet of one position."""

    def __init__(self, evaluation: Evaluation, position: str) -> None:
        self.evaluation = evaluation
        self.map = evaluation.map
        self.position = position

    def label(self, id: str) -> Part:
        """How a node stands, with its tally."""
        return label_part(self.evaluation, id)

    def say(self, node: Node) -> Part | None:
        """A citation ready to say: one that has a quotation if there is such a one, else the first."""
        if not node.cite:
            return None
        ordered = self._cited(node)
        quoted = ordered[0] if ordered[0].quote else None
        line = citations_line(self.map, ordered)
        return part(f'{line}: "{quoted.quote}"' if quoted is not None else line, "cite")

    def _cited(self, node: Node) -> tuple[Citation, ...]:
        """The citations of a node, one that has a quotation first if there is such a one."""
        quoted = next((each for each in node.cite if each.quote), None)
        return node.cite if quoted is None else (quoted, *(each for each in node.cite if each is not quoted))

    def unnamed(self, node: Node) -> Part | None:
        """Who puts a ground forward, where the citation that is said names others alone."""
        return part(unnamed_holders(self.map, node, self._cited(node)[0])) if node.cite else None

    def by(self, node: Node) -> str:
        """Who says something, and of which school."""
        names = who(self.map, node) or "nobody named"
        of = "your own side" if self.position in node.position else school(self.map, node.position) if node.position else ""
        return f"{names} ({of})" if of else names

    def quoted(self, id: str) -> Part:
        """The beginning of a text, in quotation marks."""
        text = shortened(part(self.map.nodes[id].text).text, 70)
        return Part(f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}")


def how(link: Link) -> str:
    """How a link attacks, and whether the encoder drew it."""
    words = attack_words(link)
    return f"{words}, editorial" if link.editorial else words


def state_words(each: Challenge) -> str:
    """Whether an attack succeeds on this record; empty of what only limits."""
    if each.is_limit:
        return ""
    return _ATTACK_STATES[each.state] + (" despite the answer" if each.state == "in" and each.answers else "")
