"""A scene as Graphviz takes it: sizes, ranks, and which line leads where; px are its points."""

from dataclasses import dataclass

from argmap.picture.packing import APART
from argmap.picture.scene import Direction, Scene

_RANKDIR: dict[Direction, str] = {"down": "BT", "up": "TB", "right": "RL", "left": "LR"}
_HEAD = 18.0
"""The length of an arrowhead in px."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What decides a layout, as attributes."""

    graph: dict[str, str]
    node: dict[str, str]
    edge: dict[str, str]
    first: tuple[str, ...]
    """The boxes that no link leaves: they stand first in the direction."""
    strands: dict[str, dict[str, str]]


def statements(scene: Scene, direction: Direction) -> Statements:
    """The attributes from which a scene is laid out.

    Links point from reply to target.  Two ranks of boxes have one between them
    for joints, so that what cuts a link lies beside what the link comes from.
    """
    across = direction in ("right", "left")
    between = 26 if any(joint.word for joint in scene.joints) else 40 if across else 30
    joints = {joint.id for joint in scene.joints}
    leaving = {strand.tail for strand in scene.strands if strand.kind != "conflict"}
    first = tuple(box.id for box in scene.boxes if box.id not in leaving)
    strands = {}
    for strand in scene.strands:
        attributes = {"id": strand.id, "minlen": "1" if strand.tail in joints or strand.head in joints else "2"}
        if not strand.is_end or strand.kind in ("answer", "variant", "assertion", "premise"):
            attributes["arrowhead"] = "none"
        if strand.kind == "conflict":
            attributes |= {"dir": "both", "constraint": "false"}
        strands[strand.id] = attributes
    return Statements(
        {
            "rankdir": _RANKDIR[direction],
            "newrank": "true",
            "nodesep": f"{APART[across] / 72:.4f}",
            "ranksep": f"{between / 72:.4f}",
        },
        {"shape": "box", "fixedsize": "true", "label": ""},
        {"arrowsize": f"{_HEAD / 10:g}"},
        first if len(first) > 1 else (),
        strands,
    )


def engine_source(scene: Scene, direction: Direction) -> str:
    """What the engine is given: DOT text without words, and with names that need no quotes."""
    parts = statements(scene, direction)
    names = short_names(scene)
    lines = ["digraph {", f"graph {_list(parts.graph)}", f"node {_list(parts.node)}", f"edge {_list(parts.edge)}"]
    lines += [f"{names[box.id]} [width={box.width / 72:.4f} height={box.height / 72:.4f}]" for box in scene.boxes]
    for joint in scene.joints:
        shape = "" if joint.word else " shape=ellipse"
        lines.append(f"{names[joint.id]} [width={joint.width / 72:.4f} height={joint.height / 72:.4f}{shape}]")
    if parts.first:
        lines.append(f"{{rank=max {' '.join(names[id] for id in parts.first)}}}")
    lines += [f"{names[each.tail]} -> {names[each.head]} {_list(parts.strands[each.id])}" for each in scene.strands]
    return "\n".join([*lines, "}"]) + "\n"


def _list(attributes: dict[str, str]) -> str:
    pairs = [f'{key}="{value}"' for key, value in attributes.items()]
    return f"[{' '.join(pairs)}]"


def short_names(scene: Scene) -> dict[str, str]:
    """A name for every box and joint that needs no quotes."""
    names = {box.id: f"b{number}" for number, box in enumerate(scene.boxes)}
    names.update((joint.id, f"j{number}") for number, joint in enumerate(scene.joints))
    return names
