"""A picture built up slide by slide: the rival claims, then what supports, then what attacks; everything keeps its place."""

from collections.abc import Mapping
from dataclasses import replace

from argmap.model import ArgumentMap
from argmap.picture.page import Picture
from argmap.picture.scene import Box, Scene, Shape

_STAGES: dict[Shape, int] = {"question": 0, "claim": 0, "support": 1, "rebuttal": 2}


def stages(map: ArgumentMap, picture: Picture) -> list[Picture]:
    """The pictures that lead up to this one, which is the last of them.

    First the rival claims; then what supports, claims too; then what attacks.
    A node that is only there as a premise comes with what needs it, and a link
    with the later of its ends.
    """
    depth = picture.scene.depth
    at: dict[str, int] = {}
    claims = [box.id for box in picture.scene.boxes if box.shape == "claim"]
    first = min((depth[id] for id in claims), default=0)
    for box in sorted(picture.scene.boxes, key=lambda box: depth[box.id]):
        at[box.id] = 0 if box.id in claims and depth[box.id] == first else _stage(map, box, at)
    at |= _joints(picture.scene, at)
    used = sorted({at[box.id] for box in picture.scene.boxes})
    return [_until(picture, at, stage) for stage in used[:-1]] + [picture]


def _stage(map: ArgumentMap, box: Box, before: Mapping[str, int]) -> int:
    """When a box appears, by what it does to boxes that are ``before`` it rather than by its type."""
    own = _STAGES[box.shape]
    if box.id not in map.nodes:
        return own
    leaving = [link for link in map.links_from.get(box.id, ()) if link.target in before]
    if any(link.type == "attack" for link in leaving):
        return 2
    if any(link.type == "support" for link in leaving):
        return max(1, own)
    return max([own, *(before[link.target] for link in leaving)])


def _joints(scene: Scene, boxes: dict[str, int]) -> dict[str, int]:
    """When joints appear: those on a link with its later end, those where links start with their beginnings."""
    at = {joint.id: 0 for joint in scene.joints}
    meetings = {joint.id for joint in scene.joints if joint.id.startswith("meeting ")}
    assertions = {joint.id for joint in scene.joints if joint.kind == "assertion"}
    for id in assertions:
        at[id] = min((boxes.get(each.tail, 2) for each in scene.strands if each.head == id), default=0)
    ends = []
    for strand in scene.strands:
        cuts = strand.kind == "undercut" and strand.is_end and strand.head in at
        if strand.head in at and not cuts:
            ends.append((strand.head, strand.tail))
        if strand.tail in at and strand.tail not in meetings:
            ends.append((strand.tail, strand.head))
    for _ in range(3):  # there are three stages, so that nothing is put off more often
        for joint, other in ends:
            at[joint] = max(at[joint], at.get(other, boxes.get(other, 0)))
    return at


def _until(picture: Picture, at: dict[str, int], stage: int) -> Picture:
    scene = picture.scene
    shown = {id for id, each in at.items() if each <= stage}
    return replace(
        picture,
        scene=Scene(
            tuple(box for box in scene.boxes if box.id in shown),
            tuple(joint for joint in scene.joints if joint.id in shown),
            tuple(strand for strand in scene.strands if strand.tail in shown and strand.head in shown),
            scene.depth,
        ),
    )
