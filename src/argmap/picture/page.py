"""A page: the title above the map, the legend and the notes below it, and the map between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from argmap.layout import Layout
from argmap.palette import THEMES, Pair, Theme, pair
from argmap.picture.scene import CAPTION, LEADING, TITLE, Box, Direction, Kind, Scene, Shape
from argmap.typesetting import set_lines, text_width

MARGIN = 32.0
_GAP = 16.0
_SAMPLE = 46.0  # the width of a sample in the legend
_SAMPLE_HEIGHT = 26.0
_BETWEEN = 28.0
_WIDEST = 480.0  # what a name of a legend may take


class Category(NamedTuple):
    """Something boxes are coloured by: its name, the letters that stand for it, the number of its colour."""

    name: str
    mark: str
    number: int | None


class Words(NamedTuple):
    """A line of text: where its baseline begins, in px of the page."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    role: Literal["ink", "muted"] = "ink"


SampleType = Literal["shape", "link", "category", "none", "badge", "folded", "editorial", "unanswered", "date"]
LegendEntry = tuple[SampleType, str, str]
"""What it is a sample of, the kind of that, and what it means."""


class Sample(NamedTuple):
    """An entry of the legend: what it is a sample of, where it stands, what it means."""

    type: SampleType
    key: str
    x: float
    y: float
    width: float
    height: float
    words: Words


class Plate(NamedTuple):
    """The frame around the title of a question that is drawn as the title and not as a box."""

    id: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """All of a picture, with everything in its place; lengths in px, y downwards."""

    width: float
    height: float
    points: float
    """How many points a px has on paper or on a slide."""
    title: str
    description: str
    plate: Plate | None
    words: tuple[Words, ...]
    samples: tuple[Sample, ...]
    scene: Scene
    layout: Layout
    """Where boxes and joints are, by their ids, and the lines by theirs; before scaling."""
    scale: float
    left: float
    top: float
    direction: Direction
    theme: Theme
    categories: Mapping[str, Category]

    def colors_of(self, box: Box) -> Pair:
        """The colours of a box: those of its category, and for questions their own."""
        colors = THEMES[self.theme]
        category = self.categories.get(box.category)
        return colors.question if box.shape == "question" else pair(colors, category.number if category is not None else None)


class Frame(NamedTuple):
    """The title and the foot of a page whose middle is still free: from ``top`` to ``bottom``."""

    plate: Plate | None
    words: tuple[Words, ...]
    samples: tuple[Sample, ...]
    top: float
    bottom: float


def frame(
    width: float, height: float, title: str, plate: str, scene: Scene, categories: Mapping[str, Category], notes: Sequence[str]
) -> Frame:
    """Set the title, the legend of a scene, and notes, on a page of this size; ``plate`` is the id of the question the title is."""
    return framed(width, height, title, plate, _entries(scene, categories), notes)


def framed(width: float, height: float, title: str, plate: str, groups: Sequence[Sequence[LegendEntry]], notes: Sequence[str]) -> Frame:
    """As `frame`, with the entries of the legend given, in groups that begin a row where that takes no more room."""
    words, head, top = _title(title, plate, width)
    samples, rows = _legend(groups, width)
    lines = [line for note in notes for line in set_lines(note, CAPTION, width - 2 * MARGIN, most=2)]
    leading = CAPTION * LEADING
    start = height - MARGIN - len(lines) * leading
    for number, line in enumerate(lines):
        words.append(Words(line, MARGIN, start + number * leading + CAPTION * 0.95, CAPTION, role="muted"))
    above = start - (_GAP / 2 if lines else 0) - rows * (_SAMPLE_HEIGHT + 8)
    samples = [sample._replace(y=sample.y + above, words=sample.words._replace(y=sample.words.y + above)) for sample in samples]
    return Frame(head, tuple(words), tuple(samples), top, above - _GAP)


