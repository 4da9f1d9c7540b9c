"""What was asked of `argmap evaluate`, as lines or as data."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from argmap.cli.evaluate import MOST_POINTS
from argmap.errors import ArgmapError
from argmap.evaluation import Evaluation
from argmap.evaluation.critical import critical, critical_for
from argmap.evaluation.readings import Reading, readings
from argmap.evaluation.whatif import what_if
from argmap.exporters.json import evaluation_data
from argmap.graph import answers_below
from argmap.lookup import expect
from argmap.views._page import Line
from argmap.views.changes import change_lines, critical_lines, hanging_lines, reading_lines
from argmap.views.verdicts import node_line, question_lines, summary_lines, why_lines


@dataclass(frozen=True)
class Asked:
    """The options of one run."""

    id: str | None
    why: str | None
    without: tuple[str, ...]
    assume: tuple[str, ...]
    critical: bool
    semantics: str

    def check(self) -> None:
        """Raise `ArgmapError` if the options do not go together."""
        named = {
            "--why": self.why is not None,
            "--without or --assume": bool(self.without or self.assume),
            "--critical": self.critical,
            "--semantics": self.semantics != "grounded",
        }
        given = [name for name, is_given in named.items() if is_given]
        if len(given) > 1:
            raise ArgmapError(f"`{given[0]}` and `{given[1]}` ask for different things", "ask for one at a time")
        if self.id is not None and (self.why is not None or self.without or self.assume):
            raise ArgmapError(f"`{given[0]}` takes its own id", f"leave out `{self.id}`")


def lines(evaluation: Evaluation, asked: Asked) -> Iterable[Line]:
    """The answer for a terminal.  Raises `ArgmapError` for an id that does not exist or has no label."""
    if asked.why is not None:
        expect(evaluation.map, asked.why, "node")
        return why_lines(evaluation, asked.why)
    if asked.without or asked.assume:
        return change_lines(evaluation, what_if(evaluation, asked.without, asked.assume))
    if asked.critical and asked.id is not None:
        return hanging_lines(evaluation, critical_for(evaluation, asked.id))
    if asked.critical:
        points = critical(evaluation)
        return critical_lines(evaluation, points[:MOST_POINTS], len(points))
    nodes = _nodes(evaluation, asked.id)
    if asked.semantics != "grounded":
        return reading_lines(evaluation, asked.semantics, _readings(evaluation, asked, nodes))
    if asked.id is None:
        return summary_lines(evaluation)
    if asked.id in evaluation.map.questions:
        return question_lines(evaluation, asked.id)
    return [node_line(evaluation, asked.id, 0)]


def data(evaluation: Evaluation, asked: Asked) -> dict[str, Any]:
    """The answer for a program.  Raises `ArgmapError` as `lines` does."""
    if asked.critical and asked.id is not None:
        return {"argmap": 1, "critical_for": asdict(critical_for(evaluation, asked.id))}
    if asked.critical:
        return {"argmap": 1, "critical": [asdict(point) for point in critical(evaluation)]}
    if asked.without or asked.assume:
        change = what_if(evaluation, asked.without, asked.assume)
        shifts = [
            {"id": shift.id, "old": shift.old, "new": shift.new, "by": shift.links, "clashes": shift.clashes} for shift in change.shifts
        ]
        return {
            **evaluation_data(change.after),
            "without": list(asked.without),
            "assume": list(asked.assume),
            "changes": shifts,
            "weakened": list(dict.fromkeys((*change.weakened, *change.holding))),
        }
    nodes = _nodes(evaluation, asked.why if asked.why is not None else asked.id)
    whole = evaluation_data(evaluation)
    if asked.why is not None or asked.id is not None:
        whole["nodes"] = {id: whole["nodes"][id] for id in nodes}
    if asked.semantics != "grounded":
        whole["semantics"] = asked.semantics
        for id, reading in _readings(evaluation, asked, list(whole["nodes"])).items():
            whole["nodes"][id]["reading"] = str(reading)
    return whole


def _nodes(evaluation: Evaluation, id: str | None) -> list[str]:
    """The nodes an id is about: those of a question, one node, or all claims.  Raises `ArgmapError`."""
    map = evaluation.map
    if id is None:
        return [claim.id for claim in map.claims]
    entry = expect(map, id)
    if id in map.questions:
        return answers_below(map, id)
    if id in map.nodes:
        return [id]
    kind = entry.kind if entry else "person"
    raise ArgmapError(f"`{id}` is a {kind}, and only questions and nodes have labels", f"`argmap show {id}` shows it")


def _readings(evaluation: Evaluation, asked: Asked, nodes: list[str]) -> dict[str, Reading]:
    statements = evaluation.framework.statements
    semantics: Any = asked.semantics
    found = readings(evaluation.framework, evaluation.arguments, [statements[id] for id in nodes], semantics)
    return {id: found[statements[id]] for id in nodes}
