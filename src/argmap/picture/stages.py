"""A picture built up slide by slide: the claims, then the supports, then the rebuttals; everything keeps its place."""

from collections.abc import Collection
from dataclasses import replace

from argmap.model import ArgumentMap, questions_of
from argmap.picture.page import Picture
from argmap.picture.scene import Box, Scene, Shape

_STAGES: dict[Shape, int] = {"question": 0, "claim": 0, "support": 1, "rebuttal": 2}


def stages(map: ArgumentMap, picture: Picture, answered: str = "") -> list[Picture]:
    """The pictures that lead up to this one, which is the last of them; ``answered`` is the question that is its title.

    A claim that is only there as a premise comes with what needs it, and a
    link with the later of its ends.
    """
    boxes = {box.id: box for box in picture.scene.boxes}
    at = {id: _stage(map, box, boxes, answered) for id, box in boxes.items()}
    at |= _joints(picture.scene, at)
    used = sorted({at[id] for id in boxes})
    return [_until(picture, at, stage) for stage in used[:-1]] + [picture]


def _stage(map: ArgumentMap, box: Box, drawn: Collection[str], answered: str) -> int:
    own = _STAGES[box.shape]
    if own or box.id not in map.nodes:
        return own
    leaving = [link for link in map.links_from.get(box.id, ()) if link.target in drawn]
    answers = any(question == answered or question in drawn for question in questions_of(map.nodes[box.id]))
    if answers or not leaving or any(link.type != "premise" for link in leaving):
        return own
    return min(_STAGES[map.nodes[link.target].type] for link in leaving)


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