def _title(title: str, plate: str, width: float) -> tuple[list[Words], Plate | None, float]:
    """The lines of the title, its frame, and where the room below it begins."""
    inset = 62.0 if plate else 0.0
    size = TITLE
    room = width - 2 * MARGIN - 2 * inset
    lines = set_lines(title, size, room, bold=True, most=3)
    if len(lines) > 2:
        size = TITLE * 0.8
        lines = set_lines(title, size, room, bold=True, most=3)
    leading = size * LEADING
    inner = 12.0 if plate else 0.0
    words = [Words(line, MARGIN + inset, MARGIN + inner + number * leading + size * 0.93, size, True) for number, line in enumerate(lines)]
    bottom = MARGIN + 2 * inner + len(lines) * leading
    head = Plate(plate, MARGIN, MARGIN, width - 2 * MARGIN, bottom - MARGIN) if plate else None
    return words, head, bottom + _GAP * 1.5


SHAPES: dict[Shape, str] = {"question": "question", "claim": "claim", "support": "support", "rebuttal": "rebuttal"}
KINDS: dict[Kind, str] = {
    "support": "supports",
    "rebut": "rebuts",
    "undermine": "undermines",
    "undercut": "undercuts a link",
    "limit": "limits",
    "conflict": "clash",
    "premise": "needed premise",
    "assertion": "assertion, no ground drawn",
    "variant": "variant of",
    "answer": "answers",
}


def _entries(scene: Scene, categories: Mapping[str, Category]) -> list[list[LegendEntry]]:
    """The legend of exactly what a scene uses."""
    shapes = {box.shape for box in scene.boxes}
    kinds = {strand.kind for strand in scene.strands}
    used = {box.category for box in scene.boxes}
    boxes: list[LegendEntry] = [("category", key, category.name) for key, category in categories.items() if key in used]
    if boxes and any(box.shape != "question" and box.category not in categories for box in scene.boxes):
        boxes.append(("none", "", "none of these"))
    boxes += [("shape", shape, name) for shape, name in SHAPES.items() if shape in shapes]
    if any(box.folded for box in scene.boxes):
        boxes.append(("folded", "", "branch drawn as one box"))
    if any(box.hidden for box in scene.boxes):
        boxes.append(("badge", "", "replies not drawn"))
    lines: list[LegendEntry] = [("link", kind, name) for kind, name in KINDS.items() if kind in kinds]
    by_editor = {strand.kind for strand in scene.strands if strand.editorial}
    lines += [("editorial", kind, "thin: by the editor") for kind in KINDS if kind in by_editor][:1]
    if any(joint.is_unanswered for joint in scene.joints) or any(strand.is_unanswered for strand in scene.strands):
        lines.append(("unanswered", "", "filled: unanswered"))
    return [boxes, lines]


def _legend(groups: Sequence[Sequence[LegendEntry]], width: float) -> tuple[list[Sample], int]:
    """The samples of a legend in rows from y = 0, and how many rows they take."""
    together, apart = _rows([[entry for group in groups for entry in group]], width), _rows(groups, width)
    rows = apart if len(apart) == len(together) else together
    return [sample for number, row in enumerate(rows) for sample in _row(row, number * (_SAMPLE_HEIGHT + 8))], len(rows)


def _rows(groups: Sequence[Sequence[LegendEntry]], width: float) -> list[list[LegendEntry]]:
    """The entries of a legend in rows; each group begins a row."""
    rows: list[list[LegendEntry]] = []
    for group in groups:
        x = width
        for entry in group:
            if x + _needed(entry) > width - MARGIN:
                rows.append([])
                x = MARGIN
            rows[-1].append(entry)
            x += _needed(entry) + _BETWEEN
    return rows


def _needed(entry: LegendEntry) -> float:
    return _SAMPLE + 8 + text_width(_label(entry), CAPTION)


def _label(entry: LegendEntry) -> str:
    return (set_lines(entry[2], CAPTION, _WIDEST, most=1) or ["(no name)"])[0]


def _row(entries: Sequence[LegendEntry], y: float) -> Iterator[Sample]:
    x = MARGIN
    for entry in entries:
        type, key, _ = entry
        yield Sample(type, key, x, y, _SAMPLE, _SAMPLE_HEIGHT, Words(_label(entry), x + _SAMPLE + 8, y + 20, CAPTION))
        x += _needed(entry) + _BETWEEN
