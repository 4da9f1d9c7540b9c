"""The stable machine form of a map (design: section 5)."""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from argmap.comparison import MOST_ANSWERS, Comparison, Meeting
from argmap.display import json_text
from argmap.entries import Entry, Node
from argmap.evaluation import Evaluation
from argmap.evaluation.why import links_of, reason
from argmap.model import Link
from argmap.project import Project
from argmap.ways import Step, Ways

_T = TypeVar("_T")

_NODE_ORDER = (
    "id", "type", "text", "for", "against", "attack", "premises", "question", "conflicts", "variant_of", "granted",
    "position", "by", "about", "cite", "date", "certainty", "note", "tags",
)  # fmt: skip
_KEYS = {"question": "questions", "position": "positions", "person": "people", "source": "sources"}
_BARE = ({"id"}, {"person"})
"""An entry that has only this key is written as its value."""


def export(project: Project) -> str:
    """The whole map as one JSON document."""
    return dumps(map_data(project))


def dumps(data: dict[str, Any]) -> str:
    """JSON as argmap writes it: indented, UTF-8, ending in LF, harmless on a terminal."""
    return json_text(data)


def map_data(project: Project, nodes: Collection[str] | None = None, questions: Collection[str] | None = None) -> dict[str, Any]:
    """A map, or the part of it that these nodes and questions make up, as plain data."""
    map = project.map
    data: dict[str, Any] = {"argmap": 1}
    for kind, key in _KEYS.items():
        wanted = questions if kind == "question" else None
        if nodes is None or kind == "question":
            data[key] = [entry_data(entry) for entry in map.tables[kind].values() if wanted is None or entry.id in wanted]  # type: ignore[index]
    kept = map.nodes if nodes is None else {id: map.nodes[id] for id in nodes}
    data["nodes"] = [node_data(project, node) for node in kept.values()]
    data["links"] = [link_data(link) for link in map.links if nodes is None or (link.source in kept and link.target in kept)]
    return data


def tallies_data(evaluation: Evaluation, nodes: Iterable[str]) -> dict[str, Any]:
    """The label and the tally of each of some nodes."""
    tallies = {id: evaluation.map.tally(id) for id in nodes}
    return {
        id: {"label": str(evaluation.label(id)), "for": tally.supports, "against": tally.attacks, "unanswered": list(tally.unanswered)}
        for id, tally in tallies.items()
    }


def evaluation_data(evaluation: Evaluation) -> dict[str, Any]:
    """The labels of a map with the links that decide them."""
    nodes = {}
    for id in evaluation.map.nodes:
        why = reason(evaluation, id)
        nodes[id] = {"label": str(evaluation.label(id)), "by": list(why.by), "countered_by": list(why.countered_by)}
    links = []
    for id, source, target, type, label in links_of(evaluation):
        ends = {"from": source, "to": target} if source is not None else {"to": target}
        links.append({"id": id, **ends, "type": type, "label": label})
    return {"argmap": 1, "semantics": "grounded", "burden": evaluation.burden, "nodes": nodes, "links": links}


def node_data(project: Project, node: Node) -> dict[str, Any]:
    """A node with its place in the files."""
    data = {"type": node.type, **entry_data(node)}
    ordered = {key: data[key] for key in _NODE_ORDER if key in data}
    place = project.build.places[node.id]
    start, end = place.document.source.span(*place.whole())
    ordered["path"] = place.document.path
    ordered["span"] = {"start": start._asdict(), "end": end._asdict()}
    return ordered


def entry_data(entry: Entry) -> dict[str, Any]:
    """The fields that are written, under the names they are written by; what is empty is left out."""
    written = entry.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)
    return {key: _compact(value) for key, value in written.items() if value != () and value != ""}


def _compact(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_compact(item) for item in value]
    if isinstance(value, dict):
        kept = {key: _compact(inner) for key, inner in value.items() if inner != () and inner != ""}
        return next(iter(kept.values())) if set(kept) in _BARE else kept
    return value


