"""A scene as Graphviz takes it: sizes, ranks, and which line leads where; px are its points."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from argmap.errors import ArgmapError
from argmap.layout import Curve, Layout
from argmap.picture.packing import APART
from argmap.picture.scene import HEAD, HEADLESS, Direction, Scene, Strand, is_across

_RANKDIR: dict[Direction, str] = {"down": "BT", "up": "TB", "right": "RL", "left": "LR"}


MOST_STRANDS, MOST_CROSSED = 12_000, 40_000
"""How many strands one picture holds at most, and how many ranks these run through, all in all: the engine takes some seconds then."""

_MANY, _MANY_STRANDS, _LONG = 200, 1500, 300_000
_LARGEST = 1e7  # points


class Line(NamedTuple):
    """A strand as it is given to the engine: from the later rank to the earlier, which may be against its direction."""

    tail: str
    head: str
    is_turned: bool
    ranks: int
    """How many ranks of boxes and joints it runs through."""
    attributes: dict[str, str]


class Statements(NamedTuple):
    """What decides a layout, as attributes of DOT."""

    graph: dict[str, str]
    node: dict[str, str]
    edge: dict[str, str]
    ranks: tuple[tuple[str, ...], ...]
    """The boxes rank by rank."""
    lines: dict[str, Line]


def statements(scene: Scene, direction: Direction) -> Statements:
    """The attributes from which a scene is laid out.

    The ranks of boxes are given, so that the engine need not find them.
    Between two of them are one or two for joints.
    """
    sides = {joint.beyond for joint in scene.joints}
    unit = 1 + max(1, len(sides))
    at = {joint.id: unit * joint.depth + (1 if joint.beyond else -1) for joint in scene.joints}
    at |= {id: unit * depth for id, depth in scene.depth.items()}
    ranks: dict[int, list[str]] = {}
    for box in scene.boxes:
        ranks.setdefault(scene.depth[box.id], []).append(box.id)
    lines = {strand.id: _line(strand, at) for strand in scene.strands}
    across = is_across(direction)
    between = ((36 if across else 28) if any(joint.word for joint in scene.joints) else 44 if across else 34) * 2 / unit
    return Statements(
        {
            "rankdir": _RANKDIR[direction],
            "newrank": "true",
            "nodesep": f"{APART[across] / 72:.4f}",
            "ranksep": f"{between / 72:.4f}",
            **_effort(scene, lines.values()),
        },
        {"shape": "box", "fixedsize": "true", "label": ""},
        {"arrowsize": f"{HEAD / 10:g}"},
        tuple(tuple(ranks[depth]) for depth in sorted(ranks)),
        lines,
    )


def _effort(scene: Scene, lines: Collection[Line]) -> dict[str, str]:
    """How hard the engine tries: less where there is much, for it takes more than linear time.

    Leading one line around what lies between takes it time by the square of
    the ranks that the line runs through.
    """
    is_long = sum(line.ranks**2 for line in lines) > _LONG
    if len(scene.boxes) <= _MANY and len(lines) <= _MANY_STRANDS and not is_long:
        return {}
    way = "line" if is_long or len(lines) > 3 * len(scene.boxes) else "polyline"
    return {"nslimit": "0.1", "nslimit1": "0.1", "mclimit": "0.1", "searchsize": "5", "splines": way}


def check_load(scene: Scene, parts: Statements) -> None:
    """Raise `ArgmapError` if a scene has more lines, or longer ones, than an engine lays out in some seconds."""
    strands, crossed = len(scene.strands), sum(line.ranks for line in parts.lines.values())
    if strands > MOST_STRANDS:
        what = f"{strands:,} stretches of links are too many for one picture: at most {MOST_STRANDS:,} are drawn"
    elif crossed > MOST_CROSSED:
        what = "so many links between nodes that stand far apart are too many for one picture"
    else:
        return
    raise ArgmapError(what, "draw less at once, with `--depth`, `--max-nodes` or `--focus ID`")


_DIRECTIONS = {(True, True): "both", (True, False): "forward", (False, True): "back", (False, False): "none"}


def _line(strand: Strand, at: Mapping[str, int]) -> Line:
    heads = (strand.is_end and strand.kind not in HEADLESS, strand.is_mutual)
    is_turned = at[strand.tail] < at[strand.head]
    ranks = max(1, abs(at[strand.tail] - at[strand.head]))
    attributes = {
        "id": strand.id,
        "minlen": str(ranks),
        "dir": _DIRECTIONS[heads[::-1] if is_turned else heads],
    }
    return Line(*((strand.head, strand.tail) if is_turned else (strand.tail, strand.head)), is_turned, ranks, attributes)


def engine_source(scene: Scene, parts: Statements) -> str:
    """What the engine is given: DOT text without words, and with names that need no quotes."""
    names = short_names(scene)
    lines = ["digraph {", f"graph {_list(parts.graph)}", f"node {_list(parts.node)}", f"edge {_list(parts.edge)}"]
    lines += [f"{names[box.id]} [width={box.width / 72:.4f} height={box.height / 72:.4f}]" for box in scene.boxes]
    for joint in scene.joints:
        shape = "" if joint.word else " shape=ellipse"
        lines.append(f"{names[joint.id]} [width={joint.width / 72:.4f} height={joint.height / 72:.4f}{shape}]")
    for number, rank in enumerate(parts.ranks):
        lines.append(f"{{rank={'same' if number else 'max'} {' '.join(names[id] for id in rank)}}}")
    lines += [f"{names[line.tail]} -> {names[line.head]} {_list(line.attributes)}" for line in parts.lines.values()]
    return "\n".join([*lines, "}"]) + "\n"


def placed(layout: Layout, scene: Scene, parts: Statements) -> Layout:
    """A layout by the ids of boxes and joints rather than by the names the engine was given, every line in its own direction.

    Raises `ValueError` if it is no layout of this scene.
    """
    names = {name: id for id, name in short_names(scene).items()}
    if layout.places.keys() != names.keys() or layout.curves.keys() != parts.lines.keys():
        raise ValueError("it is one of another picture")
    if any(not (0 <= x <= layout.width <= _LARGEST and 0 <= y <= layout.height <= _LARGEST) for x, y in layout.places.values()):
        raise ValueError("a node lies outside of the picture")
    if names and not (layout.width and layout.height):
        raise ValueError("the picture has no size")
    curves = {
        id: Curve(curve.points[::-1], curve.tail, curve.head) if parts.lines[id].is_turned else curve for id, curve in layout.curves.items()
    }
    return layout._replace(places={names[name]: place for name, place in layout.places.items()}, curves=curves)


def _list(attributes: dict[str, str]) -> str:
    pairs = [f'{key}="{value}"' for key, value in attributes.items()]
    return f"[{' '.join(pairs)}]"


def short_names(scene: Scene) -> dict[str, str]:
    """A name for every box and joint that needs no quotes."""
    names = {box.id: f"b{number}" for number, box in enumerate(scene.boxes)}
    names.update((joint.id, f"j{number}") for number, joint in enumerate(scene.joints))
    return names
