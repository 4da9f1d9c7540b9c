"""`argmap query`: nodes as a table."""

from collections.abc import Iterator, Sequence

from argmap.entries import Node
from argmap.evaluation import Evaluation
from argmap.model import holders
from argmap.views._page import BLANK, Line, joined, part
from argmap.views._parts import NODE_MARKS, label_part, node_text
from argmap.wording import cite_line, school, who

COLUMNS = ("id", "type", "position", "by", "date", "text", "label", "for", "against", "unanswered", "cite")


def table_lines(evaluation: Evaluation, nodes: Sequence[Node]) -> Iterator[Line]:
    """Each node in a few lines: id and what it is, its text, where it is found."""
    for number, node in enumerate(nodes):
        if number:
            yield BLANK
        map = evaluation.map
        tally = label_part(evaluation, node.id)
        of = part(school(map, node.position)) if node.position else None
        head = joined((part(node.id, "id"), of, part(who(map, node)), part(node.date or ""), tally))
        cite = [[part(cite_line(map, node), "cite")]] if node.cite else []
        yield Line(0, NODE_MARKS[node.type], head, ([node_text(node)], *cite))


def table_rows(evaluation: Evaluation, nodes: Sequence[Node]) -> Iterator[tuple[str, ...]]:
    """Each node as the values of `COLUMNS`."""
    for node in nodes:
        map, tally = evaluation.map, evaluation.map.tally(node.id)
        yield (
            node.id,
            node.type,
            " ".join(node.position),
            " ".join(holders(node)),
            node.date or "",
            node.text,
            str(evaluation.label(node.id)),
            str(tally.supports),
            str(tally.attacks),
            str(len(tally.unanswered)),
            cite_line(map, node),
        )