def comparison_data(comparison: Comparison, parts: Collection[str] = ()) -> dict[str, Any]:
    """Two positions, people or sources side by side, as ids; of ``parts`` that are not asked for the lists are empty."""
    sides = comparison.sides

    def wanted(part: str, found: Iterable[_T]) -> list[_T]:
        return list(found) if not parts or part in parts else []

    meetings = [*wanted("agreements", comparison.agreements), *wanted("clashes", comparison.clashes)]
    entries = [sides.map.entry(id) for id in sides.ids]
    return {
        "argmap": 1,
        "a": {"id": sides.ids[0], "kind": entries[0] and entries[0].kind, "nodes": list(comparison.a)},
        "b": {"id": sides.ids[1], "kind": entries[1] and entries[1].kind, "nodes": list(comparison.b)},
        "within": comparison.within,
        "questions": [
            {
                "id": common.question,
                **{party: share._asdict() for party, share in common.shares.items()},
                "agreements": [_meeting_data(each) for each in wanted("agreements", common.agreements)],
                "clashes": [_meeting_data(each) for each in wanted("clashes", common.clashes)],
            }
            for common in comparison.common
        ],
        "only_a": [{"id": lone.question, **lone.share._asdict()} for lone in wanted("silent", comparison.only_a)],
        "only_b": [{"id": lone.question, **lone.share._asdict()} for lone in wanted("silent", comparison.only_b)],
        "documents": [
            {"id": each.source, "a": each.a, "b": each.b, "both": each.both} for each in wanted("documents", comparison.documents)
        ],
        "links": [link_data(meeting.link) for meeting in meetings if meeting.link is not None],
    }


def _meeting_data(meeting: Meeting) -> dict[str, Any]:
    """A meeting; every key is always there."""
    return {
        "kind": meeting.kind,
        "from": meeting.source,
        "to": meeting.target,
        "from_side": meeting.source_of,
        "to_side": meeting.target_of,
        "link": meeting.link.id if meeting.link else None,
        "attack": meeting.link.attack if meeting.link else None,
        "editorial": meeting.is_editorial,
        "answers": meeting.answer_count,
        "answered_by": meeting.answers,
    }


def ways_data(ways: Ways) -> dict[str, Any]:
    """The ways from one entry to another; every key is always there."""
    ends = [ways.map.entry(id) for id in (ways.a, ways.b)]
    return {
        "argmap": 1,
        "a": {"id": ways.a, "kind": ends[0] and ends[0].kind},
        "b": {"id": ways.b, "kind": ends[1] and ends[1].kind},
        "editorial": ways.editorial,
        "ways": [
            {
                "length": len(way.steps),
                "from": way.first,
                "to": way.last,
                "bearing": way.bearing,
                "steps": [_step_data(ways, step) for step in way.steps],
            }
            for way in ways.ways
        ],
        "more": ways.more,
        "back": ways.back,
    }


def _step_data(ways: Ways, step: Step) -> dict[str, Any]:
    """A step of a way; every key is always there."""
    answers = step.answers(ways.map)
    return {
        "type": step.kind,
        "from": step.source,
        "to": step.target,
        "link": step.link.id if step.link else None,
        "attack": step.link.attack if step.link else None,
        "cuts": step.link.cuts if step.link else None,
        "editorial": step.link is not None and step.link.editorial,
        "bare": step.is_bare,
        "answers": len(answers),
        "answered_by": answers[:MOST_ANSWERS],
    }


def link_data(link: Link) -> dict[str, Any]:
    """A link between two nodes of the map."""
    data: dict[str, Any] = {"id": link.id, "from": link.source, "to": link.target, "type": link.type}
    if link.attack:
        data["attack"] = link.attack
    if link.cuts:
        data["link"] = link.cuts
    if link.editorial:
        data["editorial"] = True
    return data
