"""What `evaluate --without`, `--assume`, `--critical` and `--semantics` print."""

from collections.abc import Iterator, Mapping

from argmap.display import Part, counted
from argmap.evaluation import Evaluation
from argmap.evaluation.critical import Ground, Point, Supports
from argmap.evaluation.readings import Reading
from argmap.evaluation.whatif import Change, Shift, Touched
from argmap.views._page import BLANK, Line, joined, part
from argmap.views._parts import NODE_MARKS, label_part
from argmap.wording import label_words, tally_words, who

_READ = {
    Reading.EVERY: "on every reading",
    Reading.SOME: "on some readings",
    Reading.NO: "on no reading",
    Reading.UNDETERMINED: "undetermined: too many steps (ask about it alone)",
    Reading.NONE_EXISTS: "there is no stable reading of this map",
}


def change_lines(evaluation: Evaluation, change: Change) -> Iterator[Line]:
    """What is lost or assumed, what changes through it, and what is weakened and holds."""
    for words, all_touched in (("Without", change.without), ("Assuming", change.assume)):
        for each in all_touched:
            yield Line(0, "", [Part(f"{words} ", "heading"), part(each.id, "id"), Part(_what_goes(words, each))])
    direct = {*change.removed, *change.assumed}
    changed = [shift for shift in change.shifts if shift.id not in direct]
    yield BLANK
    if not changed:
        yield Line(0, "", [Part("No other label changes.")])
    else:
        yield Line(0, "", [Part(f"{counted(len(changed), 'label')} of other nodes change{'s' if len(changed) == 1 else ''}:", "heading")])
    for shift in changed:
        yield _shift_line(evaluation, change, shift)
    holding = [id for id in dict.fromkeys((*change.weakened, *change.holding)) if id not in direct]
    if holding:
        yield BLANK
        yield Line(0, "", [Part("Weakened, but the label holds:", "heading")])
    for id in holding:
        node = evaluation.map.nodes[id]
        yield Line(1, NODE_MARKS[node.type], [part(node.text)], (joined((part(label_words(change.after, id)), part(id, "id"))),))


def _what_goes(words: str, each: Touched) -> str:
    if words == "Assuming":
        return f" ({counted(len({*each.falls, *each.weakened}), 'node')})"
    kept = f"; {counted(len(each.weakened), 'node')} known otherwise too" if each.weakened else ""
    return f" ({counted(len(each.falls), 'node')} lost{kept})"


def _shift_line(evaluation: Evaluation, change: Change, shift: Shift) -> Line:
    node = evaluation.map.nodes[shift.id]
    tally = tally_words(evaluation.map, shift.id)
    through = [f"`{link}`" for link in shift.links[:3]] + [f"the clash with `{id}`" for id in shift.clashes[:3]]
    more = len(shift.links) + len(shift.clashes) - len(through)
    cause = f"through {', '.join(through)}{f' +{more}' if more else ''}" if through else ""
    info = joined((Part(f"{shift.old} -> {shift.new}: {tally}", str(shift.new)), part(shift.id, "id")))
    return Line(1, NODE_MARKS[node.type], [part(node.text)], (info, *([[part(cause, "hint")]] if cause else [])))


def critical_lines(evaluation: Evaluation, points: list[Point], total: int) -> Iterator[Line]:
    """Single points of failure, the one that most labels hang on first."""
    map = evaluation.map
    if not points:
        yield Line(0, "", [Part("No label hangs on a single source or node.")])
    for point in points:
        words = f"{counted(len(point.changed), 'label')} of other nodes change{'s' if len(point.changed) == 1 else ''} without it"
        shown = ", ".join(f"`{id}`" for id in point.changed[:3]) + (f" +{len(point.changed) - 3}" if len(point.changed) > 3 else "")
        text = map.nodes[point.id].text if point.kind == "node" else f"all that is known from {point.id} alone"
        yield Line(0, "•", [part(text)], (joined((part(point.kind), Part(words, "tally"), part(point.id, "id"))), [part(shown, "hint")]))
    if total > len(points):
        yield BLANK
        yield Line(0, "", [Part(f"Left out: {total - len(points):,} more on which fewer labels hang; `--format json` lists all.", "hint")])


def hanging_lines(evaluation: Evaluation, found: Supports) -> Iterator[Line]:
    """What a claim hangs on: the smallest sets of grounds whose loss brings it down."""
    node = evaluation.map.nodes[found.id]
    info = joined((part(who(evaluation.map, node)), Part(label_words(evaluation, found.id), str(found.label)), part(found.id, "id")))
    yield Line(0, NODE_MARKS[node.type], [part(node.text, "claim")], (info,))
    if found.known_from:
        yield Line(0, "", [Part("The claim itself is known from "), part(found.known_from, "id"), Part(" alone.")])
    if found.label not in ("stands", "asserted"):
        yield Line(0, "", [Part("It does not stand as it is, so that no loss brings it down.")])
        return
    if not found.losses:
        yield Line(0, "", [Part("No ground, and no two together, bring it down when they are lost.")])
    for losses in found.losses:
        yield Line(1, "•", [Part("falls without "), part(" and ".join(_ground(ground) for ground in losses), "id")])
    if not found.complete:
        yield Line(0, "", [Part("There are too many pairs of grounds; only some of them were tried.", "hint")])


def _ground(ground: Ground) -> str:
    return " (or the same by ".join(ground.ids) + ")" * (len(ground.ids) - 1)


def reading_lines(evaluation: Evaluation, semantics: str, found: Mapping[str, Reading]) -> Iterator[Line]:
    """Claims with their grounded label and on how many readings they are accepted."""
    for id, reading in found.items():
        node = evaluation.map.nodes[id]
        label = label_part(evaluation, id)
        info = joined((part(who(evaluation.map, node)), label, Part(f"{semantics}: {_READ[reading]}"), part(id, "id")))
        yield Line(0, NODE_MARKS[node.type], [part(node.text)], (info,))
