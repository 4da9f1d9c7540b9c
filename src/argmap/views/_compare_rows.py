"""`argmap compare --format csv`: a row for each meeting of the two, each claim of one alone, each use of a shared document."""

from collections.abc import Collection, Iterator

from argmap.comparison import Comparison, Meeting
from argmap.model import holders

COLUMNS = (
    "question", "kind", "direction", "attack", "cuts", "editorial", "answered", "answered_by",
    "from_id", "from_side", "from_holders", "from_text", "to_id", "to_side", "to_holders", "to_text", "document",
)  # fmt: skip


def compare_rows(comparison: Comparison, only: Collection[str] = ()) -> Iterator[tuple[str, ...]]:
    """Rows of `COLUMNS`; ``only`` names some of the parts, empty for all."""
    rows = _Rows(comparison)
    for common in comparison.common:
        question = common.question or ""
        meetings: list[Meeting] = []
        meetings += common.agreements if not only or "agreements" in only else ()
        meetings += common.clashes if not only or "clashes" in only else ()
        yield from (rows.meeting(question, meeting) for meeting in meetings)
    if not only or "silent" in only:
        for party, lone in [*(("a", each) for each in comparison.only_a), *(("b", each) for each in comparison.only_b)]:
            for id in lone.share.claims or lone.share.grounds:
                yield rows.row(question=lone.question or "", kind="alone", **rows.end("from", id, party))
    if not only or "documents" in only:
        for readings in comparison.documents:
            for party, ids in (("both", readings.both), ("a", readings.a), ("b", readings.b)):
                for id in ids:
                    yield rows.row(kind="document", document=readings.source, **rows.end("from", id, party))


class _Rows:
    def __init__(self, comparison: Comparison) -> None:
        self.map = comparison.sides.map
        self.names = {"a": comparison.sides.ids[0], "b": comparison.sides.ids[1], "both": "both"}

    def row(self, **values: str) -> tuple[str, ...]:
        """A row of these values; the others are empty."""
        return tuple(values.get(name, "") for name in COLUMNS)

    def end(self, name: str, id: str, party: str) -> dict[str, str]:
        """A node as the values of its columns."""
        node = self.map.nodes[id]
        return {
            f"{name}_id": id,
            f"{name}_side": self.names[party],
            f"{name}_holders": " ".join(holders(node)),
            f"{name}_text": node.text,
        }

    def meeting(self, question: str, meeting: Meeting) -> tuple[str, ...]:
        """A meeting as a row."""
        directed = meeting.kind in ("attack", "support", "premise", "variant")
        values = {
            "question": question,
            "kind": meeting.kind,
            "direction": ("b>a" if meeting.against == "a" else "a>b") if directed else "",
            "editorial": "yes" if meeting.is_editorial else "no",
        }
        if meeting.kind == "attack" and meeting.link is not None:
            answered = {"answered": "yes" if meeting.answers else "no", "answered_by": " ".join(meeting.answers)}
            values |= {"attack": meeting.link.attack or "", "cuts": meeting.link.cuts or "", **answered}
        other = {} if meeting.kind == "both" else self.end("to", meeting.target, meeting.target_of)
        return self.row(**values, **self.end("from", meeting.source, meeting.source_of), **other)
